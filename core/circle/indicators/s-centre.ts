import { defineIndicator, reading } from '../indicator.ts'
import { ANNUAL } from '../sources.ts'

export default defineIndicator({
  id: 'S-CENTRE',
  name: { zh: '每圈社区商业中心数', en: 'Commercial centres per circle' },
  unit: 'ratio',
  better: 'neither',
  goal: null,
  source: ANNUAL,
  how: {
    zh: '站在圈内的社区商业中心（邻里中心、商场）÷圈数；没有资料列出任何一处则未测',
    en: 'Community commercial centres that stand in circles ÷ circles; not measured where no source lists one',
    status: 'inference',
  },
  per: { zh: '圈', en: 'circles' },
  scope: 'both',
  parts: null,

  of({ frame, circle }) {
    const { circles, measured } = frame
    const centre = measured.categories.findIndex((c) => c.id === 'commercial-centre')
    if (!circles || circles.circles.length === 0 || centre < 0 || !measured.knowledge[centre]!.known) return null
    const n = frame.outletsOf(circle).filter((o) => measured.serves[o]!.includes(centre)).length
    const of = circle === null ? circles.circles.length : 1
    return [reading(n / of, of)]
  },
})
