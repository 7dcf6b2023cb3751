import { areaM2 } from '../../geo/polygon.ts'
import { defineIndicator, reading } from '../indicator.ts'
import { OURS } from '../sources.ts'
import { ringMeters } from '../straight.ts'

export default defineIndicator({
  id: 'M-ROUND',
  name: { zh: '圈形紧凑度', en: 'Compactness' },
  unit: 'ratio',
  better: 'higher',
  goal: null,
  source: OURS,
  how: {
    zh: '4π×面积÷周长²（Polsby 与 Popper，1991）；正圆为1；周长含内环',
    en: '4π × area ÷ perimeter² (Polsby and Popper, 1991); 1 for a disc; holes count in the perimeter',
    status: 'inference',
  },
  per: null,
  scope: 'circle',
  parts: null,

  of({ frame, circle }) {
    const polygon = circle === null ? null : frame.circles?.circles[circle]?.polygon
    if (!polygon) return null
    const around = polygon.flat().reduce((sum, ring) => sum + ringMeters(ring), 0)
    return around > 0 ? [reading((4 * Math.PI * areaM2(polygon)) / around ** 2, null)] : null
  },
})
