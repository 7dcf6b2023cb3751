// A superblock cut into lots by local streets. A lot is a compound, a school, a market …; lots are also the smallest
// pieces that communities are put together from.
import type { Random } from '@yike/core/base/random.ts'
import { type Drawing, type Kerb, once } from './drawing.ts'
import type { Names } from './names.ts'
import { inset, type P, place, type Quad, SIDES, type Side } from './shape.ts'
import { kerbOf, type StreetGrid } from './streets.ts'
import type { Terrain } from './terrain.ts'
import type { Cell, Zone } from './zones.ts'

/** What a lot is used for; `home` is by its zone. */
export type Use =
  | 'home'
  | 'school'
  | 'kindergarten'
  | 'market'
  | 'mall'
  | 'hospital'
  | 'office'
  | 'park'
  | 'works'
  | 'site'
  | 'hall'
  | 'station'

/** A piece of ground between streets. */
export interface Lot {
  readonly id: number
  readonly cell: Cell
  readonly zone: Zone
  use: Use
  /** Share of its cell that it takes: from (u0, v0) to (u1, v1). */
  readonly span: readonly [u0: number, v0: number, u1: number, v1: number]
  /** The ground inside the streets. */
  readonly ground: Quad
  /** Streets on its four sides. */
  readonly kerbs: readonly (Kerb | null)[]
  /** What people call it: the compound's name. */
  name: string
}

/** A home: a building, or a part of one, with its floor area. */
export interface Home {
  readonly at: P
  /** Square metres of all floors. */
  readonly floorArea: number
  readonly zone: Zone
  readonly lot: number
}

/** A place where a shop may open. */
export interface Spot {
  readonly at: P
  /** `front`: to a street · `lane` · `inner`: inside a compound · `mall` · `office`. */
  readonly kind: 'front' | 'lane' | 'inner' | 'mall' | 'office'
  readonly lot: number
  readonly street: string
  readonly number: number
}

/** An outlet that has a building of its own, drawn with it. */
export interface Landmark {
  readonly trade: string
  readonly at: P
  readonly lot: number
  readonly name: string
  readonly street: string
  readonly number: number
  /** The way in the drawing. */
  readonly way: number
}

/** All that was built, in the order in which it was drawn. */
export interface Built {
  readonly lots: Lot[]
  readonly homes: Home[]
  readonly spots: Spot[]
  readonly landmarks: Landmark[]
}

/** Columns and rows that a zone's blocks are cut into. */
function cuts(zone: Zone, rng: Random): readonly [number, number] {
  const x = rng.next()
  if (zone === 'danwei') return x < 0.5 ? [3, 2] : [2, 3]
  if (zone === 'cbd') return x < 0.5 ? [3, 2] : [2, 2]
  if (zone === 'newtown') return x < 0.4 ? [2, 1] : x < 0.7 ? [1, 2] : [2, 2]
  if (zone === 'industry') return x < 0.5 ? [2, 1] : [2, 2]
  if (zone === 'estate') return x < 0.55 ? [2, 2] : x < 0.75 ? [1, 2] : x < 0.9 ? [2, 3] : [3, 2]
  return [2, 2]
}

const even = (n: number, rng: Random): number[] =>
  Array.from({ length: n + 1 }, (_, k) => (k === 0 ? 0 : k === n ? 1 : k / n + rng.between(-0.07, 0.07)))

/** The four streets round a cell. */
export const kerbsOf = (grid: StreetGrid, cell: Cell): (Kerb | null)[] =>
  SIDES.map((s) => kerbOf(grid, cell.column, cell.row, s))

