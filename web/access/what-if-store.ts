// The page's half of a what-if: the steps so far, the numbers they make, and the questions under way. It lives outside React, so that
// a drag draws anew only the few places that show its numbers.
import { type LngLat, planeAt } from '@yike/core/geo/meters.ts'
import type { Engine } from './engine.ts'
import { following, type Gate, PASSAGES, passageAfter, type Standing, type Step, standingAfter } from './steps.ts'
import type { Changed, WhatIfSums } from './what-if.ts'

/** What a click on the map does: turns what it meets, adds an outlet, or lays a path. */
export type Tool = 'turn' | 'add' | 'path'

/** What is to be seen of a what-if. A new object whenever anything changes. */
export interface WhatIfView {
  /** Index into the categories. */
  readonly category: number
  /** Per cell: index into STATES, as it began; what changed since was told to the painter, and is kept in it. */
  readonly states: Uint8Array
  readonly gates: readonly Gate[]
  readonly steps: readonly Step[]
  /** Where the outlets of the category stand after the steps. */
  readonly standing: ReadonlyMap<number, Standing>
  readonly sums: WhatIfSums
  readonly tool: Tool
  /** The outlet that arrow keys move. */
  readonly selected: number | null
  /** The outlet under the pointer's hand. */
  readonly dragged: number | null
  /** Where a path begins that has no end yet. */
  readonly pathFrom: LngLat | null
  /** True where the place last pointed at meets no street. */
  readonly refused: boolean
}

/** Puts changed cells on the map. */
export type Painter = (cells: Int32Array, states: Uint8Array) => void

/** Times of the drag at hand, for a benchmark: milliseconds in the worker for each answer. */
export interface Timed {
  readonly moves: number[]
}

interface Drag {
  readonly outlet: number
  /** Whether its move is among the steps made. */
  made: boolean
  /** Where the pointer was when nobody had asked yet. */
  wanted: LngLat | null
  /** The newest place that met a street. */
  at: LngLat | null
}

/** One what-if after another. */
export class WhatIfStore {
  readonly timed: Timed = { moves: [] }
  readonly #ask: Engine['ask']
  readonly #onFailure: (why: Error) => void
  readonly #hearers = new Set<() => void>()
  #view: WhatIfView | null = null
  #painter: Painter = () => {}
  #places: ReadonlyMap<number, LngLat> = new Map()
  #nextOutlet = 0
  #tail: Promise<void> = Promise.resolve()
  #drag: Drag | null = null
  #pumping = false
  #minutes: number | null = null

  constructor(ask: Engine['ask'], onFailure: (why: Error) => void) {
    this.#ask = ask
    this.#onFailure = onFailure
  }

  readonly subscribe = (hear: () => void): (() => void) => {
    this.#hearers.add(hear)
    return () => this.#hearers.delete(hear)
  }

  /** Null while the measured city is shown. */
  readonly view = (): WhatIfView | null => this.#view

  paintBy(painter: Painter): void {
    this.#painter = painter
  }

