// Real extracts, against what is known of them: counts published with the data, or taken with osmium.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { bytesOf } from '../../base/bytes.ts'
import { contains } from '../../geo/bounds.ts'
import { metersBetween } from '../../geo/meters.ts'
import { areaM2 } from '../../geo/polygon.ts'
import { quietly } from '../../test/osm-town.ts'
import type { Extract } from '../rows.ts'
import { readExtract } from './extract.ts'

const DATA = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data')

/** A test on a real file; skipped with a line where it is not there. */
function real(file: string, claim: string, check: (extract: Extract, findings: Record<string, number>) => void) {
  test(`${file}: ${claim}`, async (t) => {
    const path = join(DATA, file)
    if (!existsSync(path)) return t.skip(`no ${file} beside the checkout`)
    const reading = quietly()
    const extract = await readExtract(bytesOf(file, new Uint8Array(readFileSync(path))), reading)
    check(extract, Object.fromEntries(reading.findings.list().map((f) => [f.code, f.count])))
    sound(extract)
  })
}

/** Ways with a highway tag, areas among them, each counted once. */
function highways({ streets }: Extract): number {
  const ids = new Set<string>()
  for (const [w, tags] of streets.wayTags.entries()) if (tags.highway) ids.add(`way/${streets.wayId[w]}`)
  for (const plaza of streets.plazas) if (plaza.tags.highway && plaza.id.startsWith('way/')) ids.add(plaza.id)
  return ids.size
}

const count = (extract: Extract, key: string, value: string) =>
  extract.outlets.filter((o) => o.tags[key] === value).length

/** What must hold of any extract. */
function sound({ streets, outlets, buildings, boundaries, ground }: Extract): void {
  const { nodeId, lng, lat, wayId, wayFirst, wayRefs, wayTags, plazas, wallFirst, wallRefs } = streets
  const n = nodeId.length
  for (let i = 1; i < n; i++) assert.ok(nodeId[i]! > nodeId[i - 1]!)
  for (let i = 0; i < n; i++) assert.ok(Math.abs(lng[i]!) <= 180 && Math.abs(lat[i]!) <= 90)
  assert.equal(wayFirst.length, wayId.length + 1)
  assert.equal(wayTags.length, wayId.length)
  const used = new Uint8Array(n)
  for (const [first, refs] of [[wayFirst, wayRefs] as const, [wallFirst, wallRefs] as const]) {
    assert.equal(first.at(-1), refs.length)
    for (let w = 0; w + 1 < first.length; w++) assert.ok(first[w + 1]! - first[w]! >= 2)
    for (const ref of refs) used[ref] = 1
  }
  for (const { outer, inner } of plazas) {
    assert.ok(outer.length > 0)
    for (const ring of [...outer, ...inner]) {
      assert.ok(ring.length >= 3 && ring[0] !== ring.at(-1))
      for (const ref of ring) used[ref] = 1
    }
  }
  assert.ok(used.every((u) => u === 1))
  assert.equal(new Set(outlets.map((o) => o.id)).size, outlets.length)
  for (const o of outlets) assert.ok(Number.isFinite(o.at[0]) && Number.isFinite(o.at[1]), o.id)
  assert.equal(buildings.first.at(-1)! * 2, buildings.coords.length)
  assert.ok(buildings.coords.every(Number.isFinite))
  assert.equal(new Set(boundaries.map((b) => b.id)).size, boundaries.length)
  for (const g of ground) assert.ok(g.polygon ? g.polygon[0]![0]!.length >= 6 : g.lines.every((l) => l.length >= 4))
}

real(
  'shanghai/shanghai-center.osm.pbf',
  '4,902 highway ways, and the outlets that it is known for',
  (extract, findings) => {
    assert.equal(highways(extract), 4902)
    assert.deepEqual(extract.bounds, { west: 121.422, south: 31.186, east: 121.526, north: 31.275 })
    const counts = [
      ['shop', 'convenience', 442],
      ['shop', 'supermarket', 121],
      ['amenity', 'marketplace', 32],
      ['amenity', 'school', 347],
      ['amenity', 'kindergarten', 113],
      ['highway', 'bus_stop', 1510],
    ] as const
    for (const [key, value, expected] of counts) assert.equal(count(extract, key, value), expected, `${key}=${value}`)
    assert.deepEqual(findings, {})
  },
)

real('shanghai/shanghai-center.osm.pbf', '1,064 km of streets', ({ streets }) => {
  const { wayFirst, wayRefs, lng, lat } = streets
  let meters = 0
  for (let w = 0; w + 1 < wayFirst.length; w++)
    for (let r = wayFirst[w]! + 1; r < wayFirst[w + 1]!; r++) {
      const [a, b] = [wayRefs[r - 1]!, wayRefs[r]!]
      meters += metersBetween(lng[a]!, lat[a]!, lng[b]!, lat[b]!)
    }
  assert.ok(Math.abs(meters / 1000 - 1064) < 10, `${meters} m`)
})

real('jinan/jinan-roads-2020.osm.pbf', '18,118 ways, of which one has only one place', (extract, findings) => {
  assert.equal(extract.streets.wayId.length, 18117)
  assert.equal(extract.streets.nodeId.length, 40736)
  assert.deepEqual(findings, { 'empty-way': 1 })
})

real('monaco/monaco.osm.pbf', '2,927 highway ways, 23,373 buildings', (extract, findings) => {
  assert.equal(highways(extract), 2927 - 5 - 3) // five only proposed or under construction, three of one node
  assert.equal(findings['empty-way'], 3)
  // 23,370 ways and 3 relations are tagged building; 44 of the ways do not close, and relations bring several rings.
  assert.equal(extract.buildings.id.filter((id) => id > 0).length, 23370 - 44)
  const monaco = extract.boundaries.find((b) => b.name === '摩纳哥')!
  const km2 = areaM2(monaco.polygon) / 1e6
  assert.ok(Math.abs(km2 - 2.335) < 0.002, `2.335 km² by osmium's rings, harbour included; got ${km2}`)
})

real('porto/porto.osm.pbf', '51,349 highway ways', (extract, findings) => {
  const excluded = 103 // proposed, construction and the like
  assert.equal(highways(extract) + findings['empty-way']! + excluded, 51349)
})

real(
  'helsinki/helsinki-centre.osm.pbf',
  'a file cut at its box has ways that are cut, and is read',
  (extract, findings) => {
    assert.ok(findings['missing-nodes']! > 300)
    assert.ok(highways(extract) > 2550)
    const { west, south, east, north } = extract.bounds
    const wide = { west: west - 0.01, south: south - 0.01, east: east + 0.01, north: north + 0.01 }
    for (const [n, lng] of extract.streets.lng.entries()) assert.ok(contains(wide, lng, extract.streets.lat[n]!))
  },
)

for (const file of [
  'monaco/monaco-routes.osm.pbf',
  'shanghai/shanghai-bund-small.osm.pbf',
  'small-cn/beijing-haidian-bupt-2025-04.osm.pbf',
  'small-cn/beijing-haidian-tsinghua-2017-06.osm.pbf',
  'small-cn/jiangxi-guixi-2024-11.osm.pbf',
  'small-cn/shenzhen-longgang-2019-11.osm.pbf',
])
  real(file, 'is read and is sound', (extract) => assert.ok(extract.streets.wayId.length > 100))
