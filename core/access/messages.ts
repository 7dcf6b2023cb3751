// What a pool and its threads say to each other. Arrays go as they are: shared where there is shared memory, copied where not;
// answers are handed over, never copied.
import type { Nearest } from './answers.ts'
import type { Ran } from './engine.ts'
import type { Hierarchy } from './hierarchy.ts'
import type { Counted, KernelId } from './kernel.ts'
import type { Problem } from './problem.ts'

/** One thing to do. Tasks of one problem may be done by any thread, in any order, and again. */
export type Task =
  | { readonly kind: 'nearest'; readonly category: number }
  /** `hierarchy`: undefined, make it; null, it cannot be made. */
  | { readonly kind: 'prepare'; readonly limitDs: number; readonly hierarchy: Hierarchy | null | undefined }
  | { readonly kind: 'count'; readonly from: number; readonly to: number }
  | { readonly kind: 'counted' }

/** To a thread: what all tasks are about, and then one task after another. */
export type Order = { readonly problem: Problem; readonly kernel: KernelId } | { readonly task: Task }

/** From a thread: what came of the task it was given. `at`: how far it is, in between. */
export type Report =
  | { readonly kind: 'nearest'; readonly category: number; readonly nearest: Nearest; readonly ran: Ran }
  | { readonly kind: 'prepare'; readonly hierarchy: Hierarchy | null; readonly ran: Ran }
  | { readonly kind: 'count' }
  | { readonly kind: 'counted'; readonly counted: Counted }
  | { readonly kind: 'at' }
  | { readonly kind: 'mistake'; readonly why: string }

/** The buffers of a report that may be handed over. */
export function handedOver(report: Report): readonly ArrayBufferLike[] {
  if (report.kind === 'nearest')
    return [report.nearest.ds, report.nearest.mm, report.nearest.outlet].map((a) => a.buffer)
  if (report.kind === 'counted') {
    const { within, people } = report.counted
    const columns = [...within.flatMap(({ count, capacity }) => [count, capacity]), ...(people ? [people] : [])]
    return [...new Set(columns.map((column) => column.buffer))] // categories without capacities share a column
  }
  return []
}

/**
 * The same plain data with every array in memory that threads share, where there is such memory (a browser has it only on
 * pages that are isolated); else as it was, and posting copies it.
 */
export function shared<T>(value: T): T {
  const Shared = (globalThis as { SharedArrayBuffer?: new (bytes: number) => ArrayBufferLike }).SharedArrayBuffer
  if (!Shared) return value
  const share = (v: unknown): unknown => {
    if (ArrayBuffer.isView(v)) {
      if (v.buffer instanceof Shared) return v
      const column = v as Int32Array
      const copy = new (column.constructor as Int32ArrayConstructor)(new Shared(column.byteLength) as ArrayBuffer)
      copy.set(column)
      return copy
    }
    if (typeof v !== 'object' || v === null) return v
    return Object.fromEntries(Object.entries(v).map(([key, its]) => [key, share(its)]))
  }
  return share(value) as T
}
