// The drawing of growth: two log-log panels, time and memory against nodes. Colours by Okabe & Ito (2008), which people see
// apart who do not see all colours; each line has a mark of its own as well. Text and lines are read on light and on dark.
import { type Grown, type Growth, WORKS, type Work } from './growth.ts'

const COLOURS: Readonly<Record<Work, string>> = { nearest: '#0072B2', preparation: '#009E73', counts: '#D55E00' }
/** Where the names of works begin over a panel. */
const LEGEND = [0, 110, 246]
const PANEL = { width: 330, height: 250, left: 62, top: 40, gap: 80 }

const STYLE = [
  'text { font: 12px system-ui, sans-serif; fill: #444 } .frame { stroke: #8886; fill: none } .line { fill: none; stroke-width: 2 }',
  '@media (prefers-color-scheme: dark) { text { fill: #ccc } }',
].join(' ')

/** The drawing as SVG. The same figures give the same text. */
export function growthSvg(grown: readonly Grown[], fits: readonly Growth[]): string {
  const width = 2 * PANEL.width + PANEL.gap + PANEL.left + 20
  const parts = [
    panel(
      PANEL.left,
      'seconds',
      grown,
      (g) => g.ms / 1000,
      (w) => fits.find((f) => f.work === w)!.time.exponent,
    ),
    panel(
      PANEL.left + PANEL.width + PANEL.gap,
      'MB',
      grown,
      (g) => g.mb,
      (w) => fits.find((f) => f.work === w)!.memory.exponent,
    ),
  ]
  const height = PANEL.top + PANEL.height + 46
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Time and memory against nodes"><style>${STYLE}</style>\n${parts.join('\n')}\n</svg>\n`
}

function panel(
  left: number,
  title: string,
  grown: readonly Grown[],
  value: (g: Grown) => number,
  exponent: (work: Work) => number,
): string {
  const x = scale(
    grown.map((g) => g.nodes),
    left,
    left + PANEL.width,
  )
  const y = scale(grown.map(value), PANEL.top + PANEL.height, PANEL.top)
  const lines = [`<rect class="frame" x="${left}" y="${PANEL.top}" width="${PANEL.width}" height="${PANEL.height}"/>`]
  lines.push(`<text x="${left}" y="${PANEL.top - 22}" font-weight="600">${title}</text>`)
  for (const t of x.ticks)
    lines.push(`<text x="${x.at(t)}" y="${PANEL.top + PANEL.height + 18}" text-anchor="middle">${short(t)}</text>`)
  for (const t of y.ticks) {
    lines.push(`<path class="frame" d="M${left} ${y.at(t)}h${PANEL.width}"/>`)
    lines.push(`<text x="${left - 6}" y="${y.at(t) + 4}" text-anchor="end">${short(t)}</text>`)
  }
  lines.push(
    `<text x="${left + PANEL.width / 2}" y="${PANEL.top + PANEL.height + 38}" text-anchor="middle">nodes</text>`,
  )
  WORKS.forEach((work, i) => {
    const points = grown.filter((g) => g.work === work).map((g) => [x.at(g.nodes), y.at(value(g))] as const)
    const colour = COLOURS[work]
    lines.push(`<path class="line" stroke="${colour}" d="M${points.map((p) => p.join(' ')).join('L')}"/>`)
    for (const [px, py] of points) lines.push(mark(i, px, py, colour))
    const at = left + LEGEND[i]!
    lines.push(mark(i, at + 5, PANEL.top - 9, colour))
    lines.push(`<text x="${at + 14}" y="${PANEL.top - 5}">${work} n^${exponent(work).toFixed(2)}</text>`)
  })
  return lines.join('\n')
}

/** A logarithmic axis over `values`, drawn from `begin` to `end`, with a tick at 1, 2 and 5 of each power of ten. */
function scale(values: readonly number[], begin: number, end: number) {
  const [low, high] = [Math.min(...values) / 1.2, Math.max(...values) * 1.2]
  const at = (v: number) => Math.round(10 * (begin + ((end - begin) * Math.log(v / low)) / Math.log(high / low))) / 10
  const all: number[] = []
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++)
    for (const one of [1, 2, 5]) if (one * 10 ** power >= low && one * 10 ** power <= high) all.push(one * 10 ** power)
  const ticks = all.length > 7 ? all.filter((t) => String(t).replace(/[0.]/g, '') === '1') : all
  return { at, ticks }
}

const short = (n: number) => (n >= 1e6 ? `${n / 1e6} M` : n >= 1e4 ? `${n / 1e3} k` : String(Number(n.toPrecision(2))))

/** A disc, a square or a triangle. */
function mark(kind: number, x: number, y: number, colour: string): string {
  if (kind === 0) return `<circle cx="${x}" cy="${y}" r="4" fill="${colour}"/>`
  if (kind === 1) return `<rect x="${x - 4}" y="${y - 4}" width="8" height="8" fill="${colour}"/>`
  return `<path d="M${x} ${y - 5}l5 9h-10z" fill="${colour}"/>`
}
