// The two ledgers: what offices know of the city's outlets, in GCJ-02, with the slips that ledgers have.
import { type Random, random } from '@yike/core/base/random.ts'
import { fromWgs84 } from '@yike/core/geo/datum.ts'
import { planeAt } from '@yike/core/geo/meters.ts'
import type { City, CityOutlet } from './city.ts'
import { getTrade } from './trades.ts'

/** A row of a ledger, cells as text and numbers; null is an empty cell. */
export type LedgerRow = readonly (string | number | null)[]

export interface Ledger {
  readonly headings: readonly string[]
  readonly rows: readonly LedgerRow[]
}

/** Shares of outlets that the offices have found so far. */
const COMMERCE_KNOWS = 0.86
const WELFARE_KNOWS = 0.93

/** How far off a row's place is, metres: rows are located by house number, from a desk. */
const COMMERCE_OFF = 5
const WELFARE_OFF = 7

/** A day of 2026, when somebody last went to look. */
const dayOf = (rng: Random): string => {
  const month = rng.int(1, 7)
  const day = rng.int(1, 29)
  return `2026-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Where an office puts an outlet, GCJ-02, six decimals. */
function gcj({ site }: City, outlet: CityOutlet, off: number, rng: Random): readonly [lng: number, lat: number] {
  const plane = planeAt(site.lng, site.lat)
  const x = plane.x(outlet.lng) + rng.normal(0, off)
  const y = plane.y(outlet.lat) + rng.normal(0, off)
  const [lng, lat] = fromWgs84(plane.lng(x), plane.lat(y), 'gcj02')
  return [Number(lng.toFixed(6)), Number(lat.toFixed(6))]
}

/** The commerce office's ledger (商务局网点台账): trades, with some rows wrong as they are in life. */
export function commerceLedger(city: City): Ledger {
  const rng = random(city.seed).fork('commerce ledger')
  const quarter = firstQuarter(city)
  const rows: (string | number | null)[][] = []
  for (const outlet of city.outlets) {
    const { ledger, labels, capacity } = getTrade(outlet.trade)
    const known = rng.next() < COMMERCE_KNOWS
    if (!known || ledger === 'welfare' || (ledger === 'one-quarter' && subdistrictOf(city, outlet) !== quarter))
      continue
    const [lng, lat] = gcj(city, outlet, COMMERCE_OFF, rng)
    rows.push([
      `SW${city.communities[outlet.community]!.code.slice(4, 9)}${String(outlet.id + 1).padStart(5, '0')}`,
      outlet.name,
      rng.pick(labels),
      city.communities[outlet.community]!.name,
      outlet.address,
      lng.toFixed(6),
      lat.toFixed(6),
      rng.next() < 0.7 ? outlet.hours : null,
      capacity ? outlet.capacity : null,
      rng.next() < 0.015 ? '停业' : '营业',
      dayOf(rng),
    ])
  }
  slip(rows, rng)
  return {
    headings: [
      '网点编号',
      '网点名称',
      '业态',
      '所属社区',
      '详细地址',
      '经度',
      '纬度',
      '营业时间',
      '容量',
      '营业状态',
      '核实日期',
    ],
    rows,
  }
}

/** A few rows wrong: without a place, with longitude and latitude swapped, at (0,0), an id written twice. */
function slip(rows: (string | number | null)[][], rng: Random): void {
  const LNG = 5
  const LAT = 6
  const some = (share: number, least: number) =>
    Array.from({ length: Math.max(least, Math.round(rows.length * share)) }, () => rows[rng.int(0, rows.length)]!)
  if (rows.length < 20) return
  for (const row of some(0.001, 3)) row[LNG] = row[LAT] = null
  for (const row of some(0.0005, 2)) if (row[LNG] !== null) [row[LNG], row[LAT]] = [row[LAT]!, row[LNG]!]
  for (const row of some(0.0005, 2)) if (row[LNG] !== null) [row[LNG], row[LAT]] = ['0', '0']
  rows[rng.int(10, rows.length)]![0] = rows[rng.int(0, 10)]![0]!
}

/** The civil affairs and health offices' sheet (民生设施台账): care, canteens, nurseries, pharmacies, markets; with capacity. */
export function welfareLedger(city: City): Ledger {
  const rng = random(city.seed).fork('welfare ledger')
  const rows: LedgerRow[] = []
  for (const outlet of city.outlets) {
    const { ledger, labels, capacity } = getTrade(outlet.trade)
    const known = rng.next() < WELFARE_KNOWS
    if (!known || (ledger !== 'welfare' && ledger !== 'both')) continue
    const [lng, lat] = gcj(city, outlet, WELFARE_OFF, rng)
    const community = city.communities[outlet.community]!
    const plain = outlet.name.replace(/（.*）$/, '')
    const name =
      ledger === 'both' && rng.next() < 0.4
        ? plain === outlet.name
          ? `${plain}（${community.name.replace('演示·', '')}）`
          : plain
        : outlet.name
    rows.push([
      rows.length + 1,
      name,
      rng.pick(labels),
      subdistrictName(city, outlet),
      outlet.address,
      lng,
      lat,
      outlet.capacity,
      capacity?.[2] ?? null,
      rng.next() < 0.8 ? outlet.hours : null,
      dayOf(rng),
    ])
  }
  return {
    headings: [
      '序号',
      '机构名称',
      '设施类型',
      '街道',
      '地址',
      '经度',
      '纬度',
      '服务能力',
      '计量单位',
      '服务时间',
      '核实日期',
    ],
    rows,
  }
}

const subdistrictOf = (city: City, outlet: CityOutlet) => city.communities[outlet.community]!.parent

const subdistrictName = (city: City, outlet: CityOutlet) =>
  city.subdistricts.find((s) => s.code === subdistrictOf(city, outlet))?.name ?? null

/** The subdistrict whose office has begun to list home services: the oldest, that is the one with most elders a resident. */
function firstQuarter(city: City): string {
  const share = (k: number) => city.subdistricts[k]!.count.ages[3] / city.subdistricts[k]!.count.people
  let best = 0
  city.subdistricts.forEach((_, k) => {
    if (share(k) > share(best)) best = k
  })
  return city.subdistricts[best]!.code
}
