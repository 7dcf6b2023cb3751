// Quarters of lanes: the old town (老城), low houses wall to wall along crooked lanes, and the village that the city grew
// round (城中村), where the same lanes run between houses of five storeys an arm's length apart.
import type { Random } from '@yike/core/base/random.ts'
import { type Drawing, once } from './drawing.ts'
import { type Built, firstNumber, type Lot } from './lots.ts'
import type { Names } from './names.ts'
import { apart, areaOf, inset, middle, type P, place, type Quad, SIDES, type Side } from './shape.ts'

/** Builds lanes and houses on a lot. */
export function buildLanes(board: Drawing, lot: Lot, names: Names, built: Built, rng: Random): void {
  const old = lot.zone === 'old-town'
  const { ground } = lot
  const [width, depth] = [apart(ground[0], ground[1]), apart(ground[0], ground[3])]
  const cell = old ? 46 : 38
  const across = Math.max(2, Math.round(width / cell))
  const up = Math.max(2, Math.round(depth / cell))
  const us = shares(across, rng)
  const vs = shares(up, rng)

  // corners of the cells between lanes; those inside are pushed about
  const points: P[][] = us.map((u, i) =>
    vs.map((v, j) => {
      const inside = i > 0 && i < across && j > 0 && j < up
      const [x, y] = place(ground, u, v)
      return inside ? [x + rng.between(-6, 6), y + rng.between(-6, 6)] : [x, y]
    }),
  )
  const nodes = new Map<string, number>()
  const nodeAt = (i: number, j: number) => {
    return once(nodes, `${i} ${j}`, () => board.node(points[i]![j]!))
  }
  const shut = (side: Side) => lot.kerbs[side] === null
  const lane = (horizontal: boolean, k: number) => {
    const [first, last] = horizontal ? ([3, 1] as const) : ([0, 2] as const)
    const count = horizontal ? across : up
    const share = horizontal ? vs[k]! : us[k]!
    const wide = rng.next() < 0.4
    const tags: Record<string, string> = { highway: wide && !old ? 'living_street' : wide ? 'pedestrian' : 'footway' }
    if (wide) tags.name = names.local('lane')
    let run: number[] = shut(first) ? [] : [...board.enter(lot.kerbs[first]!, share)]
    const flush = () => {
      if (run.length > 1) board.way(run, tags)
      run = []
    }
    for (let c = 1; c < count; c++) {
      run.push(horizontal ? nodeAt(c, k) : nodeAt(k, c))
      if (!wide && c + 1 < count && rng.next() < 0.16) {
        flush() // a lane that stops at somebody's yard
        run = []
      }
    }
    if (!shut(last)) run.push(...board.enter(lot.kerbs[last]!, share).reverse())
    flush()
    return { wide, name: tags.name ?? lot.name }
  }
  const rows = vs.slice(1, -1).map((_, k) => lane(true, k + 1))
  for (let k = 1; k < across; k++) lane(false, k)
  // a lane on the lot's rim where there is no street, so that nothing hangs loose
  for (const side of SIDES) if (shut(side)) rim(board, side, across, up, nodeAt)

  board.area(ground, { landuse: 'residential', name: lot.name })
  for (let i = 0; i < across; i++)
    for (let j = 0; j < up; j++) {
      const corners: Quad = [points[i]![j]!, points[i + 1]![j]!, points[i + 1]![j + 1]!, points[i]![j + 1]!]
      const edge = (outer: boolean, side: Side) => (outer ? (shut(side) ? 1 : 3) : 2.2)
      const block = inset(corners, [
        edge(j === 0, 0),
        edge(i === across - 1, 1),
        edge(j === up - 1, 2),
        edge(i === 0, 3),
      ])
      if (!block) continue
      if (old && rng.next() < 0.035) board.area(block, { landuse: 'grass', leisure: 'park', name: '口袋公园' })
      else houses(board, lot, block, built, rng)
      const row = rows[j]
      if (row?.wide)
        for (const u of [0.25, 0.75])
          built.spots.push({
            at: place(corners, u, 0.93),
            kind: 'lane',
            lot: lot.id,
            street: row.name,
            number: 2 * i + (u < 0.5 ? 1 : 2),
          })
    }
  for (const side of SIDES) if (lot.kerbs[side]) frontSpots(lot, side, built)
}

const shares = (n: number, rng: Random) =>
  Array.from({ length: n + 1 }, (_, k) => (k === 0 ? 0 : k === n ? 1 : (k + rng.between(-0.15, 0.15)) / n))

/** A lane just inside a side without a street, through the ends of the lanes that would have gone out there. */
function rim(board: Drawing, side: Side, across: number, up: number, nodeAt: (i: number, j: number) => number): void {
  const refs: number[] = []
  if (side === 0 || side === 2) for (let i = 1; i < across; i++) refs.push(nodeAt(i, side === 0 ? 1 : up - 1))
  else for (let j = 1; j < up; j++) refs.push(nodeAt(side === 3 ? 1 : across - 1, j))
  if (refs.length > 1) board.way(refs, { highway: 'footway' })
}

/** Houses side by side on a block between lanes, each row with its back to the other. */
function houses(board: Drawing, lot: Lot, block: Quad, built: Built, rng: Random): void {
  const old = lot.zone === 'old-town'
  const width = apart(block[0], block[1])
  const depth = apart(block[0], block[3])
  const columns = Math.max(1, Math.round(width / rng.between(10, 14)))
  const rows = Math.max(1, Math.round(depth / (old ? 17 : 13)))
  const gap = old ? 0.4 : 0.9
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      if (rng.next() < (old ? 0.06 : 0.2)) continue // a yard
      const yard = old ? rng.between(0, 0.25) / rows : 0
      const [u0, u1] = [c / columns, (c + 1) / columns]
      const [v0, v1] = [r / rows + (r > 0 ? yard : 0), (r + 1) / rows - (r === 0 && rows > 1 ? yard : 0)]
      const shape: Quad = [place(block, u0, v0), place(block, u1, v0), place(block, u1, v1), place(block, u0, v1)]
      const own = inset(shape, [gap, gap, gap, gap])
      if (!own) continue
      const levels = old ? rng.pick([1, 1, 2, 2, 2, 3]) : rng.pick([2, 3, 3, 4, 5])
      board.area(own, { building: old ? 'house' : 'residential', 'building:levels': String(levels) })
      built.homes.push({ at: middle(own), floorArea: areaOf(own) * levels, zone: lot.zone, lot: lot.id })
    }
}

/** Shops in the ground floors along the streets round a lot. */
function frontSpots(lot: Lot, side: Side, built: Built): void {
  const [a, b] =
    side === 0
      ? [lot.ground[0], lot.ground[1]]
      : side === 1
        ? [lot.ground[1], lot.ground[2]]
        : side === 2
          ? [lot.ground[3], lot.ground[2]]
          : [lot.ground[0], lot.ground[3]]
  const count = Math.floor(apart(a, b) / 9)
  for (let k = 1; k < count - 1; k++) {
    const t = (k + 0.5) / count
    const [x, y] = [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
    const [mx, my] = middle(lot.ground)
    const d = Math.hypot(mx - x, my - y)
    built.spots.push({
      at: [x + ((mx - x) / d) * 5, y + ((my - y) / d) * 5],
      kind: 'front',
      lot: lot.id,
      street: lot.kerbs[side]!.name,
      number: firstNumber(lot, side) + 2 * k,
    })
  }
}
