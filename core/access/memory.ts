// What a search will take, stated before it starts: the kernels' memory is laid out from sizes that are all known.
import { HEAP } from './hierarchy.ts'
import type { Problem } from './problem.ts'
import { longestOf } from './ring.ts'

/** Bytes of WebAssembly memory, by kernel. */
export interface Taken {
  /** The kernel that finds the nearest. */
  readonly nearest: number
  /** The kernel that counts. */
  readonly lanes: number
  /** While the hierarchy is made, its rows included; the rest of it is let go before counting begins. */
  readonly hierarchy: number
}

/** Bytes, of one thread each but for the last. */
export interface Memory extends Taken {
  /** The answers, once for all threads. */
  readonly answers: number
}

/** Up-arcs of a node in a hierarchy: 2.7 in grids, 2.4 to 3.1 in towns, as seen; the statement allows for more. */
const UP_ARCS = 4
/** Rounding, the kernels' own tables, a row of levels. */
const PAGES = 3 * 65_536

/**
 * Bytes that each kernel takes for `problem`: exact to a few pages but for the size of the hierarchy, which is known only once
 * it is made. (A net of more up-arcs than UP_ARCS a node takes more; no town is known that does.)
 */
export function memoryFor({ net, points, outlets, directs, members, serves, hasCapacity, people }: Problem): Memory {
  const [nodes, arcs] = [net.nodes, net.to.length]
  const categories = members.first.length - 1
  const width = 16 * Math.max(1, Math.ceil(categories / 16))
  const columns = hasCapacity.reduce((n, has) => n + has, 0)
  const steps = points.node.length
  const theirs = outlets.node.length
  const heads =
    4 * 2 ** Math.ceil(Math.log2(Math.max(...[net, points, outlets].map(({ ds }) => longestOf(ds))) / 16 + 2))
  const perNode = 128 + 1 + 8 + 2 + 8 + 4 // rows, in use, next and touched, level, up and down, points
  const rows = 10 + 12 * UP_ARCS
  return {
    nearest:
      12 * (nodes + arcs + theirs + steps + points.points) + 8 * (2 * arcs + theirs) + 8 * outlets.points + 4 * points.points + heads + PAGES, // biome-ignore format: one line
    lanes:
      (perNode + 12 * UP_ARCS) * nodes + 20 * points.points + 12 * steps + (2 * width + 8 * columns) * points.points + 24 * outlets.points + 8 * theirs + 8 * directs.point.length + 4 * serves.item.length + 4 * categories + (people ? 8 * (points.points + outlets.points) : 0) + 8 * 256 * width + PAGES, // biome-ignore format: one line
    hierarchy: 28 * nodes + 24 * arcs + 8 * HEAP + rows * nodes + PAGES,
    answers: categories * points.points * (12 + 4 + 8),
  }
}

/** Bytes at the worst moment of a run on `threads` threads: the problem lies in shared memory, once. */
export function peakOf({ nearest, lanes, hierarchy, answers }: Memory, threads: number): number {
  return threads * (nearest + lanes + answers) + hierarchy + answers
}
