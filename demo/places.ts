// Everything that is not a home: schools, markets, malls, offices, hospitals, parks, the lake, works, building sites, fields.
import type { Random } from '@yike/core/base/random.ts'
import type { Drawing } from './drawing.ts'
import { park } from './green.ts'
import { type Built, firstNumber, type Landmark, type Lot, type Use } from './lots.ts'
import {
  apart,
  areaOf,
  box,
  inset,
  middle,
  type P,
  part,
  place,
  type Quad,
  SIDES,
  type Side,
  step,
  unit,
} from './shape.ts'
import { openShops } from './shops.ts'

const GATES = ['南门', '东门', '北门', '西门'] as const

/** Builds what a lot's use asks for. */
export function buildPlace(board: Drawing, lot: Lot, built: Built, rng: Random): void {
  BUILDERS[lot.use](board, lot, built, rng)
}

const BUILDERS: Readonly<Record<Use, (board: Drawing, lot: Lot, built: Built, rng: Random) => void>> = {
  school,
  kindergarten: school,
  market,
  mall,
  hospital,
  hall,
  office: offices,
  park: (board, lot, _built, rng) => park(board, lot.ground, lot.kerbs, `${lot.name}公园`, rng),
  works,
  station,
  site,
  home: site, // never asked for: homes are built as compounds or lanes
}

/** The first side of a lot with a street, from a random one on. */
function frontOf(lot: Lot, rng: Random): Side | null {
  const from = rng.int(0, 4)
  for (let k = 0; k < 4; k++) if (lot.kerbs[(from + k) % 4]) return ((from + k) % 4) as Side
  return null
}

/** A wall round a lot with one gate, and the drive behind it; the node where that ends, null where no street passes. */
function enclose(board: Drawing, lot: Lot, name: string, access: string, rng: Random): number | null {
  const side = frontOf(lot, rng)
  const wall = inset(lot.ground, [3, 3, 3, 3])
  if (side === null || !wall) return null
  const fence = board.loop(wall, { barrier: 'wall' })
  const gate = board.pinLoop(fence, side, 0.5, { barrier: 'gate', access, name: `${name}${GATES[side]}` })
  const end = place(wall, side === 1 ? 0.72 : side === 3 ? 0.28 : 0.5, side === 0 ? 0.28 : side === 2 ? 0.72 : 0.5)
  const node = board.node(end)
  board.way([...board.enter(lot.kerbs[side]!, 0.5), gate, node], { highway: 'service' })
  return node
}

/** An outlet that fills a building; `at` is its door, which is where an office puts it. */
const landmark = (built: Built, lot: Lot, trade: string, at: P, name: string, way: number): void => {
  const side = SIDES.find((s) => lot.kerbs[s])
  built.landmarks.push({
    trade,
    at,
    lot: lot.id,
    name,
    street: side === undefined ? '' : lot.kerbs[side]!.name,
    number: side === undefined ? 1 : firstNumber(lot, side) + 20,
    way,
  } satisfies Landmark)
}

const axisOf = (q: Quad) => unit(q[0], q[1])

function school(board: Drawing, lot: Lot, built: Built, rng: Random): void {
  const small = lot.use === 'kindergarten'
  const name = `${lot.name}${small ? '幼儿园' : rng.pick(['小学', '小学', '中学', '实验学校'])}`
  board.area(lot.ground, { amenity: 'school', name })
  const drive = enclose(board, lot, name, 'private', rng)
  const inner = inset(lot.ground, [10, 10, 10, 10])
  if (!inner) return
  board.area(part(inner, 0.05, 0.7, 0.6, 0.95), { building: 'school', 'building:levels': '5' })
  board.area(part(inner, 0.05, 0.42, 0.6, 0.56), { building: 'school', 'building:levels': '4' })
  board.area(part(inner, 0.1, 0.05, 0.75, 0.34), { leisure: 'pitch', sport: 'athletics' })
  // its kindergarten has a building of its own
  if (drive !== null) board.way([drive, board.node(place(inner, 0.7, 0.64))], { highway: 'footway' })
  const way = board.area(part(inner, 0.72, 0.6, 0.97, 0.92), { building: 'kindergarten', 'building:levels': '3' })
  landmark(built, lot, 'kindergarten', place(inner, 0.73, 0.66), `${lot.name}幼儿园`, way)
}

