// Sites chosen anew: what is there may close, and be opened elsewhere (--existing free). Outlets of the category and candidates are
// sites alike, and p counts all that are open in the end. Where as much is served, what is there stays.
import { DS } from '../access/answers.ts'
import { Search } from '../access/search.ts'
import { Fault } from '../base/fault.ts'
import { Findings } from '../base/finding.ts'
import { type Progress, SILENT } from '../base/progress.ts'
import { limitDs } from '../circle/coverage.ts'
import { type Measured, type Share, STATES } from '../circle/measured.ts'
import type { LngLat } from '../geo/meters.ts'
import { someSnaps } from '../network/some-snaps.ts'
import type { Candidate } from './candidate.ts'
import { lacks, peopleOf, shareOfCity } from './city.ts'
import type { Instance, Pairs } from './instance.ts'
import type { Answer, Ask } from './model.ts'
import { models } from './models/index.ts'
import { mayHold } from './premises.ts'
import type { SolveModel } from './propose.ts'
import { pairsWithin, reachOf, turned } from './reach.ts'
import type { ObjectiveUnit, SitingQuestion } from './siting.ts'

const WITHIN = STATES.indexOf('within')
/** Sums of the same people in another order differ by no more than this share. */
const ROUNDING = 1e-9
/** Pairs looked at, at most, to keep outlets where keeping costs nobody anything. */
const KEEP_WORK = 2e9

/** What each model that can be asked this way reckons. */
const UNIT = {
  'most-covered': 'people',
  fewest: 'sites',
  'p-median': 'mean-minutes',
  'p-center': 'longest-minutes',
} as const satisfies Record<string, ObjectiveUnit>

/** A site that is open today, in the end, or both. */
export interface AnewSite {
  readonly what: 'kept' | 'new' | 'closed'
  readonly id: string
  readonly name: string
  readonly at: LngLat
  /** Index into the city's outlets, and null for a new one; the candidate of a new one. */
  readonly outlet: number | null
  readonly candidate: Candidate | null
  /** People counted who have it nearest of all that are open in the end, within the limit (or the cap); 0 of a closed one. */
  readonly people: number
}

/** What choosing anew comes to. People are those counted: within, beyond or none today. */
export interface Anew {
  readonly question: SitingQuestion
  readonly convention: Measured['convention']
  /** Kept, then new, then closed ones. */
  readonly sites: readonly AnewSite[]
  readonly outlets: number
  readonly candidates: number
  readonly before: Share
  readonly after: Share
  /** People who come within reach, and people who fall out of it. */
  readonly gained: number
  readonly lost: number
  readonly unit: (typeof UNIT)[keyof typeof UNIT]
  /** In `unit`; `now` is what today's outlets come to. */
  readonly now: number
  readonly objective: number
  readonly bound: number
  readonly gap: number
  readonly ended: Answer['ended']
  /** By number of all sites. */
  readonly curve: Answer['curve']
  readonly capMinutes: number | null
  readonly how: readonly string[]
  readonly findings: ReturnType<Findings['list']>
}

/**
 * Chooses all sites of one category anew. For p-median and p-center a walk longer than the cap counts as long as the cap. Faults:
 * bad-value (another model, several categories, a budget), no-band, nothing-known, no-candidates, and those of the models.
 */
