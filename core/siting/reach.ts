// How far it is on foot between the candidates and the cells of a city, found once for all questions about it.

import { OneToMany } from '../access/one-to-many.ts'
import { doorsAt } from '../access/points.ts'
import { Search } from '../access/search.ts'
import type { Findings } from '../base/finding.ts'
import { heed, type Progress, SILENT } from '../base/progress.ts'
import { indexFor, snapAll } from '../circle/measure.ts'
import type { Measured } from '../circle/measured.ts'
import type { Snaps } from '../network/snap.ts'
import { Ints } from '../source/osm/grow.ts'
import type { Candidate } from './candidate.ts'
import type { Pairs } from './instance.ts'

/** Candidates as they meet the streets, and the cells that each reaches. */
export interface CandidateReach {
  readonly candidates: readonly Candidate[]
  readonly snaps: Snaps
  /** Deciseconds; pairs further apart are not listed. */
  readonly limitDs: number
  /** Rows are candidates, the others cells (all of them, whoever lives there), distances deciseconds. */
  readonly pairs: Pairs
}

/**
 * Walks from every candidate, as the measurement walked: the same streets, walker, snaps and legs, so that a candidate that
 * opens reaches the cells listed here and no others. Those that find no street within the limit are noted and reach nobody.
 * One bounded search a candidate; memory goes with the pairs found. Fault: cancelled.
 */
export function reachOf(
  measured: Measured,
  candidates: readonly Candidate[],
  limitDs: number,
  findings: Findings | null = null,
  progress: Progress = SILENT,
): CandidateReach {
  const { graph, convention, cellSnaps } = measured
  const doors = doorsAt(
    Float64Array.from(candidates, (c) => c.at[0]),
    Float64Array.from(candidates, (c) => c.at[1]),
  )
  const snaps = snapAll(indexFor(graph, convention), doors, convention)
  candidates.forEach(({ id, name }, s) => {
    if (snaps.first[s] === snaps.first[s + 1]) findings?.note('off-network', id.split(':')[0]!, null, name || id)
  })
  const pairs = pairsWithin(new Search(graph, convention.walker, convention.legs), snaps, cellSnaps, limitDs, progress)
  return { candidates, snaps, limitDs, pairs }
}

/** The walks within `limitDs` from each point of `from` to each of `to`. */
export function pairsWithin(search: Search, from: Snaps, to: Snaps, limitDs: number, progress: Progress): Pairs {
  progress.begin({ zh: '从候选点走到各处', en: 'Walking from the candidates' }, from.points)
  const oneToMany = new OneToMany(search, to)
  const first = new Int32Array(from.points + 1)
  const [other, distance] = [new Ints(1024), new Ints(1024)]
  for (let s = 0; s < from.points; s++) {
    heed(progress)
    oneToMany.from(from, s, limitDs, (t, ds) => {
      other.push(t)
      distance.push(ds)
    })
    first[s + 1] = other.length
    progress.step(s + 1)
  }
  return { first, other: other.done(), distance: Float64Array.from(distance.done()) }
}

/** The same pairs by the others, of which there are `others`. */
export function turned({ first, other, distance }: Pairs, others: number): Pairs {
  const turnedFirst = new Int32Array(others + 1)
  for (const o of other) turnedFirst[o + 1]!++
  for (let o = 0; o < others; o++) turnedFirst[o + 1]! += turnedFirst[o]!
  const next = turnedFirst.slice()
  const rows = new Int32Array(other.length)
  const far = new Float64Array(other.length)
  for (let r = 0; r + 1 < first.length; r++)
    for (let i = first[r]!; i < first[r + 1]!; i++) {
      const at = next[other[i]!]!++
      rows[at] = r
      far[at] = distance[i]!
    }
  return { first: turnedFirst, other: rows, distance: far }
}
