// Writes OSM PBF: the demo city's streets leave through here, and every test of the reader is drawn with it.
// Format: wiki.openstreetmap.org/wiki/PBF_Format (fileformat.proto and osmformat.proto, version 1.5).
//
//   file  = ( length of header: 4 bytes, big-endian · BlobHeader · Blob )*    first an OSMHeader, then OSMData
//   block = string table · group of nodes, of ways or of relations, at most 8,000 of them
import { joined } from '../../base/bytes.ts'
import type { Bounds } from '../../geo/bounds.ts'
import type { Tags } from '../rows.ts'
import { Writer } from './proto.ts'
import { deflate } from './zlib.ts'

/** A point, degrees WGS-84. */
export interface PbfNode {
  readonly id: number
  readonly lng: number
  readonly lat: number
  readonly tags?: Tags
}

/** Points in columns, for the many; `tags` by index. */
export interface PbfNodeColumns {
  readonly id: Float64Array
  readonly lng: Float64Array
  readonly lat: Float64Array
  readonly tags?: ReadonlyMap<number, Tags>
}

/** A line through nodes, by their ids. */
export interface PbfWay {
  readonly id: number
  readonly refs: ArrayLike<number>
  readonly tags?: Tags
}

/** A list of members, each with its role ('' for none). */
export interface PbfRelation {
  readonly id: number
  readonly members: readonly {
    readonly type: 'node' | 'way' | 'relation'
    readonly ref: number
    readonly role: string
  }[]
  readonly tags?: Tags
}

/** What a file is to hold. */
export interface PbfContent {
  readonly nodes: readonly PbfNode[] | PbfNodeColumns
  readonly ways?: readonly PbfWay[]
  readonly relations?: readonly PbfRelation[]
  /** Stated in the header; null or left out: not stated. */
  readonly bounds?: Bounds | null
  /** What the data was made from, in the header; left out: not stated. */
  readonly source?: string
}

/** Shapes that other programs write and ours must read; left out, the file is as usual. */
export interface PbfShape {
  /** Plain Node messages, not DenseNodes. */
  readonly plainNodes?: boolean
  /** Blobs as they are, not zlib. */
  readonly raw?: boolean
  /** Entities in a block, 1–8,000. */
  readonly perBlock?: number
  /** Features a reader must know; default OsmSchema-V0.6 and, where they are used, DenseNodes. */
  readonly requiredFeatures?: readonly string[]
}

const PER_BLOCK = 8000
/** References in a block of ways or relations: keeps a block of very long ones well under the format's 32 MiB. */
const REFS_PER_BLOCK = 1_000_000
/** Blobs being compressed at once; more only takes memory. */
const AT_ONCE = 8

/** Coordinates are whole multiples of 100 nanodegrees, the format's default granularity. */
const PER_DEGREE = 1e7

const MEMBER_TYPES = { node: 0, way: 1, relation: 2 } as const

/**
 * An OSM PBF file of `content`, in the order given; where every kind ascends by id the header says so
 * (Sort.Type_then_ID). Coordinates are rounded to 10⁻⁷ degrees. No versions, dates or users are written,
 * so the same content gives the same bytes. 1.5 million nodes in columns make about 10 MB.
 * Throws a sentence for an id that is no whole number or a coordinate that is no number.
 */
export async function encodePbf(content: PbfContent, shape: PbfShape = {}): Promise<Uint8Array> {
  const { ways = [], relations = [] } = content
  const nodes = columns(content.nodes)
  const perBlock = Math.min(PER_BLOCK, Math.max(1, shape.perBlock ?? PER_BLOCK))
  const raw = shape.raw ?? false
  const pieces: Promise<Uint8Array>[] = []
  const put = async (type: string, block: Uint8Array) => {
    if (pieces.length >= AT_ONCE) await pieces[pieces.length - AT_ONCE]
    pieces.push(frame(type, block, raw))
  }

  await put('OSMHeader', header(content, nodes, shape))
  for (let from = 0; from < nodes.id.length; from += perBlock) {
    const to = Math.min(nodes.id.length, from + perBlock)
    await put('OSMData', shape.plainNodes ? plainBlock(nodes, from, to) : denseBlock(nodes, from, to))
  }
  for (const [from, to] of cut(ways.length, perBlock, (w) => ways[w]!.refs.length))
    await put('OSMData', wayBlock(ways, from, to))
  for (const [from, to] of cut(relations.length, perBlock, (r) => relations[r]!.members.length))
    await put('OSMData', relationBlock(relations, from, to))
  return joined(await Promise.all(pieces))
}

