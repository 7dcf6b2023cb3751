// Data: every category (业态) that the Chinese documents name, once. A standard selects from here and says which tier
// and group its document gives; see `select`. Labels are what offices' ledgers and map companies' exports call them.
//
// The OSM tags are our own reading. Left out on purpose, because the tag does not say it and would cover people who are
// not covered: restaurants without hours as breakfast; warehouses and wholesale as 前置仓; food banks as canteens;
// employment agencies as home services; information boards as travel services; `landuse=retail` as a centre.
// A supermarket also serves 生鲜超市(菜店): in China nearly every one sells fresh food. A person can map it otherwise.
import type { Certainty } from '../base/certainty.ts'
import type { Category, Source, Threshold, Tier } from './define.ts'
import { SOURCES, type SourceKey } from './sources.ts'

type Rule = Readonly<Record<string, string>>

/** `amenity=x|y + fee=no` → { amenity: 'x|y', fee: 'no' } */
export const rule = (text: string): Rule =>
  Object.fromEntries(text.split(' + ').map((tag) => tag.split('=') as [string, string]))

const minutes = (value: Threshold['value'], source: SourceKey, status: Certainty, note?: string): Threshold => ({
  scale: 'walk-time',
  value,
  unit: 'min',
  source,
  status,
  ...(note && { note }),
})
const metres = (value: number, source: SourceKey, status: Certainty, note?: string): Threshold => ({
  scale: 'radius',
  value,
  unit: 'm',
  source,
  status,
  ...(note && { note }),
})

/** 家门口: the whole basic tier within 5–10 minutes. */
const DOORSTEP = [
  minutes([5, 10], 'P23', 'partly', '家门口：步行5—10分钟，优先配齐基本保障类业态（全类适用）'),
  minutes([5, 10], 'TJ25', 'verified', '天津市重申：家门口5—10分钟'),
]
/** 家周边: the whole quality tier within 15 minutes. */
const AROUND = [
  minutes(15, 'P23', 'partly', '家周边：步行15分钟，发展品质提升类业态（全类适用）'),
  minutes(15, 'TJ25', 'verified', '天津市重申：家周边15分钟'),
]

interface Entry {
  readonly group?: string
  readonly lead: string
  readonly thresholds: readonly Threshold[]
  readonly labels: string
  readonly osm: readonly string[]
  readonly note?: string
}

/** Leads are our own proposal throughout: no national document that we saw assigns categories to departments. */
const category = (id: string, code: string, zh: string, en: string, entry: Entry): Category => ({
  id,
  code,
  name: { zh, en },
  tier: code.startsWith('B') ? 'basic' : 'quality',
  tierSource: 'OWN',
  tierStatus: 'inference',
  group: entry.group ?? null,
  lead: { name: entry.lead, status: 'inference' },
  thresholds: entry.thresholds,
  labels: entry.labels.split(' ').map((label) => label.replaceAll('_', ' ')),
  osm: entry.osm.map(rule),
  osmStatus: 'inference',
  ...(entry.note && { note: entry.note }),
})

