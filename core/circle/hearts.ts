// Where a circle could have its heart: real clusters of outlets, community commercial or service centres, sites to be, and places
// that a person fixed. No heart is made up where nothing is: what no heart reaches is said.
import { DS } from '../access/answers.ts'
import { OneToMany } from '../access/one-to-many.ts'
import type { Search } from '../access/search.ts'
import { Fault } from '../base/fault.ts'
import { heed, type Progress } from '../base/progress.ts'
import type { Snaps } from '../network/snap.ts'
import { someSnaps } from '../network/some-snaps.ts'
import type { Heart } from './circle.ts'
import type { Measured } from './measured.ts'
import { nodeLabel, type Units } from './units.ts'

/** What makes a cluster of outlets. All three are our own proposal (inference): no document says what a heart is. */
export interface ClusterRule {
  /** Outlets within this walk of one another count together. */
  readonly minutes: number
  /** Of two clusters nearer than this on foot the smaller is none of its own. */
  readonly apartMinutes: number
  /** Outlets of the basic tier that make a cluster, itself counted. */
  readonly least: number
}

/** Some 240 m of street with five shops of daily need. Own proposal. */
export const CLUSTERS: ClusterRule = { minutes: 3, apartMinutes: 3, least: 5 }

/** Candidate hearts of a city, in columns beside the list. */
export interface Hearts {
  readonly list: readonly Heart[]
  /** Where they meet the street. */
  readonly snaps: Snaps
  /** Per heart: the unit it stands in. */
  readonly home: Int32Array
  /** Per heart: outlets of the basic tier within the walk that makes a cluster; -1 for those that were not counted. */
  readonly outlets: Int32Array
  /** Per heart: 1 where a person fixed it, so that a circle must have it. */
  readonly fixed: Uint8Array
}

/** A place that a person gave: a site to be may become a heart, a fixed place must. */
export interface GivenHeart {
  readonly id: string
  readonly name: string
  readonly kind: 'site' | 'fixed'
  readonly at: Heart['at']
}

/** Snaps one after the other. */
export function joinSnaps(a: Snaps, b: Snaps): Snaps {
  const ints = (x: Int32Array, y: Int32Array) => Int32Array.of(...x, ...y)
  const floats = (x: Float64Array, y: Float64Array) => Float64Array.of(...x, ...y)
  const shift = a.edge.length
  return {
    points: a.points + b.points,
    first: Int32Array.of(...a.first, ...b.first.subarray(1).map((n) => n + shift)),
    edge: ints(a.edge, b.edge),
    offsetMm: ints(a.offsetMm, b.offsetMm),
    legMm: ints(a.legMm, b.legMm),
    lng: floats(a.lng, b.lng),
    lat: floats(a.lat, b.lat),
    overWall: Uint8Array.of(...a.overWall, ...b.overWall),
  }
}

/**
 * Clusters, centres and given places that meet the street, in this order; `givenSnaps` are those of `given`. A centre is an outlet
 * of a category of the tier 载体 (`carrier`). There may be none at all. Faults: off-network where a fixed place is, cancelled.
 */