function columns(nodes: readonly PbfNode[] | PbfNodeColumns): PbfNodeColumns {
  if ('lng' in nodes) return nodes
  const tags = new Map<number, Tags>()
  for (const [n, node] of nodes.entries()) if (node.tags) tags.set(n, node.tags)
  return {
    id: Float64Array.from(nodes, (n) => n.id),
    lng: Float64Array.from(nodes, (n) => n.lng),
    lat: Float64Array.from(nodes, (n) => n.lat),
    tags,
  }
}

/** Blocks of at most `most` things and about REFS_PER_BLOCK references. */
function* cut(count: number, most: number, refs: (n: number) => number): Generator<[from: number, to: number]> {
  let from = 0
  let sum = 0
  for (let n = 0; n < count; n++) {
    sum += refs(n)
    if (n + 1 - from < most && sum < REFS_PER_BLOCK) continue
    yield [from, n + 1]
    from = n + 1
    sum = 0
  }
  if (from < count) yield [from, count]
}

// ── blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────

function header(content: PbfContent, nodes: PbfNodeColumns, shape: PbfShape): Uint8Array {
  const { ways = [], relations = [], bounds, source } = content
  const out = new Writer()
  if (bounds) {
    const box = new Writer()
    for (const [field, degrees] of [bounds.west, bounds.east, bounds.north, bounds.south].entries())
      box.signed(field + 1, units(degrees) * 100) // nanodegrees
    out.message(1, box.view())
  }
  const usual = shape.plainNodes ? ['OsmSchema-V0.6'] : ['OsmSchema-V0.6', 'DenseNodes']
  for (const feature of shape.requiredFeatures ?? usual) out.text(4, feature)
  const sorted = [nodes.id, ways.map((w) => w.id), relations.map((r) => r.id)].every(ascends)
  if (sorted) out.text(5, 'Sort.Type_then_ID')
  out.text(16, 'yike')
  if (source) out.text(17, source)
  return out.view()
}

function ascends(ids: ArrayLike<number>): boolean {
  for (let i = 1; i < ids.length; i++) if (ids[i]! <= ids[i - 1]!) return false
  return true
}

/** The strings of a block, each once, in order of first use; number 0 stays empty, since 0 ends a dense node's tags. */
class Strings {
  readonly #index = new Map<string, number>()
  readonly #table = new Writer()

  constructor() {
    this.#table.text(1, '')
  }

  of(text: string): number {
    let at = this.#index.get(text)
    if (at === undefined) {
      at = this.#index.size + 1
      this.#index.set(text, at)
      this.#table.text(1, text)
    }
    return at
  }

