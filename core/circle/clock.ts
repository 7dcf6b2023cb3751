// The 一老一小 clock: who reaches, at this hour and at this pace, an outlet that is open.
//
// Outlets of a category are grouped by how they stand at the moments asked (open, closed, unknown): one moment makes three groups,
// the 24 hours of a day a few more, for shops keep like hours. The nearest of each group is searched over the whole network once;
// who reaches what at which moment is then a comparison of numbers. Exact, and as cheap as a measurement of that many categories.
import { DS, type Nearest } from '../access/answers.ts'
import type { Convention } from '../access/convention.ts'
import { Engine } from '../access/engine.ts'
import { type Problem, type Rows, turned } from '../access/problem.ts'
import { Search } from '../access/search.ts'
import { heed, type Progress, SILENT } from '../base/progress.ts'
import type { OutletHours } from '../standard/outlet-hours.ts'
import { type Moment, type Standing, standingAt } from '../standard/week.ts'
import { limitDs, statesOf } from './coverage.ts'
import { problemFor } from './from-snaps.ts'
import type { Solver } from './measure.ts'
import { snapsFor } from './measure.ts'
import { type CellFacts, type Measured, STATES } from './measured.ts'
import { floorSeconds, type Persona } from './persona.ts'

/** How a cell stands with a category at a moment. The last five are those of a measurement, for this walker. */
export const CLOCK_STATES = ['open', 'unsure', 'closed', 'beyond', 'none', 'unknown', 'unconnected', 'edge'] as const
//  open    an outlet known to be open then lies within the minutes
//  unsure  none that is known to be open, but one whose hours are not known, or leave it open
//  closed  outlets lie within the minutes, all of them are known to be shut, and no others can be near that are not known of
/** What a cell is to a category at a moment. */
export type ClockState = (typeof CLOCK_STATES)[number]

/** People of one category at one moment, with the denominator. */
export interface ClockShare {
  /** Residents about whose reach something can be said: open, unsure, closed, beyond and none. */
  readonly people: number
  readonly open: number
  readonly unsure: number
  readonly closed: number
  /** Beyond the minutes, at whatever hour. */
  readonly beyond: number
  /** open / people, and (open + unsure) / people: the truth lies between them. Null where the denominator is zero. */
  readonly least: number | null
  readonly most: number | null
  /** Left out of the denominator, by why. */
  readonly unknown: number
  readonly unconnected: number
  readonly edge: number
}

/** One moment. */
export interface ClockAnswer {
  readonly moment: Moment
  /** Per category of the measured city, or as asked, in that order. */
  readonly categories: readonly number[]
  /** state[k × cells + i]: index into CLOCK_STATES of cell i and the k-th category. */
  readonly state: Uint8Array
  readonly shares: readonly ClockShare[]
}

/** A persona on the streets of a city, ready to be asked about any moment. */
export interface Clock {
  readonly measured: Measured
  readonly hours: OutletHours
  readonly persona: Persona
  /** Seconds taken off for getting down to the street; null: not known, so nothing was taken off. */
  readonly floorSeconds: number | null
  readonly convention: Convention
  readonly facts: CellFacts
  readonly problem: Problem
  /** Per cell: the people counted, and whether they are those of the persona's band. */
  readonly people: Float64Array
  readonly band: Persona['band']
}

/** Puts a persona on the streets. The minutes are those of the persona, less what the floor takes. */
export function clockFor(measured: Measured, hours: OutletHours, persona: Persona, progress: Progress = SILENT): Clock {
  const down = floorSeconds(persona.home)
  const left = Math.round((persona.minutes * 60 - (down ?? 0)) * DS)
  const convention: Convention = { ...measured.convention, walker: persona.walker, minutes: left / (60 * DS) }
  const snaps = snapsFor(measured, convention, progress)
  const search = new Search(measured.graph, persona.walker, convention.legs)
  const own = persona.band === null ? undefined : measured.population.bands[persona.band]
  return {
    measured,
    hours,
    persona,
    floorSeconds: down,
    convention,
    facts: { ...measured.facts, joined: search.joined(snaps.cellSnaps) },
    problem: problemFor(search, measured, snaps),
    people: own ?? measured.population.people,
    band: own ? persona.band : null,
  }
}

/** Asks about moments, on this thread. `categories`: indices; all where not given. */
export function askClock(
  clock: Clock,
  moments: readonly Moment[],
  categories: readonly number[] = [...clock.measured.categories.keys()],
  progress: Progress = SILENT,
): readonly ClockAnswer[] {
  const grouped = groupedFor(clock, moments, categories)
  const engine = new Engine(grouped.problem)
  progress.begin({ zh: '找开门的网点', en: 'Finding what is open' }, grouped.groups.length)
  const nearest = grouped.groups.map((_, g) => {
    const found = engine.nearest(g)
    progress.step(g + 1)
    heed(progress)
    return found
  })
  return answersOf(clock, moments, categories, grouped.groups, nearest)
}

/** The same, answered by `solver` (many threads): the result is the same. */
export async function askClockWith(
  clock: Clock,
  moments: readonly Moment[],
  solver: Solver,
  categories: readonly number[] = [...clock.measured.categories.keys()],
  progress: Progress = SILENT,
): Promise<readonly ClockAnswer[]> {
  const { problem, groups } = groupedFor(clock, moments, categories)
  const { nearest } = await solver(problem, 0, progress)
  return answersOf(clock, moments, categories, groups, nearest)
}

