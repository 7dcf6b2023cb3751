// Data: the trades of the city, how many of each a thousand residents keep alive and where, and how offices write them.
// Rates are our own guess at an ordinary city; the point is that supply is uneven in the way that people complain of.
import type { Tags } from '@yike/core/source/rows.ts'
import type { Zone } from './zones.ts'

/** Which ledger lists a trade: the commerce office's (CSV), the civil affairs and health offices' (XLSX), both, or the
 *  commerce office's in one subdistrict only. */
export type Ledger = 'commerce' | 'welfare' | 'both' | 'one-quarter'

export interface Trade {
  readonly id: string
  /** Labels in the ledgers; offices do not agree with themselves. */
  readonly labels: readonly string[]
  /** OSM tags; null where nobody maps it. */
  readonly osm: Tags | null
  /** The word that names end in. */
  readonly word: string
  /** A chain, made up; 演 says so. */
  readonly chain: string | null
  /** Outlets a thousand residents; 0 for those that come as landmarks. */
  readonly rate: number
  /** Where there is more or less of it; 1 where a zone is not named. */
  readonly zones: Readonly<Partial<Record<Zone, number>>>
  /** Share of it on the far bank. */
  readonly acrossRiver: number
  readonly hours: readonly string[]
  /** Beds or places: [from, to, unit]; null where it has none. */
  readonly capacity: readonly [number, number, '床位' | '托位' | '座位'] | null
  /** Found inside compounds as well as on streets. */
  readonly inside: boolean
  readonly ledger: Ledger
}

const EVENLY = { newtown: 0.45, village: 1, cbd: 1 }
const OLD = { 'old-town': 1.9, danwei: 1.3, estate: 0.8, newtown: 0.08, village: 1.2, cbd: 0.4 }
const YOUNG = { 'old-town': 0.5, danwei: 0.7, estate: 1.2, newtown: 0.7, village: 0.4, cbd: 2.5 }
const DINING = { 'old-town': 1.4, newtown: 0.5, village: 1.3, cbd: 2.4 }
const WELFARE = { 'old-town': 1.5, danwei: 1.5, estate: 0.7, newtown: 0.1, village: 0.1, cbd: 0.3 }

const trade = (
  id: string,
  labels: string,
  osm: string | null,
  word: string,
  rate: number,
  zones: Trade['zones'],
  hours: string,
  more: Partial<Pick<Trade, 'chain' | 'capacity' | 'inside' | 'ledger' | 'acrossRiver'>> = {},
): Trade => ({
  id,
  labels: labels.split(' '),
  osm: osm === null ? null : Object.fromEntries(osm.split(' ').map((t) => t.split('=') as [string, string])),
  word,
  rate,
  zones,
  hours: hours.split(' '),
  chain: null,
  capacity: null,
  inside: false,
  ledger: 'commerce',
  acrossRiver: 0.75,
  ...more,
})

