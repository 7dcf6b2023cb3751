// The queue of searches over the drawn graph (the kernels have their own): buckets of equal width over whole costs. Nodes of one
// bucket come in any order, and one that gets better while it waits, or after, is simply looked at again: the labels that remain
// at the end do not depend on the order.

const NONE = -1

/**
 * Nodes waiting in numbered buckets. A node waits in one bucket at a time; moved to a lower one, its old entry is skipped.
 * Linked lists in a pool rather than arrays of arrays: nothing is allocated once the pool has grown to its size.
 */
export class BucketQueue {
  /** Entry on top of each bucket. */
  #heads = new Int32Array(1024).fill(NONE)
  /** Pool of entries: node, and the entry below (or the next free one). */
  #nodes = new Int32Array(1024)
  #below = new Int32Array(1024)
  #free = NONE
  #used = 0
  /** Bucket that each node waits in. */
  readonly #waits: Int32Array
  #at = 0
  #last = NONE

  constructor(nodes: number) {
    this.#waits = new Int32Array(nodes).fill(NONE)
  }

  /** Lets `node` wait in `bucket`, which must not lie below the one being emptied. */
  push(node: number, bucket: number): void {
    if (this.#waits[node] === bucket) return
    this.#waits[node] = bucket
    if (bucket >= this.#heads.length) this.#heads = grown(this.#heads, bucket + 1)
    let entry = this.#free
    if (entry !== NONE) this.#free = this.#below[entry]!
    else {
      entry = this.#used++
      if (entry === this.#nodes.length) {
        this.#nodes = grown(this.#nodes, entry + 1)
        this.#below = grown(this.#below, entry + 1)
      }
    }
    this.#nodes[entry] = node
    this.#below[entry] = this.#heads[bucket]!
    this.#heads[bucket] = entry
    if (bucket > this.#last) this.#last = bucket
    if (bucket < this.#at) this.#at = bucket // seeds come in any order; a running search never does this
  }

  /** Takes a node from the lowest bucket that holds one; -1 when all are empty, and the queue is then as new. */
  pop(): number {
    const heads = this.#heads
    for (; this.#at <= this.#last; this.#at++) {
      for (let entry = heads[this.#at]!; entry !== NONE; entry = heads[this.#at]!) {
        const node = this.#nodes[entry]!
        heads[this.#at] = this.#below[entry]!
        this.#below[entry] = this.#free
        this.#free = entry
        if (this.#waits[node] !== this.#at) continue // it has moved on to a lower bucket, and left this entry behind
        this.#waits[node] = NONE
        return node
      }
    }
    this.#at = 0
    this.#last = NONE
    return NONE
  }
}

function grown(array: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(least, array.length * 2)).fill(NONE)
  larger.set(array)
  return larger
}
