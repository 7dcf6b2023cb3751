// Streets, plazas and walls, and the nodes they run through.
import type { Plaza, Streets, Tags } from '../rows.ts'
import { knowing } from '../way-sets.ts'
import type { Collected, FootNodes } from './collect.ts'
import { Doubles, Ints } from './grow.ts'
import type { Lines } from './lines.ts'
import { degreesOf, type NodeColumns } from './nodes.ts'
import { closedNodes, pieces, type Shape } from './shapes.ts'
import { PLAZA, STREET, WALL } from './tags.ts'

/**
 * The streets of a file. A way with missing nodes becomes several of the same id, cut there. An area that cannot be
 * made whole is not dropped: its outline, as far as it is there, is kept as ways with the area's tags.
 * Where streets are all that is wanted (`only`), the nodes of `found` are given up for theirs.
 * The tags of ways and the ids and places of nodes are made when first asked for: who builds a network asks for none of them.
 */
export function streetsOf(found: Collected, cut: Uint8Array, shapes: readonly Shape[], only = false): Streets {
  const { nodes, lines, memberLine, footNodes } = found
  const ways = new Ways(lines)
  const walls = new Chains(1024)
  const areas = new Areas(lines)
  for (let l = 0; l < lines.count; l++) {
    const is = lines.is.data[l]!
    if (is & WALL) addLine(lines, l, cut, walls)
    if (!(is & (STREET | PLAZA))) continue
    if (is & PLAZA && !cut[l]) areas.addLine(l)
    else ways.add(l, cut, null)
  }
  for (const { relation, outer, inner, whole } of shapes) {
    const { tags } = relation
    if (!(relation.is & PLAZA)) continue
    if (outer.length > 0) areas.add(`relation/${relation.id}`, tags, outer, inner)
    if (whole) continue
    const closed = new Set(outer.flatMap((ring) => [...ring]))
    for (const way of relation.outer) {
      const l = memberLine.get(way)
      if (l === undefined || lines.is.data[l]! & (STREET | PLAZA)) continue
      const first = lines.at.data[lines.first.data[l]!]!
      const second = lines.at.data[lines.first.data[l]! + 1]!
      if (!(closed.has(first) && closed.has(second))) ways.add(l, cut, tags)
    }
  }

  const { street, count } = numbered(nodes, ways.chains, walls, areas)
  const units = unitsOf(nodes, street, count, only)
  const { sets, line, extra } = ways
  const tagsOf = (way: number): Tags => {
    const l = line.data[way]!
    return l >= 0 ? lines.tagsOf(l) : extra[-1 - l]!
  }
  const place = (side: 0 | 1): Float64Array => {
    const all = new Float64Array(count)
    if (units) for (let s = 0; s < count; s++) all[s] = degreesOf(units[2 * s + side]!)
    else
      for (let n = 0; n < street.length; n++)
        if (street[n]! >= 0) all[street[n]!] = side === 0 ? nodes.lng(n) : nodes.lat(n)
    return all
  }
  let [lng, lat]: (Float64Array | null)[] = []
  let nodeId: Float64Array | null = null
  let wayTags: readonly Tags[] | null = null
  const streets: Streets = {
    get nodeId() {
      nodeId ??= idsOf(nodes, street, count)
      return nodeId
    },
    get lng() {
      lng ??= place(0)
      return lng
    },
    get lat() {
      lat ??= place(1)
      return lat
    },
    nodeTags: nodeTagsOf(footNodes, street),
    wayId: ways.id.done(),
    wayFirst: ways.chains.first.done(),
    wayRefs: ways.chains.numbered(street),
    get wayTags() {
      wayTags ??= Array.from({ length: line.length }, (_, way) => tagsOf(way))
      return wayTags
    },
    wayLengthMm: null,
    plazas: areas.plazas(street),
    wallFirst: walls.first.done(),
    wallRefs: walls.numbered(street),
  }
  const known = { of: sets.done(), tags: [...lines.sets.tags, ...extra], tagsOf, plazas: areas.bearing }
  return knowing(streets, known, units)
}

/** Adds a line, in pieces where it is cut, and says in how many. */
function addLine(lines: Lines, l: number, cut: Uint8Array, to: Chains): number {
  if (!cut[l]) return Number(to.add(lines.at.data, lines.first.data[l]!, lines.first.data[l + 1]!))
  let count = 0
  for (const piece of pieces(lines, l)) count += Number(to.add(Int32Array.from(piece), 0, piece.length))
  return count
}

/** Numbers for the nodes that something of these runs through, in the order of their ids; −1 for the others. */
function numbered(
  nodes: NodeColumns,
  ways: Chains,
  walls: Chains,
  areas: Areas,
): { street: Int32Array; count: number } {
  const street = new Int32Array(nodes.count)
  const mark = (refs: Int32Array, count: number) => {
    for (let i = 0; i < count; i++) street[refs[i]!] = 1
  }
  for (const { refs } of [ways, walls, areas]) mark(refs.data, refs.length)
  let count = 0
  for (let n = 0; n < street.length; n++) street[n] = street[n] === 1 ? count++ : -1
  return { street, count }
}