function market(board: Drawing, lot: Lot, built: Built, rng: Random): void {
  const name = `${lot.name}${rng.pick(['菜市场', '农贸市场', '综合市场'])}`
  const side = frontOf(lot, rng)
  const q = lot.ground
  board.area(q, { landuse: 'retail', name })
  const hallShape = part(q, 0.2, 0.25, 0.62, 0.6)
  const way = board.area(hallShape, { building: 'retail', 'building:levels': '2' })
  landmark(built, lot, 'wet-market', place(hallShape, 0.5, 0.92), name, way)
  const shop = part(q, 0.66, 0.3, 0.9, 0.75)
  const other = board.area(shop, { building: 'retail', 'building:levels': '3' })
  landmark(built, lot, 'supermarket', place(shop, 0.05, 0.6), `${lot.name}超市`, other)
  if (side === null) return
  const kerb = lot.kerbs[side]!
  const ways = SIDES.filter((s) => lot.kerbs[s]).map((s) => board.enter(lot.kerbs[s]!, 0.5))
  const heart = board.node(place(q, 0.4, 0.68))
  for (const way of ways) board.way([...way, heart], { highway: 'footway' })
  for (const s of SIDES)
    if (lot.kerbs[s] && (s === side || rng.next() < 0.6)) openShops(board, built, lot, s, [0.5], rng)
  for (let k = 0; k < 8; k++)
    built.spots.push({
      at: place(q, 0.25 + k * 0.05, 0.64),
      kind: 'mall',
      lot: lot.id,
      street: kerb.name,
      number: k + 1,
    })
}

/** A mall behind a square that is crossed in any direction. */
function mall(board: Drawing, lot: Lot, built: Built, rng: Random): void {
  const q = lot.ground
  const name = `${lot.name}${rng.pick(['广场', '天街', '购物中心', '邻里中心'])}`
  const side = frontOf(lot, rng) ?? 0
  const flip = side === 2
  const shape = flip ? part(q, 0.06, 0.05, 0.94, 0.58) : part(q, 0.06, 0.42, 0.94, 0.95)
  const way = board.area(shape, { building: 'retail', 'building:levels': '5', name })
  landmark(built, lot, 'commercial-centre', middle(shape), name, way)
  const square = flip ? part(q, 0.08, 0.62, 0.92, 0.96) : part(q, 0.08, 0.04, 0.92, 0.38)
  const ring = board.loop(square, { highway: 'pedestrian', area: 'yes', name: `${lot.name}广场` })
  for (const s of [flip ? 2 : 0, 1, 3] as const) {
    const kerb = lot.kerbs[s]
    if (kerb)
      board.way([...board.enter(kerb, s === 1 || s === 3 ? (flip ? 0.8 : 0.2) : 0.5), board.pinLoop(ring, s, 0.5)], {
        highway: 'footway',
      })
  }
  const street = lot.kerbs[side]?.name ?? ''
  for (let k = 0; k < 34; k++)
    built.spots.push({
      at: place(shape, 0.05 + 0.9 * ((k % 17) / 16), k < 17 ? 0.2 : 0.7),
      kind: 'mall',
      lot: lot.id,
      street,
      number: k + 1,
    })
}

function hospital(board: Drawing, lot: Lot, built: Built, rng: Random): void {
  const name = `${lot.name}${rng.pick(['医院', '社区卫生服务中心', '中医院'])}`
  board.area(lot.ground, { amenity: 'hospital', name })
  enclose(board, lot, name, 'yes', rng)
  const inner = inset(lot.ground, [12, 12, 12, 12])
  if (!inner) return
  board.area(part(inner, 0.1, 0.62, 0.9, 0.8), { building: 'hospital', 'building:levels': '12' })
  board.area(part(inner, 0.1, 0.25, 0.4, 0.45), { building: 'hospital', 'building:levels': '5' })
  for (let k = 0; k < 3; k++)
    built.spots.push({
      at: place(inner, 0.5 + k * 0.12, 0.4),
      kind: 'mall',
      lot: lot.id,
      street: lot.kerbs.find(Boolean)?.name ?? '',
      number: k + 1,
    })
}

/** The railway station (火车站) and the square before it. */
function station(board: Drawing, lot: Lot, built: Built): void {
  const q = lot.ground
  const name = '演示站'
  board.area(part(q, 0.02, 0.2, 0.26, 0.8), { building: 'train_station', 'building:levels': '3', name })
  board.node(place(q, 0.01, 0.5), { railway: 'station', name })
  const ring = board.loop(part(q, 0.32, 0.12, 0.97, 0.88), { highway: 'pedestrian', area: 'yes', name: '站前广场' })
  for (const s of [0, 1, 2] as const)
    if (lot.kerbs[s])
      board.way([...board.enter(lot.kerbs[s]!, s === 1 ? 0.5 : 0.65), board.pinLoop(ring, s, 0.5)], {
        highway: 'footway',
      })
  const street = lot.kerbs.find(Boolean)?.name ?? ''
  for (let k = 0; k < 12; k++)
    built.spots.push({ at: place(q, 0.28, 0.22 + k * 0.05), kind: 'mall', lot: lot.id, street, number: k + 1 })
}

