// Circles, sites, sheets and plans of a whole city, against a minute each: commands from start to files written, and what the page
// asks of core in one process.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closingsOf } from '@yike/core/circle/closing.ts'
import { measure } from '@yike/core/circle/measure.ts'
import { circlesOf } from '@yike/core/circle/membership.ts'
import { unpackInputs } from '@yike/core/circle/pack.ts'
import { sheetsOf } from '@yike/core/circle/sheet.ts'
import { readCircles } from '@yike/core/circle/version.ts'
import { fileBytes } from '../cli/files.ts'
import { circlesOfDemo, measuredDemo, measuredShanghai, type Ran, run } from './demo.ts'
import { type Figure, figureOf, none, type Row, type Task } from './figure.ts'
import { type Runs, summary, timed } from './measure.ts'

const PEOPLE = 3_000_000
const QUICK_PEOPLE = 100_000
const peopleOf = (quick: boolean) => (quick ? QUICK_PEOPLE : PEOPLE)
const nameOf = (quick: boolean) => `demo city of ${peopleOf(quick).toLocaleString('en')}`
const runsOf = (quick: boolean): Runs => (quick ? { warmUps: 0, runs: 1 } : { warmUps: 1, runs: 3 })

const seconds = (id: string, work: string, goal: number | null): Row => ({
  id,
  work,
  unit: 's',
  goal,
  should: 'atMost',
})

/** Runs a command some times; what it writes is looked at by `look` and thrown away. */
function commanded<T>(times: number, args: readonly string[], look: (out: string) => T): { ran: Ran[]; seen: T } {
  const ran: Ran[] = []
  let seen: T | undefined
  for (let i = 0; i < times; i++) {
    const folder = mkdtempSync(join(tmpdir(), 'yike-bench-'))
    try {
      const out = join(folder, 'out')
      ran.push(run([...args, '--out', out]))
      seen = look(out)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return { ran, seen: seen! }
}

const jsonIn = <T>(folder: string, file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T

function figureOfRuns(ran: readonly Ran[], note: string): Figure {
  const timing = summary(
    ran.map((r) => r.seconds * 1000),
    ran.map((r) => r.cpuSeconds * 1000),
  )
  const cpu = `${(timing.cpuMs / 1000).toFixed(1)} s of processor time`
  return { ...figureOf(timing, 1000, `${note}; ${cpu}`), peakMb: Math.max(...ran.map((r) => r.peakMb)) }
}

const twice = (quick: boolean) => (quick ? 1 : 2)

interface CirclesFile {
  readonly delineation: { readonly circles: readonly unknown[] }
}

const circles = (id: string, work: string, cityOf: (quick: boolean) => string | null, name: string | null): Task => ({
  id,
  isCommand: true,
  rows: [seconds(id, work, 60)],
  async measure(quick) {
    const city = cityOf(quick)
    if (!city) return [none('no such extract beside the checkout')]
    const look = (out: string) => jsonIn<CirclesFile>(out, 'circles.json').delineation.circles.length
    const { ran, seen } = commanded(twice(quick), ['circles', city], look)
    return [figureOfRuns(ran, `yike circles, ${name ?? nameOf(quick)}: ${seen} circles`)]
  },
})

interface SitesFile {
  readonly objective: number
  readonly bound: number
  readonly gap: number
  readonly ended: string
}

const site: Task = {
  id: 'site-3m',
  isCommand: true,
  rows: [
    seconds('site-3m', 'most covered, 3,000,000 people, 2,000 candidates, p = 50: measured city → sites', 60),
    { id: 'site-3m-gap', work: 'the same, gap proven', unit: '%', goal: 1, should: 'atMost' },
  ],
  async measure(quick) {
    const [p, candidates] = quick ? ['5', '200'] : ['50', '2000']
    const args = ['site', measuredDemo(peopleOf(quick)), '--category', 'wet-market', '--model', 'most-covered']
    const { ran, seen } = commanded(twice(quick), [...args, '--p', p, '--candidates-on-streets', candidates], (out) =>
      jsonIn<SitesFile>(out, 'sites.json'),
    )
    const { objective, bound, gap, ended } = seen
    const note = `yike site --category wet-market, ${nameOf(quick)}: ${objective.toLocaleString('en')} people, bound ${bound.toLocaleString('en')} (${ended})`
    const percent = { ...none(note), value: 100 * gap, low: 100 * gap, high: 100 * gap, runs: ran.length }
    return [figureOfRuns(ran, note), percent]
  },
}

/** The measured demo city in memory. */
function loaded(quick: boolean) {
  const folder = measuredDemo(peopleOf(quick))
  return measure(unpackInputs(readFileSync(join(folder, 'city.yike'))))
}

const sheet: Task = {
  id: 'sheet-3m',
  rows: [seconds('sheet-3m', 'sheets of all circles of 3,000,000 people', 60)],
  async measure(quick) {
    const measured = loaded(quick)
    const drawn = join(circlesOfDemo(peopleOf(quick)), 'circles.json')
    const { delineation } = await readCircles(fileBytes(drawn))
    const given = circlesOf(measured, delineation.circles)
    const timing = await timed(runsOf(quick), () => sheetsOf(measured, given))
    return [
      figureOf(timing, 1000, `${nameOf(quick)}: ${given.circles.length} circles, everything that is said of each`),
    ]
  },
}

const closing: Task = {
  id: 'closing-3m',
  rows: [seconds('closing-3m', 'if this outlet closes: every outlet of 3,000,000 people', 60)],
  async measure(quick) {
    const measured = loaded(quick)
    const timing = await timed(runsOf(quick), () => closingsOf(measured))
    const outlets = measured.outlets.length.toLocaleString('en')
    return [figureOf(timing, 1000, `${nameOf(quick)}: ${outlets} outlets, each closed by itself`)]
  },
}

const plan: Task = {
  id: 'plan-3m',
  isCommand: true,
  rows: [seconds('plan-3m', 'a plan a circle and annual tasks, 3,000,000 people', 60)],
  async measure(quick) {
    const drawn = join(circlesOfDemo(peopleOf(quick)), 'circles.json')
    const args = ['plan', measuredDemo(peopleOf(quick)), '--circles', drawn]
    const { ran, seen } = commanded(twice(quick), args, (out) => existsSync(join(out, 'plan.json')))
    if (!seen) throw new Error('There is no plan.json.')
    return [figureOfRuns(ran, `yike plan, ${nameOf(quick)}`)]
  },
}

/** In the order of the table. */
export const planTasks: readonly Task[] = [
  circles('circles-3m', 'circles of 3,000,000 people: measured city → circles', (q) => measuredDemo(peopleOf(q)), null),
  circles('circles-shanghai', 'circles of two districts of Shanghai', measuredShanghai, 'Huangpu and Hongkou'),
  site,
  sheet,
  closing,
  plan,
]
