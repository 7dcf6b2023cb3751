// AssemblyScript. From every point to the nearest outlet of one category: one search from all outlets over the whole net.
//
// A label is one number, so that one comparison decides and one addition walks on; of two ways the smaller is the better:
//
//   63           44 43              18 17        0
//   ┌──────────────┬──────────────────┬───────────┐
//   │ deciseconds  │ millimetres      │ outlet    │     20 bits: 29 h · 26 bits: 67 km · 18 bits: the outlet's place
//   └──────────────┴──────────────────┴───────────┘     among those of the category, so that ties go to the smaller
//
// Labels go up from the nodes that left, spread over the core with a queue, and come down again. The queue is a ring of buckets of 16 deciseconds, each a linked list in a pool; a node that got better in the meantime is
// skipped when its old entry comes up. What does not fit a label makes `nearest` give up, and another way is taken.

/**
 * Nodes of a reduced net (see reduced.ts): the first `left` of them left it, and have arcs to nodes of larger numbers only. Node n has the arcs `netFirst[n] .. netFirst[n + 1])`, 12 bytes each: other node,
 * then its label's worth.
 */
export let nodes: i32 = 0
export let left: i32 = 0
export let netFirst: usize = 0
export let netArcs: usize = 0
/** A label a node, 8 bytes. */
export let labels: usize = 0
/** The ring: entry on top of each bucket; a power of two of them. */
export let ring: usize = 0
export let buckets: i32 = 0
/** Entries, 8 bytes each: node, entry below. */
export let pool: usize = 0
export let poolSize: i32 = 0
/** Labels at or beyond these have no room for one more step. */
export let lastDs: u32 = 0
export let lastMm: u32 = 0

/** Doorsteps of outlets: 12 bytes each, as arcs are. */
export let outletFirst: usize = 0
export let outletSteps: usize = 0
/** Points by how many doorsteps they have, so that each loop runs without a guess: point, then its doorsteps, 12 bytes each. */
export let singles: i32 = 0
export let singleSteps: usize = 0
export let doubles: i32 = 0
export let doubleSteps: usize = 0
/** The others: `manyPoints` lists them, and the i-th has the doorsteps `manyFirst[i] .. manyFirst[i + 1])`. */
export let many: i32 = 0
export let manyPoints: usize = 0
export let manyFirst: usize = 0
export let manySteps: usize = 0
/** The outlets of the category at hand, ascending. */
export let which: usize = 0
/** The answers, a column each. */
export let answerDs: usize = 0
export let answerMm: usize = 0
export let answerOutlet: usize = 0

const NONE: u64 = u64.MAX_VALUE
const DS_SHIFT: u64 = 44
const MM_SHIFT: u64 = 18
const MM_MASK: u64 = (1 << 26) - 1
const OUTLET_MASK: u64 = (1 << 18) - 1
/** 16 deciseconds a bucket. */
const BUCKET_SHIFT: u64 = DS_SHIFT + 4

let free: i32 = -1
let used: i32 = 0
let waiting: i32 = 0

/** Lets `node` wait where its label says; false when the pool is full. */
@inline
function wait(node: i32, label: u64): bool {
  let entry = free
  if (entry >= 0) free = load<i32>(pool + (<usize>entry << 3), 4)
  else {
    entry = used
    if (entry == poolSize) return false
    used = entry + 1
  }
  const top = ring + (<usize>(<i32>(label >> BUCKET_SHIFT) & (buckets - 1)) << 2)
  const at = pool + (<usize>entry << 3)
  store<i32>(at, node)
  store<i32>(at, load<i32>(top), 4)
  store<i32>(top, entry)
  waiting++
  return true
}

