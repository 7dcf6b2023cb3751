import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../base/random.ts'
import { ask, bestOfAll, littleTown, PATIENT } from '../test/little-towns.ts'
import type { Instance } from './instance.ts'
import capacitated from './models/capacitated.ts'
import { Served } from './served.ts'

const withCapacities = (seed: number, sites = 11, openSites = 0): Instance => {
  const town = littleTown(seed, sites, 30, 35, openSites)
  const chance = random(seed)
  return { ...town, capacity: Float64Array.from({ length: sites }, () => chance.int(20, 120)) }
}

/** The most that can be served, by the least cut over all sets of sites (Gale 1957). */
function byCuts({ sites, demands, weight, bySite, capacity }: Instance, open: readonly number[]): number {
  let least = Infinity
  for (let mask = 0; mask < 1 << open.length; mask++) {
    const isCut = new Uint8Array(sites)
    let cut = 0
    open.forEach((s, i) => {
      if (mask & (1 << i)) {
        isCut[s] = 1
        cut += capacity![s]!
      }
    })
    const isMet = new Uint8Array(demands)
    for (const s of open)
      if (!isCut[s]) for (let k = bySite.first[s]!; k < bySite.first[s + 1]!; k++) isMet[bySite.other[k]!] = 1
    for (let i = 0; i < demands; i++) if (isMet[i]) cut += weight[i]!
    least = Math.min(least, cut)
  }
  return least
}

test('as many are served as any flow can serve, whatever was opened and shut before', () => {
  for (let seed = 1; seed <= 15; seed++) {
    const town = withCapacities(seed, 9)
    const chance = random(seed)
    const served = new Served(town)
    const open = new Set<number>()
    for (let move = 0; move < 14; move++) {
      const s = chance.int(0, town.sites)
      if (open.delete(s)) served.shut(s)
      else {
        open.add(s)
        served.open(s)
      }
      assert.ok(Math.abs(served.value - byCuts(town, [...open])) < 1e-6, `${seed} move ${move}`)
    }
  }
})

test('the fewest sites that serve a share within capacity: within the bound, nearly always the fewest', async () => {
  let [same, all] = [0, 0]
  for (let seed = 1; seed <= 16; seed++) {
    for (const share of [0.4, 0.65]) {
      const town = withCapacities(seed, 11, seed % 3)
      const asked = ask({ radius: 35, share })
      const best = bestOfAll(capacitated, town, asked)
      if (best === null) {
        await assert.rejects(capacitated.solve(town, asked, PATIENT), { code: 'capacity-too-small' })
        continue
      }
      const answer = await capacitated.solve(town, asked, PATIENT)
      assert.equal(answer.objective, capacitated.check(town, asked, answer.chosen))
      assert.ok(
        answer.bound <= best && best <= answer.objective,
        `${seed}: ${answer.bound} ≤ ${best} ≤ ${answer.objective}`,
      )
      assert.ok(answer.objective <= best + 1)
      if (answer.objective === best) same++
      all++
    }
  }
  assert.ok(same / all > 0.9, `${same} of ${all}`)
})

test('capacities below the demand say so, with what would be served', async () => {
  const town = { ...withCapacities(2), capacity: new Float64Array(11).fill(1) }
  await assert.rejects(
    capacitated.solve(town, ask({ radius: 35, share: 0.9 }), PATIENT),
    (error: { say?: (l: 'zh') => string }) => {
      assert.match(error.say!('zh'), /只能服务 \d+ 人.*增加候选点或容量/)
      return true
    },
  )
})
