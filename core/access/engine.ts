// The engine on one thread: gives each question to the fastest kernel that can take it, and says which that was.
import { heed, type Progress, SILENT } from '../base/progress.ts'
import { DS, type Nearest, type Within } from './answers.ts'
import { type Hierarchy, LANE_LIMIT_DS } from './hierarchy.ts'
import { type Counted, type Kernel, type KernelId, takeDirects } from './kernel.ts'
import type { Taken } from './memory.ts'
import type { Problem } from './problem.ts'
import { ScalarKernel } from './scalar.ts'
import { SimdKernel } from './simd.ts'
import { whyNoKernels } from './wasm.ts'

/** How the answers came about; for the manifest. The answers are the same however they came. */
export interface Ran {
  readonly nearest: KernelId
  readonly counts: KernelId
  /** Why not all of it ran on the faster kernel; null where it did. */
  readonly why: string | null
}

/** Outlets counted between two looks at whoever waits: 16 heats of 64. */
const STRIDE = 1024

/** One problem and the kernels that work on it. */
export class Engine {
  readonly #problem: Problem
  readonly #scalar: Kernel
  readonly #fast: Kernel | null
  #counting: Kernel | null = null
  readonly #ran: { nearest: KernelId; counts: KernelId; why: string | null }

  /** `kernel`: what to use where it can be; the scalar one takes what it cannot. */
  constructor(problem: Problem, kernel: KernelId = 'simd') {
    const why = kernel === 'scalar' ? 'as asked' : whyNoKernels()
    this.#problem = problem
    this.#scalar = new ScalarKernel(problem)
    this.#fast = why === null ? new SimdKernel(problem) : null
    const id = this.#fast ? 'simd' : 'scalar'
    this.#ran = { nearest: id, counts: id, why }
  }

  get ran(): Ran {
    return this.#ran
  }

  /** From every point to the nearest outlet of a category. */
  nearest(category: number): Nearest {
    const fast = this.#fast && this.#ran.nearest === 'simd' ? this.#fast : null
    let nearest: Nearest | null = null
    try {
      nearest = fast?.nearest(category) ?? null
      if (fast && !nearest)
        this.#give('nearest', 'a walk is longer than a label holds, or a category has over 262,143 outlets')
    } catch (error) {
      this.#giveForMemory('nearest', error)
    }
    nearest ??= this.#scalar.nearest(category)!
    takeDirects(this.#problem, category, nearest)
    return nearest
  }

  /**
   * Makes ready to count within `limitDs`; what it made may be given to other engines of the same net. `hierarchy`: one that was
   * made before; null where another engine has tried and found that it cannot be made.
   */
  prepare(limitDs: number, progress: Progress = SILENT, hierarchy?: Hierarchy | null): Hierarchy | null {
    const fast = hierarchy === null ? null : this.#fast
    const limit = Math.floor(limitDs)
    this.#counting = null
    try {
      if (fast?.prepare(limit, progress, hierarchy ?? undefined)) this.#counting = fast
      else if (this.#fast) {
        const long = `a limit of ${limit / DS} s is beyond the ${LANE_LIMIT_DS / DS} s that 16 bits hold`
        this.#give('counts', limit > LANE_LIMIT_DS ? long : 'the net is too dense for a hierarchy')
      }
    } catch (error) {
      this.#giveForMemory('counts', error)
    }
    if (!this.#counting) {
      this.#scalar.prepare(limit)
      this.#counting = this.#scalar
    }
    return this.#counting.hierarchy
  }

  /** Counts the outlets at places `from .. to)` of the problem's order. Tasks begin at multiples of 64. */
  count(from: number, to: number): void {
    this.#counting!.count(from, to)
  }

  /** Memory of WebAssembly taken so far; memory.ts states beforehand what it will be at most. */
  get bytes(): Taken {
    return this.#fast?.bytes ?? this.#scalar.bytes
  }

  /** All counted so far, in exact sums (see `rounded` in kernel.ts). */
  counted(): Counted {
    return this.#counting!.counted()
  }

  /** Outlets and capacity within the limit, for every category. */
  within(limitDs: number, progress: Progress = SILENT): readonly Within[] {
    return this.countAll(limitDs, progress).within
  }

  /** Prepares and counts all outlets. */
  countAll(limitDs: number, progress: Progress = SILENT): Counted {
    this.prepare(limitDs, progress)
    const { length } = this.#problem.order
    progress.begin({ zh: '数可达的网点', en: 'Counting outlets within reach' }, length)
    for (let at = 0; at < length; at += STRIDE) {
      this.count(at, Math.min(length, at + STRIDE))
      progress.step(Math.min(length, at + STRIDE))
      heed(progress)
    }
    return this.counted()
  }

  #give(what: 'nearest' | 'counts', why: string): void {
    const { why: before } = this.#ran
    this.#ran[what] = 'scalar'
    if (!before?.includes(why)) this.#ran.why = before ? `${before}; ${why}` : why
  }

  /** WebAssembly tells with a RangeError that there is no more memory; anything else is a mistake of ours. */
  #giveForMemory(what: 'nearest' | 'counts', error: unknown): void {
    if (!(error instanceof RangeError)) throw error
    this.#give(what, 'WebAssembly has no more memory here')
  }
}

/** All that was asked, and how it came about. */
export interface Solved extends Counted {
  /** Per category. */
  readonly nearest: readonly Nearest[]
  readonly ran: Ran
}

/** Answers a problem on this thread: nearest and, within `limitDs`, counts of every category. */
export function solve(
  problem: Problem,
  limitDs: number,
  progress: Progress = SILENT,
  kernel: KernelId = 'simd',
): Solved {
  const engine = new Engine(problem, kernel)
  const categories = problem.members.first.length - 1
  progress.begin({ zh: '找最近的网点', en: 'Finding the nearest outlets' }, categories)
  const nearest: Nearest[] = []
  for (let c = 0; c < categories; c++) {
    nearest.push(engine.nearest(c))
    progress.step(c + 1)
    heed(progress)
  }
  const counted = engine.countAll(limitDs, progress)
  return { nearest, ...counted, ran: engine.ran }
}
