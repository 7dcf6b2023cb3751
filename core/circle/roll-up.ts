// Shares of one category while the states of some cells change: the sums that `coverageOf` makes of all cells, to the last bit, made
// again only for the tracts in which something changed.
import type { AreaRow } from '../source/rows.ts'
import type { Category } from '../standard/define.ts'
import { shareOf } from './coverage.ts'
import type { Groups } from './facts.ts'
import { type CellFacts, type Coverage, type Share, STATES } from './measured.ts'

/** What a roll-up is made of. */
export interface RollUpInputs {
  readonly category: Category
  readonly areas: readonly AreaRow[]
  readonly facts: Pick<CellFacts, 'tract' | 'tractAreas'>
  readonly groups: Groups
}

/** Sums of people by state, kept up to date. */
export class RollUp {
  /** Per cell: index into STATES. Changed by `update` alone. */
  readonly state: Uint8Array
  readonly #inputs: RollUpInputs
  /** Cells of tract t, ascending: `#cells[#first[t] .. #first[t + 1])`. */
  readonly #first: Int32Array
  readonly #cells: Int32Array
  readonly #byTract: Float64Array

  /** Adds up all cells; `state` is kept. */
  constructor(inputs: RollUpInputs, state: Uint8Array) {
    const { facts, groups } = inputs
    this.#inputs = inputs
    this.state = state
    const tracts = facts.tractAreas.length
    this.#first = new Int32Array(tracts + 1)
    for (const t of facts.tract) this.#first[t + 1]!++
    for (let t = 0; t < tracts; t++) this.#first[t + 1]! += this.#first[t]!
    this.#cells = new Int32Array(state.length)
    const next = this.#first.slice()
    for (let i = 0; i < state.length; i++) this.#cells[next[facts.tract[i]!]!++] = i
    this.#byTract = new Float64Array(tracts * STATES.length * groups.bands.length)
    for (let t = 0; t < tracts; t++) this.#add(t)
  }

  /** Cell `cells[k]` has state `states[k]` from now on. */
  update(cells: Int32Array, states: Uint8Array): void {
    const { tract } = this.#inputs.facts
    const dirty = new Set<number>()
    cells.forEach((cell, k) => {
      this.state[cell] = states[k]!
      dirty.add(tract[cell]!)
    })
    for (const t of dirty) this.#add(t)
  }

  /** Residents of the whole city by state, in the order of STATES. */
  sums(): Float64Array<ArrayBuffer> {
    const width = this.#inputs.groups.bands.length
    const all = this.#place(null)
    return Float64Array.from(STATES, (_, s) => all[s * width]!)
  }

  /** The share of all residents of an area (index into `areas`); null: of the whole city. */
  share(area: number | null): Share {
    return shareOf(this.#place(area), 0, this.#inputs.groups.bands.length)
  }

  /** What `coverageOf` says of these states. */
  coverage(): readonly Coverage[] {
    const { areas, category, groups } = this.#inputs
    return [null, ...areas.keys()].flatMap((place) => {
      const sums = this.#place(place)
      return groups.bands.map((band, g): Coverage => {
        const share = shareOf(sums, g, groups.bands.length)
        return { area: place === null ? null : areas[place]!.id, category: category.id, band, share }
      })
    })
  }

  /** Adds up one tract, its cells in order, as they would be added among all others. */
  #add(t: number): void {
    const { bands, people } = this.#inputs.groups
    const width = bands.length
    const at = t * STATES.length * width
    this.#byTract.fill(0, at, at + STATES.length * width)
    for (let k = this.#first[t]!; k < this.#first[t + 1]!; k++) {
      const i = this.#cells[k]!
      const to = at + this.state[i]! * width
      for (let g = 0; g < width; g++) this.#byTract[to + g]! += people[i * width + g]!
    }
  }

  /** Sums of a place, by state and group, its tracts in order. */
  #place(area: number | null): Float64Array {
    const { facts, groups } = this.#inputs
    const block = STATES.length * groups.bands.length
    const sums = new Float64Array(block)
    facts.tractAreas.forEach((held, t) => {
      if (area !== null && !held.includes(area)) return
      for (let k = 0; k < block; k++) sums[k]! += this.#byTract[t * block + k]!
    })
    return sums
  }
}
