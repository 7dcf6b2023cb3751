// Times between all points of one set and all of another, within a limit: one bounded search from each point of the smaller
// set. One may walk every street both ways, so the walk from a to b is the walk from b to a.
import { heed, type Progress, SILENT } from '../base/progress.ts'
import type { Snaps } from '../network/snap.ts'
import { Ints } from '../source/osm/grow.ts'
import { OneToMany } from './one-to-many.ts'
import type { Search } from './search.ts'

/** The pairs within the limit and no others. Row r has the entries `first[r] .. first[r + 1])`, targets ascending. */
export interface SparseTable {
  readonly rows: number
  readonly columns: number
  /** rows + 1 entries. */
  readonly first: Int32Array
  readonly target: Int32Array
  /** Deciseconds and millimetres of the walk, both legs included when the search counts them. */
  readonly ds: Int32Array
  readonly mm: Int32Array
}

/** All pairs: row r, column c at `r * columns + c`; -1 where the walk is longer than the limit, or there is none. */
export interface DenseTable {
  readonly rows: number
  readonly columns: number
  readonly ds: Int32Array
  readonly mm: Int32Array
}

/** Searches from the smaller set; tells of each pair once, those of one search together. */
function eachPair(
  search: Search,
  from: Snaps,
  to: Snaps,
  limitDs: number,
  progress: Progress,
  searched: (p: number, meets: (meet: (other: number, ds: number, mm: number) => void) => void) => void,
): void {
  const [origins, targets] = turned(from, to) ? [to, from] : [from, to]
  progress.begin({ zh: '逐点计算', en: 'Walking from each point' }, origins.points)
  const oneToMany = new OneToMany(search, targets)
  for (let p = 0; p < origins.points; p++) {
    heed(progress)
    searched(p, (meet) => oneToMany.from(origins, p, limitDs, meet))
    progress.step(p + 1)
  }
}

/** Whether the searches run from the columns of the table. */
const turned = (from: Snaps, to: Snaps): boolean => to.points < from.points

/**
 * The walks within `limitDs` deciseconds (Infinity: however long) from each point of `from` to each of `to`, exact as
 * `Reach` gives them. For large sets: memory goes with the pairs found. Fault: cancelled.
 */
export function sparseTable(
  search: Search,
  from: Snaps,
  to: Snaps,
  limitDs: number,
  progress: Progress = SILENT,
): SparseTable {
  const [other, ds, mm] = [new Ints(1024), new Ints(1024), new Ints(1024)]
  const first = new Int32Array(Math.min(from.points, to.points) + 1)
  eachPair(search, from, to, limitDs, progress, (p, meets) => {
    meets((t, itsDs, itsMm) => {
      other.push(t)
      ds.push(itsDs)
      mm.push(itsMm)
    })
    first[p + 1] = other.length
  })
  const found = { first, target: other.done(), ds: ds.done(), mm: mm.done() }
  const size = { rows: from.points, columns: to.points }
  return { ...size, ...(turned(from, to) ? transposed(found, from.points) : found) }
}

/** The same walks as a whole matrix. For small sets: it takes eight bytes a pair, found or not. Fault: cancelled. */
export function denseTable(
  search: Search,
  from: Snaps,
  to: Snaps,
  limitDs: number,
  progress: Progress = SILENT,
): DenseTable {
  const [rows, columns] = [from.points, to.points]
  const ds = new Int32Array(rows * columns).fill(-1)
  const mm = new Int32Array(rows * columns).fill(-1)
  const [perOrigin, perTarget] = turned(from, to) ? [1, columns] : [columns, 1]
  eachPair(search, from, to, limitDs, progress, (p, meets) =>
    meets((t, itsDs, itsMm) => {
      const at = p * perOrigin + t * perTarget
      ds[at] = itsDs
      mm[at] = itsMm
    }),
  )
  return { rows, columns, ds, mm }
}

type Lists = Pick<SparseTable, 'first' | 'target' | 'ds' | 'mm'>

/** Columns become rows; within each they stay in order. */
function transposed(lists: Lists, rows: number): Lists {
  const count = lists.target.length
  const first = new Int32Array(rows + 1)
  for (let i = 0; i < count; i++) first[lists.target[i]! + 1]!++
  for (let r = 0; r < rows; r++) first[r + 1]! += first[r]!
  const next = first.slice()
  const [target, ds, mm] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)]
  for (let p = 0; p + 1 < lists.first.length; p++)
    for (let i = lists.first[p]!; i < lists.first[p + 1]!; i++) {
      const at = next[lists.target[i]!]!++
      target[at] = p
      ds[at] = lists.ds[i]!
      mm[at] = lists.mm[i]!
    }
  return { first, target, ds, mm }
}
