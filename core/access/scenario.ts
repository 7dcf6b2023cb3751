// What if? A stack of edits on one category of a measured city: outlets open, close and move, gates are opened and shut, a path is
// laid, the walker changes. After each edit the answers are those of a search from scratch, to the last bit, but only what the
// edit can reach is computed again; every edit can be undone.

import type { LngLat } from '../geo/meters.ts'
import { type PlaceOnEdge, placeAfter, type WithPath, withPassage, withPath } from '../network/edit.ts'
import type { WalkGraph } from '../network/graph.ts'
import type { DoorColumns, EdgeIndex, Snaps } from '../network/snap.ts'
import type { Nearest } from './answers.ts'
import { Ball } from './ball.ts'
import type { Walker } from './convention.ts'
import { type Entrance, entrancesOn } from './entrances.ts'
import { KEY } from './ground.ts'
import { Search } from './search.ts'
import { SpotTable } from './spots.ts'
import { differing, END, keysOf, type Spot, type Structure, spotsOf, structureOf, TOWN } from './structure.ts'
import { Surface } from './surface.ts'

/** One thing that is different. Outlets go by their number; those of the city come first, a new one takes any number above. */
export type Edit =
  | { readonly kind: 'open'; readonly outlet: number; readonly spots: readonly Spot[] }
  | { readonly kind: 'close'; readonly outlet: number }
  | { readonly kind: 'move'; readonly outlet: number; readonly spots: readonly Spot[] }
  /** The edges of a gate (all its sides) let `who` pass; see network/graph.ts. */
  | { readonly kind: 'gate'; readonly edges: readonly number[]; readonly who: number }
  /** A new footpath between two places of the network. Doors keep their streets; where it runs nearer it is one more entrance. */
  | {
      readonly kind: 'path'
      readonly from: PlaceOnEdge
      readonly to: PlaceOnEdge
      readonly via: readonly LngLat[]
      readonly who: number
    }
  | { readonly kind: 'walker'; readonly walker: Walker }

/** What an edit touched. */
export interface Touched {
  /** Nodes whose label was computed again, ascending. */
  readonly nodes: Int32Array
  /** Points whose nearest or count is another now, ascending. */
  readonly points: Int32Array
}

/** What a scenario begins with. */
export interface ScenarioInputs {
  readonly graph: WalkGraph
  readonly walker: Walker
  readonly legs: boolean
  readonly limitDs: number
  readonly points: Snaps
  readonly outlets: Snaps
  /** The outlets that are open. */
  readonly open: ArrayLike<number>
  /** Where the doors are, for the entrances that a new path makes; null: it makes none. */
  readonly doors: {
    readonly points: DoorColumns
    readonly outlets: DoorColumns
    readonly limitMeters: number
    readonly index: EdgeIndex
  } | null
}

const COUNT_ONLY = 1
const NEAREST_TOO = 2
const NO_PATH = new Int32Array(0)

/** The answers while edits are made. The arrays are updated in place. */
export class Scenario {
  readonly nearest: Nearest
  /** Per point: open outlets within the limit. */
  readonly count: Int32Array
  readonly limitDs: number
  readonly #points: SpotTable
  readonly #open = new Map<number, readonly Spot[]>()
  readonly #ball: Ball
  readonly #doors: ScenarioInputs['doors']
  readonly #done: { readonly edit: Edit; readonly undo: () => Touched }[] = []
  #structure: Structure
  #surface: Surface
  /** Points that the edit at hand may change, each once; whether their nearest may be another; by how much their count is. */
  readonly #suspects: number[] = []
  readonly #isSuspect: Uint8Array
  readonly #counted: Int32Array

