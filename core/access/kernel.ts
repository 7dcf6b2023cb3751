// What every kernel can do, and how the engine may be asked to work. Two kernels give the same answers to the last bit:
// `simd` (WebAssembly, 64 outlets at a time) and `scalar` (plain TypeScript, the oracle, and the fall-back where the other cannot go).
import type { Progress } from '../base/progress.ts'
import type { Nearest, Within } from './answers.ts'
import type { Hierarchy } from './hierarchy.ts'
import type { Taken } from './memory.ts'
import type { Problem } from './problem.ts'

/** The kernels by name. */
export const KERNELS = ['simd', 'scalar'] as const
export type KernelId = (typeof KERNELS)[number]

/** A kernel with one problem before it. */
export interface Kernel {
  readonly id: KernelId
  /** Over the net only, without directs; null where this kernel has no room for the numbers. `category`: index of `members`. */
  nearest(category: number): Nearest | null
  /** Makes ready to count within `limitDs`; false where this kernel cannot. What another made ready may be given. */
  prepare(limitDs: number, progress?: Progress, hierarchy?: Hierarchy): boolean
  /** What `prepare` made, for others to share; null where this kernel makes none. */
  readonly hierarchy: Hierarchy | null
  /** Counts the outlets at places `from .. to)` of the problem's order: a multiple of 64 and whatever follows. */
  count(from: number, to: number): void
  /** All that was counted so far, and the people within reach of each outlet. */
  counted(): Counted
  /** What was taken so far beside the problem and the answers, where that is WebAssembly's; the scalar kernel says zeros. */
  readonly bytes: Taken
}

/** The answer to "how many, and how much of them?". */
export interface Counted {
  /** Per category. */
  readonly within: readonly Within[]
  /** Per outlet: people of the points within the limit; null where no people were given. */
  readonly people: Float64Array | null
}

/** Lets the ways that outlets share with points count as well: what is reached without the net. */
export function takeDirects({ directs, members }: Problem, category: number, nearest: Nearest): void {
  const { ds, mm, outlet } = nearest
  for (let i = members.first[category]!; i < members.first[category + 1]!; i++) {
    const o = members.item[i]!
    for (let d = directs.first[o]!; d < directs.first[o + 1]!; d++) {
      const p = directs.point[d]!
      const old = ds[p]!
      if (old >= 0) {
        const worse = directs.ds[d]! - old || directs.mm[d]! - mm[p]! || o - outlet[p]!
        if (worse >= 0) continue
      }
      ds[p] = directs.ds[d]!
      mm[p] = directs.mm[d]!
      outlet[p] = o
    }
  }
}

/** Capacities as they are shown: the 2⁻²⁰ths that they were added in are rounded away, to a millionth. */
export function shown(within: readonly Within[]): readonly Within[] {
  const done = new Map<Float64Array, Float64Array>() // categories without capacities share a column
  return within.map(({ count, capacity }) => {
    const column = done.get(capacity) ?? capacity.map((sum) => Math.round(sum * 1e6) / 1e6)
    done.set(capacity, column)
    return { count, capacity: column }
  })
}
