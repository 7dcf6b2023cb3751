// Sentences of a plan. Each is a form with figures put in; every figure is a field of the action (or of the plan that it stands in), and
// nothing is said that no field says.
import { grouped } from '../base/grouped.ts'
import type { Name } from '../base/name.ts'
import type { Band } from '../source/rows.ts'
import type { Action, Measure, Site } from './action.ts'
import type { Conflict, Planned } from './edits.ts'
import type { Plan } from './plan.ts'
import type { Sited } from './site-gaps.ts'

/** What each measure is called. */
export const MEASURE_NAMES: Readonly<Record<Measure, Name>> = {
  check: { zh: '核实', en: 'Verify' },
  'extend-hours': { zh: '延时', en: 'Extend hours' },
  enlarge: { zh: '扩容', en: 'Enlarge' },
  'open-gate': { zh: '开门', en: 'Open a gate' },
  mobile: { zh: '流动服务', en: 'Mobile service' },
  open: { zh: '新设', en: 'Open' },
  move: { zh: '迁移', en: 'Move' },
}

/** How far an action is. */
export const STATUS_NAMES: Readonly<Record<Planned['status'], Name>> = {
  planned: { zh: '未启动', en: 'planned' },
  begun: { zh: '进行中', en: 'begun' },
  done: { zh: '已完成', en: 'done' },
  dropped: { zh: '已取消', en: 'dropped' },
}

const BAND_WORDS: Readonly<Record<Band, Name>> = {
  '0-2': { zh: '0—2岁', en: 'aged 0–2' },
  '3-6': { zh: '3—6岁', en: 'aged 3–6' },
  '0-14': { zh: '0—14岁', en: 'aged 0–14' },
  '60+': { zh: '60岁以上', en: 'aged 60+' },
  '65+': { zh: '65岁以上', en: 'aged 65+' },
}

const BASIS_WORDS: Readonly<Record<'official' | 'commercial' | 'osm', Name>> = {
  official: { zh: '官方台账', en: 'the official ledger' },
  commercial: { zh: '商业地图', en: 'a commercial map' },
  osm: { zh: 'OpenStreetMap', en: 'OpenStreetMap alone' },
}

/** The bands that a category's group is for; all others are told in the table. */
const BANDS_FOR: Readonly<Record<string, readonly Band[]>> = { 一老: ['60+'], 一小: ['0-2', '3-6'] }

const m = (meters: number): Name => ({ zh: `${grouped(meters)}米`, en: `${grouped(meters)} m` })
const people = (n: number): Name => ({ zh: `${grouped(n)}人`, en: `${grouped(n)} people` })

/** Minutes and seconds: 12分5秒. */
export function walk(seconds: number): Name {
  const [min, s] = [Math.floor(seconds / 60), seconds % 60]
  return {
    zh: min === 0 ? `${s}秒` : s === 0 ? `${min}分钟` : `${min}分${s}秒`,
    en: min === 0 ? `${s} s` : s === 0 ? `${min} min` : `${min} min ${s} s`,
  }
}

/** Yuan as people write it: 12.5万元 where it is whole hundreds of 10,000, else 元. Nothing is rounded away. */
export function yuan(cost: number): Name {
  const wan = cost / 1e4
  const short = Number.isInteger(wan * 100) && cost >= 1e4
  return { zh: short ? `${wan}万元` : `${grouped(cost)}元`, en: `${grouped(cost)} yuan` }
}

type Context = Pick<Plan, 'categories' | 'convention'>