  constructor({ graph, walker, legs, limitDs, points, outlets, open, doors }: ScenarioInputs) {
    this.#doors = doors
    this.#structure = structureOf(new Search(graph, walker, legs))
    this.limitDs = limitDs
    this.#points = new SpotTable(points, this.#structure)
    for (let i = 0; i < open.length; i++) this.#open.set(open[i]!, spotsOf(outlets, open[i]!))
    this.#surface = new Surface(this.#structure, this.#open)
    this.#ball = new Ball(3 * graph.nodes, points.points)
    this.#isSuspect = new Uint8Array(points.points)
    this.#counted = new Int32Array(points.points)
    const column = () => new Int32Array(points.points).fill(-1)
    this.nearest = { ds: column(), mm: column(), outlet: column() }
    this.count = new Int32Array(points.points)
    for (let p = 0; p < points.points; p++) this.#suspect(p)
    for (const spots of this.#open.values()) this.#tally(this.#structure, spots, 1)
    this.#settle()
  }

  /** The network as it is now. */
  get graph(): WalkGraph {
    return this.#structure.graph
  }

  get walker(): Walker {
    return this.#structure.search.walker
  }

  /** The edits made, the oldest first. */
  get edits(): readonly Edit[] {
    return this.#done.map(({ edit }) => edit)
  }

  /** Where an open outlet stands; undefined where it is not open. */
  spotsOf(outlet: number): readonly Spot[] | undefined {
    return this.#open.get(outlet)
  }

  /** Per point: 1 where one can walk from it to the town, as `Search.joined`; a gate or a path may change it. */
  joined(): Uint8Array {
    return this.#structure.search.joined(this.#points.edges())
  }

  /** Makes an edit. Throws where it speaks of an outlet that is not open, or opens one that is. */
  apply(edit: Edit): Touched {
    const undo = this.#make(edit)
    this.#done.push({ edit, undo })
    return this.#settle()
  }

  /** Takes the newest edit back; null where there is none. */
  undo(): Touched | null {
    return this.#done.pop()?.undo() ?? null
  }

  #make(edit: Edit): () => Touched {
    switch (edit.kind) {
      case 'open': {
        if (this.#open.has(edit.outlet)) throw new Error(`Outlet ${edit.outlet} is open already.`)
        this.#place(edit.outlet, edit.spots)
        return () => this.#settled(() => this.#remove(edit.outlet))
      }
      case 'close': {
        const was = this.#where(edit.outlet)
        this.#remove(edit.outlet)
        return () => this.#settled(() => this.#place(edit.outlet, was))
      }
      case 'move': {
        const was = this.#where(edit.outlet)
        this.#move(edit.outlet, edit.spots)
        return () => this.#settled(() => this.#move(edit.outlet, was))
      }
      case 'gate':
        return this.#restructureTo({ graph: withPassage(this.graph, edit.edges, edit.who), cuts: [], path: NO_PATH })
      case 'path': {
        return this.#restructureTo(withPath(this.graph, edit.from, edit.to, edit.via, edit.who))
      }
      case 'walker': {
        const was = this.walker
        this.#begin(edit.walker)
        return () => this.#settled(() => this.#begin(was))
      }
    }
  }

  #settled(act: () => void): Touched {
    act()
    return this.#settle()
  }

