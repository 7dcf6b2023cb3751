import { byCategory, defineIndicator, reading } from '../indicator.ts'
import { OURS } from '../sources.ts'

export default defineIndicator({
  id: 'M-PNET',
  name: { zh: '路网步行可达人口覆盖率', en: 'People who walk to it within the minutes' },
  unit: 'share',
  better: 'higher',
  goal: null,
  source: OURS,
  how: {
    zh: '按测度的约定，沿路网从门到门；未知、未连通与数据边缘的居民不在分母',
    en: 'Under the convention of the measurement, over the streets from door to door; residents unknown, unconnected or at the edge of the data are not in the denominator',
    status: 'inference',
  },
  per: { zh: '居民', en: 'residents' },
  scope: 'both',
  parts: 'category',

  of(subject) {
    return byCategory(subject, (c, cells, id) => {
      const { share, people } = subject.frame.shareOf(c, cells)
      return share === null ? null : reading(share, people, id)
    })
  },
})
