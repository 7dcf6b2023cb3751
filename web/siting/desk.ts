// The desk on which sitings are asked and laid side by side. It outlives the panel: going to another stage and back loses nothing.
import { Fault } from '@yike/core/base/fault.ts'
import type { Finding } from '@yike/core/base/finding.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import type { Candidate } from '@yike/core/siting/candidate.ts'
import type { Answer } from '@yike/core/siting/model.ts'
import type { Band } from '@yike/core/source/rows.ts'
import { useSyncExternalStore } from 'react'
import type { Engine } from '../access/engine.ts'
import type { Doing } from '../access/messages.ts'
import type { Aim, SitingAsk, SitingView, Tried } from './messages.ts'
import { type Solving, startSolver } from './solver.ts'

/** Where candidates come from. */
export type CandidateSource = 'street' | 'premises' | 'places'

/** The question as it is being put. */
export interface Draft {
  readonly aim: Aim
  readonly p: number
  /** By number of sites, or by a sum of money (万元). */
  readonly by: 'p' | 'budget'
  readonly budget: number
  /** Per cent. */
  readonly share: number
  /** Places a new site holds, where the list says nothing. */
  readonly places: number
  /** Ids of categories beside the page's own, for a shared site. */
  readonly beside: readonly string[]
  readonly source: CandidateSource
  readonly wanted: number
  readonly premises: {
    readonly file: string
    readonly list: readonly Candidate[]
    readonly findings: readonly Finding[]
  } | null
  readonly clicked: readonly LngLat[]
  readonly band: Band | null
  readonly unknownToo: boolean
  readonly seconds: number
}

/** A site of the answer shown that stands elsewhere, by hand. */
export interface Move {
  readonly site: number
  readonly at: LngLat
}

/** Everything on the desk. A new object after each change. */
export interface Desk {
  readonly draft: Draft
  /** Null: nothing is being solved. */
  readonly doing: Doing | null
  readonly failure: Error | null
  /** Newest first. */
  readonly answers: readonly SitingView[]
  /** Which of them is shown. */
  readonly shown: number | null
  readonly moves: readonly Move[]
  readonly tried: Tried | null
  /** The place last tried met no street. */
  readonly refused: boolean
  /** Ids of the answers that were sent to the plan. */
  readonly sent: readonly number[]
}

/** Answers are kept side by side up to this many; the oldest goes. */
const MOST_ANSWERS = 6

const FIRST: Draft = {
  aim: 'most',
  p: 5,
  by: 'p',
  budget: 100,
  share: 90,
  places: 50,
  beside: [],
  source: 'street',
  wanted: 600,
  premises: null,
  clicked: [],
  band: null,
  unknownToo: false,
  seconds: 20,
}

const NO_MOVES: readonly Move[] = []

let desk: Desk = {
  draft: FIRST,
  doing: null,
  failure: null,
  answers: [],
  shown: null,
  moves: NO_MOVES,
  tried: null,
  refused: false,
  sent: [],
}
let solving: Solving | null = null
/** Counts the runs, so that what was given up changes nothing when it comes after all. */
let turn = 0
/** The same for places tried: only the newest counts. */
let trying = false
const hearers = new Set<() => void>()

function change(to: Partial<Desk>): void {
  desk = { ...desk, ...to }
  for (const hear of hearers) hear()
}

function subscribe(hear: () => void): () => void {
  hearers.add(hear)
  return () => hearers.delete(hear)
}

/** The desk as it stands. */
export const useDesk = (): Desk => useSyncExternalStore(subscribe, () => desk)

/** Changes the question. */
export const draftWith = (change_: Partial<Draft>): void =>
  change({ draft: { ...desk.draft, ...change_ }, failure: null })

/** Reads a list of premises. */
export async function readPremisesFile(ask: Engine['ask'], file: File, datum: 'wgs84' | 'gcj02' | 'bd09' | 'cgcs2000') {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const { candidates, findings } = await ask('premises', { name: file.name, bytes, datum })
    draftWith({ source: 'premises', premises: { file: file.name, list: candidates, findings } })
  } catch (failure) {
    change({ failure: failure as Error })
  }
}

