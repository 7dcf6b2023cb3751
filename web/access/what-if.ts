// The computing half of a what-if: one category of the measured city, and what steps make of it. Only what a step changes is
// computed and told; the numbers are core's own roll-up, to the last bit.
import type { Nearest } from '@yike/core/access/answers.ts'
import { doorsAt, doorsOfOutlets, doorsOfPopulation } from '@yike/core/access/points.ts'
import { type Edit, Scenario } from '@yike/core/access/scenario.ts'
import { type Spot, spotsOf } from '@yike/core/access/structure.ts'
import { statesOf } from '@yike/core/circle/coverage.ts'
import { groupsOf } from '@yike/core/circle/facts.ts'
import { indexFor, snapAll } from '@yike/core/circle/measure.ts'
import { type CellFacts, type Measured, type Share, STATES } from '@yike/core/circle/measured.ts'
import { RollUp } from '@yike/core/circle/roll-up.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import { gateOf } from '@yike/core/network/edit.ts'
import { DEGREES, EDGE_KINDS, EVERYONE, type WalkGraph } from '@yike/core/network/graph.ts'
import type { EdgeIndex, Snaps } from '@yike/core/network/snap.ts'
import type { Gate, Step } from './steps.ts'

/** New outlets that a what-if has room for. */
const ROOM = 1000
/** Areas named as the most changed. */
const MOST_AREAS = 6
const WITHIN = STATES.indexOf('within')

/** An area whose share is another than measured. */
export interface AreaChange {
  /** Index into the areas of the city. */
  readonly area: number
  readonly before: Share
  readonly after: Share
}

/** The numbers of a what-if beside those measured. */
export interface WhatIfSums {
  /** Residents by state, in the order of STATES. */
  readonly before: Float64Array
  readonly after: Float64Array
  /** Residents in cells that come within the limit, and in cells that no longer are. */
  readonly gained: number
  readonly lost: number
  /** The finest areas that change most, most people first. */
  readonly areas: readonly AreaChange[]
}

/** What changed. */
export interface Changed {
  readonly cells: Int32Array<ArrayBuffer>
  readonly states: Uint8Array<ArrayBuffer>
  readonly sums: WhatIfSums
  /** Where the newest step met the street: one place, or the two ends of a path; null where it has none. */
  readonly met: readonly LngLat[] | null
  /** How long it was computed, milliseconds. */
  readonly ms: number
}

/** The whole of it, when it begins or its limit is another. */
export interface Whole {
  /** Per cell: index into STATES. */
  readonly states: Uint8Array<ArrayBuffer>
  readonly sums: WhatIfSums
}

/** Gates of a network, by their smallest edge, where their sides meet. */
export function gatesOf(graph: WalkGraph): Gate[] {
  const GATE = EDGE_KINDS.indexOf('gate')
  const seen = new Uint8Array(graph.edges)
  const gates: Gate[] = []
  for (let e = 0; e < graph.edges; e++) {
    if (graph.kind[e] !== GATE || seen[e]) continue
    const sides = gateOf(graph, e)
    let [lng, lat] = [0, 0]
    for (const side of sides) {
      seen[side] = 1
      for (const n of [graph.from[side]!, graph.to[side]!]) {
        lng += graph.lng[n]! * DEGREES
        lat += graph.lat[n]! * DEGREES
      }
    }
    const ends = 2 * sides.length
    gates.push({ edge: e, at: [lng / ends, lat / ends], who: graph.who[e]! })
  }
  return gates
}

/** A step made, and how its place in the doors is taken back. */
interface Made {
  readonly step: Step
  readonly backDoors: () => void
}

/** One category of a measured city while steps are made. */
export class WhatIf {
  readonly #measured: Measured
  readonly #category: number
  readonly #scenario: Scenario
  readonly #made: Made[] = []
  /** Where outlets stand now, with room for new ones. */
  readonly #doors: { first: Int32Array; lng: Float64Array; lat: Float64Array }
  /** Streets by place: those measured, and for each number of paths laid those with the paths. */
  readonly #indexes: EdgeIndex[]
  #minutes: number
  #facts: CellFacts
  #before: Uint8Array
  #beforeSums!: RollUp
  #now!: RollUp

