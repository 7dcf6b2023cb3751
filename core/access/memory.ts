// What a search will take, stated before it starts: the kernels' memory is laid out from sizes that are all known.
import type { Problem } from './problem.ts'

/** Bytes, of one thread each but for the last. */
export interface Memory {
  /** The kernel that finds the nearest. */
  readonly nearest: number
  /** The kernel that counts. */
  readonly lanes: number
  /** While the hierarchy is made; it is let go before counting begins. */
  readonly hierarchy: number
  /** The answers, once for all threads. */
  readonly answers: number
}

/** Up-arcs of a node in a hierarchy: 2.7 in grids and 2.4 in grown towns, as seen; the statement allows for more. */
const UP_ARCS = 4
/** Arcs of a net in the making, against those it began with; likewise. */
const GROWTH = 2
const PAGES = 4 * 65_536

/** Bytes that each kernel takes for `problem`. The first two are exact to a page or two but for the hierarchy's size. */
export function memoryFor({ net, points, outlets, directs, members, serves, hasCapacity, people }: Problem): Memory {
  const [nodes, arcs] = [net.nodes, net.to.length]
  const categories = members.first.length - 1
  const width = 16 * Math.max(1, Math.ceil(categories / 16))
  const columns = hasCapacity.reduce((n, has) => n + has, 0)
  const steps = points.node.length
  const theirs = outlets.node.length
  const perPoint = 12 * points.points
  return {
    nearest:
      12 * nodes + 12 * arcs + 8 * (2 * arcs + theirs) + 8 * outlets.points + 12 * theirs + 4 * points.points + 12 * steps + perPoint + ring(net, outlets) + PAGES, // biome-ignore format: one line
    lanes:
      (128 + 1 + 8 + 2 + 8 + 4 + 12 * UP_ARCS) * nodes + 20 * points.points + 12 * steps + 2 * width * points.points + 8 * columns * points.points + 20 * outlets.points + 8 * theirs + 8 * directs.point.length + 4 * serves.item.length + (people ? 8 * (points.points + outlets.points) : 0) + 8 * 256 * width + PAGES, // biome-ignore format: one line
    hierarchy: 28 * nodes + 12 * GROWTH * arcs + 12 * UP_ARCS * nodes + 8 * 65_536 + 2 ** 24 + PAGES,
    answers: categories * points.points * (12 + 4 + 8),
  }
}

const ring = (...of: readonly { readonly ds: Int32Array }[]): number => {
  let longest = 0
  for (const { ds } of of) for (let i = 0; i < ds.length; i++) longest = Math.max(longest, ds[i]!)
  return 4 * 2 ** Math.ceil(Math.log2(longest / 16 + 2))
}

/** Bytes at the worst moment of a run on `threads` threads: the problem lies in shared memory, once. */
export function peakOf({ nearest, lanes, hierarchy, answers }: Memory, threads: number): number {
  return threads * (nearest + lanes + answers) + hierarchy + answers
}
