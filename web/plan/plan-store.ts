// The page's half of a plan: what officers changed, step by step, and how the plan stands. It lives outside React and outlasts its panel;
// what was changed is kept in the browser, city by city.
import type { Finding } from '@yike/core/base/finding.ts'
import type { Circle } from '@yike/core/circle/circle.ts'
import type { Delivery } from '@yike/core/plan/deliver.ts'
import { NO_EDITS, type PlanEdits } from '@yike/core/plan/edits.ts'
import type { PlanSettings } from '@yike/core/plan/plan.ts'
import { editsOver } from '@yike/core/plan/table-edits.ts'
import type { Engine } from '../access/engine.ts'
import type { Shelf } from '../access/shelf.ts'
import type { DraftAsk, PlanRead, PlanView } from './messages.ts'
import { type Seek, type Seeking, seekSites } from './seek.ts'

/** What is kept of one city. */
export interface KeptPlan {
  readonly at: number
  readonly settings: PlanSettings
  readonly edits: PlanEdits
}

/** What can be taken back. */
interface Laid {
  readonly settings: PlanSettings
  readonly edits: PlanEdits
}

/** An older plan that was loaded, and what came of it. */
export interface Older {
  readonly file: string
  readonly read: PlanRead
  /** Null where it cannot be held against this city: then `why` says it. */
  readonly delivery: Delivery | null
  readonly why: Error | null
}

/** What is to be seen. A new object whenever anything changes. */
export interface PlanState {
  readonly laid: Laid
  readonly past: readonly Laid[]
  readonly future: readonly Laid[]
  readonly plan: PlanView | null
  readonly circles: readonly Circle[]
  readonly proposals: number
  readonly outside: number
  /** Being drafted. */
  readonly drafting: boolean
  readonly failure: Error | null
  /** When the work that was found again had been kept; null where there was none or it was seen. */
  readonly restored: number | null
  /** Whether the last change is kept in this browser; null: nothing was changed yet. */
  readonly kept: boolean | null
  readonly older: Older | null
  /** A table that was read back: how many actions it changed, and what was odd in it. */
  readonly table: { readonly file: string; readonly changed: number; readonly findings: readonly Finding[] } | null
  /** Sitings that the plan sought itself (core/plan/site-gaps.ts), and the search under way. */
  readonly sought: readonly number[]
  readonly seeking: Seeking | null
}

/** Two years, as the notice says (core/plan/tasks.ts); nothing else is known before a person says it. */
const FIRST: Laid = { settings: { title: '', years: 2, start: null, budget: null }, edits: NO_EDITS }
const MOST_STEPS = 100