export async function siteAnew(
  measured: Measured,
  candidates: readonly Candidate[],
  question: SitingQuestion,
  solve: SolveModel,
  { progress = SILENT, findings = new Findings() }: { readonly progress?: Progress; readonly findings?: Findings } = {},
): Promise<Anew> {
  const category = checked(measured, question)
  const unit = UNIT[question.model as keyof typeof UNIT]
  const { convention, outlets, serves } = measured
  const walks = unit === 'mean-minutes' || unit === 'longest-minutes'
  const limit = limitDs(convention)
  const capMinutes = Math.max(convention.minutes, question.capMinutes ?? Math.max(30, 2 * convention.minutes))
  const far = walks ? Math.round(capMinutes * 60 * DS) : limit
  const there = outlets.flatMap((_, o) => (serves[o]!.includes(category) ? [o] : []))
  const usable = candidates.filter((c) => c.kind !== 'mobile' && mayHold(c, question.categories[0]!.id))

  const people = peopleOf(measured, question.band)!
  const cells = demandsOf(measured, category, question)
  const pairs = pairsOf(measured, there, usable, far, cells.demandOf, walks, findings, progress)
  const sites = pairs.first.length - 1
  if (sites - (walks ? 1 : 0) === 0)
    throw new Fault('no-candidates', {
      category: question.categories[0]!.name,
      why: { zh: '没有网点，也没有候选点', en: 'there are neither outlets nor candidates' },
    })
  const open = new Uint8Array(sites)
  if (walks) open[0] = 1 // nobody walks longer than the cap
  const skip = walks ? 1 : 0
  const instance: Instance = {
    demands: cells.list.length,
    sites,
    weight: Float64Array.from(cells.list, (cell) => people[cell]!),
    bySite: pairs,
    byDemand: turned(pairs, cells.list.length),
    open,
    cost: null,
    capacity: null,
    unit: 'ds',
  }
  const ask: Ask = { p: question.p, budget: null, radius: limit, share: question.share }
  const answer = await solve(question.model, instance, ask)
  const { chosen, objective, kept } = keeping(instance, ask, question.model, answer, there.length, skip)

  const isChosen = new Uint8Array(sites)
  for (const s of chosen) isChosen[s] = 1
  const today = Int32Array.from(there, (_, k) => k + skip)
  const all = instance.weight.reduce((sum, w) => sum + w, 0)
  const value = (which: ArrayLike<number>) => countedAnew(instance, which, question.model, limit, far)
  const walked = value(chosen)
  if (Math.abs(walked.value - objective) > ROUNDING * Math.max(1, Math.abs(objective)))
    throw new Error(`${question.model}: the sites come to ${walked.value}; the answer says ${objective}.`)
  const now = value(today)
  const scaled = (v: number) =>
    unit === 'mean-minutes' ? (all > 0 ? v / all / (60 * DS) : 0) : unit === 'longest-minutes' ? v / (60 * DS) : v
  const base = shareOfCity(measured, category, question.band)
  const share = (within: number): Share => ({
    ...base,
    unknown: question.unknownToo ? 0 : base.unknown,
    people: all,
    within,
    share: all > 0 ? within / all : null,
  })
  let [gained, lost, before, after] = [0, 0, 0, 0]
  cells.list.forEach((cell, i) => {
    const was = measured.state[category * people.length + cell] === WITHIN
    const is = walked.near[i]! <= limit
    if (was !== now.near[i]! <= limit) throw new Error(`Cell ${cell} is not where the measurement has it.`)
    if (was) before += people[cell]!
    if (is) after += people[cell]!
    if (is && !was) gained += people[cell]!
    if (was && !is) lost += people[cell]!
  })
  const siteOf = (s: number, what: AnewSite['what']): AnewSite => {
    const k = s - skip
    const outlet = k < there.length ? there[k]! : null
    const candidate = outlet === null ? usable[k - there.length]! : null
    const its = outlet === null ? candidate! : outlets[outlet]!
    return { what, id: its.id, name: its.name, at: its.at, outlet, candidate, people: walked.people.get(s) ?? 0 }
  }
  return {
    question,
    convention,
    sites: [
      ...[...today].filter((s) => isChosen[s]).map((s) => siteOf(s, 'kept')),
      ...[...chosen].filter((s) => s >= skip + there.length).map((s) => siteOf(s, 'new')),
      ...[...today].filter((s) => !isChosen[s]).map((s) => siteOf(s, 'closed')),
    ],
    outlets: there.length,
    candidates: usable.length,
    before: share(before),
    after: share(after),
    gained,
    lost,
    unit,
    now: scaled(now.value),
    objective: scaled(objective),
    bound: scaled(answer.bound),
    gap: answer.gap,
    ended: answer.ended,
    curve: answer.curve.map((c) => ({
      sites: c.sites,
      objective: scaled(c.objective),
      bound: c.bound === null ? null : scaled(c.bound),
    })),
    capMinutes: walks ? capMinutes : null,
    how: [...answer.how, `kept ${kept} more outlets at no loss`],
    findings: findings.list(),
  }
}

/** The category, as an index. Faults: bad-value, no-band, nothing-known. */
function checked(measured: Measured, { model, categories, band, budget, unknownToo }: SitingQuestion): number {
  const known = Object.keys(UNIT).join(' | ')
  if (!(model in UNIT)) throw new Fault('bad-value', { name: 'model', expected: known, got: model })
  if (categories.length !== 1)
    throw new Fault('bad-value', { name: 'categories', expected: '1', got: String(categories.length) })
  if (budget !== null) throw new Fault('bad-value', { name: 'budget', expected: '–', got: String(budget) })
  if (!peopleOf(measured, band))
    throw new Fault('no-band', { band: band!, known: Object.keys(measured.population.bands).join(', ') || '—' })
  const category = measured.categories.findIndex(({ id }) => id === categories[0]!.id)
  if (!unknownToo && !measured.knowledge[category]!.known)
    throw new Fault('nothing-known', { category: categories[0]!.name })
  return category
}

