// The rules that circles must keep, each with the value reached. The same for those that were drawn here and for anybody's.
import type { Name } from '../base/name.ts'
import { metersBetween } from '../geo/meters.ts'
import { pointInPolygon } from '../geo/polygon.ts'
import type { Circle } from './circle.ts'
import type { Check, CheckId, CircleFigures } from './delineation.ts'
import type { Membership } from './membership.ts'
import type { Band } from './ruler.ts'
import type { Town } from './town.ts'

/** What checks are made against. */
export interface Rules {
  readonly band: Band
  readonly share: number
  readonly forbidden: readonly (readonly [string, string])[]
  /** People that no drawing could bring within the minutes; null where that was not worked out. */
  readonly leastBeyond: number | null
}

const NAMES: Readonly<Record<CheckId, Name>> = {
  minutes: { zh: '步行时限', en: 'within the minutes' },
  band: { zh: '人口区间', en: 'band of people' },
  contiguous: { zh: '连成一片', en: 'in one piece' },
  uncut: { zh: '不被分割', en: 'not cut' },
  whole: { zh: '社区不拆分', en: 'communities whole' },
  overlap: { zh: '互不重叠', en: 'no overlap' },
  everyone: { zh: '人人入圈', en: 'everyone in a circle' },
  apart: { zh: '不得同圈', en: 'kept apart' },
  inside: { zh: '中心在圈内', en: 'heart inside' },
}

/** How far outside its border the heart of a drawn circle may stand, metres: on the other side of the street. Own proposal. */
const BESIDE_METERS = 50
/** Examples in a sentence. */
const FEW = 3
const whole = (n: number) => Math.round(n)

