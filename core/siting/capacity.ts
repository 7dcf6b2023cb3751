// A question in which capacity counts: every outlet that is there is a site of its own, with what it holds.
import { Search } from '../access/search.ts'
import { Fault } from '../base/fault.ts'
import type { Findings } from '../base/finding.ts'
import type { Progress } from '../base/progress.ts'
import { limitDs } from '../circle/coverage.ts'
import { type Measured, STATES } from '../circle/measured.ts'
import { someSnaps } from '../network/some-snaps.ts'
import { type CityInstance, type Counting, lacks, peopleOf } from './city.ts'
import type { Pairs } from './instance.ts'
import { mayHold } from './premises.ts'
import { type CandidateReach, pairsWithin, turned } from './reach.ts'

/**
 * Demands are the people of all cells that something is said of (within, beyond, none; unknown ones where they count); sites are
 * the outlets of the category, open, then the candidates. Capacity counts people. Whose capacity is unknown holds `ifUnknown`
 * people, or is left out with a finding where that is null: then an outlet serves nobody in this question. Fault: no-candidates.
 */
export function capacityInstance(
  measured: Measured,
  reach: CandidateReach,
  category: number,
  counting: Counting,
  ifUnknown: number | null,
  findings: Findings,
  progress: Progress,
): CityInstance {
  const { graph, convention, outlets, serves, cellSnaps, outletSnaps, state } = measured
  const people = peopleOf(measured, counting.band)!
  const cells = people.length
  const limit = limitDs(convention)
  const { id, name } = measured.categories[category]!
  const there = outlets.flatMap((outlet, o) => {
    if (!serves[o]!.includes(category)) return []
    if (outlet.capacity !== null || ifUnknown !== null) return [o]
    findings.note(
      'no-capacity',
      outlet.origins[0]?.file ?? '',
      outlet.origins[0]?.row ?? null,
      outlet.name || outlet.id,
    )
    return []
  })
  const candidates = reach.candidates.flatMap((candidate, s) => {
    if (!mayHold(candidate, id)) return []
    if (candidate.capacity !== null || ifUnknown !== null) return [s]
    findings.note('no-capacity', candidate.id.split(':')[0]!, null, candidate.name || candidate.id)
    return []
  })
  if (candidates.length === 0)
    throw new Fault('no-candidates', {
      category: name,
      why: {
        zh: '容量都未知，可用 --capacity 说明一处服务多少人',
        en: 'the capacity of all is unknown; say with --capacity how many people one serves',
      },
    })
  const demandOf = new Int32Array(cells).fill(-1)
  const list: number[] = []
  for (let i = 0; i < cells; i++) {
    const its = state[category * cells + i]!
    if (!(people[i]! > 0) || (its !== STATES.indexOf('within') && !lacks(its, counting))) continue
    demandOf[i] = list.length
    list.push(i)
  }
  const search = new Search(graph, convention.walker, convention.legs)
  const fromOutlets = pairsWithin(search, someSnaps(outletSnaps, there), cellSnaps, limit, progress)
  const bySite = both(
    fromOutlets,
    there.map((_, i) => i),
    reach.pairs,
    candidates,
    demandOf,
    limit,
  )
  const open = new Uint8Array(there.length + candidates.length).fill(1, 0, there.length)
  return {
    instance: {
      sites: open.length,
      demands: list.length,
      weight: Float64Array.from(list, (cell) => people[cell]!),
      bySite,
      byDemand: turned(bySite, list.length),
      open,
      cost: null,
      capacity: Float64Array.from([
        ...there.map((o) => outlets[o]!.capacity ?? ifUnknown!),
        ...candidates.map((s) => reach.candidates[s]!.capacity ?? ifUnknown!),
      ]),
      unit: 'ds',
    },
    cellOf: Int32Array.from(list),
    categoryOf: new Int32Array(list.length).fill(category),
    candidateOf: Int32Array.from([...there.map(() => -1), ...candidates]),
    openingOf: new Int32Array(open.length).fill(category),
  }
}

/** Rows of one and rows of another, as far as `limit`, cells become demands. */
function both(
  a: Pairs,
  rowsA: readonly number[],
  b: Pairs,
  rowsB: readonly number[],
  demandOf: Int32Array,
  limit: number,
): Pairs {
  const [first, other, distance]: [number[], number[], number[]] = [[0], [], []]
  for (const [pairs, rows] of [
    [a, rowsA],
    [b, rowsB],
  ] as const)
    for (const r of rows) {
      for (let k = pairs.first[r]!; k < pairs.first[r + 1]!; k++) {
        const demand = demandOf[pairs.other[k]!]!
        if (demand < 0 || pairs.distance[k]! > limit) continue
        other.push(demand)
        distance.push(pairs.distance[k]!)
      }
      first.push(other.length)
    }
  return { first: Int32Array.from(first), other: Int32Array.from(other), distance: Float64Array.from(distance) }
}
