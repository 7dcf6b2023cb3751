// What an area is called and where it stands, guessed from whatever its file calls those things.
import type { AreaLevel } from './rows.ts'

/** Properties of a feature, as the file has them. */
export type Properties = Readonly<Record<string, unknown>>

/** What is known of an area besides its border. */
export interface AreaFields {
  readonly name: string
  readonly adcode: string | null
  readonly level: AreaLevel
  readonly parent: string | null
}

// Headings in the order in which they are believed, lower case without spaces and underscores.
const CODE = [
  'adcode',
  '区划代码',
  '行政区划代码',
  '行政区代码',
  '统计用区划代码',
  '代码',
  '编码',
  'areacode',
  'admincode',
  'code',
  'gb',
  'pac',
  'xzqdm',
  'qhdm',
  'ref',
  'id',
]
const PARENT = ['parent', 'parentcode', 'parentadcode', 'padcode', '上级代码', '上级区划代码', '父级代码']
const LEVEL = ['level', 'adminlevel', '级别', '行政级别', '层级']
const PLAIN_NAME = ['name', '名称', 'name:zh', 'xzqmc', 'mc', '行政区名称', 'fullname', '全称', 'title']
/** Headings that say both a name and what kind of area it is, the finest first. */
const NAME_OF_LEVEL: readonly (readonly [AreaLevel, readonly string[]])[] = [
  ['community', ['社区', '社区名称', '居委会', '村居', '村', 'community']],
  ['subdistrict', ['街道', '街道名称', '乡镇', '街镇', '镇街', 'street', 'town', 'township', 'subdistrict']],
  ['district', ['区县', '区县名称', '县区', 'district', 'county']],
  ['prefecture', ['地市', '城市', 'city', 'prefecture']],
  ['province', ['省', '省份', 'province']],
]

/**
 * Words for a level. Numbers are OSM's admin_level in China: 4 province, 5 prefecture, 6 district or county,
 * 8 subdistrict or town, 10 community or village (wiki.openstreetmap.org, Tag:boundary=administrative).
 */
const LEVEL_WORDS: ReadonlyMap<string, AreaLevel> = new Map(
  Object.entries({
    province: 'province',
    省: 'province',
    省级: 'province',
    '4': 'province',
    city: 'prefecture',
    prefecture: 'prefecture',
    市: 'prefecture',
    地级: 'prefecture',
    市级: 'prefecture',
    '5': 'prefecture',
    district: 'district',
    county: 'district',
    区县: 'district',
    县级: 'district',
    区: 'district',
    县: 'district',
    '6': 'district',
    street: 'subdistrict',
    subdistrict: 'subdistrict',
    town: 'subdistrict',
    township: 'subdistrict',
    街道: 'subdistrict',
    乡镇: 'subdistrict',
    乡级: 'subdistrict',
    街镇: 'subdistrict',
    镇: 'subdistrict',
    '8': 'subdistrict',
    community: 'community',
    village: 'community',
    社区: 'community',
    村: 'community',
    村级: 'community',
    '10': 'community',
    other: 'other',
  } satisfies Record<string, AreaLevel>),
)

/** The fields of one area. `''` and null where the file does not say; nothing is made up. */
export function areaFields(properties: Properties, columns: Readonly<Record<string, string>> = {}): AreaFields {
  const said = new Map<string, string>()
  for (const [heading, value] of Object.entries(properties)) {
    const text = textOf(value)
    if (text !== '' && !said.has(plain(heading))) said.set(plain(heading), text)
  }
  const first = (headings: readonly string[]) => {
    for (const heading of headings) if (said.has(heading)) return said.get(heading)!
    return ''
  }
  const chosen = (field: string) => (columns[field] ? (said.get(plain(columns[field])) ?? '') : '')

  let adcode = adcodeOf(chosen('adcode'))
  for (const heading of CODE) adcode ??= adcodeOf(said.get(heading) ?? '')

  let name = chosen('name') || first(PLAIN_NAME)
  let named: AreaLevel | null = null
  if (!name)
    for (const [level, headings] of NAME_OF_LEVEL) {
      name = first(headings)
      if (!name) continue
      named = level
      break
    }
  // 大宁 beside 大宁路街道: the longer one is what the area is called in full.
  if (name && !levelOfName(name))
    for (const value of said.values())
      if (
        value.length > name.length &&
        value.length <= name.length + 6 &&
        value.startsWith(name) &&
        levelOfName(value)
      ) {
        name = value
        break
      }

  const level =
    LEVEL_WORDS.get(chosen('level').toLowerCase()) ??
    LEVEL_WORDS.get(first(LEVEL).toLowerCase()) ??
    levelOfCode(adcode) ??
    named ??
    levelOfName(name) ??
    'other'
  return { name, adcode, level, parent: adcodeOf(chosen('parent') || first(PARENT)) ?? parentOf(adcode) }
}

const plain = (heading: string) => heading.toLowerCase().replace(/[\s_]/g, '')

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  // DataV writes parent as { adcode: 310100 }
  if (value && typeof value === 'object' && 'adcode' in value) return textOf(value.adcode)
  return ''
}

/**
 * A code as we write it: 6 digits down to the district, 9 for a subdistrict, 12 for a community. The statistics
 * bureau pads all to 12 with zeros (310109000000 is 310109), 天地图 puts 156 for China before them. GB/T 2260 begins with
 * 1 to 8; what begins with 9 is nobody's, and made-up cities use it. Null if it is none.
 */
export function adcodeOf(text: string): string | null {
  const digits = text.trim().replace(/\.0$/, '')
  if (!/^\d{6}(\d{3}){0,2}$/.test(digits)) return null
  const own = /^156[1-8]\d{5}$/.test(digits) ? digits.slice(3) : digits
  if (!/^[1-9]/.test(own)) return null
  if (own.length === 12 && own.endsWith('000000')) return own.slice(0, 6)
  if (own.length > 6 && own.endsWith('000')) return own.slice(0, -3)
  return own
}

function levelOfCode(adcode: string | null): AreaLevel | null {
  if (!adcode) return null
  if (adcode.length === 12) return 'community'
  if (adcode.length === 9) return 'subdistrict'
  return adcode.endsWith('0000') ? 'province' : adcode.endsWith('00') ? 'prefecture' : 'district'
}

function parentOf(adcode: string | null): string | null {
  if (!adcode || adcode.endsWith('0000')) return null
  if (adcode.length > 6) return adcode.slice(0, -3)
  return adcode.endsWith('00') ? `${adcode.slice(0, 2)}0000` : `${adcode.slice(0, 4)}00`
}

/** 市 alone says nothing: a prefecture and a county-level city are both called so. */
function levelOfName(name: string): AreaLevel | null {
  if (/(社区|居委会|居民委员会|村|村委会|村民委员会)$/.test(name)) return 'community'
  if (/(街道|街道办事处|镇|乡)$/.test(name)) return 'subdistrict'
  if (/(省|自治区|特别行政区)$/.test(name) || /^(北京|上海|天津|重庆)市$/.test(name)) return 'province'
  if (/(地区|自治州|盟)$/.test(name)) return 'prefecture'
  if (/[县旗]$/.test(name) || /(?<!小|园|片|景|校|院|山|厂|库|新|发|业|务|牌)区$/.test(name)) return 'district'
  return null
}
