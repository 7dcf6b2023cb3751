import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../base/random.ts'
import { ask, bestOfAll, littleTown, PATIENT, pairsOf } from '../test/little-towns.ts'
import type { Instance } from './instance.ts'
import type { Ask, Model } from './model.ts'
import leastTrade from './models/least-trade.ts'
import mobile from './models/mobile.ts'
import shared from './models/shared.ts'
import { turned } from './reach.ts'
import { busiest, routed } from './van-days.ts'

/** Solves and compares with trying all: the value is what the check says, no better one exists above the bound. */
async function against(model: Model, instance: Instance, asked: Ask, what: string): Promise<number> {
  const answer = await model.solve(instance, asked, PATIENT)
  const best = bestOfAll(model, instance, asked)!
  assert.equal(answer.objective, model.check(instance, asked, answer.chosen), what)
  assert.ok(answer.bound >= best - 1e-6, `${what}: a bound of ${answer.bound} is below ${best}`)
  assert.ok(answer.objective <= best + 1e-6, what)
  for (const { loss } of answer.runnersUp) assert.ok(loss >= 0)
  return best === 0 ? 1 : answer.objective / best
}

/** Three categories in each of `places` places: a site is one of them, and reaches demands of its own. */
function withPlaces(seed: number, places: number, floor: boolean): Instance {
  const town = littleTown(seed, places * 3, 30, 30)
  const chance = random(seed)
  return {
    ...town,
    place: Int32Array.from({ length: places * 3 }, (_, s) => Math.floor(s / 3)),
    ...(floor
      ? {
          floor: {
            needed: Float64Array.from({ length: places * 3 }, () =>
              chance.next() < 0.1 ? Number.NaN : chance.int(20, 80),
            ),
            there: Float64Array.from({ length: places }, () =>
              chance.next() < 0.1 ? Number.NaN : chance.int(40, 150),
            ),
          },
        }
      : {}),
  }
}

test('what to put together where: within the bound, and nearly always the best', async () => {
  const shares: number[] = []
  for (let seed = 1; seed <= 12; seed++)
    for (const floor of [false, true])
      shares.push(await against(shared, disjoint(withPlaces(seed, 4, floor)), ask({ p: 2 }), `town ${seed} ${floor}`))
  assert.ok(Math.min(...shares) > 0.97, `${shares}`)
  assert.ok(shares.filter((s) => s > 1 - 1e-9).length >= 20, `${shares}`)
})

/** Categories have demands of their own: site k of a place reaches demands ≡ k mod 3 only. */
function disjoint(town: Instance): Instance {
  const { bySite } = town
  const keep = (s: number, i: number) => i % 3 === s % 3
  const rows = Array.from({ length: town.sites }, (_, s) =>
    Array.from({ length: bySite.first[s + 1]! - bySite.first[s]! }, (_, k) => bySite.first[s]! + k)
      .filter((k) => keep(s, bySite.other[k]!))
      .map((k) => [bySite.other[k]!, bySite.distance[k]!] as const),
  )
  return { ...town, ...littlePairs(rows, town.demands) }
}

const littlePairs = (rows: readonly (readonly (readonly [number, number])[])[], demands: number) => {
  const bySite = pairsOf(rows)
  return { bySite, byDemand: turned(bySite, demands) }
}

test('each site has a trade of its own, or is not chosen', async () => {
  const shares: number[] = []
  for (let seed = 1; seed <= 15; seed++)
    for (const least of [20, 60])
      shares.push(
        await against(
          leastTrade,
          littleTown(seed, 12, 40, 25, seed % 3),
          ask({ p: 4, leastTrade: least }),
          `${seed}/${least}`,
        ),
      )
  assert.ok(Math.min(...shares) > 0.9, `${shares}`)
  assert.ok(shares.filter((s) => s > 1 - 1e-9).length >= 24, `${shares}`)
})

test('vans are at one stop at a time, and make no more than they may', async () => {
  const shares: number[] = []
  for (let seed = 1; seed <= 12; seed++) {
    const town = littleTown(seed, 11, 40, 22)
    const chance = random(seed)
    const from = Int32Array.from({ length: town.sites }, () => 360 + 30 * chance.int(0, 12))
    const to = from.map((f) => f + 30 * chance.int(1, 5))
    const asked = ask({ p: 2, stopsPerVan: 3, minutesBetween: 15 })
    shares.push(await against(mobile, { ...town, stands: { from, to } }, asked, `town ${seed}`))
  }
  assert.ok(Math.min(...shares) > 0.9, `${shares}`)
})

test('what vans can make at most is what trying all finds', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const chance = random(seed)
    const n = 9
    const from = Int32Array.from({ length: n }, () => 30 * chance.int(0, 10))
    const stands = { from, to: from.map((f) => f + 30 * chance.int(1, 5)) }
    const values = Float64Array.from({ length: n }, () => chance.int(0, 20))
    const vans = chance.int(1, 4)
    const { most, stops } = busiest(values, stands, vans, 15)
    let best = 0
    for (let mask = 0; mask < 1 << n; mask++) {
      const some = [...values.keys()].filter((s) => mask & (1 << s))
      if (routed(some, stands, vans, Infinity, 15))
        best = Math.max(
          best,
          some.reduce((sum, s) => sum + values[s]!, 0),
        )
    }
    assert.equal(most, best, `${seed}`)
    assert.equal(
      stops.reduce((sum, s) => sum + values[s]!, 0),
      best,
    )
    assert.ok(routed(stops, stands, vans, Infinity, 15))
  }
})

test('one more candidate never lowers the best there is', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const town = littleTown(seed, 10, 30)
    const fewer = {
      ...town,
      sites: 9,
      bySite: { ...town.bySite, first: town.bySite.first.slice(0, 10) },
      open: town.open.slice(0, 9),
    }
    const asked = ask({ p: 3 })
    assert.ok(bestOfAll(shared, town, asked)! >= bestOfAll(shared, fewer, asked)!)
    const [more, less] = [await shared.solve(town, asked, PATIENT), await shared.solve(fewer, asked, PATIENT)]
    assert.ok(more.bound >= less.objective - 1e-9)
  }
})

test('the same question gives the same answer', async () => {
  const town = withPlaces(5, 6, true)
  const [one, two] = [
    await shared.solve(town, ask({ p: 3 }), PATIENT),
    await shared.solve(town, ask({ p: 3 }), PATIENT),
  ]
  assert.deepEqual(one, two)
})
