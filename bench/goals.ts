// The engine's goals, each with the run that tells whether it is met.
import { existsSync, mkdirSync } from 'node:fs'
import { random } from '@yike/core/base/random.ts'
import type { InBrowser } from './browser.ts'
import { ceiling } from './ceiling.ts'
import type { City } from './city.ts'
import { demoFiles, measureDemo } from './demo.ts'
import { type Figure, figureOf, none, type Task } from './figure.ts'
import { median, quantile, type Runs, summary, timed } from './measure.ts'
import * as ours from './ours.ts'
import { planTasks } from './plans.ts'
import { copySideBySide } from './porto-copies.ts'
import { cityNamed, extractOf, KEPT } from './store.ts'

const OFTEN: Runs = { warmUps: 1, runs: 5 }
const SELDOM: Runs = { warmUps: 1, runs: 3 }
const ONCE: Runs = { warmUps: 0, runs: 1 }

/** A drawn city, which is always there. */
const drawn = async (name: string) => (await cityNamed(name))!
const sizeOf = ({ name, graph, outletNode }: City) =>
  `${name}: ${whole(graph.nodes)} nodes, ${whole(graph.edges)} edges, ${whole(outletNode.length)} outlets`
const whole = (n: number) => n.toLocaleString('en')

const nearest = (id: string, work: string, name: string, goal: number, runs: Runs): Task => ({
  id,
  rows: [{ id, work, unit: 's', goal, should: 'atMost' }],
  async measure(quick) {
    const city = await drawn(quick ? 's50k' : name)
    return [figureOf(await timed(quick ? ONCE : runs, () => ours.nearest40(city)), 1000, sizeOf(city))]
  },
})

const counts: Task = {
  id: 'counts',
  rows: [
    { id: 'counts-preparation', work: 'counts, preparation, 200 k nodes', unit: 's', goal: 5, should: 'atMost' },
    { id: 'counts', work: 'counts of 40 categories, 200 k nodes', unit: 's', goal: 0.3, should: 'atMost' },
    { id: 'counts-scalar', work: 'the same by scalar searches', unit: 's', goal: 2.4, should: 'atMost' },
  ],
  async measure(quick) {
    const city = await drawn(quick ? 's50k' : 's200k')
    const runs = quick ? ONCE : SELDOM
    const preparation = await timed(runs, () => ours.preparation(city))
    const prepared = ours.preparation(city)
    let pairs = 0
    const scalar = await timed(runs, () => {
      const within = ours.countsScalar40(prepared)
      pairs = within.reduce((sum, { count }) => sum + count.reduce((a, b) => a + b, 0), 0)
    })
    const lanes = await timed(runs, () => ours.counts40(prepared))
    const [fast, plain] = [ours.counts40(prepared), ours.countsScalar40(prepared)]
    if (fast.some(({ count }, c) => count.some((n, p) => n !== plain[c]!.count[p])))
      throw new Error('The fast counts are not the scalar ones.')
    const perPair = (ms: number) => `${whole(pairs)} pairs, ${((ms * 1e6) / pairs).toFixed(1)} ns a pair`
    return [
      figureOf(preparation, 1000, sizeOf(city)),
      figureOf(lanes, 1000, perPair(lanes.ms)),
      figureOf(scalar, 1000, perPair(scalar.ms)),
    ]
  },
}

const workers: Task = {
  id: 'workers',
  rows: [
    {
      id: 'workers',
      work: 'nearest and counts by two workers, as a multiple of one',
      unit: '×',
      goal: 1.8,
      should: 'atLeast',
    },
  ],
  async measure(quick) {
    const { byWorkers } = ours
    const city = await drawn(quick ? 's50k' : 's200k')
    const prepared = ours.preparation(city)
    const ratios: number[] = []
    // in pairs, so that whatever else the machine does falls on both
    for (let i = quick ? 0 : -1; i < (quick ? 1 : 7); i++) {
      const ratio = (await byWorkers(prepared, 1)) / (await byWorkers(prepared, 2))
      if (i >= 0) ratios.push(ratio)
    }
    const [low, high] = [Math.min(...ratios), Math.max(...ratios)]
    return [
      {
        value: median(ratios),
        low,
        high,
        runs: ratios.length,
        cpu: null,
        peakMb: null,
        othersCores: null,
        note: `${sizeOf(city)}; two threads that read memory at random do ${(await ceiling()).toFixed(2)} × the work of one here`,
      },
    ]
  },
}

