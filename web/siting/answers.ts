// What the worker answers of sites: core puts the question as numbers, the page's solver answers it, core goes over the answer anew; and
// a site tried elsewhere.
import { DS } from '@yike/core/access/answers.ts'
import { Search } from '@yike/core/access/search.ts'
import { bytesOf } from '@yike/core/base/bytes.ts'
import { Findings } from '@yike/core/base/finding.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import type { Circle } from '@yike/core/circle/circle.ts'
import { limitDs } from '@yike/core/circle/coverage.ts'
import { recolour } from '@yike/core/circle/measure.ts'
import { type Measured, STATES } from '@yike/core/circle/measured.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import { AreaIndex } from '@yike/core/geo/polygon-index.ts'
import { type Sited, sitedBy } from '@yike/core/plan/site-gaps.ts'
import type { Candidate, Proposal } from '@yike/core/siting/candidate.ts'
import { lackingCells, peopleOf } from '@yike/core/siting/city.ts'
import type { Answer } from '@yike/core/siting/model.ts'
import { candidatesFrom } from '@yike/core/siting/premises.ts'
import { proposeSites, type SolveModel } from '@yike/core/siting/propose.ts'
import type { ObjectiveUnit, Siting, SitingQuestion } from '@yike/core/siting/siting.ts'
import { streetCandidates } from '@yike/core/siting/street-nodes.ts'
import { readPremises } from '@yike/core/source/premises-table.ts'
import type { Hall } from '../access/hall.ts'
import type { AnswersTo } from '../access/messages.ts'
import type { Aim, Posed, SitingAsk, SitingDialogue, SitingView, Tried, ValueUnit } from './messages.ts'
import { countOf, type Settled, tryElsewhere, Walks } from './trial.ts'

/** The model of core for each aim. */
const MODEL_OF: Readonly<Record<Aim, string>> = {
  most: 'most-covered',
  fewest: 'fewest',
  mean: 'p-median',
  farthest: 'p-center',
  capacity: 'capacitated',
  shared: 'shared',
}

const UNIT_OF: Readonly<Record<ObjectiveUnit, ValueUnit>> = {
  people: 'people',
  'people-categories': 'times',
  sites: 'sites',
  'mean-minutes': 'seconds',
  'longest-minutes': 'seconds',
}

/** Answered sitings that may still be tried elsewhere. */
const MOST_KEPT = 40
const WITHIN = STATES.indexOf('within')

/** A question under way: core waits for the answer of the page's solver. */
interface Open {
  readonly id: number
  readonly asked: SitingAsk
  readonly measured: Measured
  readonly answer: (answer: Answer) => void
  readonly proposed: Promise<Siting>
}

/** The sitings of the worker: the question under way, and those answered. */
export class Sitings {
  readonly #hall: Hall
  readonly #walks = new Walks()
  #last = 0
  #open: Open | null = null
  readonly #settled = new Map<number, { readonly settled: Settled; readonly siting: Siting }>()

  constructor(hall: Hall) {
    this.#hall = hall
    hall.whenAnother(() => {
      this.#open = null
    })
  }

  /** What an answered siting proposes, for a plan; none where it has been forgotten, or was asked of another walker or limit. */
  proposalsOf(id: number): readonly Proposal[] {
    return this.#holding(id)?.siting.sites ?? []
  }

  /** How the sites of an answered siting of one category were found; null likewise. */
  sitedOf(id: number): Sited | null {
    const siting = this.#holding(id)?.siting
    return siting ? sitedBy(siting) : null
  }

  #holding(id: number) {
    const kept = this.#settled.get(id)
    const [then, now] = [kept?.settled.measured.convention, this.#hall.measured.convention]
    const { walker, minutes } = now
    const same = then?.minutes === minutes && then.walker.id === walker.id && then.walker.kmh.value === walker.kmh.value
    return same ? kept : undefined
  }

