// A primitive block as columns: runs of nodes, of ways, of relations, with tags as numbers into the block's strings.
// The columns are used again for the next run, so a visitor takes what it wants and keeps no run.
import { countPacked, Fields, Garbled, needEnd, readDeltas, readInts, readPairs } from './fields.ts'
import {
  type Grid,
  NOTHING,
  type NodeRun,
  type PackedWayRun,
  type RelationRun,
  Run,
  type TaggedNodeRun,
  type WayRun,
} from './runs.ts'
import { Strings } from './strings.ts'

export type { NodeRun, PackedWayRun, RelationRun, TaggedNodeRun, WayRun } from './runs.ts'

/** What is wanted of a block; runs come in the order of the file. */
export interface Visitor {
  /** The verdict on a key: bits of the visitor's own, 0 for nothing (see `Strings.verdict`). */
  readonly judge: (key: string) => number
  /** Called with all nodes and their tags. */
  readonly nodes?: (run: TaggedNodeRun, strings: Strings) => void
  /** Called with all nodes; their tags are not read. Not together with `nodes`. */
  readonly allNodes?: (run: NodeRun) => void
  readonly ways?: (run: WayRun, strings: Strings) => void
  /** Called with ways as they are packed; not together with `ways`. */
  readonly packedWays?: (run: PackedWayRun, strings: Strings) => void
  /** Called with ways as they are packed and without their tags; not together with `ways` or `packedWays`. */
  readonly bareWays?: (run: PackedWayRun) => void
  readonly relations?: (run: RelationRun, strings: Strings) => void
}

/** Bits of what a block holds. */
export const HAS_NODES = 1
export const HAS_WAYS = 2
export const HAS_RELATIONS = 4

/** Decodes a block for `visitor` and says what kinds are in it, wanted or not. Throws Garbled. */
export function decodeBlock(data: Uint8Array, visitor: Visitor): number {
  const stringFrom: number[] = []
  const stringTo: number[] = []
  const groups: [from: number, to: number][] = []
  let [granularity, latOffset, lngOffset] = [100, 0, 0]
  const fields = new Fields(data)
  while (fields.next()) {
    if (fields.field === 1) {
      fields.needBytes()
      const table = new Fields(data, fields.from, fields.to)
      while (table.next())
        if (table.field === 1) {
          table.needBytes()
          stringFrom.push(table.from)
          stringTo.push(table.to)
        }
    } else if (fields.field === 2) {
      fields.needBytes()
      groups.push([fields.from, fields.to])
    } else if (fields.field === 17) granularity = fields.int64
    else if (fields.field === 19) latOffset = fields.int64
    else if (fields.field === 20) lngOffset = fields.int64
  }
  const strings = new Strings(data, stringFrom, stringTo, visitor.judge)
  const grid: Grid = { granularity, latOffset, lngOffset }
  let has = 0
  for (const [from, to] of groups) has |= decodeGroup(data, from, to, strings, grid, visitor)
  return has
}

function decodeGroup(data: Uint8Array, from: number, to: number, strings: Strings, grid: Grid, v: Visitor): number {
  let has = 0
  NODES.clear()
  NODES.grid = grid
  WAYS.clear()
  RELATIONS.clear()
  const fields = new Fields(data, from, to)
  while (fields.next()) {
    if (fields.field === 1) {
      has |= HAS_NODES
      if (v.nodes || v.allNodes) plainNode(data, fields)
    } else if (fields.field === 2) {
      has |= HAS_NODES
      fields.needBytes()
      if (v.nodes || v.allNodes) dense(data, fields.from, fields.to, v)
    } else if (fields.field === 3) {
      has |= HAS_WAYS
      if (v.ways || v.packedWays || v.bareWays) way(data, fields, WAYS, v)
    } else if (fields.field === 4) {
      has |= HAS_RELATIONS
      if (v.relations) way(data, fields, RELATIONS, v)
    }
  }
  if (NODES.count > 0) {
    v.nodes?.(NODES, strings)
    if (v.allNodes) {
      NODES.degrees()
      v.allNodes(NODES)
    }
  }
  if (WAYS.count > 0) {
    WAYS.bytes = data
    v.ways?.(WAYS, strings)
    v.packedWays?.(WAYS, strings)
    v.bareWays?.(WAYS)
    WAYS.bytes = NOTHING // or the block would be kept for nothing
  }
  if (RELATIONS.count > 0) v.relations?.(RELATIONS, strings)
  return has
}

const NODES = new Run()
const WAYS = new Run()
const RELATIONS = new Run()

// ── things ───────────────────────────────────────────────────────────────────────────────────────────────────────

function dense(data: Uint8Array, from: number, to: number, v: Visitor): void {
  const at = new Spans(data, from, to)
  const run = NODES
  run.things(Math.max(at.length(1), at.length(8), at.length(9))) // a number has a byte at least
  const first = run.count
  const count = readDeltas(data, at.from(1), at.to(1), run.id, first)
  const lats = readDeltas(data, at.from(8), at.to(8), run.y, first)
  const lngs = readDeltas(data, at.from(9), at.to(9), run.x, first)
  if (lats !== count || lngs !== count)
    throw new Garbled({ zh: '密集节点各列长短不一', en: 'dense nodes of unequal columns' })
  run.count += count
  if (!v.nodes) return

  if (at.length(10) === 0) {
    run.tagFirst.fill(run.tagCount, first, run.count + 1)
    return
  }
  // Keys and values of node after node, each node's ended by a 0: squeezed into pairs without the zeros, in place.
  const words = at.count(10)
  run.pairs(words)
  const { tags, tagFirst } = run
  const end = run.tagCount + words
  readInts(data, at.from(10), at.to(10), tags, run.tagCount, 1)
  let read = run.tagCount
  let write = run.tagCount
  for (let n = first; n < first + count; n++) {
    tagFirst[n] = write
    while (read < end && tags[read] !== 0) {
      if (read + 1 >= end) throw new Garbled({ zh: '有键无值', en: 'a key without a value' })
      tags[write++] = tags[read++]!
      tags[write++] = tags[read++]!
    }
    read++
  }
  tagFirst[run.count] = write
  run.tagCount = write
}

