// Everything that is not a home: schools, markets, malls, offices, hospitals, parks, the lake, works, building sites, fields.
import type { Random } from '@yike/core/base/random.ts'
import type { Drawing, Kerb } from './drawing.ts'
import { kerbsOf, type Built, type Landmark, type Lot } from './lots.ts'
import { apart, areaOf, box, inset, middle, type P, place, type Quad, type Side, SIDES, sideOf, step, unit } from './shape.ts'
import { openShops } from './shops.ts'
import { groundOf, type StreetGrid } from './streets.ts'
import type { Terrain } from './terrain.ts'
import type { Cell } from './zones.ts'

const GATES = ['南门', '东门', '北门', '西门'] as const

/** Builds what a lot's use asks for. */
export function buildPlace(board: Drawing, lot: Lot, built: Built, rng: Random): void {
  switch (lot.use) {
    case 'school':
    case 'kindergarten':
      return school(board, lot, built, rng)
    case 'market':
      return market(board, lot, built, rng)
    case 'mall':
      return mall(board, lot, built, rng)
    case 'hospital':
      return hospital(board, lot, built, rng)
    case 'hall':
      return hall(board, lot, built, rng)
    case 'office':
      return offices(board, lot, built, rng)
    case 'park':
      return park(board, lot.ground, lot.kerbs, `${lot.name}公园`, rng)
    case 'works':
      return works(board, lot, built, rng)
    default:
      return site(board, lot)
  }
}

/** The first side of a lot with a street, from a random one on. */
function frontOf(lot: Lot, rng: Random): Side | null {
  const from = rng.int(0, 4)
  for (let k = 0; k < 4; k++) if (lot.kerbs[(from + k) % 4]) return ((from + k) % 4) as Side
  return null
}

/** A wall with one gate on `side`; the nodes of the way in, and where it ends inside. */
function enclose(board: Drawing, lot: Lot, name: string, access: string, rng: Random): { readonly end: P } | null {
  const side = frontOf(lot, rng)
  const wall = inset(lot.ground, [3, 3, 3, 3])
  if (side === null || !wall) return null
  const fence = board.loop(wall, { barrier: 'wall' })
  const gate = board.pinLoop(fence, side, 0.5, { barrier: 'gate', access, name: `${name}${GATES[side]}` })
  const end = place(wall, side === 1 ? 0.72 : side === 3 ? 0.28 : 0.5, side === 0 ? 0.28 : side === 2 ? 0.72 : 0.5)
  board.way([...board.enter(lot.kerbs[side]!, 0.5), gate, board.node(end)], { highway: 'service' })
  return { end }
}

const landmark = (built: Built, lot: Lot, trade: string, at: P, name: string, way: number): void => {
  const kerb = lot.kerbs.find((k) => k !== null)
  built.landmarks.push({ trade, at, lot: lot.id, name, street: kerb?.name ?? '', number: 1 + (lot.id % 60), way } satisfies Landmark)
}

const axisOf = (q: Quad) => unit(q[0], q[1])
/** A rectangle in a lot: from share u0 to u1 of its width, v0 to v1 of its depth. */
const part = (q: Quad, u0: number, v0: number, u1: number, v1: number): Quad => [place(q, u0, v0), place(q, u1, v0), place(q, u1, v1), place(q, u0, v1)]

function school(board: Drawing, lot: Lot, built: Built, rng: Random): void {
  const small = lot.use === 'kindergarten'
  const name = `${lot.name}${small ? '幼儿园' : rng.pick(['小学', '小学', '中学', '实验学校'])}`
  board.area(lot.ground, { amenity: 'school', name })
  enclose(board, lot, name, 'private', rng)
  const inner = inset(lot.ground, [10, 10, 10, 10])
  if (!inner) return
  board.area(part(inner, 0.05, 0.7, 0.6, 0.95), { building: 'school', 'building:levels': '5' })
  board.area(part(inner, 0.05, 0.42, 0.6, 0.56), { building: 'school', 'building:levels': '4' })
  board.area(part(inner, 0.1, 0.05, 0.75, 0.34), { leisure: 'pitch', sport: 'athletics' })
  // its kindergarten has a building and a door of its own
  const way = board.area(part(inner, 0.72, 0.6, 0.97, 0.92), { building: 'kindergarten', 'building:levels': '3' })
  landmark(built, lot, 'kindergarten', place(inner, 0.85, 0.76), `${lot.name}幼儿园`, way)
}

