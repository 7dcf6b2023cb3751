import { defineIndicator, readings, shareBetween } from '../indicator.ts'
import { confirmedOf } from '../knowledge.ts'
import { OURS } from '../sources.ts'

const DAY_MS = 864e5
const PARTS = ['all', 'official', 'commercial', 'osm'] as const

export default defineIndicator({
  id: 'M-FRESH',
  name: { zh: '网点数据新鲜度', en: 'Outlets confirmed lately' },
  unit: 'share',
  better: 'higher',
  goal: null,
  source: OURS,
  how: {
    zh: '若干天内核实过的网点；不知何时核实的可能新、可能旧，故为区间；多来源的按所取信的来源分',
    en: 'Outlets confirmed within so many days; of those with no date nobody knows, hence a span; by the source whose word was taken',
    status: 'inference',
  },
  per: { zh: '网点', en: 'outlets' },
  scope: 'both',
  parts: [
    { id: 'all', name: { zh: '全部', en: 'All' } },
    { id: 'official', name: { zh: '台账', en: 'Ledgers' } },
    { id: 'commercial', name: { zh: '地图公司导出', en: 'Commercial exports' } },
    { id: 'osm', name: { zh: 'OSM', en: 'OpenStreetMap' } },
  ],

  of({ frame, circle, extras: { today, freshDays } }) {
    if (today === null || freshDays === null) return null
    const { outlets } = frame.measured
    const asked = circle === null ? outlets : frame.outletsOf(circle).map((o) => outlets[o]!)
    return readings(
      PARTS.map((part) => {
        const its = asked.filter((o) => part === 'all' || o.origins[0]?.kind === part).map(confirmedOf)
        if (its.length === 0) return null
        const fresh = its.filter(
          (day) => day !== null && Date.parse(today) - Date.parse(day) <= freshDays * DAY_MS,
        ).length
        const undated = its.filter((day) => day === null).length
        return shareBetween({ least: fresh, most: fresh + undated }, its.length, part)
      }),
    )
  },
})
