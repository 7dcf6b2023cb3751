// Most people gained with p sites, each of which must have a trade of its own: people who gain by it and go to no other new site,
// for everybody goes to the nearest that is chosen (of two alike the one listed first). Who is served by what is there already is
// nobody's trade here: such people may change shops, but nothing is known of it.
import { needsPositive } from '../asked.ts'
import type { Instance } from '../instance.ts'
import { defineModel } from '../model.ts'
import { coveredWeight, coverUnder } from '../ruled-cover.ts'
import { withinRadius } from '../within.ts'

export default defineModel({
  id: 'least-trade',
  name: { zh: '保底客源下覆盖最多', en: 'most covered, each with a least trade' },
  sense: 'most',
  needs: ['p', 'radius', 'leastTrade'],

  async solve(whole, ask, effort) {
    const instance = withinRadius(whole, ask.radius)
    const p = needsPositive(ask, 'p')
    const least = needsPositive(ask, 'leastTrade')
    const isOpen = isOpenTo(instance)
    const alone = Float64Array.from({ length: instance.sites }, (_, s) => tradeOf(instance, [s], isOpen)[0]!)
    // trades are parts of what can be gained, so there are no more sites than parts of that size
    const most = Math.min(p, Math.floor(coveredWeight(instance, [...alone.keys()]) / least))
    const answer = coverUnder(
      instance,
      {
        units: instance.sites,
        sitesOf: (site, gains) => (!instance.open[site] && alone[site]! >= least && gains(site) > 0 ? [site] : []),
        obeys: (sites) => sites.length <= p && tradeOf(instance, sites, isOpen).every((trade) => trade >= least),
        best(values) {
          const order = [...values.keys()]
            .filter((s) => !instance.open[s] && alone[s]! >= least && values[s]! > 0)
            .sort((a, b) => values[b]! - values[a]! || a - b)
            .slice(0, most)
          return { most: order.reduce((sum, s) => sum + values[s]!, 0), units: order }
        },
      },
      effort,
    )
    return { model: 'least-trade', ...answer }
  },

  check(whole, ask, chosen) {
    const instance = withinRadius(whole, ask.radius)
    const sites = Array.from(chosen)
    if (new Set(sites).size < sites.length || sites.length > (ask.p ?? Infinity)) return null
    if (sites.some((s) => !(s >= 0 && s < instance.sites) || instance.open[s])) return null
    const trade = tradeOf(instance, sites, isOpenTo(instance))
    return trade.every((t) => t >= (ask.leastTrade ?? 0)) ? coveredWeight(instance, chosen) : null
  },
})

/** Per demand: 1 where something open reaches it. */
function isOpenTo({ demands, sites, open, bySite }: Instance): Uint8Array {
  const isOpen = new Uint8Array(demands)
  for (let s = 0; s < sites; s++)
    if (open[s]) for (let k = bySite.first[s]!; k < bySite.first[s + 1]!; k++) isOpen[bySite.other[k]!] = 1
  return isOpen
}

/** Per site of the list: the weight that goes to it. */
function tradeOf({ weight, bySite }: Instance, sites: readonly number[], isOpen: Uint8Array): Float64Array {
  const nearest = new Map<number, { readonly at: number; readonly far: number }>()
  const order = sites.map((_, at) => at).sort((a, b) => sites[a]! - sites[b]!)
  for (const at of order)
    for (let k = bySite.first[sites[at]!]!; k < bySite.first[sites[at]! + 1]!; k++) {
      const i = bySite.other[k]!
      const far = bySite.distance[k]!
      if (!isOpen[i] && far < (nearest.get(i)?.far ?? Infinity)) nearest.set(i, { at, far })
    }
  const trade = new Float64Array(sites.length)
  for (const [i, { at }] of nearest) trade[at]! += weight[i]!
  return trade
}
