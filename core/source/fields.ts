// What the columns of ledgers, exports and grids are called, and how places look without a heading. A new word goes here.
import { degreesIn, pairIn } from './cells.ts'
import type { Fields } from './columns.ts'

/** Headings of a field in one line. */
export const words = (line: string): readonly string[] => line.split(' ')

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
    headings: words('经度 lng lon long longitude x x坐标 坐标x lng_wgs84 point_x wgs84_lng gcj02_lng bd09_lng'),
    looks: degreesBetween(73, 135.5),
  },
  lat: {
    name: { zh: '纬度', en: 'latitude' },
    headings: words('纬度 lat latitude y y坐标 坐标y lat_wgs84 point_y wgs84_lat gcj02_lat bd09_lat'),
    looks: degreesBetween(3, 54),
  },
  place: {
    name: { zh: '坐标', en: 'coordinates' },
    headings: words(
      '坐标 经纬度 经纬度坐标 位置坐标 地理坐标 location coordinates coordinate lnglat lonlat geometry wkt point',
    ),
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
    headings: words(
      '名称 网点名称 店名 字号 店铺名称 门店名称 商户名称 单位名称 企业名称 机构名称 设施名称 门店 店招 招牌 网点 name title 名字 name:zh shop_name poi_name',
    ),
    never: /街道|社区|小区|居委|区县|乡镇|类|业态|行业|联系|负责|法人|项目|路名/,
  },
  label: {
    name: { zh: '业态', en: 'trade' },
    headings: words(
      '业态 业态类型 业态名称 经营业态 业态类别 网点类型 设施类型 类别 类型 分类 行业 行业类别 行业分类 经营类型 经营范围 小类 中类 大类 category type class kind typename tag trade 种类',
    ),
    never: /企业类型|经济类型|主体类型|证照|产权|房屋|建筑|用地|道路/,
  },
  address: {
    name: { zh: '地址', en: 'address' },
    headings: words('地址 详细地址 经营地址 营业地址 门牌地址 店铺地址 地点 经营场所 住所 address addr addr:full 位置'),
  },
  capacity: {
    name: { zh: '容量', en: 'capacity' },
    headings: words(
      '容量 床位 床位数 座位 座位数 餐位 餐位数 托位 托位数 学位 学位数 名额 服务能力 容纳人数 核定人数 capacity beds seats places',
    ),
  },
  hours: {
    name: { zh: '营业时间', en: 'opening hours' },
    headings: words('营业时间 开放时间 服务时间 经营时间 营业时段 开门时间 opening_hours hours open_time opentime'),
  },
  confirmed: {
    name: { zh: '核实日期', en: 'date confirmed' },
    headings: words(
      '核实日期 最后确认 最后确认日期 确认日期 核查日期 核实时间 核查时间 更新日期 更新时间 采集日期 采集时间 调查日期 填报日期 登记日期 confirmed last_confirmed check_date updated updated_at update_time survey:date date 日期 timestamp',
    ),
  },
  id: {
    name: { zh: '编号', en: 'id' },
    headings: words('编号 网点编号 门店编号 设施编号 编码 网点编码 代码 id uid poi_id poiid code no osm_id @id fid'),
    never: /./, // the code of a street or a trade stands in every row of it
  },
  licence: {
    // one company, many branches: it names the source's record, but never tells two outlets apart
    name: { zh: '统一社会信用代码', en: 'unified social credit code' },
    headings: words(
      '统一社会信用代码 社会信用代码 信用代码 营业执照号 执照号 注册号 许可证号 uscc credit_code licence license',
    ),
  },
  status: {
    name: { zh: '状态', en: 'status' },
    headings: words(
      '状态 营业状态 经营状态 运营状态 登记状态 存续状态 是否营业 是否在营 网点状态 建设状态 status state',
    ),
  },
} as const satisfies Fields

/** What an office's ledger keeps of an outlet besides; measuring does not ask for it. */
export const LEDGER_FIELDS = {
  ...OUTLET_FIELDS,
  confirmedBy: {
    name: { zh: '核实人', en: 'confirmed by' },
    headings: words('核实人 核查人 确认人 核实人员 核查人员 采集人 调查员 confirmed_by verified_by checked_by'),
  },
  entrances: {
    name: { zh: '出入口', en: 'entrances' },
    headings: words('出入口 出入口坐标 entrances entrance doors'),
  },
  sources: {
    name: { zh: '来源', en: 'sources' },
    headings: words('来源 数据来源 sources source origin'),
  },
  remark: {
    name: { zh: '备注', en: 'remark' },
    headings: words('备注 备注信息 remark remarks note notes comment'),
  },
} as const satisfies Fields

/** Residents at points or in cells. */
export const POPULATION_FIELDS = {
  ...PLACE_FIELDS,
  people: {
    name: { zh: '人口', en: 'people' },
    headings: words(
      '人口 人口数 常住人口 总人口 人数 居民数 居民人数 常住人口数 population people pop persons residents inhabitants value pop_total total',
    ),
    never: /密度|比|率|岁|男|女|户籍|流动|density|percent|share/,
  },
  '0-2': {
    name: { zh: '0–2 岁', en: 'aged 0–2' },
    headings: words('0-2 0-2岁 0~2岁 3岁以下 0-3岁以下 婴幼儿 婴幼儿数 age_0_2 0_2 infants'),
  },
  '3-6': {
    name: { zh: '3–6 岁', en: 'aged 3–6' },
    headings: words('3-6 3-6岁 3~6岁 学龄前儿童 学龄前 age_3_6 3_6 preschool'),
  },
  '0-14': {
    name: { zh: '0–14 岁', en: 'aged 0–14' },
    headings: words('0-14 0-14岁 0~14岁 儿童 儿童数 少儿人口 少年儿童 age_0_14 0_14 children'),
  },
  '60+': {
    name: { zh: '60 岁及以上', en: 'aged 60 and over' },
    headings: words(
      '60+ 60岁及以上 60岁以上 60岁及以上人口 60岁以上人口 老年人口 老年人 age_60 60_plus age_60_plus elders',
    ),
  },
  '65+': {
    name: { zh: '65 岁及以上', en: 'aged 65 and over' },
    headings: words('65+ 65岁及以上 65岁以上 65岁及以上人口 65岁以上人口 age_65 65_plus age_65_plus'),
  },
} as const satisfies Fields