function market(board: Drawing, lot: Lot, built: Built, rng: Random): void {
  const name = `${lot.name}${rng.pick(['菜市场', '农贸市场', '综合市场'])}`
  const side = frontOf(lot, rng)
  const q = lot.ground
  const hallShape = part(q, 0.2, 0.25, 0.62, 0.6)
  const way = board.area(hallShape, { building: 'retail', 'building:levels': '2' })
  landmark(built, lot, 'wet-market', middle(hallShape), name, way)
  const shop = part(q, 0.66, 0.3, 0.9, 0.75)
  const other = board.area(shop, { building: 'retail', 'building:levels': '3' })
  landmark(built, lot, 'supermarket', middle(shop), `${lot.name}超市`, other)
  if (side === null) return
  const kerb = lot.kerbs[side]!
  const ways = SIDES.filter((s) => lot.kerbs[s]).map((s) => board.enter(lot.kerbs[s]!, 0.5))
  const heart = board.node(place(q, 0.4, 0.68))
  for (const way of ways) board.way([...way, heart], { highway: 'footway' })
  for (const s of SIDES) if (lot.kerbs[s] && (s === side || rng.next() < 0.6)) openShops(board, built, lot, s, [0.5], rng)
  for (let k = 0; k < 8; k++) built.spots.push({ at: place(q, 0.25 + k * 0.05, 0.64), kind: 'mall', lot: lot.id, street: kerb.name, number: k + 1 })
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
    if (kerb) board.way([...board.enter(kerb, s === 1 || s === 3 ? (flip ? 0.8 : 0.2) : 0.5), board.pinLoop(ring, s, 0.5)], { highway: 'footway' })
  }
  const street = lot.kerbs[side]?.name ?? ''
  for (let k = 0; k < 34; k++)
    built.spots.push({ at: place(shape, 0.05 + 0.9 * ((k % 17) / 16), k < 17 ? 0.2 : 0.7), kind: 'mall', lot: lot.id, street, number: k + 1 })
}

function hospital(board: Drawing, lot: Lot, built: Built, rng: Random): void {
  const name = `${lot.name}${rng.pick(['医院', '社区卫生服务中心', '中医院'])}`
  board.area(lot.ground, { amenity: 'hospital', name })
  enclose(board, lot, name, 'yes', rng)
  const inner = inset(lot.ground, [12, 12, 12, 12])
  if (!inner) return
  board.area(part(inner, 0.1, 0.62, 0.9, 0.8), { building: 'hospital', 'building:levels': '12' })
  board.area(part(inner, 0.1, 0.25, 0.4, 0.45), { building: 'hospital', 'building:levels': '5' })
  for (let k = 0; k < 3; k++) built.spots.push({ at: place(inner, 0.5 + k * 0.12, 0.4), kind: 'mall', lot: lot.id, street: lot.kerbs.find(Boolean)?.name ?? '', number: k + 1 })
}

/** A community hall (党群服务中心) with a small green: rooms for elders and children. */
function hall(board: Drawing, lot: Lot, built: Built, rng: Random): void {
  const q = lot.ground
  board.area(part(q, 0.3, 0.55, 0.7, 0.75), { building: 'civic', 'building:levels': '4', name: `${lot.name}党群服务中心` })
  park(board, part(q, 0.04, 0.04, 0.96, 0.5), lot.kerbs, `${lot.name}口袋公园`, rng)
  const side = ([2, 1, 3, 0] as const).find((s) => lot.kerbs[s])
  if (side === undefined) return
  board.way([...board.enter(lot.kerbs[side]!, side === 1 || side === 3 ? 0.8 : 0.5), board.node(place(q, 0.5, 0.78))], { highway: 'footway' })
  for (let k = 0; k < 5; k++) built.spots.push({ at: place(q, 0.34 + k * 0.08, 0.72), kind: 'inner', lot: lot.id, street: lot.kerbs[side]!.name, number: k + 1 })
  if (lot.kerbs[2]) openShops(board, built, lot, 2, [0.5], rng)
}

/** Office towers on a shared deck, shops at their feet. */
function offices(board: Drawing, lot: Lot, built: Built, rng: Random): void {
  const inner = inset(lot.ground, [14, 14, 14, 14])
  if (!inner) return
  board.area(lot.ground, { landuse: 'commercial', name: `${lot.name}商务区` })
  const loop = board.loop(inner, { highway: 'service' })
  for (const s of SIDES) if (lot.kerbs[s]) board.way([...board.enter(lot.kerbs[s]!, 0.5), board.pinLoop(loop, s, 0.5)], { highway: 'service' })
  const e = axisOf(inner)
  const columns = Math.max(1, Math.floor(apart(inner[0], inner[1]) / 62))
  const rows = Math.max(1, Math.floor(apart(inner[0], inner[3]) / 66))
  const street = lot.kerbs.find(Boolean)?.name ?? ''
  for (let c = 0; c < columns; c++)
    for (let r = 0; r < rows; r++) {
      const at = place(inner, (c + 0.5) / columns, (r + 0.5) / rows)
      const half = rng.between(13, 22)
      const way = board.area(box(at, e, -half, half, -half, half), { building: 'office', 'building:levels': String(rng.int(12, 46)) })
      if (way < 0) continue
      for (let k = 0; k < 3; k++) built.spots.push({ at: step(at, e, (k - 1) * half * 0.6, -half + 2), kind: 'office', lot: lot.id, street, number: c * 10 + r * 3 + k + 1 })
    }
  for (const s of SIDES) if (lot.kerbs[s] && rng.next() < 0.5) openShops(board, built, lot, s, [0.5], rng)
}

