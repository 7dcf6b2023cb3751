// Data: what in OpenStreetMap is what for us. Wider than any one use: who may walk is the network's business, what counts
// as which category a standard's; here only things that nobody downstream asks about are left behind.
// Keys and values as the OSM wiki has them (Map features), checked against extracts of Shanghai, Jinan, Beijing,
// Shenzhen, Guixi, Monaco, Helsinki and Porto.
import type { GroundKind, Tags } from '../rows.ts'

/** What a way or a relation may be, as bits: one thing can be several. */
export const STREET = 1
export const PLAZA = 2
export const WALL = 4
export const BUILDING = 8
export const OUTLET = 16
export const GROUND = 32
export const BOUNDARY = 64
/** Nothing by itself, but part of a relation that is something. */
export const MEMBER = 128
/** Not what it is but how it runs: its last node is its first. */
export const CLOSED = 256

/** What streets are made of. */
export const STREETS = STREET | PLAZA | WALL
/** Everything that a file can tell. */
export const EVERYTHING = STREETS | BUILDING | OUTLET | GROUND | BOUNDARY

// ── verdicts on keys ─────────────────────────────────────────────────────────────────────────────────────────────

/** What a key may make of a way or relation: a street or wall, an outlet, ground, a border, a building. */
const STREET_KEY = 1
const OUTLET_KEY = 2
const GROUND_KEY = 4
const BORDER_KEY = 8
export const BUILDING_KEY = 16
/** A key that makes a way or relation worth more than a building. */
export const MORE_KEY = STREET_KEY | OUTLET_KEY | GROUND_KEY | BORDER_KEY
/** A key that may make a node an outlet. */
export const OUTLET_NODE_KEY = 32
/** A key on how a thing came to be drawn, which says nothing of the thing. */
export const DROPPED = 64
/** A key that may make a node matter on foot. */
export const FOOT_KEY = 128
/** A key on which it may hang what a way is, or who may walk there and on what. */
export const BEARING = 256
/** The key of storeys. */
export const LEVELS_KEY = 512

const OUTLET_KEYS = ['shop', 'amenity', 'office', 'craft', 'healthcare', 'leisure', 'tourism', 'social_facility']
const OUTLET_KEYS_TOO = ['emergency', 'club', 'education', 'public_transport', 'railway']
/** Keys of nodes that matter on foot. */
const FOOT_KEYS = ['barrier', 'entrance', 'door', 'crossing', 'kerb', 'access', 'foot', 'highway', 'railway']
/** Keys that do not make a way anything, but say more of what it is: those asked below, and by `network/tags.ts`. */
const BEARING_KEYS = [
  ...['area', 'tunnel', 'location', 'bridge', 'layer', 'admin_level', 'information', 'access', 'foot'],
  ...[
    'sidewalk',
    'sidewalk:both',
    'sidewalk:left',
    'sidewalk:right',
    'motorroad',
    'expressway',
    'disused',
    'abandoned',
  ],
  ...['footway', 'path', 'cycleway'],
]
const DROPPED_KEY = /^(source|created_by|note|fixme|FIXME|attribution|import|tiger|is_in|wikidata|wikipedia)($|[:_])/

const VERDICTS: ReadonlyMap<string, number> = (() => {
  const verdicts = new Map<string, number>([['building', BUILDING_KEY]])
  const add = (keys: readonly string[], verdict: number) => {
    for (const key of keys) verdicts.set(key, (verdicts.get(key) ?? 0) | verdict)
  }
  add(['highway', 'railway', 'public_transport', 'man_made', 'barrier'], STREET_KEY)
  add([...OUTLET_KEYS, ...OUTLET_KEYS_TOO], OUTLET_KEY | OUTLET_NODE_KEY)
  add(['natural', 'waterway', 'landuse', 'leisure', 'railway'], GROUND_KEY)
  add(['boundary'], BORDER_KEY)
  for (const [key, verdict] of verdicts) verdicts.set(key, verdict | BEARING) // all of these are asked of ways
  add(BEARING_KEYS, BEARING)
  add(['building:levels'], LEVELS_KEY)
  add(FOOT_KEYS, FOOT_KEY)
  return verdicts
})()

