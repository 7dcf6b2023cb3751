import { SIX_GROUPS, select } from '../catalogue.ts'
import { defineStandard } from '../define.ts'

// 《城市一刻钟便民生活圈建设指南》二、(二)基本保障类业态 … The text we could see breaks off after the twelfth; what Tianjin's
// plan adds to them is Tianjin's: see `tianjin-2021`.
export default defineStandard({
  id: 'guide-2021',
  name: { zh: '城市一刻钟便民生活圈建设指南（2021）', en: 'Guide to building living circles (2021)' },
  adcode: '000000',
  cites: '商办流通函〔2021〕247号',
  year: 2021,
  ...select(2021, SIX_GROUPS, [
    {
      tier: 'basic',
      source: 'G21',
      status: 'verified',
      ids: [
        'convenience-store',
        'supermarket',
        'wet-market',
        'greengrocer',
        'breakfast',
        'laundry',
        'hairdresser',
        'photo-copy',
        'home-service',
        'repair',
        'pharmacy',
        'parcel-point',
      ],
    },
    {
      tier: 'quality',
      source: 'NEWS24',
      status: 'partly',
      ids: ['speciality-restaurant', 'bakery', 'bookshop', 'gym', 'childcare', 'tea-coffee', 'pet-service'],
    },
    {
      tier: 'quality',
      source: 'MEMO',
      status: 'recollection',
      ids: ['elder-care', 'training', 'travel-service', 'wellness', 'flowers-gifts'],
    },
  ]),
  officialCounts: null,
  note: {
    zh: '指南原文只见到开头，基本保障类清单在第12项后截断；品质提升类部分凭记忆，使用前须核对原文。“一店一早”等分组出自2023年以后的文件。',
    en: 'Only the opening of the guide was seen: its basic list breaks off after the twelfth, and part of the quality list is from memory. Check against the document before use. The groups come from later documents.',
  },
})
