import { EIGHT_GROUPS, select } from '../catalogue.ts'
import { defineStandard } from '../define.ts'

// 扩围升级: 把养老服务作为便民生活圈的必备业态; adds 一收一洗. It has no list of its own, so what it does not name is carried over.
export default defineStandard({
  id: 'notice-2025',
  name: { zh: '便民生活圈扩围升级通知（2025）', en: 'Notice on expanding and upgrading (2025)' },
  adcode: '000000',
  cites: '商务部等9部门 2025-09-19',
  year: 2025,
  ...select(2025, EIGHT_GROUPS, [
    { tier: 'basic', source: 'N25', status: 'verified', ids: ['elder-care'] },
    {
      tier: 'basic',
      source: 'N25',
      status: 'partly',
      ids: [
        'convenience-store',
        'supermarket',
        'wet-market',
        'greengrocer',
        'breakfast',
        'repair',
        'pharmacy',
        'recycling',
        'parcel-locker',
      ],
    },
    {
      tier: 'basic',
      source: 'G21',
      status: 'inference',
      ids: ['laundry', 'hairdresser', 'photo-copy', 'home-service', 'parcel-point'],
    },
    { tier: 'basic', source: 'OWN', status: 'inference', ids: ['elder-canteen'] },
    { tier: 'quality', source: 'N25', status: 'partly', ids: ['childcare', 'pet-service'] },
    { tier: 'quality', source: 'N25', status: 'inference', ids: ['car-wash'] },
    {
      tier: 'quality',
      source: 'NEWS24',
      status: 'inference',
      ids: ['speciality-restaurant', 'bakery', 'bookshop', 'gym', 'tea-coffee'],
    },
    {
      tier: 'quality',
      source: 'MEMO',
      status: 'recollection',
      ids: ['training', 'travel-service', 'wellness', 'flowers-gifts'],
    },
    { tier: 'carrier', source: 'N25', status: 'verified', ids: ['commercial-centre'] },
  ]),
  officialCounts: null,
  note: {
    zh: '通知没有自己的业态清单：养老服务明确为必备业态，一收一洗为新增短板；其余沿用此前文件，类别系推定。洗车店、社区食堂属哪一类，通知未说明。',
    en: 'The notice has no list of its own: elder care is named a must-have and recycling and car washing are added; the rest is carried over and its tier inferred. The tier of car washes and canteens is not stated.',
  },
})
