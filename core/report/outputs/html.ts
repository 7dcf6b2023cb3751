// Blocks as one HTML file that needs nothing but itself: no font, image, style or script from anywhere. Its own policy
// says so too (default-src 'none', one style and one script by hash), so that even a name that slipped past the escaping
// could run nothing. All text passes `esc`; nothing else writes text.
import type { Lang } from '../../base/name.ts'
import type { Bar, Block, Card, Content, MapBlock, MapKey } from '../block.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'

/** SHA-256 of SCRIPT and STYLE, base64; a test compares them with the texts. */
export const SCRIPT_HASH = 'TI5xbqtC59eCOLymWDhj7C4Uk0uBtM58kaK3404oja0='
export const STYLE_HASH = 'pE/SFWvkiGLHSk+v9vHahHxA6cw/kxRkmvReyzfmy3Q='

/** A whole page. The same blocks give the same bytes. */
export function html(
  blocks: Iterable<Block>,
  { title, lang }: { readonly title: string; readonly lang: Lang },
): string {
  const policy = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; script-src 'sha256-${SCRIPT_HASH}'; base-uri 'none'; form-action 'none'`
  const body = [...blocks].map(block).join('\n')
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="yike">
<title>${esc(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<svg width="0" height="0" aria-hidden="true"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#eceeee"/><rect width="2" height="6" fill="#b9bfc2"/></pattern></defs></svg>
<main>
${body}
<footer>${esc(title)}</footer>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`
}

/** Text as HTML text or attribute; control characters, which no page may hold, become spaces. */
export const esc = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, ' ')
    .replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c]!)

function block(b: Block): string {
  switch (b.kind) {
    case 'cover':
      return `<header><p class="over">${esc(b.overline)}</p><h1>${esc(b.title)}</h1>${
        b.chips.length ? `<ul class="chips">${b.chips.map((c) => `<li>${esc(c)}</li>`).join('')}</ul>` : ''
      }<div class="meta">${b.lines.map(phrases).join('')}</div></header>`
    case 'heading':
      return `<h${b.level}${b.page ? ' class="page"' : ''}>${esc(b.text)}</h${b.level}>${b.sub ? `<p class="sub">${esc(b.sub)}</p>` : ''}`
    case 'lead':
      return `<p class="lead">${esc(b.text)}</p>`
    case 'paragraph':
      return `<p${b.tone ? ` class="${b.tone}"` : ''}>${esc(b.text)}</p>`
    case 'figures':
      return `<div class="figures">${b.items
        .map((i) => `<div><b>${esc(i.value)}</b><span>${esc(i.label)}</span>${i.note ? small(i.note) : ''}</div>`)
        .join('')}</div>`
    case 'bars':
      return `<div class="bars">${b.rows.map(barRow).join('')}</div>${legend(
        b.legend.map(({ tone, text }) => [`t-${tone}`, text]),
      )}`
    case 'cards':
      return `<div class="cards">${b.items.map(card).join('')}</div>`
    case 'table':
      return table(b)
    case 'list':
      return `<ul class="list">${b.items.map((i) => `<li>${content(i)}</li>`).join('')}</ul>`
    case 'fold':
      return `<details><summary>${esc(b.summary)}</summary>${b.blocks.map(block).join('\n')}</details>`
    case 'map':
      return map(b)
  }
}

/** A line of phrases: each keeps together, and the dot between two is clipped where a line ends there. */
const phrases = (line: string) =>
  `<p><span class="dots">${line
    .split(' · ')
    .map((phrase, i) => `<span><i>${i > 0 ? ' · ' : ''}</i>${esc(phrase)}</span>`)
    .join('')}</span></p>`
const small = (text: string) => `<small>${esc(text)}</small>`
const content = (c: Content): string =>
  typeof c === 'string' ? esc(c) : `${esc(c.text)}${c.sub ? c.sub.split('\n').map(small).join('') : ''}`

function table(b: Extract<Block, { kind: 'table' }>): string {
  const figures = b.columns.map((c) => c.figures)
  const head = b.columns.map((c) => `<th scope="col"${c.figures ? ' class="n"' : ''}>${esc(c.text)}</th>`).join('')
  const cell = (c: Content, i: number) => {
    const classes = [figures[i] ? 'n' : b.columns[i]?.words ? 'w' : '', typeof c === 'string' ? '' : (c.tone ?? '')]
      .filter(Boolean)
      .join(' ')
    return `<td${classes ? ` class="${classes}"` : ''}>${content(c)}</td>`
  }
  const rows = b.rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n')
  const caption = b.caption ? `<caption>${esc(b.caption)}</caption>` : ''
  return `<div class="scroll"><table${b.columns.length > 9 ? ' class="wide"' : ''}>${caption}<thead><tr>${head}</tr></thead><tbody>
${rows}
</tbody></table></div>`
}

