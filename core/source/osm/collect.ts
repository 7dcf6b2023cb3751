// The pass over a file: which ways, relations and tagged nodes are anything to us, in columns. The files that people
// download are sorted, nodes before ways before relations, and one pass is enough; any other file is gone over twice.
// Where relations have members that are nothing by themselves, the blocks of ways are gone over once more to fetch those.
import type { FindingCode } from '../../base/finding.ts'
import type { Progress } from '../../base/progress.ts'
import type { Tags } from '../rows.ts'
import type { Blobs } from './blobs.ts'
import { decodeBlock, HAS_NODES, HAS_WAYS, type PackedWayRun, type RelationRun, type TaggedNodeRun } from './decode.ts'
import { Doubles, Ints } from './grow.ts'
import { IdSet } from './idset.ts'
import { Lines } from './lines.ts'
import { NodeColumns, onEarthNano, UnsortedNodes } from './nodes.ts'
import type { Noter } from './noter.ts'
import type { Strings } from './strings.ts'
import { TagSets } from './tag-sets.ts'
import {
  BEARING,
  BUILDING,
  BUILDING_KEY,
  CLOSED,
  DROPPED,
  FOOT_KEY,
  isFootNode,
  judge,
  judgeRelation,
  judgeWay,
  LEVELS_KEY,
  MEMBER,
  MORE_KEY,
  OUTLET,
  OUTLET_NODE_KEY,
  outletKey,
} from './tags.ts'

/** A relation that is an area of some kind. */
export interface Relation {
  readonly id: number
  readonly tags: Tags
  /** Bits of tags.ts. */
  readonly is: number
  /** Its ways, by id. */
  readonly outer: readonly number[]
  readonly inner: readonly number[]
}

/** A node that is an outlet. */
export interface OutletNode {
  readonly id: number
  readonly lng: number
  readonly lat: number
  readonly tags: Tags
}

/** Nodes that matter on foot, by ascending index. */
export interface FootNodes {
  readonly node: Int32Array
  readonly tags: readonly Tags[]
}

/** What a file holds for us. */
export interface Collected {
  readonly nodes: NodeColumns
  readonly lines: Lines
  readonly relations: readonly Relation[]
  /** Line by id of way, for the ways that relations refer to. */
  readonly memberLine: ReadonlyMap<number, number>
  readonly outletNodes: readonly OutletNode[]
  readonly footNodes: FootNodes
}

/** Storeys as tagged: the number that `building:levels` begins with; NaN where it begins with none. */
export function levelsOf(text: string | undefined): number {
  const match = text?.match(/^\s*(\d{1,3}(?:\.\d+)?)/)
  return match ? Number(match[1]) : Number.NaN
}

/** Goes over the blocks of a file and collects what is of the kinds `wanted` (bits of tags.ts). */
export async function collect(blobs: Blobs, wanted: number, progress: Progress, noter: Noter): Promise<Collected> {
  let nodes = new NodeColumns(blobs.bytes)
  let pass = new Pass(nodes, wanted, blobs.bytes)
  let kinds = await onePass(blobs, pass, nodes, progress)
  if (!kinds) {
    const unsorted = new UnsortedNodes()
    kinds = []
    const found = kinds
    await blobs.each(progress, (block, number) => {
      found[number] = decodeBlock(block, { judge, nodes: (run) => unsorted.add(run) })
    })
    nodes = unsorted.sorted()
    pass = new Pass(nodes, wanted, blobs.bytes)
    const visitor = pass.visitor()
    await blobs.each(progress, (block) => void decodeBlock(block, visitor))
  }
  for (const { code, what } of pass.notes) noter.note(code, what)
  const { lines } = pass
  dropTwice(lines, noter)
  const relations = [...pass.relations.values()]
  const memberLine = await members(blobs, relations, lines, nodes, kinds, progress)
  leaveOutOdd(nodes, lines, noter)
  return { nodes, lines, relations, memberLine, outletNodes: pass.outletNodes, footNodes: pass.footNodes() }
}