/** Cells where somebody counted lives: within, beyond, none; unknown ones where they count. */
function demandsOf(measured: Measured, category: number, question: SitingQuestion) {
  const people = peopleOf(measured, question.band)!
  const demandOf = new Int32Array(people.length).fill(-1)
  const list: number[] = []
  for (let i = 0; i < people.length; i++) {
    const state = measured.state[category * people.length + i]!
    if (!(people[i]! > 0) || (state !== WITHIN && !lacks(state, question))) continue
    demandOf[i] = list.length
    list.push(i)
  }
  return { list, demandOf }
}

/** Rows: with `walks` first one that everybody has at the cap; the outlets; the candidates. */
function pairsOf(
  measured: Measured,
  there: readonly number[],
  usable: readonly Candidate[],
  far: number,
  demandOf: Int32Array,
  walks: boolean,
  findings: Findings,
  progress: Progress,
): Pairs {
  const { graph, convention, outletSnaps, cellSnaps } = measured
  const search = new Search(graph, convention.walker, convention.legs)
  const fromOutlets = pairsWithin(search, someSnaps(outletSnaps, there), cellSnaps, far, progress)
  const fromCandidates = reachOf(measured, usable, far, findings, progress).pairs
  const most = fromOutlets.other.length + fromCandidates.other.length + (walks ? demandOf.length : 0)
  const [first, other, distance] = [[0], new Int32Array(most), new Float64Array(most)]
  let at = 0
  const put = (demand: number, ds: number) => {
    if (demand < 0) return
    other[at] = demand
    distance[at++] = ds
  }
  if (walks) {
    for (const demand of demandOf) put(demand, far)
    first.push(at)
  }
  for (const pairs of [fromOutlets, fromCandidates])
    for (let r = 0; r + 1 < pairs.first.length; r++) {
      for (let k = pairs.first[r]!; k < pairs.first[r + 1]!; k++) put(demandOf[pairs.other[k]!]!, pairs.distance[k]!)
      first.push(at)
    }
  return { first: Int32Array.from(first), other: other.slice(0, at), distance: distance.slice(0, at) }
}

/** The choice with outlets that could stay in the place of new sites, where that is no worse; how many. */
function keeping(instance: Instance, ask: Ask, id: string, answer: Answer, outlets: number, skip: number) {
  const model = models.find((m) => m.id === id)!
  const chosen = new Set(answer.chosen)
  let { objective } = answer
  let [kept, work] = [0, 0]
  for (const site of [...chosen].filter((s) => s >= skip + outlets))
    for (let o = skip; o < skip + outlets && work < KEEP_WORK; o++) {
      if (chosen.has(o)) continue
      work += instance.bySite.other.length
      const tried = Int32Array.from([...chosen].map((s) => (s === site ? o : s))).sort()
      const value = model.check(instance, ask, tried)
      if (value === null || (model.sense === 'most' ? value < objective : value > objective)) continue
      chosen.delete(site)
      chosen.add(o)
      objective = value
      kept++
      break
    }
  return { chosen: Int32Array.from(chosen).sort(), objective, kept }
}

/** What sites come to, from the walks alone: the model's value, the nearest of each demand, whom each site has nearest. */
function countedAnew(
  { demands, weight, bySite }: Instance,
  sites: ArrayLike<number>,
  model: string,
  limit: number,
  far: number,
) {
  const near = new Float64Array(demands).fill(Infinity)
  const by = new Int32Array(demands).fill(-1)
  for (let k = 0; k < sites.length; k++)
    for (let e = bySite.first[sites[k]!]!; e < bySite.first[sites[k]! + 1]!; e++) {
      const i = bySite.other[e]!
      if (bySite.distance[e]! >= near[i]!) continue
      near[i] = bySite.distance[e]!
      by[i] = sites[k]!
    }
  const people = new Map<number, number>()
  let [within, walked, longest] = [0, 0, 0]
  for (let i = 0; i < demands; i++) {
    if (by[i]! >= 0) people.set(by[i]!, (people.get(by[i]!) ?? 0) + weight[i]!)
    if (near[i]! <= limit) within += weight[i]!
    walked += weight[i]! * Math.min(near[i]!, far)
    longest = Math.max(longest, Math.min(near[i]!, far))
  }
  const value = { 'most-covered': within, fewest: sites.length, 'p-median': walked, 'p-center': longest }[model]!
  return { near, people, value }
}
