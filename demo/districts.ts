// The three levels of area with their codes, names, borders and counts; sums of a level are the level above.
import type { Random } from '@yike/core/base/random.ts'
import type { groupUnits, Units } from './areas.ts'
import { type Drawing, once } from './drawing.ts'
import type { Built } from './lots.ts'
import type { Names } from './names.ts'
import { type Border, outline } from './outline.ts'
import { addCounts, type Count, countPeople } from './people.ts'
import type { P } from './shape.ts'
import type { Zone } from './zones.ts'

/** What every area's name begins with. */
const MARK = '演示·'

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

const DISTRICTS = [
  '河西区',
  '河东区',
  '城北区',
  '城南区',
  '湖滨区',
  '新城区',
  '临江区',
  '东湖区',
  '西郊区',
  '高铁区',
  '北湖区',
  '南苑区',
]

type Groups = ReturnType<typeof groupUnits>
/** The areas of the three levels, each in the order of their codes. */
export interface Areas {
  readonly districts: readonly CityArea[]
  readonly subdistricts: readonly CityArea[]
  readonly communities: readonly CityArea[]
}

/** Codes (which begin with `prefix`, four digits), names, borders and counts of the three levels. */
export function makeAreas(
  units: Units,
  groups: Groups,
  built: Built,
  peopleOf: Int32Array,
  names: Names,
  rng: Random,
  degrees: (p: P) => P,
  prefix: string,
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
  const border = (list: readonly number[]) =>
    outline(units, list).map((rings) => rings.map((ring) => ring.map(degrees)))
  const pad = (n: number, digits: number) => String(n).padStart(digits, '0')

  const parentOf = new Map<number, number>()
  subdistrict.forEach((s, c) => {
    parentOf.set(s, district[c]!)
  })
  const districtCode = (d: number) => `${prefix}${pad(d + 1, 2)}`
  const firstOf = new Map<number, number>()
  for (const [s, d] of parentOf) if (!firstOf.has(d)) firstOf.set(d, s)
  const subdistrictCode = (s: number) =>
    `${districtCode(parentOf.get(s)!)}${pad(s - firstOf.get(parentOf.get(s)!)! + 1, 3)}`
  const seen = new Map<number, number>()
  const communities = subdistrict.map((s, c): CityArea => {
    const n = (seen.get(s) ?? 0) + 1
    seen.set(s, n)
    const code = `${subdistrictCode(s)}${pad(n, 3)}`
    const name = `${MARK}${names.quarter('community')}社区`
    return {
      level: 'community',
      code,
      name,
      parent: subdistrictCode(s),
      polygons: border(members[c]!),
      count: countPeople(zones[c]!, rng),
    }
  })
  const sum = (
    level: 'subdistrict' | 'district',
    code: string,
    name: string,
    parent: string | null,
    own: (c: number) => boolean,
  ): CityArea => {
    const inside = communities.flatMap((_, c) => (own(c) ? [c] : []))
    const count = addCounts(inside.map((c) => communities[c]!.count))
    return { level, code, name, parent, polygons: border(inside.flatMap((c) => members[c]!)), count }
  }
  const subdistricts = [...parentOf].map(([s, d]) =>
    sum(
      'subdistrict',
      subdistrictCode(s),
      `${MARK}${names.quarter('subdistrict')}街道`,
      districtCode(d),
      (c) => subdistrict[c] === s,
    ),
  )
  const east = new Map<number, boolean>()
  units.units.forEach((unit, k) => {
    if (community[k]! >= 0) east.set(district[community[k]!]!, unit.east)
  })
  const numbers = [...new Set(district)]
  const first = (bank: boolean) => numbers.find((d) => east.get(d) === bank)
  const others = DISTRICTS.slice(2)
  const districts = numbers.map((d) => {
    const name =
      d === first(false) ? DISTRICTS[0]! : d === first(true) ? DISTRICTS[1]! : (others.shift() ?? `第${d + 1}区`)
    return sum('district', districtCode(d), MARK + name, null, (c) => district[c] === d)
  })
  return { districts, subdistricts, communities }
}

/** Borders as OSM has them: each line once, and a relation for every area. */
export function drawBorders(
  board: Drawing,
  units: Units,
  lines: readonly Border[],
  { subdistrict, district }: Groups,
  areas: Areas,
): void {
  const nodes = new Map<string, number>()
  const nodeAt = (key: string) => once(nodes, key, () => board.node(units.points.get(key)!))
  const ways = lines.map(({ points, left, right }) => {
    const differ = (of: readonly number[]) => (left < 0 || right < 0 ? true : of[left] !== of[right])
    const level = differ(district) ? '6' : differ(subdistrict) ? '8' : '10'
    return board.way(points.map(nodeAt), { boundary: 'administrative', admin_level: level })
  })
  const relate = (area: CityArea, adminLevel: string, own: (c: number) => boolean) => {
    const members = lines.flatMap(({ left, right }, k) =>
      (left >= 0 && own(left)) !== (right >= 0 && own(right)) ? [{ way: ways[k]!, role: 'outer' }] : [],
    )
    board.relations.push({
      ways: members,
      tags: { type: 'boundary', boundary: 'administrative', admin_level: adminLevel, name: area.name, ref: area.code },
    })
  }
  for (const [k, number] of [...new Set(district)].entries())
    relate(areas.districts[k]!, '6', (c) => district[c] === number)
  for (const [k, number] of [...new Set(subdistrict)].entries())
    relate(areas.subdistricts[k]!, '8', (c) => subdistrict[c] === number)
  for (const [k, area] of areas.communities.entries()) relate(area, '10', (c) => c === k)
}
