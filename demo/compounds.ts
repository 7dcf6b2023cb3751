// Gated compounds (封闭小区): a wall, some gates, a drive round, rows of apartment buildings that face south with the
// distance between rows that the winter sun asks for, shops along the street side of the wall.
//
//      street ───────────┬──────────────
//       ▭ ▭ ▭ shops ▭ ▭  │ ▭ ▭ ▭
//      ┌─wall────────────◇ gate ────────┐
//      │ ┌───────────────┴──drive─────┐ │
//      │ │ ▬▬▬▬  ▬▬▬▬  ▬▬▬▬  ▬▬▬▬     │ │
//      │ ├────────────── path ────────┤ │
import type { Random } from '@yike/core/base/random.ts'
import type { Drawing, Road } from './drawing.ts'
import type { Built, Home, Lot } from './lots.ts'
import { shuffled } from './names.ts'
import {
  apart,
  areaOf,
  box,
  hits,
  inset,
  middle,
  type P,
  place,
  type Quad,
  SIDES,
  type Side,
  sideOf,
  step,
  stretch,
  unit,
} from './shape.ts'
import { openShops } from './shops.ts'

/** A way of building. */
interface Style {
  /** Storeys, drawn from. */
  readonly levels: readonly number[]
  /** Depth and length of a building, gap between two in a row, metres. */
  readonly depth: number
  readonly length: readonly [number, number]
  readonly gap: number
  /** Free ground between rows, for so many storeys. */
  readonly between: (levels: number) => number
  /** Share of gates that stand open to everybody, and of compounds that have no wall. */
  readonly open: number
  readonly wallless: number
  readonly shopSides: number
  /** Share of buildings in the middle left out for a garden. */
  readonly garden: number
}

const STYLES: Readonly<Record<'danwei' | 'estate' | 'newtown', Style>> = {
  danwei: {
    levels: [5, 6, 6, 6, 7],
    depth: 12,
    length: [44, 62],
    gap: 10,
    between: (n) => 6 + n * 2.4,
    open: 0.55,
    wallless: 0.12,
    shopSides: 3,
    garden: 0.15,
  },
  estate: {
    levels: [6, 6, 11, 11, 18, 26],
    depth: 14,
    length: [36, 54],
    gap: 18,
    between: (n) => 16 + n * 1.7,
    open: 0.25,
    wallless: 0,
    shopSides: 2,
    garden: 0.55,
  },
  newtown: {
    levels: [18, 26, 26, 28, 32],
    depth: 16,
    length: [28, 42],
    gap: 28,
    between: (n) => 26 + n * 1.4,
    open: 0.12,
    wallless: 0,
    shopSides: 1,
    garden: 0.75,
  },
}

const GATES = ['南门', '东门', '北门', '西门'] as const

/** Builds a compound on a lot. */
export function buildCompound(board: Drawing, lot: Lot, built: Built, rng: Random): void {
  const kind = lot.zone === 'danwei' || lot.zone === 'newtown' ? lot.zone : 'estate'
  const style = STYLES[kind]
  const open = SIDES.filter((s) => lot.kerbs[s])
  const sides = shuffled(open, rng)
  const [width, depth] = [apart(lot.ground[0], lot.ground[1]), apart(lot.ground[0], lot.ground[3])]
  const gateCount = Math.min(sides.length, width + depth > 330 ? 3 : width + depth > 250 ? 2 : rng.int(1, 3))
  const gates = sides.slice(0, gateCount).map((side) => ({ side, t: rng.between(0.35, 0.65) }))
  const shopping = new Set(shuffled(open, rng).slice(0, style.shopSides))
  const by = SIDES.map((s) => (shopping.has(s) ? 15 : 2)) as [number, number, number, number]
  const wall = inset(lot.ground, by)
  const drive = wall && inset(wall, [7, 7, 7, 7])
  const homes = drive && inset(drive, [6, 6, 6, 6])
  if (!homes || gates.length === 0) return

  board.area(lot.ground, { landuse: 'residential', name: lot.name })
  const walled = rng.next() >= style.wallless
  const fence = walled ? board.loop(wall, { barrier: 'wall' }) : null
  const loop = board.loop(drive, { highway: 'service' })
  const allOpen = rng.next() < style.open
  gates.forEach(({ side, t }, k) => {
    const u = shareBelow(lot.ground, wall, side, t)
    const street = board.enter(lot.kerbs[side]!, u)
    const through: number[] = []
    const onFoot = k === 2
    if (fence) {
      const access = allOpen || rng.next() < style.open * 0.4 ? 'yes' : 'private'
      const tags: Record<string, string> = { barrier: 'gate', name: `${lot.name}${GATES[side]}`, access }
      if (onFoot) Object.assign(tags, { motor_vehicle: 'no' })
      through.push(board.pinLoop(fence, side, t, tags))
    }
    board.way([...street, ...through, board.pinLoop(loop, side, t)], { highway: onFoot ? 'footway' : 'service' })
  })
  for (const side of shopping) {
    const gate = gates.find((g) => g.side === side)
    openShops(board, built, lot, side, gate ? [shareBelow(lot.ground, wall, side, gate.t)] : [], rng)
  }
  raise(board, lot, homes, loop, drive, style, built, rng)
}

