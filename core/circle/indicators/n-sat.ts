import { defineIndicator } from '../indicator.ts'

/** Below this many answers a share is noise, and not shown. Our own proposal. */
const LEAST_ANSWERS = 30
/** Of a normal distribution, for 95 %. */
const Z = 1.959964

export default defineIndicator({
  id: 'N-SAT',
  name: { zh: '居民满意度', en: 'Residents satisfied' },
  unit: 'share',
  better: 'higher',
  goal: { value: 0.9, by: 2030, source: '2025年加力推动通知；2021年指南亦同' },
  source: {
    cites: '2021年建设指南；2025年加力推动通知',
    seen: 'https://cn.chinadaily.com.cn/a/202509/23/WS68d25ca2a310f0725774a2d2.html',
    status: 'verified',
  },
  how: {
    zh: '满意人数÷有效答卷；不足30份不示；区间为95%置信区间（Wilson，1927）',
    en: 'Satisfied ÷ valid answers; not shown under 30; the span is the 95 % interval (Wilson, 1927)',
    status: 'inference',
  },
  per: { zh: '有效答卷', en: 'valid answers' },
  scope: 'city',
  parts: null,

  of({ extras: { tally } }) {
    if (!tally || tally.valid < LEAST_ANSWERS) return null
    const { valid: n, satisfied } = tally
    const p = satisfied / n
    const middle = (p + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n)
    const half = (Z * Math.sqrt((p * (1 - p)) / n + Z ** 2 / (4 * n ** 2))) / (1 + Z ** 2 / n)
    return [{ part: null, value: p, span: [Math.max(0, middle - half), Math.min(1, middle + half)], of: n }]
  },
})
