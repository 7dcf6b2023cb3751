// Which column is what: told from Chinese or English headings, and from the values where no heading says it.
// The guess is shown to a person, who may know better.
import type { Name } from '../base/name.ts'
import { degreesIn, pairIn } from './cells.ts'

/** Something that a column may hold. */
export interface Field {
  readonly name: Name
  /** What headings call it, the most telling first; compared without case, blanks, brackets and stars. */
  readonly headings: readonly string[]
  /** Headings that contain one of those words and yet mean something else. */
  readonly never?: RegExp
  /** Whether these cells look like it, where no heading says so. */
  readonly looks?: (cells: readonly string[]) => boolean
}

/** Fields by id. The order is the order of asking. */
export type Fields = Readonly<Record<string, Field>>

/** How a field got its column: a person said so, its heading did, or the values under it. */
export type Why = 'chosen' | 'heading' | 'values'

/** What was made of one table's columns. */
export interface ColumnGuess {
  readonly file: string
  /** Sheet of a workbook; null for other files. */
  readonly sheet: string | null
  /** Row of the headings, from 1; null where there are none. */
  readonly headingRow: number | null
  readonly headings: readonly string[]
  /** Per field that was found: which column, from 0. */
  readonly fields: Readonly<Record<string, { readonly column: number; readonly heading: string; readonly why: Why }>>
}

/** At least this share of the cells must look like a field. Some rows of a ledger are always odd. */
const MOST = 0.8

/** Whether most cells are degrees with decimals between two limits. */
const degreesBetween = (low: number, high: number) => (cells: readonly string[]) => {
  const filled = cells.filter((cell) => cell.trim() !== '')
  const fitting = filled.filter((cell) => {
    const degrees = degreesIn(cell)
    return degrees !== null && degrees >= low && degrees <= high && !Number.isInteger(degrees)
  })
  return fitting.length > 0 && fitting.length >= MOST * filled.length
}

/** Where a thing is. China lies between 73° and 135° east, 3° and 54° north: elsewhere headings are needed. */
export const PLACE_FIELDS = {
  lng: {
    name: { zh: '经度', en: 'longitude' },
    headings: [
      '经度',
      'lng',
      'lon',
      'long',
      'longitude',
      'x',
      'x坐标',
      '坐标x',
      'lng_wgs84',
      'point_x',
      'wgs84_lng',
      'gcj02_lng',
      'bd09_lng',
    ],
    looks: degreesBetween(73, 135.5),
  },
  lat: {
    name: { zh: '纬度', en: 'latitude' },
    headings: [
      '纬度',
      'lat',
      'latitude',
      'y',
      'y坐标',
      '坐标y',
      'lat_wgs84',
      'point_y',
      'wgs84_lat',
      'gcj02_lat',
      'bd09_lat',
    ],
    looks: degreesBetween(3, 54),
  },
  place: {
    name: { zh: '坐标', en: 'coordinates' },
    headings: [
      '坐标',
      '经纬度',
      '经纬度坐标',
      '位置坐标',
      '地理坐标',
      'location',
      'coordinates',
      'coordinate',
      'lnglat',
      'lonlat',
      'geometry',
      'wkt',
      'point',
    ],
    looks: (cells) => {
      const filled = cells.filter((cell) => cell.trim() !== '')
      return filled.length > 0 && filled.filter((cell) => pairIn(cell) !== null).length >= MOST * filled.length
    },
  },
} as const satisfies Fields