  block(group: Uint8Array): Uint8Array {
    const out = new Writer()
    out.message(1, this.#table.view())
    out.message(2, group)
    return out.view()
  }
}

function denseBlock(nodes: PbfNodeColumns, from: number, to: number): Uint8Array {
  const strings = new Strings()
  const [ids, lats, lngs, tags] = [new Writer(), new Writer(), new Writer(), new Writer()]
  let tagged = false
  let [id, lat, lng] = [0, 0, 0]
  for (let n = from; n < to; n++) {
    const nextId = whole(nodes.id[n]!)
    const nextLat = units(nodes.lat[n]!)
    const nextLng = units(nodes.lng[n]!)
    ids.zigzag(nextId - id)
    lats.zigzag(nextLat - lat)
    lngs.zigzag(nextLng - lng)
    ;[id, lat, lng] = [nextId, nextLat, nextLng]
    for (const [key, value] of Object.entries(nodes.tags?.get(n) ?? {})) {
      tagged = true
      tags.varint(strings.of(key))
      tags.varint(strings.of(value))
    }
    tags.varint(0)
  }
  const dense = new Writer()
  dense.message(1, ids.view())
  dense.message(8, lats.view())
  dense.message(9, lngs.view())
  if (tagged) dense.message(10, tags.view())
  const group = new Writer()
  group.message(2, dense.view())
  return strings.block(group.view())
}

function plainBlock(nodes: PbfNodeColumns, from: number, to: number): Uint8Array {
  const strings = new Strings()
  const [group, node] = [new Writer(), new Writer()]
  for (let n = from; n < to; n++) {
    node.clear()
    node.signed(1, whole(nodes.id[n]!))
    putTags(node, nodes.tags?.get(n), strings)
    node.signed(8, units(nodes.lat[n]!))
    node.signed(9, units(nodes.lng[n]!))
    group.message(1, node.view())
  }
  return strings.block(group.view())
}

function wayBlock(ways: readonly PbfWay[], from: number, to: number): Uint8Array {
  const strings = new Strings()
  const [group, out, refs] = [new Writer(), new Writer(), new Writer()]
  for (let w = from; w < to; w++) {
    const way = ways[w]!
    out.clear()
    out.number(1, natural(way.id))
    putTags(out, way.tags, strings)
    refs.clear()
    let last = 0
    for (let i = 0; i < way.refs.length; i++) {
      const ref = whole(way.refs[i]!)
      refs.zigzag(ref - last)
      last = ref
    }
    if (refs.length) out.message(8, refs.view())
    group.message(3, out.view())
  }
  return strings.block(group.view())
}

function relationBlock(relations: readonly PbfRelation[], from: number, to: number): Uint8Array {
  const strings = new Strings()
  const [group, out, roles, refs, types] = [new Writer(), new Writer(), new Writer(), new Writer(), new Writer()]
  for (let r = from; r < to; r++) {
    const relation = relations[r]!
    for (const writer of [out, roles, refs, types]) writer.clear()
    out.number(1, natural(relation.id))
    putTags(out, relation.tags, strings)
    let last = 0
    for (const { type, ref, role } of relation.members) {
      roles.varint(role === '' ? 0 : strings.of(role))
      refs.zigzag(whole(ref) - last)
      types.varint(MEMBER_TYPES[type])
      last = ref
    }
    out.message(8, roles.view())
    out.message(9, refs.view())
    out.message(10, types.view())
    group.message(4, out.view())
  }
  return strings.block(group.view())
}

function putTags(out: Writer, tags: Tags | undefined, strings: Strings): void {
  if (!tags) return
  const [keys, values] = [new Writer(), new Writer()]
  for (const [key, value] of Object.entries(tags)) {
    keys.varint(strings.of(key))
    values.varint(strings.of(value))
  }
  if (keys.length === 0) return
  out.message(2, keys.view())
  out.message(3, values.view())
}

function whole(id: number): number {
  if (!Number.isSafeInteger(id)) throw new Error(`An OSM id is a whole number; got ${id}.`)
  return id
}

function natural(id: number): number {
  if (whole(id) < 0) throw new Error(`A way or relation is written with an id of 0 or more; got ${id}.`)
  return id
}

function units(degrees: number): number {
  if (!(Math.abs(degrees) <= 180)) throw new Error(`A coordinate is within ±180 degrees; got ${degrees}.`)
  return Math.round(degrees * PER_DEGREE)
}

// ── frames ───────────────────────────────────────────────────────────────────────────────────────────────────────

async function frame(type: string, block: Uint8Array, raw: boolean): Promise<Uint8Array> {
  const blob = new Writer()
  if (raw) blob.message(1, block)
  else {
    blob.number(2, block.length)
    blob.message(3, await deflate(block))
  }
  const head = new Writer()
  head.text(1, type)
  head.number(3, blob.length)
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, head.length)
  return joined([length, head.view(), blob.view()])
}
