// What a person who brought a file should be told. Findings are collected and shown, never thrown:
// a file with findings has still been read.
import { type Lang, type Name, wordIn } from './name.ts'

/** Every kind of finding, in words. A sentence says what is odd and what was done about it. */
const FINDINGS = {
  'no-coordinates': { zh: '没有坐标，此行未采用', en: 'no coordinates; row left out' },
  'bad-coordinates': { zh: '坐标不是数字，此行未采用', en: 'coordinates are not numbers; row left out' },
  'zero-coordinates': { zh: '坐标为 (0,0)，此行未采用', en: 'coordinates are (0,0); row left out' },
  'swapped-coordinates': { zh: '经纬度颠倒，已对调', en: 'longitude and latitude were swapped; put right' },
  'outside-extract': { zh: '在路网范围之外，此行未采用', en: 'outside the street data; row left out' },
  'duplicate-id': { zh: '编号重复，保留第一条', en: 'id stands twice; the first was kept' },
  'no-name': { zh: '没有名称，按无名处理', en: 'no name; kept as nameless' },
  'no-label': { zh: '没有业态，未能归类', en: 'no trade given; not classified' },
  'bad-number': { zh: '不是有效的数，按未知处理', en: 'not a valid number; taken as unknown' },
  'bad-date': { zh: '不是有效的日期，按未知处理', en: 'not a valid date; taken as unknown' },
  'short-row': { zh: '列数不足，此行未采用', en: 'too few cells; row left out' },
  'mixed-encoding': {
    zh: '编码混杂，已逐行辨认；认不出的字以 � 代替',
    en: 'mixed encodings; each line was read in its own, and what none explains became �',
  },
  'unclosed-quote': { zh: '引号没有闭合，按普通字符处理', en: 'a quote is never closed; taken as a plain character' },
  'guessed-column': { zh: '标题认不出，按内容认列', en: 'no heading says so; the column was told by its contents' },
  'not-open': { zh: '停业、注销或尚未开业，未计入', en: 'closed, struck off or not yet open; not counted' },
  'formula-cell': { zh: '单元格是公式，取其缓存值', en: 'a cell holds a formula; its cached value was taken' },
  'empty-formula': { zh: '公式没有缓存值，按空白处理', en: 'a formula without a cached value; taken as blank' },
  'self-crossing': { zh: '边界自相交，按奇偶规则处理', en: 'boundary crosses itself; read by the even-odd rule' },
  'bad-polygon': { zh: '边界不成面，此区域未采用', en: 'boundary is not a polygon; area left out' },
  'missing-nodes': { zh: '引用的节点不在文件中，该处断开', en: 'nodes referred to are not in the file; cut there' },
  'empty-way': { zh: '路线没有节点，未采用', en: 'way without nodes; left out' },
  'broken-relation': { zh: '多边形不闭合，未采用', en: 'multipolygon is not closed; left out' },
  'no-population': { zh: '人口为空或为负，按 0 处理', en: 'population blank or negative; taken as 0' },
  'nowhere-to-place': {
    zh: '区域内没有可承载人口的住宅或道路，其人口未计',
    en: 'holds neither homes nor streets to place people on; its people were not counted',
  },
  'unknown-node': { zh: '边引用了不存在的节点，未采用', en: 'edge refers to a node that is not there; left out' },
  'datum-doubt': { zh: '坐标系与街道不符', en: 'the datum does not fit the streets' },
  'datum-unsure': {
    zh: '坐标系未能按街道确定，暂按箭头所指读取；请指明',
    en: 'the streets do not tell its datum; read as the arrow says, please state it',
  },
  'no-outlets-read': { zh: '没有读到任何网点', en: 'no outlet was read from it' },
  'off-network': { zh: '上限之内没有街道，未吸附', en: 'no street within the limit; not snapped' },
  'repeated-id': { zh: '编号重复，各行照算', en: 'id stands more than once; every row was computed' },
  'point-no-coordinates': { zh: '没有坐标，此行无结果', en: 'no coordinates; the row has no result' },
  'point-bad-coordinates': {
    zh: '坐标不是经纬度，此行无结果',
    en: 'coordinates are not degrees; the row has no result',
  },
  'point-zero': { zh: '坐标为 (0,0)，此行无结果', en: 'coordinates are (0,0); the row has no result' },
  'outside-area': { zh: '不在任何区域内', en: 'lies in no area' },
  'unknown-category': { zh: '不是标准里的业态，此项略过', en: 'no category of the standard; passed over' },
  'stop-without-hours': {
    zh: '没有读得懂的时段，此停靠点未采用',
    en: 'no hours that can be read; the stop was left out',
  },
  'no-cost': { zh: '费用未知，按预算选址时未采用', en: 'cost unknown; left out where a budget counts' },
  'no-capacity': { zh: '容量未知，按容量选址时未采用', en: 'capacity unknown; left out where capacities count' },
  'unread-hours': { zh: '营业时间读不懂，按未知处理', en: 'opening hours cannot be read; taken as unknown' },
  'edit-left-out': { zh: '这条改动落不到城市上，未采用', en: 'this edit does not fit the city; left out' },
  'plan-edit-stray': {
    zh: '修改所指的行动不在方案中，也没有留底，未采用',
    en: 'an edit of an action that is neither in the plan nor kept with the edit; left out',
  },
  'units-overlap': {
    zh: '社区边界重叠，其居民计入较小的一个；请改边界',
    en: 'communities overlap; residents there count for the smaller one, the borders should be put right',
  },
  'units-hole': {
    zh: '不在任何社区内，随所临街道归入步行最近的社区；请补边界',
    en: 'in no community; counted for the one nearest on foot along their street, a border is missing',
  },
  'unit-no-street': {
    zh: '社区内没有步行道路，与谁都不相邻，未入圈；请补路网',
    en: 'a community without a way to walk neighbours nobody and is in no circle; its streets are missing',
  },
  'unit-cut': {
    zh: '社区被铁路、快速路或河流隔开，圈内步行不通；要么改社区边界，要么补过街通道',
    en: 'a community is parted by a railway, an expressway or a river; its border or a crossing would have to change',
  },
  'unit-no-heart': {
    zh: '步行走不到任何候选中心，未入圈；请补路网、网点，或给出中心',
    en: 'no candidate heart can be walked to, so it is in no circle; streets, outlets or a given heart would have to come',
  },
  'locked-breaks-rule': {
    zh: '锁定的圈不合规则，照样保留；要合规须解锁重划',
    en: 'a locked circle breaks a rule and was kept; it would have to be unlocked',
  },
  'locked-odd-unit': {
    zh: '锁定的圈里有不认识的社区，按其边界处理',
    en: 'a locked circle names units that are not here; its border was taken instead',
  },
  'circle-empty': {
    zh: '圈里没有居民；请核对边界画在哪里、坐标系对不对',
    en: 'nobody lives in a circle; see where its border was drawn, and in which datum',
  },
  'few-hearts': {
    zh: '可作圈中心的地方少于想要的圈数，圈会偏大、偏远；可允许提出拟建中心、自己指定中心，或补充网点台账',
    en: 'fewer places can be hearts than circles are wanted, so circles are large and far: let sites be proposed, give hearts, or add ledgers',
  },
  'long-cell': {
    zh: '内容过长，只取开头；请把长文移到附件',
    en: 'a cell is too long; its beginning was taken, put long texts elsewhere',
  },
  'bad-source': {
    zh: '来源写法读不懂，按本文件登记；请照导出的写法改',
    en: 'its sources cannot be read, so this file is put down as its source; write them as an export does',
  },
  'bad-entrance': {
    zh: '出入口坐标读不懂，此处出入口未采用；请写成“经度,纬度; 经度,纬度”',
    en: 'an entrance is no pair of coordinates and was left out; write "lng,lat; lng,lat"',
  },
} as const satisfies Record<string, Name>

