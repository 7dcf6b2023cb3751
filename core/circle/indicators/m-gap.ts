import { paceOf } from '../../access/impedance.ts'
import { limitDs } from '../coverage.ts'
import { byCategory, defineIndicator, reading } from '../indicator.ts'
import { STATES } from '../measured.ts'
import { OURS } from '../sources.ts'
import { withinStraight } from '../straight.ts'

const COUNTED = new Set((['within', 'beyond', 'none'] as const).map((s) => STATES.indexOf(s)))

export default defineIndicator({
  id: 'M-GAP',
  name: { zh: '直线—路网覆盖差', en: 'What a buffer claims beyond the streets' },
  unit: 'share',
  better: 'lower',
  goal: null,
  source: OURS,
  how: {
    zh: '以步速×时限为半径的直线覆盖率，减路网覆盖率；分母同为路网测得的居民',
    en: 'Coverage by a straight line as long as pace × minutes, less coverage over the streets; both of the residents measured over the streets',
    status: 'inference',
  },
  per: { zh: '居民', en: 'residents' },
  scope: 'both',
  parts: 'category',

  of(subject) {
    const { measured } = subject.frame
    const { convention, population, state, knowledge } = measured
    const meters = (limitDs(convention) * paceOf(convention.walker)) / 1000
    return byCategory(subject, (c, cells, id) => {
      const { share, people } = subject.frame.shareOf(c, cells)
      if (share === null || knowledge[c]!.outlets === 0) return null
      const near = subject.frame.remember(`straight ${c}`, () => withinStraight(measured, c, meters))
      let straight = 0
      for (let k = 0; k < cells.length; k++) {
        const i = cells[k]!
        if (near[i] && COUNTED.has(state[c * population.people.length + i]!)) straight += population.people[i]!
      }
      return reading(straight / people - share, people, id)
    })
  },
})
