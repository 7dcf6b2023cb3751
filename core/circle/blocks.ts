// Where there are no communities: blocks of cells, cut by the streets alone.
//
// Rule: nodes at which people live are gone through in the order of the network; one that lies further than the spacing from
// every seed so far, on foot, becomes a seed. Every node then belongs to the seed that is nearest on foot, if that is no further
// than twice the spacing: ground where nobody lives for miles is no block's. So a block hangs
// together on foot by construction, never straddles what cannot be crossed, and no larger than the spacing allows; nobody chose
// its border, and the same streets give the same blocks.
import { DS } from '../access/answers.ts'
import { type Arcs, KEY } from '../access/ground.ts'
import { bucketOf, type Search } from '../access/search.ts'
import type { Snaps } from '../network/snap.ts'

/** Walk between the seeds of blocks, minutes. Our own proposal (inference): some 200 m, so that a circle has a score of blocks. */
export const BLOCK_MINUTES = 2.5

/** Per node: the block it belongs to, -1 where none can be walked to; and how many blocks there are. */
export function blocksOf(
  search: Search,
  cells: Snaps,
  minutes = BLOCK_MINUTES,
): { ofNode: Int32Array; blocks: number } {
  const { graph, queue } = search
  const limit = minutes * 60 * DS * KEY
  const inhabited = new Uint8Array(graph.nodes)
  for (const e of cells.edge) if (search.edgeDs[e]! >= 0) inhabited[graph.from[e]!] = 1
  const keys = new Float64Array(graph.nodes).fill(Infinity)
  const arcs = bothArcs(search)
  const seeds: number[] = []
  for (let n = 0; n < graph.nodes; n++) {
    if (!inhabited[n] || keys[n]! <= limit) continue
    seeds.push(n)
    keys[n] = 0
    queue.push(n, 0)
    flood(search, arcs, keys, limit, () => false)
  }
  const ofNode = new Int32Array(graph.nodes).fill(-1)
  seeds.forEach((n, b) => {
    ofNode[n] = b
  })
  spreadLabels(search, ofNode, 2 * minutes)
  return { ofNode, blocks: seeds.length }
}

/** Gives every node without a label (-1) that of the nearest node with one, no further on foot than `minutes`: the shorter walk, else the smaller label. */
export function spreadLabels(search: Search, label: Int32Array, minutes = Infinity): void {
  const { queue, graph } = search
  const keys = new Float64Array(graph.nodes).fill(Infinity)
  for (let n = 0; n < graph.nodes; n++) {
    if (label[n]! < 0) continue
    keys[n] = 0
    queue.push(n, 0)
  }
  const given = label.slice()
  flood(search, bothArcs(search), keys, minutes * 60 * DS * KEY, (node, from, nearer) => {
    if (given[node]! >= 0) return false
    if (!nearer && label[from]! >= label[node]!) return false
    label[node] = label[from]!
    return true
  })
}

/** What may be walked at the town's public ground, and at the ends of walks. */
const bothArcs = ({ ground }: Search): readonly Arcs[] =>
  ground.ends ? [ground.through, ground.ends] : [ground.through]

/** Empties the queue over `arcs`; `reach` hears of every node that is reached, nearer than before or by another way as long. */
function flood(
  { queue }: Search,
  arcs: readonly Arcs[],
  keys: Float64Array,
  limit: number,
  reach: (node: number, from: number, nearer: boolean) => boolean,
): void {
  for (let n = queue.pop(); n >= 0; n = queue.pop()) {
    for (const { first, to, key } of arcs)
      for (let a = first[n]!; a < first[n + 1]!; a++) {
        const other = to[a]!
        const there = keys[n]! + key[a]!
        if (there > limit || there > keys[other]!) continue
        const nearer = there < keys[other]!
        keys[other] = there
        if (reach(other, n, nearer) || nearer) queue.push(other, bucketOf(there))
      }
  }
}