/** A kind of finding. */
export type FindingCode = keyof typeof FINDINGS

/** One odd thing, seen `count` times in a file; the first few places are kept. */
export interface Finding {
  readonly code: FindingCode
  readonly file: string
  readonly count: number
  /** Up to five places: the row (line in a text file, row in a sheet, id in OSM; null where there is none) and what stood there. */
  readonly examples: readonly { readonly row: number | null; readonly what: string | Name }[]
}

const EXAMPLES = 5

/** One odd thing as it is noted. */
export interface Noted {
  readonly code: FindingCode
  readonly file: string
  /** Line in a text file, row in a sheet, feature from 1; null where there is none. */
  readonly row: number | null
  /** Heading of the column it stood in; null where it is not one cell's. */
  readonly column: string | null
  /** What stood there, 80 characters at most. */
  readonly what: string | Name
}

/** Collects findings: all are counted, five of a kind and file are kept as examples. `hear` is told of every one. */
export class Findings {
  readonly #hear: ((noted: Noted) => void) | undefined
  readonly #found = new Map<
    string,
    { code: FindingCode; file: string; count: number; examples: { row: number | null; what: string | Name }[] }
  >()

  constructor(hear?: (noted: Noted) => void) {
    this.#hear = hear
  }

  /**
   * Notes one odd thing. `what` is what stood there, shortened to 80 characters; where it is our own words, a Name.
   * `column` is the heading it stood under; only who hears every finding is told it.
   */
  note(code: FindingCode, file: string, row: number | null, what: string | Name, column: string | null = null): void {
    const short = typeof what === 'string' && what.length > 80 ? `${what.slice(0, 79)}…` : what
    this.#hear?.({ code, file, row, column, what: short })
    const key = `${code} ${file}`
    let finding = this.#found.get(key)
    if (!finding) {
      finding = { code, file, count: 0, examples: [] }
      this.#found.set(key, finding)
    }
    finding.count++
    if (finding.examples.length < EXAMPLES) finding.examples.push({ row, what: short })
  }

  /** All that was found, in order of first appearance. */
  list(): readonly Finding[] {
    return [...this.#found.values()]
  }
}

/** What a kind of finding says, without where. */
/** What a kind of finding says. */
export const findingWords = (code: FindingCode): Name => FINDINGS[code]

/** A finding as a person reads it: file, what, how many, and where. */
export function sayFinding(finding: Finding, lang: Lang): string {
  const { file, code, count, examples } = finding
  const row = (n: number) => (lang === 'zh' ? `第 ${n} 行` : `row ${n}`)
  const places = examples
    .map((e) => [e.row === null ? '' : row(e.row), wordIn(e.what, lang)].filter(Boolean).join(' '))
    .filter(Boolean)
  const times = lang === 'zh' ? `${count} 处` : `${count} ×`
  const more = lang === 'zh' ? '例如' : 'such as'
  return `${file}: ${FINDINGS[code][lang]} (${times}${places.length ? `; ${more} ${places.join(' · ')}` : ''})`
}
