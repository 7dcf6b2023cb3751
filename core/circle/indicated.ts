// All indicators of the shelf, asked of a circle or of the city; and those of the list that cannot be worked out here, with why.
import type { Name } from '../base/name.ts'
import type { Indicator, Reading, Subject } from './indicator.ts'
import { indicators } from './indicators/index.ts'

/** An indicator and its numbers; null: not measurable from what is loaded (未测). */
export interface Indicated {
  readonly indicator: Indicator
  readonly readings: readonly Reading[] | null
}

/** Every indicator whose scope holds for the subject, in the shelf's order. */
export function indicatorsOf(subject: Subject): readonly Indicated[] {
  const scope = subject.circle === null ? 'city' : 'circle'
  return indicators
    .filter((indicator: Indicator) => indicator.scope === 'both' || indicator.scope === scope)
    .map((indicator: Indicator) => ({ indicator, readings: indicator.of(subject) }))
}

/** Indicators of the documents that are not worked out here. Pages list them, so that nobody takes them for forgotten. */
export const UNMEASURED: readonly { readonly id: string; readonly name: Name; readonly why: Name }[] = [
  {
    id: 'N-XXQ',
    name: { zh: '全域推进先行区试点城市数', en: 'All-area pilot cities' },
    why: { zh: '全国数，出自批次名单，不由一座城市测得', en: 'A national count, from the lists of designations' },
  },
  {
    id: 'N-CIRCLES',
    name: { zh: '建成便民生活圈数', en: 'Circles built' },
    why: {
      zh: '只知划了多少圈；是否建成须验收',
      en: 'Circles drawn are known; which are built is for acceptance to say',
    },
  },
  {
    id: 'N-YFJJ',
    name: { zh: '银发金街、童趣乐园', en: 'Silver streets, child parks' },
    why: { zh: '认定名单，未载入', en: 'By recognition; no list is loaded' },
  },
  {
    id: 'N-CITYCOV',
    name: { zh: '地级以上城市覆盖率', en: 'Share of cities acting' },
    why: { zh: '全国数', en: 'A national share' },
  },
  {
    id: 'N-10PCT',
    name: { zh: '新建社区商业和综合服务设施面积占比', en: 'Service share of floor area, new communities' },
    why: {
      zh: '没有新建社区与建筑面积资料；文件中的数字亦未核实',
      en: 'No floor areas of new communities; the figure itself is unconfirmed',
    },
  },
  {
    id: 'E-467',
    name: { zh: '试点地区建设工作评估指标计分表', en: 'Pilot evaluation score' },
    why: {
      zh: '附件1的分值未公布，且须人工评分',
      en: 'The points of annex 1 were not published, and people award them',
    },
  },
  {
    id: 'E-TYPE-HAVE',
    name: { zh: '业态“有没有”分型', en: 'Types by presence' },
    why: {
      zh: '见各圈分型结果；全国门槛未公布',
      en: 'See the types of circles; national thresholds were not published',
    },
  },
  {
    id: 'E-TYPE-GOOD',
    name: { zh: '服务“好不好”评价', en: 'Service quality' },
    why: { zh: '附件3的项目未见；须问居民', en: 'The items of annex 3 were not seen; residents must be asked' },
  },
  {
    id: 'E-STAR',
    name: { zh: '星级便民生活圈', en: 'Star rating' },
    why: {
      zh: '门槛见各圈分型结果；综合得分未公布',
      en: 'The threshold is told by the types of circles; the score was not published',
    },
  },
  {
    id: 'S-JOBS',
    name: { zh: '带动就业', en: 'Jobs' },
    why: { zh: '网点资料里没有从业人数', en: 'Outlets do not tell how many work there' },
  },
  {
    id: 'S-COMPLETE',
    name: { zh: '生活圈建设完成率', en: 'Completion of planned circles' },
    why: { zh: '没有计划与完成的记录', en: 'No record of what was planned and done' },
  },
  {
    id: 'S-SMART',
    name: { zh: '使用智慧服务平台的社区占比', en: 'Communities on a smart platform' },
    why: { zh: '没有平台使用资料', en: 'No data on platforms' },
  },
  {
    id: 'S-ACCEPT',
    name: { zh: '建立验收标准的试点占比', en: 'Pilots with acceptance standards' },
    why: { zh: '各试点的制度资料未载入', en: 'Rules of the pilots are not loaded' },
  },
  {
    id: 'S-REWARD',
    name: { zh: '建立考核奖励制度的试点占比', en: 'Pilots with reward rules' },
    why: { zh: '各试点的制度资料未载入', en: 'Rules of the pilots are not loaded' },
  },
  {
    id: 'C-BJCIRCLE',
    name: { zh: '一次划定、分年建设', en: 'Delimit once, build by year' },
    why: { zh: '北京的进度数，出自年度任务', en: 'Beijing’s progress, a matter of yearly tasks' },
  },
  {
    id: 'C-HD6',
    name: { zh: '海淀生活性服务业品质提升指数', en: 'Haidian service quality index' },
    why: { zh: '六个维度的算法未公布', en: 'How the six dimensions are reckoned was not published' },
  },
  {
    id: 'C-XN',
    name: { zh: '西宁台账', en: 'Xining ledger' },
    why: { zh: '是一份台账的栏目，不是指标', en: 'Columns of a ledger, no indicator' },
  },
  {
    id: 'C-NC',
    name: { zh: '南昌台账', en: 'Nanchang ledger' },
    why: { zh: '是一份台账的栏目，不是指标', en: 'Columns of a ledger, no indicator' },
  },
  {
    id: 'C-TJ',
    name: { zh: '天津总数', en: 'Tianjin totals' },
    why: { zh: '是一地的总数，不是指标', en: 'Totals of one place, no indicator' },
  },
  {
    id: 'M-CAP',
    name: { zh: '供需比', en: 'Capacity ratio' },
    why: { zh: '见容量与可达（2SFCA）的结果', en: 'See the results on capacity (2SFCA)' },
  },
]
