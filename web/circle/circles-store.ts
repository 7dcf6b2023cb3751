// The page's half of drawing circles: the draft with what was done to it, the run under way, what is picked. It lives outside React
// and outlasts its panel, so that another stage may be looked at in between.
import type { Delineation } from '@yike/core/circle/delineation.ts'
import type { Engine } from '../access/engine.ts'
import type { Doing } from '../access/messages.ts'
import { noShelf, type Shelf } from '../access/shelf.ts'
import type { Draft, Ground, Note, Rule, Stand } from './circles-messages.ts'
import { hasSameGround } from './draft.ts'
import type { Kept, Version } from './keep.ts'
import { standOfVersion } from './versions.ts'

/** What a click on the map does. */
export type Tool = 'pick' | 'parts' | 'draw' | 'heart'
/** What lies below the figures. */
export type Side = 'list' | 'circle' | 'checks' | 'versions'

/** What is to be seen. A new object whenever anything changes. */
export interface CirclesView {
  readonly rule: Rule | null
  readonly ground: Ground | null
  /** The draft as it stands; null before there is one. */
  readonly stand: Stand | null
  /** What the newest run reached: its objective and its bound, which an edit does not change. */
  readonly drawn: Reach | null
  /** Told of the circles of `stand`, in their order; null while it is worked out. */
  readonly notes: readonly Note[] | null
  readonly past: readonly Draft[]
  readonly future: readonly Draft[]
  /** A delineation under way. */
  readonly running: { readonly run: number; readonly doing: Doing | null } | null
  /** Being judged after an edit. */
  readonly judging: boolean
  readonly failure: Error | null
  /** What is to be said of the last act; null: nothing. */
  readonly remark: 'cancelled' | 'refused' | null
  readonly picked: string | null
  /** The community in hand. */
  readonly part: string | null
  readonly tool: Tool
  readonly side: Side
  readonly versions: readonly Version[]
  /** The frozen version that is looked at instead of the draft. */
  readonly shown: { readonly version: Version; readonly stand: Stand } | null
  /** When the work that was found again had been kept; null where there was none or it was seen. */
  readonly restored: number | null
  /** Homes that an outlet's closing would leave without; null: none asked. */
  readonly lit: { readonly outlet: number; readonly cells: Int32Array } | null
}

/** What a run reached, and by what it was asked. */
export interface Reach extends Pick<Delineation, 'objective' | 'bound'> {
  readonly rule: Rule
  readonly walker: string
  readonly minutes: number
}

const NOTHING: CirclesView = {
  drawn: null,
  notes: null,
  rule: null,
  ground: null,
  stand: null,
  past: [],
  future: [],
  running: null,
  judging: false,
  failure: null,
  remark: null,
  picked: null,
  part: null,
  tool: 'pick',
  side: 'list',
  versions: [],
  shown: null,
  restored: null,
  lit: null,
}

/** Steps that can be taken back. */
const MOST_STEPS = 60
const POLL_MS = 120
const NOTES_MS = 300

/** One city's circles. */
export class CirclesStore {
  #ask: Engine['ask']
  #view: CirclesView = NOTHING
  #shelf: Shelf<Kept> = noShelf
  #minutes = 15
  #walker = ''
  #runs = 0
  #turn = 0
  #opened = false
  /** Under which walker and minutes the stand was judged. */
  #judged = ''
  readonly #hearers = new Set<() => void>()

  constructor(ask: Engine['ask']) {
    this.#ask = ask
  }

  readonly subscribe = (hear: () => void): (() => void) => {
    this.#hearers.add(hear)
    return () => this.#hearers.delete(hear)
  }

  readonly view = (): CirclesView => this.#view

