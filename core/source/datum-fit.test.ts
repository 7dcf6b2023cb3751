import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { bytesOf } from '../base/bytes.ts'
import { Findings } from '../base/finding.ts'
import { SILENT } from '../base/progress.ts'
import { random } from '../base/random.ts'
import { fromWgs84 } from '../geo/datum.ts'
import { type LngLat, planeAt } from '../geo/meters.ts'
import { checkDatum, guessDatum } from './datum-fit.ts'
import osmPbf from './formats/osm-pbf.ts'
import type { OutletRow, Streets } from './rows.ts'

/** A town of `size` × `size` blocks of 190 m by 230 m, and shops some metres off its streets. */
function town(lng: number, lat: number, size: number): { streets: Streets; shops: LngLat[] } {
  const plane = planeAt(lng, lat)
  const nodes: LngLat[] = []
  const refs: number[] = []
  for (let k = 0; k <= size; k++) {
    for (const [x, y, z, w] of [
      [k * 190, 0, k * 190, size * 230],
      [0, k * 230, size * 190, k * 230],
    ] as const) {
      refs.push(nodes.length, nodes.length + 1)
      nodes.push([plane.lng(x), plane.lat(y)], [plane.lng(z), plane.lat(w)])
    }
  }
  const chance = random(9)
  const shops = Array.from({ length: 120 }, (): LngLat => {
    const side = chance.pick([-1, 1]) * chance.between(8, 25)
    const x = 190 * chance.int(1, size) + side
    return [plane.lng(x), plane.lat(chance.between(0, size * 230))]
  })
  const ways = refs.length / 2
  const streets: Streets = {
    nodeId: Float64Array.from(nodes, (_, i) => i),
    lng: Float64Array.from(nodes, (n) => n[0]),
    lat: Float64Array.from(nodes, (n) => n[1]),
    nodeTags: new Map(),
    wayId: Float64Array.from({ length: ways }, (_, i) => i),
    wayFirst: Int32Array.from({ length: ways + 1 }, (_, i) => 2 * i),
    wayRefs: Int32Array.from(refs),
    wayTags: Array.from({ length: ways }, () => ({ highway: 'residential' })),
    wayLengthMm: null,
    plazas: [],
    wallFirst: new Int32Array(1),
    wallRefs: new Int32Array(0),
  }
  return { streets, shops }
}

test('the streets tell GCJ-02 and BD-09 from WGS-84', () => {
  const { streets, shops } = town(116.3, 39.9, 14)
  for (const datum of ['wgs84', 'gcj02', 'bd09'] as const) {
    const guess = guessDatum(
      shops.map((at) => fromWgs84(...at, datum)),
      streets,
    )
    assert.deepEqual([guess.best, guess.decisive, guess.points], [datum, true, 120], datum)
    const fits = guess.evidence.find((e) => e.datum === datum)!
    assert.ok(fits.shareNear === 1 && fits.medianMeters! < 25)
  }
})

test('where nothing shifts, or nothing is near, it is WGS-84 and not sure', () => {
  const { streets, shops } = town(7.42, 43.73, 10)
  assert.deepEqual([guessDatum(shops, streets).best, guessDatum(shops, streets).decisive], ['wgs84', false])
  assert.deepEqual([guessDatum([], streets).best, guessDatum([], streets).decisive], ['wgs84', false])
  const far = guessDatum([[100, 30]], streets)
  assert.deepEqual([far.best, far.decisive, far.points], ['wgs84', false, 0])
})

test('a datum that somebody named and the streets deny is noted', () => {
  const { streets, shops } = town(116.3, 39.9, 14)
  const rows = shops.map((at) => ({ at })) as unknown as OutletRow[]
  const findings = new Findings()
  checkDatum(rows, 'wgs84', streets, 'ledger.csv', findings)
  checkDatum(rows, 'cgcs2000', streets, 'ledger.csv', findings)
  assert.deepEqual(findings.list(), [])
  // rows in WGS-84 that were taken for GCJ-02 stand half a kilometre off
  const wrong = shops.map(([lng, lat]) => ({
    at: fromWgs84(2 * lng - fromWgs84(lng, lat, 'gcj02')[0], 2 * lat - fromWgs84(lng, lat, 'gcj02')[1], 'wgs84'),
  }))
  checkDatum(wrong as unknown as OutletRow[], 'gcj02', streets, 'ledger.csv', findings)
  assert.deepEqual(
    findings.list().map((f) => f.code),
    ['datum-doubt'],
  )
})

const SHANGHAI = join(import.meta.dirname, '../../../shared/data/shanghai/shanghai-center.osm.pbf')

test('Shanghai’s outlets, shifted, are found out', async (t) => {
  if (!existsSync(SHANGHAI)) return t.skip('no ../shared/data/shanghai')
  const reading = { datum: 'wgs84', origin: 'osm', findings: new Findings(), progress: SILENT } as const
  const { outlets, streets } = await osmPbf.read(bytesOf('shanghai.osm.pbf', readFileSync(SHANGHAI)), reading)
  for (const datum of ['wgs84', 'gcj02', 'bd09'] as const) {
    const guess = guessDatum(
      outlets.map((row) => fromWgs84(...row.at, datum)),
      streets,
    )
    assert.deepEqual([guess.best, guess.decisive], [datum, true])
  }
})