/** What a ledger or an export says of an outlet. */
export const OUTLET_FIELDS = {
  ...PLACE_FIELDS,
  name: {
    name: { zh: '名称', en: 'name' },
    headings: [
      '名称',
      '网点名称',
      '店名',
      '字号',
      '店铺名称',
      '门店名称',
      '商户名称',
      '单位名称',
      '企业名称',
      '机构名称',
      '设施名称',
      '门店',
      '店招',
      '招牌',
      '网点',
      'name',
      'title',
      '名字',
      'name:zh',
      'shop_name',
      'poi_name',
    ],
    never: /街道|社区|小区|居委|区县|乡镇|类|业态|行业|联系|负责|法人|项目|路名/,
  },
  label: {
    name: { zh: '业态', en: 'trade' },
    headings: [
      '业态',
      '业态类型',
      '业态名称',
      '经营业态',
      '业态类别',
      '网点类型',
      '设施类型',
      '类别',
      '类型',
      '分类',
      '行业',
      '行业类别',
      '行业分类',
      '经营类型',
      '经营范围',
      '小类',
      '中类',
      '大类',
      'category',
      'type',
      'class',
      'kind',
      'typename',
      'tag',
      'trade',
      '种类',
    ],
    never: /企业类型|经济类型|主体类型|证照|产权|房屋|建筑|用地|道路/,
  },
  address: {
    name: { zh: '地址', en: 'address' },
    headings: [
      '地址',
      '详细地址',
      '经营地址',
      '营业地址',
      '门牌地址',
      '店铺地址',
      '地点',
      '经营场所',
      '住所',
      'address',
      'addr',
      'addr:full',
      '位置',
    ],
  },
  capacity: {
    name: { zh: '容量', en: 'capacity' },
    headings: [
      '容量',
      '床位',
      '床位数',
      '座位',
      '座位数',
      '餐位',
      '餐位数',
      '托位',
      '托位数',
      '学位',
      '学位数',
      '名额',
      '服务能力',
      '容纳人数',
      '核定人数',
      'capacity',
      'beds',
      'seats',
      'places',
    ],
  },
  hours: {
    name: { zh: '营业时间', en: 'opening hours' },
    headings: [
      '营业时间',
      '开放时间',
      '服务时间',
      '经营时间',
      '营业时段',
      '开门时间',
      'opening_hours',
      'hours',
      'open_time',
      'opentime',
    ],
  },
  confirmed: {
    name: { zh: '核实日期', en: 'date confirmed' },
    headings: [
      '核实日期',
      '最后确认',
      '最后确认日期',
      '确认日期',
      '核查日期',
      '核实时间',
      '核查时间',
      '更新日期',
      '更新时间',
      '采集日期',
      '采集时间',
      '调查日期',
      '填报日期',
      '登记日期',
      'confirmed',
      'last_confirmed',
      'check_date',
      'updated',
      'updated_at',
      'update_time',
      'survey:date',
      'date',
      '日期',
      'timestamp',
    ],
  },
  id: {
    name: { zh: '编号', en: 'id' },
    headings: [
      '编号',
      '网点编号',
      '门店编号',
      '设施编号',
      '编码',
      '网点编码',
      '代码',
      'id',
      'uid',
      'poi_id',
      'poiid',
      'code',
      'no',
      'osm_id',
      '@id',
      'fid',
    ],
    never: /./, // the code of a street or a trade stands in every row of it
  },
  licence: {
    // one company, many branches: it names the source's record, but never tells two outlets apart
    name: { zh: '统一社会信用代码', en: 'unified social credit code' },
    headings: [
      '统一社会信用代码',
      '社会信用代码',
      '信用代码',
      '营业执照号',
      '执照号',
      '注册号',
      '许可证号',
      'uscc',
      'credit_code',
      'licence',
      'license',
    ],
  },
  status: {
    name: { zh: '状态', en: 'status' },
    headings: [
      '状态',
      '营业状态',
      '经营状态',
      '运营状态',
      '登记状态',
      '存续状态',
      '是否营业',
      '是否在营',
      '网点状态',
      '建设状态',
      'status',
      'state',
    ],
  },
} as const satisfies Fields

/** Residents at points or in cells. */
export const POPULATION_FIELDS = {
  ...PLACE_FIELDS,
  people: {
    name: { zh: '人口', en: 'people' },
    headings: [
      '人口',
      '人口数',
      '常住人口',
      '总人口',
      '人数',
      '居民数',
      '居民人数',
      '常住人口数',
      'population',
      'people',
      'pop',
      'persons',
      'residents',
      'inhabitants',
      'value',
      'pop_total',
      'total',
    ],
    never: /密度|比|率|岁|男|女|户籍|流动|density|percent|share/,
  },
  '0-2': {
    name: { zh: '0–2 岁', en: 'aged 0–2' },
    headings: ['0-2', '0-2岁', '0~2岁', '3岁以下', '0-3岁以下', '婴幼儿', '婴幼儿数', 'age_0_2', '0_2', 'infants'],
  },
  '3-6': {
    name: { zh: '3–6 岁', en: 'aged 3–6' },
    headings: ['3-6', '3-6岁', '3~6岁', '学龄前儿童', '学龄前', 'age_3_6', '3_6', 'preschool'],
  },
  '0-14': {
    name: { zh: '0–14 岁', en: 'aged 0–14' },
    headings: ['0-14', '0-14岁', '0~14岁', '儿童', '儿童数', '少儿人口', '少年儿童', 'age_0_14', '0_14', 'children'],
  },
  '60+': {
    name: { zh: '60 岁及以上', en: 'aged 60 and over' },
    headings: [
      '60+',
      '60岁及以上',
      '60岁以上',
      '60岁及以上人口',
      '60岁以上人口',
      '老年人口',
      '老年人',
      'age_60',
      '60_plus',
      'age_60_plus',
      'elders',
    ],
  },
  '65+': {
    name: { zh: '65 岁及以上', en: 'aged 65 and over' },
    headings: ['65+', '65岁及以上', '65岁以上', '65岁及以上人口', '65岁以上人口', 'age_65', '65_plus', 'age_65_plus'],
  },
} as const satisfies Fields