/** Who lacks what, of how many, and on what evidence. */
export function problemSentence(
  { problem, category }: Pick<Action, 'problem' | 'category'>,
  { categories, convention }: Context,
): Name {
  const known = categories.find((c) => c.id === category)
  const name = known?.name ?? { zh: category, en: category }
  if (!problem) return { zh: `${name.zh}：人工添加，未测算`, en: `${name.en}: added by hand, not computed` }
  const { minutes } = convention
  const [n, of] = [people(problem.people), people(problem.of)]
  const bands = (known?.group ? (BANDS_FOR[known.group] ?? []) : []).flatMap((band) => {
    const count = problem.bands[band]
    return count === undefined ? [] : [{ zh: `${BAND_WORDS[band].zh}${grouped(count)}人`, en: `${grouped(count)} ${BAND_WORDS[band].en}` }] // biome-ignore format: one line
  })
  const among: Name =
    bands.length === 0
      ? { zh: '', en: '' }
      : { zh: `（其中${bands.map((b) => b.zh).join('、')}）`, en: ` (${bands.map((b) => b.en).join(', ')})` }
  switch (problem.kind) {
    case 'unknown':
      if (problem.people === problem.of)
        return {
          zh: `${n.zh}所在之处都没有台账记录${name.zh}：有无不明`,
          en: `For all ${n.en}, no ledger tells of ${name.en}: there or not is unknown`,
        }
      return {
        zh: `${of.zh}中有${n.zh}所在之处，没有台账记录${name.zh}：有无不明`,
        en: `For ${n.en} of ${of.en}, no ledger tells of ${name.en}: there or not is unknown`,
      }
    case 'shut':
      return {
        zh: `${of.zh}中有${n.zh}${among.zh}步行${minutes}分钟内有${name.zh}，但所问时刻不营业`,
        en: `${n.en}${among.en} of ${of.en} have ${name.en} within ${minutes} minutes, shut at the hour asked for`,
      }
    case 'insufficient':
      return {
        zh: `${of.zh}中有${n.zh}${among.zh}步行${minutes}分钟内有${name.zh}，但可及的人均容量低于全市均值`,
        en: `${n.en}${among.en} of ${of.en} have ${name.en} within ${minutes} minutes, with fewer places a person in reach than the city’s mean`,
      }
    case 'lacking': {
      const { nearest, basis, confirmed } = problem
      const near: Name = nearest
        ? {
            zh: `；人最多的一处到最近的${nearest.name || '（无名）'}步行${walk(nearest.seconds).zh}、${m(nearest.meters).zh}`,
            en: `; from where most live the nearest, ${nearest.name || 'nameless'}, is ${walk(nearest.seconds).en}, ${m(nearest.meters).en}`,
          }
        : { zh: '；没有走得到的网点', en: '; none can be walked to' }
      const word: Name = basis
        ? { zh: `；依据${BASIS_WORDS[basis].zh}`, en: `; by ${BASIS_WORDS[basis].en}` }
        : { zh: '', en: '' }
      const day: Name = confirmed ? { zh: `，${confirmed}确认`, en: `, confirmed ${confirmed}` } : { zh: '', en: '' }
      const tail = (lang: 'zh' | 'en') => `${near[lang]}${word[lang]}${day[lang]}`
      if (problem.people === problem.of)
        return {
          zh: `${n.zh}${among.zh}步行${minutes}分钟内都没有${name.zh}${tail('zh')}`,
          en: `All ${n.en}${among.en} have no ${name.en} within ${minutes} minutes${tail('en')}`,
        }
      return {
        zh: `${of.zh}中有${n.zh}${among.zh}步行${minutes}分钟内没有${name.zh}${tail('zh')}`,
        en: `${n.en}${among.en} of ${of.en} have no ${name.en} within ${minutes} minutes${tail('en')}`,
      }
    }
  }
}

const siteWords = ({ kind, id, name, at: [lng, lat], passage }: Site): Name => {
  const place = `${lng.toFixed(5)}, ${lat.toFixed(5)}`
  if (kind === 'gate') {
    const now = passage === 'nobody' ? { zh: '现锁闭', en: 'shut now' } : { zh: '现仅限居民', en: 'for residents now' }
    return { zh: `大门（${place}，${now.zh}）`, en: `gate (${place}, ${now.en})` }
  }
  const called = name || id
  return kind === 'outlet' ? { zh: called, en: called } : { zh: `${called}（${place}）`, en: `${called} (${place})` }
}

const listOf = (names: readonly Name[]): Name => ({ zh: names.map((s) => s.zh).join('、'), en: names.map((s) => s.en).join(', ') }) // biome-ignore format: one line

/** What is done, and where. */
export function measureSentence(
  { measure, sites, category, problem }: Pick<Action, 'measure' | 'sites' | 'category' | 'problem'>,
  { categories }: Context,
): Name {
  const name = categories.find((c) => c.id === category)?.name ?? { zh: category, en: category }
  const where = listOf(sites.map(siteWords))
  switch (measure) {
    case 'check':
      return problem?.kind === 'unknown'
        ? { zh: `查清有无${name.zh}，补入台账`, en: `Find out whether there is ${name.en}, and enter it in the ledger` }
        : { zh: `先实地核实${name.zh}，再定措施`, en: `Verify ${name.en} on the spot before deciding` }
    case 'open':
      return sites.length === 0
        ? { zh: `新设${name.zh}，地点待选`, en: `Open ${name.en}; a site is still to be found` }
        : { zh: `在${where.zh}新设${name.zh}`, en: `Open ${name.en} at ${where.en}` }
    case 'mobile':
      return { zh: `${name.zh}流动服务，停靠${where.zh}`, en: `Mobile ${name.en}, stopping at ${where.en}` }
    case 'open-gate':
      return { zh: `开放${where.zh}供行人通行`, en: `Let people walk through the ${where.en}` }
    case 'move': {
      const [from, to] = sites.map(siteWords)
      return from && to
        ? { zh: `把${from.zh}迁到${to.zh}`, en: `Move ${from.en} to ${to.en}` }
        : { zh: `迁移${name.zh}`, en: `Move ${name.en}` }
    }
    case 'extend-hours':
      return { zh: `延长营业时间：${where.zh}`, en: `Longer hours: ${where.en}` }
    case 'enlarge':
      return { zh: `扩大容量：${where.zh}`, en: `More places: ${where.en}` }
  }
}

