// AssemblyScript, SIMD. Who is within the limit of whom: 64 outlets at a time, each in a lane of its own.
//
//   a row a node, 128 bytes = 8 vectors of 8 lanes of 16 bits:   │ outlet 0 │ outlet 1 │ … │ outlet 63 │
//
// A lane holds 65534 − limit + deciseconds, so that adding with saturation turns whatever is beyond the limit into 65535 by
// itself, and 65535 is "not within". Rows are swept in the order of a hierarchy (see hierarchy.ts): up from the outlets' doorsteps,
// level by level, then down again, each node once for all 64 lanes; only nodes that some lane reaches are touched:
//
//            ▲ up: a node hands on to those that left later            level 3        ●
//   outlets ─┤                                                         level 2     ●  │  ●
//            ▼ down: a node takes from those that left later           level 1   ●  ╲ │ ╱  ●   the doorsteps of points
//
// Then each point near a touched node adds its doorsteps and is left with one bit a lane; the bits are counted by category through
// tables of a byte each (the method of four Russians). Outlets come in the order of the Hilbert curve, so the 64 lie together.

// ── the hierarchy ────────────────────────────────────────────────────────────────────────────────────────────────
/** Up-arcs of node n: `upFirst[n] .. upFirst[n + 1])`, 8 bytes each: other node, deciseconds. */
export let upFirst: usize = 0
export let upArcs: usize = 0
/** The nodes whose up-arcs lead to n: `downFirst[n] .. downFirst[n + 1])`. */
export let downFirst: usize = 0
export let downNodes: usize = 0
/** Per node, 16 bits; and how many levels there are. */
export let level: usize = 0
export let levels: i32 = 0

// ── outlets and points ───────────────────────────────────────────────────────────────────────────────────────────
/** The outlets in the order in which they take lanes. */
export let order: usize = 0
/** Doorsteps of an outlet and of a point: 8 bytes each, node, deciseconds. */
export let outletFirst: usize = 0
export let outletSteps: usize = 0
export let pointFirst: usize = 0
export let pointSteps: usize = 0
/** The points with a doorstep at node n: `nodeFirst[n] .. nodeFirst[n + 1])`. */
export let nodeFirst: usize = 0
export let nodePoints: usize = 0
/** Points that an outlet meets without the net: 8 bytes each, point, deciseconds. */
export let directFirst: usize = 0
export let directs: usize = 0
/** The categories that an outlet serves. */
export let servesFirst: usize = 0
export let serves: usize = 0
/** Per outlet: what it holds (0: nothing, or not known); per category: its column among those with capacities, -1 none. */
export let capacity: usize = 0
export let capacityColumn: usize = 0
export let capacityColumns: i32 = 0
/** Per point: the people who live there; 0: nobody asks. */
export let people: usize = 0
/** 65534 − limit, and the limit. */
export let base: i32 = 0
export let limit: i32 = 0

// ── results ──────────────────────────────────────────────────────────────────────────────────────────────────────
/** Per point and category, 16 bits; a row has `vectors` × 16 of them. */
export let counts: usize = 0
export let vectors: i32 = 0
/** Per point and column of capacities; per outlet the people within the limit. */
export let capacities: usize = 0
export let peopleWithin: usize = 0

// ── working memory ───────────────────────────────────────────────────────────────────────────────────────────────
export let rows: usize = 0
/** Per node: 1 while its row is in use; the next one of its level; per level the first. */
export let inUse: usize = 0
export let next: usize = 0
export let first: usize = 0
/** Nodes in use, in the order of their coming. */
export let touched: usize = 0
/** Per point: the heat that last met it, its bits from directs; and the points met. */
export let stamps: usize = 0
export let directBits: usize = 0
export let met: usize = 0
/** 8 tables of 256 rows of `vectors` vectors. */
export let tables: usize = 0

let uses: i32 = 0
let meets: i32 = 0
let heat: i32 = 0

@inline
function use(node: i32): void {
  store<u8>(inUse + <usize>node, 1)
  store<i32>(touched + (<usize>uses << 2), node)
  uses++
  const top = first + (<usize>load<u16>(level + (<usize>node << 1)) << 2)
  store<i32>(next + (<usize>node << 2), load<i32>(top))
  store<i32>(top, node)
}

@inline
function isFar(d0: v128, d1: v128, d2: v128, d3: v128, d4: v128, d5: v128, d6: v128, d7: v128): bool {
  const all = v128.and(v128.and(v128.and(d0, d1), v128.and(d2, d3)), v128.and(v128.and(d4, d5), v128.and(d6, d7)))
  return i8x16.all_true(i8x16.eq(all, i8x16.splat(-1)))
}

