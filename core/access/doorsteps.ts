// Where points meet the net: a doorstep is a junction with what it costs to get there, leg included. A point along a line has
// the two ends of the line; one on private ground has every place where that ground meets the town (its gates).
//
//   ●──leg──┬ along a line                 ● in a compound ┬── gate 1 ══ town
//   A ══════╧════════ B                                     └── gate 2 ══ town
//
// What two points share without the net — a line, or private ground — is told by `directsOf`.
import type { Snaps } from '../network/snap.ts'
import { Doubles, Ints } from '../source/osm/grow.ts'
import { type Arcs, KEY } from './ground.ts'
import type { NetOfEdges } from './net.ts'
import { bucketOf, direct, type Search } from './search.ts'

/** Doorsteps of points: point p has `first[p] .. first[p + 1])`: junction, deciseconds and millimetres on foot to it. */
export interface Doorsteps {
  readonly points: number
  readonly first: Int32Array
  readonly node: Int32Array
  readonly ds: Int32Array
  readonly mm: Int32Array
}

/** Points that outlet o can be walked to from without the net: `first[o] .. first[o + 1])`. A point may come twice. */
export interface Directs {
  readonly first: Int32Array
  readonly point: Int32Array
  readonly ds: Int32Array
  readonly mm: Int32Array
}

const dsOf = (key: number) => Math.floor(key / KEY)
const mmOf = (key: number) => key % KEY

/** Rows of (owner, node or point, key), gathered in any order and laid out by owner. */
class Gathered {
  readonly #owner = new Ints(1024)
  readonly #item = new Ints(1024)
  readonly #key = new Doubles(1024)

  put(owner: number, item: number, key: number): void {
    this.#owner.push(owner)
    this.#item.push(item)
    this.#key.push(key)
  }

  /** By owner, each owner's in the order they were put. */
  laid(owners: number): { first: Int32Array; item: Int32Array; ds: Int32Array; mm: Int32Array } {
    const owner = this.#owner.done()
    const item = this.#item.done()
    const key = this.#key.done()
    const first = new Int32Array(owners + 1)
    for (let i = 0; i < owner.length; i++) first[owner[i]! + 1]!++
    for (let o = 0; o < owners; o++) first[o + 1]! += first[o]!
    const next = first.slice()
    const laid = { first, item: new Int32Array(owner.length), ds: new Int32Array(owner.length), mm: new Int32Array(owner.length) } // biome-ignore format: one line
    for (let i = 0; i < owner.length; i++) {
      const at = next[owner[i]!]!++
      laid.item[at] = item[i]!
      laid.ds[at] = dsOf(key[i]!)
      laid.mm[at] = mmOf(key[i]!)
    }
    return laid
  }
}

/** Of a set of snaps: the point that each belongs to, and how it lies on its line. */
interface Lying {
  readonly owner: Int32Array
  /** Per snap on a line: key from the line's beginning, without the leg. */
  readonly along: Float64Array
}

/** The meeting of points and net for one walker. */
export class Meeting {
  readonly #search: Search
  readonly #net: NetOfEdges
  readonly #ends: EndGround | null
  /** Worked out once for each set of snaps. */
  readonly #known = new WeakMap<Snaps, Lying>()

  constructor(search: Search, net: NetOfEdges) {
    this.#search = search
    this.#net = net
    this.#ends = search.ground.hasEnds ? new EndGround(search, net) : null
  }

  /** The doorsteps of all points. */
  doorstepsOf(snaps: Snaps): Doorsteps {
    const { chains, lineDs, lineMm, isLine } = this.#net
    const sides = this.#search.sidesOf(snaps)
    const { owner, along } = this.#lying(snaps)
    const gathered = new Gathered()
    for (let s = 0; s < snaps.edge.length; s++) {
      const e = snaps.edge[s]!
      if (!isLine[e]) continue
      const line = chains.line[e]!
      const whole = lineDs[line]! * KEY + lineMm[line]!
      // at the very end of a line, the way by the other end is the way along the line: it need not be told
      if (along[s]! < whole || whole === 0) gathered.put(owner[s]!, chains.from[line]!, sides.leg[s]! + along[s]!)
      if (along[s]! > 0 && whole > 0) gathered.put(owner[s]!, chains.to[line]!, sides.leg[s]! + whole - along[s]!)
    }
    this.#ends?.eachBorder(snaps, (snap, node, key) => gathered.put(owner[snap]!, chains.junction[node]!, key))
    const { first, item, ds, mm } = gathered.laid(snaps.points)
    return { points: snaps.points, first, node: item, ds, mm }
  }