/** A park: paths that meet in the middle, a round walk, trees, in large ones a pond. */
export function park(board: Drawing, ground: Quad, kerbs: readonly (Kerb | null)[], name: string, rng: Random, pond = 0): void {
  board.area(ground, { leisure: 'park', name })
  const ring = (r: number, wobble: number): P[] =>
    Array.from({ length: 24 }, (_, k) => {
      const a = (2 * Math.PI * k) / 24
      const far = r * (1 + wobble * Math.sin(3 * a + wobble * 40) + wobble * 0.6 * Math.cos(2 * a))
      return place(ground, 0.5 + far * Math.cos(a), 0.5 + far * Math.sin(a))
    })
  const walk = ring(0.34, 0.06).map((p) => board.node(p))
  board.way([...walk, walk[0]!], { highway: 'footway' })
  SIDES.forEach((s) => {
    const kerb = kerbs[s]
    if (!kerb) return
    const t = rng.between(0.4, 0.6)
    const [a, b] = sideOf(ground, s)
    const target = [18, 0, 6, 12][s]!
    const edge = board.node([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t])
    board.way([...board.enter(kerb, t), edge, walk[target]!], { highway: 'footway' })
  })
  if (pond > 0) board.area(ring(pond, 0.1), { natural: 'water', ...(pond > 0.22 ? { water: 'lake', name: '演示湖' } : { water: 'pond' }) })
  else {
    const heart = board.node(place(ground, 0.5, 0.5))
    for (const k of [0, 6, 12, 18]) board.way([walk[k]!, heart], { highway: 'footway' })
  }
}

/** A whole superblock as a park or a lake. */
export function openSpace(board: Drawing, terrain: Terrain, grid: StreetGrid, cell: Cell, name: string, rng: Random): void {
  const ground = groundOf(terrain, grid, cell.column, cell.row)
  if (!ground) return
  park(board, ground, kerbsOf(grid, cell), name, rng, cell.zone === 'lake' ? 0.29 : rng.next() < 0.6 ? 0.14 : 0)
}

/** Works: sheds behind a wall, a dormitory. */
function works(board: Drawing, lot: Lot, built: Built, rng: Random): void {
  const name = `${lot.name}产业园`
  board.area(lot.ground, { landuse: 'industrial', name })
  enclose(board, lot, name, 'private', rng)
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
        board.area(shape, { building: 'dormitory', 'building:levels': '6' })
        built.homes.push({ at, floorArea: areaOf(shape) * 6, zone: 'industry', lot: lot.id })
      } else board.area(box(at, e, -rng.between(30, 46), rng.between(30, 46), -22, 22), { building: 'industrial', 'building:levels': '1' })
    }
}

/** A building site: the new town is not finished. */
function site(board: Drawing, lot: Lot): void {
  board.area(lot.ground, { landuse: 'construction', name: `${lot.name}（在建）` })
}

/** Fields, with a track or two that leads into them. */
export function fields(board: Drawing, terrain: Terrain, grid: StreetGrid, cell: Cell, rng: Random): void {
  const ground = groundOf(terrain, grid, cell.column, cell.row)
  if (!ground) return
  const strips = rng.int(2, 5)
  for (let k = 0; k < strips; k++)
    board.area(part(ground, k / strips + 0.005, 0.01, (k + 1) / strips - 0.005, 0.99), { landuse: rng.pick(['farmland', 'farmland', 'orchard']) })
  const side = rng.int(0, 4) as Side
  const kerb = kerbsOf(grid, cell)[side]
  if (!kerb) return
  const t = rng.between(0.3, 0.7)
  const [u, v] = side === 0 || side === 2 ? [t, side === 0 ? 0.6 : 0.4] : [side === 3 ? 0.6 : 0.4, t]
  board.way([...board.enter(kerb, t), board.node(place(ground, u!, v!))], { highway: 'track' })
}