/** All checks, in the order of CHECKS. */
export function checksOf(town: Town, members: Membership, figures: readonly CircleFigures[], rules: Rules): Check[] {
  const { circles, ofCell, claimedTwice } = members
  const { m, units } = town
  const { minutes } = m.convention
  const { band } = rules
  const check = (
    id: CheckId,
    unit: Check['unit'],
    rule: Name,
    reached: number | null,
    limit: number | null,
    say: Name | null,
  ): Check => ({
    id,
    name: NAMES[id],
    rule,
    reached,
    limit,
    unit,
    holds: reached === null ? null : limit === null ? null : reached <= limit,
    say: reached !== null && limit !== null && reached > limit ? say : null,
  })
  const those = (of: (f: CircleFigures, c: Circle, i: number) => number) =>
    figures
      .map((f, i) => ({ circle: circles[i]!, by: of(f, circles[i]!, i) }))
      .filter((x) => x.by >= 0.5)
      .sort((a, b) => b.by - a.by || (a.circle.id < b.circle.id ? -1 : 1))
  const named = (list: ReturnType<typeof those>, by: (n: number) => string): string =>
    list
      .slice(0, FEW)
      .map(({ circle, by: n }) => `${circle.name || circle.id} ${by(n)}`)
      .join('、') + (list.length > FEW ? ' …' : '')
  const sum = (list: ReturnType<typeof those>) => list.reduce((s, x) => s + x.by, 0)
  const cells = (is: (i: number) => boolean) => m.population.people.reduce((s, n, i) => s + (is(i) ? n : 0), 0)

  const withHeart = figures.some((f) => f.beyond !== null)
  // of circles without a heart nobody knows: that all are within cannot be said
  const heartless = figures.some((f) => f.beyond === null && f.people > 0)
  const far = those((f) => f.counted ?? 0)
  const least = rules.leastBeyond === null ? '' : whole(rules.leastBeyond)
  const missed = those((f) => f.band.by)
  const limits: Name = {
    zh: `每圈 ${band.least ?? '不限'} 至 ${band.most ?? '不限'} 人`,
    en: `${band.least ?? 'any'} to ${band.most ?? 'any'} people a circle`,
  }
  const bandSet = band.least !== null || band.most !== null
  const apartUnits = those((_, c) => piecesInUnits(town, c) - 1)
  const cut = those((f) => f.parts.length)
  const first = figures
    .map((f, i) => ({ f, circle: circles[i]! }))
    .filter((x) => x.f.parts.length > 0)
    .sort((a, b) => b.f.parts[0]!.people - a.f.parts[0]!.people)[0]
  const gap = first?.f.parts[0]
  const split = new Set(figures.flatMap((f) => f.split))
  const twice = cells((i) => claimedTwice[i] === 1)
  const none = cells((i) => ofCell[i]! < 0)
  const together = rules.forbidden.filter(([a, b]) => circles.some((c) => c.units.includes(a) && c.units.includes(b)))
  const outside = those((_, c) => (heartOutside(town, c) ? 1 : 0))
  return [
    check(
      'minutes',
      'people',
      {
        zh: `圈内居民步行 ${minutes} 分钟内到圈中心（每个社区至少 ${rules.share * 100}%）`,
        en: `residents reach the heart within ${minutes} minutes (at least ${rules.share * 100} % of each unit)`,
      },
      withHeart && !(heartless && far.length === 0) ? whole(sum(far)) : null,
      0,
      {
        zh: `超出时限最多的：${named(far, (n) => `${whole(n)} 人`)}。${least === '' ? '' : `现有候选中心下最少也有 ${least} 人超出；`}要全部入限，须增设中心（指定，或提出拟建）、打通道路或放宽时限`,
        en: `most beyond: ${named(far, (n) => `${whole(n)} people`)}. ${least === '' ? '' : `With the candidates there are, at least ${least} stay beyond; `}it would take more hearts (given, or proposed), a path, or more minutes`,
      },
    ),
    check('band', 'people', limits, bandSet ? whole(sum(missed)) : null, bandSet ? 0 : null, {
      zh: `合计差 ${whole(sum(missed))} 人：${bandWords(figures, circles, 'zh')}。要合区间，须放宽时限或区间，或改动社区边界${rules.leastBeyond === null ? '' : '；现为最接近的结果'}`,
      en: `${whole(sum(missed))} people in all: ${bandWords(figures, circles, 'en')}. The minutes, the band or the communities would have to give${rules.leastBeyond === null ? '' : '; this is the nearest found'}`,
    }),
    check(
      'contiguous',
      'circles',
      { zh: '同一圈的各部分在步行路网上相邻', en: 'the parts of a circle neighbour each other on foot' },
      apartUnits.length,
      0,
      {
        zh: `不连片：${named(apartUnits, (n) => `分为 ${n + 1} 片`)}`,
        en: `in pieces: ${named(apartUnits, (n) => `${n + 1} pieces`)}`,
      },
    ),
    check(
      'uncut',
      'circles',
      {
        zh: '铁路、快速路、河流不把一个圈隔成步行不通的几块',
        en: 'no railway, expressway or river parts a circle on foot',
      },
      cut.length,
      0,
      gap
        ? {
            zh: `被分割：${named(cut, (n) => `另有 ${n} 块`)}；最大一处 ${first!.circle.name || first!.circle.id}，${whole(gap.people)} 人须绕出圈外，断点在 ${gap.at[0].toFixed(5)},${gap.at[1].toFixed(5)}（相距 ${whole(gap.meters)} 米），须在此增设过街、过河通道`,
            en: `cut: ${named(cut, (n) => `${n} more part(s)`)}; most in ${first!.circle.name || first!.circle.id}: ${whole(gap.people)} people must walk round outside; a crossing is missing at ${gap.at[0].toFixed(5)},${gap.at[1].toFixed(5)} (${whole(gap.meters)} m apart)`,
          }
        : null,
    ),
    check(
      'whole',
      'units',
      { zh: '一个社区只在一个圈', en: 'a community is in one circle' },
      units.kind === 'community' ? split.size : null,
      0,
      {
        zh: `被拆分的社区：${[...split]
          .slice(0, FEW)
          .map((id) => nameOf(town, id))
          .join('、')}${split.size > FEW ? ' …' : ''}`,
        en: `split: ${[...split]
          .slice(0, FEW)
          .map((id) => nameOf(town, id))
          .join(', ')}${split.size > FEW ? ' …' : ''}`,
      },
    ),
    check('overlap', 'people', { zh: '无人同在两圈', en: 'nobody is in two circles' }, whole(twice), 0, {
      zh: `${whole(twice)} 人处于重叠地带，计入排在前面的圈；请改边界`,
      en: `${whole(twice)} people where circles overlap, counted for the first of them; the borders would have to change`,
    }),
    check('everyone', 'people', { zh: '居民都在某个圈内', en: 'every resident is in a circle' }, whole(none), 0, {
      zh: `${whole(none)} 人不在任何圈内`,
      en: `${whole(none)} people are in no circle`,
    }),
    check(
      'apart',
      'pairs',
      { zh: '指定的两个社区不在同一圈', en: 'pairs that were forbidden are apart' },
      together.length,
      0,
      {
        zh: `仍在同一圈：${together.map(([a, b]) => `${nameOf(town, a)}、${nameOf(town, b)}`).join('；')}；须解锁所在的圈`,
        en: `still together: ${together.map(([a, b]) => `${nameOf(town, a)}, ${nameOf(town, b)}`).join('; ')}; their circle would have to be unlocked`,
      },
    ),
    check(
      'inside',
      'circles',
      { zh: '圈中心在圈内', en: 'the heart stands in its circle' },
      withHeart ? outside.length : null,
      0,
      {
        zh: `中心在圈外：${named(outside, () => '')}`,
        en: `heart outside: ${named(outside, () => '')}`,
      },
    ),
  ]
}