  /** Per outlet, the points on its own line or its own private ground. */
  directsOf(outlets: Snaps, points: Snaps): Directs {
    const { chains, isLine } = this.#net
    const gathered = new Gathered()
    const theirs = this.#search.sidesOf(outlets)
    const own = this.#search.sidesOf(points)
    const [o, p] = [this.#lying(outlets), this.#lying(points)]
    const onLine = listed(points, chains.from.length, (s) => (isLine[points.edge[s]!] ? chains.line[points.edge[s]!]! : -1)) // biome-ignore format: one line
    for (let t = 0; t < outlets.edge.length; t++) {
      const e = outlets.edge[t]!
      if (!isLine[e]) continue
      const line = chains.line[e]!
      for (let i = onLine.first[line]!; i < onLine.first[line + 1]!; i++) {
        const s = onLine.item[i]!
        const key = theirs.leg[t]! + own.leg[s]! + Math.abs(o.along[t]! - p.along[s]!)
        gathered.put(o.owner[t]!, p.owner[s]!, key)
      }
    }
    this.#ends?.eachMeeting(outlets, points, (t, s, key) => gathered.put(o.owner[t]!, p.owner[s]!, key))
    const { first, item, ds, mm } = gathered.laid(outlets.points)
    return { first, point: item, ds, mm }
  }

  #lying(snaps: Snaps): Lying {
    let lying = this.#known.get(snaps)
    if (!lying) {
      lying = this.#lie(snaps)
      this.#known.set(snaps, lying)
    }
    return lying
  }

  #lie(snaps: Snaps): Lying {
    const { isLine, chains, beforeDs, beforeMm } = this.#net
    const { edgeDs, graph } = this.#search
    const sides = this.#search.sidesOf(snaps)
    const owner = new Int32Array(snaps.edge.length)
    for (let p = 0; p < snaps.points; p++) owner.fill(p, snaps.first[p]!, snaps.first[p + 1]!)
    const along = new Float64Array(snaps.edge.length)
    for (let s = 0; s < along.length; s++) {
      const e = snaps.edge[s]!
      if (!isLine[e]) continue
      const within = chains.reversed[e] ? edgeDs[e]! * KEY + graph.lengthMm[e]! - sides.along[s]! : sides.along[s]!
      along[s] = beforeDs[e]! * KEY + beforeMm[e]! + within
    }
    return { owner, along }
  }
}

/** Snaps by the list they belong to (-1: none), each list in order. */
function listed(
  snaps: Snaps,
  lists: number,
  listOf: (snap: number) => number,
): { first: Int32Array; item: Int32Array } {
  const first = new Int32Array(lists + 1)
  const n = snaps.edge.length
  for (let s = 0; s < n; s++) if (listOf(s) >= 0) first[listOf(s) + 1]!++
  for (let l = 0; l < lists; l++) first[l + 1]! += first[l]!
  const item = new Int32Array(first[lists]!)
  const next = first.slice()
  for (let s = 0; s < n; s++) if (listOf(s) >= 0) item[next[listOf(s)]!++] = s
  return { first, item }
}

/** The ends of walks: private ground and pockets, piece by piece, searched as drawn. */
class EndGround {
  readonly #search: Search
  readonly #arcs: Arcs
  /** Per node: its piece, -1 where it has no such ground. */
  readonly #piece: Int32Array
  /** Nodes where a piece meets the town, by piece. */
  readonly #borders: readonly number[][]
  readonly #keys: Float64Array
  readonly #touched: number[] = []