/** Counts for the outlets at places `from` to `to` of the order: a multiple of 64 and what follows. */
export function count(from: i32, to: i32): void {
  for (let at = from; at < to; at += 64) {
    const lanes = min(64, to - at)
    heat++
    uses = 0
    meets = 0
    seat(at, lanes)
    up()
    down()
    tabulate(at, lanes)
    meet(at)
    wipe()
  }
}

/** Puts the outlets in their lanes, and notes what they meet without the net. */
function seat(at: i32, lanes: i32): void {
  for (let lane = 0; lane < lanes; lane++) {
    const outlet = <usize>load<i32>(order + (<usize>(at + lane) << 2))
    let step = outletSteps + (<usize>load<i32>(outletFirst + (outlet << 2)) << 3)
    let end = outletSteps + (<usize>load<i32>(outletFirst + (outlet << 2), 4) << 3)
    for (; step < end; step += 8) {
      const ds = load<i32>(step, 4)
      if (ds > limit) continue
      const node = load<i32>(step)
      if (load<u8>(inUse + <usize>node) == 0) use(node)
      const cell = rows + (<usize>node << 7) + (<usize>lane << 1)
      store<u16>(cell, min(load<u16>(cell), <u16>(base + ds)))
    }
    let direct = directs + (<usize>load<i32>(directFirst + (outlet << 2)) << 3)
    end = directs + (<usize>load<i32>(directFirst + (outlet << 2), 4) << 3)
    for (; direct < end; direct += 8) {
      if (load<i32>(direct, 4) > limit) continue
      const point = load<i32>(direct)
      see(point)
      const bits = directBits + (<usize>point << 3)
      store<u64>(bits, load<u64>(bits) | (<u64>1 << lane))
    }
  }
}

@inline
function see(point: i32): void {
  const stamp = stamps + (<usize>point << 2)
  if (load<i32>(stamp) == heat) return
  store<i32>(stamp, heat)
  store<i32>(met + (<usize>meets << 2), point)
  meets++
}

function up(): void {
  for (let l = 0; l < levels; l++) {
    for (let node = load<i32>(first + (<usize>l << 2)); node >= 0; node = load<i32>(next + (<usize>node << 2))) {
      const row = rows + (<usize>node << 7)
      const d0 = v128.load(row), d1 = v128.load(row, 16), d2 = v128.load(row, 32), d3 = v128.load(row, 48)
      const d4 = v128.load(row, 64), d5 = v128.load(row, 80), d6 = v128.load(row, 96), d7 = v128.load(row, 112)
      const end = upArcs + (<usize>load<i32>(upFirst + (<usize>node << 2), 4) << 3)
      for (let arc = upArcs + (<usize>load<i32>(upFirst + (<usize>node << 2)) << 3); arc < end; arc += 8) {
        const other = load<i32>(arc)
        const ds = i16x8.splat(<i16>load<i32>(arc, 4))
        const e0 = i16x8.add_sat_u(d0, ds), e1 = i16x8.add_sat_u(d1, ds)
        const e2 = i16x8.add_sat_u(d2, ds), e3 = i16x8.add_sat_u(d3, ds)
        const e4 = i16x8.add_sat_u(d4, ds), e5 = i16x8.add_sat_u(d5, ds)
        const e6 = i16x8.add_sat_u(d6, ds), e7 = i16x8.add_sat_u(d7, ds)
        if (load<u8>(inUse + <usize>other) == 0) {
          if (isFar(e0, e1, e2, e3, e4, e5, e6, e7)) continue
          use(other)
        }
        const its = rows + (<usize>other << 7)
        v128.store(its, i16x8.min_u(v128.load(its), e0))
        v128.store(its, i16x8.min_u(v128.load(its, 16), e1), 16)
        v128.store(its, i16x8.min_u(v128.load(its, 32), e2), 32)
        v128.store(its, i16x8.min_u(v128.load(its, 48), e3), 48)
        v128.store(its, i16x8.min_u(v128.load(its, 64), e4), 64)
        v128.store(its, i16x8.min_u(v128.load(its, 80), e5), 80)
        v128.store(its, i16x8.min_u(v128.load(its, 96), e6), 96)
        v128.store(its, i16x8.min_u(v128.load(its, 112), e7), 112)
      }
    }
  }
}

