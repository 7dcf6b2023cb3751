// From a measured city and candidates to sites with their proof: the question is put as numbers, a model answers, and the answer is
// gone over anew from the chosen sites alone before anybody is told.
import { DS } from '../access/answers.ts'
import { Fault } from '../base/fault.ts'
import { Findings } from '../base/finding.ts'
import { listed, type Name } from '../base/name.ts'
import { type Progress, SILENT } from '../base/progress.ts'
import { limitDs } from '../circle/coverage.ts'
import type { Measured } from '../circle/measured.ts'
import type { Candidate } from './candidate.ts'
import { capacityInstance } from './capacity.ts'
import {
  type CityInstance,
  type Counting,
  gainInstance,
  lackingCells,
  peopleOf,
  shareOfCity,
  walkInstance,
} from './city.ts'
import { type Groups, groupsOfAreas, ranked, standsOf } from './gains.ts'
import type { Instance } from './instance.ts'
import type { Answer, Ask, Model } from './model.ts'
import { models } from './models/index.ts'
import { mayMove, nearer } from './nearer.ts'
import { mayHold } from './premises.ts'
import { type CandidateReach, reachOf } from './reach.ts'
import { Served } from './served.ts'
import type { BeforeAfter, ObjectiveUnit, Siting, SitingQuestion } from './siting.ts'
import { verify } from './verify.ts'

/** Has a model of the shelf answer, on this thread or another. */
export type SolveModel = (model: string, instance: Instance, ask: Ask) => Promise<Answer>

/** What else may be given. */
export interface ProposeOptions {
  readonly progress?: Progress
  readonly findings?: Findings
  /** Where people are told to live: areas unless circles are given. */
  readonly groups?: Groups
  /** The gap that the solver was told is small enough (`Effort.gap`), for the record; left out: 0. */
  readonly gapAsked?: number
}

/** Which model reckons what. */
const UNIT: Readonly<Record<string, ObjectiveUnit>> = {
  'most-covered': 'people',
  'least-trade': 'people',
  mobile: 'people',
  shared: 'people-categories',
  fewest: 'sites',
  capacitated: 'sites',
  'p-median': 'mean-minutes',
  'p-center': 'longest-minutes',
}

const zhEn = (zh: string, en: string): Name => ({ zh, en })

/**
 * Sites for the question. Faults, each saying what would have to give: no-band, nothing-known, nobody-lacks, no-candidates,
 * no-candidate-near, share-reached, share-out-of-reach, no-trade, capacity-too-small, and those of the models.
 */
export async function proposeSites(
  measured: Measured,
  candidates: readonly Candidate[],
  question: SitingQuestion,
  solve: SolveModel,
  options: ProposeOptions = {},
): Promise<Siting> {
  const { progress = SILENT, findings = new Findings() } = options
  const unit = UNIT[question.model]
  if (!unit)
    throw new Fault('bad-value', { name: 'model', expected: Object.keys(UNIT).join(' | '), got: question.model })
  const counting = checked(measured, question, unit)
  const usable = usableFor(candidates, question, findings)
  const categories = question.categories.map((c) => measured.categories.findIndex(({ id }) => id === c.id))
  const mayOpen = (s: number, c: number) => mayHold(usable[s]!, measured.categories[c]!.id)

  const walks = unit === 'mean-minutes' || unit === 'longest-minutes'
  const { minutes } = measured.convention
  const capMinutes = Math.max(minutes, question.capMinutes ?? Math.max(30, 2 * minutes))
  const reach = reachOf(
    measured,
    usable,
    walks ? Math.round(capMinutes * 60 * DS) : limitDs(measured.convention),
    findings,
    progress,
  )

  // what is asked of the model, in its numbers
  const ask: Ask = {
    p: question.p,
    budget: question.budget,
    radius: limitDs(measured.convention),
    share: question.share,
    leastTrade: question.leastTrade,
    stopsPerVan: question.stopsPerVan,
    minutesBetween: question.minutesBetween,
  }
  const city: CityInstance & Partial<Pick<ReturnType<typeof walkInstance>, 'capped' | 'beyondAll'>> = walks
    ? walkInstance(measured, reach, categories[0]!, counting, (s) => mayOpen(s, categories[0]!))
    : question.model === 'capacitated'
      ? capacityInstance(measured, reach, categories[0]!, counting, question.capacityIfUnknown, findings, progress)
      : gainInstance(measured, reach, categories, counting, mayOpen)
  const befores = categories.map((c) => beforeOf(measured, reach, c, counting, mayOpen))
  if (!walks && question.model !== 'capacitated') mustReachSomebody(befores, usable, minutes)
  const { instance, asked } = putTo(measured, city, ask, question, befores, reach)

  const model: Model | undefined = models.find(({ id }) => id === question.model)
  const solved = await solve(question.model, instance, asked)
  const answer = model && mayMove(model) ? nearer(model, instance, asked, solved) : solved
  const found = ranked(measured, city, answer, reach, counting, options.groups ?? groupsOfAreas(measured), question)
  verify(measured, question, city, reach.limitDs, answer, found.sites, counting)

  const categoriesAfter = befores.map((before, k): BeforeAfter => {
    const served = found.served[k]!
    return {
      ...before,
      after: shareOfCity(measured, categories[k]!, counting.band, served),
      gained: found.gained[k]!,
      where: found.where[k]!,
    }
  })
  const costs = found.sites.map((site) => site.candidate.cost)
  const scaled = scalerOf(unit, instance)
  const before = walks ? walksBefore(city.instance, city.capped!, city.beyondAll!, capMinutes) : null
  return {
    question,
    convention: measured.convention,
    candidates: {
      premises: usable.filter((c) => c.kind === 'premises').length,
      street: usable.filter((c) => c.kind === 'street').length,
      mobile: usable.filter((c) => c.kind === 'mobile').length,
      useful: new Set(
        Array.from(city.candidateOf).filter(
          (s, i) => s >= 0 && city.instance.bySite.first[i]! < city.instance.bySite.first[i + 1]!,
        ),
      ).size,
    },
    sites: found.sites,
    categories: categoriesAfter,
    unit,
    objective: scaled(answer.objective),
    bound: scaled(answer.bound),
    gap: answer.gap,
    gapAsked: options.gapAsked ?? 0,
    ended: answer.ended,
    curve: answer.curve.map((point) => ({
      sites: point.sites,
      objective: scaled(point.objective),
      bound: point.bound === null ? null : scaled(point.bound),
    })),
    how: answer.how,
    cost: costs.some((c) => c === null) ? null : costs.reduce<number>((sum, c) => sum + c!, 0),
    walks: before,
    served: question.model === 'capacitated' ? servedBy(instance, answer) : null,
    ask: asked,
    findings: findings.list(),
  }
}

