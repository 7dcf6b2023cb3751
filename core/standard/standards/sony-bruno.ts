import type { Category, Threshold } from '../define.ts'
import { defineStandard } from '../define.ts'

// Nine categories of a worldwide study by Sony CSL Rome. Their number and 15 minutes are in the paper; which OSM tags
// make each is in its supplement, which was not seen: the tags here are those of a published re-implementation and our own.
const WITHIN: Threshold = { scale: 'walk-time', value: 15, unit: 'min', source: 'PAPER', status: 'verified' }

const category = (id: string, zh: string, en: string, labels: string, rules: readonly string[]): Category => ({
  id,
  code: null,
  name: { zh, en },
  tier: 'basic',
  tierSource: 'PAPER',
  tierStatus: 'recollection',
  group: null,
  lead: null,
  thresholds: [WITHIN],
  labels: labels.split(' '),
  osm: rules.map((rule) => Object.fromEntries([rule.split('=') as [string, string]])),
  osmStatus: 'inference',
})

export default defineStandard({
  id: 'sony-bruno',
  name: { zh: '包容性15分钟城市通用框架', en: 'Universal framework for inclusive 15-minute cities' },
  adcode: null,
  cites:
    'Bruno, Monteiro Melo, Campanelli, Loreto: A universal framework for inclusive 15-minute cities. Nature Cities (2024), doi:10.1038/s44284-024-00119-4',
  year: 2024,
  sources: {
    PAPER: {
      title: 'A universal framework for inclusive 15-minute cities, Nature Cities 2024 (abstract seen; tables not)',
      seen: 'https://csh.ac.at/publication/a-universal-framework-for-inclusive-15-minute-cities/',
    },
  },
  categories: [
    category('learning', '学习', 'Learning', '学校 小学 中学 幼儿园 图书馆 school kindergarten library', [
      'amenity=school|kindergarten|college|university|library',
    ]),
    category('health-care', '医疗', 'Health care', '医院 诊所 药店 卫生服务 hospital clinic pharmacy doctors', [
      'amenity=hospital|clinic|doctors|dentist|pharmacy',
      'healthcare=*',
    ]),
    category('eating', '餐饮', 'Eating', '餐厅 餐馆 快餐 咖啡 酒吧 restaurant cafe', [
      'amenity=restaurant|cafe|fast_food|bar|pub|food_court',
    ]),
    category('moving', '出行', 'Moving', '公交站 地铁站 bus_stop station', [
      'highway=bus_stop',
      'railway=station|halt|tram_stop|subway_entrance',
      'public_transport=platform|station|stop_position',
      'amenity=bus_station|ferry_terminal|taxi|bicycle_rental',
    ]),
    category('outdoor-activities', '户外活动', 'Outdoor activities', '公园 绿地 游乐场 park playground', [
      'leisure=park|playground|garden|dog_park|nature_reserve',
      'tourism=viewpoint',
    ]),
    category('physical-exercise', '体育锻炼', 'Physical exercise', '健身 体育馆 球场 游泳馆 gym pitch', [
      'leisure=sports_centre|pitch|fitness_centre|fitness_station|swimming_pool',
    ]),
    category('supplies', '购物', 'Supplies', '超市 便利店 菜市场 商场 supermarket convenience', [
      'shop=supermarket|convenience|bakery|butcher|greengrocer|seafood|mall|department_store|general',
      'amenity=marketplace',
    ]),
    category('services', '服务', 'Services', '银行 邮局 派出所 理发 洗衣 bank post_office police', [
      'amenity=bank|atm|post_office|police|townhall|social_facility|community_centre',
      'shop=hairdresser|laundry|dry_cleaning|copyshop',
    ]),
    category(
      'cultural-activities',
      '文化活动',
      'Cultural activities',
      '电影院 剧院 博物馆 美术馆 cinema theatre museum',
      ['amenity=cinema|theatre|arts_centre', 'tourism=museum|gallery'],
    ),
  ],
  officialCounts: { basic: 9 },
  note: {
    zh: '九类与15分钟出自论文，各类所含标签的附表未见：类名凭记忆，标签参照他人复现并系推定。',
    en: 'Nine categories and 15 minutes are the paper’s; the supplement with their tags was not seen: names are from memory, tags after a re-implementation and inferred.',
  },
})