export function heartsOf(
  m: Pick<Measured, 'graph' | 'outlets' | 'serves' | 'categories' | 'outletSnaps' | 'convention'>,
  search: Search,
  units: Units,
  given: readonly GivenHeart[],
  givenSnaps: Snaps,
  rule: ClusterRule,
  progress: Progress,
): Hearts {
  const found: { heart: Heart; outlets: number; from: 'outlet' | 'given'; point: number }[] = []
  const tier = (o: number, wanted: string) => m.serves[o]!.some((c) => m.categories[c]!.tier === wanted)
  for (const { outlet, outlets } of clustersOf(m, search, rule, progress))
    found.push({ heart: heartAt(m, outlet, 'cluster'), outlets, from: 'outlet', point: outlet })
  m.outlets.forEach((_, o) => {
    if (tier(o, 'carrier')) found.push({ heart: heartAt(m, o, 'centre'), outlets: -1, from: 'outlet', point: o })
  })
  given.forEach((place, g) => {
    found.push({ heart: { ...place, outlet: null }, outlets: -1, from: 'given', point: g })
  })
  const homeOf = ({ from, point }: (typeof found)[number]) =>
    nodeLabel(m.graph, from === 'outlet' ? m.outletSnaps : givenSnaps, point, units.ofNode)
  for (const f of found)
    if (f.heart.kind === 'fixed' && homeOf(f) < 0)
      throw new Fault('off-network', { what: f.heart.name || f.heart.id, limit: m.convention.snapLimitMeters })
  const kept = found.filter((f) => homeOf(f) >= 0)
  const fromOutlets = kept.filter((f) => f.from === 'outlet').map((f) => f.point)
  const fromGiven = kept.filter((f) => f.from === 'given').map((f) => f.point)
  return {
    list: kept.map((f) => f.heart),
    snaps: joinSnaps(someSnaps(m.outletSnaps, fromOutlets), someSnaps(givenSnaps, fromGiven)),
    home: Int32Array.from(kept, homeOf),
    outlets: Int32Array.from(kept, (f) => f.outlets),
    fixed: Uint8Array.from(kept, (f) => (f.heart.kind === 'fixed' ? 1 : 0)),
  }
}

const heartAt = ({ outlets }: Pick<Measured, 'outlets'>, o: number, kind: 'cluster' | 'centre'): Heart => ({
  id: outlets[o]!.id,
  name: outlets[o]!.name,
  kind,
  at: outlets[o]!.at,
  outlet: o,
})

/**
 * Density peaks: of the outlets of the basic tier (all that are classed, where a standard knows no such tier), those with most others
 * within the walk, each keeping the rest of its surroundings from being a peak. By outlets counted, then in the order of the list.
 */
function clustersOf(
  m: Pick<Measured, 'outlets' | 'serves' | 'categories' | 'outletSnaps'>,
  search: Search,
  rule: ClusterRule,
  progress: Progress,
): { outlet: number; outlets: number }[] {
  const some = m.categories.some((c) => c.tier === 'basic')
  const members: number[] = []
  m.serves.forEach((served, o) => {
    const counts = some ? served.some((c) => m.categories[c]!.tier === 'basic') : served.length > 0
    if (counts && m.outletSnaps.first[o]! < m.outletSnaps.first[o + 1]!) members.push(o)
  })
  const snaps = someSnaps(m.outletSnaps, members)
  const oneToMany = new OneToMany(search, snaps)
  const limit = Math.round(Math.max(rule.minutes, rule.apartMinutes) * 60 * DS)
  const [near, apart] = [rule.minutes * 60 * DS, rule.apartMinutes * 60 * DS]
  const counts = new Int32Array(members.length)
  const first = new Int32Array(members.length + 1)
  const close: number[] = [] // those that a peak keeps from being one
  progress.begin({ zh: '找网点集聚处', en: 'Looking for clusters of outlets' }, members.length)
  for (let k = 0; k < members.length; k++) {
    oneToMany.from(snaps, k, limit, (t, ds) => {
      if (ds <= near) counts[k]!++
      if (ds <= apart) close.push(t)
    })
    first[k + 1] = close.length
    if (k % 256 === 0) {
      progress.step(k)
      heed(progress)
    }
  }
  const order = Array.from(members, (_, k) => k).sort((a, b) => counts[b]! - counts[a]! || a - b)
  const kept = new Uint8Array(members.length)
  const peaks: number[] = []
  for (const k of order) {
    if (kept[k] || counts[k]! < rule.least) continue
    peaks.push(k)
    for (let i = first[k]!; i < first[k + 1]!; i++) kept[close[i]!] = 1
  }
  return peaks.sort((a, b) => a - b).map((k) => ({ outlet: members[k]!, outlets: counts[k]! }))
}
