// The last pass: where the nodes are that the kept lines run through. Their ids are sorted once and nodes of the file,
// which come in the order of ids, are met in step with them; a block out of order costs a search, not a fault.
import type { Progress } from '../../base/progress.ts'
import type { Blobs } from './blobs.ts'
import { type Collected, onEarth } from './collect.ts'
import { decodeBlock, type NodeRun } from './decode.ts'
import type { Noter } from './noter.ts'
import { JUDGE } from './tags.ts'

/** The nodes that lines run through, by ascending id. */
export class Located {
  readonly id: Float64Array
  /** Degrees; NaN where the file does not hold the node. */
  readonly lng: Float64Array
  readonly lat: Float64Array
  #last = -1

  constructor(id: Float64Array) {
    this.id = id
    this.lng = new Float64Array(id.length).fill(Number.NaN)
    this.lat = new Float64Array(id.length).fill(Number.NaN)
  }

  /** The index of a node that was asked for, whether or not the file holds it; the next one on from the last is quick. */
  index(id: number): number {
    const next = this.#last + 1
    this.#last = this.id[next] === id ? next : lowerBound(this.id, id)
    return this.#last
  }

  /** The index of a node that has a place; −1 where it has none. */
  find(id: number): number {
    const n = this.index(id)
    return this.id[n] === id && !Number.isNaN(this.lng[n]!) ? n : -1
  }
}

/** Where the nodes of all kept lines are. */
export async function locate(blobs: Blobs, found: Collected, progress: Progress, noter: Noter): Promise<Located> {
  const nodes = new Located(idsOf(found))
  const visitor = { judge: JUDGE, allNodes: (run: NodeRun) => place(nodes, run, noter) }
  if (nodes.id.length > 0)
    await blobs.each(
      progress,
      (block) => void decodeBlock(block, visitor),
      (k) => found.hasNodes[k]!,
    )
  return nodes
}

/** The ids of the nodes of all lines that are something, ascending, each once. */
function idsOf({ lines }: Collected): Float64Array {
  const { is, first, refs } = lines
  const all = new Float64Array(refs.length)
  let count = 0
  for (let l = 0; l < is.length; l++) {
    if (is.data[l] === 0) continue
    const to = first.data[l + 1]!
    for (let r = first.data[l]!; r < to; r++) all[count++] = refs.data[r]!
  }
  const sorted = all.subarray(0, count).sort()
  let unique = 0
  for (let i = 0; i < count; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[unique++] = sorted[i]!
  return sorted.slice(0, unique)
}

function place(nodes: Located, run: NodeRun, noter: Noter): void {
  const wanted = nodes.id
  let k = 0
  let last = Number.POSITIVE_INFINITY
  for (let n = 0; n < run.count; n++) {
    const id = run.id[n]!
    if (id < last)
      k = lowerBound(wanted, id) // at the beginning, and wherever ids step back
    else while (wanted[k]! < id) k++
    last = id
    if (wanted[k] !== id) continue
    const lng = run.lng[n]!
    const lat = run.lat[n]!
    if (!onEarth(lng, lat)) noter.note('bad-coordinates', `node/${id}`)
    else if (!Number.isNaN(nodes.lng[k]!)) noter.note('duplicate-id', `node/${id}`)
    else {
      nodes.lng[k] = lng
      nodes.lat[k] = lat
    }
  }
}

/** The first place whose id is not below `id`. */
function lowerBound(ids: Float64Array, id: number): number {
  let low = 0
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ids[middle]! < id) low = middle + 1
    else high = middle
  }
  return low
}
