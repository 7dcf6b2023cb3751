// What a search will take, stated before it starts: the kernels' memory is laid out from sizes that are all known. And how many threads
// that is worth, by the work and by the memory.
import { HEAP, mostArcsFor } from './hierarchy.ts'
import type { Problem } from './problem.ts'
import { mostArcsOf } from './reduced.ts'
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

/** Rounding, the kernels' own tables, a row of levels. */
const PAGES = 3 * 65_536

/**
 * Bytes that each kernel takes for `problem` at most: exact to a few pages but for the size of the hierarchy, which is known only
 * once it is made. Towns have about half the up-arcs that there is room for, so that `lanes` takes a tenth less than stated.
 */
export function memoryFor({ net, points, outlets, directs, members, serves, hasCapacity, people }: Problem): Memory {
  const [nodes, arcs] = [net.nodes, net.to.length]
  const categories = members.first.length - 1
  const width = 16 * Math.max(1, Math.ceil(categories / 16))
  const columns = hasCapacity.reduce((n, has) => n + has, 0)
  const steps = points.node.length
  const theirs = outlets.node.length
  const left = mostArcsOf(arcs) + 16
  // a shortcut runs over several lines: of 16 of the longest, or as long as a label can say
  const longest = Math.max(...[net, points, outlets].map(({ ds }) => longestOf(ds)))
  const ring = 4 * Math.min(2 ** 15, 2 ** Math.ceil(Math.log2(longest + 2)))
  const perNode = 128 + 1 + 8 + 2 + 8 + 4 // rows, in use, next and touched, level, up and down, points
  const up = mostArcsFor(net)
  return {
    nearest:
      12 * (nodes + left + theirs + steps + points.points) + 8 * (2 * left + theirs) + 8 * outlets.points + 8 * points.points + ring + PAGES, // biome-ignore format: one line
    lanes:
      perNode * nodes + 12 * up + 20 * points.points + 12 * steps + (2 * width + 8 * columns) * points.points + 24 * outlets.points + 8 * theirs + 8 * directs.point.length + 4 * serves.item.length + 4 * categories + (people ? 8 * (points.points + outlets.points) : 0) + 8 * 256 * width + PAGES, // biome-ignore format: one line
    hierarchy: (28 + 10) * nodes + (12 + 12) * up + 8 * HEAP + PAGES,
    answers: categories * points.points * (12 + 4 + 8),
  }
}

/** Bytes at the worst moment of a run on `threads` threads: the problem lies in shared memory, once. */
export function peakOf({ nearest, lanes, hierarchy, answers }: Memory, threads: number): number {
  return threads * (nearest + lanes + answers) + hierarchy + answers
}

/** Labels below which a search is done before a thread has begun (some tenths of a second). */
const WORTH = 5_000_000
/** Junctions within a quarter of an hour in a dense city. */
const NODES_IN_REACH = 3000

/** About how many labels a search writes: the nearest over the whole net for each category, and a ball for each outlet. */
function workOf({ net, members, order }: Problem, limitDs: number): number {
  const ball = Math.min(net.nodes, NODES_IN_REACH * (limitDs / 9000) ** 2)
  return net.nodes * (members.first.length - 1) + (order.length * ball) / 16 // a ball costs less: 64 are swept together
}

/** Whether a search takes so long that threads are worth their making. */
export const isWorthThreads = (problem: Problem, limitDs: number): boolean => workOf(problem, limitDs) >= WORTH

/** Threads for `problem`: up to `most`, as long as their memory stays within `budget` bytes; at least one. */
export function threadsWithin(problem: Problem, most: number, budget: number): number {
  const memory = memoryFor(problem)
  let threads = most
  while (threads > 1 && peakOf(memory, threads) > budget) threads--
  return threads
}