/** Faults: no-band, nothing-known, nobody-lacks. */
function checked(measured: Measured, question: SitingQuestion, unit: ObjectiveUnit): Counting {
  const { band, unknownToo } = question
  if (!peopleOf(measured, band))
    throw new Fault('no-band', { band: band!, known: Object.keys(measured.population.bands).join(', ') || '—' })
  const counting = { band, unknownToo }
  const names = listed(question.categories.map((c) => c.name))
  const indices = question.categories.map((c) => measured.categories.findIndex(({ id }) => id === c.id))
  if (!unknownToo && indices.every((c) => !measured.knowledge[c]!.known))
    throw new Fault('nothing-known', { category: names })
  const isGain = unit !== 'mean-minutes' && unit !== 'longest-minutes' && question.model !== 'capacitated'
  if (isGain && indices.every((c) => lackingCells(measured, c, counting).length === 0))
    throw new Fault('nobody-lacks', { category: names, minutes: measured.convention.minutes })
  return counting
}

/** Candidates of a kind and a cost that the question can use. Fault: no-candidates. */
function usableFor(
  candidates: readonly Candidate[],
  question: SitingQuestion,
  findings: Findings,
): readonly Candidate[] {
  const category = listed(question.categories.map((c) => c.name))
  const none = (why: Name) => new Fault('no-candidates', { category, why })
  if (candidates.length === 0) throw none(zhEn('一处也没有给', 'none was given'))
  const ofKind = candidates.filter((c) => (question.model === 'mobile') === (c.kind === 'mobile'))
  if (ofKind.length === 0)
    throw none(
      question.model === 'mobile'
        ? zhEn('给的都不是流动停靠点', 'none of those given is a mobile stop')
        : zhEn('给的都是流动停靠点，请用 --model mobile', 'all of those given are mobile stops, for --model mobile'),
    )
  const holding = ofKind.filter((c) => question.categories.some(({ id }) => mayHold(c, id)))
  if (holding.length === 0) throw none(zhEn('所列可设业态都不含它', 'none of those given may hold it'))
  if (question.budget === null) return holding
  for (const { cost, id, name } of holding)
    if (cost === null) findings.note('no-cost', id.split(':')[0]!, null, name || id)
  const priced = holding.filter((c) => c.cost !== null)
  if (priced.length === 0)
    throw none(zhEn('费用都未知，按预算选不了', 'the cost of all is unknown, and a budget was given'))
  return priced
}

function beforeOf(
  measured: Measured,
  reach: CandidateReach,
  category: number,
  counting: Counting,
  mayOpen: (s: number, c: number) => boolean,
): Omit<BeforeAfter, 'after' | 'gained' | 'where'> {
  const people = peopleOf(measured, counting.band)!
  const lacking = lackingCells(measured, category, counting)
  const isReached = new Uint8Array(people.length)
  const { first, other, distance } = reach.pairs
  for (let s = 0; s < reach.candidates.length; s++) {
    if (!mayOpen(s, category)) continue
    for (let k = first[s]!; k < first[s + 1]!; k++)
      if (distance[k]! <= limitDs(measured.convention)) isReached[other[k]!] = 1
  }
  const sum = (cells: Int32Array) => cells.reduce((all, cell) => all + people[cell]!, 0)
  return {
    category: measured.categories[category]!,
    before: shareOfCity(measured, category, counting.band),
    lacking: sum(lacking),
    reachable: sum(lacking.filter((cell) => isReached[cell])),
  }
}