/** Searches from the first `count` outlets of `which` and answers for every point. False: a label did not fit. */
export function nearest(count: i32): bool {
  memory.fill(labels, 0xff, <usize>nodes << 3)
  memory.fill(ring, 0xff, <usize>buckets << 2)
  free = -1
  used = 0
  waiting = 0
  let bucket: i32 = i32.MAX_VALUE
  for (let i = 0; i < count; i++) {
    const outlet = <usize>load<i32>(which + (<usize>i << 2))
    let step = outletSteps + <usize>load<i32>(outletFirst + (outlet << 2)) * 12
    const end = outletSteps + <usize>load<i32>(outletFirst + (outlet << 2), 4) * 12
    for (; step < end; step += 12) {
      const node = load<i32>(step)
      const label = load<u64>(step, 4) | <u64>i
      const at = labels + (<usize>node << 3)
      if (label >= load<u64>(at)) continue
      store<u64>(at, label)
    }
  }
  if (!up()) return false
  for (let node = left; node < nodes; node++) {
    const label = load<u64>(labels + (<usize>node << 3))
    if (label == NONE) continue
    bucket = min(bucket, <i32>(label >> BUCKET_SHIFT))
    if (!wait(node, label)) return false
  }
  while (waiting > 0) {
    const top = ring + (<usize>(bucket & (buckets - 1)) << 2)
    const entry = load<i32>(top)
    if (entry < 0) {
      bucket++
      continue
    }
    const from = pool + (<usize>entry << 3)
    const node = <usize>load<i32>(from)
    store<i32>(top, load<i32>(from, 4))
    store<i32>(from, free, 4)
    free = entry
    waiting--
    const label = load<u64>(labels + (node << 3))
    if (<i32>(label >> BUCKET_SHIFT) < bucket) continue // it got better in the meantime, and was looked at then
    if (isFull(label)) return false
    let arc = netArcs + <usize>load<i32>(netFirst + (node << 2)) * 12
    const end = netArcs + <usize>load<i32>(netFirst + (node << 2), 4) * 12
    for (; arc < end; arc += 12) {
      const there = label + load<u64>(arc, 4)
      const other = load<i32>(arc)
      const at = labels + (<usize>other << 3)
      if (there >= load<u64>(at)) continue
      store<u64>(at, there)
      if (!wait(other, there)) return false
    }
  }
  if (!down()) return false
  answer()
  return true
}

/** Whether a label has no room for one more step. */
@inline
function isFull(label: u64): bool {
  return <u32>(label >> DS_SHIFT) >= lastDs || <u32>((label >> MM_SHIFT) & MM_MASK) >= lastMm
}

/** From the nodes that left to those that left later, and to the core. */
function up(): bool {
  let arc = netArcs
  for (let node: usize = 0; node < <usize>left; node++) {
    const end = netArcs + <usize>load<i32>(netFirst + (node << 2), 4) * 12
    const label = load<u64>(labels + (node << 3))
    if (label == NONE) {
      arc = end
      continue
    }
    if (isFull(label)) return false
    for (; arc < end; arc += 12) {
      const at = labels + (<usize>load<i32>(arc) << 3)
      store<u64>(at, min(load<u64>(at), label + load<u64>(arc, 4)))
    }
  }
  return true
}

/** To the nodes that left, the last first. */
function down(): bool {
  for (let n = left - 1; n >= 0; n--) {
    const node = <usize>n
    let best = load<u64>(labels + (node << 3))
    let arc = netArcs + <usize>load<i32>(netFirst + (node << 2)) * 12
    const end = netArcs + <usize>load<i32>(netFirst + (node << 2), 4) * 12
    for (; arc < end; arc += 12) {
      const label = load<u64>(labels + (<usize>load<i32>(arc) << 3))
      if (label == NONE) continue
      best = min(best, label + load<u64>(arc, 4))
    }
    if (best != NONE && isFull(best)) return false
    store<u64>(labels + (node << 3), best)
  }
  return true
}

/** By a doorstep: the label at its node and the way to it; none stays none. */
@inline
function by(step: usize): u64 {
  const label = load<u64>(labels + (<usize>load<i32>(step) << 3))
  return label == NONE ? NONE : label + load<u64>(step, 4)
}

@inline
function write(point: usize, best: u64): void {
  const none = best == NONE
  store<i32>(answerDs + (point << 2), none ? -1 : <i32>(best >> DS_SHIFT))
  store<i32>(answerMm + (point << 2), none ? -1 : <i32>((best >> MM_SHIFT) & MM_MASK))
  store<i32>(answerOutlet + (point << 2), none ? -1 : load<i32>(which + (<usize>(best & OUTLET_MASK) << 2)))
}

function answer(): void {
  for (let at = singleSteps, end = singleSteps + (<usize>singles << 4); at < end; at += 16)
    write(<usize>load<i32>(at), by(at + 4))
  for (let at = doubleSteps, end = doubleSteps + <usize>doubles * 28; at < end; at += 28)
    write(<usize>load<i32>(at), min(by(at + 4), by(at + 16)))
  let step = manySteps
  for (let i: usize = 0; i < <usize>many; i++) {
    const end = manySteps + <usize>load<i32>(manyFirst + (i << 2), 4) * 12
    let best = NONE
    for (; step < end; step += 12) best = min(best, by(step))
    write(<usize>load<i32>(manyPoints + (i << 2)), best)
  }
}