/** One city's plan. */
export class PlanStore {
  readonly #ask: Engine['ask']
  #shelf: Shelf<KeptPlan> | null = null
  #state: PlanState = {
    laid: FIRST,
    past: [],
    future: [],
    plan: null,
    circles: [],
    proposals: 0,
    outside: 0,
    drafting: false,
    failure: null,
    restored: null,
    kept: null,
    older: null,
    table: null,
    sought: [],
    seeking: null,
  }
  #stop: (() => void) | null = null
  #drafted = ''
  #composing = false
  #waiting = false
  readonly #hearers = new Set<() => void>()

  constructor(ask: Engine['ask']) {
    this.#ask = ask
  }

  readonly subscribe = (hear: () => void): (() => void) => {
    this.#hearers.add(hear)
    return () => this.#hearers.delete(hear)
  }

  readonly state = (): PlanState => this.#state

  /** Drafts, unless this very draft (`key`) is there; what was kept of the city is laid over it. */
  async enter(shelf: Shelf<KeptPlan>, asked: DraftAsk, key: string): Promise<void> {
    if (!this.#shelf) {
      this.#shelf = shelf
      const found = await shelf.find()
      if (found) {
        const { settings, edits, at } = found
        this.#set({ laid: { settings, edits }, restored: at })
      }
    }
    if (this.#drafted === key) return
    this.#drafted = key
    this.#set({ drafting: true, failure: null })
    try {
      const { circles, proposals, outside } = await this.#ask('planDraft', asked)
      if (this.#drafted !== key) return
      this.#set({ circles, proposals, outside })
      await this.#compose()
    } catch (failure) {
      if (this.#drafted === key) this.#set({ failure: failure as Error, plan: null })
      this.#drafted = ''
    } finally {
      this.#set({ drafting: false })
    }
  }

  /** Changes what officers laid over the draft. */
  edit(change: (edits: PlanEdits) => PlanEdits): void {
    this.#lay({ ...this.#state.laid, edits: change(this.#state.laid.edits) })
  }

  setSettings(change: Partial<PlanSettings>): void {
    this.#lay({ ...this.#state.laid, settings: { ...this.#state.laid.settings, ...change } })
  }

  undo(): void {
    const { past, future, laid } = this.#state
    const to = past.at(-1)
    if (to) this.#show(to, past.slice(0, -1), [laid, ...future])
  }

  redo(): void {
    const { past, future, laid } = this.#state
    const [to, ...rest] = future
    if (to) this.#show(to, [...past, laid], rest)
  }

  /** Reads a plan.json and holds it against this city. */
  async load(file: string, text: string): Promise<void> {
    try {
      const read = await this.#ask('planRead', { file, text })
      let delivery: Delivery | null = null
      let why: Error | null = null
      try {
        delivery = await this.#ask('planDeliver', { file, text })
      } catch (error) {
        why = error as Error
      }
      this.#set({ older: { file, read, delivery, why }, failure: null })
    } catch (failure) {
      this.#set({ failure: failure as Error })
    }
  }

  /** Reads a plan.csv as officers bring it back: its edits are laid over those made here. */
  async loadTable(file: string, bytes: Uint8Array): Promise<void> {
    try {
      const { start } = this.#state.laid.settings
      const { edits, listed, findings } = await this.#ask('planTable', { file, bytes, start })
      this.edit((before) => editsOver(before, edits, listed))
      const changed = Object.keys(edits.changed).length + Object.keys(edits.removed).length
      this.#set({ table: { file, changed, findings }, failure: null })
    } catch (failure) {
      this.#set({ failure: failure as Error })
    }
  }

  closeTable(): void {
    this.#set({ table: null })
  }

  /** Seeks sites for what is lacked, a category at a time; those found before are let go. */
  async seek(asked: Seek): Promise<void> {
    this.stopSeeking()
    const run = seekSites(this.#ask, asked, (seeking) => this.#set({ seeking }))
    this.#stop = run.stop
    this.#set({ sought: [], failure: null })
    try {
      const sought = await run.found
      if (this.#stop === run.stop) this.#set({ sought })
    } catch (failure) {
      if (this.#stop === run.stop) this.#set({ failure: failure as Error })
    } finally {
      if (this.#stop === run.stop) {
        this.#stop = null
        this.#set({ seeking: null })
      }
    }
  }

  stopSeeking(): void {
    this.#stop?.()
  }

  /** Goes on with what was changed elsewhere; it can be taken back. */
  lay(to: Laid): void {
    this.#lay(to)
  }

  /** Goes on with what officers changed in the plan that was loaded. */
  adopt(): void {
    const { older } = this.#state
    if (older) this.#lay({ settings: older.read.settings, edits: older.read.edits })
  }

  closeOlder(): void {
    this.#set({ older: null })
  }

  /** Nothing changed by hand, and nothing kept; it can be taken back. */
  reset(): void {
    this.#lay({ ...this.#state.laid, edits: NO_EDITS })
    this.#set({ restored: null })
  }

  seen(): void {
    this.#set({ restored: null })
  }

  fail(failure: Error): void {
    this.#set({ failure })
  }

  #lay(to: Laid): void {
    const { past, laid } = this.#state
    this.#show(to, [...past, laid].slice(-MOST_STEPS), [])
  }

  #show(laid: Laid, past: readonly Laid[], future: readonly Laid[]): void {
    this.#set({ laid, past, future })
    void this.#compose()
    void this.#shelf?.keep({ at: Date.now(), ...laid }).then((kept) => this.#set({ kept }))
  }

  /** Composes what is laid now; while one is being composed only the newest waits. */
  async #compose(): Promise<void> {
    if (this.#composing) {
      this.#waiting = true
      return
    }
    this.#composing = true
    try {
      do {
        this.#waiting = false
        const plan = await this.#ask('planCompose', this.#state.laid)
        this.#set({ plan, failure: null })
      } while (this.#waiting)
    } catch (failure) {
      this.#set({ failure: failure as Error })
    } finally {
      this.#composing = false
    }
  }

  #set(change: Partial<PlanState>): void {
    this.#state = { ...this.#state, ...change }
    for (const hear of this.#hearers) hear()
  }
}
