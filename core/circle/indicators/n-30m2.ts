import { defineIndicator, reading } from '../indicator.ts'

export default defineIndicator({
  id: 'N-30M2',
  name: { zh: '每百户社区综合服务设施面积', en: 'Community service floor area per 100 households' },
  unit: 'm2',
  better: 'higher',
  goal: { value: 30, by: null, source: '2025年加力推动通知：每百户不低于30平方米' },
  source: {
    cites: '2025年加力推动通知',
    seen: 'http://news.xnnews.com.cn/gnxw2/202509/t20250919_4068144.shtml',
    status: 'verified',
  },
  how: {
    zh: '100×设施建筑面积÷户数；两数由人填报，网点资料里没有',
    en: '100 × floor area ÷ households; both are given by people, for outlets do not tell',
    status: 'verified',
  },
  per: { zh: '户', en: 'households' },
  scope: 'city',
  parts: null,

  of({ extras: { serviceAreaM2, households } }) {
    if (serviceAreaM2 === null || !households) return null
    return [reading((100 * serviceAreaM2) / households, households)]
  },
})
