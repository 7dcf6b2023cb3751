import { clockShareOf } from '../clock.ts'
import { between, defineIndicator, readings } from '../indicator.ts'
import { OURS } from '../sources.ts'

export default defineIndicator({
  id: 'M-OPEN',
  name: { zh: '时段可用率', en: 'People who reach one that is open' },
  unit: 'share',
  better: 'higher',
  goal: null,
  source: OURS,
  how: {
    zh: '所问时刻、所设人物在时限内走得到正在营业的网点；营业时间未知的可能开、可能关，故为区间',
    en: 'At the moment and for the persona asked, within the minutes of an outlet that is open; of unknown hours nobody knows, hence a span',
    status: 'inference',
  },
  per: { zh: '居民', en: 'residents' },
  scope: 'both',
  parts: 'category',

  of({ frame, circle, extras: { clock } }) {
    if (!clock) return null
    const { categories, population } = frame.measured
    const cells = frame.cellsOf(circle)
    const n = population.people.length
    return readings(
      clock.answer.categories.map((c, k) => {
        const { least, most, people } = clockShareOf(
          clock.answer.state.subarray(k * n, (k + 1) * n),
          clock.people,
          cells,
        )
        return least === null || most === null ? null : between(least, most, people, categories[c]!.id)
      }),
    )
  },
})