/** Goes over a sorted file, once; which kinds its blocks hold, or null where it turned out not to be sorted. */
async function onePass(blobs: Blobs, pass: Pass, nodes: NodeColumns, progress: Progress): Promise<number[] | null> {
  const kinds: number[] = []
  let sorted = true
  let waysBegun = false
  const visitor = pass.visitor()
  const visit = {
    ...visitor,
    nodes(run: TaggedNodeRun, strings: Strings) {
      sorted &&= !waysBegun && nodes.add(run)
      if (sorted) visitor.nodes(run, strings)
    },
    packedWays(run: PackedWayRun, strings: Strings) {
      if (!waysBegun) nodes.seal()
      waysBegun = true
      if (sorted) visitor.packedWays(run, strings)
    },
  }
  await blobs.each(
    progress,
    (block, number) => {
      const kind = decodeBlock(block, visit)
      kinds[number] = kind
      return kind !== HAS_NODES
    },
    () => sorted,
  )
  if (!waysBegun) nodes.seal()
  return sorted ? kinds : null
}

/** What one pass takes. Findings are kept until the pass is known to hold. */
class Pass {
  readonly #nodes: NodeColumns
  readonly #wanted: number
  readonly #words = new Map<string, number>()
  readonly lines: Lines
  /** What a way of each set is, open and closed. */
  readonly #open = new Ints()
  readonly #closed = new Ints()
  /** Sets of what decides whether a node matters on foot, whether it does, and all tags of those that do. */
  readonly #foot: TagSets
  readonly #isFoot: boolean[] = []
  readonly #footTags: TagSets
  readonly #footId = new Doubles()
  readonly #footSet = new Ints()
  readonly relations = new Map<number, Relation>()
  readonly outletNodes: OutletNode[] = []
  readonly notes: { readonly code: FindingCode; readonly what: string }[] = []