/** The verdict on a key, once for each string of a block. */
export const judge = (key: string): number => VERDICTS.get(key) ?? (DROPPED_KEY.test(key) ? DROPPED : 0)

/** All that a way is, as bits. `keys`: the verdicts on its keys; `closed`: its last node is its first. */
export function judgeWay(tags: Tags, keys: number, closed: boolean): number {
  let is = 0
  if (keys & STREET_KEY) {
    if (isStreet(tags)) is |= closed && isArea(tags) ? PLAZA : STREET
    else if (WALLS.has(tags.barrier ?? '')) is |= WALL
  }
  if (closed && keys & BUILDING_KEY && isBuilding(tags)) is |= BUILDING
  if ((keys & OUTLET_KEY || tags.highway === 'bus_stop') && outletKey(tags)) is |= OUTLET
  if (keys & GROUND_KEY) {
    const ground = groundKind(tags)
    if (ground && (closed || isLine(ground))) is |= GROUND
  }
  if (closed && keys & BORDER_KEY && isBoundary(tags)) is |= BOUNDARY
  return is
}

/** All that a relation is, as bits: only those that are areas (type=multipolygon or boundary) are anything. */
export function judgeRelation(tags: Tags): number {
  if (tags.type !== 'multipolygon' && tags.type !== 'boundary') return 0
  let is = 0
  if (isStreet(tags)) is |= PLAZA
  if (isBuilding(tags)) is |= BUILDING
  if (outletKey(tags)) is |= OUTLET
  const ground = groundKind(tags)
  if (ground && !isLine(ground)) is |= GROUND
  if (isBoundary(tags)) is |= BOUNDARY
  return is
}

// ── streets, walls ───────────────────────────────────────────────────────────────────────────────────────────────

/** Highways that are not there yet or any more, and areas beside the road that nobody walks along the edge of. */
const NO_HIGHWAY = new Set(
  [
    'proposed',
    'construction',
    'planned',
    'abandoned',
    'disused',
    'razed',
    'demolished',
    'dismantled',
    'historic',
  ].concat(['no', 'none', 'services', 'rest_area', 'traffic_island']),
)

/** Streets of every class, and the platforms and piers that one walks on. */
function isStreet(tags: Tags): boolean {
  if (tags.highway && tags.highway !== 'bus_stop') return !NO_HIGHWAY.has(tags.highway)
  return tags.railway === 'platform' || tags.public_transport === 'platform' || tags.man_made === 'pier'
}

/** Whether a closed street is an area: where it says so; a platform or a pier, unless it says not. */
const isArea = (tags: Tags): boolean =>
  tags.area === 'yes' || (tags.area !== 'no' && /^(|platform|bus_stop)$/.test(tags.highway ?? ''))

/** Barriers that nobody on foot steps over. A kerb, a bollard, a chain or a ditch is none. */
const WALLS = new Set([
  'wall',
  'fence',
  'city_wall',
  'retaining_wall',
  'hedge',
  'guard_rail',
  'sound_barrier',
  'noise_barrier',
  'jersey_barrier',
  'cable_barrier',
  'wire_fence',
])

/** What a node may be that matters to somebody walking through it. */
const FOOT_NODES: readonly (readonly [key: string, values: ReadonlySet<string> | null])[] = [
  ['barrier', null],
  ['entrance', null],
  ['door', null],
  ['crossing', null],
  ['kerb', null],
  ['access', null],
  ['foot', null],
  ['highway', new Set(['crossing', 'traffic_signals', 'elevator', 'steps', 'stop', 'give_way'])],
  ['railway', new Set(['crossing', 'level_crossing', 'tram_crossing', 'tram_level_crossing', 'subway_entrance'])],
]