/** A bar, 1000 units long. */
function bar({ label, value, pieces }: Bar): string {
  let at = 0
  const rects = pieces.map(({ tone, share }) => {
    const from = at
    at = Math.min(1000, at + share * 1000)
    return `<rect class="t-${tone}" x="${from.toFixed(1)}" width="${(at - from).toFixed(1)}" height="10"/>`
  })
  return `<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="${esc(`${label} ${value}`)}">${rects.join('')}</svg>`
}

const tag = (b: Bar) => (b.tag ? `<span class="tag">${esc(b.tag)}</span>` : '')
const value = (b: Bar) => `<b${b.tone ? ` class="${b.tone}"` : ''}>${esc(b.value)}</b>`

const barRow = (b: Bar): string =>
  `<div class="l">${esc(b.label)}${tag(b)}</div><div class="b">${bar(b)}</div><div class="v">${value(b)}${small(b.detail)}</div>`

const card = ({ title, bars, note }: Card): string =>
  `<section class="card"><h3>${esc(title)}</h3><div>${bars
    .map(
      (b) =>
        `<div class="row${b.part ? ' more' : ''}"><p><span>${esc(b.label)}${tag(b)}</span>${value(b)}</p>${bar(b)}${small(b.detail)}</div>`,
    )
    .join('')}${note ? small(note) : ''}</div></section>`

const legend = (keys: readonly (readonly [style: string, text: string])[], more = ''): string =>
  `<ul class="legend k"${more}>${keys
    .map(
      ([style, text]) =>
        `<li><svg viewBox="0 0 22 12" aria-hidden="true"><rect class="${style}" width="22" height="12"/></svg>${esc(text)}</li>`,
    )
    .join('')}</ul>`

function map(b: MapBlock): string {
  const layer = ({ style, d }: { style: string; d: string }) => `<path class="${style}" d="${d}"/>`
  const byKey = new Map<string, string[]>(b.summary.keys.map((k) => [k.key, []]))
  b.cells.forEach((d, i) => {
    byKey.get(b.summaryOf[i]!)!.push(d)
  })
  const path = (k: MapKey, d: string) => `<path class="${k.style}" data-key="${k.key}" d="${d}"/>`
  const keys = (all: readonly MapKey[]) => all.map((k) => [k.style, k.text] as const)
  const groups = [...new Set(b.choices.map((c) => c.group))]
  const options = groups
    .map(
      (group) =>
        `<optgroup label="${esc(group)}">${b.choices
          .filter((c) => c.group === group)
          .map((c) => `<option data-of="${c.of}">${esc(c.label)}</option>`)
          .join('')}</optgroup>`,
    )
    .join('')
  const { width, height, scale } = b
  const [x, y] = [150, height - 150]
  const ruler = `M${x} ${y - 40}v40h${scale.units}v-40`
  const cellClass = `class="${b.cellStyle}"${b.cellStyle === 'line' ? ` stroke-width="${b.cellWidth}"` : ''}`
  return `<figure>
<div class="pick"${b.choices.length ? ' id="pick"' : ''} hidden><label for="choice">${esc(b.pick)}</label><select id="choice"><option>${esc(b.summary.label)}</option>${options}</select></div>
<svg class="map" viewBox="0 0 ${width} ${height}" role="img" aria-label="${esc(b.summary.label)}">
${b.under.map(layer).join('\n')}
<g ${cellClass}>
<g class="summary" data-of="${b.summaryOf}">${b.summary.keys.map((k) => path(k, byKey.get(k.key)!.join(''))).join('\n')}</g>
<g class="chosen" display="none">${b.states.map((k) => path(k, '')).join('')}</g>
</g>
${b.over.map(layer).join('\n')}
${b.labels.map((l) => `<text x="${l.x}" y="${l.y}"${l.minor ? ' class="minor"' : ''}>${esc(l.text)}</text>`).join('')}
<g class="tool"><path class="halo" d="${ruler}"/><path d="${ruler}"/><text x="${x + scale.units / 2}" y="${y - 70}">${esc(scale.text)}</text>
<path class="solid" d="M${width - 200} 130l60 170l-60 -45l-60 45z"/><text x="${width - 200}" y="395">N</text></g>
</svg>
<div data-legend="summary"><p class="legend">${esc(b.summary.label)}</p>${legend(keys(b.summary.keys))}</div>
<div data-legend="chosen" hidden>${legend(keys(b.states))}</div>
<figcaption>${esc([b.caption, b.credit].filter(Boolean).join(' '))}</figcaption>
</figure>`
}
