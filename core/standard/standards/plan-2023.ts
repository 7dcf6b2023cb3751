import { SIX_GROUPS, select } from '../catalogue.ts'
import { defineStandard } from '../define.ts'

// 三年行动计划: 发展“一店一早”, 补齐“一菜一修”, 服务“一老一小”. Its annex 2 (业态“有没有”分型表) was not seen; what the plan's own text
// names is `partly`, what is carried over from the guide of 2021 is our inference.
export default defineStandard({
  id: 'plan-2023',
  name: { zh: '一刻钟便民生活圈建设三年行动计划（2023—2025）', en: 'Three-year plan (2023–2025)' },
  adcode: '000000',
  cites: '商办流通函〔2023〕401号',
  year: 2023,
  ...select(2023, SIX_GROUPS, [
    {
      tier: 'basic',
      source: 'P23',
      status: 'partly',
      ids: [
        'convenience-store',
        'supermarket',
        'wet-market',
        'greengrocer',
        'breakfast',
        'home-service',
        'repair',
        'parcel-point',
      ],
    },
    {
      tier: 'basic',
      source: 'G21',
      status: 'inference',
      ids: ['laundry', 'hairdresser', 'photo-copy', 'pharmacy'],
    },
    { tier: 'basic', source: 'P23', status: 'inference', ids: ['parcel-locker'] },
    { tier: 'quality', source: 'P23', status: 'inference', ids: ['elder-care', 'childcare'] },
    {
      tier: 'quality',
      source: 'NEWS24',
      status: 'inference',
      ids: ['speciality-restaurant', 'bakery', 'bookshop', 'gym', 'tea-coffee', 'pet-service'],
    },
    {
      tier: 'quality',
      source: 'MEMO',
      status: 'recollection',
      ids: ['training', 'travel-service', 'wellness', 'flowers-gifts'],
    },
  ]),
  officialCounts: { basic: 23, quality: 30 },
  note: {
    zh: '据山西省转述，商务部附表列基本保障类23项、品质提升类30项；附表未见，本清单不全。智能快件箱在文中列为公共服务基础设施，类别系推定。',
    en: 'By Shanxi’s account the ministry’s table has 23 basic and 30 quality categories; the table was not seen and this list is incomplete. Parcel lockers are named as public infrastructure; their tier is inferred.',
  },
})
