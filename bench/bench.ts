// `npm run bench`: the engine against its goals, against others, and as the city grows. Names of rows, peers, `growth` or `siting` on
// the command line run only these; `--quick` tries everything on small cities and writes nothing into README.md.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Figure, meets, type Row } from './figure.ts'
import { tasks } from './goals.ts'
import { fitGrowth, type Grown, measureGrowth, WORKS } from './growth.ts'
import { growthSvg } from './growth-svg.ts'
import { machine } from './machine.ts'
import { fresh } from './measure.ts'
import { peers } from './peers/index.ts'
import type { Compared } from './peers/peer.ts'
import { SITING, SITING_PARTS, SITING_ROWS } from './siting.ts'
import { KEPT } from './store.ts'
import { amount, between, type Line, replaced, table } from './table.ts'

const README = join(import.meta.dirname, 'README.md')
const SVG = join(import.meta.dirname, 'growth.svg')
const GOALS = ['work', 'figure', 'spread', 'cores', 'others', 'memory', 'goal', 'met', 'on', 'date'] as const
const PEERS = ['theirs', 'figure', 'ours', 'figure', 'theirs ÷ ours', 'date'] as const
const GROWTH = ['time grows as', 'fit r²', 'memory grows as', 'fit r²', 'largest city', 'date'] as const

const args = process.argv.slice(2)
const quick = args.includes('--quick')
const named = args.filter((a) => !a.startsWith('-'))
const known = [...tasks.map((t) => t.id), 'peers', ...peers.map((p) => p.id), 'growth', 'siting']
const unknown = named.filter((name) => !known.includes(name))
if (unknown.length) {
  console.error(`No such row: ${unknown.join(', ')}. There are: ${known.join(', ')}.`)
  process.exit(2)
}
const asked = (...names: string[]) => named.length === 0 || names.some((name) => named.includes(name))

const date = new Date().toISOString().slice(0, 10)
const results: { date: string; machine: string; quick: boolean; goals: unknown[]; peers: unknown[]; growth: Grown[] } =
  {
    date,
    machine: machine(),
    quick,
    goals: [],
    peers: [],
    growth: [],
  }
/** Lines for the tables of the page. */
const goals: Line[] = []
const compared: Line[] = []
const grows: Line[] = []
const sited: Line[] = []
let failed = false
console.log(`${results.machine}${quick ? ' · quick: small cities, single runs; nothing is written' : ''}\n`)

/** Does one thing; what goes wrong is told, and the others go on. */
async function attempt(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    failed = true
    console.error(`${what}: ${error instanceof Error ? error.message : String(error)}`)
  }
  save() // as it comes: an interrupted run keeps what it has
}

for (const { id, rows, isCommand } of tasks.filter((t) => asked(t.id)))
  await attempt(id, async () => {
    const { value, peakMb, othersCores } = await fresh<readonly Figure[]>({
      module: 'goals.ts',
      name: 'measureTask',
      args: [id, quick],
    })
    rows.forEach((row, i) => {
      // a command is another process yet: its memory is in its figure, and its work is none of others
      const figure = isCommand ? value[i]! : { ...value[i]!, peakMb, othersCores }
      results.goals.push({ id: row.id, goal: row.goal, met: quick ? null : meets(row, figure), ...figure })
      goals.push(goalLine(row, figure))
    })
    for (const line of goals.slice(-rows.length)) console.log(line.id.padEnd(20), line.cells.slice(0, -1).join(' · '))
  })

for (const { id } of peers.filter((p) => asked('peers', p.id)))
  await attempt(id, async () => {
    const { value } = await fresh<readonly Compared[] | string>({
      module: 'peers/index.ts',
      name: 'measurePeer',
      args: [id, quick],
    })
    if (typeof value === 'string') return console.log(`${id.padEnd(20)} skipped: ${value}`)
    results.peers.push(...value)
    for (const one of value) {
      compared.push(peerLine(one))
      console.log(one.id.padEnd(20), compared.at(-1)!.cells.slice(0, -1).join(' · '))
    }
  })