function down(): void {
  for (let l = levels - 1; l >= 0; l--) {
    const top = first + (<usize>l << 2)
    for (let node = load<i32>(top); node >= 0; node = load<i32>(next + (<usize>node << 2))) {
      const row = rows + (<usize>node << 7)
      let d0 = v128.load(row), d1 = v128.load(row, 16), d2 = v128.load(row, 32), d3 = v128.load(row, 48)
      let d4 = v128.load(row, 64), d5 = v128.load(row, 80), d6 = v128.load(row, 96), d7 = v128.load(row, 112)
      const end = upArcs + (<usize>load<i32>(upFirst + (<usize>node << 2), 4) << 3)
      for (let arc = upArcs + (<usize>load<i32>(upFirst + (<usize>node << 2)) << 3); arc < end; arc += 8) {
        const other = load<i32>(arc)
        if (load<u8>(inUse + <usize>other) == 0) continue
        const ds = i16x8.splat(<i16>load<i32>(arc, 4))
        const its = rows + (<usize>other << 7)
        d0 = i16x8.min_u(d0, i16x8.add_sat_u(v128.load(its), ds))
        d1 = i16x8.min_u(d1, i16x8.add_sat_u(v128.load(its, 16), ds))
        d2 = i16x8.min_u(d2, i16x8.add_sat_u(v128.load(its, 32), ds))
        d3 = i16x8.min_u(d3, i16x8.add_sat_u(v128.load(its, 48), ds))
        d4 = i16x8.min_u(d4, i16x8.add_sat_u(v128.load(its, 64), ds))
        d5 = i16x8.min_u(d5, i16x8.add_sat_u(v128.load(its, 80), ds))
        d6 = i16x8.min_u(d6, i16x8.add_sat_u(v128.load(its, 96), ds))
        d7 = i16x8.min_u(d7, i16x8.add_sat_u(v128.load(its, 112), ds))
      }
      if (isFar(d0, d1, d2, d3, d4, d5, d6, d7)) continue
      v128.store(row, d0)
      v128.store(row, d1, 16)
      v128.store(row, d2, 32)
      v128.store(row, d3, 48)
      v128.store(row, d4, 64)
      v128.store(row, d5, 80)
      v128.store(row, d6, 96)
      v128.store(row, d7, 112)
      let below = downNodes + (<usize>load<i32>(downFirst + (<usize>node << 2)) << 2)
      const last = downNodes + (<usize>load<i32>(downFirst + (<usize>node << 2), 4) << 2)
      for (; below < last; below += 4) {
        const other = load<i32>(below)
        if (load<u8>(inUse + <usize>other) == 0) use(other)
      }
    }
    store<i32>(top, -1)
  }
}

/** tables[b][bits] = for each category, how many of the lanes 8b … 8b + 7 whose bit is set serve it. */
function tabulate(at: i32, lanes: i32): void {
  const size = <usize>vectors << 4
  for (let b = 0; b < 8; b++) {
    const table = tables + (<usize>b << 8) * size
    memory.fill(table, 0, size)
    for (let bits = 1; bits < 256; bits++) {
      const row = table + <usize>bits * size
      const rest = table + <usize>(bits & (bits - 1)) * size
      for (let v: usize = 0; v < size; v += 16) v128.store(row + v, v128.load(rest + v))
      const lane = 8 * b + <i32>ctz(bits)
      if (lane >= lanes) continue
      const outlet = <usize>load<i32>(order + (<usize>(at + lane) << 2))
      const end = serves + (<usize>load<i32>(servesFirst + (outlet << 2), 4) << 2)
      for (let s = serves + (<usize>load<i32>(servesFirst + (outlet << 2)) << 2); s < end; s += 4) {
        const column = row + <usize>load<i32>(s)
        store<u8>(column, load<u8>(column) + 1)
      }
    }
  }
}

function meet(at: i32): void {
  for (let i = 0; i < uses; i++) {
    const node = <usize>load<i32>(touched + (<usize>i << 2))
    let point = nodePoints + (<usize>load<i32>(nodeFirst + (node << 2)) << 2)
    const end = nodePoints + (<usize>load<i32>(nodeFirst + (node << 2), 4) << 2)
    for (; point < end; point += 4) see(load<i32>(point))
  }
  for (let i = 0; i < meets; i++) {
    const point = <usize>load<i32>(met + (<usize>i << 2))
    const bits = bitsOf(point)
    if (bits == 0) continue
    tally(point, bits)
    if (capacityColumns > 0) hold(at, point, bits)
    if (people != 0) house(at, point, bits)
  }
}