/** The full hours of a day, 0–23. */
export const hoursOfDay = (day: number): readonly Moment[] =>
  Array.from({ length: 24 }, (_, h) => ({ day, minute: h * 60 }))

/** Outlets of one category that stand alike at every moment asked. */
interface Group {
  /** Place of its category in the list asked. */
  readonly category: number
  /** Per moment. */
  readonly standings: readonly Standing[]
}

/** The clock's problem with groups for categories. */
function groupedFor(
  { problem, hours }: Clock,
  moments: readonly Moment[],
  categories: readonly number[],
): { readonly groups: readonly Group[]; readonly problem: Problem } {
  const groups: Group[] = []
  const lists: number[][] = []
  categories.forEach((c, category) => {
    const byStanding = new Map<string, number>()
    for (let i = problem.members.first[c]!; i < problem.members.first[c + 1]!; i++) {
      const outlet = problem.members.item[i]!
      const standings = moments.map((moment) => standingAt(hours.weeks[outlet]!, moment))
      const key = standings.join()
      let g = byStanding.get(key)
      if (g === undefined) {
        g = groups.push({ category, standings }) - 1
        byStanding.set(key, g)
        lists.push([])
      }
      lists[g]!.push(outlet)
    }
  })
  const first = new Int32Array(lists.length + 1)
  lists.forEach((list, g) => {
    first[g + 1] = first[g]! + list.length
  })
  const members: Rows = { first, item: Int32Array.from(lists.flat()) }
  const serves = turned(members, problem.outlets.points)
  return { groups, problem: { ...problem, members, serves, hasCapacity: new Uint8Array(lists.length) } }
}

/** What may stand nearest, the best first. */
const ORDER: readonly Standing[] = ['open', 'unknown', 'closed']
const CODE_OF = STATES.map((state) => CLOCK_STATES.indexOf(state as ClockState)) // `within` is none of them: -1
const SHUT = CLOCK_STATES.indexOf('closed')
const UNTOLD = new Set([STATES.indexOf('unknown'), STATES.indexOf('edge')])

function answersOf(
  clock: Clock,
  moments: readonly Moment[],
  categories: readonly number[],
  groups: readonly Group[],
  nearest: readonly Nearest[],
): readonly ClockAnswer[] {
  const { measured, facts, convention } = clock
  const cells = clock.people.length
  const limit = limitDs(convention)
  // what the cell is where no hours count: within reach of any of them, or why not
  const any = categories.map((_, k) =>
    leastOf(
      groups.flatMap((g, i) => (g.category === k ? [nearest[i]!] : [])),
      cells,
    ),
  )
  const known = categories.map((c) => measured.knowledge[c]!)
  const stated = (columns: readonly Int32Array[]) =>
    statesOf(columns.map((ds) => ({ ds, mm: ds, outlet: ds })), known, facts, convention) // biome-ignore format: one line
  const plain = stated(any)
  // that all are shut can be said only where all are known: not where the ledger does not reach, or the data ends
  const nothing = new Int32Array(cells).fill(-1)
  const blank = stated(any.map(() => nothing))
  return moments.map((moment, at) => {
    const state = Uint8Array.from(plain, (code) => CODE_OF[code]!)
    // the worst first, so that the best is what stays
    for (const standing of ORDER.toReversed()) {
      groups.forEach((group, i) => {
        if (group.standings[at] !== standing) return
        const { ds } = nearest[i]!
        const from = group.category * cells
        for (let p = 0; p < cells; p++) if (ds[p]! >= 0 && ds[p]! <= limit) state[from + p] = ORDER.indexOf(standing)
      })
    }
    for (let i = 0; i < state.length; i++)
      if (state[i] === SHUT && UNTOLD.has(blank[i]!)) state[i] = CODE_OF[blank[i]!]!
    const shares = categories.map((_, k) => clockShareOf(state.subarray(k * cells, (k + 1) * cells), clock.people))
    return { moment, categories, state, shares }
  })
}

/** Per cell the least of several; -1 where none is. */
function leastOf(all: readonly Nearest[], cells: number): Int32Array {
  const least = new Int32Array(cells).fill(-1)
  for (const { ds } of all) {
    for (let p = 0; p < cells; p++) if (ds[p]! >= 0 && (least[p]! < 0 || ds[p]! < least[p]!)) least[p] = ds[p]!
  }
  return least
}

/** The sums of states, of all cells or of those whose numbers are given. */
export function clockShareOf(state: Uint8Array, people: Float64Array, cells?: ArrayLike<number>): ClockShare {
  const sums = new Float64Array(CLOCK_STATES.length)
  const n = cells ? cells.length : state.length
  for (let k = 0; k < n; k++) {
    const i = cells ? cells[k]! : k
    sums[state[i]!]! += people[i]!
  }
  const of = (name: ClockState) => sums[CLOCK_STATES.indexOf(name)]!
  const [open, unsure, closed, beyond] = [of('open'), of('unsure'), of('closed'), of('beyond') + of('none')]
  const all = open + unsure + closed + beyond
  return {
    people: all,
    open,
    unsure,
    closed,
    beyond,
    least: all > 0 ? open / all : null,
    most: all > 0 ? (open + unsure) / all : null,
    unknown: of('unknown'),
    unconnected: of('unconnected'),
    edge: of('edge'),
  }
}
