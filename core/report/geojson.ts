// `cells.geojson`: every cell as it lies, for a GIS. Square of a grid, piece of street, outline of a building, or a point.
import { type Measured, STATES } from '../circle/measured.ts'
import { EARTH_RADIUS_M } from '../geo/meters.ts'
import type { Population } from '../source/rows.ts'
import { snapTenths } from './lookup.ts'
import { degrees, inTenths, micro, wholes } from './numbers.ts'
import { Pen, Words } from './pen.ts'

type Position = readonly [number, number]
type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] }

/**
 * `cells.geojson` in pieces, WGS-84. For each category a property `<id>` with the state in words; where any outlet of
 * it is known also `<id>_seconds`, `<id>_metres` and `<id>_outlet`, null where there is none. Counts are in cells.csv.
 */
export function* cellsGeojson(m: Measured): Generator<Uint8Array> {
  const { population, categories, cellArea, areas, outlets } = m
  const cells = population.lng.length
  const people = wholes(population.people)
  const key = (name: string) => `,${JSON.stringify(name)}:`
  const areaIds = new Words(areas.map((a) => JSON.stringify(a.id)))
  const outletIds = new Words(outlets.map((o) => JSON.stringify(o.id)))
  const columns = categories.map(({ id }, c) => {
    const told = m.knowledge[c]!.outlets > 0
    const stated = STATES.map((state) => `${key(id)}"${state}"${told ? key(`${id}_seconds`) : ''}`)
    return { told, words: new Words([...stated, key(`${id}_metres`), key(`${id}_outlet`)]), ...m.nearest[c]! }
  })
  const [METRES, OUTLET] = [STATES.length, STATES.length + 1]
  const pen = new Pen()
  pen.word(FRAME, BEGIN)
  for (let i = 0; i < cells; i++) {
    pen.word(FRAME, i === 0 ? FIRST : NEXT)
    pen.whole(i)
    pen.word(FRAME, GEOMETRY)
    drawGeometry(pen, cellGeometry(population, i))
    pen.word(FRAME, CELL)
    pen.whole(i)
    pen.word(FRAME, PEOPLE)
    pen.whole(people[i]!)
    pen.word(FRAME, AREA)
    const area = cellArea[i]!
    if (area < 0) pen.word(FRAME, NULL)
    else pen.word(areaIds, area)
    pen.word(FRAME, SNAP)
    tenths(pen, snapTenths(m, i))
    for (let c = 0; c < columns.length; c++) {
      const { told, words, ds, mm, outlet } = columns[c]!
      pen.word(words, m.state[c * cells + i]!)
      if (!told) continue
      tenths(pen, inTenths(ds[i]!, 10))
      pen.word(words, METRES)
      tenths(pen, inTenths(mm[i]!, 1000))
      pen.word(words, OUTLET)
      if (outlet[i]! < 0) pen.word(FRAME, NULL)
      else pen.word(outletIds, outlet[i]!)
    }
    pen.word(FRAME, CLOSE)
    if (pen.full) yield pen.take()
  }
  pen.word(FRAME, END)
  yield pen.take()
}

/** What stands between the numbers of a feature. */
const FRAME = new Words([
  '{"type":"FeatureCollection","features":[\n',
  '{"type":"Feature","id":',
  ',\n{"type":"Feature","id":',
  ',"geometry":',
  ',"properties":{"cell":',
  ',"people":',
  ',"area":',
  ',"snap_metres":',
  '}}',
  '\n]}\n',
  'null',
])
const [BEGIN, FIRST, NEXT, GEOMETRY, CELL, PEOPLE, AREA, SNAP, CLOSE, END, NULL] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

const GEOMETRIES = { Point: 0, LineString: 1, Polygon: 2 } as const
const SHAPES = new Words(Object.keys(GEOMETRIES).map((type) => `{"type":"${type}","coordinates":`))
const [OPEN, SHUT, COMMA, BRACE] = [...'[],}'].map((sign) => sign.charCodeAt(0)) as [number, number, number, number]

function tenths(pen: Pen, n: number | null): void {
  if (n === null) pen.word(FRAME, NULL)
  else pen.decimal(n, 1)
}

function drawGeometry(pen: Pen, geometry: Geometry): void {
  pen.word(SHAPES, GEOMETRIES[geometry.type])
  if (geometry.type === 'Point') position(pen, geometry.coordinates)
  else if (geometry.type === 'LineString') listed(pen, geometry.coordinates, position)
  else listed(pen, geometry.coordinates, (to, ring) => listed(to, ring, position))
  pen.sign(BRACE)
}

function listed<T>(pen: Pen, items: readonly T[], write: (pen: Pen, item: T) => void): void {
  pen.sign(OPEN)
  for (let i = 0; i < items.length; i++) {
    if (i > 0) pen.sign(COMMA)
    write(pen, items[i]!)
  }
  pen.sign(SHUT)
}

function position(pen: Pen, [lng, lat]: Position): void {
  pen.sign(OPEN)
  pen.decimal(micro(lng), 6)
  pen.sign(COMMA)
  pen.decimal(micro(lat), 6)
  pen.sign(SHUT)
}

/** A cell as it lies. */
export function cellGeometry(population: Population, i: number): Geometry {
  const { kind, lng, lat, cellMeters, outline, outlineFirst } = population
  if (outline && outlineFirst && outlineFirst[i + 1]! - outlineFirst[i]! > 1) {
    const line: Position[] = []
    for (let p = outlineFirst[i]!; p < outlineFirst[i + 1]!; p++)
      line.push([degrees(outline[2 * p]!), degrees(outline[2 * p + 1]!)])
    if (kind === 'street' || line.length < 3) return { type: 'LineString', coordinates: line }
    const [x, y] = line[0]!
    const [x2, y2] = line.at(-1)!
    return { type: 'Polygon', coordinates: [x === x2 && y === y2 ? line : [...line, [x, y]]] }
  }
  if (cellMeters) {
    const north = (cellMeters / 2 / EARTH_RADIUS_M) * (180 / Math.PI)
    const east = north / Math.cos((lat[i]! * Math.PI) / 180)
    const [w, s, e, n] = [lng[i]! - east, lat[i]! - north, lng[i]! + east, lat[i]! + north].map(degrees)
    return {
      type: 'Polygon',
      coordinates: [
        [
          [w!, s!],
          [e!, s!],
          [e!, n!],
          [w!, n!],
          [w!, s!],
        ],
      ],
    }
  }
  return { type: 'Point', coordinates: [degrees(lng[i]!), degrees(lat[i]!)] }
}