/** One bit a lane: whether its outlet is within the limit of the point. */
function bitsOf(point: usize): u64 {
  const far = i16x8.splat(-1)
  let d0 = far, d1 = far, d2 = far, d3 = far, d4 = far, d5 = far, d6 = far, d7 = far
  const end = pointSteps + (<usize>load<i32>(pointFirst + (point << 2), 4) << 3)
  for (let step = pointSteps + (<usize>load<i32>(pointFirst + (point << 2)) << 3); step < end; step += 8) {
    const node = load<i32>(step)
    if (load<i32>(step, 4) > limit || load<u8>(inUse + <usize>node) == 0) continue
    const ds = i16x8.splat(<i16>load<i32>(step, 4))
    const row = rows + (<usize>node << 7)
    d0 = i16x8.min_u(d0, i16x8.add_sat_u(v128.load(row), ds))
    d1 = i16x8.min_u(d1, i16x8.add_sat_u(v128.load(row, 16), ds))
    d2 = i16x8.min_u(d2, i16x8.add_sat_u(v128.load(row, 32), ds))
    d3 = i16x8.min_u(d3, i16x8.add_sat_u(v128.load(row, 48), ds))
    d4 = i16x8.min_u(d4, i16x8.add_sat_u(v128.load(row, 64), ds))
    d5 = i16x8.min_u(d5, i16x8.add_sat_u(v128.load(row, 80), ds))
    d6 = i16x8.min_u(d6, i16x8.add_sat_u(v128.load(row, 96), ds))
    d7 = i16x8.min_u(d7, i16x8.add_sat_u(v128.load(row, 112), ds))
  }
  const b0 = <u64>i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.eq(d0, far), i16x8.eq(d1, far)))
  const b1 = <u64>i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.eq(d2, far), i16x8.eq(d3, far)))
  const b2 = <u64>i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.eq(d4, far), i16x8.eq(d5, far)))
  const b3 = <u64>i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.eq(d6, far), i16x8.eq(d7, far)))
  const near = ~(b0 | (b1 << 16) | (b2 << 32) | (b3 << 48))
  const direct = directBits + (point << 3)
  const bits = near | load<u64>(direct)
  store<u64>(direct, 0)
  return bits
}

function tally(point: usize, bits: u64): void {
  const size = <usize>vectors << 4
  const out = counts + point * (size << 1)
  for (let v: usize = 0; v < size; v += 16) {
    const table = tables + v
    let sum = v128.load(table + <usize>(bits & 255) * size)
    sum = i8x16.add(sum, v128.load(table + <usize>(256 + ((bits >> 8) & 255)) * size))
    sum = i8x16.add(sum, v128.load(table + <usize>(512 + ((bits >> 16) & 255)) * size))
    sum = i8x16.add(sum, v128.load(table + <usize>(768 + ((bits >> 24) & 255)) * size))
    sum = i8x16.add(sum, v128.load(table + <usize>(1024 + ((bits >> 32) & 255)) * size))
    sum = i8x16.add(sum, v128.load(table + <usize>(1280 + ((bits >> 40) & 255)) * size))
    sum = i8x16.add(sum, v128.load(table + <usize>(1536 + ((bits >> 48) & 255)) * size))
    sum = i8x16.add(sum, v128.load(table + <usize>(1792 + (bits >> 56)) * size))
    const low = out + (v << 1)
    v128.store(low, i16x8.add(v128.load(low), i16x8.extend_low_i8x16_u(sum)))
    v128.store(low, i16x8.add(v128.load(low, 16), i16x8.extend_high_i8x16_u(sum)), 16)
  }
}

/** Adds up what the outlets hold, for each category that knows capacities. */
function hold(at: i32, point: usize, bits: u64): void {
  for (; bits != 0; bits &= bits - 1) {
    const outlet = <usize>load<i32>(order + (<usize>(at + <i32>ctz(bits)) << 2))
    const holds = load<f64>(capacity + (outlet << 3))
    if (holds == 0) continue
    const end = serves + (<usize>load<i32>(servesFirst + (outlet << 2), 4) << 2)
    for (let s = serves + (<usize>load<i32>(servesFirst + (outlet << 2)) << 2); s < end; s += 4) {
      const column = load<i32>(capacityColumn + (<usize>load<i32>(s) << 2))
      if (column < 0) continue
      const sum = capacities + ((point * <usize>capacityColumns + <usize>column) << 3)
      store<f64>(sum, load<f64>(sum) + holds)
    }
  }
}

/** Adds the people of a point to every outlet within the limit. */
function house(at: i32, point: usize, bits: u64): void {
  const live = load<f64>(people + (point << 3))
  for (; bits != 0; bits &= bits - 1) {
    const outlet = <usize>load<i32>(order + (<usize>(at + <i32>ctz(bits)) << 2))
    const sum = peopleWithin + (outlet << 3)
    store<f64>(sum, load<f64>(sum) + live)
  }
}

function wipe(): void {
  const far = i16x8.splat(-1)
  for (let i = 0; i < uses; i++) {
    const node = <usize>load<i32>(touched + (<usize>i << 2))
    const row = rows + (node << 7)
    store<u8>(inUse + node, 0)
    v128.store(row, far)
    v128.store(row, far, 16)
    v128.store(row, far, 32)
    v128.store(row, far, 48)
    v128.store(row, far, 64)
    v128.store(row, far, 80)
    v128.store(row, far, 96)
    v128.store(row, far, 112)
  }
}
