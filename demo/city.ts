// The demo city, from a seed: the ground, what each block is for, streets, buildings, people, shops, borders, in this order.
// Each part draws its chance from a stream of its own, so a change in one leaves the others as they were.
import { random } from '@yike/core/base/random.ts'
import type { Bounds } from '@yike/core/geo/bounds.ts'
import { boundsOf } from '@yike/core/geo/bounds.ts'
import { planeAt } from '@yike/core/geo/meters.ts'
import type { Tags } from '@yike/core/source/rows.ts'
import { groupUnits, makeUnits } from './areas.ts'
import { drawExpressways, drawRailway, drawRiver } from './barriers.ts'
import { buildCompound } from './compounds.ts'
import { type CityArea, drawBorders, makeAreas } from './districts.ts'
import { Drawing } from './drawing.ts'
import { fields, openSpace } from './green.ts'
import { type Built, cutLots, giveUses } from './lots.ts'
import { makeNames } from './names.ts'
import { buildLanes } from './old-town.ts'
import { mapOutlets, openOutlets } from './outlets.ts'
import { borders } from './outline.ts'
import { housePeople } from './people.ts'
import { buildPlace } from './places.ts'
import type { P } from './shape.ts'
import { drawStreets } from './streets.ts'
import { makeTerrain, type Terrain } from './terrain.ts'
import { type Cells, cellAt, isUrban, planZones, type Zone } from './zones.ts'

/** In the Taklamakan, far from any street; GCJ-02 shifts here. */
export const CENTRE = { lng: 83.5, lat: 39 } as const

/** The city's name; areas' names begin with 演示 too, so that nobody takes one for real. */
export const CITY_NAME = '演示市'

/** Where a city stands, and what it is called. */
export interface CitySite {
  readonly name: string
  /** The first four digits of its areas' codes: 90 to 99 begin what GB/T 2260 does not use. */
  readonly prefix: string
  /** Its middle, WGS-84 degrees. */
  readonly lng: number
  readonly lat: number
}

/** Where the demo city stands. */
export const SITE: CitySite = { name: CITY_NAME, prefix: '9901', ...CENTRE }

/** How many residents, and which city of that size. */
export interface CityPlan {
  readonly people: number
  readonly seed: number
  /** `SITE` if not given. */
  readonly site?: CitySite
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

/** A whole city as plain data. */
export interface City extends Required<CityPlan> {
  readonly name: string
  /** Round everything that is drawn. */
  readonly bounds: Bounds
  /** OSM nodes, ways and relations by index; ids are given on writing. */
  readonly nodes: { readonly lng: Float64Array; readonly lat: Float64Array; readonly tags: ReadonlyMap<number, Tags> }
  readonly ways: readonly { readonly refs: readonly number[]; readonly tags: Tags }[]
  readonly relations: readonly {
    readonly ways: readonly { readonly way: number; readonly role: string }[]
    readonly tags: Tags
  }[]
  readonly outlets: readonly CityOutlet[]
  /** Homes in columns: where, how many people, how much floor. */
  readonly homes: {
    readonly lng: Float64Array
    readonly lat: Float64Array
    readonly people: Int32Array
    readonly floorArea: Float64Array
  }
  readonly districts: readonly CityArea[]
  readonly subdistricts: readonly CityArea[]
  readonly communities: readonly CityArea[]
}

/** Makes the city of `people` residents that `seed` stands for. The same two numbers make the same city. */
export function makeCity({ people, seed, site = SITE }: CityPlan): City {
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
  const stationRow = rowOfStation(terrain, cells)
  for (const column of cells)
    for (const cell of column) {
      if (!cell) continue
      const rng = chance.fork(`cell ${cell.column} ${cell.row}`)
      if (!isUrban(cell)) fields(board, terrain, grid, cell, rng)
      else if (cell.zone === 'park' || cell.zone === 'lake')
        openSpace(board, terrain, grid, cell, `${names.quarter('park')}公园`, rng)
      else {
        const lots = cutLots(board, terrain, grid, cell, names, built.lots.length, rng)
        giveUses(lots, cell.zone, turn, rng)
        if (cell.row === stationRow && cell.column === terrain.rail + 1) lots[0]!.use = 'station'
        built.lots.push(...lots)
        for (const lot of lots) {
          const lanes = lot.zone === 'old-town' || lot.zone === 'village'
          lot.name = lot.use !== 'home' || lanes ? names.quarter('place') : names.compound(styleOf(lot.zone))
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

  const plane = planeAt(site.lng, site.lat)
  const degrees = ([x, y]: P): P => [plane.lng(x), plane.lat(y)]
  const areas = makeAreas(units, groups, built, peopleOf, names, chance.fork('areas'), degrees, site.prefix)
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
    site,
    name: site.name,
    bounds: boundsOf(lng, lat)!,
    nodes: { lng, lat, tags: board.nodeTags },
    ways: board.ways,
    relations: board.relations,
    outlets: outlets.map(({ at, lot, ...rest }) => ({
      ...rest,
      lng: plane.lng(at[0]),
      lat: plane.lat(at[1]),
      community: communityOfLot[lot]!,
    })),
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

/** The row beside the railway, towards the centre, where the station stands: a built-up one nearest to the middle; -1 if there is none. */
function rowOfStation(terrain: Terrain, cells: Cells): number {
  const fit = terrain.rows.flatMap((_, row) => {
    const zone = cellAt(cells, terrain.rail + 1, row)?.zone
    return zone === 'danwei' || zone === 'estate' || zone === 'cbd' ? [row] : []
  })
  const middle = terrain.rows.length / 2
  return fit.reduce((best, row) => (best < 0 || Math.abs(row - middle) < Math.abs(best - middle) ? row : best), -1)
}
