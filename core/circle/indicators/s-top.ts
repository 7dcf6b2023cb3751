import { defineIndicator, reading, readings } from '../indicator.ts'
import { ANNUAL } from '../sources.ts'

const SHOWN = 3

export default defineIndicator({
  id: 'S-TOP',
  name: { zh: '业态构成前三', en: 'Three commonest categories' },
  unit: 'share',
  better: 'neither',
  goal: null,
  source: ANNUAL,
  how: {
    zh: '圈内网点中各业态所占，取最多的三种；兼营的在每种各计一次，故合计可超过100%',
    en: 'Outlets in circles by category, the three commonest; one of several categories counts in each, so that shares may add up to more than 100 %',
    status: 'inference',
  },
  per: { zh: '圈内网点', en: 'outlets in circles' },
  scope: 'both',
  parts: 'category',

  of({ frame, circle }) {
    if (!frame.circles) return null
    const { categories, serves } = frame.measured
    const outlets = frame.outletsOf(circle)
    const counts = categories.map(() => 0)
    for (const o of outlets) for (const c of serves[o]!) counts[c]!++
    const top = [...counts.keys()].filter((c) => counts[c]! > 0).sort((a, b) => counts[b]! - counts[a]! || a - b)
    return readings(
      top.slice(0, SHOWN).map((c) => reading(counts[c]! / outlets.length, outlets.length, categories[c]!.id)),
    )
  },
})
