import type { Category, Threshold } from '../define.ts'
import { defineStandard } from '../define.ts'

// Global Healthy and Sustainable City Indicators: access to four kinds of destination within 500 metres on the pedestrian network.
// Tags are those of its own table of destinations; petrol stations, which its authors doubt, are left out as convenience.
const WITHIN: Threshold = { scale: 'radius', value: 500, unit: 'm', source: 'README', status: 'verified' }

const category = (id: string, zh: string, en: string, labels: string, rules: readonly string[]): Category => ({
  id,
  code: null,
  name: { zh, en },
  tier: 'basic',
  tierSource: 'README',
  tierStatus: 'verified',
  group: null,
  lead: null,
  thresholds: [WITHIN],
  labels: labels.split(' ').map((label) => label.replaceAll('_', ' ')),
  osm: rules.map((rule) => Object.fromEntries([rule.split('=') as [string, string]])),
  osmStatus: id === 'public-open-space' ? 'partly' : 'verified',
})

export default defineStandard({
  id: 'ghsci',
  name: { zh: '全球健康可持续城市指标', en: 'Global Healthy and Sustainable City Indicators' },
  adcode: null,
  cites: 'Global Healthy and Sustainable City Indicators Collaboration, global-indicators software',
  year: 2022,
  sources: {
    README: {
      title: 'healthysustainablecities/global-indicators: readme and osm_destination_definitions.csv',
      seen: 'https://github.com/healthysustainablecities/global-indicators',
    },
  },
  categories: [
    category(
      'fresh-food',
      '生鲜食品店与市场',
      'Fresh food market',
      '超市 菜市场 生鲜 supermarket marketplace greengrocer',
      [
        'shop=supermarket|grocery|bakery|pastry|butcher|seafood|fishmonger|greengrocer|fruit|fruits|vegetables|deli|cheese|marketplace|market',
        'amenity=supermarket|marketplace|market|market_place|public_market',
        'building=supermarket',
      ],
    ),
    category('convenience-store', '便利店', 'Convenience store', '便利店 小卖部 报刊亭 convenience kiosk newsagent', [
      'shop=convenience|kiosk|newsagent|newsagency',
      'amenity=newsagency',
    ]),
    category(
      'public-transport-stop',
      '公共交通站点',
      'Public transport stop',
      '公交站 公交车站 地铁站 轨道交通站 bus_stop tram_stop station',
      [
        'highway=bus_stop|platform',
        'public_transport=platform|stop_position|station',
        'railway=platform|tram_stop|stop',
        'amenity=ferry_terminal',
      ],
    ),
    category('public-open-space', '公共开放空间', 'Public open space', '公园 绿地 广场 park square', [
      'leisure=park|garden|playground|nature_reserve|common',
      'place=square',
    ]),
  ],
  officialCounts: { basic: 4 },
  note: {
    zh: '原标准按步行网络500米计；此处以约定的分钟测度，500米作为其阈值列出。公共开放空间的标签只是原方法的一部分（原方法从多种面要素推定）。',
    en: 'The original asks for 500 m on the pedestrian network; here minutes are measured and the 500 m stand as its threshold. The tags of public open space are only a part of the original method, which derives it from many kinds of area.',
  },
})
