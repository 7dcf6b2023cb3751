// Several categories under one roof (一站式、邻里中心): which p premises to open and what to put into each, so that most people gain,
// counted once for every category that they gain. A site is a category in a place; `instance.place` says which belong together.
import { needsPositive } from '../asked.ts'
import type { Instance } from '../instance.ts'
import { defineModel } from '../model.ts'
import { coveredWeight, coverUnder, type Rules } from '../ruled-cover.ts'
import { withinRadius } from '../within.ts'

/** Categories of one place tried in all combinations; with more, by gain for the floor they take, and a bound that is looser. */
const MOST_COMBINED = 12

export default defineModel({
  id: 'shared',
  name: { zh: '一处多业态：合设选址', en: 'several categories under one roof' },
  sense: 'most',
  needs: ['p', 'radius'],

  async solve(whole, ask, effort) {
    const instance = withinRadius(whole, ask.radius)
    const p = needsPositive(ask, 'p')
    return { model: 'shared', ...coverUnder(instance, rulesOf(instance, p), effort) }
  },

  check(instance, ask, chosen) {
    const uses = usesOf(instance)
    const places = new Set<number>()
    const taken = new Map<number, number>()
    for (const s of Array.from(chosen)) {
      const place = uses.placeOf[s]
      if (place === undefined || instance.open[s]) return null
      places.add(place)
      const needed = instance.floor?.needed[s] ?? Number.NaN
      if (!Number.isNaN(needed)) taken.set(place, (taken.get(place) ?? 0) + needed)
    }
    for (const [place, floor] of taken) if (floor > (instance.floor?.there[place] ?? Infinity)) return null
    if (new Set(Array.from(chosen)).size < chosen.length || places.size > (ask.p ?? Infinity)) return null
    return coveredWeight(withinRadius(instance, ask.radius), chosen)
  },
})

/** The sites of each place; a site without `place` is a place of its own. */
function usesOf({ sites, place, open }: Instance): { placeOf: Int32Array; usesAt: readonly (readonly number[])[] } {
  const placeOf = place ?? Int32Array.from({ length: sites }, (_, s) => s)
  const usesAt: number[][] = []
  for (let s = 0; s < sites; s++) {
    while (usesAt.length <= placeOf[s]!) usesAt.push([])
    if (!open[s]) usesAt[placeOf[s]!]!.push(s)
  }
  return { placeOf, usesAt }
}

function rulesOf(instance: Instance, p: number): Rules {
  const { usesAt } = usesOf(instance)
  const needed = (site: number) => {
    const floor = instance.floor?.needed[site] ?? 0
    return Number.isNaN(floor) ? 0 : floor
  }
  const there = (place: number) => {
    const floor = instance.floor?.there[place] ?? Infinity
    return Number.isNaN(floor) ? Infinity : floor
  }
  const sitesOf = (place: number, gains: (site: number) => number) =>
    packed(usesAt[place]!, gains, needed, there(place)).sites
  return {
    units: usesAt.length,
    sitesOf,
    obeys: (places) => places.length <= p,
    best(values) {
      const worth = usesAt.map((sites, place) => packed(sites, (s) => values[s]!, needed, there(place)).most)
      const order = worth.map((_, place) => place).sort((a, b) => worth[b]! - worth[a]! || a - b)
      const places = order.slice(0, p).filter((place) => worth[place]! > 0)
      return { most: places.reduce((sum, place) => sum + worth[place]!, 0), units: places }
    },
  }
}

/** The uses worth most that fit on the floor, and no less than they can be worth together. */
function packed(
  sites: readonly number[],
  gains: (site: number) => number,
  needed: (site: number) => number,
  floor: number,
): { sites: readonly number[]; most: number } {
  const worth = sites.map((site) => ({ site, gain: gains(site), floor: needed(site) })).filter((use) => use.gain > 0)
  const all = worth.reduce((sum, use) => sum + use.gain, 0)
  if (worth.reduce((sum, use) => sum + use.floor, 0) <= floor) return { sites: worth.map((u) => u.site), most: all }
  if (worth.length <= MOST_COMBINED) {
    let [best, kept] = [0, 0]
    for (let mask = 1; mask < 1 << worth.length; mask++) {
      let [gain, taken] = [0, 0]
      worth.forEach((use, i) => {
        if (mask & (1 << i)) [gain, taken] = [gain + use.gain, taken + use.floor]
      })
      if (taken <= floor && gain > best) [best, kept] = [gain, mask]
    }
    return { sites: worth.filter((_, i) => kept & (1 << i)).map((u) => u.site), most: best }
  }
  // filled by gain for the floor taken; part of the one that does not fit any more makes it a bound (Dantzig 1957)
  worth.sort((a, b) => b.gain * a.floor - a.gain * b.floor || a.site - b.site)
  let [left, most] = [floor, 0]
  const fit: number[] = []
  let isPart = false
  for (const use of worth) {
    if (use.floor <= left) {
      fit.push(use.site)
      if (!isPart) most += use.gain
      left -= use.floor
    } else if (!isPart) {
      most += (use.gain * left) / use.floor
      isPart = true
    }
  }
  return { sites: fit.sort((a, b) => a - b), most }
}