/** A heading as compared: no case, no blanks, stars or dashes of other widths; `bare` is without what stands in brackets. */
function plainHeading(heading: string): { whole: string; bare: string } {
  const whole = heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s*:"'＊#]+/g, '')
    .replace(/[–—~～至]/g, '-')
  return { whole, bare: whole.replace(/[([【{〔<].*?[)\]】}〕>]/g, '') }
}

/** How well a heading says a field: 0 not at all, 4 in so many words. Earlier words of the field go before later ones. */
function fit(heading: string, field: Field): number {
  const { whole, bare } = plainHeading(heading)
  if (whole === '') return 0
  let best = 0
  field.headings.forEach((word, place) => {
    const { whole: known } = plainHeading(word)
    let fits = 0
    if (whole === known) fits = 4
    else if (bare === known) fits = 3.5
    // within a longer heading Chinese words, which mean it best at the end (`门店经营地址`), and whole Latin ones
    else if (field.never?.test(bare)) fits = 0
    else if (/^[\u3400-\u9fff]{2,}$/.test(known) && bare.includes(known))
      fits = (bare.endsWith(known) ? 2 : 1) + known.length / 20
    else if (known.length >= 3 && bare.split(/[^a-z0-9]+/).includes(known)) fits = 1.5
    if (fits > 0) best = Math.max(best, fits - place / 1000)
  })
  return best
}

/**
 * Which column each field has, from a table's headings and some rows under them. What a person chose goes first (by
 * heading, or by `#3` for the third column), then the best-fitting headings, each column serving one field, then values.
 */
export function guessColumns(
  headings: readonly string[],
  samples: readonly (readonly string[])[],
  fields: Fields,
  chosen: Readonly<Record<string, string>> = {},
): ColumnGuess['fields'] {
  const found: Record<string, { column: number; heading: string; why: Why }> = {}
  const taken = new Set<number>()
  const take = (field: string, column: number, why: Why) => {
    found[field] = { column, heading: headings[column] ?? `#${column + 1}`, why }
    taken.add(column)
  }
  for (const [field, heading] of Object.entries(chosen)) {
    if (!(field in fields)) continue
    const number = /^#(\d+)$/.exec(heading)
    const column = number
      ? Number(number[1]) - 1
      : headings.findIndex((h) => plainHeading(h).whole === plainHeading(heading).whole)
    if (column >= 0 && !taken.has(column)) take(field, column, 'chosen')
  }
  const fits = Object.entries(fields).flatMap(([id, field], order) =>
    headings.map((heading, column) => ({ id, column, order, fit: fit(heading, field) })),
  )
  fits.sort((a, b) => b.fit - a.fit || a.order - b.order || a.column - b.column)
  for (const { id, column, fit } of fits)
    if (fit > 0 && !(id in found) && !taken.has(column)) take(id, column, 'heading')

  const width = Math.max(headings.length, ...samples.map((row) => row.length))
  const placed = 'place' in found || ('lng' in found && 'lat' in found)
  for (const [id, field] of Object.entries(fields)) {
    if (id in found || !field.looks) continue
    if (placed) continue // all fields that look like something are places
    for (let column = 0; column < width; column++) {
      if (taken.has(column) || !field.looks(samples.map((row) => row[column] ?? ''))) continue
      take(id, column, 'values')
      break
    }
  }
  // half a place is none: a lone column that happens to lie between 3 and 54 may be a number of beds
  for (const [one, other] of [
    ['lng', 'lat'],
    ['lat', 'lng'],
  ] as const)
    if (found[one]?.why === 'values' && !(other in found)) delete found[one]
  return found
}
