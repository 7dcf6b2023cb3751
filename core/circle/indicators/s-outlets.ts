import { defineIndicator, reading } from '../indicator.ts'
import { ANNUAL } from '../sources.ts'

export default defineIndicator({
  id: 'S-OUTLETS',
  name: { zh: '涉及商业网点数', en: 'Outlets in circles' },
  unit: 'count',
  better: 'neither',
  goal: null,
  source: ANNUAL,
  how: {
    zh: '站在圈内、标准认得其业态的网点；一个网点只计一次',
    en: 'Outlets that stand in a circle and that the standard knows, each counted once',
    status: 'inference',
  },
  per: null,
  scope: 'both',
  parts: null,

  of({ frame, circle }) {
    if (!frame.circles || frame.measured.outlets.length === 0) return null
    return [reading(frame.outletsOf(circle).length, null)]
  },
})
