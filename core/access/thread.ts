// The work of one thread of a pool, whoever made the thread: orders come in, reports go out.
import { Engine } from './engine.ts'
import { type Order, type Report, shared } from './messages.ts'

/** What does the orders of one pool, one after another. */
export function worker(report: (report: Report) => void): (order: Order) => void {
  let engine: Engine | null = null
  const does = (order: Order): Report | null => {
    if ('problem' in order) {
      engine = new Engine(order.problem, order.kernel)
      return null
    }
    const { task } = order
    if (!engine) throw new Error('A task came before its problem.')
    if (task.kind === 'nearest') {
      const nearest = engine.nearest(task.category)
      return { kind: 'nearest', category: task.category, nearest, ran: engine.ran }
    }
    if (task.kind === 'prepare') {
      const at = () => report({ kind: 'at' })
      const hierarchy = engine.prepare(task.limitDs, { begin: at, step: at }, task.hierarchy)
      return { kind: 'prepare', hierarchy: hierarchy && shared(hierarchy), ran: engine.ran }
    }
    if (task.kind === 'count') {
      engine.count(task.from, task.to)
      return { kind: 'count' }
    }
    return { kind: 'counted', counted: engine.counted() }
  }
  return (order) => {
    try {
      const done = does(order)
      if (done) report(done)
    } catch (error) {
      report({ kind: 'mistake', why: error instanceof Error ? error.message : String(error) })
    }
  }
}
