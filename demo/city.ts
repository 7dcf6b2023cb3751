// The demo city, from a seed: the ground, what each block is for, streets, buildings, people, shops, borders, in this order.
// Each part draws its chance from a stream of its own, so a change in one leaves the others as they were.
import { random } from '@yike/core/base/random.ts'
import type { Bounds } from '@yike/core/geo/bounds.ts'
import { boundsOf } from '@yike/core/geo/bounds.ts'
import { planeAt } from '@yike/core/geo/meters.ts'
import type { Tags } from '@yike/core/source/rows.ts'
import { type Border, borders, groupUnits, makeUnits, outline, type Units } from './areas.ts'
import { drawExpressways, drawRailway, drawRiver } from './barriers.ts'
import { buildCompound } from './compounds.ts'
import { Drawing } from './drawing.ts'
import { type Built, cutLots, giveUses } from './lots.ts'
import { makeNames } from './names.ts'
import { buildLanes } from './old-town.ts'
import { mapOutlets, openOutlets } from './outlets.ts'
import { addCounts, type Count, countPeople, housePeople } from './people.ts'
import { buildPlace, fields, openSpace } from './places.ts'
import type { P } from './shape.ts'
import { drawStreets } from './streets.ts'
import { makeTerrain } from './terrain.ts'
import { isUrban, planZones, type Zone } from './zones.ts'

/** In the Taklamakan, far from any street; GCJ-02 shifts here. */
export const CENTRE = { lng: 83.5, lat: 39 } as const

/** The city's name, and what every area's name begins with, so that nobody takes one for real. */
export const CITY_NAME = '演示市'
const MARK = '演示·'

/** How many residents, and which city of that size. */
export interface CityPlan {
  readonly people: number
  readonly seed: number
}

/** An outlet as it is, before anybody has written it down. */
export interface CityOutlet {
  readonly id: number
  /** Key into TRADES. */
  readonly trade: string
  readonly name: string
  /** WGS-84. */
  readonly lng: number
  readonly lat: number
  readonly address: string
  readonly hours: string
  readonly capacity: number | null
  /** Index into `communities`. */
  readonly community: number
  readonly onOsm: 'node' | 'way' | null
}

/** A community, subdistrict or district with its count of people. */
export interface CityArea {
  readonly level: 'district' | 'subdistrict' | 'community'
  readonly code: string
  readonly name: string
  readonly parent: string | null
  /** Polygons of rings of [lng, lat], WGS-84; first point not repeated, outer ring first. */
  readonly polygons: readonly (readonly (readonly P[])[])[]
  readonly count: Count
}

/** A whole city as plain data. Codes begin with 9901, which GB/T 2260 does not use. */
export interface City extends CityPlan {
  readonly name: string
  /** Round everything that is drawn. */
  readonly bounds: Bounds
  /** OSM nodes, ways and relations by index; ids are given on writing. */
  readonly nodes: { readonly lng: Float64Array; readonly lat: Float64Array; readonly tags: ReadonlyMap<number, Tags> }
  readonly ways: readonly { readonly refs: readonly number[]; readonly tags: Tags }[]
  readonly relations: readonly { readonly ways: readonly { readonly way: number; readonly role: string }[]; readonly tags: Tags }[]
  readonly outlets: readonly CityOutlet[]
  /** Homes in columns: where, how many people, how much floor. */
  readonly homes: { readonly lng: Float64Array; readonly lat: Float64Array; readonly people: Int32Array; readonly floorArea: Float64Array }
  readonly districts: readonly CityArea[]
  readonly subdistricts: readonly CityArea[]
  readonly communities: readonly CityArea[]
}