/** A community hall (党群服务中心) with a small green: rooms for elders and children. */
function hall(board: Drawing, lot: Lot, built: Built, rng: Random): void {
  const q = lot.ground
  board.area(part(q, 0.3, 0.55, 0.7, 0.75), {
    building: 'civic',
    'building:levels': '4',
    name: `${lot.name}党群服务中心`,
  })
  park(board, part(q, 0.04, 0.04, 0.96, 0.5), lot.kerbs, `${lot.name}口袋公园`, rng)
  const side = ([2, 1, 3, 0] as const).find((s) => lot.kerbs[s])
  if (side === undefined) return
  board.way([...board.enter(lot.kerbs[side]!, side === 1 || side === 3 ? 0.8 : 0.5), board.node(place(q, 0.5, 0.78))], {
    highway: 'footway',
  })
  for (let k = 0; k < 5; k++)
    built.spots.push({
      at: place(q, 0.34 + k * 0.08, 0.72),
      kind: 'inner',
      lot: lot.id,
      street: lot.kerbs[side]!.name,
      number: k + 1,
    })
  if (lot.kerbs[2]) openShops(board, built, lot, 2, [0.5], rng)
}

/** Office towers on a shared deck, shops at their feet. */
function offices(board: Drawing, lot: Lot, built: Built, rng: Random): void {
  const inner = inset(lot.ground, [14, 14, 14, 14])
  if (!inner) return
  board.area(lot.ground, { landuse: 'commercial', name: `${lot.name}商务区` })
  const loop = board.loop(inner, { highway: 'service' })
  for (const s of SIDES)
    if (lot.kerbs[s])
      board.way([...board.enter(lot.kerbs[s]!, 0.5), board.pinLoop(loop, s, 0.5)], { highway: 'service' })
  const e = axisOf(inner)
  const columns = Math.max(1, Math.floor(apart(inner[0], inner[1]) / 62))
  const rows = Math.max(1, Math.floor(apart(inner[0], inner[3]) / 66))
  const street = lot.kerbs.find(Boolean)?.name ?? ''
  for (let c = 0; c < columns; c++)
    for (let r = 0; r < rows; r++) {
      const at = place(inner, (c + 0.5) / columns, (r + 0.5) / rows)
      const half = rng.between(13, 22)
      const way = board.area(box(at, e, -half, half, -half, half), {
        building: 'office',
        'building:levels': String(rng.int(12, 46)),
      })
      if (way < 0) continue
      for (let k = 0; k < 3; k++)
        built.spots.push({
          at: step(at, e, (k - 1) * half * 0.6, -half + 2),
          kind: 'office',
          lot: lot.id,
          street,
          number: c * 10 + r * 3 + k + 1,
        })
    }
  for (const s of SIDES) if (lot.kerbs[s] && rng.next() < 0.5) openShops(board, built, lot, s, [0.5], rng)
}

/** Works: sheds behind a wall, a dormitory. */
function works(board: Drawing, lot: Lot, built: Built, rng: Random): void {
  const name = `${lot.name}产业园`
  board.area(lot.ground, { landuse: 'industrial', name })
  const drive = enclose(board, lot, name, 'private', rng)
  const inner = inset(lot.ground, [16, 16, 16, 16])
  if (!inner) return
  const e = axisOf(inner)
  const columns = Math.max(1, Math.floor(apart(inner[0], inner[1]) / 110))
  const rows = Math.max(1, Math.floor(apart(inner[0], inner[3]) / 70))
  for (let c = 0; c < columns; c++)
    for (let r = 0; r < rows; r++) {
      const at = place(inner, (c + 0.5) / columns, (r + 0.5) / rows)
      if (c === 0 && r === 0) {
        const shape = box(at, e, -28, 28, -7, 7)
        if (drive !== null) board.way([drive, board.node(step(at, e, 0, 11))], { highway: 'service' })
        board.area(shape, { building: 'dormitory', 'building:levels': '6' })
        built.homes.push({ at, floorArea: areaOf(shape) * 6, zone: 'industry', lot: lot.id })
      } else
        board.area(box(at, e, -rng.between(30, 46), rng.between(30, 46), -22, 22), {
          building: 'industrial',
          'building:levels': '1',
        })
    }
}

/** A building site: the new town is not finished. */
function site(board: Drawing, lot: Lot): void {
  board.area(lot.ground, { landuse: 'construction', name: `${lot.name}（在建）` })
}
