// Who may walk where: tables that a planner can read and argue with. What a tag means on foot follows the OSM wiki
// (Key:access, Key:foot, Key:barrier, Key:sidewalk, Chinese tagging guidelines); where it leaves room, the reason stands
// beside the line. Looked at for comparison: OSRM's profiles/foot.lua, which walks primary roads and below, no trunk.
import type { Tags } from '../source/rows.ts'
import { type EdgeKind, EVERYONE, NOBODY, RESIDENTS } from './graph.ts'

/** Whether one may walk on a way, and on what. */
export interface Footing {
  /** EVERYONE, RESIDENTS or NOBODY. */
  readonly who: number
  readonly kind: EdgeKind
}

// ── ways ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * What a class of way is on foot when no other tag speaks:
 *   yes     walked
 *   ground  walked, unless it runs in a tunnel, on a bridge or above
 *   no      not walked, unless foot=… or a pavement says so
 */
type ByClass = readonly [foot: 'yes' | 'ground' | 'no', kind: EdgeKind]

/** highway=…; what is not here (construction, proposed, services …) is no way to walk. */
const HIGHWAYS: Readonly<Record<string, ByClass>> = {
  footway: ['yes', 'footway'],
  path: ['yes', 'footway'],
  pedestrian: ['yes', 'footway'],
  steps: ['yes', 'steps'],
  corridor: ['yes', 'footway'], // indoors, through a mall or a station
  elevator: ['yes', 'lift'],
  platform: ['yes', 'footway'],
  living_street: ['yes', 'street'],
  residential: ['yes', 'street'],
  service: ['yes', 'street'], // the lanes inside compounds
  unclassified: ['yes', 'street'],
  road: ['yes', 'street'], // not yet classed by its mapper; nearly always a street
  track: ['yes', 'street'],
  cycleway: ['yes', 'footway'], // in China beside the pavement, and walked
  bridleway: ['yes', 'footway'],
  tertiary: ['yes', 'street'],
  tertiary_link: ['yes', 'street'],
  // their tunnels too: one under a hill or a railway has a pavement, one for cars only (过江隧道) says foot=no itself, as 45
  // of 54 km do in central Shanghai; Monaco could not be walked without the others
  secondary: ['yes', 'street'],
  secondary_link: ['yes', 'street'],
  primary: ['yes', 'street'],
  primary_link: ['yes', 'street'],
  // the guidelines for China class a 国道 as trunk by its rank, not by its build: at grade it is a main road with pavements,
  // in Jinan 398 km of them. Raised or sunk it is a 城市快速路 and has none
  trunk: ['ground', 'street'],
  trunk_link: ['ground', 'street'],
  motorway: ['no', 'street'],
  motorway_link: ['no', 'street'],
  busway: ['no', 'street'],
  bus_guideway: ['no', 'street'],
  raceway: ['no', 'street'],
  escape: ['no', 'street'],
  via_ferrata: ['no', 'footway'],
}

/** What is walked though it is no highway. */
const OTHERS: readonly (readonly [key: string, value: string, kind: EdgeKind])[] = [
  ['railway', 'platform', 'footway'],
  ['public_transport', 'platform', 'footway'],
  ['man_made', 'pier', 'footway'],
]

/** foot=… , else access=… ; a value that is not here says nothing. */
const ACCESS: Readonly<Record<string, number>> = {
  yes: EVERYONE,
  designated: EVERYONE,
  official: EVERYONE,
  permissive: EVERYONE,
  public: EVERYONE,
  destination: EVERYONE, // one who walks there has business there
  customers: EVERYONE, // and a customer is what a resident is to an outlet
  discouraged: EVERYONE,
  limited: EVERYONE,
  private: RESIDENTS,
  residents: RESIDENTS,
  permit: RESIDENTS,
  delivery: RESIDENTS, // through the yard of those who live there
  employees: NOBODY,
  agricultural: NOBODY,
  forestry: NOBODY,
  military: NOBODY,
  no: NOBODY,
  use_sidepath: NOBODY, // the pavement is drawn as a way of its own
}

/**
 * Whether one may walk along a way with these tags. Areas (`area=yes`) are asked the same. In this order:
 *   1  foot=… decides, whatever else is said
 *   2  motorroad=yes, expressway=yes: nobody
 *   3  a pavement (sidewalk=both, left, right, yes): walked; of a trunk road sidewalk=no: not walked
 *   4  the class, by whether it is raised or sunk
 *   5  access=… may still close what is open, never open what is shut: it speaks of vehicles first
 */
