// Who may walk where: tables that a planner can read and argue with. What a tag means on foot follows the OSM wiki's
// defaults; where it leaves room, the reason stands beside the line.
import type { Tags } from '../source/rows.ts'
import { type EdgeKind, EVERYONE, NOBODY, RESIDENTS } from './graph.ts'

/** Whether one may walk on a way, and on what. */
export interface Footing {
  /** EVERYONE, RESIDENTS or NOBODY. */
  readonly who: number
  readonly kind: EdgeKind
}

/** What a class of way is on foot when no other tag speaks: `yes`, `no`, or `ground` (yes, unless raised or in a tunnel). */
type ByClass = readonly [foot: 'yes' | 'no' | 'ground', kind: EdgeKind]

/** highway=… */
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
  secondary: ['yes', 'street'],
  secondary_link: ['yes', 'street'],
  primary: ['yes', 'street'],
  primary_link: ['yes', 'street'],
  // 国道 and 主干道 at grade are tagged trunk and have pavements; elevated roads (高架) and tunnels are trunk too and have none
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
  delivery: RESIDENTS,
  employees: NOBODY,
  agricultural: NOBODY,
  forestry: NOBODY,
  military: NOBODY,
  no: NOBODY,
  use_sidepath: NOBODY, // the pavement is drawn as a way of its own
}

/** barrier=… on a node of a way, when neither foot nor access says who may pass. What is not here lets everyone pass. */
const BARRIERS: Readonly<Record<string, number>> = {
  wall: NOBODY,
  city_wall: NOBODY,
  retaining_wall: NOBODY,
  fence: NOBODY,
  guard_rail: NOBODY,
  hedge: NOBODY,
  debris: NOBODY,
  'full-height_turnstile': RESIDENTS, // of a station or an office: it wants a ticket or a card
  sally_port: RESIDENTS,
}

const NO_WAY: Footing = { who: NOBODY, kind: 'street' }

/** Whether one may walk along a way with these tags. Areas (`area=yes`) are asked the same. */
export function footing(tags: Tags): Footing {
  const byClass = classOf(tags)
  if (!byClass) return NO_WAY
  const [foot, kind] = byClass
  const said = accessOf(tags)
  if (said !== null) return { who: said, kind }
  if (tags.motorroad === 'yes') return { who: NOBODY, kind }
  const pavement = /^(both|left|right|yes|separate)$/.test(tags.sidewalk ?? tags['sidewalk:both'] ?? '')
  if (pavement) return { who: EVERYONE, kind }
  const raised =
    (tags.bridge !== undefined && tags.bridge !== 'no') || (tags.tunnel !== undefined && tags.tunnel !== 'no')
  const walkable = foot === 'yes' || (foot === 'ground' && !raised)
  return { who: walkable ? EVERYONE : NOBODY, kind }
}

/** Who may pass a node of a way: EVERYONE where it is no barrier. */
export function passing(tags: Tags | undefined): number {
  if (!tags) return EVERYONE
  if (!tags.barrier && tags.entrance === undefined) return EVERYONE
  const said = accessOf(tags)
  if (said !== null) return said
  if (tags.locked === 'yes') return RESIDENTS // its residents have the key
  return tags.barrier ? (BARRIERS[tags.barrier] ?? EVERYONE) : EVERYONE
}

/** How far a way belongs to the town rather than to one plot: 3 a street, 2 a service road or track, 1 a footpath. */
export function rankOf(tags: Tags): 1 | 2 | 3 {
  if (tags.highway === 'service' || tags.highway === 'track') return 2
  return tags.highway === 'pedestrian' || classOf(tags)?.[1] === 'street' ? 3 : 1
}

/** Whether a way is drawn as a crossing of a carriageway. */
export const isCrossing = (tags: Tags): boolean =>
  tags.footway === 'crossing' || tags.path === 'crossing' || tags.cycleway === 'crossing'

function classOf(tags: Tags): ByClass | null {
  if (tags.disused === 'yes' || tags.abandoned === 'yes') return null
  const highway = tags.highway === undefined ? undefined : HIGHWAYS[tags.highway]
  if (highway) return highway
  for (const [key, value, kind] of OTHERS) if (tags[key] === value) return ['yes', kind]
  return null
}

/** What foot, else access, says; null where they say nothing that is known. */
function accessOf(tags: Tags): number | null {
  return ACCESS[tags.foot ?? ''] ?? ACCESS[tags.access ?? ''] ?? null
}
