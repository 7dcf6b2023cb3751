// What cuts the city: the river, the railway, the expressways. Their lines lie in the grid's bands; streets of the grid
// come across where they were let through, and nowhere else.
import type { Random } from '@yike/core/base/random.ts'
import type { Drawing } from './drawing.ts'
import { apart, type P } from './shape.ts'
import type { StreetGrid } from './streets.ts'
import { RIVER_BAND, type Terrain } from './terrain.ts'
import { type Cells, cellAt, isUrban } from './zones.ts'

const ends = (bands: readonly { readonly from: number; readonly to: number }[]) =>
  [bands[0]!.from, bands.at(-1)!.to] as const

/** Numbers from a to b, about `by` apart. */
function range(a: number, b: number, by: number): number[] {
  const n = Math.max(1, Math.round((b - a) / by))
  return Array.from({ length: n + 1 }, (_, k) => a + ((b - a) * k) / n)
}

/** The river's two banks, south to north, metres. */
export interface River {
  readonly west: readonly P[]
  readonly east: readonly P[]
}

/** The river with its banks and the walks along it. */
export function drawRiver(board: Drawing, terrain: Terrain, cells: Cells, grid: StreetGrid, rng: Random): River {
  const { columns, rows, river, warp } = terrain
  const band = columns[river]!
  const middle = (band.from + band.to) / 2
  const [south, north] = ends(rows)
  const vs = range(south - 900, north + 900, 80)
  const phase = rng.between(0, 6)
  const half = vs.map((v) => 52 + 9 * Math.sin(v / 410 + phase) + rng.between(-2, 2))
  const west = vs.map((v, k) => warp(middle - half[k]!, v))
  const east = vs.map((v, k) => warp(middle + half[k]!, v))
  const name = '演示河'
  board.area([...west, ...east.toReversed()], { natural: 'water', water: 'river', name })
  board.line(
    vs.map((v) => warp(middle, v)),
    { waterway: 'river', name },
  )

  // Walks on both banks where the city is, joined to the street on the bank at every line that is no bridge.
  for (const [line, sign] of [
    [river, -1],
    [river + 1, 1],
  ] as const) {
    let walk: number[] = []
    const flush = () => {
      if (walk.length > 1) board.way(walk, { highway: 'footway', name: '滨江步道', surface: 'paving_stones' })
      walk = []
    }
    rows.forEach((row, j) => {
      const beside = cellAt(cells, sign < 0 ? river - 1 : river + 1, j)
      const bankStreet = grid.side(sign < 0 ? river - 1 : river + 1, j, sign < 0 ? 1 : 3)
      if (!isUrban(beside) || !bankStreet) {
        flush()
        return
      }
      const stops = range(row.from, row.to, 80)
      const strip = (offset: number) => stops.slice(1, -1).map((v) => warp(middle + sign * offset, v))
      if (stops.length > 4) board.area([...strip(64), ...strip(84).reverse()], { leisure: 'park', name: '滨江绿地' })
      for (const v of walk.length ? stops.slice(1) : stops) {
        const node = board.node(warp(middle + sign * (RIVER_BAND / 2 - 40), v))
        walk.push(node)
        const edge = v === row.from ? j : v === row.to ? j + 1 : -1
        const junction = edge < 0 ? null : grid.junction(line, edge)
        if (junction !== null && !terrain.mainRows.has(edge)) board.way([node, junction], { highway: 'footway' })
      }
      const mid = walk[walk.length - Math.max(2, Math.floor(stops.length / 2))]!
      board.way([mid, board.pin(bankStreet.road, 0, 0.5)], { highway: 'steps', step_count: '18' })
    })
    flush()
  }
  return { west, east }
}

/** The railway: two tracks between fences. */
export function drawRailway(board: Drawing, terrain: Terrain): void {
  const band = terrain.columns[terrain.rail]!
  const middle = (band.from + band.to) / 2
  const [south, north] = ends(terrain.rows)
  const vs = range(south - 900, north + 900, 140)
  const line = (offset: number) => vs.map((v) => terrain.warp(middle + offset, v))
  for (const offset of [-2.5, 2.5])
    board.line(line(offset), { railway: 'rail', gauge: '1435', electrified: 'contact_line', name: '演示铁路' })
  for (const offset of [-14, 14]) board.line(line(offset), { barrier: 'fence' })
}

/** The elevated expressways, with ramps to the streets beside them. */
export function drawExpressways(board: Drawing, terrain: Terrain, grid: StreetGrid): void {
  const { columns, rows, expressways, warp } = terrain
  const [west, east] = ends(columns)
  expressways.forEach((row, k) => {
    const middle = (rows[row]!.from + rows[row]!.to) / 2
    const us = range(west - 900, east + 900, 140)
    const name = k === 0 ? '环城高架路' : `环城高架${'二三四五六七'[k - 1] ?? ''}路`
    const tags = { highway: 'trunk', motorroad: 'yes', oneway: 'yes', bridge: 'yes', layer: '1', foot: 'no', name }
    for (const [offset, direction] of [
      [-9, 1],
      [9, -1],
    ] as const) {
      const nodes = us.map((u) => board.node(warp(u, middle + offset)))
      board.way(direction > 0 ? nodes : nodes.toReversed(), tags)
      for (const line of terrain.mainColumns) {
        const column = direction > 0 ? line : line - 1
        const street = grid.side(column, offset < 0 ? row - 1 : row + 1, offset < 0 ? 2 : 0)
        if (!street || columns[column]?.kind !== 'block') continue
        const landing = board.pin(street.road, 0, direction > 0 ? 0.72 : 0.28)
        const top = nodes.reduce((a, b) => (reach(b) < reach(a) ? b : a))
        function reach(node: number): number {
          return (
            Math.abs(apart(board.at(node), board.at(landing)) - 170) +
            (board.at(node)[0] > board.at(landing)[0] === direction > 0 ? 0 : 1000)
          )
        }
        board.way([landing, top], {
          highway: 'trunk_link',
          motorroad: 'yes',
          oneway: 'yes',
          bridge: 'yes',
          layer: '1',
          foot: 'no',
        })
      }
    }
  })
}