/** Whether a node matters on foot: a gate, a crossing, a door, a lift, a kerb, a right of way. */
export const isFootNode = (tags: Tags): boolean =>
  FOOT_NODES.some(([key, values]) => {
    const value = tags[key]
    return value !== undefined && value !== 'no' && (values === null || values.has(value))
  })

/** Doors that customers do not come in by. */
const NOT_FOR_CUSTOMERS = new Set(['no', 'emergency', 'exit', 'service', 'garage', 'fire_exit'])
/** Barriers that one comes in through. */
const GATES = new Set(['gate', 'entrance', 'sally_port', 'swing_gate', 'sliding_gate', 'kissing_gate', 'wicket_gate'])

/** Whether a node on the outline of an outlet is a way in. */
export function isEntrance(tags: Tags): boolean {
  if (tags.access === 'no' || tags.access === 'private') return false
  if (tags.entrance) return !NOT_FOR_CUSTOMERS.has(tags.entrance)
  if (tags.door) return tags.door !== 'no'
  return GATES.has(tags.barrier ?? '') || tags.railway === 'subway_entrance'
}

// ── buildings, boundaries, the ground ────────────────────────────────────────────────────────────────────────────

const isBuilding = (tags: Tags): boolean => tags.building !== undefined && tags.building !== 'no'

const isBoundary = (tags: Tags): boolean =>
  tags.boundary === 'administrative' && /^([4-9]|10)$/.test(tags.admin_level ?? '')

type GroundTable = readonly (readonly [key: string, values: ReadonlySet<string>])[]
const WATER: GroundTable = [
  ['natural', new Set(['water', 'bay', 'strait'])],
  ['waterway', new Set(['riverbank', 'dock'])],
  ['landuse', new Set(['reservoir', 'basin', 'salt_pond'])],
]
const GREEN: GroundTable = [
  ['leisure', new Set(['park', 'garden', 'nature_reserve', 'golf_course', 'common'])],
  ['landuse', new Set(['grass', 'forest', 'meadow', 'village_green', 'recreation_ground', 'greenfield', 'cemetery'])],
  ['natural', new Set(['wood', 'scrub', 'grassland', 'heath', 'wetland'])],
]
const RIVERS = new Set(['river', 'canal'])
const RAILS = new Set(['rail', 'light_rail', 'tram', 'narrow_gauge', 'monorail', 'subway'])

/** What the base map draws of a thing; null for nothing. What runs below the ground is not drawn. */
export function groundKind(tags: Tags): GroundKind | null {
  if (tags.tunnel && tags.tunnel !== 'no') return null
  if (tags.location === 'underground') return null
  if (among(WATER, tags)) return 'water'
  if (RIVERS.has(tags.waterway ?? '')) return 'river'
  // A subway without `tunnel` is on the surface only where a bridge or a layer says so; most are just not tagged.
  if (tags.railway === 'subway') return tags.bridge && tags.bridge !== 'no' ? 'rail' : null
  if (RAILS.has(tags.railway ?? '')) return 'rail'
  return among(GREEN, tags) ? 'green' : null
}

/** Whether a kind of ground is drawn as lines. */
export const isLine = (kind: GroundKind): boolean => kind === 'river' || kind === 'rail'

const among = (table: GroundTable, tags: Tags): boolean => table.some(([key, values]) => values.has(tags[key] ?? ''))

// ── outlets ──────────────────────────────────────────────────────────────────────────────────────────────────────
// Inclusive: anything somebody may go to. A standard says later what it is; what no standard knows is listed with its
// count. Left out is what is only furniture of the street, parking, and what is written down as empty.

const NOTHING = ['no', 'none', 'vacant', 'disused', 'abandoned', 'construction', 'proposed']