export function footing(tags: Tags): Footing {
  const byClass = classOf(tags)
  if (!byClass) return { who: NOBODY, kind: 'street' }
  const [walked, kind] = byClass
  const foot = ACCESS[tags.foot ?? '']
  if (foot !== undefined) return { who: foot, kind }
  if (tags.motorroad === 'yes' || tags.expressway === 'yes') return { who: NOBODY, kind }
  const pavement = pavementOf(tags)
  const layer = Number(tags.layer ?? 0)
  const sunk = isSet(tags.tunnel) && tags.tunnel !== 'building_passage' // under a house, not under ground
  const raised = isSet(tags.bridge) || layer > 0
  const open = walked === 'yes' || pavement === true || (walked === 'ground' && !sunk && !raised && pavement !== false)
  return { who: open ? (ACCESS[tags.access ?? ''] ?? EVERYONE) : NOBODY, kind }
}

/** Whether a way has a pavement: true, false, or null where nothing is said. `separate` is drawn as a way of its own. */
function pavementOf(tags: Tags): boolean | null {
  const said = ['sidewalk', 'sidewalk:both', 'sidewalk:left', 'sidewalk:right'].map((key) => tags[key])
  if (said.some((value) => /^(both|left|right|yes)$/.test(value ?? ''))) return true
  return said.some((value) => value === 'no' || value === 'none') ? false : null
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== 'no'

/** How far a way belongs to the town rather than to one plot: 3 a street, 2 a service road or track, 1 a footpath. */
export function rankOf(tags: Tags): 1 | 2 | 3 {
  if (tags.highway === 'service' || tags.highway === 'track') return 2
  return tags.highway === 'pedestrian' || classOf(tags)?.[1] === 'street' ? 3 : 1
}

/** Whether a way is drawn as a crossing of a carriageway. */
export const isCrossing = (tags: Tags): boolean =>
  tags.footway === 'crossing' || tags.path === 'crossing' || tags.cycleway === 'crossing'

/** Whether vehicles drive on it, so that one who crosses it waits; walked or not. */
export const isCarriageway = (tags: Tags): boolean => HIGHWAYS[tags.highway ?? '']?.[1] === 'street'

function classOf(tags: Tags): ByClass | null {
  if (tags.disused === 'yes' || tags.abandoned === 'yes') return null
  const highway = tags.highway === undefined ? undefined : HIGHWAYS[tags.highway]
  if (highway) return highway
  for (const [key, value, kind] of OTHERS) if (tags[key] === value) return ['yes', kind]
  return null
}

// ── nodes ────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * barrier=… on a node of a way:
 *   open   one on foot gets through by its build, and its access=… is meant for vehicles; only foot=… shuts it
 *   door   open unless foot, access or locked says who may pass
 *   key    for those who have one, unless foot or access says otherwise
 *   wall   nobody gets through, unless foot or access says otherwise
 * What is not here is a door: an obstacle that nobody described is not a wall to a whole neighbourhood.
 */
const BARRIERS: Readonly<Record<string, 'open' | 'door' | 'key' | 'wall'>> = {
  bollard: 'open',
  block: 'open',
  cycle_barrier: 'open',
  motorcycle_barrier: 'open',
  kerb: 'open',
  stile: 'open',
  kissing_gate: 'open',
  height_restrictor: 'open',
  cattle_grid: 'open',
  toll_booth: 'open',
  bus_trap: 'open',
  sump_buster: 'open',
  rope: 'open',
  chain: 'open',
  jersey_barrier: 'open',
  planter: 'open',
  log: 'open',
  border_control: 'door',
  entrance: 'door',
  gate: 'door', // most gates of compounds: who may pass is seldom tagged, and by day most stand open
  lift_gate: 'door', // stops cars; but where access=private stands on it, it is the gate of a compound
  swing_gate: 'door',
  sliding_gate: 'door',
  wicket_gate: 'door',
  hampshire_gate: 'door',
  turnstile: 'door',
  sally_port: 'door',
  'full-height_turnstile': 'key', // of a station or an office: it wants a ticket or a card
  wall: 'wall',
  city_wall: 'wall',
  retaining_wall: 'wall',
  fence: 'wall',
  guard_rail: 'wall',
  hedge: 'wall',
  debris: 'wall',
}

/** Who may pass a node of a way: EVERYONE where it is neither a barrier nor a door. */
export function passing(tags: Tags | undefined): number {
  if (!tags) return EVERYONE
  const { barrier } = tags
  const is = isSet(barrier) ? (BARRIERS[barrier!] ?? 'door') : isDoor(tags) ? 'door' : null
  if (!is) return EVERYONE
  const foot = ACCESS[tags.foot ?? '']
  if (foot !== undefined || is === 'open') return foot ?? EVERYONE
  const access = ACCESS[tags.access ?? '']
  if (access !== undefined) return access
  if (is === 'wall') return NOBODY
  return is === 'key' || tags.locked === 'yes' ? RESIDENTS : EVERYONE // a lock has a key, and its residents have it
}

/** Whether a node is the door of a building or a lift; both may say who passes. */
const isDoor = (tags: Tags): boolean => isSet(tags.entrance) || isSet(tags.door) || isLift(tags)

/** Whether a node is a lift: whoever passes it changes floors. */
export const isLift = (tags: Tags | undefined): boolean => tags?.highway === 'elevator'
