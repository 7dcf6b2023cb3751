// The streets of the grid: primary streets with pavements of their own, secondary ones that people walk along, country
// roads beyond, bridges over the river, underpasses below the railway and the expressways.
//
//        pavement │   carriageway   │ pavement         At a corner the pavements of the four blocks meet; each arm of
//      ───────────┤        │        ├───────────       the junction is crossed by a way through a node of the arm.
//       corner ●──┼────────●────────┼──● corner
//                 │    crossing     │                  foot=no on a carriageway whose pavements are drawn apart.
import type { Random } from '@yike/core/base/random.ts'
import type { Tags } from '@yike/core/source/rows.ts'
import { type Drawing, type Kerb, once, type Road } from './drawing.ts'
import type { Names } from './names.ts'
import {
  along,
  apart,
  EAST,
  inset,
  NORTH,
  type P,
  type Quad,
  SIDES,
  type Side,
  SOUTH,
  sideOf,
  unit,
  WEST,
} from './shape.ts'
import type { Terrain } from './terrain.ts'
import { type Cells, cellAt, isUrban } from './zones.ts'

/** A street between two neighbouring lines of the grid. */
export interface Segment {
  readonly road: Road
  readonly name: string
  readonly main: boolean
  /** Its pavements are ways of their own, on both sides. */
  readonly separate: boolean
  /** The pavement on the south or west side, and on the north or east side. */
  readonly pavements: [Road | null, Road | null]
}

/** The streets round the blocks. */
export interface StreetGrid {
  /** The street along a cell's side, if there is one. */
  side(column: number, row: number, side: Side): Segment | null
  /** The node where lines i and j meet, if a street comes there. */
  junction(i: number, j: number): number | null
  /** How far a cell's ground is from the middle of the street on a side, metres. */
  setback(column: number, row: number, side: Side): number
}

const PAVEMENT = 16 // metres from the middle of a primary street

/** Draws the streets of the grid. */
export function drawStreets(board: Drawing, terrain: Terrain, cells: Cells, names: Names, rng: Random): StreetGrid {
  const { columns, rows, mainColumns, mainRows, river } = terrain
  const nodes = new Map<string, number>()
  const junctionAt = (i: number, j: number) => {
    return once(nodes, `${i} ${j}`, () => board.node(terrain.corner(i, j)))
  }
  /** Points on line i between lines j and j + 1. */
  const bendOf = (i: number, j: number) =>
    [1, 2, 3, 4, 5].map((k) => {
      const { from, to } = rows[j]!
      return terrain.warp(columns[i]!.from, from + ((to - from) * k) / 6)
    })
  const across = new Map<string, Segment>() // from (i, j) to (i + 1, j)
  const up = new Map<string, Segment>() // from (i, j) to (i, j + 1)
  const gaps = rng.fork('gaps')
  const rowNames = nameLines(rows.length + 1, mainRows, false, names)
  const columnNames = nameLines(columns.length + 1, mainColumns, true, names)

  const draw = (
    from: [number, number],
    to: [number, number],
    name: string,
    main: boolean,
    sides: readonly boolean[],
    band: string,
  ): Segment => {
    const urban = sides.some(Boolean)
    const separate = main && sides.every(Boolean) && band === 'block'
    const highway = main ? (urban || band !== 'block' ? 'primary' : 'secondary') : urban ? 'secondary' : 'unclassified'
    const tags: Record<string, string> = { highway, name }
    if (separate) Object.assign(tags, { sidewalk: 'separate', foot: 'no', lanes: '6' })
    else if (urban || band === 'river') Object.assign(tags, { sidewalk: 'both', lanes: main ? '6' : '4' })
    if (band === 'river') Object.assign(tags, { bridge: 'yes', layer: '1', 'bridge:name': `${name.slice(0, 2)}大桥` })
    if (band === 'rail') Object.assign(tags, { tunnel: 'yes', layer: '-1' })
    // a country road follows the river round its bends; in the city blocks are short, and the bank is straight
    const bend = !urban && band === 'block' && from[0] === to[0] && (from[0] === river || from[0] === river + 1)
    const between = bend ? bendOf(from[0], from[1]).map((p) => board.node(p)) : []
    const road = board.road([junctionAt(...from), ...between, junctionAt(...to)], tags)
    return { road, name, main, separate, pavements: [null, null] }
  }
  const urbanAt = (column: number, row: number) => isUrban(cellAt(cells, column, row))

  for (let j = 0; j <= rows.length; j++)
    for (let i = 0; i < columns.length; i++) {
      const kind = columns[i]!.kind
      const main = mainRows.has(j)
      const sides = [urbanAt(i, j - 1), urbanAt(i, j)]
      const skip = gaps.next()
      if (kind === 'river' && !main) continue
      if (kind === 'rail' && !main && skip > 0.12) continue
      const rim = j === 0 || j === rows.length
      if (!sides.some(Boolean) && !rim && !main && kind !== 'rail' && skip < 0.3) continue
      const band = kind === 'river' || kind === 'rail' ? kind : 'block'
      across.set(`${i} ${j}`, draw([i, j], [i + 1, j], rowNames[j]!, main, sides, band))
    }
  for (let i = 0; i <= columns.length; i++)
    for (let j = 0; j < rows.length; j++) {
      const main = mainColumns.has(i)
      const sides = [urbanAt(i - 1, j), urbanAt(i, j)]
      const skip = gaps.next()
      const bank = i === terrain.river
      if (rows[j]!.kind === 'expressway' && !main && !bank) continue
      const rim = i === 0 || i === columns.length
      if (!sides.some(Boolean) && !rim && !main && !bank && skip < 0.3) continue
      up.set(
        `${i} ${j}`,
        draw([i, j], [i, j + 1], columnNames[i]!, main, sides, rows[j]!.kind === 'expressway' ? 'under' : 'block'),
      )
    }

  const side = (column: number, row: number, s: Side): Segment | null => {
    if (s === SOUTH) return across.get(`${column} ${row}`) ?? null
    if (s === NORTH) return across.get(`${column} ${row + 1}`) ?? null
    return up.get(`${s === WEST ? column : column + 1} ${row}`) ?? null
  }
  const setback = (column: number, row: number, s: Side) => {
    const street = side(column, row, s)
    if (!street) return 8
    return street.separate ? 23 : street.main ? 18 : 15
  }

  const corners = drawPavements(board, terrain, cells, side)
  drawCrossings(board, terrain, { across, up, corners, nodes }, rng.fork('crossings'))
  signals(board, terrain, nodes, across, up)
  return { side, setback, junction: (i, j) => nodes.get(`${i} ${j}`) ?? null }
}