const NO_AMENITY = [
  ...['bench', 'lounger', 'table', 'waste_basket', 'waste_disposal', 'grit_bin', 'clock', 'smoking_area', 'fountain'],
  ...['parking', 'parking_space', 'parking_entrance', 'parking_exit', 'bicycle_parking', 'motorcycle_parking'],
  ...['hunting_stand', 'watering_place', 'feeding_place', 'game_feeding', 'letter_box', 'trolley_bay', 'life_ring'],
]
const NO_LEISURE = ['outdoor_seating', 'picnic_table', 'firepit', 'slipway', 'bleachers', 'bird_hide', 'wildlife_hide']
const NO_TOURISM = ['artwork', 'viewpoint', 'yes', 'camp_pitch']

/** Keys that make an outlet, the most telling first; a value set `not` is none, one set `only` is all there is. */
const OUTLETS: readonly { key: string; not?: ReadonlySet<string>; only?: ReadonlySet<string> }[] = [
  { key: 'shop', not: new Set(NOTHING) },
  { key: 'amenity', not: new Set([...NOTHING, ...NO_AMENITY]) },
  { key: 'office', not: new Set(NOTHING) },
  { key: 'craft', not: new Set(NOTHING) },
  { key: 'healthcare', not: new Set(NOTHING) },
  { key: 'leisure', not: new Set([...NOTHING, ...NO_LEISURE]) },
  { key: 'tourism', not: new Set([...NOTHING, ...NO_TOURISM]) },
  { key: 'social_facility', not: new Set(NOTHING) },
  { key: 'club', not: new Set(NOTHING) },
  { key: 'education', not: new Set(NOTHING) },
  { key: 'emergency', only: new Set(['ambulance_station', 'assembly_point', 'defibrillator']) },
  { key: 'highway', only: new Set(['bus_stop']) },
  { key: 'public_transport', only: new Set(['platform', 'station']) },
  { key: 'railway', only: new Set(['station', 'halt', 'tram_stop', 'subway_entrance']) },
]

/** Signs and boards are not where one goes for information. */
const INFORMATION = new Set(['office', 'visitor_centre'])

/** The key that makes a thing an outlet, the most telling if several do; null where none does. */
export function outletKey(tags: Tags): string | null {
  for (const { key, not, only } of OUTLETS) {
    const value = tags[key]
    if (value === undefined || not?.has(value) || (only && !only.has(value))) continue
    if (value === 'information' && tags.information && !INFORMATION.has(tags.information)) continue
    // A private pool, garden or pitch serves its house.
    if (key === 'leisure' && (tags.access === 'private' || tags.access === 'no')) continue
    return key
  }
  return null
}

/** Tags of an outlet that somebody may ask for; the rest (phone, source, names in forty languages) is left behind. */
const KEPT = new Set([
  ...[
    ...OUTLET_KEYS,
    ...OUTLET_KEYS_TOO,
    'highway',
    'name',
    'name:zh',
    'name:en',
    'brand',
    'operator',
    'operator:type',
    'network',
  ],
  ...['opening_hours', 'check_date', 'check_date:opening_hours', 'survey:date', 'capacity', 'capacity:persons', 'beds'],
  ...['level', 'wheelchair', 'access', 'fee', 'indoor', 'building', 'building:levels', 'landuse', 'area', 'place'],
  ...[
    'cuisine',
    'takeaway',
    'sport',
    'information',
    'museum',
    'vending',
    'second_hand',
    'repair',
    'service',
    'religion',
  ],
  ...['healthcare:speciality', 'social_facility:for', 'community_centre', 'community_centre:for', 'government'],
  ...['isced:level', 'school', 'grades', 'min_age', 'max_age', 'post_office', 'parcel_pickup', 'parcel_mail_in'],
  ...['dispensing', 'drive_through', 'bus', 'subway', 'tram', 'train', 'station', 'garden:type', 'recycling_type'],
])
const KEPT_PREFIX = /^(addr|service|recycling|social_facility|repair):/

/** The tags of an outlet that are kept. */
export function outletTags(tags: Tags): Tags {
  const kept: Record<string, string> = {}
  for (const [key, value] of Object.entries(tags)) if (KEPT.has(key) || KEPT_PREFIX.test(key)) kept[key] = value
  return kept
}
