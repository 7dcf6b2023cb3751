// 圈圈相融、环环相扣: what circles give to and take from each other, with nobody and no outlet counted twice. A resident is in one circle
// at most, and is *served* in a category where his nearest outlet stands, if that is within the minutes:
//
//   people of circle A ─┬─ at home      by an outlet of A
//     = all of these    ├─ taken        by an outlet of another circle B: A takes, B gives
//                       ├─ elsewhere    by an outlet in no circle
//                       ├─ lacking      beyond the minutes, or none: a gap
//                       └─ untold       unknown, unconnected, edge
//
// Added up over categories it is people × categories, not people.
import type { Progress } from '../base/progress.ts'
import type { Circles } from './circle.ts'
import { type Measured, STATES } from './measured.ts'
import { type Neighbours, neighboursOf } from './neighbours.ts'
import { isShared, type OutletReach, reachesOf } from './shared-outlets.ts'

const WITHIN = STATES.indexOf('within')
const LACKING = new Set([STATES.indexOf('beyond'), STATES.indexOf('none')])

/** People of one circle served in one category in another, or in their own. Null: in no circle. */
export interface Flow {
  /** Index into `categories`. */
  readonly category: number
  /** The circle they live in, and that in which their nearest outlet stands. */
  readonly from: number | null
  readonly to: number | null
  readonly people: number
}

/** One circle and category. All numbers but `outlets` are people. */
export interface Balance {
  /** Null: those who live, and the outlets that stand, in no circle. There `atHome` is served by outlets in none. */
  readonly circle: number | null
  readonly category: number
  /** people = atHome + taken + elsewhere + lacking + untold. */
  readonly people: number
  readonly atHome: number
  readonly taken: number
  /** Served by an outlet in no circle; 0 where `circle` is null. */
  readonly elsewhere: number
  readonly lacking: number
  readonly untold: number
  /** People of other circles served here, and people who live in no circle served here. */
  readonly given: number
  readonly givenOutside: number
  /** Share of one's own need met at home: atHome ÷ (people − untold); null where nothing can be said of anybody. */
  readonly homeShare: number | null
  /** People with an outlet of their own circle within the minutes, though a nearer one may stand next door. */
  readonly couldAtHome: number
  /** Outlets of the category that stand here. */
  readonly outlets: number
  /** Of them, those within the minutes of people of another circle; 0 where `circle` is null. */
  readonly shared: number
}

/** Two circles that touch, serve each other, or share an outlet. Gives are people × categories. */
export interface Pair {
  readonly a: number
  readonly b: number
  /** Ways across their border; 0: no neighbours on foot, by themselves. */
  readonly ways: number
  /** People of b served in a, and of a in b. */
  readonly aGives: number
  readonly bGives: number
  /** Outlets of a within the minutes of people of b, each once whatever it serves, and of b of a. */
  readonly aShares: number
  readonly bShares: number
  readonly byCategory: readonly {
    readonly category: number
    readonly aGives: number
    readonly bGives: number
    readonly aShares: number
    readonly bShares: number
  }[]
}

/** The whole balance sheet. */
export interface Sharing {
  /** By category, then from, then to; those in none last. Only where somebody is. */
  readonly flows: readonly Flow[]
  /** Circle by circle, in each by category; last the rest of the city. Their sums are the city's. */
  readonly balances: readonly Balance[]
  readonly pairs: readonly Pair[]
  readonly outlets: readonly OutletReach[]
}

/**
 * What circles share. `neighbours`: pairs that somebody knows to be neighbours; where they are not given they are found by the
 * streets. Fault: cancelled.
 */
export function sharingOf(
  measured: Measured,
  circles: Circles,
  { neighbours, progress }: { readonly neighbours?: readonly Neighbours[]; readonly progress?: Progress } = {},
): Sharing {
  const { outlets, own } = reachesOf(measured, circles, progress)
  const flows = flowsOf(measured, circles)
  return {
    flows,
    balances: balancesOf(measured, circles, flows, outlets, own),
    pairs: pairsOf(measured, circles, flows, outlets, neighbours ?? neighboursOf(measured, circles)),
    outlets,
  }
}