  /** Begins, or goes on: with what was kept of this city before, under the walker and minutes of now. */
  async enter(shelf: Shelf<Kept>, walker: string, minutes: number): Promise<void> {
    this.#shelf = shelf
    const another = this.#walker !== walker || this.#minutes !== minutes
    if (another) this.giveUp() // it was of the city as another walker finds it
    this.#walker = walker
    this.#minutes = minutes
    if (!this.#opened) {
      this.#opened = true
      try {
        const [ground, kept] = await Promise.all([this.#ask('circleGround', null), shelf.find()])
        const ruler = ground.rulers[0]!
        this.#set({ ground, versions: kept?.versions ?? [], rule: { ruler: ruler.id, band: ruler.band } })
        if (kept?.draft) {
          this.#set({ rule: kept.draft.rule, drawn: kept.drawn ?? null })
          await this.#judge(kept.draft, () => ({ restored: kept.at }))
        }
      } catch (error) {
        this.#set({ failure: error as Error })
      }
    } else if (another && this.#view.stand) await this.#judge(this.#view.stand.draft, () => ({}))
  }

  setRule(rule: Rule): void {
    this.#set({ rule })
  }

  /** Draws them anew, with sites to be where no heart reaches. */
  delineateWithSites(): Promise<void> {
    const { rule } = this.#view
    if (rule) this.#set({ rule: { ...rule, sites: true } })
    return this.delineate()
  }

  /** Draws circles; what is locked stays. */
  async delineate(): Promise<void> {
    const { rule, stand, running } = this.#view
    if (!rule || running) return
    const run = ++this.#runs
    this.#set({
      running: { run, doing: null },
      failure: null,
      remark: null,
      tool: 'pick',
      part: null,
      shown: null,
      lit: null,
    })
    const poll = setInterval(async () => {
      const doing = await this.#ask('delineationDoing', { run }).catch(() => null)
      if (doing && this.#view.running?.run === run) this.#set({ running: { run, doing } })
    }, POLL_MS)
    try {
      const drawn = await this.#ask('delineate', { rule, draft: stand?.draft ?? null, run })
      if (this.#view.running?.run !== run) return
      this.#set({ running: null })
      if (!drawn) return
      const { objective, bound } = drawn.delineation
      this.#judged = this.#conventionKey()
      this.#set({
        drawn: { objective, bound, rule, walker: drawn.delineation.convention.walker.id, minutes: this.#minutes },
      })
      this.#became(drawn, true)
    } catch (error) {
      if (this.#view.running?.run === run) this.#set({ running: null, failure: error as Error })
    } finally {
      clearInterval(poll)
    }
  }

  /** Gives up the run under way. */
  giveUp(): void {
    const run = this.#view.running?.run
    if (run === undefined) return
    this.#set({ running: null, remark: 'cancelled' })
    void this.#ask('endDelineation', { run })
  }

  /** The draft becomes another; what it was can be had back. Null: nothing to do. */
  async edit(change: (draft: Draft) => Draft | null): Promise<boolean> {
    const before = this.#view.stand?.draft
    const next = before && change(before)
    if (before && !next) this.#set({ remark: 'refused' })
    if (!next || next === before || this.#view.shown) return false
    await this.#judge(next, () => ({
      past: [...this.#view.past, before].slice(-MOST_STEPS),
      future: [],
    }))
    return true
  }

  /** A whole draft from outside: a file, a first circle drawn by hand. */
  async load(draft: Draft): Promise<void> {
    const before = this.#view.stand?.draft
    this.#set({ rule: draft.rule, shown: null })
    await this.#judge(draft, () => ({
      past: before ? [...this.#view.past, before].slice(-MOST_STEPS) : [],
      future: [],
    }))
  }

  async undo(): Promise<void> {
    const { past, stand } = this.#view
    const to = past.at(-1)
    if (!to || !stand) return
    const before = stand.draft
    await this.#judge(to, () => ({ past: past.slice(0, -1), future: [before, ...this.#view.future] }))
  }

  async redo(): Promise<void> {
    const { future, stand } = this.#view
    const to = future[0]
    if (!to || !stand) return
    const before = stand.draft
    await this.#judge(to, () => ({ past: [...this.#view.past, before], future: future.slice(1) }))
  }

