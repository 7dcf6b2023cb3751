// Mobile services (早餐车、流动菜车): which stops p vans should make in a day so that most people are served once at least. A stop
// counts for its hours only: a van stands at one stop at a time, needs `minutesBetween` to get to the next, and makes no more
// than `stopsPerVan`. It starts and ends its day anywhere; how long a person has to come is not asked.
import { Fault } from '../../base/fault.ts'
import { needsPositive } from '../asked.ts'
import { defineModel } from '../model.ts'
import { coveredWeight, coverUnder } from '../ruled-cover.ts'
import { busiest, routed } from '../van-days.ts'
import { withinRadius } from '../within.ts'

export default defineModel({
  id: 'mobile',
  name: { zh: '流动服务：车辆与停靠点', en: 'mobile services: vans and their stops' },
  sense: 'most',
  needs: ['p', 'radius', 'stopsPerVan', 'minutesBetween'],

  async solve(whole, ask, effort) {
    const instance = withinRadius(whole, ask.radius)
    const vans = needsPositive(ask, 'p')
    const perVan = ask.stopsPerVan ?? Infinity
    const between = ask.minutesBetween ?? 0
    if (!instance.stands)
      throw new Fault('needs', { what: { zh: '各停靠点的时段（--mobile）', en: 'the hours of each stop (--mobile)' } })
    const { stands } = instance
    const answer = coverUnder(
      instance,
      {
        units: instance.sites,
        sitesOf: (stop, gains) => (!instance.open[stop] && gains(stop) > 0 ? [stop] : []),
        obeys: (stops) => routed(stops, stands, vans, perVan, between) !== null,
        best(values) {
          const { most, stops } = busiest(values, stands, vans, between)
          // nor can they make more stops than all vans together
          const top = values
            .slice()
            .sort()
            .reverse()
            .subarray(0, Math.min(values.length, vans * perVan))
          return {
            most: Math.min(
              most,
              top.reduce((sum, v) => sum + v, 0),
            ),
            units: stops,
          }
        },
      },
      effort,
    )
    return { model: 'mobile', ...answer }
  },

  check(instance, ask, chosen) {
    const stops = Array.from(chosen)
    if (!instance.stands || new Set(stops).size < stops.length) return null
    if (stops.some((s) => !(s >= 0 && s < instance.sites) || instance.open[s])) return null
    const days = routed(stops, instance.stands, ask.p ?? 0, ask.stopsPerVan ?? Infinity, ask.minutesBetween ?? 0)
    return days && coveredWeight(withinRadius(instance, ask.radius), chosen)
  },
})
