// The last pass: where the nodes are that the kept lines run through. Their ids are sorted once and nodes of the file,
// which come in the order of ids, are met in step with them; a block out of order costs a search, not a fault.
import type { Progress } from '../../base/progress.ts'
import type { Blobs } from './blobs.ts'
import { type Collected, onEarth } from './collect.ts'
import { decodeBlock, type NodeRun } from './decode.ts'
import type { Noter } from './noter.ts'
import { JUDGE } from './tags.ts'

/** The nodes that lines run through, by ascending id. */
export interface Located {
  readonly id: Float64Array
  /** Degrees; NaN where the file does not hold the node. */
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** For each reference of a line (`lines.refs`): the node's index, −1 where the file does not hold it. */
  readonly at: Int32Array
}

/** Where the nodes of all kept lines are. */
export async function locate(blobs: Blobs, found: Collected, progress: Progress, noter: Noter): Promise<Located> {
  const id = idsOf(found)
  const lng = new Float64Array(id.length).fill(Number.NaN)
  const lat = new Float64Array(id.length).fill(Number.NaN)
  const visitor = { judge: JUDGE, allNodes: (run: NodeRun) => place(id, lng, lat, run, noter) }
  if (id.length > 0)
    await blobs.each(
      progress,
      (block) => void decodeBlock(block, visitor),
      (k) => found.hasNodes[k]!,
    )
  return { id, lng, lat, at: indicesOf(found, id, lng) }
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

function place(wanted: Float64Array, lng: Float64Array, lat: Float64Array, run: NodeRun, noter: Noter): void {
  let k = 0
  let last = Number.POSITIVE_INFINITY
  for (let n = 0; n < run.count; n++) {
    const id = run.id[n]!
    if (id < last)
      k = lowerBound(wanted, id) // at the beginning, and wherever ids step back
    else while (wanted[k]! < id) k++
    last = id
    if (wanted[k] !== id) continue
    if (!onEarth(run.lng[n]!, run.lat[n]!)) noter.note('bad-coordinates', `node/${id}`)
    else if (!Number.isNaN(lng[k]!)) noter.note('duplicate-id', `node/${id}`)
    else {
      lng[k] = run.lng[n]!
      lat[k] = run.lat[n]!
    }
  }
}

/** Ids to indices. Nodes of a way were mostly made one after the other, so the next index is tried before a search. */
function indicesOf({ lines }: Collected, id: Float64Array, lng: Float64Array): Int32Array {
  const { refs } = lines
  const at = new Int32Array(refs.length)
  let n = 0
  for (let r = 0; r < refs.length; r++) {
    const ref = refs.data[r]!
    n = id[n + 1] === ref ? n + 1 : lowerBound(id, ref)
    at[r] = id[n] === ref && !Number.isNaN(lng[n]!) ? n : -1
  }
  return at
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