  constructor(nodes: NodeColumns, wanted: number, fileBytes: number) {
    this.#nodes = nodes
    this.#wanted = wanted
    this.lines = new Lines(new TagSets(this.#words), fileBytes)
    this.#foot = new TagSets(this.#words)
    this.#footTags = new TagSets(this.#words)
  }

  visitor() {
    return {
      judge,
      nodes: (run: TaggedNodeRun, strings: Strings) => this.#takeNodes(run, strings),
      packedWays: (run: PackedWayRun, strings: Strings) => this.#takeWays(run, strings),
      relations: (run: RelationRun, strings: Strings) => this.#takeRelations(run, strings),
    }
  }

  #takeNodes(run: TaggedNodeRun, strings: Strings): void {
    const { tags, tagFirst } = run
    if (tagFirst[0] === tagFirst[run.count]) return
    const keys = FOOT_KEY | (this.#wanted & OUTLET ? OUTLET_NODE_KEY : 0)
    for (let n = 0; n < run.count; n++) {
      const from = tagFirst[n]!
      const to = tagFirst[n + 1]!
      if (from === to) continue
      let verdict = 0
      for (let i = from; i < to; i += 2) verdict |= strings.verdict(tags[i]!)
      if (!(verdict & keys)) continue
      if (verdict & FOOT_KEY) {
        const set = this.#foot.of(strings, tags, from, to, FOOT_KEY)
        if (set === this.#isFoot.length) this.#isFoot.push(isFootNode(this.#foot.tags[set]!))
        if (this.#isFoot[set]) {
          this.#footId.push(run.id[n]!)
          this.#footSet.push(this.#footTags.of(strings, tags, from, to, 0))
        }
      }
      if (keys & OUTLET_NODE_KEY) this.#takeOutlet(run, n, strings)
    }
  }

  #takeOutlet({ id, x, y, grid, tags, tagFirst }: TaggedNodeRun, n: number, strings: Strings): void {
    const own = strings.tags(tags, tagFirst[n]!, tagFirst[n + 1]!)
    if (!outletKey(own)) return
    const lng = grid.lngOffset + grid.granularity * x[n]!
    const lat = grid.latOffset + grid.granularity * y[n]!
    if (onEarthNano(lng, lat)) this.outletNodes.push({ id: id[n]!, lng: lng / 1e9, lat: lat / 1e9, tags: own })
    else this.#note('bad-coordinates', `node/${id[n]}`)
  }

  #takeWays(run: PackedWayRun, strings: Strings): void {
    const { lines } = this
    lines.begin(strings)
    const { bytes, id, tags, tagFirst, refFrom, refTo } = run
    for (let w = 0; w < run.count; w++) {
      const tagFrom = tagFirst[w]!
      const tagTo = tagFirst[w + 1]!
      const set = lines.sets.of(strings, tags, tagFrom, tagTo, BEARING)
      if (set === this.#open.length) this.#judge(set)
      const open = this.#open.data[set]!
      const ring = this.#closed.data[set]!
      if ((open | ring) === 0) continue
      const from = refFrom[w]!
      const to = refTo[w]!
      lines.at.reserve(to - from)
      const nodes = this.#nodes
      const count = nodes.indicesOfPacked(bytes, from, to, lines.at.data, lines.at.length)
      const { isRing } = nodes
      const closed = count > 3 && isRing
      const is = closed ? ring : open
      if (is === 0) continue
      if (count < 2 || (count === 2 && isRing)) {
        this.#note('empty-way', `way/${id[w]}`)
        continue
      }
      if (is & BUILDING) this.#takeLevels(tags, tagFrom, tagTo, strings)
      lines.at.length += count
      lines.missing += nodes.missing
      lines.add(id[w]!, closed ? is | CLOSED : is, set, tags, tagFrom, tagTo)
    }
  }

  #judge(set: number): void {
    const tags = this.lines.sets.tags[set]!
    let keys = 0
    for (const key of Object.keys(tags)) keys |= judge(key)
    this.#open.push(judgeWay(tags, keys, false) & this.#wanted)
    this.#closed.push(judgeWay(tags, keys, true) & this.#wanted)
  }

  #takeLevels(tags: Int32Array, from: number, to: number, strings: Strings): void {
    for (let i = from; i < to; i += 2)
      if (strings.verdict(tags[i]!) & LEVELS_KEY)
        this.lines.levels.set(this.lines.count, levelsOf(strings.text(tags[i + 1]!)))
  }