  constructor(search: Search, { isBorder }: NetOfEdges) {
    const { nodes } = search.graph
    this.#search = search
    this.#arcs = search.ground.ends!
    this.#piece = new Int32Array(nodes).fill(-1)
    this.#keys = new Float64Array(nodes).fill(Infinity)
    const { first, to } = this.#arcs
    const borders: number[][] = []
    for (let n = 0; n < nodes; n++) {
      if (first[n] === first[n + 1] || this.#piece[n]! >= 0) continue
      const piece = borders.push([]) - 1
      const stack = [n]
      this.#piece[n] = piece
      for (let m = stack.pop(); m !== undefined; m = stack.pop()) {
        if (isBorder[m]) borders[piece]!.push(m)
        for (let a = first[m]!; a < first[m + 1]!; a++) {
          if (this.#piece[to[a]!]! >= 0) continue
          this.#piece[to[a]!] = piece
          stack.push(to[a]!)
        }
      }
    }
    this.#borders = borders
  }

  #listed(snaps: Snaps): { first: Int32Array; item: Int32Array } {
    const { isEnd } = this.#search.ground
    const { from } = this.#search.graph
    return listed(snaps, this.#borders.length, (s) =>
      isEnd[snaps.edge[s]!] ? this.#piece[from[snaps.edge[s]!]!]! : -1,
    )
  }

  /** Every snap on this ground with every place where its piece meets the town. */
  eachBorder(snaps: Snaps, visit: (snap: number, node: number, key: number) => void): void {
    const { first, item } = this.#listed(snaps)
    for (let piece = 0; piece < this.#borders.length; piece++) {
      if (first[piece] === first[piece + 1]) continue
      for (const border of this.#borders[piece]!) {
        this.#offer(border, 0)
        this.#spread()
        for (let i = first[piece]!; i < first[piece + 1]!; i++) {
          const key = this.#keyOf(snaps, item[i]!)
          if (key < Infinity) visit(item[i]!, border, key)
        }
        this.#wipe()
      }
    }
  }

  /** Every snap of `outlets` on this ground with every snap of `points` on the same piece. */
  eachMeeting(outlets: Snaps, points: Snaps, visit: (outlet: number, point: number, key: number) => void): void {
    const { edgeDs } = this.#search
    const { from, to } = this.#search.graph
    const [theirs, own] = [this.#search.sidesOf(outlets), this.#search.sidesOf(points)]
    const [from_, at] = [this.#listed(outlets), this.#listed(points)]
    for (let piece = 0; piece < this.#borders.length; piece++) {
      if (at.first[piece] === at.first[piece + 1]) continue
      for (let j = from_.first[piece]!; j < from_.first[piece + 1]!; j++) {
        const t = from_.item[j]!
        const e = outlets.edge[t]!
        if (edgeDs[e]! < 0) continue
        this.#offer(from[e]!, theirs.toFrom[t]!)
        this.#offer(to[e]!, theirs.toTo[t]!)
        this.#spread()
        for (let i = at.first[piece]!; i < at.first[piece + 1]!; i++) {
          const s = at.item[i]!
          let key = this.#keyOf(points, s)
          if (points.edge[s] === e) key = Math.min(key, direct(own, s, theirs, t))
          if (key < Infinity) visit(t, s, key)
        }
        this.#wipe()
      }
    }
  }

  #keyOf(snaps: Snaps, s: number): number {
    const { from, to } = this.#search.graph
    const sides = this.#search.sidesOf(snaps)
    const e = snaps.edge[s]!
    return Math.min(this.#keys[from[e]!]! + sides.toFrom[s]!, this.#keys[to[e]!]! + sides.toTo[s]!)
  }

  #offer(node: number, key: number): void {
    const old = this.#keys[node]!
    if (key >= old) return
    if (old === Infinity) this.#touched.push(node)
    this.#keys[node] = key
    this.#search.queue.push(node, bucketOf(key))
  }

  #spread(): void {
    const { first, to, key } = this.#arcs
    const queue = this.#search.queue
    for (let node = queue.pop(); node >= 0; node = queue.pop()) {
      const here = this.#keys[node]!
      for (let a = first[node]!; a < first[node + 1]!; a++) this.#offer(to[a]!, here + key[a]!)
    }
  }

  #wipe(): void {
    for (const node of this.#touched) this.#keys[node] = Infinity
    this.#touched.length = 0
  }
}
