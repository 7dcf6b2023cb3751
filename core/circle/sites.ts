// Sites to be: where no heart there is reaches all of a unit, a centre would have to be built. Proposed only when asked for, one a
// unit, in its middle; the search takes those that it needs, and each is marked as what it is.

import type { Progress } from '../base/progress.ts'
import { someSnaps } from '../network/some-snaps.ts'
import type { GivenHeart, Hearts } from './hearts.ts'
import { joinSnaps } from './hearts.ts'
import type { Town } from './town.ts'
import { nodeLabel } from './units.ts'
import { type Walks, walksOf } from './walks.ts'

interface Asked {
  readonly propose: boolean
  readonly share: number
  readonly cellPeople: Float64Array
  readonly progress: Progress
}

/** Hearts and walks with those of the proposed sites behind them; as they were where none is asked for or needed. */
export function withSites(town: Town, hearts: Hearts, walks: Walks, asked: Asked): { hearts: Hearts; walks: Walks } {
  if (!asked.propose) return { hearts, walks }
  const places = sitesOf(town, hearts.list.length, walks, asked)
  const found = town.snap(places.map((p) => p.at))
  const homes = places.map((_, k) => nodeLabel(town.m.graph, found, k, town.units.ofNode))
  const kept = [...places.keys()].filter((k) => homes[k]! >= 0) // one beside no street can be no heart
  if (kept.length === 0) return { hearts, walks }
  const snaps = someSnaps(found, kept)
  const home = Int32Array.from(kept, (k) => homes[k]!)
  const list = kept.map((k) => ({ ...places[k]!, outlet: null }))
  const more = walksOf(town.m, town.search, town.units, { list, snaps }, asked.cellPeople, asked.progress)
  const joined = (a: Float64Array, b: Float64Array) => {
    const all = new Float64Array(a.length + b.length)
    all.set(a)
    all.set(b, a.length)
    return all
  }
  return {
    hearts: {
      list: [...hearts.list, ...list],
      snaps: joinSnaps(hearts.snaps, snaps),
      home: Int32Array.of(...hearts.home, ...home),
      outlets: Int32Array.of(...hearts.outlets, ...home.map(() => -1)),
      fixed: Uint8Array.of(...hearts.fixed, ...home.map(() => 0)),
    },
    walks: { ...walks, within: joined(walks.within, more.within), walk: joined(walks.walk, more.walk) },
  }
}

/** For each unit that no heart wholly reaches: the home nearest to the middle of its residents. */
function sitesOf({ m, units }: Town, hearts: number, walks: Walks, { share, cellPeople }: Asked): GivenHeart[] {
  const n = units.ids.length
  const reached = Uint8Array.from({ length: n }, (_, u) => {
    for (let h = 0; h < hearts; h++) if (walks.within[h * n + u]! >= share * walks.joined[u]!) return 1
    return 0
  })
  const { lng, lat } = m.population
  const sums = new Float64Array(3 * n)
  const each = (visit: (u: number, i: number) => void) =>
    units.ofCell.forEach((u, i) => {
      if (u >= 0 && !reached[u] && m.facts.joined[i] && cellPeople[i]! > 0) visit(u, i)
    })
  each((u, i) => {
    sums[3 * u]! += cellPeople[i]! * lng[i]!
    sums[3 * u + 1]! += cellPeople[i]! * lat[i]!
    sums[3 * u + 2]! += cellPeople[i]!
  })
  const best = new Int32Array(n).fill(-1)
  const least = new Float64Array(n).fill(Infinity)
  each((u, i) => {
    const shrink = Math.cos((lat[i]! * Math.PI) / 180)
    const d =
      ((lng[i]! - sums[3 * u]! / sums[3 * u + 2]!) * shrink) ** 2 + (lat[i]! - sums[3 * u + 1]! / sums[3 * u + 2]!) ** 2
    if (d < least[u]!) [least[u], best[u]] = [d, i]
  })
  return Array.from(best.entries()).flatMap(([u, i]) =>
    i < 0 ? [] : [{ id: `site:${units.ids[u]}`, name: '', kind: 'site' as const, at: [lng[i]!, lat[i]!] as const }],
  )
}
