// 分型: 基础型, 提升型, 品质型, told from how many categories a circle has (有没有). Thresholds are data with a source; those that were
// never published are null and shown as 未公布. What a circle may have but nobody has checked makes its type 待核实, not lower.
import type { Certainty } from '../base/certainty.ts'
import type { Name } from '../base/name.ts'
import type { Source } from '../standard/define.ts'
import type { Frame } from './frame.ts'
import { absenceOf, areasOf, type Count, countOf, type Presence } from './presence.ts'

/** 基础型, 提升型, 品质型; the lowest first. */
export const GRADES = ['basic', 'improved', 'premium'] as const
export type Grade = (typeof GRADES)[number]

/** The least numbers of categories; null: that tier does not count for it. */
export interface Least {
  readonly basic: number | null
  readonly quality: number | null
  /** Key into the typing's `sources`. */
  readonly source: string
  readonly status: Certainty
}

/** When a category counts as present: an outlet of it stands in the circle, or `share` of its residents (0–1] reach one. */
export type PresenceRule = { readonly by: 'stands-in' } | { readonly by: 'reached'; readonly share: number }

/** A way of typing circles. */
export interface Typing {
  readonly id: string
  readonly name: Name
  /** Whose it is; '000000' is the nation, null a person's own. */
  readonly adcode: string | null
  readonly cites: string
  readonly year: number | null
  readonly sources: Readonly<Record<string, Source>>
  /** How many categories its table lists; null where nobody says. What our standard does not list of them is unknown. */
  readonly listed: { readonly basic: number | null; readonly quality: number | null }
  /** What a circle must have to be typed at all; null: nothing. */
  readonly entry: Least | null
  /** Per grade; null: 未公布. */
  readonly grades: Readonly<Record<Grade, Least | null>>
  /** What else decides the grade and cannot be counted; null: nothing. */
  readonly composite: Name | null
  /** What it calls the grades. */
  readonly labels: Readonly<Record<Grade, Name>>
  readonly presence: PresenceRule
  readonly note?: Name
}

/** What the three grades are called nationally. */
export const GRADE_NAMES: Readonly<Record<Grade, Name>> = {
  basic: { zh: '基础型', en: 'Basic' },
  improved: { zh: '提升型', en: 'Improved' },
  premium: { zh: '品质型', en: 'Premium' },
}

/** Checks what the types cannot; a person's own typing meets the same bar (see typing-file.ts). Throws a sentence. */
export function defineTyping(typing: Typing): Typing {
  const { id, entry, grades, sources, presence, listed } = typing
  const all = [entry, ...GRADES.map((g) => grades[g])].filter((least) => least !== null)
  for (const { source, basic, quality } of all) {
    if (!(source in sources)) throw new Error(`${id} cites ${source}, which is not among its sources`)
    for (const [tier, least] of [['basic', basic], ['quality', quality]] as const) {
      if (least === null) continue
      if (!Number.isInteger(least) || least < 0) throw new Error(`${id}: ${tier} should be a whole number, got ${least}`)
      const most = listed[tier]
      if (most !== null && least > most) throw new Error(`${id}: ${least} of ${most} ${tier} categories are asked for`)
    }
  } // biome-ignore format: pairs
  for (const tier of ['basic', 'quality'] as const) {
    const steps = GRADES.flatMap((g) => grades[g]?.[tier] ?? [])
    if (steps.some((n, i) => i > 0 && n < steps[i - 1]!))
      throw new Error(`${id}: a higher grade asks for fewer ${tier} categories (${steps.join(', ')})`)
  }
  if (presence.by === 'reached' && !(presence.share > 0 && presence.share <= 1))
    throw new Error(`${id}: the share of residents should be above 0 and at most 1, got ${presence.share}`)
  return typing
}

/** What a tier counts to in a circle. */
export interface TierCount extends Count {
  /** Categories in question: those of the typing's table where it says how many, else those of the standard. */
  readonly of: number
  readonly categories: readonly { readonly id: string; readonly presence: Presence }[]
}

/** Whether a condition holds, does not, or depends on what is to be checked. */
export type Verdict = 'met' | 'not-met' | 'to-check'