/** A name a line; a line is one street from end to end, as main streets are. */
function nameLines(count: number, main: ReadonlySet<number>, northSouth: boolean, names: Names): string[] {
  return Array.from({ length: count }, (_, line) => names.street(main.has(line), northSouth))
}

/** Pavements along separate streets; gives the pavement corner of each cell: key `column row corner` (0 SW … 3 NW). */
function drawPavements(
  board: Drawing,
  terrain: Terrain,
  cells: Cells,
  side: StreetGrid['side'],
): ReadonlyMap<string, number> {
  const corners = new Map<string, number>()
  for (const line of cells)
    for (const cell of line) {
      if (!cell || !isUrban(cell)) continue
      const { column, row } = cell
      const streets = SIDES.map((s) => side(column, row, s))
      if (!streets.some((s) => s?.separate)) continue
      const by = streets.map((s) => (s?.separate ? PAVEMENT : 8)) as [number, number, number, number]
      const quad = inset(terrain.cell(column, row), by)
      if (!quad) continue
      const corner = (k: number) => {
        return once(corners, `${column} ${row} ${k}`, () => board.node(quad[k as Side]))
      }
      const ends: readonly (readonly [number, number])[] = [
        [0, 1],
        [1, 2],
        [3, 2],
        [0, 3],
      ]
      for (const s of SIDES) {
        const street = streets[s]
        if (!street?.separate) continue
        const tags = { highway: 'footway', footway: 'sidewalk' }
        const pavement = board.road([corner(ends[s]![0]), corner(ends[s]![1])], tags)
        street.pavements[s === NORTH || s === EAST ? 0 : 1] = pavement
      }
    }
  return corners
}

interface Drawn {
  readonly across: ReadonlyMap<string, Segment>
  readonly up: ReadonlyMap<string, Segment>
  readonly corners: ReadonlyMap<string, number>
  readonly nodes: ReadonlyMap<string, number>
}

const CROSSING = { highway: 'footway', footway: 'crossing' }