function mustReachSomebody(
  befores: readonly Pick<BeforeAfter, 'category' | 'lacking' | 'reachable'>[],
  usable: readonly Candidate[],
  minutes: number,
): void {
  if (befores.some((b) => b.reachable > 0)) return
  throw new Fault('no-candidate-near', {
    candidates: usable.length,
    minutes,
    category: listed(befores.map((b) => b.category.name)),
    people: Math.round(befores.reduce((sum, b) => sum + b.lacking, 0)),
  })
}

const percent = (share: number): string => `${(Math.round(share * 1000) / 10).toFixed(1)} %`

/** The instance and the ask as the model wants them. Faults: share-reached, share-out-of-reach, no-trade. */
function putTo(
  measured: Measured,
  city: CityInstance,
  ask: Ask,
  question: SitingQuestion,
  befores: readonly Omit<BeforeAfter, 'after' | 'gained' | 'where'>[],
  reach: CandidateReach,
): { instance: Instance; asked: Ask } {
  const instance: Instance = question.budget === null ? { ...city.instance, cost: null } : city.instance
  if (question.model === 'fewest' && question.share !== null) {
    const { before, lacking, reachable, category } = befores[0]!
    // of those counted, with the unknown among them where they count
    const all = before.within + lacking
    const needed = question.share * all - before.within
    const share = percent(question.share)
    if (needed <= 0)
      throw new Fault('share-reached', { category: category.name, now: percent(before.within / all), share })
    if (needed > reachable * (1 + 1e-12))
      throw new Fault('share-out-of-reach', {
        category: category.name,
        most: percent((before.within + reachable) / all),
        share,
      })
    return { instance, asked: { ...ask, share: Math.min(1, needed / lacking) } }
  }
  if (question.model === 'least-trade') {
    const most = bestAlone(instance)
    if (most < question.leastTrade!)
      throw new Fault('no-trade', { least: question.leastTrade!, most: Math.floor(most) })
  }
  if (question.model === 'shared') {
    const needed = Float64Array.from(city.openingOf, (c) => question.floorM2[measured.categories[c]!.id] ?? Number.NaN)
    const there = Float64Array.from(reach.candidates, (c) => c.areaM2 ?? Number.NaN)
    return { instance: { ...instance, place: city.candidateOf, floor: { needed, there } }, asked: ask }
  }
  if (question.model === 'mobile') {
    const stands = standsOf(city, reach)
    return { instance: { ...instance, stands }, asked: ask }
  }
  return { instance, asked: ask }
}

function bestAlone({ sites, open, weight, bySite }: Instance): number {
  let best = 0
  for (let s = 0; s < sites; s++) {
    if (open[s]) continue
    let sum = 0
    for (let k = bySite.first[s]!; k < bySite.first[s + 1]!; k++) sum += weight[bySite.other[k]!]!
    best = Math.max(best, sum)
  }
  return best
}

/** People served within capacity by what is open, and with the chosen sites. */
function servedBy(instance: Instance, { chosen }: Answer): Siting['served'] {
  const served = new Served(instance)
  for (let s = 0; s < instance.sites; s++) if (instance.open[s]) served.open(s)
  const before = served.value
  for (const s of chosen) served.open(s)
  return { before, after: served.value, people: instance.weight.reduce((sum, w) => sum + w, 0) }
}

/** From a model's numbers to the unit. */
function scalerOf(unit: ObjectiveUnit, { weight }: Instance): (value: number) => number {
  if (unit === 'mean-minutes') {
    const people = weight.reduce((sum, w) => sum + w, 0)
    return (value) => value / people / (60 * DS)
  }
  if (unit === 'longest-minutes') return (value) => value / (60 * DS)
  return (value) => value
}

function walksBefore(
  { weight, bySite }: Instance,
  capped: number,
  beyondAll: number,
  capMinutes: number,
): Siting['walks'] {
  let [people, sum, longest] = [0, 0, 0]
  for (let i = 0; i < weight.length; i++) {
    people += weight[i]!
    sum += weight[i]! * bySite.distance[i]! // site 0 is what is there, and reaches everybody
    longest = Math.max(longest, bySite.distance[i]!)
  }
  const per = 60 * DS
  return {
    capMinutes,
    people,
    meanBefore: people > 0 ? sum / people / per : 0,
    longestBefore: longest / per,
    capped,
    beyondAll,
  }
}
