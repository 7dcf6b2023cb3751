// A network as it is being drawn: nodes and edges in the order they come, before they are sorted into a graph.
import { metersBetween } from '../geo/meters.ts'
import { Doubles, Ints } from '../source/osm/grow.ts'
import { EDGE_KINDS, type EdgeKind } from './graph.ts'

/** Collects nodes and edges. Node numbers are those of the streets, then those that were added. */
export class Draft {
  readonly lng: Doubles
  readonly lat: Doubles
  readonly from = new Ints(1024)
  readonly to = new Ints(1024)
  readonly lengthMm = new Ints(1024)
  readonly crossings = new Ints(1024)
  readonly way = new Doubles(1024)
  readonly kind = new Ints(1024)
  readonly who = new Ints(1024)

  /** Begins with the nodes of the streets. */
  constructor(lng: Float64Array, lat: Float64Array) {
    this.lng = new Doubles(lng.length + 64)
    this.lat = new Doubles(lat.length + 64)
    this.lng.append(lng as Float64Array<ArrayBuffer>, 0, lng.length)
    this.lat.append(lat as Float64Array<ArrayBuffer>, 0, lat.length)
  }

  /** One more node where `node` is; its number. */
  copyOf(node: number): number {
    return this.node(this.lng.data[node]!, this.lat.data[node]!)
  }

  /** One more node; its number. */
  node(lng: number, lat: number): number {
    this.lng.push(lng)
    this.lat.push(lat)
    return this.lng.length - 1
  }

  /** Millimetres between two nodes, whole. */
  mm(a: number, b: number): number {
    const { lng, lat } = this
    return Math.round(1000 * metersBetween(lng.data[a]!, lat.data[a]!, lng.data[b]!, lat.data[b]!))
  }

  /** One more edge; its number. */
  edge(from: number, to: number, lengthMm: number, kind: EdgeKind, who: number, way: number): number {
    this.from.push(from)
    this.to.push(to)
    this.lengthMm.push(lengthMm)
    this.crossings.push(0)
    this.way.push(way)
    this.kind.push(EDGE_KINDS.indexOf(kind))
    this.who.push(who)
    return this.from.length - 1
  }
}