const ALL: readonly Category[] = [
  category('convenience-store', 'B01', '便利店', 'Convenience store', {
    group: '一店',
    lead: '商务',
    thresholds: [
      minutes(5, 'M21', 'verified'),
      metres(500, 'TJ18', 'verified'),
      metres(300, 'GB18', 'recollection', '五分钟生活圈社区商业网点'),
      ...DOORSTEP,
    ],
    labels:
      '便利超市 便民超市 便民店 便民商店 连锁便利 小卖部 小超市 食杂店 杂货店 烟酒便利 convenience_store corner_shop',
    osm: ['shop=convenience'],
  }),
  category('supermarket', 'B02', '综合超市', 'General supermarket', {
    lead: '商务',
    thresholds: [minutes(15, 'M21', 'verified', '大中型超市'), ...DOORSTEP],
    labels: '超市 超级市场 社区超市 大卖场 大型超市 购物广场 百货超市 仓储超市 supermarket hypermarket grocery',
    osm: ['shop=supermarket'],
  }),
  category('wet-market', 'B03', '菜市场', 'Wet market', {
    group: '一菜',
    lead: '商务',
    thresholds: [
      minutes(8, 'M21', 'verified', '农贸市场'),
      minutes(10, 'TJ18', 'verified'),
      metres(1000, 'TJ18', 'verified'),
      metres(500, 'GB18', 'recollection', '菜市场或生鲜超市'),
    ],
    labels:
      '农贸市场 集贸市场 农副产品市场 菜场 农产品市场 综合市场 早市 标准化菜市场 wet_market farmers_market marketplace',
    osm: ['amenity=marketplace'],
  }),
  category('greengrocer', 'B04', '生鲜超市（菜店）', 'Fresh-food shop', {
    group: '一菜',
    lead: '商务',
    thresholds: [minutes([5, 10], 'BJ18', 'verified', '蔬菜零售网点'), ...DOORSTEP],
    labels:
      '生鲜超市 菜店 生鲜店 生鲜 蔬菜店 蔬菜零售 果蔬店 蔬果店 水果店 水果超市 肉店 鲜肉店 水产店 海鲜水产 社区菜店 蔬菜直通车 蔬菜水果 greengrocer butcher fishmonger fruit_shop',
    osm: ['shop=greengrocer', 'shop=farm', 'shop=butcher', 'shop=seafood', 'shop=supermarket'],
    note: '综合超市一并计入：多数兼营生鲜（推定）',
  }),
  category('breakfast', 'B05', '早餐店', 'Breakfast shop', {
    group: '一早',
    lead: '商务',
    thresholds: [minutes([5, 10], 'BJ18', 'verified'), minutes(8, 'M21', 'verified', '快餐店'), ...DOORSTEP],
    labels: '早餐 早点 早点铺 早餐铺 早餐车 早餐网点 包子铺 包子店 豆浆油条 小吃早点 breakfast',
    osm: ['amenity=fast_food|restaurant|cafe + opening_hours=@morning'],
    note: '地图数据极少标明是否供应早餐：餐馆、快餐、咖啡店只在已知营业时间覆盖早晨（7:30）时计入，其余须实地确认',
  }),
  category('laundry', 'B06', '洗染店', 'Laundry', {
    lead: '商务',
    thresholds: [minutes(8, 'M21', 'verified'), ...DOORSTEP],
    labels: '洗衣店 洗衣 干洗店 干洗 洗染 洗护 laundry dry_cleaner dry_cleaning laundrette',
    osm: ['shop=laundry', 'shop=dry_cleaning', 'amenity=laundry'],
  }),
  category('hairdresser', 'B07', '美容美发店', 'Hair and beauty salon', {
    lead: '商务',
    thresholds: [minutes(8, 'M21', 'verified'), ...DOORSTEP],
    labels: '美发 理发 理发店 美发店 美容店 美容院 美容美发 发廊 造型 美甲 hairdresser barber beauty_salon',
    osm: ['shop=hairdresser', 'shop=beauty'],
  }),
  category('photo-copy', 'B08', '照相文印店', 'Photo and copy shop', {
    lead: '商务',
    thresholds: DOORSTEP,
    labels:
      '文印店 打印店 复印店 打印复印 图文店 图文快印 快印 照相馆 照相 摄影冲印 文印 copy_shop photo_shop print_shop',
    osm: ['shop=copyshop', 'shop=photo', 'craft=photographer'],
  }),
  category('home-service', 'B09', '家政服务点', 'Home-service point', {
    lead: '商务',
    thresholds: DOORSTEP,
    labels: '家政 家政服务 家政公司 家庭服务 保洁服务 保洁公司 月嫂 钟点工 home_service housekeeping',
    osm: ['office=cleaning', 'shop=cleaning'],
  }),
  category('repair', 'B10', '维修点', 'Repair point', {
    group: '一修',
    lead: '商务',
    thresholds: [minutes(15, 'M21', 'verified', '电器、家具维修'), ...DOORSTEP],
    labels:
      '小修小补 维修店 维修部 维修站点 修理店 修理铺 修理部 家电维修 家电修理 手机维修 电脑维修 数码维修 钟表维修 自行车维修 修自行车 修鞋 修伞 修表 改衣 缝补 裁缝 裁缝店 缝纫 织补 配钥匙 开锁 锁匠 社区工坊 repair shoe_repair locksmith tailor',
    osm: [
      'shop=repair',
      'shop=shoe_repair',
      'shop=locksmith',
      'shop=tailor',
      'craft=shoemaker',
      'craft=key_cutter',
      'craft=locksmith',
      'craft=tailor',
      'craft=electronics_repair',
      'shop=bicycle',
    ],
    note: '小修小补多为流动摊点，地图数据大多没有',
  }),
  category('pharmacy', 'B11', '药店', 'Pharmacy', {
    lead: '市场监管（药监）',
    thresholds: [minutes(8, 'M21', 'verified'), ...DOORSTEP],
    labels: '药房 大药房 药品零售 医药商店 医药保健销售店 连锁药店 零售药店 pharmacy chemist drugstore',
    osm: ['amenity=pharmacy', 'healthcare=pharmacy'],
  }),
  category('parcel-point', 'B12', '邮政快递综合服务点', 'Postal and courier point', {
    lead: '邮政',
    thresholds: DOORSTEP,
    labels:
      '快递 快递驿站 菜鸟驿站 驿站 快递点 快递网点 快递服务站 快递末端 妈妈驿站 邮政 邮政局 邮政所 邮局 邮政支局 物流速递 post_office courier parcel_shop',
    osm: ['amenity=post_office', 'amenity=post_depot', 'office=courier'],
  }),
  category('recycling', 'B13', '再生资源回收点', 'Recycling point', {
    group: '一收',
    lead: '商务',
    thresholds: DOORSTEP,
    labels: '再生资源 再生资源回收 废品回收 废品收购 废旧回收 回收站 回收点 旧衣回收 recycling scrap',
    osm: ['amenity=recycling', 'shop=scrap_yard'],
  }),
  category('parcel-locker', 'B14', '智能信包箱（快件箱）', 'Parcel locker', {
    lead: '邮政',
    thresholds: DOORSTEP,
    labels: '智能信包箱 信包箱 智能快件箱 快件箱 快递柜 智能快递柜 丰巢 自提柜 parcel_locker',
    osm: ['amenity=parcel_locker'],
  }),
  category('forward-warehouse', 'B15', '前置仓', 'Forward warehouse', {
    lead: '商务',
    thresholds: [],
    labels: '前置仓 社区团购自提 即时零售仓 dark_store',
    osm: [],
    note: '以配送服务，不适用步行时限；地图数据分辨不出',
  }),
  category('elder-care', 'B16', '社区养老服务机构', 'Community elder care', {
    group: '一老',
    lead: '民政',
    thresholds: [
      minutes(5, 'SH16', 'verified', '为老服务设施优先布置在5分钟内'),
      metres(300, 'GB18', 'recollection', '老年人日间照料中心'),
    ],
    labels:
      '养老 养老院 敬老院 养老服务 养老服务站 养老服务中心 养老驿站 为老服务中心 综合为老服务中心 日间照料 日间照料中心 托老所 护理院 老年公寓 长者照护 长者照护之家 elder_care nursing_home day_care_for_seniors',
    osm: [
      'amenity=social_facility + social_facility=day_care|nursing_home|assisted_living|group_home + social_facility:for=senior',
      'amenity=nursing_home',
    ],
  }),
  category('elder-canteen', 'B17', '老年助餐点（社区食堂）', 'Senior canteen', {
    group: '一老',
    lead: '民政',
    thresholds: [minutes(15, 'OWN', 'inference')],
    labels:
      '老年助餐 助餐点 助餐 老年助餐点 社区食堂 长者食堂 老年食堂 敬老餐厅 幸福食堂 senior_canteen community_canteen',
    osm: ['amenity=canteen'],
  }),
  category('speciality-restaurant', 'Q01', '特色餐饮店', 'Restaurant', {
    lead: '商务',
    thresholds: AROUND,
    labels: '特色餐饮 餐饮 餐饮服务 餐厅 餐馆 饭店 中餐厅 外国餐厅 火锅 酒楼 面馆 小吃店 restaurant',
    osm: ['amenity=restaurant'],
  }),
  category('bakery', 'Q02', '蛋糕烘焙店', 'Bakery', {
    lead: '商务',
    thresholds: AROUND,
    labels: '蛋糕店 糕饼店 面包店 烘焙 烘焙店 西点 糕点 bakery pastry cake_shop',
    osm: ['shop=bakery', 'shop=pastry'],
  }),
  category('bookshop', 'Q03', '新式书店', 'Bookshop', {
    lead: '文旅、新闻出版',
    thresholds: AROUND,
    labels: '书店 书城 书吧 新华书店 bookshop bookstore',
    osm: ['shop=books'],
  }),
  category('gym', 'Q04', '运动健身房', 'Gym', {
    lead: '体育',
    thresholds: AROUND,
    labels: '健身房 健身 健身中心 运动健身 运动场馆 体育馆 游泳馆 瑜伽 瑜伽馆 gym fitness_centre sports_centre',
    osm: ['leisure=fitness_centre', 'leisure=sports_centre'],
  }),
  category('childcare', 'Q05', '幼儿托管点', 'Childcare', {
    group: '一小',
    lead: '卫健',
    thresholds: [minutes(10, 'SH16', 'verified', '0—3岁托管，约500米'), ...AROUND],
    labels:
      '托育 托育机构 托育点 托管 托管点 托班 幼儿托管 托儿所 儿童之家 四点半课堂 早教 幼儿园 childcare nursery kindergarten',
    osm: ['amenity=childcare', 'amenity=kindergarten'],
    note: '幼儿园（3—6岁）一并计入，未必收托3岁以下：是否有托位须核实',
  }),
  category('training', 'Q06', '培训教育点', 'Training and education', {
    lead: '教育',
    thresholds: AROUND,
    labels: '培训 培训机构 教育培训 培训学校 培训中心 艺术培训 驾校 training_centre tutoring',
    osm: ['amenity=prep_school', 'amenity=music_school', 'amenity=language_school', 'amenity=training'],
  }),
  category('travel-service', 'Q07', '旅游服务点', 'Travel service', {
    lead: '文旅',
    thresholds: AROUND,
    labels: '旅行社 旅游服务 票务 游客中心 travel_agency',
    osm: ['shop=travel_agency', 'tourism=information + information=office|visitor_centre'],
  }),
  category('wellness', 'Q08', '保健养生店', 'Health and wellness', {
    lead: '市场监管、卫健',
    thresholds: AROUND,
    labels: '保健养生 养生 养生馆 养生店 按摩 推拿 足浴 足疗 理疗 保健品店 massage wellness',
    osm: ['shop=massage', 'shop=health_food'],
  }),
  category('flowers-gifts', 'Q09', '鲜花礼品店', 'Flowers and gifts', {
    lead: '商务',
    thresholds: AROUND,
    labels: '鲜花 花店 花卉 鲜花店 礼品 礼品店 florist gift_shop',
    osm: ['shop=florist', 'shop=gift'],
  }),
  category('tea-coffee', 'Q10', '茶艺咖啡馆', 'Tea house and café', {
    lead: '商务',
    thresholds: AROUND,
    labels: '咖啡 咖啡馆 咖啡厅 咖啡店 茶艺 茶艺馆 茶馆 茶社 茶室 奶茶 冷饮店 cafe coffee_shop tea_house',
    osm: ['amenity=cafe', 'shop=tea', 'shop=coffee'],
  }),
  category('pet-service', 'Q11', '宠物服务站', 'Pet service', {
    lead: '商务、农业农村',
    thresholds: AROUND,
    labels: '宠物 宠物店 宠物医院 宠物诊所 动物医院 动物医疗场所 pet_shop veterinary',
    osm: ['shop=pet', 'shop=pet_grooming', 'amenity=veterinary'],
  }),
  category('car-wash', 'Q12', '洗车店', 'Car wash', {
    group: '一洗',
    lead: '商务',
    thresholds: AROUND,
    labels: '洗车 洗车场 洗车行 洗车点 洗车房 汽车美容 car_wash',
    osm: ['amenity=car_wash'],
    note: '2025年通知列入“一收一洗”，未说明属哪一类',
  }),
  category('commercial-centre', 'Q13', '社区商业中心（邻里中心）', 'Community commercial centre', {
    lead: '商务',
    thresholds: [minutes(15, 'TJ18', 'verified'), metres(1500, 'TJ18', 'verified')],
    labels: '社区商业中心 邻里中心 购物中心 商场 社区商业综合体 mall shopping_centre neighbourhood_centre',
    osm: ['shop=mall'],
    note: '是载体，不是业态',
  }),
]

