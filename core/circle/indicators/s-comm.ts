import { defineIndicator, reading } from '../indicator.ts'
import { ANNUAL } from '../sources.ts'

export default defineIndicator({
  id: 'S-COMM',
  name: { zh: '覆盖居民社区数', en: 'Communities covered' },
  unit: 'count',
  better: 'neither',
  goal: null,
  source: ANNUAL,
  how: {
    zh: '形心在圈内的社区；另两种数法见主城区社区覆盖率',
    en: 'Communities with their centroid in a circle; for two other ways see the share covered',
    status: 'inference',
  },
  per: null,
  scope: 'both',
  parts: null,

  of({ frame, circle }) {
    if (!frame.circles || frame.communities.length === 0) return null
    const at = frame.communities.map((area) => frame.circleOfArea(area))
    return [reading(at.filter((c) => (circle === null ? c >= 0 : c === circle)).length, null)]
  },
})