  /** Begins, or begins anew for another walker with the steps made so far. `places`: where the outlets of the category were measured; new outlets get numbers from `outlets` on. */
  enter(category: number, minutes: number, places: ReadonlyMap<number, LngLat>, outlets: number): Promise<void> {
    return this.#inTurn(async () => {
      const before = this.#view?.category === category ? this.#view : null
      this.#drag = null
      this.#places = places
      if (!before) this.#nextOutlet = outlets
      const { states, sums, gates, steps } = await this.#ask('whatIf', {
        category,
        minutes,
        steps: before?.steps ?? [],
      })
      const selected = before?.selected ?? null
      const calm = { dragged: null, pathFrom: null, refused: false, tool: before?.tool ?? ('turn' as const) }
      this.#view = { category, states, sums, gates, steps, standing: standingAfter(places, steps), selected, ...calm }
      this.#tell()
    })
  }

  /** Back to the measured city. */
  leave(): Promise<void> {
    return this.#inTurn(async () => {
      this.#view = null
      this.#drag = null
      this.#tell()
      await this.#ask('leave', null)
    })
  }

  /** Another limit; while one is answered only the newest is asked next. */
  setMinutes(minutes: number): void {
    const waits = this.#minutes !== null
    this.#minutes = minutes
    if (waits) return
    this.#inTurn(async () => {
      const asked = this.#minutes!
      this.#minutes = null
      if (!this.#view) return
      const { states, sums } = await this.#ask('whatIfMinutes', { minutes: asked })
      this.#set({ states, sums })
    })
  }

  setTool(tool: Tool): void {
    this.#set({ tool, pathFrom: null, refused: false, ...(tool === 'turn' ? {} : { selected: null }) })
  }

  select(outlet: number | null): void {
    this.#set({ selected: outlet })
  }

  /** The pointer holds an outlet at this place. One question is under way at a time, and the newest place is asked next. */
  drag(outlet: number, at: LngLat): void {
    if (!this.#view) return
    if (this.#drag?.outlet !== outlet) {
      this.#drag = { outlet, made: false, wanted: null, at: null }
      this.#set({ dragged: outlet, selected: outlet, refused: false })
    }
    this.#drag.wanted = at
    if (this.#pumping) return
    this.#pumping = true
    const drag = this.#drag
    this.#inTurn(async () => {
      try {
        while (drag.wanted) {
          const to = drag.wanted
          drag.wanted = null
          const step: Step = { kind: 'move', outlet, at: to }
          const changed = await this.#ask('step', { step, instead: drag.made })
          if (changed) {
            drag.made = true
            drag.at = to
            this.timed.moves.push(changed.ms)
          }
          this.#changed(changed, {})
        }
      } finally {
        this.#pumping = false
      }
    })
  }

  /** The pointer lets go: the move becomes a step, where the pointer last met a street. */
  drop(): Promise<void> {
    return this.#inTurn(async () => {
      const drag = this.#drag
      this.#drag = null
      if (!drag || !this.#view) return
      const { outlet, at } = drag
      const steps: readonly Step[] = at ? [...this.#view.steps, { kind: 'move', outlet, at }] : this.#view.steps
      this.#steps(steps, { dragged: null, refused: false })
    })
  }

  /** The pointer gives up: the outlet goes back to where it was. */
  cancel(): Promise<void> {
    if (this.#drag) this.#drag.wanted = null
    return this.#inTurn(async () => {
      const drag = this.#drag
      this.#drag = null
      if (!drag) return
      if (drag.made) this.#changed(await this.#ask('takeBack', { count: 1 }), {})
      this.#set({ dragged: null, refused: false })
    })
  }

  /** An outlet is moved by keys, so many metres from where it stands; one press after another is one step. */
  nudge(outlet: number, east: number, north: number): Promise<void> {
    return this.#inTurn(async () => {
      const its = this.#view?.standing.get(outlet)
      if (!its?.open) return
      const plane = planeAt(...its.at)
      const at: LngLat = [plane.lng(east), plane.lat(north)]
      const last = this.#view?.steps.at(-1)
      await this.#make({ kind: 'move', outlet, at }, last?.kind === 'move' && last.outlet === outlet)
    })
  }

  /** Closes an outlet that is open, opens one that is closed. */
  turnOutlet(outlet: number): Promise<void> {
    return this.#inTurn(async () => {
      const open = this.#view?.standing.get(outlet)?.open
      if (open === undefined) return
      this.#set({ selected: outlet })
      await this.#follow({ kind: open ? 'close' : 'reopen', outlet })
    })
  }

  /** Lets others pass a gate: everyone, residents, nobody, and round again. */
  turnGate(edge: number): Promise<void> {
    return this.#inTurn(async () => {
      const view = this.#view
      const gate = view?.gates.find((g) => g.edge === edge)
      if (!view || !gate) return
      const who = passageAfter(gate, view.steps)
      await this.#follow({ kind: 'gate', edge, who: PASSAGES[(PASSAGES.indexOf(who as 0 | 1 | 2) + 1) % 3]! })
    })
  }

  /** A place is pointed at, with the tool at hand. */
  place(at: LngLat): Promise<void> {
    return this.#inTurn(async () => {
      const view = this.#view
      if (view?.tool === 'add') {
        const outlet = this.#nextOutlet
        if (await this.#make({ kind: 'open', outlet, at }, false)) this.#nextOutlet++
      } else if (view?.tool === 'path' && !view.pathFrom) this.#set({ pathFrom: at, refused: false })
      else if (view?.tool === 'path') {
        const from = view.pathFrom!
        if (await this.#make({ kind: 'path', from, to: at }, false)) this.#set({ pathFrom: null })
      }
    })
  }

  /** Forgets the beginning of a path, or the selected outlet; false where there was neither. */
  giveUp(): boolean {
    if (this.#drag) void this.cancel()
    else if (this.#view?.pathFrom) this.#set({ pathFrom: null, refused: false })
    else if (this.#view?.selected != null) this.#set({ selected: null })
    else return false
    return true
  }

  undo(): Promise<void> {
    return this.#takeBack(1)
  }

  reset(): Promise<void> {
    return this.#takeBack(Infinity)
  }

  #takeBack(count: number): Promise<void> {
    return this.#inTurn(async () => {
      const view = this.#view
      if (!view || this.#drag || view.steps.length === 0) return
      const taken = Math.min(count, view.steps.length)
      const changed = await this.#ask('takeBack', { count: taken })
      this.#changed(changed, {})
      this.#steps(view.steps.slice(0, -taken), { pathFrom: null, refused: false })
    })
  }

  async #follow(step: Step): Promise<void> {
    const { steps, gates } = this.#view!
    const next = following(steps, step, gates)
    if (next.step) {
      await this.#make(next.step, next.instead)
      return
    }
    this.#changed(await this.#ask('takeBack', { count: 1 }), {})
    this.#steps(steps.slice(0, -1), {})
  }

  /** Makes a step and keeps it, with the places where a path meets the streets; whether it met a street. */
  async #make(step: Step, instead: boolean): Promise<boolean> {
    if (!this.#view) return false
    const { steps } = this.#view
    const changed = await this.#ask('step', { step, instead })
    this.#changed(changed, {})
    if (!changed) return false
    const [from, to] = changed.met ?? []
    const kept = step.kind === 'path' && from && to ? { ...step, from, to } : step
    this.#steps([...(instead ? steps.slice(0, -1) : steps), kept], { refused: false })
    return true
  }

  #changed(changed: Changed | null, rest: Partial<WhatIfView>): void {
    if (!this.#view) return
    if (!changed) {
      this.#set({ refused: true, ...rest })
      return
    }
    const { states } = this.#view
    changed.cells.forEach((cell, k) => {
      states[cell] = changed.states[k]!
    })
    this.#painter(changed.cells, changed.states)
    this.#set({ sums: changed.sums, refused: false, ...rest })
  }

  #steps(steps: readonly Step[], rest: Partial<WhatIfView>): void {
    const standing = standingAfter(this.#places, steps)
    const selected = this.#view?.selected ?? null
    this.#set({ steps, standing, selected: selected !== null && standing.has(selected) ? selected : null, ...rest })
  }

  #set(part: Partial<WhatIfView>): void {
    if (!this.#view) return
    this.#view = { ...this.#view, ...part }
    this.#tell()
  }

  #tell(): void {
    for (const hear of this.#hearers) hear()
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#tail = this.#tail.then(work).catch(this.#onFailure)
    return this.#tail
  }
}