const move: Task = {
  id: 'move',
  rows: [{ id: 'move', work: 'move one outlet, 1.4 M nodes, 99th percentile', unit: 'ms', goal: 8, should: 'atMost' }],
  async measure(quick) {
    const city = await drawn(quick ? 's50k' : 's1500k')
    const at = ours.movable(city)
    const chance = random(7)
    const wall: number[] = []
    const cpu: number[] = []
    const moves = quick ? 3 : ours.MOVES
    for (let i = -100; i < moves; i++) {
      const outlet = chance.pick(at.outlets)
      const edge = chance.int(0, city.graph.edges)
      const usage = process.cpuUsage()
      const begun = performance.now()
      ours.moveOutlet(at, outlet, edge)
      const ms = performance.now() - begun
      const { user, system } = process.cpuUsage(usage)
      if (i < 0) continue
      wall.push(ms)
      cpu.push((user + system) / 1000)
    }
    const timing = summary(wall, cpu)
    const note = `${sizeOf(city)}; ${moves} moves, median ${timing.ms.toFixed(1)} ms`
    return [{ ...figureOf(timing, 1, note), value: quantile(wall, 0.99) }]
  },
}

const pbf: Task = {
  id: 'pbf',
  rows: [{ id: 'pbf', work: 'PBF → graph, 10 M nodes', unit: 's', goal: 2.5, should: 'atMost' }],
  async measure(quick) {
    const file = await largePbf(quick)
    if (!file) return [none('no extract of Porto beside the checkout')]
    let nodes = 0
    const timing = await timed(quick ? ONCE : SELDOM, async () => {
      nodes = (await ours.graphOf(file.path)).nodes
    })
    const note = `${file.what}; ${whole(nodes)} nodes in the graph`
    const seconds = figureOf(timing, 1000, note)
    if (file.whole) return [seconds]
    return [none(`${note}: ${seconds.value!.toFixed(2)} s; the file of 10 M nodes is not there`)]
  },
}

/** The PBF that reading is measured on: many copies of Porto, or Porto itself where they cannot be made. */
export async function largePbf(quick: boolean): Promise<{ path: string; what: string; whole: boolean } | null> {
  const porto = extractOf('porto')
  if (!porto) return null
  if (quick) return { path: porto, what: 'Porto once', whole: false }
  const path = `${KEPT}/porto-${PORTO_COPIES}.osm.pbf`
  mkdirSync(KEPT, { recursive: true })
  if (!existsSync(path)) await copySideBySide(porto, PORTO_COPIES, path)
  return { path, what: `Porto ${PORTO_COPIES} times`, whole: true }
}

/** Porto has about 348,000 nodes of streets in all: so many copies have about 10 million. */
const PORTO_COPIES = 28

const city: Task = {
  id: 'city',
  isCommand: true,
  rows: [
    { id: 'city', work: 'city of 3,000,000: files → measured', unit: 's', goal: 60, should: 'atMost' },
    { id: 'city-memory', work: 'the same, most memory at a time', unit: 'GB', goal: 2, should: 'atMost' },
  ],
  async measure(quick) {
    const people = quick ? 300_000 : 3_000_000
    const folder = demoFiles(people)
    const ran = Array.from({ length: quick ? 1 : 2 }, () => measureDemo(folder))
    const note = `yike measure, demo city of ${whole(people)}`
    const times = ran.map((r) => r.seconds * 1000)
    const seconds = summary(
      times,
      ran.map((r) => r.cpuSeconds * 1000),
    )
    const gb = ran.map((r) => r.peakMb / 1024)
    const [low, high] = [Math.min(...gb), Math.max(...gb)]
    return [
      figureOf(seconds, 1000, note),
      { value: median(gb), low, high, runs: gb.length, cpu: null, peakMb: null, othersCores: null, note },
    ]
  },
}