  /** Forgets the draft; frozen versions stay. */
  clear(): void {
    this.#turn++
    const { ground, rule, versions } = this.#view
    this.#view = { ...NOTHING, ground, rule, versions }
    this.#tell()
    this.#keep()
  }

  /** Brings out a circle; null: none. */
  pick(id: string | null, side: Side | null = null): void {
    this.#set({
      picked: id,
      lit: null,
      ...(side ? { side } : id ? {} : this.#view.side === 'circle' ? { side: 'list' } : {}),
    })
  }

  setSide(side: Side): void {
    this.#set({ side })
  }

  setTool(tool: Tool): void {
    this.#set({ tool, part: null })
  }

  takePart(part: string | null): void {
    this.#set({ part })
  }

  light(lit: CirclesView['lit']): void {
    this.#set({ lit })
  }

  forgive(): void {
    this.#set({ failure: null, restored: null })
  }

  fail(failure: Error): void {
    this.#set({ failure })
  }

  /** Keeps a version for good. */
  freeze(version: Version): void {
    const others = this.#view.versions.filter((v) => v.version.id !== version.version.id)
    const { stand, shown } = this.#view
    // what is changed from now on was made from it
    const goesOn = stand && !shown ? { ...stand, draft: { ...stand.draft, from: version.version.id } } : stand
    this.#set({ versions: [version, ...others], side: 'versions', stand: goesOn })
    this.#keep()
  }

  /** Looks at a frozen version; null: back to the draft. */
  show(version: Version | null): void {
    const shown = version && { version, stand: standOfVersion(version) }
    this.#set({ shown, tool: 'pick', part: null, picked: null, lit: null })
  }

  #conventionKey(): string {
    return `${this.#walker} ${this.#minutes}`
  }

  async #judge(draft: Draft, rest: () => Partial<CirclesView>): Promise<void> {
    const now = this.#view.stand
    if (now && this.#judged === this.#conventionKey() && hasSameGround(now.draft, draft)) {
      this.#turn++
      const delineation = { ...now.delineation, circles: draft.circles }
      this.#set({ judging: false, lit: null, ...rest(), stand: { ...now, draft, delineation } })
      this.#keep()
      return
    }
    const mine = ++this.#turn
    const convention = this.#conventionKey()
    this.#set({ judging: true, failure: null, remark: null, lit: null })
    try {
      const stand = await this.#ask('circleStand', { draft })
      if (mine !== this.#turn) return
      this.#judged = convention
      this.#set({ judging: false, ...rest() })
      this.#became(stand, false)
    } catch (error) {
      if (mine === this.#turn) this.#set({ judging: false, failure: error as Error })
    }
  }

  async #note(key: number): Promise<void> {
    this.#set({ notes: null })
    await new Promise((go) => setTimeout(go, NOTES_MS)) // one edit may follow another
    if (this.#view.stand?.key !== key) return
    const notes = await this.#ask('circleNotes', { key }).catch(() => null)
    if (this.#view.stand?.key === key) this.#set({ notes })
  }

  #became(stand: Stand, isStep: boolean): void {
    const before = this.#view.stand?.draft
    const there = (id: string | null) => id !== null && stand.draft.circles.some((c) => c.id === id)
    const past = isStep && before ? [...this.#view.past, before].slice(-MOST_STEPS) : this.#view.past
    this.#set({
      stand,
      past,
      future: isStep ? [] : this.#view.future,
      picked: there(this.#view.picked) ? this.#view.picked : null,
      side: this.#view.side === 'circle' && !there(this.#view.picked) ? 'list' : this.#view.side,
    })
    this.#keep()
    void this.#note(stand.key)
  }

  #keep(): void {
    const { stand, versions, drawn } = this.#view
    const kept: Kept = { draft: stand?.draft ?? null, drawn, versions, at: Date.now() }
    void this.#shelf.keep(kept)
  }

  #set(part: Partial<CirclesView>): void {
    this.#view = { ...this.#view, ...part }
    this.#tell()
  }

  #tell(): void {
    for (const hear of this.#hearers) hear()
  }
}