/** The share of `outer`'s side that lies before share `t` of the same side of `inner`. */
function shareBelow(outer: Quad, inner: Quad, side: Side, t: number): number {
  const [a, b] = sideOf(outer, side)
  const [c, d] = sideOf(inner, side)
  const e = unit(a, b)
  const at = [c[0] + (d[0] - c[0]) * t - a[0], c[1] + (d[1] - c[1]) * t - a[1]]
  return Math.min(0.97, Math.max(0.03, (at[0]! * e[0] + at[1]! * e[1]) / apart(a, b)))
}

/** Rows of buildings from the south, each with a path behind it where its doors are. */
function raise(
  board: Drawing,
  lot: Lot,
  ground: Quad,
  loop: Road,
  drive: Quad,
  style: Style,
  built: Built,
  rng: Random,
): void {
  const e = unit(ground[0], ground[1])
  const origin = ground[0]
  const heights = ground.map((p) => -(p[0] - origin[0]) * e[1] + (p[1] - origin[1]) * e[0])
  const [low, high] = [Math.min(...heights), Math.max(...heights)]
  const centre = middle(ground)
  const levels = rng.pick(style.levels)
  const length = rng.between(...style.length)
  const hasGarden = rng.next() < style.garden
  const gardenRadius = hasGarden ? Math.min(45, Math.sqrt(areaOf(ground)) / 5) : 0
  let number = 1
  for (let n = low; n + style.depth <= high; ) {
    const storeys = style.levels.length > 4 && rng.next() < 0.25 ? levels + rng.pick([-1, 0, 0, 1]) : levels
    const span = stretch(ground, origin, e, n, n + style.depth)
    const path = step(origin, e, 0, n + style.depth + 4)
    let placed = 0
    if (span && span[1] - span[0] > 22) {
      const room = span[1] - span[0]
      const count = Math.max(1, Math.floor((room + style.gap) / (length + style.gap)))
      const size = Math.min(length * 1.2, (room + style.gap) / count - style.gap) // a little longer rather than a hole
      const pitch = count === 1 ? 0 : (room - size) / (count - 1)
      for (let k = 0; k < count; k++) {
        const from = span[0] + (count === 1 ? (room - size) / 2 : k * pitch)
        const shape = box(origin, e, from, from + size, n, n + style.depth)
        if (gardenRadius && apart(middle(shape), centre) < gardenRadius) continue
        built.homes.push(house(board, lot, shape, Math.max(2, storeys), number++))
        placed++
      }
    }
    if (placed > 0) {
      const ends = hits(drive, path, e)
      if (ends && ends[1].s - ends[0].s > 20)
        board.way(
          ends.map((h) => board.pinLoop(loop, h.side, h.t)),
          { highway: levels > 7 ? 'service' : 'footway' },
        )
    }
    n += style.depth + style.between(storeys)
  }
  if (gardenRadius > 20) {
    const garden = box(centre, e, -gardenRadius * 0.7, gardenRadius * 0.7, -gardenRadius * 0.45, gardenRadius * 0.45)
    board.area(garden, { leisure: 'garden' })
  }
  // ground-floor rooms at the ends of the compound, along the drive
  for (const [k, [u, v]] of [
    [0.25, 0],
    [0.75, 0],
    [0.5, 1],
  ].entries())
    built.spots.push({ at: place(ground, u!, v!), kind: 'inner', lot: lot.id, street: lot.name, number: k + 1 })
}

/** One apartment building with its staircases' doors on the north side. */
function house(board: Drawing, lot: Lot, shape: Quad, levels: number, number: number): Home {
  const [sw, se, ne, nw] = shape
  const doors = Math.max(1, Math.round(apart(sw, se) / 20))
  const refs = [sw, se, ne].map((p) => board.node(p))
  for (let k = doors - 1; k >= 0; k--) {
    const t = (k + 0.5) / doors
    const at: P = [nw[0] + (ne[0] - nw[0]) * t, nw[1] + (ne[1] - nw[1]) * t]
    refs.push(board.node(at, { entrance: 'staircase', ref: String(k + 1) }))
  }
  refs.push(board.node(nw))
  board.way([...refs, refs[0]!], { building: 'apartments', 'building:levels': String(levels), ref: `${number}号楼` })
  return { at: middle(shape), floorArea: areaOf(shape) * levels, zone: lot.zone, lot: lot.id }
}