  /** Puts a question as numbers; a question before that was not answered is forgotten. Faults: those of `proposeSites`. */
  async pose(asked: SitingAsk): Promise<Posed> {
    const now = this.#hall.measured
    const measured = now.convention.minutes === asked.minutes ? now : recolour(now, asked.minutes)
    const id = ++this.#last
    const findings = new Findings()
    const candidates = this.#candidates(measured, asked)
    let answer: (answer: Answer) => void = () => {}
    const posed = new Promise<Omit<Posed, 'id' | 'candidates'>>((resolve, reject) => {
      const solve: SolveModel = (model, instance, ask) =>
        new Promise((answered) => {
          answer = answered
          resolve({ model, instance, ask, findings: findings.list() })
        })
      const proposed = proposeSites(measured, candidates, questionOf(asked, measured), solve, {
        findings,
        progress: SILENT,
      })
      proposed.catch(reject)
      this.#open = { id, asked, measured, proposed, answer: (its) => answer(its) }
    })
    return { id, candidates: candidates.length, ...(await posed) }
  }

  #candidates(measured: Measured, { aim, candidates, categories, ...counting }: SitingAsk): readonly Candidate[] {
    if (candidates.kind === 'list') return candidates.list
    const { graph, convention, population } = measured
    const search = new Search(graph, convention.walker, convention.legs)
    const cells = new Set<number>()
    // a walk may be shorter for anybody; only those who lack it can be gained
    if (aim === 'mean' || aim === 'farthest') for (const cell of population.people.keys()) cells.add(cell)
    else for (const c of categories) for (const cell of lackingCells(measured, c, counting)) cells.add(cell)
    return streetCandidates(measured, search, Int32Array.from(cells), candidates.wanted)
  }

  /** Reads an answer in the words of the city, and keeps what it takes to try its sites elsewhere. */
  async settle(id: number, answer: Answer): Promise<SitingView> {
    const open = this.#open
    if (open?.id !== id) throw new Error(`The question ${id} is not the one posed last.`)
    const { asked, measured } = open
    open.answer(answer)
    const siting = await open.proposed
    const indexOf = (category: string) => measured.categories.findIndex((c) => c.id === category)
    const reachDs = siting.walks ? Math.round(siting.walks.capMinutes * 60 * DS) : limitDs(measured.convention)
    const settled: Settled = {
      measured,
      aim: asked.aim,
      counting: asked,
      share: asked.share,
      categories: asked.categories,
      sites: siting.sites.map(({ candidate, categories }) => ({
        walked: this.#walks.from(measured, candidate.at, reachDs) ?? {
          cells: new Int32Array(),
          far: new Float64Array(),
        },
        categories: categories.map(indexOf),
      })),
      reachDs,
    }
    this.#settled.set(id, { settled, siting })
    for (const old of this.#settled.keys()) if (this.#settled.size > MOST_KEPT) this.#settled.delete(old)
    return viewOf(id, asked, siting, settled)
  }

  /** Sites of an answer elsewhere; null where the last of them meets no street, or the siting has been forgotten. */
  tryElsewhere(id: number, moved: readonly (readonly [number, LngLat])[]): Tried | null {
    const kept = this.#settled.get(id)?.settled
    return kept ? tryElsewhere(kept, this.#walks, moved) : null
  }
}

/** The question in core's words. */
function questionOf(asked: SitingAsk, measured: Measured): SitingQuestion {
  return {
    model: MODEL_OF[asked.aim],
    categories: asked.categories.map((c) => measured.categories[c]!),
    p: asked.p,
    budget: asked.budget,
    share: asked.share,
    leastTrade: null,
    stopsPerVan: null,
    minutesBetween: null,
    band: asked.band,
    unknownToo: asked.unknownToo,
    capMinutes: null,
    floorM2: {},
    capacityIfUnknown: asked.places,
  }
}