/** Every trade. Recycling points and parcel lockers are on nobody's list here: what is not known must not read as lacking. */
export const TRADES: readonly Trade[] = [
  trade(
    'convenience-store',
    '便利店 便利店 便民超市 小卖部 食杂店',
    'shop=convenience',
    '便利店',
    1.6,
    { ...EVENLY, newtown: 0.6 },
    '07:00-23:00 00:00-24:00 06:30-22:30',
    { chain: '演邻便利' },
  ),
  trade('supermarket', '超市 综合超市 生鲜超市', 'shop=supermarket', '超市', 0.1, EVENLY, '08:00-21:30 07:30-22:00', {
    chain: '演惠超市',
    acrossRiver: 0.5,
  }),
  trade('wet-market', '菜市场 农贸市场', 'amenity=marketplace', '菜市场', 0, {}, '06:00-19:00 05:30-18:30', {
    ledger: 'both',
  }),
  trade(
    'greengrocer',
    '菜店 果蔬店 水果店 生鲜店',
    'shop=greengrocer',
    '鲜菜店',
    0.85,
    { ...OLD, newtown: 0.2, estate: 1 },
    '07:00-20:30 06:30-20:00',
    { chain: '演青鲜菜', acrossRiver: 0.35 },
  ),
  trade(
    'breakfast',
    '早餐店 早点铺 包子铺',
    'amenity=fast_food',
    '早点',
    0.95,
    { ...OLD, newtown: 0.25, estate: 0.9, cbd: 1 },
    '05:30-10:30 06:00-10:00 05:30-13:30',
    { chain: '演味早点', acrossRiver: 0.5 },
  ),
  trade('laundry', '洗衣店 干洗店', 'shop=laundry', '洗衣', 0.24, { ...EVENLY, newtown: 0.3 }, '08:30-20:30'),
  trade(
    'hairdresser',
    '理发店 美发店 美容美发',
    'shop=hairdresser',
    '理发店',
    1.0,
    { ...EVENLY, 'old-town': 1.3, cbd: 1.5 },
    '09:00-21:00 09:30-21:30',
  ),
  trade(
    'photo-copy',
    '打印复印 图文快印 照相馆',
    'shop=copyshop',
    '图文',
    0.16,
    { cbd: 5, newtown: 0.3 },
    '08:30-19:30',
  ),
  trade('home-service', '家政服务 家政公司', null, '家政', 0.3, { newtown: 0.3 }, '08:30-18:00', {
    inside: true,
    ledger: 'one-quarter',
  }),
  trade(
    'repair',
    '维修 修理铺 家电维修 修鞋配钥匙 裁缝店',
    'shop=repair',
    '修理铺',
    0.36,
    { ...OLD, newtown: 0.03 },
    '08:00-18:30 08:30-19:00',
    { acrossRiver: 0.12 },
  ),
  trade(
    'pharmacy',
    '药店 药房 大药房',
    'amenity=pharmacy',
    '药房',
    0.4,
    { ...EVENLY, 'old-town': 1.4, danwei: 1.2 },
    '08:00-21:30 08:00-22:00',
    { chain: '演康药房', ledger: 'both', acrossRiver: 0.6 },
  ),
  trade(
    'parcel-point',
    '快递驿站 快递服务站 邮政所',
    'amenity=post_office',
    '快递驿站',
    0.48,
    { newtown: 0.9, cbd: 1 },
    '08:30-20:30 09:00-21:00',
    { inside: true, ledger: 'both' },
  ),
  trade(
    'elder-care',
    '日间照料中心 养老服务站 综合为老服务中心',
    'amenity=social_facility social_facility=day_care social_facility:for=senior',
    '日间照料中心',
    0.09,
    WELFARE,
    '08:30-17:00',
    { capacity: [12, 60, '床位'], inside: true, ledger: 'welfare', acrossRiver: 0.1 },
  ),
  trade(
    'elder-canteen',
    '社区食堂 老年助餐点 长者食堂',
    'amenity=canteen',
    '社区食堂',
    0.08,
    WELFARE,
    '10:30-13:00 06:30-18:30',
    { capacity: [24, 90, '座位'], inside: true, ledger: 'welfare', acrossRiver: 0.2 },
  ),
  trade(
    'childcare',
    '托育机构 托育点 普惠托育',
    'amenity=childcare',
    '托育园',
    0.11,
    { ...YOUNG, newtown: 0.35 },
    '07:30-18:00',
    { capacity: [20, 90, '托位'], inside: true, ledger: 'welfare' },
  ),
  trade('kindergarten', '幼儿园', 'amenity=kindergarten', '幼儿园', 0, {}, '07:30-17:30', {
    capacity: [180, 420, '托位'],
    ledger: 'welfare',
  }),
  trade(
    'speciality-restaurant',
    '餐饮 餐馆 面馆 小吃店 特色餐饮',
    'amenity=restaurant',
    '饭馆',
    2.5,
    DINING,
    '10:30-21:30 11:00-14:00,17:00-21:00 10:00-22:00',
  ),
  trade('bakery', '面包店 蛋糕店', 'shop=bakery', '烘焙', 0.25, YOUNG, '08:00-21:00', { chain: '演麦烘焙' }),
  trade('bookshop', '书店 书吧', 'shop=books', '书店', 0.05, { ...YOUNG, 'old-town': 1 }, '09:30-20:30'),
  trade('gym', '健身房 瑜伽馆 运动健身', 'leisure=fitness_centre', '健身', 0.14, YOUNG, '09:00-22:00', {
    chain: '演力健身',
  }),
  trade('training', '教育培训 艺术培训 培训机构', 'amenity=prep_school', '培训中心', 0.38, YOUNG, '09:00-20:30'),
  trade('travel-service', '旅行社', 'shop=travel_agency', '旅行社', 0.04, { cbd: 5 }, '09:00-18:00'),
  trade('wellness', '养生馆 推拿 足浴', 'shop=massage', '养生馆', 0.28, EVENLY, '10:00-24:00 11:00-23:00'),
  trade('flowers-gifts', '花店 礼品店', 'shop=florist', '花店', 0.17, { ...YOUNG, newtown: 0.4 }, '09:00-20:00'),
  trade(
    'tea-coffee',
    '咖啡店 奶茶 茶馆',
    'amenity=cafe',
    '茶饮',
    0.52,
    { ...YOUNG, newtown: 0.6, cbd: 5 },
    '09:30-21:30 10:00-22:00',
    { chain: '演一杯' },
  ),
  trade('pet-service', '宠物店 宠物医院', 'shop=pet', '宠物', 0.18, { ...YOUNG, cbd: 0.5 }, '09:30-20:00'),
  trade(
    'car-wash',
    '洗车店 汽车美容',
    'amenity=car_wash',
    '洗车',
    0.14,
    { 'old-town': 0.1, estate: 1.4, newtown: 0.3, cbd: 0.2, industry: 8 },
    '08:00-19:00',
  ),
  trade('commercial-centre', '购物中心 邻里中心', 'shop=mall', '广场', 0, {}, '10:00-22:00'),
  // what ledgers also hold, and no standard asks for
  trade('tobacco', '烟酒店', 'shop=alcohol', '烟酒', 0.34, EVENLY, '08:30-21:30'),
  trade('clothes', '服装店', 'shop=clothes', '服饰', 0.65, { newtown: 0.1, cbd: 5 }, '09:30-21:00'),
  trade('hardware', '五金店', 'shop=hardware', '五金', 0.2, OLD, '08:00-18:30', { acrossRiver: 0.4 }),
  trade('estate-agent', '房产中介', 'office=estate_agent', '房产', 0.42, { newtown: 1.4 }, '09:00-20:30', {
    chain: '演居房产',
  }),
  trade('lottery', '彩票销售点', 'shop=lottery', '彩票', 0.1, EVENLY, '09:00-21:00'),
  trade('bank', '银行网点', 'amenity=bank', '储蓄所', 0.14, { newtown: 0.3, cbd: 3 }, '09:00-17:00'),
  trade('games', '棋牌室', null, '棋牌室', 0.16, OLD, '13:00-23:00'),
  trade('other', '其他', null, '经营部', 0.3, EVENLY, '09:00-18:00'),
]

const byId = new Map(TRADES.map((t) => [t.id, t]))

/** The trade called `id`. */
export function getTrade(id: string): Trade {
  const found = byId.get(id)
  if (!found) throw new Error(`There is no trade ${id}.`)
  return found
}