/** Places of the numbered nodes in units; null where the file has some between those. */
function unitsOf(nodes: NodeColumns, street: Int32Array, count: number, inPlace: boolean): Int32Array | null {
  const all = nodes.units
  if (!all) return null
  const units = inPlace ? all.subarray(0, 2 * count) : new Int32Array(2 * count)
  for (let n = 0, at = 0; n < street.length; n++) {
    if (street[n]! < 0) continue
    units[at++] = all[2 * n]!
    units[at++] = all[2 * n + 1]!
  }
  return units
}

function idsOf(nodes: NodeColumns, street: Int32Array, count: number): Float64Array {
  const all = nodes.ids()
  const ids = new Float64Array(count)
  for (let n = 0; n < street.length; n++) if (street[n]! >= 0) ids[street[n]!] = all[n]!
  return ids
}

function nodeTagsOf({ node, tags }: FootNodes, street: Int32Array): ReadonlyMap<number, Tags> {
  const nodeTags = new Map<number, Tags>()
  for (let i = 0; i < node.length; i++) {
    const s = node[i]! >= 0 ? street[node[i]!]! : -1
    if (s >= 0) nodeTags.set(s, tags[i]!)
  }
  return nodeTags
}

/** Ways as they are collected. */
class Ways {
  readonly #lines: Lines
  readonly chains: Chains
  readonly id: Doubles
  readonly sets: Ints
  /** Per way: its line; −1 − k for one whose tags are `extra[k]`, which are a set of their own. */
  readonly line: Ints
  readonly extra: Tags[] = []

  constructor(lines: Lines) {
    this.#lines = lines
    this.chains = new Chains(lines.at.length, lines.count + 1)
    this.id = new Doubles(lines.count)
    this.sets = new Ints(lines.count)
    this.line = new Ints(lines.count)
  }

  /** Adds a line with its own tags or, where they are not null, with others. */
  add(l: number, cut: Uint8Array, tags: Tags | null): void {
    let count = addLine(this.#lines, l, cut, this.chains)
    if (count > 0 && tags) this.extra.push(tags)
    for (; count > 0; count--) {
      this.id.push(this.#lines.id.data[l]!)
      this.sets.push(tags ? this.#lines.sets.tags.length + this.extra.length - 1 : this.#lines.set.data[l]!)
      this.line.push(tags ? -this.extra.length : l)
    }
  }
}

/** Areas that are walked across, as they are collected. */
class Areas {
  readonly #lines: Lines
  /** The nodes of all rings, one behind the other. */
  readonly refs = new Ints(1024)
  /** Where each ring ends. */
  readonly #ends: number[] = []
  /** Per area: its id, its line or all its tags, and how many outer and inner rings it has. */
  readonly #areas: { id: string; tags: Tags | number; outer: number; inner: number }[] = []
  /** Per area: those of its tags that say what it is. */
  readonly bearing: Tags[] = []

  constructor(lines: Lines) {
    this.#lines = lines
  }

  /** Adds a closed line. */
  addLine(l: number): void {
    this.#ring(closedNodes(this.#lines, l))
    this.#areas.push({ id: `way/${this.#lines.id.data[l]}`, tags: l, outer: 1, inner: 0 })
    this.bearing.push(this.#lines.bearingOf(l))
  }

  /** Adds an area of rings. */
  add(id: string, tags: Tags, outer: readonly Int32Array[], inner: readonly Int32Array[]): void {
    for (const ring of outer) this.#ring(ring)
    for (const ring of inner) this.#ring(ring)
    this.#areas.push({ id, tags, outer: outer.length, inner: inner.length })
    this.bearing.push(tags)
  }

  #ring(nodes: Int32Array): void {
    this.refs.append(nodes as Int32Array<ArrayBuffer>, 0, nodes.length)
    this.#ends.push(this.refs.length)
  }

  /** The areas with their nodes exchanged for their entries in `to`; to be asked once. Tags are made when asked for. */
  plazas(to: Int32Array): Plaza[] {
    const { data, length } = this.refs
    for (let i = 0; i < length; i++) data[i] = to[data[i]!]!
    const lines = this.#lines
    let ring = 0
    const next = () => data.subarray(this.#ends[ring - 1] ?? 0, this.#ends[ring++])
    return this.#areas.map(({ id, tags, outer, inner }) => ({
      id,
      get tags() {
        return typeof tags === 'number' ? lines.tagsOf(tags) : tags
      },
      outer: Array.from({ length: outer }, next),
      inner: Array.from({ length: inner }, next),
    }))
  }
}

/** Lists of node indices, one behind the other. */
class Chains {
  readonly first: Ints
  readonly refs: Ints

  /** With room for so many indices, in so many lists. */
  constructor(room: number, lists = 64) {
    this.first = new Ints(lists)
    this.refs = new Ints(room)
    this.first.push(0)
  }

  /** Adds the indices `from .. to` of a list, one that repeats the one before it left out; false if fewer than two are left. */
  add(list: Int32Array, from: number, to: number): boolean {
    const { refs } = this
    refs.reserve(to - from)
    const { data, length } = refs
    let end = length
    let last = -1
    for (let i = from; i < to; i++) {
      const n = list[i]!
      if (n !== last) data[end++] = n
      last = n
    }
    if (end - length < 2) return false
    refs.length = end
    this.first.push(end)
    return true
  }

  /** The indices, each exchanged for its entry in `to`; to be asked once, since it is done in place. */
  numbered(to: Int32Array): Int32Array {
    const { data, length } = this.refs
    for (let i = 0; i < length; i++) data[i] = to[data[i]!]!
    return data.subarray(0, length)
  }
}
