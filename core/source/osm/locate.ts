// The last pass: where the nodes are that the kept lines run through.
import type { Progress } from '../../base/progress.ts'
import type { Blobs } from './blobs.ts'
import { type Collected, onEarth } from './collect.ts'
import { decodeBlock, type NodeRun } from './decode.ts'
import { IdSet } from './idset.ts'
import type { Noter } from './noter.ts'
import { judge } from './tags.ts'

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
  const wanted = wantedBy(found)
  const lng = new Float64Array(wanted.size).fill(Number.NaN)
  const lat = new Float64Array(wanted.size).fill(Number.NaN)
  const place = (run: NodeRun) => {
    for (let n = 0; n < run.count; n++) {
      const k = wanted.rank(run.id[n]!)
      if (k < 0) continue
      if (!onEarth(run.lng[n]!, run.lat[n]!)) noter.note('bad-coordinates', `node/${run.id[n]}`)
      else if (!Number.isNaN(lng[k]!)) noter.note('duplicate-id', `node/${run.id[n]}`)
      else {
        lng[k] = run.lng[n]!
        lat[k] = run.lat[n]!
      }
    }
  }
  if (wanted.size > 0)
    await blobs.each(
      progress,
      (block) => void decodeBlock(block, { judge, allNodes: place }),
      (k) => found.hasNodes[k]!,
    )
  return { id: wanted.ids(), lng, lat, at: indicesOf(found, wanted, lng) }
}

/** The ids of the nodes of all lines that are something. */
function wantedBy({ lines }: Collected): IdSet {
  const { is, first, refs } = lines
  const wanted = new IdSet()
  for (let l = 0; l < is.length; l++) {
    if (is.data[l] === 0) continue
    const to = first.data[l + 1]!
    for (let r = first.data[l]!; r < to; r++) wanted.add(refs.data[r]!)
  }
  wanted.seal()
  return wanted
}

function indicesOf({ lines }: Collected, wanted: IdSet, lng: Float64Array): Int32Array {
  const { refs } = lines
  const at = new Int32Array(refs.length)
  for (let r = 0; r < refs.length; r++) {
    const n = wanted.rank(refs.data[r]!)
    at[r] = n >= 0 && !Number.isNaN(lng[n]!) ? n : -1
  }
  return at
}
