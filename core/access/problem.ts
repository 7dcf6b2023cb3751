// What a search is given: a net, points and outlets on it, who serves what. Flat arrays throughout, so that it goes to another
// thread as it is; nothing of the drawn graph is left in it.
import type { Snaps } from '../network/snap.ts'
import { type Directs, type Doorsteps, Meeting } from './doorsteps.ts'
import { type Net, netOf } from './net.ts'
import type { Search } from './search.ts'

/** Rows of whole numbers: row r has `item[first[r]] .. item[first[r + 1]]`. */
export interface Rows {
  readonly first: Int32Array
  readonly item: Int32Array
}

/** Everything that is asked, of one walker. */
export interface Problem {
  readonly net: Net
  readonly points: Doorsteps
  readonly outlets: Doorsteps
  /** Points that outlets reach without the net. */
  readonly directs: Directs
  /** Per category its outlets, ascending; per outlet its categories. */
  readonly members: Rows
  readonly serves: Rows
  /** The outlets along the Hilbert curve, so that neighbours are counted together. */
  readonly order: Int32Array
  /** Per outlet: what it holds, 0 where that is not known; per category whether any of its outlets knows. */
  readonly capacity: Float64Array
  readonly hasCapacity: Uint8Array
  /** Per point: its people; null where nobody asks how many each outlet reaches. */
  readonly people: Float64Array | null
}

/**
 * Capacities and people are kept in whole 2⁻²⁰ths (a millionth): sums up to 2³³ are then exact, so that they come out the
 * same in whatever order, and by however many workers, they are added.
 */
const UNIT = 2 ** 20
export const toWhole = (value: number): number => Math.round(value * UNIT) / UNIT

/** What else a problem may be given. */
export interface ProblemOptions {
  /** Per outlet; null: not known. */
  readonly capacity?: readonly (number | null)[] | null
  /** Per point. */
  readonly people?: Float64Array | null
}

/** The problem of finding, from `points`, the outlets of each category. `members` lists the outlets of each, each once. */
export function problemOf(
  search: Search,
  points: Snaps,
  outlets: Snaps,
  members: readonly ArrayLike<number>[],
  { capacity = null, people = null }: ProblemOptions = {},
): Problem {
  const nets = netOf(search)
  const meeting = new Meeting(search, nets)
  const at = meeting.doorstepsOf(outlets)
  const holds = Float64Array.from({ length: outlets.points }, (_, o) => toWhole(capacity?.[o] ?? 0))
  const byCategory = rowsOf(members)
  return {
    net: nets.net,
    points: meeting.doorstepsOf(points),
    outlets: at,
    directs: meeting.directsOf(outlets, points),
    members: byCategory,
    serves: turned(byCategory, outlets.points),
    order: alongCurve(at, nets.net.nodes),
    capacity: holds,
    hasCapacity: Uint8Array.from(members, (which) => (some(which, (o) => (capacity?.[o] ?? null) !== null) ? 1 : 0)),
    people: people ? people.map(toWhole) : null,
  }
}

function some(which: ArrayLike<number>, holds: (outlet: number) => boolean): boolean {
  for (let i = 0; i < which.length; i++) if (holds(which[i]!)) return true
  return false
}

function rowsOf(lists: readonly ArrayLike<number>[]): Rows {
  const first = new Int32Array(lists.length + 1)
  lists.forEach((list, r) => {
    first[r + 1] = first[r]! + list.length
  })
  const item = new Int32Array(first[lists.length]!)
  lists.forEach((list, r) => {
    item.set(list, first[r])
    item.subarray(first[r], first[r + 1]).sort()
  })
  return { first, item }
}

/** Rows by item: row i lists the rows that hold i, ascending. */
export function turned(rows: Rows, items: number): Rows {
  const first = new Int32Array(items + 1)
  for (const i of rows.item) first[i + 1]!++
  for (let i = 0; i < items; i++) first[i + 1]! += first[i]!
  const next = first.slice()
  const item = new Int32Array(rows.item.length)
  for (let r = 0; r + 1 < rows.first.length; r++) {
    for (let k = rows.first[r]!; k < rows.first[r + 1]!; k++) item[next[rows.item[k]!]!++] = r
  }
  return { first, item }
}

/** Outlets by their first doorstep (nodes lie along the curve); those without one come last. */
function alongCurve({ points, first, node }: Doorsteps, nodes: number): Int32Array {
  const at = (o: number) => (first[o]! < first[o + 1]! ? node[first[o]!]! : nodes)
  const next = new Int32Array(nodes + 2)
  for (let o = 0; o < points; o++) next[at(o) + 1]!++
  for (let n = 0; n <= nodes; n++) next[n + 1]! += next[n]!
  const order = new Int32Array(points)
  for (let o = 0; o < points; o++) order[next[at(o)]!++] = o
  return order
}