/** A circle's type. */
export interface TypeResult {
  /** Id of the typing, and when a category counted as present. */
  readonly typing: string
  readonly presence: PresenceRule
  readonly basic: TierCount
  readonly quality: TierCount
  /** Null: the typing asks for none. */
  readonly entry: Verdict | null
  /**
   * decided      `grade` is its type; null: it has not reached the lowest
   * to-check     one of `possible`, by what is found when what is unknown is checked
   * composite    whoever meets the entry is graded by something that cannot be counted
   * unpublished  no thresholds were ever published (未公布)
   */
  readonly verdict: 'decided' | 'to-check' | 'composite' | 'unpublished'
  readonly grade: Grade | null
  /** The grades it may have, the lowest first; null among them: none. */
  readonly possible: readonly (Grade | null)[]
}

/** Types a circle (an index). */
export function typeOf(frame: Frame, circle: number, typing: Typing): TypeResult {
  const basic = tierCount(frame, circle, typing, 'basic')
  const quality = tierCount(frame, circle, typing, 'quality')
  const verdict = (least: Least): Verdict => {
    const holds = (which: keyof Count) => basic[which] >= (least.basic ?? 0) && quality[which] >= (least.quality ?? 0)
    return holds('least') ? 'met' : holds('most') ? 'to-check' : 'not-met'
  }
  const entry = typing.entry && verdict(typing.entry)
  const counted = { typing: typing.id, presence: typing.presence, basic, quality, entry }
  if (entry === 'not-met') return { ...counted, verdict: 'decided', grade: null, possible: [null] }
  const set = GRADES.filter((g) => typing.grades[g] !== null)
  if (typing.composite || set.length === 0)
    return {
      ...counted,
      verdict: typing.composite ? 'composite' : 'unpublished',
      grade: null,
      possible: [null, ...GRADES],
    }
  const highest = (holds: (v: Verdict) => boolean) => set.findLastIndex((g) => holds(verdict(typing.grades[g]!)))
  const sure = entry === 'to-check' ? -1 : highest((v) => v === 'met')
  const perhaps = highest((v) => v !== 'not-met')
  const possible = [null, ...set].slice(sure + 1, perhaps + 2)
  return {
    ...counted,
    verdict: possible.length === 1 ? 'decided' : 'to-check',
    grade: possible.length === 1 ? possible[0]! : null,
    possible,
  }
}

/** Per category of a tier: its presence in a circle. Carriers are no category of either tier. */
export function tierCount(
  frame: Frame,
  circle: number,
  { presence, listed }: Pick<Typing, 'presence' | 'listed'>,
  tier: 'basic' | 'quality',
): TierCount {
  const { categories, serves } = frame.measured
  const cells = frame.cellsOf(circle)
  const areas = areasOf(frame.measured, cells)
  const standing = new Set(frame.outletsOf(circle).flatMap((o) => serves[o]!))
  const its = categories.flatMap((category, c) => {
    if (category.tier !== tier) return []
    const is =
      presence.by === 'reached'
        ? reached(frame, c, cells, presence.share)
        : standing.has(c)
          ? 'present'
          : absenceOf(frame.measured, c, areas)
    return [{ id: category.id, presence: is }]
  })
  const { least, most } = countOf(its.map((c) => c.presence))
  // what the table lists and the standard does not cannot be counted here: it may be there
  const of = listed[tier] ?? its.length
  const unlisted = Math.max(0, of - its.length)
  return { least, most: most + unlisted, of, categories: its }
}

/** Whether a share of a circle's residents reaches a category; residents of whom nothing can be said leave it open. */
function reached(frame: Frame, category: number, cells: ArrayLike<number>, share: number): Presence {
  const { within, people, unknown, unconnected, edge } = frame.shareOf(category, cells)
  const all = people + unknown + unconnected + edge
  if (all === 0) return 'unknown'
  if (within >= share * all) return 'present'
  if (all - (people - within) >= share * all) return 'unknown'
  return frame.measured.knowledge[category]!.basis === 'osm' ? 'unchecked' : 'absent'
}