/** Crossings at junctions, and between them crossings or footbridges now and then. */
function drawCrossings(board: Drawing, terrain: Terrain, drawn: Drawn, rng: Random): void {
  const { across, up, corners } = drawn
  for (let i = 0; i <= terrain.columns.length; i++)
    for (let j = 0; j <= terrain.rows.length; j++) {
      const corner = (column: number, row: number, k: number) => corners.get(`${column} ${row} ${k}`)
      // the pavement corners of the four blocks that meet here
      const sw = corner(i - 1, j - 1, 2)
      const se = corner(i, j - 1, 3)
      const ne = corner(i, j, 0)
      const nw = corner(i - 1, j, 1)
      const arms = [
        { street: across.get(`${i} ${j}`), begins: true, sides: [se, ne] },
        { street: across.get(`${i - 1} ${j}`), begins: false, sides: [sw, nw] },
        { street: up.get(`${i} ${j}`), begins: true, sides: [nw, ne] },
        { street: up.get(`${i} ${j - 1}`), begins: false, sides: [sw, se] },
      ]
      for (const { street, begins, sides } of arms) {
        const drop = rng.next() < 0.15
        if (!street || sides.every((s) => s === undefined)) continue
        if (street.separate && drop && (i + j) % 2 === 0) continue // this arm is not to be crossed: go round
        const length = apart(board.at(street.road.nodes[0]!), board.at(street.road.nodes[1]!))
        const t = Math.min(0.3, (PAVEMENT + 1) / length)
        const middle = board.pin(street.road, 0, begins ? t : 1 - t, crossingTags(street.main))
        board.way(
          [sides[0], middle, sides[1]].filter((n) => n !== undefined),
          CROSSING,
        )
      }
    }
  for (const street of [...across.values(), ...up.values()]) {
    const [left, right] = street.pavements
    const x = rng.next()
    const t = rng.between(0.4, 0.6)
    if (!left || !right || x > 0.62) continue
    const ends = [board.pin(left, 0, t), board.pin(right, 0, t)] as const
    if (x < 0.45) board.way([ends[0], board.pin(street.road, 0, t, crossingTags(false)), ends[1]], CROSSING)
    else footbridge(board, ends)
  }
}

const crossingTags = (signals: boolean): Tags => ({
  highway: 'crossing',
  crossing: signals ? 'traffic_signals' : 'uncontrolled',
})

/** A footbridge with steps at both ends (人行天桥); `ends` are on the two pavements. */
function footbridge(board: Drawing, [a, b]: readonly [number, number]): void {
  const e = unit(board.at(a), board.at(b))
  const top = (node: number): P => {
    const [x, y] = board.at(node)
    return [x - e[1] * 14, y + e[0] * 14] // the steps run along the pavement
  }
  const [high, low] = [board.node(top(a)), board.node(top(b))]
  board.way([a, high], { highway: 'steps', step_count: '32' })
  board.way([high, low], { highway: 'footway', bridge: 'yes', layer: '2' })
  board.way([low, b], { highway: 'steps', step_count: '32' })
}

function signals(
  board: Drawing,
  terrain: Terrain,
  nodes: ReadonlyMap<string, number>,
  across: ReadonlyMap<string, Segment>,
  up: ReadonlyMap<string, Segment>,
): void {
  for (const j of terrain.mainRows)
    for (const i of terrain.mainColumns) {
      const node = nodes.get(`${i} ${j}`)
      if (node !== undefined && across.has(`${i} ${j}`) && up.has(`${i} ${j}`))
        board.nodeTags.set(node, { highway: 'traffic_signals' })
    }
}

/** The kerb along a cell's side; null where no street runs there. */
export function kerbOf(grid: StreetGrid, column: number, row: number, s: Side): Kerb | null {
  const street = grid.side(column, row, s)
  if (!street) return null
  const pavement = street.pavements[s === NORTH || s === EAST ? 0 : 1]
  return { street: street.road, piece: 0, from: 0, to: 1, pavement, name: street.name }
}

/** The ground of a cell inside its streets; null if it is too narrow. */
export const groundOf = (terrain: Terrain, grid: StreetGrid, column: number, row: number): Quad | null =>
  inset(terrain.cell(column, row), SIDES.map((s) => grid.setback(column, row, s)) as [number, number, number, number])

/** The point at share `t` of a cell's side. */
export const onSide = (quad: Quad, s: Side, t: number): P => along(...sideOf(quad, s), t)
