// The queue of the scalar kernel's searches: a ring of buckets of equal width over whole deciseconds, each a linked list in one pool.
//
//   heads   │ · │ 5 │ · │ 2 │      the entry on top of each bucket, -1 none; a bucket comes round again once those before it
//   below   │ · │ · │-1 │ · │ · │ 2 │    are done: one step never spans the whole ring
//   nodes   │   │   │ 7 │   │   │ 9 │    nodes 9 and 7 wait in the second bucket
//
// It is laid open, for a call at every step would cost a third of a search's time. A node that gets better while it waits is put
// in once more, and skipped when its old entry comes up: its label then lies in a bucket that is done. The labels that remain at
// the end do not depend on the order within a bucket.

/** Buckets at most; where one step is so long that there would be more, they are made wider. */
const MOST = 2 ** 16
const LAST = 0x7fffffff

/** A queue of one search at a time. */
export class Ring {
  /** Deciseconds lie in bucket `ds >> shift`, whose place in `heads` is `bucket & mask`. */
  readonly shift: number
  readonly mask: number
  readonly heads: Int32Array
  /** Per entry: a node, and the entry below. */
  nodes = new Int32Array(1024)
  below = new Int32Array(1024)
  /** Entries so far, those that wait, and the lowest bucket with one. */
  used = 0
  waiting = 0
  lowest = LAST

  /** For steps of up to `longestDs`, and for beginnings no further apart; a bucket spans 2^`shift` deciseconds or more. */
  constructor(longestDs: number, shift: number) {
    while ((longestDs >> shift) + 2 > MOST) shift++
    const buckets = 2 ** Math.ceil(Math.log2((longestDs >> shift) + 2))
    this.shift = shift
    this.mask = buckets - 1
    this.heads = new Int32Array(buckets).fill(-1)
  }

  /** Lets `node` wait where `ds` lies: how a search begins. */
  put(node: number, ds: number): void {
    this.roomFor(1)
    const bucket = ds >> this.shift
    this.nodes[this.used] = node
    this.below[this.used] = this.heads[bucket & this.mask]!
    this.heads[bucket & this.mask] = this.used++
    this.waiting++
    if (bucket < this.lowest) this.lowest = bucket
  }

  /** Makes room for `entries` more; `nodes` and `below` may be others afterwards. */
  roomFor(entries: number): void {
    const least = this.used + entries
    if (least <= this.nodes.length) return
    this.nodes = grown(this.nodes, least)
    this.below = grown(this.below, least)
  }

  /** Makes it as new, once nothing waits. */
  clear(): void {
    this.used = 0
    this.waiting = 0
    this.lowest = LAST
  }
}

function grown(array: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(least, 2 * array.length))
  larger.set(array)
  return larger
}

/** The longest of steps, in their unit; 0 where there are none. */
export function longestOf(steps: Int32Array): number {
  let longest = 0
  for (let i = 0; i < steps.length; i++) if (steps[i]! > longest) longest = steps[i]!
  return longest
}
