// Streets, plazas and walls, and the nodes they run through.
import type { Plaza, Streets, Tags } from '../rows.ts'
import type { Collected } from './collect.ts'
import { Doubles, Ints } from './grow.ts'
import type { Located } from './locate.ts'
import { closedNodes, pieces, type Shape } from './shapes.ts'
import { PLAZA, STREET, WALL } from './tags.ts'

/**
 * The streets of a file. A way with missing nodes becomes several of the same id, cut there. An area that cannot be
 * made whole is not dropped: its outline, as far as it is there, is kept as ways with the area's tags.
 */
export function streetsOf(found: Collected, nodes: Located, cut: Uint8Array, shapes: readonly Shape[]): Streets {
  const { lines, memberLine, footNodes } = found
  const wayId = new Doubles()
  const ways = new Chains()
  const wayTags: Tags[] = []
  const walls = new Chains()
  const areas: { id: string; tags: Tags; outer: readonly Int32Array[]; inner: readonly Int32Array[] }[] = []
  /** Adds a line, in pieces where it is cut, and says in how many. */
  const add = (l: number, to: Chains): number => {
    if (!cut[l]) return Number(to.add(nodes.at, lines.first.data[l]!, lines.first.data[l + 1]!))
    let count = 0
    for (const piece of pieces(found, l, nodes)) count += Number(to.add(piece, 0, piece.length))
    return count
  }
  const addWay = (l: number, tags: Tags) => {
    for (let count = add(l, ways); count > 0; count--) {
      wayId.push(lines.id.data[l]!)
      wayTags.push(tags)
    }
  }

  for (let l = 0; l < lines.id.length; l++) {
    const is = lines.is.data[l]!
    if (is & WALL) add(l, walls)
    if (!(is & (STREET | PLAZA))) continue
    const tags = lines.tags[l]!
    if (is & PLAZA && !cut[l])
      areas.push({ id: `way/${lines.id.data[l]}`, tags, outer: [closedNodes(found, l, nodes)], inner: [] })
    else addWay(l, tags)
  }
  for (const { relation, outer, inner, whole } of shapes) {
    const { tags } = relation
    if (!(relation.is & PLAZA)) continue
    if (outer.length > 0) areas.push({ id: `relation/${relation.id}`, tags, outer, inner })
    if (whole) continue
    const closed = new Set(outer.flatMap((ring) => [...ring]))
    for (const way of relation.outer) {
      const l = memberLine.get(way)
      if (l === undefined || lines.is.data[l]! & (STREET | PLAZA)) continue
      const first = nodes.at[lines.first.data[l]!]!
      const second = nodes.at[lines.first.data[l]! + 1]!
      if (!(closed.has(first) && closed.has(second))) addWay(l, tags)
    }
  }

  // Only nodes that something of the above runs through, in the order of their ids.
  const street = new Int32Array(nodes.id.length).fill(-1)
  const mark = (refs: Int32Array, count: number) => {
    for (let i = 0; i < count; i++) street[refs[i]!] = 0
  }
  for (const { refs } of [ways, walls]) mark(refs.data, refs.length)
  for (const { outer, inner } of areas) for (const ring of [...outer, ...inner]) mark(ring, ring.length)
  let count = 0
  for (let n = 0; n < street.length; n++) if (street[n] === 0) street[n] = count++
  const nodeId = new Float64Array(count)
  const lng = new Float64Array(count)
  const lat = new Float64Array(count)
  for (let n = 0; n < street.length; n++) {
    const s = street[n]!
    if (s < 0) continue
    nodeId[s] = nodes.id[n]!
    lng[s] = nodes.lng[n]!
    lat[s] = nodes.lat[n]!
  }
  const nodeTags = new Map<number, Tags>()
  for (let s = 0; s < count; s++) {
    const tags = footNodes.get(nodeId[s]!)
    if (tags) nodeTags.set(s, tags)
  }
  const ring = (indices: Int32Array) => indices.map((n) => street[n]!)
  const plazas: Plaza[] = areas.map(({ id, tags, outer, inner }) => ({
    id,
    tags,
    outer: outer.map(ring),
    inner: inner.map(ring),
  }))
  return {
    nodeId,
    lng,
    lat,
    nodeTags,
    wayId: wayId.done(),
    wayFirst: ways.first.done(),
    wayRefs: ways.done(street),
    wayTags,
    wayLengthMm: null,
    plazas,
    wallFirst: walls.first.done(),
    wallRefs: walls.done(street),
  }
}

/** Lists of node indices, one behind the other. */
class Chains {
  readonly first = new Ints()
  readonly refs = new Ints()

  constructor() {
    this.first.push(0)
  }

  /** Adds the indices `from .. to` of a list, one that repeats the one before it left out; false if fewer than two are left. */
  add(list: ArrayLike<number>, from: number, to: number): boolean {
    const { refs } = this
    const before = refs.length
    let last = -1
    for (let i = from; i < to; i++) {
      const n = list[i]!
      if (n !== last) refs.push(n)
      last = n
    }
    if (refs.length - before < 2) {
      refs.length = before
      return false
    }
    this.first.push(refs.length)
    return true
  }

  /** The indices, each exchanged for its entry in `to`. */
  done(to: Int32Array): Int32Array {
    const indices = this.refs.done()
    for (let i = 0; i < indices.length; i++) indices[i] = to[indices[i]!]!
    return indices
  }
}
