// The first pass over a file: which ways, relations and tagged nodes are anything to us, in columns; and, where relations
// have members that are nothing by themselves, a second one over the blocks of ways to fetch those.
import type { Progress } from '../../base/progress.ts'
import type { Tags } from '../rows.ts'
import type { Blobs } from './blobs.ts'
import { decodeBlock, HAS_NODES, HAS_WAYS, type NodeRun, type RelationRun, type WayRun } from './decode.ts'
import { Doubles, Ints } from './grow.ts'
import type { Noter } from './noter.ts'
import type { Strings } from './strings.ts'
import {
  BUILDING,
  BUILDING_KEY,
  DROPPED,
  isFootNode,
  judge,
  judgeRelation,
  judgeWay,
  MEMBER,
  MORE_KEY,
  NODE_KEY,
  outletKey,
} from './tags.ts'

/** Ways that are something, in columns. Line l runs through the nodes (ids) `refs[first[l] .. first[l + 1])`. */
export interface Lines {
  readonly id: Doubles
  /** Bits of tags.ts. */
  readonly is: Ints
  readonly first: Ints
  readonly refs: Doubles
  /** Null for what is a building and nothing else, and for members without tags of interest. */
  readonly tags: (Tags | null)[]
  /** Of buildings: the value of `building`, else ''; and storeys, NaN where unknown. */
  readonly use: string[]
  readonly levels: Doubles
}

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

/** What a file holds for us; coordinates of lines are still to be looked up. */
export interface Collected {
  readonly lines: Lines
  readonly relations: readonly Relation[]
  /** Line by id of way, for the ways that relations refer to. */
  readonly memberLine: ReadonlyMap<number, number>
  readonly outletNodes: readonly OutletNode[]
  /** Nodes that matter on foot, by id. */
  readonly footNodes: ReadonlyMap<number, Tags>
  /** Whether block k holds nodes. */
  readonly hasNodes: readonly boolean[]
}

/** Whether a place is on the earth; false for NaN. */
export const onEarth = (lng: number, lat: number): boolean => Math.abs(lng) <= 180 && Math.abs(lat) <= 90

/** Storeys as tagged: the number that `building:levels` begins with; NaN where it begins with none. */
export function levelsOf(text: string | undefined): number {
  const match = text?.match(/^\s*(\d{1,3}(?:\.\d+)?)/)
  return match ? Number(match[1]) : Number.NaN
}

/** Goes over the blocks of a file and collects. */
export async function collect(blobs: Blobs, progress: Progress, noter: Noter): Promise<Collected> {
  const lines: Lines = {
    id: new Doubles(),
    is: new Ints(),
    first: new Ints(),
    refs: new Doubles(),
    tags: [],
    use: [],
    levels: new Doubles(),
  }
  lines.first.push(0)
  const relations = new Map<number, Relation>()
  const outletNodes: OutletNode[] = []
  const footNodes = new Map<number, Tags>()
  const kinds: number[] = []
  const visitor = {
    judge,
    taggedNodes: (run: NodeRun, strings: Strings) => takeNodes(run, strings, outletNodes, footNodes, noter),
    ways: (run: WayRun, strings: Strings) => takeWays(run, strings, lines, noter),
    relations: (run: RelationRun, strings: Strings) => takeRelations(run, strings, relations, noter),
  }
  await blobs.each(progress, (block, number) => {
    kinds[number] = decodeBlock(block, visitor)
  })
  dropTwice(lines, noter)

  const kept = [...relations.values()]
  const memberLine = await members(blobs, kept, lines, kinds, progress)
  const hasNodes = kinds.map((kind) => (kind & HAS_NODES) !== 0)
  return { lines, relations: kept, memberLine, outletNodes, footNodes, hasNodes }
}

function takeNodes(
  run: NodeRun,
  strings: Strings,
  outletNodes: OutletNode[],
  footNodes: Map<number, Tags>,
  noter: Noter,
): void {
  for (let n = 0; n < run.count; n++) {
    const from = run.tagFirst[n]!
    const to = run.tagFirst[n + 1]!
    if (!(verdicts(run.tags, from, to, strings) & NODE_KEY)) continue
    const tags = strings.tags(run.tags, from, to)
    const id = run.id[n]!
    if (isFootNode(tags)) footNodes.set(id, tags)
    if (!outletKey(tags)) continue
    const lng = run.lng[n]!
    const lat = run.lat[n]!
    if (onEarth(lng, lat)) outletNodes.push({ id, lng, lat, tags })
    else noter.note('bad-coordinates', `node/${id}`)
  }
}