/** All categories by id. */
const CATALOGUE: ReadonlyMap<string, Category> = new Map(ALL.map((c) => [c.id, c]))

/** What one document says of some categories: it lists them in this tier, and we are this sure of it. */
export interface Listing {
  readonly tier: Tier
  readonly source: SourceKey
  readonly status: Certainty
  readonly ids: readonly string[]
}

/**
 * The categories that a standard of `year` lists, with the documents they cite. Thresholds come along only from
 * documents no younger than the standard, groups only where `groups` (the slogan of the day) has them.
 */
export function select(
  year: number,
  groups: readonly string[],
  listings: readonly Listing[],
): { readonly categories: readonly Category[]; readonly sources: Readonly<Record<string, Source>> } {
  const categories = listings.flatMap(({ tier, source, status, ids }) =>
    ids.map((id): Category => {
      const base = CATALOGUE.get(id)
      if (!base) throw new Error(`There is no category ${id} in the catalogue.`)
      return {
        ...base,
        tier,
        tierSource: source,
        tierStatus: status,
        group: base.group && groups.includes(base.group) ? base.group : null,
        thresholds: base.thresholds.filter((t) => SOURCES[t.source as SourceKey].year <= year),
      }
    }),
  )
  categories.sort((a, b) => (a.code! < b.code! ? -1 : 1))
  const cited = new Set(categories.flatMap((c) => [c.tierSource, ...c.thresholds.map((t) => t.source)]))
  const sources = Object.fromEntries(
    Object.entries(SOURCES)
      .filter(([key]) => cited.has(key))
      .map(([key, { title, seen }]) => [key, { title, seen }]),
  )
  return { categories, sources }
}

/** The six groups of the three-year plan (2023), and the eight of the notice of 2025. */
export const SIX_GROUPS = ['一店', '一早', '一菜', '一修', '一老', '一小'] as const
export const EIGHT_GROUPS = [...SIX_GROUPS, '一收', '一洗'] as const