  constructor(measured: Measured, category: number, minutes: number) {
    const { graph, convention, population, outlets, serves, cellSnaps, outletSnaps, facts } = measured
    this.#measured = measured
    this.#category = category
    this.#minutes = minutes
    this.#facts = facts
    this.#indexes = [indexFor(graph, convention)]
    this.#doors = withRoom(doorsOfOutlets(outlets))
    this.#scenario = new Scenario({
      graph,
      walker: convention.walker,
      legs: convention.legs,
      limitDs: 0, // counts are not asked for here; nearest walks know no limit
      points: cellSnaps,
      outlets: outletSnaps,
      open: serves.flatMap((served, o) => (served.includes(category) ? [o] : [])),
      doors: {
        points: doorsOfPopulation(population),
        outlets: this.#doors,
        limitMeters: convention.snapLimitMeters,
        index: this.#indexes[0]!,
      },
    })
    this.#before = new Uint8Array(0)
    this.whole(minutes)
  }

  /** Walks from every cell as they are now. */
  get nearest(): Nearest {
    return this.#scenario.nearest
  }

  /** What core's roll-up says of it now. */
  get rollUp(): RollUp {
    return this.#now
  }

  /** All states and sums, for this limit. */
  whole(minutes: number): Whole {
    this.#minutes = minutes
    const { facts, areas, categories, population, nearest } = this.#measured
    const inputs = { category: categories[this.#category]!, areas, facts, groups: groupsOf(population) }
    this.#before = this.#states(nearest[this.#category]!, facts)
    this.#beforeSums = new RollUp(inputs, this.#before)
    this.#now = new RollUp(inputs, this.#states(this.#scenario.nearest, this.#facts))
    return { states: this.#now.state.slice() as Uint8Array<ArrayBuffer>, sums: this.#sums() }
  }

  /**
   * Makes a step; `instead`: in place of the newest. Null where its place meets no street: then nothing is made, and the newest
   * step stands as it did.
   */
  make(step: Step, instead: boolean): Changed | null {
    const begun = performance.now()
    const graph = this.#scenario.graph
    const touched = new Set<number>()
    const replaced = instead ? this.#made.at(-1)?.step : undefined
    if (replaced) this.#back(touched)
    const done = this.#do(step, touched)
    if (!done && replaced) this.#do(replaced, touched)
    const changed = this.#changed(touched, graph)
    if (!done) return null
    return { ...changed, met: done.met, ms: performance.now() - begun }
  }

  /** Takes the newest steps back. */
  takeBack(count: number): Changed {
    const begun = performance.now()
    const graph = this.#scenario.graph
    const touched = new Set<number>()
    for (let k = 0; k < count && this.#made.length > 0; k++) this.#back(touched)
    return { ...this.#changed(touched, graph), met: null, ms: performance.now() - begun }
  }

  #do(step: Step, touched: Set<number>): { readonly met: readonly LngLat[] | null } | null {
    const planned = this.#edit(step)
    if (!planned) return null
    let backDoors = () => {}
    if (step.kind === 'open' || step.kind === 'move') backDoors = this.#setDoor(step.outlet, step.at)
    for (const p of this.#scenario.apply(planned.edit).points) touched.add(p)
    this.#made.push({ step, backDoors })
    return planned
  }

  #back(touched: Set<number>): void {
    this.#made.pop()!.backDoors()
    for (const p of this.#scenario.undo()!.points) touched.add(p)
  }

  /** A step in the words of core, and where it meets the street. */
  #edit(step: Step): { readonly edit: Edit; readonly met: readonly LngLat[] | null } | null {
    switch (step.kind) {
      case 'close':
        return { edit: step, met: null }
      case 'reopen': {
        const spots = this.#spotsBeforeClosing(step.outlet)
        return { edit: { kind: 'open', outlet: step.outlet, spots }, met: null }
      }
      case 'open':
      case 'move': {
        const snaps = this.#snap(step.at)
        const spots = spotsOf(snaps, 0)
        if (spots.length === 0) return null
        return { edit: { kind: step.kind, outlet: step.outlet, spots }, met: [placeOf(snaps)] }
      }
      case 'gate': {
        const edges = [...gateOf(this.#scenario.graph, step.edge)]
        return { edit: { kind: 'gate', edges, who: step.who }, met: null }
      }
      case 'path': {
        const [a, b] = [this.#snap(step.from), this.#snap(step.to)]
        const [from, to] = [spotsOf(a, 0)[0], spotsOf(b, 0)[0]]
        if (!from || !to) return null
        return { edit: { kind: 'path', from, to, via: [], who: EVERYONE }, met: [placeOf(a), placeOf(b)] }
      }
    }
  }

  /** Where an outlet stood: steps after its closing may have cut the street there, so it is snapped anew if any path was laid. */
  #spotsBeforeClosing(outlet: number): readonly Spot[] {
    const { first, lng, lat } = this.#doors
    const [from, to] = [first[outlet]!, first[outlet + 1]!]
    const doors = { first: Int32Array.of(0, to - from), lng: lng.slice(from, to), lat: lat.slice(from, to) }
    return spotsOf(snapAll(this.#index(), doors, this.#measured.convention), 0)
  }

  #snap(at: LngLat): Snaps {
    return snapAll(this.#index(), doorsAt(Float64Array.of(at[0]), Float64Array.of(at[1])), this.#measured.convention)
  }

  #index(): EdgeIndex {
    const paths = this.#made.filter(({ step }) => step.kind === 'path').length
    this.#indexes.length = Math.min(this.#indexes.length, paths + 1)
    this.#indexes[paths] ??= indexFor(this.#scenario.graph, this.#measured.convention)
    return this.#indexes[paths]!
  }

  /** All doors of an outlet at one place; what takes it back. */
  #setDoor(outlet: number, at: LngLat): () => void {
    const { first, lng, lat } = this.#doors
    if (outlet + 1 >= first.length)
      throw new Error(`A what-if has room for ${ROOM} new outlets; got number ${outlet} of ${first.length - 1}.`)
    const [from, to] = [first[outlet]!, first[outlet + 1]!]
    const [oldLng, oldLat] = [lng.slice(from, to), lat.slice(from, to)]
    lng.fill(at[0], from, to)
    lat.fill(at[1], from, to)
    return () => {
      lng.set(oldLng, from)
      lat.set(oldLat, from)
    }
  }

  #states({ ds, mm, outlet }: Nearest, facts: CellFacts): Uint8Array {
    const { knowledge, convention } = this.#measured
    return statesOf([{ ds, mm, outlet }], [knowledge[this.#category]!], facts, {
      ...convention,
      minutes: this.#minutes,
    })
  }

  /** The touched cells whose state is another, by core's rule for just those. */
  #changed(touched: Set<number>, graph: WalkGraph): Pick<Changed, 'cells' | 'states' | 'sums'> {
    if (this.#scenario.graph !== graph) {
      const joined = this.#scenario.joined()
      for (let i = 0; i < joined.length; i++) if (joined[i] !== this.#facts.joined[i]) touched.add(i)
      this.#facts = { ...this.#facts, joined }
    }
    const asked = Int32Array.from(touched)
    const { joined, insideMeters, tract, tractAreas } = this.#facts
    const { ds, mm, outlet } = this.#scenario.nearest
    const states = this.#states(
      {
        ds: asked.map((i) => ds[i]!),
        mm: asked.map((i) => mm[i]!),
        outlet: asked.map((i) => outlet[i]!),
      },
      {
        joined: Uint8Array.from(asked, (i) => joined[i]!),
        insideMeters: Float64Array.from(asked, (i) => insideMeters[i]!),
        tract: asked.map((i) => tract[i]!),
        tractAreas,
      },
    )
    const other = asked.map((_, k) => k).filter((k) => states[k] !== this.#now.state[asked[k]!])
    const cells = other.map((k) => asked[k]!)
    const to = Uint8Array.from(other, (k) => states[k]!)
    this.#now.update(cells, to)
    return { cells, states: to, sums: this.#sums() }
  }

  #sums(): WhatIfSums {
    const { people } = this.#measured.population
    let [gained, lost] = [0, 0]
    const changed = new Set<number>()
    this.#now.state.forEach((state, i) => {
      const before = this.#before[i]!
      if (state === before) return
      if (state === WITHIN) gained += people[i]!
      if (before === WITHIN) lost += people[i]!
      const finest = this.#facts.tractAreas[this.#facts.tract[i]!]![0]
      if (finest !== undefined) changed.add(finest)
    })
    const areas = [...changed]
      .sort((a, b) => a - b)
      .map((area) => ({ area, before: this.#beforeSums.share(area), after: this.#now.share(area) }))
      .sort((a, b) => Math.abs(b.after.within - b.before.within) - Math.abs(a.after.within - a.before.within))
      .slice(0, MOST_AREAS)
    return { before: this.#beforeSums.sums(), after: this.#now.sums(), gained, lost, areas }
  }
}

const placeOf = (snaps: Snaps): LngLat => [snaps.lng[0]!, snaps.lat[0]!]

/** The same doors, and room for one of each new outlet: at no place yet. */
function withRoom({ first, lng, lat }: ReturnType<typeof doorsOfOutlets>) {
  const room = (column: Float64Array) => {
    const wider = new Float64Array(column.length + ROOM).fill(Number.NaN)
    wider.set(column)
    return wider
  }
  const wider = new Int32Array(first.length + ROOM)
  wider.set(first)
  for (let k = 0; k < ROOM; k++) wider[first.length + k] = first.at(-1)! + k + 1
  return { first: wider, lng: room(lng), lat: room(lat) }
}