/** Whom it gains and, for a move, whom it loses. */
export function gainSentence({ gain, promised, edited }: Pick<Planned, 'gain' | 'promised' | 'edited'>): Name {
  const set = edited.includes('promised')
  if (promised === null) return { zh: '受益人数未测算', en: 'gain not computed' }
  const by: Name = set ? { zh: '承诺', en: 'promised' } : { zh: '测算', en: 'computed' }
  const less: Name =
    gain && gain.lost > 0
      ? { zh: `，同时另有${people(gain.lost).zh}失去`, en: `, while ${people(gain.lost).en} lose it` }
      : { zh: '', en: '' }
  return {
    zh: `${by.zh}${people(promised).zh}由此可达${less.zh}`,
    en: `${people(promised).en} gain it (${by.en})${less.en}`,
  }
}

/** What it costs. */
export function costSentence({ cost, sites, id }: Pick<Planned, 'cost' | 'sites' | 'id'>): Name {
  if (cost === null) return { zh: '费用未知', en: 'cost unknown' }
  const shared = cost === 0 && sites.some((s) => s.paidBy !== null && s.paidBy !== id)
  return shared ? { zh: '同址，费用计在别项', en: 'shares a site; its cost stands elsewhere' } : yuan(cost)
}

const FIELD_NAMES: Readonly<Record<Conflict['field'], Name>> = {
  measure: { zh: '措施', en: 'measure' },
  lead: { zh: '牵头部门', en: 'lead' },
  cost: { zh: '费用', en: 'cost' },
  term: { zh: '年度', en: 'term' },
  promised: { zh: '受益人数', en: 'people gained' },
  people: { zh: '缺的人数', en: 'people lacking' },
}

const valueWords = (value: unknown): string =>
  value === null || value === undefined
    ? '—'
    : typeof value === 'number'
      ? grouped(value)
      : typeof value === 'object'
        ? Object.values(value).join('.')
        : String(value)

/** Where the computed value moved since it was overruled. */
export function conflictSentence({ field, was, now }: Conflict): Name {
  const [a, b] = [valueWords(was), valueWords(now)]
  const name = FIELD_NAMES[field]
  return {
    zh: `修改时测算的${name.zh}是 ${a}，现在是 ${b}`,
    en: `${name.en} was ${a} when it was edited and is ${b} now`,
  }
}

/** How many sites a category takes, and how good that is known to be. */
export function sitedSentence(
  { category, lacking, reachable, gained, candidates, sites, bound, ended }: Sited,
  { categories }: Pick<Plan, 'categories'>,
): Name {
  const name = categories.find((c) => c.id === category)?.name ?? { zh: category, en: category }
  const proof: Name =
    ended === 'proven' || bound >= sites
      ? { zh: '不能更少', en: 'fewer would not do' }
      : { zh: `不会少于${bound}处`, en: `no fewer than ${bound} would do` }
  const out = lacking - reachable
  const far: Name =
    out > 0
      ? { zh: `，另有${people(out).zh}没有候选点够得到`, en: `; no candidate reaches ${people(out).en} more` }
      : { zh: '', en: '' }
  return {
    zh: `${name.zh}：全市缺${people(lacking).zh}，${grouped(candidates)}处候选点里选${sites}处（${proof.zh}），可新增${people(gained).zh}${far.zh}`,
    en: `${name.en}: ${people(lacking).en} of the city lack it; ${sites} of ${grouped(candidates)} candidates (${proof.en}) gain ${people(gained).en}${far.en}`,
  }
}

/** How far the budget reaches; null where none was given. */
export function budgetSentence({
  budget,
  sums,
  short,
  actions,
}: Pick<Plan, 'budget' | 'sums' | 'short' | 'actions'>): Name | null {
  if (budget === null) return null
  const left = actions.filter((a) => a.term === null && a.status !== 'dropped' && a.cost !== null && a.cost > 0).length
  const unknown = sums.reduce((sum, y) => sum + y.costUnknown, 0)
  const spent = sums.reduce((sum, y) => sum + (y.cost ?? 0), 0)
  const open: Name =
    unknown > 0
      ? { zh: `；另有${unknown}项费用未知，未占预算`, en: `; ${unknown} actions of unknown cost draw on none of it` }
      : { zh: '', en: '' }
  if (left === 0)
    return {
      zh: `每年预算${yuan(budget).zh}：费用已知的都排得下，共${yuan(spent).zh}${open.zh}`,
      en: `A budget of ${yuan(budget).en} a year holds all whose cost is known, ${yuan(spent).en}${open.en}`,
    }
  return {
    zh: `每年预算${yuan(budget).zh}：${left}项排不进任何一年，差${yuan(short).zh}${open.zh}`,
    en: `A budget of ${yuan(budget).en} a year leaves ${left} actions in no year; ${yuan(short).en} more would do${open.en}`,
  }
}
