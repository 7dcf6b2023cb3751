import { SIX_GROUPS, select } from '../catalogue.ts'
import { defineStandard } from '../define.ts'

// Tianjin's division of work under the guide of 2021: the guide's twelve and three more (再生资源回收点, 智能信包箱, 前置仓).
export default defineStandard({
  id: 'tianjin-2021',
  name: { zh: '天津市落实措施分工方案（2021）', en: 'Tianjin, division of work (2021)' },
  adcode: '120000',
  cites: '天津市商务局等12部门落实措施分工方案（2021-11）',
  year: 2021,
  ...select(2021, SIX_GROUPS, [
    {
      tier: 'basic',
      source: 'TJ21',
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
        'recycling',
        'parcel-locker',
        'forward-warehouse',
      ],
    },
  ]),
  officialCounts: { basic: 15 },
  note: {
    zh: '只列基本保障类；品质提升类清单未见。前置仓以配送服务，不适用步行时限。',
    en: 'The basic tier only; the quality list was not seen. A forward warehouse delivers, so minutes on foot do not fit it.',
  },
})
