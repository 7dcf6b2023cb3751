// AssemblyScript. Contracts a net for searches up to a limit: nodes leave one after another, the least connected first, and
// where a shortest way ran through one that left, its neighbours are joined by a shortcut.
//
//        b                     b
//       3│                    ╱ ╲            c leaves: a─b and b─d become shortcuts of 2 + 3 and 3 + 4;
//    a ─2─ c ─4─ d   →      5╱   ╲7          a─d needs none if there is another way of 6 or less (the witness),
//    └─────6─────┘          a ─6─ d          nor if 6 is beyond the limit: so the hierarchy stays small
//
// Afterwards every node holds its arcs to nodes that left later (its up-arcs), and a walk within the limit climbs up-arcs from
// one end and descends them to the other. Geisberger et al. (2008), Contraction hierarchies; cut off at a limit.

/** Arcs of what is left: 12 bytes each, other node, deciseconds, next arc of the node; and how many there is room for. */
export let arcs: usize = 0
export let mostArcs: i32 = 0
/** Per node: its first arc (-1 none), how many, and its level: above all nodes that left before it and were next to it. */
export let heads: usize = 0
export let degrees: usize = 0
export let levels: usize = 0
/** Per node, for witnesses: deciseconds, and the search in which they were written. */
export let reached: usize = 0
export let searches: usize = 0
/** Two heaps of (priority or deciseconds, node): the waiting list of nodes, and that of a witness search. */
export let queue: usize = 0
export let heap: usize = 0
/** How many entries the second has room for. */
export let heapSize: i32 = 0

/** A node of more neighbours than this cannot be contracted; the hierarchy is given up. */
const MOST_NEIGHBOURS: i32 = 2048
/** A witness is looked for among this many nodes; one that is missed costs a shortcut, never an answer. */
const WITNESS_NODES: i32 = 20

const neighbours = memory.data(4 * MOST_NEIGHBOURS)
const lengths = memory.data(4 * MOST_NEIGHBOURS)

let freeArc: i32 = -1
let usedArcs: i32 = 0
let isFull: bool = false
let search: i32 = 0
let limit: i32 = 0
let waiting: i32 = 0
let open: i32 = 0

/** Begins with `count` nodes and no arcs; shortcuts longer than `limitDs` are left out. */
export function begin(count: i32, limitDs: i32): void {
  memory.fill(heads, 0xff, <usize>count << 2)
  memory.fill(degrees, 0, <usize>count << 2)
  memory.fill(levels, 0, <usize>count << 2)
  memory.fill(searches, 0, <usize>count << 2)
  freeArc = -1
  usedArcs = 0
  isFull = false
  search = 0
  limit = limitDs
}

/** An arc and its way back; of several between two nodes the shortest stays. */
export function join(a: i32, b: i32, ds: i32): void {
  if (a == b || ds > limit) return
  joinHalf(a, b, ds)
  joinHalf(b, a, ds)
}

function joinHalf(from: i32, to: i32, ds: i32): void {
  const head = heads + (<usize>from << 2)
  for (let a = load<i32>(head); a >= 0; a = load<i32>(arcs + <usize>a * 12, 8)) {
    const at = arcs + <usize>a * 12
    if (load<i32>(at) != to) continue
    if (ds < load<i32>(at, 4)) store<i32>(at, ds, 4)
    return
  }
  let arc = freeArc
  if (arc >= 0) freeArc = load<i32>(arcs + <usize>arc * 12, 8)
  else {
    if (usedArcs == mostArcs) {
      isFull = true // and `contract` says so
      return
    }
    arc = usedArcs++
  }
  const at = arcs + <usize>arc * 12
  store<i32>(at, to)
  store<i32>(at, ds, 4)
  store<i32>(at, load<i32>(head), 8)
  store<i32>(head, arc)
  const degree = degrees + (<usize>from << 2)
  store<i32>(degree, load<i32>(degree) + 1)
}

/** Takes the arc from `from` to `to` out. */
function part(from: i32, to: i32): void {
  let link = heads + (<usize>from << 2)
  for (let a = load<i32>(link); a >= 0; a = load<i32>(link)) {
    const at = arcs + <usize>a * 12
    if (load<i32>(at) != to) {
      link = at + 8
      continue
    }
    store<i32>(link, load<i32>(at, 8))
    store<i32>(at, freeArc, 8)
    freeArc = a
    const degree = degrees + (<usize>from << 2)
    store<i32>(degree, load<i32>(degree) - 1)
    return
  }
}

// ── heaps ────────────────────────────────────────────────────────────────────────────────────────────────────────

@inline
function sink(heap: usize, size: i32, entry: u64): void {
  let i = 0
  for (;;) {
    let child = 2 * i + 1
    if (child >= size) break
    let least = load<u64>(heap + (<usize>child << 3))
    if (child + 1 < size) {
      const other = load<u64>(heap + (<usize>child << 3), 8)
      if (other < least) {
        least = other
        child++
      }
    }
    if (least >= entry) break
    store<u64>(heap + (<usize>i << 3), least)
    i = child
  }
  store<u64>(heap + (<usize>i << 3), entry)
}

