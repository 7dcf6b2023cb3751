// For tests: holds what a search takes against what memory.ts stated.
import assert from 'node:assert/strict'
import { Engine } from '../access/engine.ts'
import { memoryFor, type Taken } from '../access/memory.ts'
import type { Problem } from '../access/problem.ts'

/** A net that is reduced may have half as many arcs again as before, and in towns of dead ends has half as many: hence 2.2. */
const WIDER: Readonly<Record<keyof Taken, number>> = { nearest: 2.2, lanes: 1.5, hierarchy: 1.5 }
/** Three pages are stated whatever a kernel holds. */
const PAGES = 3 * 65_536

/** Searches and counts; what was taken must be at most what is stated, and that not much more. What was taken. */
export function isStatedWell(problem: Problem, limitDs: number): Taken {
  const stated = memoryFor(problem)
  const engine = new Engine(problem)
  engine.nearest(0)
  engine.prepare(limitDs)
  engine.count(0, Math.min(64, problem.order.length))
  const taken = engine.bytes
  for (const kernel of ['nearest', 'lanes', 'hierarchy'] as const) {
    const [is, was] = [taken[kernel], stated[kernel]]
    assert.ok(is > 0, `${kernel} took nothing`)
    assert.ok(is <= was, `${kernel} took ${is} bytes, ${was} were stated`)
    assert.ok(was - PAGES <= WIDER[kernel] * is, `${kernel} took only ${is} bytes, ${was} were stated`)
  }
  return taken
}