function flowsOf({ categories, state, nearest, population }: Measured, { circles, ofCell, ofOutlet }: Circles): Flow[] {
  const cells = population.lng.length
  const width = circles.length + 1
  const at = (circle: number) => (circle < 0 ? width - 1 : circle)
  const circle = (place: number) => (place === width - 1 ? null : place)
  return categories.flatMap((_, category) => {
    const sums = new Map<number, number>()
    for (let i = 0; i < cells; i++) {
      const people = population.people[i]!
      if (state[category * cells + i] !== WITHIN || !(people > 0)) continue
      const key = at(ofCell[i]!) * width + at(ofOutlet[nearest[category]!.outlet[i]!]!)
      sums.set(key, (sums.get(key) ?? 0) + people)
    }
    return [...sums]
      .sort(([x], [y]) => x - y)
      .map(([key, people]) => ({ category, from: circle(Math.floor(key / width)), to: circle(key % width), people }))
  })
}

/** One row of sums for every place (circles, then none) and category. */
function balancesOf(
  { categories, state, population, serves }: Measured,
  { circles, ofCell, ofOutlet }: Circles,
  flows: readonly Flow[],
  reaches: readonly OutletReach[],
  own: Uint8Array,
): Balance[] {
  const cells = population.lng.length
  const none = circles.length
  const place = (circle: number | null) => (circle === null || circle < 0 ? none : circle)
  const zero = { people: 0, atHome: 0, taken: 0, elsewhere: 0, lacking: 0, untold: 0, given: 0, givenOutside: 0, couldAtHome: 0, outlets: 0, shared: 0 } // biome-ignore format: one line
  const sums = Array.from({ length: (none + 1) * categories.length }, () => ({ ...zero }))
  const of = (circle: number | null, c: number) => sums[place(circle) * categories.length + c]!
  categories.forEach((_, c) => {
    for (let i = 0; i < cells; i++) {
      const sum = of(ofCell[i]!, c)
      const people = population.people[i]!
      const code = state[c * cells + i]!
      sum.people += people
      if (LACKING.has(code)) sum.lacking += people
      else if (code !== WITHIN) sum.untold += people
      if (own[c * cells + i]) sum.couldAtHome += people
    }
  })
  for (const { category, from, to, people } of flows) {
    if (from === to) of(from, category).atHome += people
    else if (to === null) of(from, category).elsewhere += people
    else of(from, category).taken += people
    if (from !== to) of(to, category)[from === null ? 'givenOutside' : 'given'] += people
  }
  serves.forEach((served, o) => {
    for (const c of served) of(ofOutlet[o]!, c).outlets++
  })
  for (const reach of reaches) if (isShared(reach)) for (const c of serves[reach.outlet]!) of(reach.circle, c).shared++
  return sums.map((sum, row) => {
    const circle = Math.floor(row / categories.length)
    const told = sum.people - sum.untold
    const homeShare = told > 0 ? sum.atHome / told : null
    return { circle: circle === none ? null : circle, category: row % categories.length, ...sum, homeShare }
  })
}

function pairsOf(
  { categories, serves }: Measured,
  { circles }: Circles,
  flows: readonly Flow[],
  reaches: readonly OutletReach[],
  neighbours: readonly Neighbours[],
): Pair[] {
  const count = circles.length
  const zero = () => ({ aGives: 0, bGives: 0, aShares: 0, bShares: 0 })
  const pairs = new Map<number, { ways: number; all: ReturnType<typeof zero>; each: ReturnType<typeof zero>[] }>()
  const pairOf = (x: number, y: number) => {
    const key = Math.min(x, y) * count + Math.max(x, y)
    if (!pairs.has(key)) pairs.set(key, { ways: 0, all: zero(), each: categories.map(zero) })
    return pairs.get(key)!
  }
  for (const { a, b, ways } of neighbours) pairOf(a, b).ways += ways
  for (const { category, from, to, people } of flows) {
    if (from === null || to === null || from === to) continue
    const pair = pairOf(from, to)
    for (const sum of [pair.all, pair.each[category]!]) sum[to < from ? 'aGives' : 'bGives'] += people
  }
  for (const { outlet, circle, reaches: reached } of reaches)
    for (const other of reached) {
      if (circle === null || other.circle === null || other.circle === circle) continue
      const pair = pairOf(circle, other.circle)
      const side = circle < other.circle ? 'aShares' : 'bShares'
      for (const sum of [pair.all, ...serves[outlet]!.map((c) => pair.each[c]!)]) sum[side]++
    }
  return [...pairs]
    .sort(([x], [y]) => x - y)
    .map(([key, { ways, all, each }]) => ({
      a: Math.floor(key / count),
      b: key % count,
      ways,
      ...all,
      byCategory: each
        .map((sum, category) => ({ category, ...sum }))
        .filter((s) => s.aGives > 0 || s.bGives > 0 || s.aShares > 0 || s.bShares > 0),
    }))
}
