// An answered siting as the worker keeps it: the sites and whom each reaches, which is all it takes to try one of them elsewhere. What
// is tried is walked as the measurement walked, and counted anew; nothing is estimated.
import { DS } from '@yike/core/access/answers.ts'
import { OneToMany } from '@yike/core/access/one-to-many.ts'
import { doorsAt } from '@yike/core/access/points.ts'
import { Search } from '@yike/core/access/search.ts'
import { limitDs } from '@yike/core/circle/coverage.ts'
import { indexFor, snapAll } from '@yike/core/circle/measure.ts'
import { type Measured, STATES } from '@yike/core/circle/measured.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import type { EdgeIndex } from '@yike/core/network/snap.ts'
import { type Counting, lacks, peopleOf } from '@yike/core/siting/city.ts'
import type { Aim, Tried } from './messages.ts'

const WITHIN = STATES.indexOf('within')

/** Cells that a place reaches, and how far each is, deciseconds. */
export interface Walked {
  readonly cells: Int32Array
  readonly far: Float64Array
}

/** One answered siting. */
export interface Settled {
  readonly measured: Measured
  readonly aim: Aim
  readonly counting: Counting
  /** Share asked of `fewest`, 0–1. */
  readonly share: number | null
  /** Categories of the question, as indices into the city's. */
  readonly categories: readonly number[]
  /** In the order shown: the walks from each site, and the categories that open there. */
  readonly sites: readonly { readonly walked: Walked; readonly categories: readonly number[] }[]
  /** Longest walk that counts, deciseconds. */
  readonly reachDs: number
}

/** Searches from places of the map, made ready when first needed and kept as long as the walker is the same. */
export class Walks {
  #of: { readonly graph: Measured['graph']; readonly walker: unknown } | null = null
  #index: EdgeIndex | null = null
  #walks: OneToMany | null = null

  /** Where a place meets the street, and the cells within the limit; null where it meets none. */
  from(measured: Measured, at: LngLat, reachDs: number): (Walked & { readonly met: LngLat }) | null {
    const { graph, convention, cellSnaps } = measured
    const { walker, legs } = convention
    if (!this.#index || !this.#walks || this.#of?.graph !== graph || this.#of.walker !== walker) {
      this.#of = { graph, walker }
      this.#index = indexFor(graph, convention)
      this.#walks = new OneToMany(new Search(graph, walker, legs), cellSnaps)
    }
    const snaps = snapAll(this.#index, doorsAt(Float64Array.of(at[0]), Float64Array.of(at[1])), convention)
    if (snaps.edge.length === 0) return null
    const cells: number[] = []
    const far: number[] = []
    this.#walks.from(snaps, 0, reachDs, (cell, ds) => {
      cells.push(cell)
      far.push(ds)
    })
    return { met: [snaps.lng[0]!, snaps.lat[0]!], cells: Int32Array.from(cells), far: Float64Array.from(far) }
  }
}

/** What it would be with these sites elsewhere; null where the last of them meets no street. */
export function tryElsewhere(
  settled: Settled,
  walks: Walks,
  moved: readonly (readonly [site: number, at: LngLat])[],
): Tried | null {
  const sites = [...settled.sites]
  let met: LngLat | null = null
  for (const [site, at] of moved) {
    const walked = walks.from(settled.measured, at, settled.reachDs)
    met = walked?.met ?? null
    if (walked && sites[site]) sites[site] = { ...sites[site], walked }
  }
  return met && { met, ...countOf({ ...settled, sites }) }
}

/** What the sites come to: the value of the aim, people gained per category, and the cells of the first. */
export function countOf(settled: Settled): Omit<Tried, 'met'> {
  const { measured, aim, counting, categories, sites } = settled
  const people = peopleOf(measured, counting.band)!
  const n = people.length
  const limit = limitDs(measured.convention)
  const gained = categories.map(() => 0)
  const first: number[] = []
  categories.forEach((category, k) => {
    const has = new Uint8Array(n)
    for (const { walked, categories: its } of sites) {
      if (!its.includes(category)) continue
      walked.cells.forEach((cell, i) => {
        if (walked.far[i]! > limit || has[cell] || !(people[cell]! > 0)) return
        if (!lacks(measured.state[category * n + cell]!, counting)) return
        has[cell] = 1
        gained[k]! += people[cell]!
        if (k === 0) first.push(cell)
      })
    }
  })
  const cells = Int32Array.from(first).sort()
  const all = gained.reduce((sum, g) => sum + g, 0)
  if (aim === 'mean' || aim === 'farthest') return { value: walkOf(settled, people), gained, cells }
  if (aim !== 'fewest') return { value: all, gained, cells }
  return { value: reachesShare(settled, people, all) ? sites.length : null, gained, cells }
}

/** Seconds of the mean or the longest walk to the nearest, of what is there and these sites; walks no longer than what counts. */
function walkOf({ measured, aim, counting, categories, sites, reachDs }: Settled, people: Float64Array): number {
  const n = people.length
  const category = categories[0]!
  const far = Float64Array.from(measured.nearest[category]!.ds, (ds) => (ds < 0 ? reachDs : Math.min(ds, reachDs)))
  const reached = Uint8Array.from(measured.nearest[category]!.ds, (ds) => (ds >= 0 && ds <= reachDs ? 1 : 0))
  for (const { walked } of sites)
    walked.cells.forEach((cell, i) => {
      reached[cell] = 1
      if (walked.far[i]! < far[cell]!) far[cell] = walked.far[i]!
    })
  let [sum, all, longest] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    const state = measured.state[category * n + i]!
    if (!(people[i]! > 0) || (state !== WITHIN && !lacks(state, counting))) continue
    sum += people[i]! * far[i]!
    all += people[i]!
    longest = Math.max(longest, far[i]!)
  }
  return (aim === 'farthest' ? longest : all > 0 ? sum / all : 0) / DS
}

/** Whether those within now and those gained are the share asked of all that are counted. */
function reachesShare(
  { measured, counting, share, categories }: Settled,
  people: Float64Array,
  gained: number,
): boolean {
  const n = people.length
  let [within, lacking] = [0, 0]
  for (let i = 0; i < n; i++) {
    const state = measured.state[categories[0]! * n + i]!
    if (state === WITHIN) within += people[i]!
    else if (lacks(state, counting)) lacking += people[i]!
  }
  return within + gained >= (share ?? 1) * (within + lacking) * (1 - 1e-9)
}