  #takeRelations(run: RelationRun, strings: Strings): void {
    for (let r = 0; r < run.count; r++) {
      const tagFrom = run.tagFirst[r]!
      const tagTo = run.tagFirst[r + 1]!
      let verdict = 0
      for (let i = tagFrom; i < tagTo; i += 2) verdict |= strings.verdict(run.tags[i]!)
      if (!(verdict & (MORE_KEY | BUILDING_KEY))) continue
      const tags = strings.tags(run.tags, tagFrom, tagTo, DROPPED)
      const is = judgeRelation(tags) & this.#wanted
      if (is === 0) continue
      const id = run.id[r]!
      if (this.relations.has(id)) {
        this.#note('duplicate-id', `relation/${id}`)
        continue
      }
      this.relations.set(id, { id, tags, is, ...membersOf(run, r, strings) })
    }
  }

  #note(code: FindingCode, what: string): void {
    this.notes.push({ code, what })
  }

  /** The nodes that matter on foot, by index; to be asked when the nodes are sealed. Of several of one id the last is told. */
  footNodes(): FootNodes {
    const count = this.#footId.length
    const node = new Int32Array(count).map((_, i) => this.#nodes.indexOf(this.#footId.data[i]!))
    const order = new Int32Array(count).map((_, i) => i)
    for (let i = 1; i < count; i++)
      if (node[i]! < node[i - 1]!) {
        order.sort((a, b) => node[a]! - node[b]! || a - b)
        break
      }
    const tags = Array.from(order, (i) => this.#footTags.tags[this.#footSet.data[i]!]!)
    return { node: order.map((i) => node[i]!), tags }
  }
}

function membersOf(run: RelationRun, r: number, strings: Strings): { outer: number[]; inner: number[] } {
  const outer: number[] = []
  const inner: number[] = []
  for (let m = run.refFirst[r]!; m < run.refFirst[r + 1]!; m++) {
    if (run.types[m] !== 1) continue
    const role = strings.text(run.roles[m]!)
    if (role === 'inner') inner.push(run.refs[m]!)
    else if (role === 'outer' || role === '') outer.push(run.refs[m]!)
  }
  return { outer, inner }
}

/** Of ways with the same id the first stays. In a sorted file, which nearly all are, there is nothing to look for. */
function dropTwice({ id, is }: Lines, noter: Noter): void {
  const ids = id.data
  let l = 1
  while (l < id.length && ids[l]! > ids[l - 1]!) l++
  if (l >= id.length) return
  const seen = new Set<number>()
  for (let l = 0; l < id.length; l++) {
    if (seen.has(id.data[l]!)) {
      is.data[l] = 0
      noter.note('duplicate-id', `way/${id.data[l]}`)
    }
    seen.add(id.data[l]!)
  }
}

/** Notes the odd nodes that lines run through; one without a place is as good as not there. */
function leaveOutOdd(nodes: NodeColumns, lines: Lines, noter: Noter): void {
  const { is, first, at } = lines
  if (nodes.odd.length === 0) return
  const met = new Uint8Array(nodes.count)
  for (let l = 0; l < is.length; l++) {
    if (is.data[l] === 0) continue
    for (let r = first.data[l]!; r < first.data[l + 1]!; r++) if (at.data[r]! >= 0) met[at.data[r]!] = 1
  }
  for (const { code, id } of nodes.odd) if (met[nodes.indexOf(id)]) noter.note(code, `node/${id}`)
  for (let r = 0; r < at.length; r++)
    if (at.data[r]! >= 0 && !nodes.isPlaced(at.data[r]!)) {
      at.data[r] = -1
      lines.missing++
    }
}

/** Finds the lines of the ways that relations refer to; those that were nothing by themselves are fetched and added. */
async function members(
  blobs: Blobs,
  relations: readonly Relation[],
  lines: Lines,
  nodes: NodeColumns,
  kinds: readonly number[],
  progress: Progress,
): Promise<ReadonlyMap<number, number>> {
  const found = new Map<number, number>()
  const asked = new IdSet()
  for (const { outer, inner } of relations) {
    for (const way of outer) asked.add(way)
    for (const way of inner) asked.add(way)
  }
  asked.seal()
  if (asked.size === 0) return found
  for (let l = 0; l < lines.count; l++) {
    const id = lines.id.data[l]!
    if (lines.is.data[l] !== 0 && asked.rank(id) >= 0 && !found.has(id)) found.set(id, l)
  }
  const none = new Int32Array(0)
  const bareWays = ({ count, id, bytes, refFrom, refTo }: PackedWayRun) => {
    for (let w = 0; w < count; w++) {
      if (asked.rank(id[w]!) < 0 || found.has(id[w]!)) continue
      const [from, to] = [refFrom[w]!, refTo[w]!]
      lines.at.reserve(to - from)
      const length = nodes.indicesOfPacked(bytes, from, to, lines.at.data, lines.at.length)
      lines.missing += nodes.missing
      lines.at.length += length
      found.set(id[w]!, lines.count)
      lines.add(id[w]!, MEMBER, -1, none, 0, 0)
    }
  }
  const hasWays = (k: number) => (kinds[k]! & HAS_WAYS) !== 0 && found.size < asked.size
  await blobs.each(progress, (block) => void decodeBlock(block, { judge, bareWays }), hasWays)
  return found
}