const nameOf = ({ units }: Town, id: string): string => units.names[units.ids.indexOf(id)] || id

/** The circles that miss the band by most, each with by how much. */
function bandWords(figures: readonly CircleFigures[], circles: readonly Circle[], lang: 'zh' | 'en'): string {
  const missed = figures.flatMap((f, i) => (f.band.by > 0 ? [{ f, name: circles[i]!.name || circles[i]!.id }] : []))
  missed.sort((a, b) => b.f.band.by - a.f.band.by)
  const words = lang === 'zh' ? { below: '少', above: '多' } : { below: 'short by', above: 'over by' }
  const list = missed
    .slice(0, FEW)
    .map(({ f, name }) => `${name} ${words[f.band.state as 'below' | 'above']} ${whole(f.band.by)}`)
  return list.join(lang === 'zh' ? '、' : ', ') + (missed.length > FEW ? ' …' : '')
}

/** Groups of a circle's units that hang together; of a circle drawn freely, its polygons. */
function piecesInUnits({ units }: Town, circle: Circle): number {
  if (circle.units.length === 0) return Math.max(1, circle.polygon.length)
  const index = new Map(units.ids.map((id, u) => [id, u]))
  const own = new Set(circle.units.flatMap((id) => (index.has(id) ? [index.get(id)!] : [])))
  let pieces = 0
  const { first, other } = units.neighbours
  for (const start of [...own]) {
    if (!own.delete(start)) continue
    pieces++
    const stack = [start]
    for (let u = stack.pop(); u !== undefined; u = stack.pop())
      for (let i = first[u]!; i < first[u + 1]!; i++) if (own.delete(other[i]!)) stack.push(other[i]!)
  }
  return Math.max(1, pieces)
}

/** Whether a heart lies outside its circle, and not just across the street. */
function heartOutside({ units }: Town, { heart, polygon, units: own }: Circle): boolean {
  if (!heart || polygon.length === 0 || pointInPolygon(polygon, ...heart.at)) return false
  if (own.length > 0 && units.kind === 'block') return false // their borders are drawn round streets, not round shops
  return !polygon.some((rings) =>
    rings.some((ring) => {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
        for (let k = 0; k <= 16; k++) {
          const t = k / 16
          const [x, y] = [ring[j]! + t * (ring[i]! - ring[j]!), ring[j + 1]! + t * (ring[i + 1]! - ring[j + 1]!)]
          if (metersBetween(x, y, ...heart.at) <= BESIDE_METERS) return true
        }
      return false
    }),
  )
}
