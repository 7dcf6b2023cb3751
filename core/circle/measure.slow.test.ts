// On a real city: the search from the outlets against one-to-many from the cells, and the length of the drawn ways.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { defaultConvention } from '../access/convention.ts'
import { doorsOfOutlets, doorsOfPopulation } from '../access/points.ts'
import { Reach } from '../access/reach.ts'
import { Search } from '../access/search.ts'
import { walkerOf } from '../access/walkers.ts'
import { bytesOf } from '../base/bytes.ts'
import { Findings } from '../base/finding.ts'
import { SILENT } from '../base/progress.ts'
import { random } from '../base/random.ts'
import { metersBetween } from '../geo/meters.ts'
import { buildGraph } from '../network/build.ts'
import osmPbf from '../source/formats/osm-pbf.ts'
import type { Population } from '../source/rows.ts'
import notice2025 from '../standard/standards/notice-2025.ts'
import { measure } from './measure.ts'
import type { MeasureInputs } from './measured.ts'

const DATA = join(import.meta.dirname, '..', '..', '..', 'shared', 'data')

for (const file of ['shanghai/shanghai-center', 'monaco/monaco', 'helsinki/helsinki-centre']) {
  test(`${file}: searched from either side, and drawn as long as it is walked`, async (t) => {
    const path = join(DATA, `${file}.osm.pbf`)
    if (!existsSync(path)) return t.skip(`no ${file} here`)
    const bytes = bytesOf(path, new Uint8Array(readFileSync(path)))
    const reading = { datum: 'wgs84', origin: 'osm', findings: new Findings(), progress: SILENT } as const
    const extract = await osmPbf.read(bytes, reading)
    const { west, south, east, north } = extract.bounds
    const chance = random(1)
    const cells = 400
    const population: Population = {
      kind: 'point',
      file: '',
      lng: Float64Array.from({ length: cells }, () => chance.between(west, east)),
      lat: Float64Array.from({ length: cells }, () => chance.between(south, north)),
      people: new Float64Array(cells).fill(1),
      bands: {},
      cellMeters: null,
      outlineFirst: null,
      outline: null,
      notes: [],
    }
    const inputs: MeasureInputs = {
      graph: buildGraph(extract.streets),
      bounds: extract.bounds,
      population,
      outlets: extract.outlets,
      areas: [],
      standard: notice2025,
      convention: defaultConvention(walkerOf('elder')),
      labels: {},
      ledgerComplete: false,
      findings: [],
    }
    const m = measure(inputs)
    const search = new Search(m.graph, m.convention.walker, m.convention.legs)
    const homes = { doors: doorsOfPopulation(population), snaps: m.cellSnaps }
    const shops = { doors: doorsOfOutlets(m.outlets), snaps: m.outletSnaps }
    let compared = 0
    for (let i = 0; i < cells; i += 20) {
      const reach = new Reach(search, homes, i)
      m.categories.forEach((_, c) => {
        let best: readonly [number, number, number] = [-1, -1, -1]
        let count = 0
        m.serves.forEach((served, o) => {
          const way = served.includes(c) ? reach.to(shops, o) : null
          if (!way) return
          if (way.ds <= 9000) count++
          if (best[2] < 0 || way.ds < best[0] || (way.ds === best[0] && way.mm < best[1])) best = [way.ds, way.mm, o]
        })
        const { ds, mm, outlet } = m.nearest[c]!
        assert.deepEqual([ds[i], mm[i], outlet[i], m.within[c]!.count[i]], [...best, count], `cell ${i}, category ${c}`)
        if (best[2] < 0) return
        compared++
        const { line } = reach.walk(shops, best[2])!
        let drawn = 0
        for (let k = 2; k < line.length; k += 2)
          drawn += metersBetween(line[k - 2]!, line[k - 1]!, line[k]!, line[k + 1]!)
        assert.ok(
          Math.abs(drawn - best[1] / 1000) < 1 + 0.002 * drawn,
          `cell ${i}: drawn ${drawn} m, walked ${best[1]} mm`,
        )
      })
    }
    assert.ok(compared > 50, `${compared}`)
  })
}