if (asked('growth'))
  await attempt('growth', async () => {
    console.log('growth')
    results.growth = await measureGrowth(quick, (line) => console.log(line))
    const fits = fitGrowth(results.growth)
    const largest = Math.max(...results.growth.map((g) => g.nodes))
    for (const { work, time, memory } of fits) {
      const g = results.growth.find((one) => one.work === work && one.nodes === largest)!
      const most = `${amount(g.ms / 1000, 's')}, ${amount(g.mb, 'MB')} at ${largest.toLocaleString('en')} nodes`
      const power = (exponent: number) => `nodes^${exponent.toFixed(2)}`
      const cells = [power(time.exponent), time.r2.toFixed(3), power(memory.exponent), memory.r2.toFixed(3), most, date]
      grows.push({ id: work, cells })
      console.log(`  ${work}: time ~ ${cells[0]}, memory ~ ${cells[2]}`)
    }
    if (!quick) writeFileSync(SVG, growthSvg(results.growth, fits))
  })

for (const part of asked('siting') ? SITING_PARTS : [])
  await attempt(`siting ${part}`, async () => {
    const { value } = await fresh<readonly Line[] | string>({
      module: 'siting.ts',
      name: 'measureSiting',
      args: [part, quick],
    })
    if (typeof value === 'string') return console.log(`siting ${part} skipped: ${value}`)
    for (const { id, cells } of value) {
      sited.push({ id, cells: [...cells, date] })
      console.log(id.padEnd(20), cells.join(' · '))
    }
  })

process.exitCode = failed ? 1 : 0

function save(): void {
  mkdirSync(KEPT, { recursive: true })
  writeFileSync(join(KEPT, quick ? 'quick.json' : 'results.json'), `${JSON.stringify(results, null, 2)}\n`)
  if (!quick) writeFileSync(README, written(readFileSync(README, 'utf8')))
}

/** The page with what was measured now; figures of another machine are dropped, for they do not compare. */
function written(page: string): string {
  const same = between(page, 'machine').trim() === results.machine
  const put = (text: string, name: string, head: readonly string[], order: readonly string[], lines: readonly Line[]) =>
    replaced(text, name, table(head, order, same ? between(text, name) : '', lines))
  let text = put(
    page,
    'goals',
    GOALS,
    tasks.flatMap((t) => t.rows.map((r) => r.id)),
    goals,
  )
  text = put(
    text,
    'peers',
    PEERS,
    peers.flatMap((p) => p.lines),
    compared,
  )
  text = put(text, 'growth', GROWTH, WORKS, grows)
  text = put(text, 'siting', SITING, SITING_ROWS, sited)
  return replaced(text, 'machine', results.machine)
}

function goalLine(row: Row, figure: Figure): Line {
  const { value, low, high, runs, cpu, peakMb, othersCores, note } = figure
  const met = meets(row, figure)
  const spread = low === null || high === null ? '–' : `${amount(low)}–${amount(high)}, ${runs} runs`
  const goal = row.goal === null ? '–' : `${row.should === 'atMost' ? '≤' : '≥'} ${row.goal} ${row.unit}`
  const verdict = quick || met === null ? '–' : met ? 'yes' : '**no**'
  return {
    id: row.id,
    cells: [
      row.work,
      amount(value, value === null ? '' : row.unit),
      spread,
      cpu === null ? '–' : cpu.toFixed(2),
      othersCores === null || value === null ? '–' : othersCores.toFixed(2),
      peakMb === null || value === null ? '–' : amount(peakMb, 'MB'),
      goal,
      verdict,
      note,
      date,
    ],
  }
}

function peerLine({ id, theirWork, ourWork, unit, theirs, ours }: Compared): Line {
  const ratio = theirs.value === null || ours.value === null ? null : theirs.value / ours.value
  const cells = [theirWork, amount(theirs.value, unit), ourWork, amount(ours.value, unit), amount(ratio), date]
  return { id, cells }
}