@inline
function rise(heap: usize, size: i32, entry: u64): void {
  let i = size
  while (i > 0) {
    const parent = (i - 1) >> 1
    const above = load<u64>(heap + (<usize>parent << 3))
    if (above <= entry) break
    store<u64>(heap + (<usize>i << 3), above)
    i = parent
  }
  store<u64>(heap + (<usize>i << 3), entry)
}

const entryOf = (key: i32, node: i32): u64 => (<u64>key << 32) | <u64>node

// ── contraction ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Searches from `from`, not through `without`, as far as `bound`; what it found is stamped with `search`. */
function findWitnesses(from: i32, without: i32, bound: i32): void {
  search++
  store<i32>(reached + (<usize>from << 2), 0)
  store<i32>(searches + (<usize>from << 2), search)
  store<u64>(heap, entryOf(0, from))
  open = 1
  for (let looked = 0; open > 0 && looked < WITNESS_NODES; looked++) {
    const least = load<u64>(heap)
    open--
    if (open > 0) sink(heap, open, load<u64>(heap + (<usize>open << 3)))
    const ds = <i32>(least >> 32)
    const node = <i32>least
    if (ds > load<i32>(reached + (<usize>node << 2))) continue
    for (let a = load<i32>(heads + (<usize>node << 2)); a >= 0; a = load<i32>(arcs + <usize>a * 12, 8)) {
      const at = arcs + <usize>a * 12
      const to = load<i32>(at)
      const there = ds + load<i32>(at, 4)
      if (to == without || there > bound) continue
      const column = <usize>to << 2
      if (load<i32>(searches + column) == search && load<i32>(reached + column) <= there) continue
      if (open == heapSize) return
      store<i32>(reached + column, there)
      store<i32>(searches + column, search)
      rise(heap, open++, entryOf(there, to))
    }
  }
}

/** How many shortcuts `node` leaves behind. With `really` it goes, and they are drawn. */
function shortcutsOf(node: i32, really: bool): i32 {
  let degree = 0
  for (let a = load<i32>(heads + (<usize>node << 2)); a >= 0; a = load<i32>(arcs + <usize>a * 12, 8)) {
    const at = arcs + <usize>a * 12
    store<i32>(neighbours + (<usize>degree << 2), load<i32>(at))
    store<i32>(lengths + (<usize>degree << 2), load<i32>(at, 4))
    degree++
  }
  if (really) leave(node, degree)
  let shortcuts = 0
  for (let i = 0; i + 1 < degree; i++) {
    const from = load<i32>(neighbours + (<usize>i << 2))
    const first = load<i32>(lengths + (<usize>i << 2))
    let bound = -1
    for (let j = i + 1; j < degree; j++) {
      const whole = first + load<i32>(lengths + (<usize>j << 2))
      if (whole <= limit) bound = max(bound, whole)
    }
    if (bound < 0) continue
    findWitnesses(from, node, bound)
    for (let j = i + 1; j < degree; j++) {
      const to = load<i32>(neighbours + (<usize>j << 2))
      const whole = first + load<i32>(lengths + (<usize>j << 2))
      const column = <usize>to << 2
      if (whole > limit || (load<i32>(searches + column) == search && load<i32>(reached + column) <= whole)) continue
      shortcuts++
      if (really) join(from, to, whole)
    }
  }
  return shortcuts
}

/** Its neighbours forget `node` and stand above it; it keeps its arcs, which are its up-arcs from now on. */
function leave(node: i32, degree: i32): void {
  const level = load<i32>(levels + (<usize>node << 2)) + 1
  for (let i = 0; i < degree; i++) {
    const other = load<i32>(neighbours + (<usize>i << 2))
    part(other, node)
    const its = levels + (<usize>other << 2)
    store<i32>(its, max(load<i32>(its), level))
  }
}

/** When a node should leave: early where it takes more arcs with it than it leaves behind, and where few left around it. */
function priorityOf(node: i32): i32 {
  const degree = load<i32>(degrees + (<usize>node << 2))
  if (degree < 2) return 0
  return 400 + 4 * ((degree > MOST_NEIGHBOURS ? degree * degree : shortcutsOf(node, false)) - degree) + 3 * load<i32>(levels + (<usize>node << 2))
}

/** Fills the waiting list; then `contract` until it is empty. */
export function arrange(count: i32): void {
  waiting = 0
  for (let node = 0; node < count; node++) rise(queue, waiting++, entryOf(max(priorityOf(node), 0), node))
}

/** Contracts up to `most` nodes. What is left waiting; -1 where it cannot be done: a hub too large, or no room for its arcs. */
export function contract(most: i32): i32 {
  for (let done = 0; done < most && waiting > 0; ) {
    const node = <i32>load<u64>(queue)
    waiting--
    if (waiting > 0) sink(queue, waiting, load<u64>(queue + (<usize>waiting << 3)))
    const priority = max(priorityOf(node), 0)
    if (waiting > 0 && priority > <i32>(load<u64>(queue) >> 32)) {
      rise(queue, waiting++, entryOf(priority, node)) // others have left around it since: it waits on
      continue
    }
    if (load<i32>(degrees + (<usize>node << 2)) > MOST_NEIGHBOURS) return -1
    shortcutsOf(node, true)
    if (isFull) return -1
    done++
  }
  return waiting
}