  #where(outlet: number): readonly Spot[] {
    const spots = this.#open.get(outlet)
    if (!spots) throw new Error(`Outlet ${outlet} is not open.`)
    return spots
  }

  #place(outlet: number, spots: readonly Spot[]): void {
    this.#open.set(outlet, spots)
    this.#surface.open(outlet, spots)
    this.#suspectOn(spots)
    this.#tally(this.#structure, spots, 1)
  }

  #remove(outlet: number): void {
    const spots = this.#where(outlet)
    this.#open.delete(outlet)
    this.#surface.close(outlet)
    this.#suspectOn(spots)
    this.#tally(this.#structure, spots, -1)
  }

  #move(outlet: number, spots: readonly Spot[]): void {
    this.#remove(outlet)
    this.#place(outlet, spots)
  }

  /** Another network; spots on cut edges move with them, and doors may get entrances. What takes it back. */
  #restructureTo({ graph, cuts, path }: WithPath): () => Touched {
    const before = this.#structure
    const after = structureOf(new Search(graph, before.search.walker, before.search.legs))
    const moves: { readonly spot: number; readonly was: Spot; readonly is: Spot }[] = []
    for (const edge of new Set(cuts.map((cut) => cut.edge))) {
      if (edge >= before.graph.edges) continue
      this.#points.eachOn(edge, (spot) => {
        const was = this.#points.at(spot)
        const is = placeAfter(cuts, was)
        if (is !== was) moves.push({ spot, was, is })
      })
    }
    const added = this.#entrances(graph, path)
    const were = new Map<number, readonly Spot[]>()
    const are = new Map<number, readonly Spot[]>()
    for (const [outlet, spots] of this.#open) {
      const entrance = added.outlets.get(outlet)
      const moved = [...spots.map((spot) => placeAfter(cuts, spot)), ...(entrance ? [entrance] : [])]
      if (moved.length === spots.length && moved.every((spot, i) => spot === spots[i])) continue
      were.set(outlet, spots)
      are.set(outlet, moved)
    }
    const forth = () => {
      for (const { spot, is } of moves) this.#points.move(spot, is.edge, is.offsetMm)
      for (const { point, spot } of added.points) this.#points.add(point, spot, after)
    }
    const back = () => {
      for (const _ of added.points) this.#points.removeLast()
      for (const { spot, was } of moves) this.#points.move(spot, was.edge, was.offsetMm)
    }
    this.#restructure(before, after, are, forth)
    return () => this.#settled(() => this.#restructure(after, before, were, back))
  }

  /** The entrances that a new path gives to points and to open outlets. */
  #entrances(graph: WalkGraph, path: Int32Array): { points: readonly Entrance[]; outlets: ReadonlyMap<number, Spot> } {
    if (!this.#doors) return { points: [], outlets: new Map() }
    const { points, outlets, limitMeters, index } = this.#doors
    const legOfPoint = (p: number) => {
      let least = Infinity
      for (let s = this.#points.firstOf[p]!; s >= 0; s = this.#points.nextOf.data[s]!)
        least = Math.min(least, this.#points.at(s).legMm)
      return least
    }
    // one that is shut needs no entrance
    const legOfOutlet = (o: number) => {
      const spots = this.#open.get(o)
      return spots ? Math.min(Infinity, ...spots.map((spot) => spot.legMm)) : 0
    }
    const ofOutlets = entrancesOn(graph, path, outlets, legOfOutlet, limitMeters, index)
    return {
      points: entrancesOn(graph, path, points, legOfPoint, limitMeters, index),
      outlets: new Map(ofOutlets.map(({ point, spot }) => [point, spot])),
    }
  }

  #restructure(
    from: Structure,
    to: Structure,
    moved: ReadonlyMap<number, readonly Spot[]>,
    movePoints: () => void,
  ): void {
    const changed = differing(from, to)
    if (changed.length === 0) return
    const ends = (structure: Structure) => {
      const nodes = new Set<number>()
      for (const e of changed)
        if (e < structure.graph.edges) nodes.add(structure.graph.from[e]!).add(structure.graph.to[e]!)
      return nodes
    }
    // outlets that may count for others now: whoever was or is within the limit of what changed
    const near = new Set<number>(moved.keys())
    const note = (edge: number) => {
      for (const { outlet } of this.#surface.outletsOn(edge)) near.add(outlet)
    }
    this.#ball.eachEdgeNear(from, ends(from), this.limitDs, note)
    this.#ball.eachEdgeNear(to, ends(to), this.limitDs, note)
    for (const e of changed) note(e)
    for (const outlet of near) this.#tally(from, this.#open.get(outlet)!, -1)

    for (const e of changed) if (e < from.graph.edges) this.#suspectOn([{ edge: e }])
    this.#points.growTo(to)
    movePoints()
    for (const e of changed) this.#points.eachOn(e, (spot) => this.#points.reckon(spot, to))
    for (const [outlet, spots] of moved) this.#open.set(outlet, spots)
    this.#structure = to
    this.#surface.restructure(to, changed, moved)
    for (const e of changed) if (e < to.graph.edges) this.#suspectOn([{ edge: e }])
    for (const outlet of near) this.#tally(to, this.#open.get(outlet)!, 1)
  }

  /** Everything anew, for another walker: every cost is another. */
  #begin(walker: Walker): void {
    this.#structure = structureOf(new Search(this.graph, walker, this.#structure.search.legs))
    this.#surface = new Surface(this.#structure, this.#open)
    this.#surface.touchAll()
    this.#points.reckonAll(this.#structure)
    const before = this.count.slice()
    this.count.fill(0)
    for (const spots of this.#open.values()) this.#tally(this.#structure, spots, 1)
    for (let p = 0; p < before.length; p++) {
      this.#suspect(p)
      this.#counted[p] = this.count[p]! - before[p]!
    }
  }

  #tally(structure: Structure, spots: readonly Spot[], by: 1 | -1): void {
    this.#ball.each(structure, spots, this.#points, this.limitDs, (point) => {
      this.count[point]! += by
      this.#counted[point]! += by
      if (this.#isSuspect[point]) return
      this.#isSuspect[point] = COUNT_ONLY
      this.#suspects.push(point)
    })
  }

  #suspect(point: number): void {
    if (this.#isSuspect[point] === 0) this.#suspects.push(point)
    this.#isSuspect[point] = NEAREST_TOO
  }

  #suspectOn(spots: readonly { readonly edge: number }[]): void {
    for (const { edge } of spots) this.#points.eachOn(edge, (spot) => this.#suspect(this.#points.point.data[spot]!))
  }

  /** Answers again for every point that may have changed, and says which did. */
  #settle(): Touched {
    const nodes = this.#surface.takeTouched()
    const points = this.#points
    const { graph } = this.#structure
    for (const node of nodes) {
      if (node >= graph.nodes) continue
      for (let a = graph.first[node]!; a < graph.first[node + 1]!; a += 2) {
        const e = graph.arcs[a + 1]!
        for (let s = points.firstOn.data[e]!; s >= 0; s = points.nextOn.data[s]!) this.#suspect(points.point.data[s]!)
      }
    }
    const changed: number[] = []
    for (const point of this.#suspects) {
      const another = this.#isSuspect[point] === NEAREST_TOO && this.#answer(point)
      if (another || this.#counted[point] !== 0) changed.push(point)
      this.#counted[point] = 0
      this.#isSuspect[point] = 0
    }
    this.#suspects.length = 0
    return { nodes, points: Int32Array.from(changed).sort() }
  }

  /** The nearest of point `p`, written down; whether it is another than before. */
  #answer(p: number): boolean {
    const { graph, isEnd } = this.#structure
    const { firstOf, nextOf, edge, toFrom, toTo, leg, along } = this.#points
    const surface = this.#surface
    let best = Infinity
    let outlet = -1
    for (let s = firstOf[p]!; s >= 0; s = nextOf.data[s]!) {
      const e = edge.data[s]!
      if (toFrom.data[s] === Infinity) continue
      const phase = isEnd[e] ? END : TOWN
      for (let end = 0; end < 2; end++) {
        const node = end === 0 ? graph.from[e]! : graph.to[e]!
        const at = surface.keyAt(node, phase) + (end === 0 ? toFrom : toTo).data[s]!
        if (at > best || at === Infinity) continue
        const owner = surface.ownerAt(node, phase)
        if (at === best && owner >= outlet) continue
        best = at
        outlet = owner
      }
      for (const on of surface.outletsOn(e)) {
        const its = keysOf(this.#structure, on.spot)
        const at = leg.data[s]! + its.leg + Math.abs(along.data[s]! - its.along)
        if (at > best || (at === best && on.outlet >= outlet)) continue
        best = at
        outlet = on.outlet
      }
    }
    const { ds, mm, outlet: nearest } = this.nearest
    const [newDs, newMm] = outlet < 0 ? [-1, -1] : [Math.floor(best / KEY), best % KEY]
    const same = ds[p] === newDs && mm[p] === newMm && nearest[p] === outlet
    ds[p] = newDs
    mm[p] = newMm
    nearest[p] = outlet
    return !same
  }
}
