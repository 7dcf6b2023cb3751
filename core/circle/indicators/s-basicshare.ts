import { defineIndicator, reading } from '../indicator.ts'
import { ANNUAL } from '../sources.ts'

export default defineIndicator({
  id: 'S-BASICSHARE',
  name: { zh: '基本保障类业态占比', en: 'Basic outlets among outlets' },
  unit: 'share',
  better: 'neither',
  goal: null,
  source: ANNUAL,
  how: {
    zh: '圈内网点中属基本保障类的；兼有两类的计入基本保障类；载体不计',
    en: 'Outlets of a basic category among those in circles; one of both tiers counts as basic, carriers do not count',
    status: 'inference',
  },
  per: { zh: '圈内网点', en: 'outlets in circles' },
  scope: 'both',
  parts: null,

  of({ frame, circle }) {
    if (!frame.circles) return null
    const { categories, serves } = frame.measured
    const tiers = frame.outletsOf(circle).map((o) => serves[o]!.map((c) => categories[c]!.tier))
    const counted = tiers.filter((its) => its.some((tier) => tier !== 'carrier'))
    if (counted.length === 0) return null
    return [reading(counted.filter((its) => its.includes('basic')).length / counted.length, counted.length)]
  },
})
