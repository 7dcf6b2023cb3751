// Moves made in thought: the outlet that those who lack a category have nearest, to a candidate in their circle. Exact, with the quick
// scenario of access/; bounded: the gaps with most people first, up to `most` moves in all, three candidates a gap. Only outlets that
// serve this one category are moved, for the others would be lost to people who are not counted here.
import { doorsAt } from '../access/points.ts'
import { Scenario } from '../access/scenario.ts'
import { spotsOf } from '../access/structure.ts'
import { heed, type Progress } from '../base/progress.ts'
import type { Circles } from '../circle/circle.ts'
import { statesOf } from '../circle/coverage.ts'
import { indexFor, snapAll } from '../circle/measure.ts'
import { type Measured, STATES } from '../circle/measured.ts'
import { metersBetween } from '../geo/meters.ts'
import { AreaIndex } from '../geo/polygon-index.ts'
import type { Candidate } from '../siting/candidate.ts'
import type { MoveTried } from './inputs.ts'
import { lacksOf, peopleOf, problemOf } from './lacks.ts'

/** Moves tried unless asked otherwise. */
export const MOST_MOVES = 60
const CANDIDATES_A_GAP = 3

const WITHIN = STATES.indexOf('within')

/** Tries moves to `candidates`; those that gain no more than they lose are left out. */
export function tryMoves(
  m: Measured,
  circles: Circles,
  candidates: readonly Candidate[],
  most: number,
  progress: Progress,
): MoveTried[] {
  const fixed = candidates.filter((c) => c.kind !== 'mobile')
  if (fixed.length === 0 || most <= 0) return []
  const borders = new AreaIndex(circles.circles.map((c) => c.polygon))
  const circleOf = fixed.map((c) => borders.areaOf(...c.at))
  const outletOf = new Map(m.outlets.map((o, i) => [o.id, i]))
  const tries: { category: number; outlet: number; to: Candidate; people: number }[] = []
  for (const lack of lacksOf(m, circles)) {
    const { id } = m.categories[lack.category]!
    if (lack.lacking.length === 0) continue
    const { nearest, at } = problemOf(m, 'lacking', lack.category, lack.lacking, lack.told)
    const outlet = nearest ? outletOf.get(nearest.outlet)! : -1
    if (outlet < 0 || m.serves[outlet]!.length !== 1) continue
    const here = fixed
      .map((to, k) => ({ to, k, meters: metersBetween(...to.at, ...at) }))
      .filter(({ to, k }) => circleOf[k] === lack.circle && (to.categories === null || to.categories.includes(id)))
      .sort((a, b) => a.meters - b.meters || a.k - b.k)
    for (const { to } of here.slice(0, CANDIDATES_A_GAP))
      tries.push({ category: lack.category, outlet, to, people: peopleOf(m, lack.lacking) })
  }
  tries.sort((a, b) => b.people - a.people || a.category - b.category) // a stable sort: then by circle and nearness
  const chosen = tries.slice(0, most).sort((a, b) => a.category - b.category)
  progress.begin({ zh: '试迁网点', en: 'Trying moves' }, chosen.length)
  const index = indexFor(m.graph, m.convention)
  let open: { category: number; scenario: Scenario } | null = null
  return chosen.flatMap(({ category, outlet, to }, k): MoveTried[] => {
    heed(progress)
    if (open?.category !== category) open = { category, scenario: scenarioOf(m, category) }
    const { scenario } = open
    const snaps = snapAll(index, doorsAt(Float64Array.of(to.at[0]), Float64Array.of(to.at[1])), m.convention)
    progress.step(k + 1)
    if (snaps.edge.length === 0) return []
    const { points } = scenario.apply({ kind: 'move', outlet, spots: spotsOf(snaps, 0) })
    const state = statesOf([scenario.nearest], [m.knowledge[category]!], m.facts, m.convention)
    scenario.undo()
    const before = (i: number) => m.state[category * m.population.lng.length + i]
    const gained = points.filter((i) => state[i] === WITHIN && before(i) !== WITHIN)
    const lost = points.filter((i) => state[i] !== WITHIN && before(i) === WITHIN)
    if (peopleOf(m, gained) <= peopleOf(m, lost)) return []
    return [{ category: m.categories[category]!.id, outlet: m.outlets[outlet]!.id, to, gained, lost }]
  })
}

function scenarioOf(m: Measured, category: number): Scenario {
  return new Scenario({
    graph: m.graph,
    walker: m.convention.walker,
    legs: m.convention.legs,
    limitDs: 0,
    points: m.cellSnaps,
    outlets: m.outletSnaps,
    open: m.serves.flatMap((served, o) => (served.includes(category) ? [o] : [])),
    doors: null,
  })
}
