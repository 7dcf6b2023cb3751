// The drawing board: nodes, ways and relations of the city as OSM will have them, in metres until the very end.
// Streets are drawn first and pinned later: a gate, a lane or a crossing adds its node to a street that is already there.
import type { Tags } from '@yike/core/source/rows.ts'
import { along, apart, type P, type Quad, type Side } from './shape.ts'

/** A way that others may still be joined to. Piece k runs from `nodes[k]` to `nodes[k + 1]`. */
export interface Road {
  readonly nodes: number[]
  tags: Tags
  readonly pins: { readonly piece: number; readonly t: number; readonly node: number }[]
}

/** Where a piece of ground may be entered from: a stretch of street, and the pavement before it where that is drawn apart. */
export interface Kerb {
  readonly street: Road
  readonly piece: number
  /** Shares of the piece at which the stretch begins and ends, in the direction of the ground's side. */
  readonly from: number
  readonly to: number
  /** The pavement, over the same stretch; null where people walk on the street itself. */
  readonly pavement: Road | null
  readonly name: string
}

/** A relation, members by index of way. */
export interface Relation {
  readonly ways: readonly { readonly way: number; readonly role: string }[]
  readonly tags: Tags
}

/** Pins nearer to each other than this become one node, metres. */
const SAME = 3

/** What `make` gives for a key, made the first time that it is asked for. */
export function once<K, V>(made: Map<K, V>, key: K, make: () => V): V {
  let value = made.get(key)
  if (value === undefined) {
    value = make()
    made.set(key, value)
  }
  return value
}

export class Drawing {
  readonly x: number[] = []
  readonly y: number[] = []
  readonly nodeTags = new Map<number, Tags>()
  readonly ways: { readonly refs: readonly number[]; readonly tags: Tags }[] = []
  readonly relations: Relation[] = []
  readonly #roads: Road[] = []

  /** A new node; its index. */
  node(p: P, tags?: Tags): number {
    this.x.push(p[0])
    this.y.push(p[1])
    if (tags) this.nodeTags.set(this.x.length - 1, tags)
    return this.x.length - 1
  }

  at(node: number): P {
    return [this.x[node]!, this.y[node]!]
  }

  /** A way through nodes that may be pinned to until `finish`. */
  road(nodes: number[], tags: Tags): Road {
    const road: Road = { nodes, tags, pins: [] }
    this.#roads.push(road)
    return road
  }

  /** The node of a road at share `t` of a piece: one that is there already if it is within 3 m, else a new one. */
  pin(road: Road, piece: number, t: number, tags?: Tags): number {
    const a = road.nodes[piece]!
    const b = road.nodes[piece + 1]!
    const p = along(this.at(a), this.at(b), t)
    const near = (node: number) => apart(this.at(node), p) < SAME
    if (!tags) {
      if (near(a)) return a
      if (near(b)) return b
      for (const pin of road.pins) if (pin.piece === piece && near(pin.node)) return pin.node
    }
    const node = this.node(p, tags)
    road.pins.push({ piece, t, node })
    return node
  }

  /** Nodes that lead in from a kerb at share `u` of it: the street's, then the pavement's where there is one. */
  enter(kerb: Kerb, u: number): number[] {
    const t = kerb.from + (kerb.to - kerb.from) * u
    const street = this.pin(kerb.street, kerb.piece, t)
    return kerb.pavement ? [street, this.pin(kerb.pavement, 0, t)] : [street]
  }

  /** A way that is finished as it stands; its index. */
  way(refs: readonly number[], tags: Tags): number {
    return this.ways.push({ refs, tags }) - 1
  }

  /** Adds tags to a finished way. */
  tagWay(way: number, tags: Tags): void {
    const { refs, tags: old } = this.ways[way]!
    this.ways[way] = { refs, tags: { ...old, ...tags } }
  }

  /** A line through new nodes. */
  line(points: readonly P[], tags: Tags): number {
    return this.way(
      points.map((p) => this.node(p)),
      tags,
    )
  }

  /** A closed way round new nodes. */
  area(points: readonly P[], tags: Tags): number {
    const refs = points.map((p) => this.node(p))
    return this.way([...refs, refs[0]!], tags)
  }

  /** A closed road round a quad; piece k is its side k, counter-clockwise. */
  loop(q: Quad, tags: Tags): Road {
    const refs = q.map((p) => this.node(p))
    return this.road([...refs, refs[0]!], tags)
  }

  /** Pins a loop on a side at share `t` in the direction that sides run in (north and west run against the loop). */
  pinLoop(loop: Road, side: Side, t: number, tags?: Tags): number {
    return this.pin(loop, side, side >= 2 ? 1 - t : t, tags)
  }

  /** Writes the roads, with all that was pinned to them, as ways. */
  finish(): void {
    for (const { nodes, tags, pins } of this.#roads) {
      pins.sort((a, b) => a.piece - b.piece || a.t - b.t || a.node - b.node)
      const refs: number[] = []
      let next = 0
      nodes.forEach((node, piece) => {
        if (refs.at(-1) !== node) refs.push(node)
        while (next < pins.length && pins[next]!.piece === piece) refs.push(pins[next++]!.node)
      })
      this.way(refs, tags)
    }
    this.#roads.length = 0
  }
}
