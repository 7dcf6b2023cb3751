// A net made smaller for searches over all of it: junctions of four streets or fewer leave, one after another, and their
// neighbours are joined; what is left is searched, and those that left get their labels from it in one pass.
//
//      b                   b
//      │                  ╱ ╲         Dead ends and junctions of two take arcs with them, one of three costs none (three go,
//      v        →        ╱   ╲        three come), one of four a few. In a city a fifth of the nodes is left with half of the
//     ╱ ╲               a─────c       arcs, and every shortest way through it is as long as before.
//    a   c
import type { Net } from './net.ts'

/** Nodes are numbered anew: those that left come first, in the order in which they left; the core after them, along the curve. */
export interface Reduced extends Net {
  /** How many left. A node below this has arcs to nodes that left later or never: its number is the smaller. */
  readonly left: number
  /** Per node of the net: its number here. */
  readonly number: Int32Array
}

/** A junction of more than this stays. */
const MOST = 4
/** Nobody leaves who would leave a shortcut longer than this: a quarter of what a label of assembly/nearest.ts holds. */
const LONGEST_DS = 2 ** 18
const LONGEST_MM = 2 ** 24
/** Arcs that a reduced net may have, as a multiple of those of the net: towns take 1.3; when it is used up, nobody leaves any more. */
export const ROOM = 1.5
/** A round that takes fewer than one in this many is the last. */
const WORTH = 10

/** Arcs that a net of so many is reduced to at most, but for the last node that left. */
export const mostArcsOf = (arcs: number): number => Math.ceil(ROOM * arcs)

/** The arcs of a net while nodes leave, as lists. */
class Lists {
  readonly head: Int32Array
  readonly degree: Int32Array
  readonly to: Int32Array
  readonly ds: Int32Array
  readonly mm: Int32Array
  readonly next: Int32Array
  /** Arcs in use. */
  count = 0
  #free = -1
  #used = 0

  constructor({ nodes, to }: Net) {
    this.head = new Int32Array(nodes).fill(-1)
    this.degree = new Int32Array(nodes)
    const column = () => new Int32Array(mostArcsOf(to.length) + MOST * MOST) // one more may leave when the room is used up
    this.to = column()
    this.ds = column()
    this.mm = column()
    this.next = column()
  }

  /** An arc; of several between two nodes the best stays. */
  put(from: number, to: number, ds: number, mm: number): void {
    for (let a = this.head[from]!; a >= 0; a = this.next[a]!) {
      if (this.to[a] !== to) continue
      if (ds < this.ds[a]! || (ds === this.ds[a] && mm < this.mm[a]!)) {
        this.ds[a] = ds
        this.mm[a] = mm
      }
      return
    }
    let arc = this.#free
    if (arc >= 0) this.#free = this.next[arc]!
    else arc = this.#used++
    this.to[arc] = to
    this.ds[arc] = ds
    this.mm[arc] = mm
    this.next[arc] = this.head[from]!
    this.head[from] = arc
    this.degree[from]!++
    this.count++
  }

  take(from: number, to: number): void {
    let before = -1
    for (let a = this.head[from]!; a >= 0; before = a, a = this.next[a]!) {
      if (this.to[a] !== to) continue
      if (before < 0) this.head[from] = this.next[a]!
      else this.next[before] = this.next[a]!
      this.next[a] = this.#free
      this.#free = a
      this.degree[from]!--
      this.count--
      return
    }
  }
}

/** `net` with its lesser junctions contracted. Exact for walks of any length. */
export function reduced(net: Net): Reduced {
  const { nodes, first, to, ds, mm } = net
  const lists = new Lists(net)
  for (let n = 0; n < nodes; n++) {
    for (let a = first[n]!; a < first[n + 1]!; a++) lists.put(n, to[a]!, ds[a]!, mm[a]!)
  }
  const mostArcs = mostArcsOf(to.length)
  const number = new Int32Array(nodes).fill(-1)
  const order = new Int32Array(nodes)
  let left = 0
  let before: number
  do {
    before = left
    for (let n = 0; n < nodes; n++) {
      if (number[n]! >= 0 || lists.degree[n]! > MOST || lists.count > mostArcs) continue
      if (!isShort(lists, n)) continue
      number[n] = left
      order[left++] = n
      leave(lists, n)
    }
  } while (left - before > (nodes - left) / WORTH)
  let count = left
  for (let n = 0; n < nodes; n++) {
    if (number[n]! >= 0) continue
    number[n] = count
    order[count++] = n
  }
  return { ...laidOut(lists, order, number), left, number }
}

/** Whether every shortcut that `n` would leave is short enough. */
function isShort({ head, next, ds, mm }: Lists, n: number): boolean {
  for (let a = head[n]!; a >= 0; a = next[a]!) {
    for (let b = next[a]!; b >= 0; b = next[b]!)
      if (ds[a]! + ds[b]! > LONGEST_DS || mm[a]! + mm[b]! > LONGEST_MM) return false
  }
  return true
}

/** Its neighbours forget `n` and are joined; it keeps its own arcs. */
function leave(lists: Lists, n: number): void {
  const { head, next, to, ds, mm } = lists
  for (let a = head[n]!; a >= 0; a = next[a]!) lists.take(to[a]!, n)
  for (let a = head[n]!; a >= 0; a = next[a]!) {
    for (let b = next[a]!; b >= 0; b = next[b]!) {
      lists.put(to[a]!, to[b]!, ds[a]! + ds[b]!, mm[a]! + mm[b]!)
      lists.put(to[b]!, to[a]!, ds[a]! + ds[b]!, mm[a]! + mm[b]!)
    }
  }
}

function laidOut(lists: Lists, order: Int32Array, number: Int32Array): Net {
  const nodes = order.length
  const first = new Int32Array(nodes + 1)
  for (let k = 0; k < nodes; k++) first[k + 1] = first[k]! + lists.degree[order[k]!]!
  const arcs = first[nodes]!
  const net = { nodes, first, to: new Int32Array(arcs), ds: new Int32Array(arcs), mm: new Int32Array(arcs) }
  for (let k = 0, i = 0; k < nodes; k++) {
    for (let a = lists.head[order[k]!]!; a >= 0; a = lists.next[a]!, i++) {
      net.to[i] = number[lists.to[a]!]!
      net.ds[i] = lists.ds[a]!
      net.mm[i] = lists.mm[a]!
    }
  }
  return net
}