/** Cuts a cell into lots and draws the local streets between them. */
export function cutLots(
  board: Drawing,
  terrain: Terrain,
  grid: StreetGrid,
  cell: Cell,
  names: Names,
  firstId: number,
  rng: Random,
): Lot[] {
  const quad = terrain.cell(cell.column, cell.row)
  const kerbs = kerbsOf(grid, cell)
  const [across, up] = cuts(cell.zone, rng)
  const us = even(across, rng)
  const vs = even(up, rng)
  const old = cell.zone === 'old-town'
  const cross = new Map<string, number>()
  const crossAt = (i: number, j: number) => {
    return once(cross, `${i} ${j}`, () => board.node(place(quad, us[i]!, vs[j]!)))
  }
  const highway = old ? 'living_street' : cell.zone === 'danwei' ? 'residential' : 'tertiary'
  /** A local street right through; its nodes and how many of them come before the first of its pieces. */
  const street = (ends: readonly (Kerb | null)[], t: number, inner: number[], deadEnds: readonly P[]) => {
    const head = ends[0] ? board.enter(ends[0], t) : [board.node(deadEnds[0]!)]
    const tail = ends[1] ? board.enter(ends[1], t).reverse() : [board.node(deadEnds[1]!)]
    const name = names.local(old ? 'lane' : 'street')
    return { road: board.road([...head, ...inner, ...tail], { highway, name }), base: head.length - 1, name }
  }
  const uprights = us.slice(1, -1).map((u, k) =>
    street(
      [kerbs[0]!, kerbs[2]!],
      u,
      vs.slice(1, -1).map((_, j) => crossAt(k + 1, j + 1)),
      [place(quad, u, 0.03), place(quad, u, 0.97)],
    ),
  )
  const levels = vs.slice(1, -1).map((v, k) =>
    street(
      [kerbs[3]!, kerbs[1]!],
      v,
      us.slice(1, -1).map((_, i) => crossAt(i + 1, k + 1)),
      [place(quad, 0.03, v), place(quad, 0.97, v)],
    ),
  )
  const part = (kerb: Kerb | null, from: number, to: number): Kerb | null => kerb && { ...kerb, from, to }
  const local = (s: (typeof uprights)[number], piece: number): Kerb => ({
    street: s.road,
    piece: s.base + piece,
    from: 0,
    to: 1,
    pavement: null,
    name: s.name,
  })
  const setback = SIDES.map((s) => grid.setback(cell.column, cell.row, s))
  const lots: Lot[] = []
  for (let j = 0; j < up; j++)
    for (let i = 0; i < across; i++) {
      const [u0, u1, v0, v1] = [us[i]!, us[i + 1]!, vs[j]!, vs[j + 1]!]
      const whole: Quad = [place(quad, u0, v0), place(quad, u1, v0), place(quad, u1, v1), place(quad, u0, v1)]
      const margin = old ? 5 : 8
      const ground = inset(whole, [
        j === 0 ? setback[0]! : margin,
        i === across - 1 ? setback[1]! : margin,
        j === up - 1 ? setback[2]! : margin,
        i === 0 ? setback[3]! : margin,
      ])
      lots.push({
        id: firstId + lots.length,
        cell,
        zone: cell.zone,
        use: 'home',
        span: [u0, v0, u1, v1],
        ground: ground ?? whole,
        kerbs: [
          j === 0 ? part(kerbs[0]!, u0, u1) : local(levels[j - 1]!, i),
          i === across - 1 ? part(kerbs[1]!, v0, v1) : local(uprights[i]!, j),
          j === up - 1 ? part(kerbs[2]!, u0, u1) : local(levels[j]!, i),
          i === 0 ? part(kerbs[3]!, v0, v1) : local(uprights[i - 1]!, j),
        ],
        name: '',
      })
    }
  return lots
}

/** The house number at which a side of a lot begins: they run along the street, even on its south or west side. */
export function firstNumber({ cell, span }: Lot, side: Side): number {
  const along = side === 0 || side === 2 ? cell.column * 120 + span[0] * 110 : cell.row * 120 + span[1] * 110
  return 2 * Math.round(along / 2) + (side === 2 || side === 1 ? 2 : 1)
}

/** Gives civic uses to some lots of a block: what the plan of a residential district asks for, less in the new town. */
export function giveUses(lots: readonly Lot[], zone: Zone, turn: { civic: number }, rng: Random): void {
  if (zone === 'cbd') {
    lots.forEach((lot, k) => {
      lot.use = k === 0 ? 'mall' : rng.next() < 0.15 ? 'park' : rng.next() < 0.2 ? 'home' : 'office'
    })
    return
  }
  if (zone === 'industry') {
    for (const lot of lots) lot.use = 'works'
    return
  }
  const order: Readonly<Partial<Record<Zone, readonly Use[]>>> = {
    'old-town': ['market', 'school', 'home', 'hall', 'home', 'park', 'market', 'home'],
    danwei: ['market', 'school', 'park', 'hospital', 'school', 'market', 'office', 'hall', 'kindergarten', 'park'],
    estate: [
      'school',
      'market',
      'park',
      'kindergarten',
      'office',
      'park',
      'school',
      'mall',
      'market',
      'park',
      'hall',
      'hospital',
    ],
    newtown: ['site', 'school', 'park', 'site', 'kindergarten', 'home', 'park', 'site', 'school', 'mall'],
    village: ['home', 'market'],
  }
  const list = order[zone]
  if (!list || lots.length < 2) return
  const wanted = lots.length >= 6 ? 2 : zone === 'estate' && lots.length > 2 && rng.next() < 0.3 ? 2 : 1
  const free = [...lots]
  for (let k = 0; k < wanted; k++) {
    const [lot] = free.splice(rng.int(0, free.length), 1)
    lot!.use = list[turn.civic++ % list.length]!
  }
}