/** Makes the city of `people` residents that `seed` stands for. The same two numbers make the same city. */
export function makeCity({ people, seed }: CityPlan): City {
  const chance = random(seed)
  const names = makeNames(chance.fork('names'))
  const board = new Drawing()

  const terrain = makeTerrain(people, chance.fork('terrain'))
  const cells = planZones(terrain, people, chance.fork('zones'))
  const grid = drawStreets(board, terrain, cells, names, chance.fork('streets'))
  drawRiver(board, terrain, cells, grid, chance.fork('river'))
  drawRailway(board, terrain)
  drawExpressways(board, terrain, grid)

  const built: Built = { lots: [], homes: [], spots: [], landmarks: [] }
  const turn = { civic: 0 }
  for (const column of cells)
    for (const cell of column) {
      if (!cell) continue
      const rng = chance.fork(`cell ${cell.column} ${cell.row}`)
      if (!isUrban(cell)) fields(board, terrain, grid, cell, rng)
      else if (cell.zone === 'park' || cell.zone === 'lake') openSpace(board, terrain, grid, cell, `${names.quarter()}公园`, rng)
      else {
        const lots = cutLots(board, terrain, grid, cell, names, built.lots.length, rng)
        giveUses(lots, cell.zone, turn, rng)
        built.lots.push(...lots)
        for (const lot of lots) {
          const lanes = lot.zone === 'old-town' || lot.zone === 'village'
          lot.name = lot.use !== 'home' || lanes ? names.quarter() : names.compound(styleOf(lot.zone))
          if (lot.use !== 'home') buildPlace(board, lot, built, rng)
          else if (lanes) buildLanes(board, lot, names, built, rng)
          else buildCompound(board, lot, built, rng)
        }
      }
    }

  const peopleOf = housePeople(built.homes, people)
  const outlets = openOutlets(board, built, peopleOf, chance.fork('outlets'))
  mapOutlets(board, outlets, chance.fork('osm'))

  const peopleOfLot = new Float64Array(built.lots.length)
  built.homes.forEach((home, h) => {
    peopleOfLot[home.lot]! += peopleOf[h]!
  })
  const units = makeUnits(terrain, cells, built.lots, peopleOfLot)
  const groups = groupUnits(units, people)
  board.finish()

  const plane = planeAt(CENTRE.lng, CENTRE.lat)
  const degrees = ([x, y]: P): P => [plane.lng(x), plane.lat(y)]
  const areas = makeAreas(units, groups, built, peopleOf, names, chance.fork('areas'), degrees)
  drawBorders(board, units, borders(units, groups.community), groups, areas)

  const lng = Float64Array.from(board.x, plane.lng)
  const lat = Float64Array.from(board.y, plane.lat)
  const communityOfLot = new Int32Array(built.lots.length).fill(-1)
  units.units.forEach((unit, k) => {
    if (unit.lot !== null) communityOfLot[unit.lot] = groups.community[k]!
  })
  return {
    people,
    seed,
    name: CITY_NAME,
    bounds: boundsOf(lng, lat)!,
    nodes: { lng, lat, tags: board.nodeTags },
    ways: board.ways,
    relations: board.relations,
    outlets: outlets.map(({ at, lot, ...rest }) => ({ ...rest, lng: plane.lng(at[0]), lat: plane.lat(at[1]), community: communityOfLot[lot]! })),
    homes: {
      lng: Float64Array.from(built.homes, (h) => plane.lng(h.at[0])),
      lat: Float64Array.from(built.homes, (h) => plane.lat(h.at[1])),
      people: peopleOf,
      floorArea: Float64Array.from(built.homes, (h) => h.floorArea),
    },
    ...areas,
  }
}

const styleOf = (zone: Zone) => (zone === 'danwei' || zone === 'newtown' ? zone : 'estate')

const DISTRICTS = ['河西区', '河东区', '城北区', '城南区', '湖滨区', '新城区', '临江区', '东湖区', '西郊区', '高铁区', '北湖区', '南苑区']

type Groups = ReturnType<typeof groupUnits>
type Areas = Pick<City, 'districts' | 'subdistricts' | 'communities'>

