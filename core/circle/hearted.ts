// Hearts of circles that came without: of the candidates that stand in a circle, the one within whose minutes most of its residents
// are; of two alike the one they walk less to.

import { DS } from '../access/answers.ts'
import { OneToMany } from '../access/one-to-many.ts'
import { heed, type Progress } from '../base/progress.ts'
import { AreaIndex } from '../geo/polygon-index.ts'
import { someSnaps } from '../network/some-snaps.ts'
import type { Circle, Heart } from './circle.ts'
import type { Delineation } from './delineation.ts'
import { type ClusterRule, type GivenHeart, heartsOf } from './hearts.ts'
import { membershipOf } from './membership.ts'
import type { Town } from './town.ts'

/**
 * Circles without a heart get the best candidate that they hold; one that holds none stays without. `kinds`: how many candidates
 * there were, empty where none were looked for. Faults: off-network (a fixed heart), cancelled.
 */
export function heartedCircles(
  town: Town,
  given: readonly Circle[],
  own: readonly GivenHeart[],
  clusters: ClusterRule,
  progress: Progress,
): { circles: Circle[]; kinds: Delineation['hearts'] } {
  const kinds: Partial<Record<Heart['kind'], number>> = {}
  if (given.every((c) => c.heart)) return { circles: [...given], kinds }
  const { m, search, units } = town
  const candidates = heartsOf(m, search, units, own, town.snap(own.map((g) => g.at)), clusters, progress)
  for (const { kind } of candidates.list) kinds[kind] = (kinds[kind] ?? 0) + 1
  const members = membershipOf(town, given)
  const index = new Map(units.ids.map((id, u) => [id, u]))
  const ofUnit = new Int32Array(units.ids.length).fill(-1)
  given.forEach((circle, c) => {
    for (const id of circle.units) if (index.has(id)) ofUnit[index.get(id)!] = c
  })
  const borders = new AreaIndex(given.map((c) => (c.units.length === 0 ? c.polygon : [])))
  const walks = new OneToMany(search, m.cellSnaps)
  const limit = Math.round(m.convention.minutes * 60 * DS)
  const best = given.map(() => ({ heart: null as Heart | null, within: -1, walk: Infinity }))
  progress.begin({ zh: '为各圈找中心', en: 'Finding a heart for each circle' }, candidates.list.length)
  candidates.list.forEach((heart, h) => {
    progress.step(h)
    heed(progress)
    const drawn = borders.areaOf(...heart.at)
    const c = drawn >= 0 ? drawn : ofUnit[candidates.home[h]!]!
    if (c < 0 || given[c]!.heart) return
    let [within, walk] = [0, 0]
    walks.from(someSnaps(candidates.snaps, [h]), 0, limit, (i, ds) => {
      if (members.ofCell[i] !== c) return
      within += m.population.people[i]!
      walk += m.population.people[i]! * ds
    })
    if (within > best[c]!.within || (within === best[c]!.within && walk < best[c]!.walk))
      best[c] = { heart, within, walk }
  })
  return { circles: given.map((circle, c) => (circle.heart ? circle : { ...circle, heart: best[c]!.heart })), kinds }
}