const browser: Task = {
  id: 'browser',
  rows: [
    {
      id: 'browser',
      work: 'memory in a browser, 200 k nodes: nearest and counts',
      unit: 'GB',
      goal: 0.4,
      should: 'atMost',
    },
  ],
  async measure(quick) {
    const { inBrowser } = await import('./browser.ts')
    const city = await drawn(quick ? 's50k' : 's200k')
    const ran: InBrowser[] = []
    for (let i = 0; i < (quick ? 1 : 3); i++) {
      const one = await inBrowser(city)
      if (!one) return [none('no Chromium here')]
      ran.push(one)
    }
    const within = ours.counts40(ours.preparation(city)).map(({ count }) => count)
    const sums = [ours.nearest40(city).map(({ ds }) => ds), within].map((columns) =>
      columns.reduce((all, column) => column.reduce((a, b) => a + b, all), 0),
    )
    if (ran.some((one) => one.sums.some((sum, i) => sum !== sums[i]))) throw new Error('The browser answers otherwise.')
    const { nearest, counts, why } = ran[0]!.ran
    const seconds = (of: (one: InBrowser) => number) => (median(ran.map(of)) / 1000).toFixed(2)
    const kernels = `kernels ${nearest}, ${counts}${why ? `: ${why}` : ''}`
    const times = `nearest ${seconds((one) => one.nearestMs)} s, preparation and counts ${seconds((one) => one.withinMs)} s, each the first in its worker`
    const note = `${sizeOf(city)}; ${kernels}; ${times}; the browser's own share included`
    const gb = ran.flatMap(({ mb }) => (mb === null ? [] : [mb / 1024]))
    if (gb.length === 0) return [none(note)]
    return [{ ...none(note), value: median(gb), low: Math.min(...gb), high: Math.max(...gb), runs: gb.length }]
  },
}

/** Real streets and demo cities: everything that is asked of a city, from its built graph. */
const CITIES = ['porto', 'shanghai', 'jinan', 'demo-300000', 'demo-1000000', 'demo-3000000']
const cities: Task = {
  id: 'cities',
  rows: CITIES.map((name) => ({
    id: name,
    work: `${name}: nearest and counts of 40 categories, preparation included`,
    unit: 's',
    goal: null,
    should: 'atMost',
  })),
  async measure(quick) {
    const figures: Figure[] = []
    for (const name of CITIES) {
      const one = await cityNamed(name)
      if (!one) figures.push(none('no such extract beside the checkout'))
      else {
        const whole = () => [ours.nearest40(one), ours.counts40(ours.preparation(one))]
        figures.push(figureOf(await timed(quick ? ONCE : SELDOM, whole), 1000, sizeOf(one)))
      }
    }
    return figures
  },
}

/** In the order of the table. */
export const tasks: readonly Task[] = [
  nearest('nearest', 'nearest of 40 categories, 200 k nodes', 's200k', 0.5, OFTEN),
  nearest('nearest-large', 'nearest of 40 categories, 1.4 M nodes', 's1500k', 6, SELDOM),
  counts,
  workers,
  move,
  pbf,
  city,
  ...planTasks,
  browser,
  cities,
]

/** Measures the task of that id; called in a process of its own. */
export function measureTask(id: string, quick: boolean) {
  const task = tasks.find((t) => t.id === id)
  if (!task) throw new Error(`There is no task ${id}.`)
  return task.measure(quick)
}
