import { defineIndicator, reading } from '../indicator.ts'
import { STATES } from '../measured.ts'
import { OURS } from '../sources.ts'
import { straightMeters } from '../straight.ts'

const WITHIN = STATES.indexOf('within')
/** Nearer than this, a straight line is mostly the error of where doors are put. Own proposal. */
const LEAST_METERS = 20

export default defineIndicator({
  id: 'M-DETOUR',
  name: { zh: '绕行系数', en: 'Detour' },
  unit: 'ratio',
  better: 'lower',
  goal: null,
  source: OURS,
  how: {
    zh: '走到时限内最近网点的路程÷直线距离，每个住处、每种业态一对，按居民数取分位；直线不足20米的不计',
    en: 'Walk ÷ straight line to the nearest outlet within the minutes, one pair for each home and category, percentiles by residents; straight lines under 20 m do not count',
    status: 'inference',
  },
  per: { zh: '居民×业态', en: 'residents × categories' },
  scope: 'both',
  parts: [
    { id: 'p10', name: { zh: '十分位', en: '10th percentile' } },
    { id: 'p50', name: { zh: '中位', en: 'Median' } },
    { id: 'p90', name: { zh: '九十分位', en: '90th percentile' } },
  ],

  of({ frame, circle }) {
    const { measured } = frame
    if (!measured.convention.legs) return null // the walk would begin at the street, the straight line at the door
    const { people } = measured.population
    const cells = frame.cellsOf(circle)
    /** People by ratio in ten-thousandths: a city of millions has millions of pairs. */
    const byRatio = new Map<number, number>()
    let all = 0
    measured.nearest.forEach(({ mm, outlet }, c) => {
      for (let k = 0; k < cells.length; k++) {
        const i = cells[k]!
        if (measured.state[c * people.length + i] !== WITHIN || !(people[i]! > 0)) continue
        const straight = straightMeters(measured, i, outlet[i]!)
        if (straight < LEAST_METERS) continue
        const ratio = Math.round((mm[i]! * 10) / straight)
        byRatio.set(ratio, (byRatio.get(ratio) ?? 0) + people[i]!)
        all += people[i]!
      }
    })
    if (all === 0) return null
    const ratios = Float64Array.from(byRatio.keys()).sort()
    const at = (share: number) => {
      let below = 0
      for (const ratio of ratios) {
        below += byRatio.get(ratio)!
        if (below >= share * all) return ratio / 1e4
      }
      return ratios.at(-1)! / 1e4
    }
    return [reading(at(0.1), all, 'p10'), reading(at(0.5), all, 'p50'), reading(at(0.9), all, 'p90')]
  },
})
