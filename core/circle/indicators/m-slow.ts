import { byCategory, defineIndicator, reading } from '../indicator.ts'
import { OURS } from '../sources.ts'

export default defineIndicator({
  id: 'M-SLOW',
  name: { zh: '慢行人群可达', en: 'People who walk to it at an elder’s pace' },
  unit: 'share',
  better: 'higher',
  goal: null,
  source: OURS,
  how: {
    zh: '同路网步行可达人口覆盖率，步行者换为老年人；须另测一次',
    en: 'As people who walk to it within the minutes, for an older walker; it takes a second measurement',
    status: 'inference',
  },
  per: { zh: '居民', en: 'residents' },
  scope: 'both',
  parts: 'category',

  of(subject) {
    const { slow } = subject.extras
    if (!slow) return null
    return byCategory(subject, (c, cells, id) => {
      const { share, people } = subject.frame.shareOf(c, cells, slow)
      return share === null ? null : reading(share, people, id)
    })
  },
})