/** Asks, and lays the answer on the desk. */
export async function solveSiting(ask: Engine['ask'], asked: SitingAsk, seconds: number): Promise<void> {
  cancelSiting()
  const mine = ++turn
  const hear = (doing: Doing) => mine === turn && change({ doing })
  change({ doing: { what: { zh: '备好候选点', en: 'Preparing candidates' }, done: 0, of: null }, failure: null })
  try {
    const posed = await ask('sitingPose', asked)
    if (mine !== turn) return
    const its = startSolver(posed, seconds, hear)
    solving = its
    const answered = await its.answered
    const view = await ask('sitingSettle', { id: posed.id, answer: answered.answer })
    if (mine !== turn) return
    change({ doing: null, answers: [view, ...desk.answers].slice(0, MOST_ANSWERS) })
    showSiting(view.id)
    const { objective } = answered.answer
    const further = await its.further
    if (further && objective > 0) extendCurve(view, further, view.value / objective)
  } catch (failure) {
    if (mine === turn) change({ doing: null, failure: failure as Error })
  }
}

/** Lays what more sites would bring behind the curve of an answer; `scale` turns the model's numbers into those shown. */
function extendCurve(view: SitingView, further: Answer['curve'], scale: number): void {
  const last = view.curve.at(-1)?.sites ?? 0
  const more = further
    .filter((c) => c.sites > last)
    .map((c) => ({ sites: c.sites, value: c.objective * scale, bound: c.bound === null ? null : c.bound * scale }))
  const curve = [...view.curve, ...more]
  change({ answers: desk.answers.map((a) => (a.id === view.id ? { ...a, curve } : a)) })
}

/** Has what is being solved come back with the best so far, and gives it up where there is none. */
export function finishSiting(): void {
  if (!solving || !desk.doing) {
    cancelSiting()
    return
  }
  change({ doing: { what: { zh: '停下，取已找到的最好答案', en: 'Stopping with the best found' }, done: 0, of: null } })
  solving.finish()
}

/** Gives up what is being solved. */
export function cancelSiting(): void {
  solving?.stop()
  solving = null
  if (!desk.doing) return
  turn++
  change({ doing: null, failure: new Fault('cancelled') })
}

/** Shows one of the answers, as it was found. */
export function showSiting(id: number | null): void {
  laid = NO_MOVES
  change({ shown: id, moves: laid, tried: null, refused: false, failure: null })
}

/** Takes an answer off the desk. */
export function dropSiting(id: number): void {
  const answers = desk.answers.filter((a) => a.id !== id)
  change({ answers })
  if (desk.shown === id) showSiting(answers[0]?.id ?? null)
}

/** The moves with one more: several of one site in a row are one. */
function followed(moves: readonly Move[], move: Move, instead: boolean): readonly Move[] {
  return instead && moves.at(-1)?.site === move.site ? [...moves.slice(0, -1), move] : [...moves, move]
}

/** The moves as the hand has them, which may be ahead of what has been worked out. */
let laid: readonly Move[] = NO_MOVES

/** Tries sites elsewhere: the numbers of the newest places wanted come, those in between may be passed over. */
async function tryMoves(ask: Engine['ask'], moves: readonly Move[]): Promise<void> {
  laid = moves
  if (trying) return
  trying = true
  try {
    for (let next = laid; next !== desk.moves; next = laid) {
      const id = desk.shown
      if (id === null) return
      const places = new Map(next.map(({ site, at }) => [site, at]))
      const tried = next.length === 0 ? null : await ask('sitingTry', { id, moved: [...places] })
      if (desk.shown !== id) return
      if (tried || next.length === 0) change({ moves: next, tried, refused: false })
      else {
        if (laid === next) laid = desk.moves
        change({ refused: true })
      }
    }
  } catch (failure) {
    change({ failure: failure as Error })
  } finally {
    trying = false
  }
}

/** Moves a site of the answer shown; `instead`: in place of the newest move, where that is of the same site. */
export const moveSite = (ask: Engine['ask'], site: number, at: LngLat, instead: boolean): Promise<void> =>
  tryMoves(ask, followed(laid, { site, at }, instead))

/** Takes the newest move back. */
export const undoMove = (ask: Engine['ask']): Promise<void> => tryMoves(ask, laid.slice(0, -1))

/** Takes all moves back. */
export const undoMoves = (ask: Engine['ask']): Promise<void> => tryMoves(ask, NO_MOVES)

/** Remembers that an answer was sent to the plan. */
export const markSent = (id: number): void => change({ sent: desk.sent.includes(id) ? desk.sent : [...desk.sent, id] })

/** The answers that were sent to the plan. */
export const sentSitings = (): readonly SitingView[] => desk.answers.filter((a) => desk.sent.includes(a.id))
