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

/** Outlets counted between two looks at whoever waits: 16 batches of 64. */
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
    let nearest = this.#fast?.nearest(category) ?? null
    if (!nearest) {
      if (this.#fast)
        this.#give('nearest', 'a walk is longer than a label holds, or a category has over 262,143 outlets')
      nearest = this.#scalar.nearest(category)!
    }
    takeDirects(this.#problem, category, nearest)
    return nearest
  }

  /** Makes ready to count within `limitDs`; what it made may be shared with other engines of the same net. */
  prepare(limitDs: number, progress: Progress = SILENT, hierarchy: Hierarchy | null = null): Hierarchy | null {
    const fast = this.#fast
    const limit = Math.floor(limitDs)
    if (fast?.prepare(limit, progress, hierarchy)) this.#counting = fast
    else {
      if (fast) {
        const long = `a limit of ${limit / DS} s is beyond the ${LANE_LIMIT_DS / DS} s that 16 bits hold`
        this.#give('counts', limit > LANE_LIMIT_DS ? long : 'the net is too dense for a hierarchy')
      }
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

  /** All counted so far. */
  counted(): Counted {
    return this.#counting!.counted()
  }

  /** Outlets and capacity within the limit, for every category: all of it, on this thread. */
  within(limitDs: number, progress: Progress = SILENT): readonly Within[] {
    this.prepare(limitDs, progress)
    const { length } = this.#problem.order
    progress.begin({ zh: '数可达的网点', en: 'Counting outlets within reach' }, length)
    for (let at = 0; at < length; at += STRIDE) {
      this.count(at, Math.min(length, at + STRIDE))
      progress.step(Math.min(length, at + STRIDE))
      heed(progress)
    }
    return this.counted().within
  }

  #give(what: 'nearest' | 'counts', why: string): void {
    const { why: before } = this.#ran
    this.#ran[what] = 'scalar'
    if (!before?.includes(why)) this.#ran.why = before ? `${before}; ${why}` : why
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
  engine.within(limitDs, progress)
  return { nearest, ...engine.counted(), ran: engine.ran }
}
