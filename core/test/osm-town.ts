// A small town with one of everything that an OSM file may hold, drawn on a grid of 0.001 degrees in the Taklamakan,
// where nothing else is.
import { Findings } from '../base/finding.ts'
import { SILENT } from '../base/progress.ts'
import type { Reading } from '../source/define.ts'
import type { PbfContent, PbfNode, PbfRelation, PbfWay } from '../source/osm/encode.ts'
import type { Tags } from '../source/rows.ts'

/** Where (0, 0) of the grid is; one step is 0.001 degrees. */
export const ORIGIN = { lng: 83, lat: 39 }

/** The place at (x, y) of the grid, rounded as OSM keeps it. */
export const place = (x: number, y: number): [lng: number, lat: number] => [
  Math.round((ORIGIN.lng + x / 1000) * 1e7) / 1e7,
  Math.round((ORIGIN.lat + y / 1000) * 1e7) / 1e7,
]

/** Draws on the grid: a node is made where one is first needed, and ids count up. */
export class Drawing {
  readonly nodes: PbfNode[] = []
  readonly ways: PbfWay[] = []
  readonly relations: PbfRelation[] = []
  readonly #at = new Map<string, number>()

  /** The id of the node at (x, y), made if it is not there. */
  node(x: number, y: number): number {
    const key = `${x},${y}`
    const known = this.#at.get(key)
    if (known !== undefined) return known
    const id = this.nodes.length + 1
    const [lng, lat] = place(x, y)
    this.nodes.push({ id, lng, lat })
    this.#at.set(key, id)
    return id
  }

  /** Tags the node at (x, y) and returns its id. */
  tag(x: number, y: number, tags: Tags): number {
    const id = this.node(x, y)
    this.nodes[id - 1] = { ...this.nodes[id - 1]!, tags }
    return id
  }

  /** A way through points of the grid. */
  way(id: number, points: readonly (readonly [number, number])[], tags?: Tags): void {
    this.ways.push({ id, refs: points.map(([x, y]) => this.node(x, y)), tags })
  }

  /** A closed way round a rectangle. */
  box(id: number, west: number, south: number, east: number, north: number, tags?: Tags): void {
    const corners = [west, south, east, south, east, north, west, north, west, south]
    this.way(
      id,
      [0, 2, 4, 6, 8].map((i) => [corners[i]!, corners[i + 1]!] as const),
      tags,
    )
  }

  /** A multipolygon of ways, by role. */
  area(id: number, outer: readonly number[], inner: readonly number[], tags: Tags): void {
    const member = (role: string) => (ref: number) => ({ type: 'way' as const, ref, role })
    this.relations.push({
      id,
      members: [...outer.map(member('outer')), ...inner.map(member('inner'))],
      tags: { type: 'multipolygon', ...tags },
    })
  }

  content(): PbfContent {
    const [west, south] = place(-10, -10)
    const [east, north] = place(40, 40)
    return { nodes: this.nodes, ways: this.ways, relations: this.relations, bounds: { west, south, east, north } }
  }
}

