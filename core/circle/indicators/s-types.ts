import { between, defineIndicator, readings } from '../indicator.ts'
import { ANNUAL } from '../sources.ts'
import { tierCount } from '../typing.ts'

const PLAIN = { presence: { by: 'stands-in' }, listed: { basic: null, quality: null } } as const

export default defineIndicator({
  id: 'S-TYPES',
  name: { zh: '每圈平均业态种数', en: 'Categories per circle' },
  unit: 'count',
  better: 'higher',
  goal: null,
  source: ANNUAL,
  how: {
    zh: '圈内有网点的业态种数，各圈平均；台账未覆盖的、只凭OSM为无的，可能有，故为区间',
    en: 'Categories with an outlet in the circle, averaged over circles; what no ledger knows, or OSM alone does not show, may be there, hence a span',
    status: 'inference',
  },
  per: { zh: '圈', en: 'circles' },
  scope: 'both',
  parts: [
    { id: 'basic', name: { zh: '基本保障类', en: 'Basic' } },
    { id: 'quality', name: { zh: '品质提升类', en: 'Quality' } },
  ],

  of({ frame, circle }) {
    const { circles, measured } = frame
    if (!circles || circles.circles.length === 0 || !measured.knowledge.some((k) => k.known)) return null
    const asked = circle === null ? [...circles.circles.keys()] : [circle]
    return readings(
      (['basic', 'quality'] as const).map((tier) => {
        const counts = asked.map((c) => tierCount(frame, c, PLAIN, tier))
        if (counts[0]!.categories.length === 0) return null
        const mean = (which: 'least' | 'most') => counts.reduce((sum, n) => sum + n[which], 0) / asked.length
        return between(mean('least'), mean('most'), asked.length, tier)
      }),
    )
  },
})