/** Codes, names, borders and counts of the three levels. */
function makeAreas(
  units: Units,
  groups: Groups,
  built: Built,
  peopleOf: Int32Array,
  names: ReturnType<typeof makeNames>,
  rng: ReturnType<typeof random>,
  degrees: (p: P) => P,
): Areas {
  const { community, subdistrict, district } = groups
  const zones = subdistrict.map(() => new Map<Zone, number>())
  const communityOfLot = new Map<number, number>()
  const members: number[][] = subdistrict.map(() => [])
  units.units.forEach((unit, k) => {
    if (community[k]! < 0) return
    members[community[k]!]!.push(k)
    if (unit.lot !== null) communityOfLot.set(unit.lot, community[k]!)
  })
  built.homes.forEach((home, h) => {
    const tally = zones[communityOfLot.get(home.lot)!]!
    tally.set(home.zone, (tally.get(home.zone) ?? 0) + peopleOf[h]!)
  })
  const border = (list: readonly number[]) => outline(units, list).map((rings) => rings.map((ring) => ring.map(degrees)))
  const pad = (n: number, digits: number) => String(n).padStart(digits, '0')

  const parentOf = new Map<number, number>()
  subdistrict.forEach((s, c) => parentOf.set(s, district[c]!))
  const districtCode = (d: number) => `9901${pad(d + 1, 2)}`
  const firstOf = new Map<number, number>()
  for (const [s, d] of parentOf) if (!firstOf.has(d)) firstOf.set(d, s)
  const subdistrictCode = (s: number) => `${districtCode(parentOf.get(s)!)}${pad(s - firstOf.get(parentOf.get(s)!)! + 1, 3)}`
  const seen = new Map<number, number>()
  const communities = subdistrict.map((s, c): CityArea => {
    const n = (seen.get(s) ?? 0) + 1
    seen.set(s, n)
    const code = `${subdistrictCode(s)}${pad(n, 3)}`
    const name = `${MARK}${names.quarter()}社区`
    return { level: 'community', code, name, parent: subdistrictCode(s), polygons: border(members[c]!), count: countPeople(zones[c]!, rng) }
  })
  const sum = (level: 'subdistrict' | 'district', code: string, name: string, parent: string | null, own: (c: number) => boolean): CityArea => {
    const inside = communities.flatMap((_, c) => (own(c) ? [c] : []))
    const count = addCounts(inside.map((c) => communities[c]!.count))
    return { level, code, name, parent, polygons: border(inside.flatMap((c) => members[c]!)), count }
  }
  const subdistricts = [...parentOf].map(([s, d]) => sum('subdistrict', subdistrictCode(s), `${MARK}${names.quarter()}街道`, districtCode(d), (c) => subdistrict[c] === s))
  const east = new Map<number, boolean>()
  units.units.forEach((unit, k) => {
    if (community[k]! >= 0) east.set(district[community[k]!]!, unit.east)
  })
  const numbers = [...new Set(district)]
  const first = (bank: boolean) => numbers.find((d) => east.get(d) === bank)
  const others = DISTRICTS.slice(2)
  const districts = numbers.map((d) => {
    const name = d === first(false) ? DISTRICTS[0]! : d === first(true) ? DISTRICTS[1]! : (others.shift() ?? `第${d + 1}区`)
    return sum('district', districtCode(d), MARK + name, null, (c) => district[c] === d)
  })
  return { districts, subdistricts, communities }
}

/** Borders as OSM has them: each line once, and a relation for every area. */
function drawBorders(board: Drawing, units: Units, lines: readonly Border[], { subdistrict, district }: Groups, areas: Areas): void {
  const nodes = new Map<string, number>()
  const nodeAt = (key: string) => {
    let node = nodes.get(key)
    if (node === undefined) nodes.set(key, (node = board.node(units.points.get(key)!)))
    return node
  }
  const ways = lines.map(({ points, left, right }) => {
    const differ = (of: readonly number[]) => (left < 0 || right < 0 ? true : of[left] !== of[right])
    const level = differ(district) ? '6' : differ(subdistrict) ? '8' : '10'
    return board.way(points.map(nodeAt), { boundary: 'administrative', admin_level: level })
  })
  const relate = (area: CityArea, adminLevel: string, own: (c: number) => boolean) => {
    const members = lines.flatMap(({ left, right }, k) => ((left >= 0 && own(left)) !== (right >= 0 && own(right)) ? [{ way: ways[k]!, role: 'outer' }] : []))
    board.relations.push({ ways: members, tags: { type: 'boundary', boundary: 'administrative', admin_level: adminLevel, name: area.name, ref: area.code } })
  }
  const indexOf = (list: readonly number[]) => [...new Set(list)]
  areas.districts.forEach((area, k) => relate(area, '6', (c) => district[c] === indexOf(district)[k]))
  areas.subdistricts.forEach((area, k) => relate(area, '8', (c) => subdistrict[c] === indexOf(subdistrict)[k]))
  areas.communities.forEach((area, k) => relate(area, '10', (c) => c === k))
}
