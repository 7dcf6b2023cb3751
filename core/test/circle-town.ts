// For tests of circles: a town of square communities in rows, each with homes along a street of its own and (if told) a few shops;
// streets join neighbours unless they are told to be cut.
import { defaultConvention } from '../access/convention.ts'
import { walkerOf } from '../access/walkers.ts'
import { measure } from '../circle/measure.ts'
import type { Measured } from '../circle/measured.ts'
import { planeAt } from '../geo/meters.ts'
import { buildGraph } from '../network/build.ts'
import type { AreaRow, OutletRow, Population, Streets } from '../source/rows.ts'
import notice2025 from '../standard/standards/notice-2025.ts'

/** What a town is made of. */
export interface CircleTown {
  readonly columns: number
  readonly rows: number
  /** Side of a community, metres. */
  readonly side?: number
  /** Residents of community (column, row), row 0 in the south. */
  readonly people?: (column: number, row: number) => number
  /** Whether it has a cluster of shops. */
  readonly shops?: (column: number, row: number) => boolean
  /** Whether no street leads from (column, row) to the east, or to the north. */
  readonly cutEast?: (column: number, row: number) => boolean
  readonly cutNorth?: (column: number, row: number) => boolean
  /** Whether the areas are left out, so that blocks are made. */
  readonly without?: boolean
  readonly minutes?: number
}

const plane = planeAt(83, 39)

/** The id of a community. */
export const townUnit = (column: number, row: number): string =>
  `99010100${row + 1}${String(column + 1).padStart(3, '0')}`

/** Builds and measures the town. */
export function circleTown(town: CircleTown): Measured {
  const { columns, rows, side = 400, people = () => 1000, shops = () => true } = town
  const { cutEast = () => false, cutNorth = () => false } = town
  const at = (x: number, y: number): [number, number] =>
    [plane.lng(x), plane.lat(y)].map((d) => Math.round(d * 1e7) / 1e7) as [number, number]
  const places: [number, number][] = []
  const ways: number[][] = []
  // a cross of four arms in each community; the arms of neighbours meet at the border
  const middle = (c: number, r: number) => 5 * (r * columns + c)
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const [x, y] = [(c + 0.5) * side, (r + 0.5) * side]
      const arm = side / 2 - 20
      places.push(at(x, y), at(x + arm, y), at(x, y + arm), at(x - arm, y), at(x, y - arm))
      for (let k = 1; k <= 4; k++) ways.push([middle(c, r), middle(c, r) + k])
      if (c > 0 && !cutEast(c - 1, r)) ways.push([middle(c - 1, r) + 1, middle(c, r) + 3])
      if (r > 0 && !cutNorth(c, r - 1)) ways.push([middle(c, r - 1) + 2, middle(c, r) + 4])
    }
  const streets: Streets = {
    nodeId: Float64Array.from(places, (_, n) => n + 1),
    lng: Float64Array.from(places, ([x]) => x),
    lat: Float64Array.from(places, ([, y]) => y),
    nodeTags: new Map(),
    wayId: Float64Array.from(ways, (_, w) => w + 1),
    wayFirst: Int32Array.from({ length: ways.length + 1 }, (_, w) => 2 * w),
    wayRefs: Int32Array.from(ways.flat()),
    wayTags: ways.map(() => ({ highway: 'residential' })),
    wayLengthMm: null,
    plazas: [],
    wallFirst: Int32Array.of(0),
    wallRefs: new Int32Array(0),
  }
  const homes: { at: [number, number]; people: number }[] = []
  const areas: AreaRow[] = []
  const outlets: OutletRow[] = []
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const [x, y] = [c * side, r * side]
      const ring = [at(x, y), at(x + side, y), at(x + side, y + side), at(x, y + side)].flat()
      areas.push({
        id: townUnit(c, r),
        name: `第${r + 1}行${c + 1}社区`,
        adcode: townUnit(c, r),
        level: 'community',
        parent: null,
        polygon: [[Float64Array.from(ring)]],
      })
      for (const [dx, dy] of [
        [0.3, 0.5],
        [0.7, 0.5],
        [0.5, 0.3],
        [0.5, 0.7],
      ] as const)
        homes.push({ at: at(x + dx * side, y + dy * side), people: people(c, r) / 4 })
      if (shops(c, r))
        for (let k = 0; k < 5; k++)
          outlets.push(shopAt(`${townUnit(c, r)}-${k}`, at(x + 0.5 * side + 4 * (k - 2), y + 0.5 * side)))
    }
  const population: Population = {
    kind: 'point',
    file: 'people.csv',
    lng: Float64Array.from(homes, (h) => h.at[0]),
    lat: Float64Array.from(homes, (h) => h.at[1]),
    people: Float64Array.from(homes, (h) => h.people),
    bands: {},
    cellMeters: null,
    outlineFirst: null,
    outline: null,
    notes: [],
  }
  return measure({
    graph: buildGraph(streets, { plazas: 'across' }),
    bounds: { west: 82, south: 38, east: 84, north: 40 },
    population,
    outlets,
    areas: town.without ? [] : areas,
    standard: notice2025,
    convention: defaultConvention(walkerOf('adult'), town.minutes ?? 15),
    labels: {},
    ledgerComplete: false,
    findings: [],
  })
}

const shopAt = (id: string, at: readonly [number, number]): OutletRow => ({
  id,
  name: `店${id}`,
  at,
  entrances: [],
  label: '便利店',
  tags: {},
  capacity: null,
  hours: null,
  address: null,
  origins: [{ kind: 'official', file: 'ledger.csv', row: 2, ref: null, confirmed: null }],
})
