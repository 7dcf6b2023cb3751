// The published values: OR-Library pmed1–20 (Beasley 1990), and the San Francisco tables of the spopt project. All must come out
// proven: the objective is the value, and so is the bound.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Bytes } from '../base/bytes.ts'
import { Findings } from '../base/finding.ts'
import { SILENT } from '../base/progress.ts'
import { readDistanceTables } from './distance-tables.ts'
import type { Instance } from './instance.ts'
import type { Ask, Model } from './model.ts'
import fewest from './models/fewest.ts'
import mostCovered from './models/most-covered.ts'
import pCenter from './models/p-center.ts'
import pMedian from './models/p-median.ts'
import { readPmed } from './pmed.ts'

const DATA = join(import.meta.dirname, '../../../shared/data/siting')
const NONE: Ask = { p: null, budget: null, radius: null, share: null }

async function proven(model: Model, instance: Instance, ask: Partial<Ask>): Promise<number> {
  const asked = { ...NONE, ...ask }
  const answer = await model.solve(instance, asked, { seed: 1, seconds: Infinity, now: () => 0, progress: SILENT })
  assert.equal(answer.ended, 'proven', answer.how.join(' · '))
  assert.equal(model.check(instance, asked, answer.chosen), answer.objective)
  return answer.objective
}

const pmed = (n: number) => readPmed(readFileSync(join(DATA, `pmed${n}.txt`), 'utf8'), `pmed${n}.txt`)

const MEDIAN = [
  5819, 4093, 4250, 3034, 1355, 7824, 5631, 4445, 2734, 1255, 7696, 6634, 4374, 2968, 1729, 8162, 6999, 4809, 2845,
  1789,
]
const CENTER = [127, 98, 93, 74, 48, 84, 64, 55, 37, 20, 59, 51, 36, 26, 18, 47, 39, 28, 18, 13]

test('pmed1–20: the p-medians as published', async (t) => {
  if (!existsSync(DATA)) return t.skip('no ../shared/data/siting')
  for (let n = 1; n <= 20; n++) {
    const { instance, p } = pmed(n)
    assert.equal(await proven(pMedian, instance, { p }), MEDIAN[n - 1], `pmed${n}`)
  }
})

test('pmed1–20: the p-centers as published', async (t) => {
  if (!existsSync(DATA)) return t.skip('no ../shared/data/siting')
  for (let n = 1; n <= 20; n++) {
    const { instance, p } = pmed(n)
    assert.equal(await proven(pCenter, instance, { p }), CENTER[n - 1], `pmed${n}`)
  }
})

const bytesOf = (name: string): Bytes => {
  const content = readFileSync(join(DATA, 'spopt_sf', name))
  const slice = (from: number, to: number) => Promise.resolve(new Uint8Array(content.subarray(from, to)))
  return { name, size: content.length, slice } as Bytes
}

test('San Francisco: four models as published', async (t) => {
  if (!existsSync(DATA)) return t.skip('no ../shared/data/siting')
  const { instance, siteNames } = await readDistanceTables(
    {
      distances: bytesOf('SF_network_distance_candidateStore_16_censusTract_205_new.csv'),
      demands: bytesOf('SF_demand_205_centroid_uniform_weight.csv'),
      candidates: bytesOf('SF_store_site_16_longlat.csv'),
      columns: { name: 'NAME' },
    },
    new Findings(),
  )
  assert.deepEqual([instance.demands, instance.sites, siteNames[0]], [205, 16, 'Store_1'])
  assert.equal(await proven(fewest, instance, { radius: 5000 }), 8)
  assert.equal(await proven(fewest, instance, { radius: 8000 }), 3)
  const covered = [448255, 671938, 791499, 875247, 927402, 941462, 950428, 955113]
  const mean = [6000.5, 4197.51, 3544.68, 2982.13, 2674.16, 2457.36, 2278.84, 2151.25]
  const farthest = [11577.28, 9130.76, 7529.99, 7403.06, 5985.5, 5903.67, 5150.25, 4644.85]
  const people = instance.weight.reduce((sum, w) => sum + w, 0)
  assert.equal(people, 955113)
  for (let p = 1; p <= 8; p++) {
    assert.equal(await proven(mostCovered, instance, { p, radius: 5000 }), covered[p - 1])
    const median = await proven(pMedian, instance, { p })
    assert.ok(Math.abs(median / people - mean[p - 1]!) < 0.006, `mean ${median / people} with ${p}`)
    const center = await proven(pCenter, instance, { p })
    assert.ok(Math.abs(center - farthest[p - 1]!) < 0.006, `center ${center} with ${p}`)
  }
})
