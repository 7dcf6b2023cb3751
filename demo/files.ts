// The city as the files that a city would have. Pure: a map of names and bytes, the same for the same city.
import { encodePbf } from '@yike/core/source/osm/encode.ts'
import { plainZip } from '@yike/core/source/plain-zip.ts'
import iconv from 'iconv-lite'
import type { City } from './city.ts'
import type { CityArea } from './districts.ts'
import { commerceLedger, type Ledger, welfareLedger } from './ledgers.ts'
import { AGES } from './people.ts'

/** When the files say that they were made; a real clock would make every copy another file. */
const WRITTEN = new Date(Date.UTC(2026, 6, 1))

/**
 * The files of a city, by name:
 * `streets.osm.pbf` (WGS-84) · `ledger.csv` (GB18030, CRLF, GCJ-02) · `ledger.xlsx` (GCJ-02, a title above its headings) ·
 * `areas.geojson` (three levels, WGS-84) · `census.csv` (UTF-8 with a mark, CRLF) · `about.txt`.
 */
export async function cityFiles(city: City): Promise<Map<string, Uint8Array>> {
  return new Map([
    ['streets.osm.pbf', await streetsFile(city)],
    ['ledger.csv', gb18030(csv(commerceLedger(city)))],
    ['ledger.xlsx', await workbook(welfareLedger(city))],
    ['areas.geojson', utf8(areasFile(city))],
    ['census.csv', utf8(`\uFEFF${csv(census(city))}`)],
    ['about.txt', utf8(about(city))],
  ])
}

const utf8 = (text: string) => new TextEncoder().encode(text)

/** As Excel in a Chinese office saves it. */
const gb18030 = (text: string) => Uint8Array.from(iconv.encode(text, 'gb18030'))

/** Cells quoted where they must be, lines ended by CRLF. */
function csv({ headings, rows }: Ledger): string {
  const cell = (value: string | number | null) => {
    const text = value === null ? '' : String(value)
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return [headings, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

function streetsFile(city: City): Promise<Uint8Array> {
  const { nodes, ways, relations, bounds } = city
  return encodePbf({
    source: '演示数据，虚构 · made-up demo data',
    nodes: { id: Float64Array.from(nodes.lng, (_, n) => n + 1), lng: nodes.lng, lat: nodes.lat, tags: nodes.tags },
    ways: ways.map(({ refs, tags }, w) => ({ id: w + 1, refs: Float64Array.from(refs, (n) => n + 1), tags })),
    relations: relations.map(({ ways, tags }, r) => ({
      id: r + 1,
      members: ways.map(({ way, role }) => ({ type: 'way', ref: way + 1, role })),
      tags,
    })),
    bounds,
  })
}

async function workbook({ headings, rows }: Ledger): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs')
  const book = new ExcelJS.Workbook()
  book.created = WRITTEN
  book.modified = WRITTEN
  const sheet = book.addWorksheet('民生设施')
  sheet.addRow(['演示市民生服务设施台账（演示数据，均为虚构；坐标为 GCJ-02）'])
  sheet.mergeCells(`A1:${String.fromCharCode(64 + headings.length)}1`)
  sheet.addRow(headings)
  sheet.addRows(rows)
  return plainZip(new Uint8Array(await book.xlsx.writeBuffer()))
}

function areasFile({ districts, subdistricts, communities }: City): string {
  const close = (ring: readonly (readonly [number, number])[]) =>
    [...ring, ring[0]!].map(([lng, lat]) => `[${lng.toFixed(7)},${lat.toFixed(7)}]`).join(',')
  const feature = ({ code, name, level, parent, polygons }: CityArea) => {
    const coordinates = polygons.map((rings) => `[${rings.map((ring) => `[${close(ring)}]`).join(',')}]`).join(',')
    return `{"type":"Feature","properties":${JSON.stringify({ adcode: code, name, level, parent })},"geometry":{"type":"MultiPolygon","coordinates":[${coordinates}]}}`
  }
  return `{"type":"FeatureCollection","name":"演示数据","features":[\n${[...districts, ...subdistricts, ...communities].map(feature).join(',\n')}\n]}\n`
}

function census({ districts, subdistricts, communities }: City): Ledger {
  const words = AGES.map((band) => (band.endsWith('+') ? `${band.slice(0, -1)}岁以上` : `${band}岁`))
  return {
    headings: ['代码', '名称', '人口', '户数', ...words],
    rows: [...districts, ...subdistricts, ...communities].map(({ code, name, count }) => [
      code,
      name,
      count.people,
      count.households,
      ...count.ages,
    ]),
  }
}

const about = ({ name, people, seed, site, districts }: City): string =>
  [
    `${name}：演示数据，由程序按种子生成，均为虚构；与任何真实城市、店铺无关。`,
    `居民 ${people} 人，种子 ${seed}，位于塔克拉玛干沙漠；区划代码以 ${site.prefix} 开头，国家标准未使用。`,
    '',
    'streets.osm.pbf  街道、建筑、围墙与门、边界（WGS-84）',
    'ledger.csv       商务局网点台账（GB18030，GCJ-02）；个别行故意有误',
    'ledger.xlsx      民生服务设施台账（GCJ-02），含床位、托位',
    'areas.geojson    区、街道、社区的范围（WGS-84）',
    'census.csv       区、街道、社区的人口与年龄',
    '',
    '两本台账都没有再生资源回收点和快件箱；家政服务只有一个街道登记。缺登记不等于没有。',
    '',
    `yike measure --osm streets.osm.pbf --outlets ledger.csv ledger.xlsx --areas areas.geojson --census census.csv --census-code ${districts.map((d) => d.code).join(',')} --out measured`,
    '',
    `${name}: made by a program from a seed; nothing in it is real. Demo data.`,
    '',
  ].join('\r\n')