/** The town. Ways: 1– streets, 20– plazas, 30– walls, 40– buildings and outlets, 60– ground, 80– nothing to us. */
export function town(): PbfContent {
  const d = new Drawing()
  // Streets
  const main = { highway: 'residential', name: '中心街', source: 'survey', 'name:en': 'Centre St' }
  d.way(
    1,
    [
      [0, 0],
      [5, 0],
      [10, 0],
      [20, 0],
    ],
    main,
  )
  d.way(
    2,
    [
      [5, 0],
      [5, 10],
    ],
    { highway: 'steps', step_count: '12' },
  )
  d.way(
    3,
    [
      [0, -5],
      [20, -5],
    ],
    { highway: 'motorway' },
  )
  d.way(
    4,
    [
      [0, -8],
      [20, -8],
    ],
    { highway: 'proposed', proposed: 'primary' },
  )
  d.way(
    5,
    [
      [20, 0],
      [20, 3],
    ],
    { man_made: 'pier' },
  )
  d.tag(10, 0, { highway: 'crossing', crossing: 'zebra' })
  d.tag(20, 0, { natural: 'tree' })
  // Plazas: a closed way, and a multipolygon in two halves round a fountain
  d.box(20, 0, 1, 4, 4, { highway: 'pedestrian', area: 'yes', name: '西广场' })
  d.way(21, [
    [10, 5],
    [16, 5],
    [16, 8],
  ])
  d.way(22, [
    [16, 8],
    [16, 11],
    [10, 11],
    [10, 5],
  ])
  d.box(23, 12, 7, 13, 8)
  d.area(1, [21, 22], [23], { highway: 'pedestrian', name: '东广场' })
  d.box(24, 17, 1, 19, 2, { railway: 'platform' })
  // A wall with a gate in it
  d.way(
    30,
    [
      [22, 0],
      [22, 5],
      [22, 10],
    ],
    { barrier: 'wall' },
  )
  d.tag(22, 5, { barrier: 'gate', access: 'private' })
  // Buildings and outlets
  d.box(40, 24, 0, 26, 2, { building: 'apartments', 'building:levels': '18' })
  d.box(41, 24, 4, 28, 6, {
    building: 'retail',
    shop: 'supermarket',
    'name:zh': '大超市',
    name: 'Super',
    capacity: 'many',
  })
  d.tag(24, 4, { entrance: 'main' })
  d.tag(28, 6, { entrance: 'emergency' })
  d.box(42, 24, 8, 25, 9, { building: 'no' })
  d.way(43, [
    [24, 12],
    [28, 12],
    [28, 16],
    [24, 16],
  ])
  d.way(44, [
    [24, 16],
    [24, 12],
  ])
  d.area(2, [43, 44], [], {
    amenity: 'school',
    name: '第一小学',
    capacity: '600',
    'addr:street': '学府路',
    'addr:housenumber': '8号',
  })
  d.tag(24, 16, { barrier: 'gate' })
  d.box(45, 30, 0, 31, 1, { leisure: 'swimming_pool', access: 'private' })
  d.box(46, 30, 4, 34, 8, { building: 'yes', 'building:levels': '2.5' })
  d.tag(2, 6, { shop: 'convenience', name: ' 便利店 ', opening_hours: '24/7', check_date: '2025-06-01', phone: '110' })
  d.tag(3, 6, { amenity: 'bench' })
  d.tag(4, 6, { amenity: 'parking' })
  d.tag(6, 6, { highway: 'bus_stop', name: '中心街站' })
  d.tag(7, 6, { amenity: 'pharmacy', check_date: 'last week' })
  d.tag(8, 6, { shop: 'vacant' })
  d.tag(9, 6, {
    social_facility: 'nursing_home',
    amenity: 'social_facility',
    beds: '80',
    'social_facility:for': 'senior',
  })
  // Ground
  d.box(60, 0, 20, 10, 25, { natural: 'water', name: '湖' })
  d.way(
    61,
    [
      [0, 30],
      [30, 30],
    ],
    { waterway: 'river', name: '河' },
  )
  d.box(62, 12, 20, 18, 25, { leisure: 'park', name: '公园' })
  d.way(
    63,
    [
      [0, 32],
      [30, 32],
    ],
    { railway: 'rail' },
  )
  d.way(
    64,
    [
      [0, 33],
      [30, 33],
    ],
    { railway: 'rail', tunnel: 'yes' },
  )
  // Two subdistricts that share a border
  d.way(70, [
    [15, -10],
    [15, 40],
  ])
  d.way(71, [
    [15, 40],
    [-10, 40],
    [-10, -10],
    [15, -10],
  ])
  d.way(72, [
    [15, 40],
    [40, 40],
    [40, -10],
    [15, -10],
  ])
  const border = { type: 'boundary', boundary: 'administrative', admin_level: '8' }
  d.area(3, [70, 71], [], { ...border, name: '西街道', ref: '310109009' })
  d.area(4, [70, 72], [], { ...border, name: '东街道', ref: '东' })
  // Nothing to us
  d.way(
    80,
    [
      [0, 35],
      [5, 35],
    ],
    { power: 'line' },
  )
  d.relations.push({ id: 5, members: [{ type: 'node', ref: 1, role: 'via' }], tags: { type: 'restriction' } })
  return d.content()
}

/** A reading that nobody listens to, and its findings. */
export function quietly(): Reading & { readonly findings: Findings } {
  return { datum: 'wgs84', origin: 'osm', findings: new Findings(), progress: SILENT }
}