function plainNode(data: Uint8Array, group: Fields): void {
  group.needBytes()
  const run = NODES
  run.things(1)
  const n = run.count
  let [id, x, y] = [Number.NaN, Number.NaN, Number.NaN]
  const fields = new Fields(data, group.from, group.to)
  const keys: Span = { from: 0, to: 0 }
  const values: Span = { from: 0, to: 0 }
  while (fields.next()) {
    if (fields.field === 1) id = fields.signed
    else if (fields.field === 2) take(fields, keys)
    else if (fields.field === 3) take(fields, values)
    else if (fields.field === 8) y = fields.signed
    else if (fields.field === 9) x = fields.signed
  }
  if (Number.isNaN(id)) throw new Garbled({ zh: '节点没有编号', en: 'a node without an id' })
  run.id[n] = id
  run.x[n] = x
  run.y[n] = y
  putTags(data, run, keys, values)
  run.count++
}

/** A way, or a relation, which differs by the numbers of its fields and has roles and types. */
function way(data: Uint8Array, group: Fields, run: Run, v: Visitor): void {
  group.needBytes()
  const typed = run === RELATIONS
  run.things(1)
  let id = Number.NaN
  KEYS.from = KEYS.to = VALUES.from = VALUES.to = REFS.from = REFS.to = 0
  ROLES.from = ROLES.to = TYPES.from = TYPES.to = 0
  const fields = new Fields(data, group.from, group.to)
  while (fields.next()) {
    const { field } = fields
    if (field === 1) id = fields.int64
    else if (field === 2) take(fields, KEYS)
    else if (field === 3) take(fields, VALUES)
    else if (field === (typed ? 9 : 8)) take(fields, REFS)
    else if (typed && field === 8) take(fields, ROLES)
    else if (typed && field === 10) take(fields, TYPES)
  }
  if (Number.isNaN(id)) throw new Garbled({ zh: '路线或关系没有编号', en: 'a way or relation without an id' })
  run.id[run.count] = id
  if (!v.bareWays || typed) putTags(data, run, KEYS, VALUES)
  if (!v.ways && !typed) {
    needEnd(data, REFS.from, REFS.to)
    run.refFrom[run.count] = REFS.from
    run.refTo[run.count] = REFS.to
    run.count++
    return
  }
  const refs = countPacked(data, REFS.from, REFS.to)
  run.members(refs, typed)
  const at = run.refCount
  run.refFirst[run.count] = at
  readDeltas(data, REFS.from, REFS.to, run.refs, at)
  if (typed) {
    const same = countPacked(data, ROLES.from, ROLES.to) === refs && countPacked(data, TYPES.from, TYPES.to) === refs
    if (!same) throw new Garbled({ zh: '成员各列长短不一', en: 'members of unequal columns' })
    readInts(data, ROLES.from, ROLES.to, run.roles, at, 1)
    readInts(data, TYPES.from, TYPES.to, run.types, at, 1)
  }
  run.refCount = at + refs
  run.count++
  run.refFirst[run.count] = run.refCount
}

function putTags(data: Uint8Array, run: Run, keys: Span, values: Span): void {
  run.pairs(2 * (keys.to - keys.from))
  run.tagFirst[run.count] = run.tagCount
  const count = readPairs(data, keys.from, keys.to, values.from, values.to, run.tags, run.tagCount)
  if (count < 0) throw new Garbled({ zh: '键与值数目不等', en: 'keys and values of unequal number' })
  run.tagCount += count
  run.tagFirst[run.count + 1] = run.tagCount
}

/** Where a packed list lies. */
interface Span {
  from: number
  to: number
}

function take(fields: Fields, span: Span): void {
  fields.needBytes()
  span.from = fields.from
  span.to = fields.to
}

// Used again for every way.
const [KEYS, VALUES, REFS, ROLES, TYPES] = Array.from({ length: 5 }, (): Span => ({ from: 0, to: 0 })) as [
  Span,
  Span,
  Span,
  Span,
  Span,
]

/** The packed lists of a message, by field number up to 10. */
class Spans {
  readonly #data: Uint8Array
  readonly #from = new Int32Array(11)
  readonly #to = new Int32Array(11)

  constructor(data: Uint8Array, from: number, to: number) {
    this.#data = data
    const fields = new Fields(data, from, to)
    while (fields.next()) {
      if (fields.field > 10 || fields.wire !== 2) continue
      this.#from[fields.field] = fields.from
      this.#to[fields.field] = fields.to
    }
  }

  from(field: number): number {
    return this.#from[field]!
  }

  to(field: number): number {
    return this.#to[field]!
  }

  /** Bytes. */
  length(field: number): number {
    return this.to(field) - this.from(field)
  }

  /** Numbers. */
  count(field: number): number {
    return countPacked(this.#data, this.from(field), this.to(field))
  }
}
