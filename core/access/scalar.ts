// The kernel in plain TypeScript: searches over flat arrays with a ring of buckets. It is what the other kernel is held against, and
// what runs where there is no WebAssembly SIMD, or where numbers are too large for it.
import type { Nearest } from './answers.ts'
import type { Hierarchy } from './hierarchy.ts'
import type { Counted, Kernel } from './kernel.ts'
import type { Taken } from './memory.ts'
import type { Problem } from './problem.ts'
import { Balls } from './scalar-counts.ts'
import { Spread } from './scalar-nearest.ts'

export class ScalarKernel implements Kernel {
  readonly id = 'scalar'
  readonly hierarchy: Hierarchy | null = null
  readonly #problem: Problem
  #spread: Spread | null = null
  #balls: Balls | null = null

  constructor(problem: Problem) {
    this.#problem = problem
  }

  nearest(category: number): Nearest {
    this.#spread ??= new Spread(this.#problem)
    return this.#spread.nearest(category)
  }

  prepare(limitDs: number): boolean {
    this.#balls = new Balls(this.#problem, limitDs)
    return true
  }

  count(from: number, to: number): void {
    this.#balls!.count(from, to)
  }

  counted(): Counted {
    const { within, people } = this.#balls!
    return { within, people }
  }

  get bytes(): Taken {
    return { nearest: 0, lanes: 0, hierarchy: 0 }
  }
}
