// The hierarchy of a net up to a limit, as the lanes sweep it: how it is made is told in assembly/hierarchy.ts.
import { heed, type Progress, SILENT } from '../base/progress.ts'
import { xxh32 } from '../network/checksum.ts'
import type { Net } from './net.ts'
import { Instance } from './wasm.ts'

/** Nodes by level, with the arcs that lead up; walks of up to `limitDs` go up and then down them. */
export interface Hierarchy {
  readonly limitDs: number
  /** Checksum of the net it was made of: an edited net needs another. */
  readonly madeOf: number
  /** Up-arcs of node n: `upFirst[n] .. upFirst[n + 1])`, in pairs of other node and deciseconds. */
  readonly upFirst: Int32Array
  readonly upArcs: Int32Array
  /** Nodes whose up-arcs lead to n: `downFirst[n] .. downFirst[n + 1])`. */
  readonly downFirst: Int32Array
  readonly downNodes: Int32Array
  readonly level: Uint16Array
  readonly levels: number
  /** Bytes at the end of its making: the kernel's memory, let go since, and these rows. */
  readonly bytes: number
}

/** Deciseconds that fit the lanes: an hour and 49 minutes. */
export const LANE_LIMIT_DS = 65_534
/** Entries of a witness search's heap. */
export const HEAP = 65_536
const LEVELS = 65_535
/** Nodes between two looks at the clock. */
const STRIDE = 4096

/** Tells one net from another: XXH32 over its arcs. */
export const signOf = ({ to, ds }: Net): number =>
  xxh32(
    ds.buffer,
    ds.byteOffset,
    ds.byteOffset + ds.byteLength,
    xxh32(to.buffer, to.byteOffset, to.byteOffset + to.byteLength),
  )

/**
 * Arcs that a hierarchy is given room for: twice those of the net. Towns take about half of it; a lattice of streets without a
 * gap, or a net without any nearness, would take far more, and minutes: it is given up.
 */
export const mostArcsFor = ({ to }: Net): number => Math.max(2 * to.length, LEAST_ARCS)
const LEAST_ARCS = 4096

/** The hierarchy of `net` for walks of up to `limitDs`; null where it cannot be made (see `mostArcsFor`). */
export function hierarchyOf(net: Net, limitDs: number, progress: Progress = SILENT): Hierarchy | null {
  const { nodes, first, to, ds } = net
  const kernel = new Instance('hierarchy')
  const column = () => kernel.take(4 * nodes)
  const at = { heads: column(), degrees: column(), levels: column(), reached: column(), searches: column(), queue: kernel.take(8 * nodes), heap: kernel.take(8 * HEAP) } // biome-ignore format: one line
  const mostArcs = mostArcsFor(net)
  const arcs = kernel.take(12 * mostArcs)
  kernel.set({ ...at, arcs, mostArcs, heapSize: HEAP })
  kernel.call('begin', nodes, limitDs)
  for (let n = 0; n < nodes; n++) {
    for (let a = first[n]!; a < first[n + 1]!; a++) if (n < to[a]!) kernel.call('join', n, to[a]!, ds[a]!)
  }
  kernel.call('arrange', nodes)
  progress.begin({ zh: '整理路网层级', en: 'Ordering the net' }, nodes)
  for (let left = nodes; left > 0; ) {
    left = kernel.call('contract', STRIDE)
    if (left < 0) return null
    progress.step(nodes - left)
    heed(progress)
  }
  return laidOut(kernel, at, arcs, mostArcs, net, limitDs)
}

/** The kernel's linked lists as rows. */
function laidOut(
  kernel: Instance,
  at: { readonly heads: number; readonly degrees: number; readonly levels: number },
  arcs: number,
  mostArcs: number,
  net: Net,
  limitDs: number,
): Hierarchy | null {
  const { nodes } = net
  const heads = kernel.intsAt(at.heads, nodes)
  const degrees = kernel.intsAt(at.degrees, nodes)
  const links = kernel.intsAt(arcs, 3 * mostArcs)
  const upFirst = new Int32Array(nodes + 1)
  for (let n = 0; n < nodes; n++) upFirst[n + 1] = upFirst[n]! + degrees[n]!
  const total = upFirst[nodes]!
  const upArcs = new Int32Array(2 * total)
  const downFirst = new Int32Array(nodes + 1)
  for (let n = 0, k = 0; n < nodes; n++) {
    for (let a = heads[n]!; a >= 0; a = links[3 * a + 2]!) {
      const other = links[3 * a]!
      upArcs[k++] = other
      upArcs[k++] = links[3 * a + 1]!
      downFirst[other + 1]!++
    }
  }
  for (let n = 0; n < nodes; n++) downFirst[n + 1]! += downFirst[n]!
  const downNodes = new Int32Array(total)
  const next = downFirst.slice()
  for (let n = 0; n < nodes; n++) {
    for (let k = upFirst[n]!; k < upFirst[n + 1]!; k++) downNodes[next[upArcs[2 * k]!]!++] = n
  }
  let levels = 0
  const depth = kernel.intsAt(at.levels, nodes)
  for (let n = 0; n < nodes; n++) levels = Math.max(levels, depth[n]! + 1)
  if (levels > LEVELS) return null
  const level = Uint16Array.from(depth)
  const rows = [upFirst, upArcs, downFirst, downNodes, level].reduce((bytes, column) => bytes + column.byteLength, 0)
  return {
    limitDs,
    madeOf: signOf(net),
    upFirst,
    upArcs,
    downFirst,
    downNodes,
    level,
    levels,
    bytes: kernel.bytes + rows,
  }
}