/** A siting as the page shows it. */
function viewOf(id: number, asked: SitingAsk, siting: Siting, settled: Settled): SitingView {
  const { measured } = settled
  const unit = UNIT_OF[siting.unit]
  const scale = unit === 'seconds' ? 60 : 1
  const indexOf = (category: string) => measured.categories.findIndex((c) => c.id === category)
  const counted = countOf(settled)
  const first = siting.curve[0]
  return {
    id,
    asked,
    convention: measured.convention,
    unit,
    sense: unit === 'people' || unit === 'times' ? 'most' : 'least',
    start:
      siting.walks === null
        ? first?.sites === 0
          ? first.objective * scale
          : null
        : (asked.aim === 'farthest' ? siting.walks.longestBefore : siting.walks.meanBefore) * scale,
    value: siting.objective * scale,
    bound: siting.bound * scale,
    gap: siting.gap,
    ended: siting.ended,
    how: siting.how,
    // with capacities core has counted anew itself (siting/verify.ts); here walks alone are
    checked: asked.aim === 'capacity' ? siting.objective * scale : counted.value,
    curve: siting.curve.map((c) => ({
      sites: c.sites,
      value: c.objective * scale,
      bound: c.bound === null ? null : c.bound * scale,
    })),
    sites: siting.sites.map(({ candidate, categories, people, beside }) => ({
      candidate,
      categories: categories.map(indexOf),
      gained: people,
      beside: beside.reduce((sum, n) => sum + n, 0),
    })),
    runnersUp: siting.sites.flatMap(({ runnerUp }, instead) =>
      runnerUp ? [{ candidate: runnerUp.candidate, instead, loss: lossOf(siting, runnerUp.loss, settled) }] : [],
    ),
    effects: siting.categories.map(({ category, before, after, lacking, gained }) => ({
      category: indexOf(category.id),
      before,
      after,
      lacking,
      gained,
    })),
    areas: areasOf(measured, asked, settled.categories[0]!, counted.cells),
    candidates: siting.candidates.premises + siting.candidates.street,
    useful: siting.candidates.useful,
    cost: siting.cost,
    capMinutes: siting.walks?.capMinutes ?? null,
    served: siting.served,
    cells: counted.cells,
    findings: siting.findings,
  }
}

/** A loss as core tells it, in units of the model's objective, in those people read. */
function lossOf(siting: Siting, loss: number, { measured, counting, categories }: Settled): number {
  if (siting.unit === 'longest-minutes') return loss / DS
  if (siting.unit !== 'mean-minutes') return loss
  const people = peopleOf(measured, counting.band)!
  const n = people.length
  let all = 0
  for (let i = 0; i < n; i++) {
    const state = measured.state[categories[0]! * n + i]!
    if (state === WITHIN || state === STATES.indexOf('beyond') || state === STATES.indexOf('none')) all += people[i]!
  }
  return all > 0 ? loss / all / DS : 0
}

/** Where the gain of a category falls, by circle where there are any, else by the finest area; most first. */
function areasOf(measured: Measured, counting: SitingAsk, category: number, gained: Int32Array): SitingView['areas'] {
  const who = peopleOf(measured, counting.band)!
  const sums = new Map<number, { area: number; lacking: number; gained: number }>()
  const within = counting.circles ? circleOfCells(measured, counting.circles) : measured.cellArea
  const at = (cell: number) => {
    const area = within[cell]!
    const sum = sums.get(area) ?? { area, lacking: 0, gained: 0 }
    sums.set(area, sum)
    return sum
  }
  for (const cell of lackingCells(measured, category, counting)) at(cell).lacking += who[cell]!
  for (const cell of gained) at(cell).gained += who[cell]!
  return [...sums.values()].filter(({ area }) => area >= 0).sort((a, b) => b.gained - a.gained || a.area - b.area)
}

/** Per cell the circle it lies in; -1: none. */
function circleOfCells({ population: { lng, lat } }: Measured, circles: readonly Circle[]): Int32Array {
  const index = new AreaIndex(circles.map((c) => c.polygon))
  return Int32Array.from(lng, (its, cell) => index.areaOf(its, lat[cell]!))
}

/** The answers, by the sitings of this worker. */
export function sitingAnswers(hall: Hall, sitings: Sitings): AnswersTo<SitingDialogue> {
  return {
    async premises({ name, bytes, datum }) {
      const findings = new Findings()
      const reading = { datum, origin: 'official' as const, findings, progress: SILENT }
      const rows = await readPremises(bytesOf(name, bytes), reading)
      const candidates = candidatesFrom(rows, 'premises', hall.measured.categories, findings)
      return { candidates, findings: findings.list() }
    },
    sitingPose: (asked) => sitings.pose(asked),
    sitingSettle: ({ id, answer }) => sitings.settle(id, answer),
    sitingTry: ({ id, moved }) => sitings.tryElsewhere(id, moved),
  }
}
