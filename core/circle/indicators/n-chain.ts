import { defineIndicator, shareBetween } from '../indicator.ts'

export default defineIndicator({
  id: 'N-CHAIN',
  name: { zh: '商业网点连锁化率', en: 'Chain stores among outlets' },
  unit: 'share',
  better: 'higher',
  goal: { value: 0.3, by: 2030, source: '2025年加力推动通知：2030年不低于30%' },
  source: {
    cites: '2025年加力推动通知',
    seen: 'https://cn.chinadaily.com.cn/a/202509/23/WS68d25ca2a310f0725774a2d2.html',
    status: 'verified',
  },
  how: {
    zh: '台账不记连锁；OSM 的 brand 标签只能说明某店是品牌店，没有标签不等于不是，故只给下限',
    en: 'Ledgers do not say; a brand tag of OpenStreetMap is evidence for a chain, and none is no evidence against, so only a lower bound is given',
    status: 'inference',
  },
  per: { zh: '圈内网点', en: 'outlets in circles' },
  scope: 'both',
  parts: null,

  of({ frame, circle }) {
    if (!frame.circles) return null
    const outlets = frame.outletsOf(circle).map((o) => frame.measured.outlets[o]!)
    const branded = outlets.filter(({ tags }) => tags.brand || tags['brand:wikidata']).length
    return branded > 0 ? [shareBetween({ least: branded, most: outlets.length }, outlets.length)] : null
  },
})
