// What comes out of files, whatever their format: outlets, streets, areas, residents. Always WGS-84.
// Many of a kind are held in columns; outlets and areas, which people meet one by one, are objects.
import type { Bounds } from '../geo/bounds.ts'
import type { LngLat } from '../geo/meters.ts'
import type { MultiPolygon } from '../geo/polygon.ts'

/** Tags of an OSM object, or of a row that was given tags. */
export type Tags = Readonly<Record<string, string>>

// ── outlets ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where a row came from: `official` an office's ledger, `commercial` a map company's export, `osm` OpenStreetMap. */
export type OriginKind = 'official' | 'commercial' | 'osm'

/** One source's word on an outlet. */
export interface Origin {
  readonly kind: OriginKind
  /** File name. */
  readonly file: string
  /** The row or line in it; null for OSM. */
  readonly row: number | null
  /** The outlet's id there, such as `node/123` or a ledger number; null where it has none. */
  readonly ref: string | null
  /** The day it was last confirmed, `YYYY-MM-DD`; null where unknown. */
  readonly confirmed: string | null
}

/** A shop or service with a place (网点). */
export interface OutletRow {
  /** Unique among the outlets of one measurement: `osm:node/123`, `ledger.csv:7` or the ledger's own id. */
  readonly id: string
  /** Its name; '' where nameless. */
  readonly name: string
  /** Where it is: the middle of it, where it is an area. */
  readonly at: LngLat
  /** Its doors, where known; empty means that `at` is the only one. The nearest counts. */
  readonly entrances: readonly LngLat[]
  /** What the file calls its trade, untouched; for OSM '' (its tags say it). A standard decides what it is. */
  readonly label: string
  /** OSM tags; empty for other sources. */
  readonly tags: Tags
  /** Places, beds, seats; null where unknown. */
  readonly capacity: number | null
  /** Opening hours as written; null where unknown. */
  readonly hours: string | null
  readonly address: string | null
  /** Every source that lists it; the first is the one whose word was taken. */
  readonly origins: readonly Origin[]
}

// ── streets ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Ways and the nodes they run through, before anybody has asked who may walk there. */
export interface Streets {
  /** Per node: id as in the source (OSM ids up to 2^53; a table's rows count from 0). */
  readonly nodeId: Float64Array
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** Tags of the nodes that matter on foot: barrier, crossing, entrance, elevator, access …; by node index. */
  readonly nodeTags: ReadonlyMap<number, Tags>
  /** Way w runs through nodes `wayRefs[wayFirst[w] .. wayFirst[w + 1])` (indices, not ids). */
  readonly wayId: Float64Array
  readonly wayFirst: Int32Array
  readonly wayRefs: Int32Array
  readonly wayTags: readonly Tags[]
  /** Length in mm of each way, where the source states it (an edge table); null: measure it. */
  readonly wayLengthMm: Int32Array | null
  /** Places crossed in any direction: `area=yes` ways and multipolygons of highway=pedestrian, footway … */
  readonly plazas: readonly Plaza[]
  /** Lines that one cannot step across: barrier=wall, fence, retaining_wall, city_wall … CSR like ways. */
  readonly wallFirst: Int32Array
  readonly wallRefs: Int32Array
}

/** An area that is walked across. Rings are closed lists of node indices without the repeated last; the first is an outer one. */
export interface Plaza {
  readonly id: string
  readonly tags: Tags
  readonly outer: readonly Int32Array[]
  readonly inner: readonly Int32Array[]
}

// ── areas, buildings, the ground ────────────────────────────────────────────────────────────────────────────────

export type { MultiPolygon, Ring } from '../geo/polygon.ts'

/** Where an area stands in the order of administration; `other` is a border drawn by whoever brought it. */
export type AreaLevel = 'province' | 'prefecture' | 'district' | 'subdistrict' | 'community' | 'other'

/** A named area with a border. */
export interface AreaRow {
  /** Its code if it has one, else `file:row`. Unique in a file. */
  readonly id: string
  readonly name: string
  /** 6 digits, or 9 or 12 for subdistrict and community; null where unknown. */
  readonly adcode: string | null
  readonly level: AreaLevel
  /** Code or id of the area it belongs to; null where unknown. */
  readonly parent: string | null
  readonly polygon: MultiPolygon
}

/** Buildings in columns. */
export interface Buildings {
  readonly id: Float64Array
  /** Building b has outer ring `coords[2 * first[b] .. 2 * first[b + 1])`, degrees. */
  readonly first: Int32Array
  readonly coords: Float64Array
  /** Storeys above ground; NaN where unknown. */
  readonly levels: Float32Array
  /** The value of the building tag: yes, apartments, residential, retail … */
  readonly use: readonly string[]
}

/** What the base map draws apart from streets and buildings. */
export type GroundKind = 'water' | 'river' | 'green' | 'rail' | 'built'

/** What the base map shows under the streets. */
export interface Ground {
  readonly kind: GroundKind
  readonly name: string
  /** Area for water, green, built; null for lines. */
  readonly polygon: MultiPolygon | null
  /** Lines for river and rail: [lng, lat, …] each. */
  readonly lines: readonly Float64Array[]
}

// ── residents ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Age bands that the product counts by. They overlap: each is a question somebody asks. */
export const BANDS = ['0-2', '3-6', '0-14', '60+', '65+'] as const
/** One of them. */
export type Band = (typeof BANDS)[number]

/** Residents at points, in columns. A point is a cell (grid), a building, a piece of street, or a point as given. */
export interface Population {
  readonly kind: 'point' | 'grid' | 'building' | 'street'
  /** File it came from. */
  readonly file: string
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** People at each point; fractional inside, whole at the edge. */
  readonly people: Float64Array
  /** People by band, where the source tells; a band that is not there is unknown, not zero. */
  readonly bands: Readonly<Partial<Record<Band, Float64Array>>>
  /** Side of a grid cell in metres; null if not a grid. */
  readonly cellMeters: number | null
  /** For drawing: point p has the line or ring `outline[2 * outlineFirst[p] .. 2 * outlineFirst[p + 1])`, degrees; null if not kept. */
  readonly outlineFirst: Int32Array | null
  readonly outline: Float64Array | null
  /** What should be said of how it was made: shares counted, assumptions. Each stands in the report. */
  readonly notes: readonly PopulationNote[]
}

/** Of a census area's people, the part that lies inside the street data and was placed. */
export interface PopulationNote {
  readonly code: string
  readonly name: string
  readonly people: number
  /** Share of the area (by surface) that lies inside the street data, 0–1. */
  readonly shareInside: number
  /** People placed: people × shareInside. */
  readonly placed: number
  readonly method: 'building-floor-area' | 'residential-street-length'
}

/** One row of a census table. */
export interface CensusRow {
  readonly code: string
  readonly name: string
  readonly people: number
  readonly households: number | null
  readonly bands: Readonly<Partial<Record<Band, number>>>
}

// ── a whole OSM extract ──────────────────────────────────────────────────────────────────────────────────────────

/** Everything that an OSM file tells us. */
export interface Extract {
  readonly file: string
  /** What the file says it was made from; null where it says nothing. */
  readonly source: string | null
  /** The box in the file's header, else the box round its streets. */
  readonly bounds: Bounds
  readonly streets: Streets
  readonly outlets: readonly OutletRow[]
  readonly buildings: Buildings
  readonly boundaries: readonly AreaRow[]
  readonly ground: readonly Ground[]
}