function takeWays(run: WayRun, strings: Strings, lines: Lines, noter: Noter): void {
  const { refs } = run
  for (let w = 0; w < run.count; w++) {
    const tagFrom = run.tagFirst[w]!
    const tagTo = run.tagFirst[w + 1]!
    const keys = verdicts(run.tags, tagFrom, tagTo, strings)
    if (!(keys & (MORE_KEY | BUILDING_KEY))) continue
    const from = run.refFirst[w]!
    const to = run.refFirst[w + 1]!
    const closed = to - from > 3 && refs[from] === refs[to - 1]
    let is = 0
    let tags: Tags | null = null
    let use = ''
    let levels = Number.NaN
    if (keys & MORE_KEY) {
      tags = strings.tags(run.tags, tagFrom, tagTo, DROPPED)
      is = judgeWay(tags, keys, closed)
      if (is & BUILDING) {
        use = tags.building!
        levels = levelsOf(tags['building:levels'])
      }
    } else if (closed) {
      // A building and nothing else, as most ways of a full extract are: no object for it.
      for (let i = tagFrom; i < tagTo; i += 2) {
        const key = strings.text(run.tags[i]!)
        if (key === 'building') use = strings.text(run.tags[i + 1]!)
        else if (key === 'building:levels') levels = levelsOf(strings.text(run.tags[i + 1]!))
      }
      if (use !== 'no') is = BUILDING
    }
    if (is === 0) continue
    const id = run.id[w]!
    if (to - from < 2 || (to - from === 2 && refs[from] === refs[from + 1])) {
      noter.note('empty-way', `way/${id}`)
      continue
    }
    lines.id.push(id)
    lines.is.push(is)
    lines.refs.append(refs as Float64Array<ArrayBuffer>, from, to)
    lines.first.push(lines.refs.length)
    lines.tags.push(tags)
    lines.use.push(use)
    lines.levels.push(levels)
  }
}

function takeRelations(run: RelationRun, strings: Strings, relations: Map<number, Relation>, noter: Noter): void {
  for (let r = 0; r < run.count; r++) {
    const tagFrom = run.tagFirst[r]!
    const tagTo = run.tagFirst[r + 1]!
    if (!(verdicts(run.tags, tagFrom, tagTo, strings) & (MORE_KEY | BUILDING_KEY))) continue
    const tags = strings.tags(run.tags, tagFrom, tagTo, DROPPED)
    const is = judgeRelation(tags)
    if (is === 0) continue
    const id = run.id[r]!
    if (relations.has(id)) {
      noter.note('duplicate-id', `relation/${id}`)
      continue
    }
    const outer: number[] = []
    const inner: number[] = []
    for (let m = run.refFirst[r]!; m < run.refFirst[r + 1]!; m++) {
      if (run.types[m] !== 1) continue
      const role = strings.text(run.roles[m]!)
      if (role === 'inner') inner.push(run.refs[m]!)
      else if (role === 'outer' || role === '') outer.push(run.refs[m]!)
    }
    relations.set(id, { id, tags, is, outer, inner })
  }
}

function verdicts(tags: Int32Array, from: number, to: number, strings: Strings): number {
  let verdict = 0
  for (let i = from; i < to; i += 2) verdict |= strings.verdict(tags[i]!)
  return verdict
}

/** Of ways with the same id the first stays. In a sorted file, which nearly all are, there is nothing to look for. */
function dropTwice(lines: Lines, noter: Noter): void {
  const { id, is } = lines
  let sorted = true
  for (let l = 1; l < id.length && sorted; l++) sorted = id.data[l]! > id.data[l - 1]!
  if (sorted) return
  const seen = new Set<number>()
  for (let l = 0; l < id.length; l++) {
    if (seen.has(id.data[l]!)) {
      is.data[l] = 0
      noter.note('duplicate-id', `way/${id.data[l]}`)
    }
    seen.add(id.data[l]!)
  }
}

/** Finds the lines of the ways that relations refer to; those that were nothing by themselves are fetched and added. */
async function members(
  blobs: Blobs,
  relations: readonly Relation[],
  lines: Lines,
  kinds: readonly number[],
  progress: Progress,
): Promise<ReadonlyMap<number, number>> {
  const missing = new Set<number>()
  for (const { outer, inner } of relations) {
    for (const way of outer) missing.add(way)
    for (const way of inner) missing.add(way)
  }
  const found = new Map<number, number>()
  for (let l = 0; l < lines.id.length && missing.size > 0; l++) {
    const id = lines.id.data[l]!
    if (lines.is.data[l] !== 0 && missing.delete(id)) found.set(id, l)
  }
  if (missing.size === 0) return found
  const visitor = {
    judge,
    ways: (run: WayRun) => {
      for (let w = 0; w < run.count; w++) {
        const id = run.id[w]!
        if (!missing.delete(id)) continue
        found.set(id, lines.id.length)
        lines.id.push(id)
        lines.is.push(MEMBER)
        lines.refs.append(run.refs as Float64Array<ArrayBuffer>, run.refFirst[w]!, run.refFirst[w + 1]!)
        lines.first.push(lines.refs.length)
        lines.tags.push(null)
        lines.use.push('')
        lines.levels.push(Number.NaN)
      }
    },
  }
  const hasWays = (k: number) => (kinds[k]! & HAS_WAYS) !== 0 && missing.size > 0
  await blobs.each(progress, (block) => void decodeBlock(block, visitor), hasWays)
  return found
}
