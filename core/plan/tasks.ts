// Annual tasks: which circles in which year, so that all are done within the term. Those in which most people lack something basic come
// first; the years are about alike in people (or in money, where every cost is known).
import type { Category } from '../standard/define.ts'
import type { Action } from './action.ts'

/** The term unless asked otherwise, years. Source: 商办流通函〔2024〕409号 二：争取利用2年左右时间，实现便民生活圈对主城区社区的全覆盖. */
export const TERM_YEARS = 2

/** One circle and its year. */
export interface Task {
  readonly circle: string
  /** From 1; 0 where nothing is to be done: the circle is done when the term begins. */
  readonly year: number
  /** By an officer, so that a re-run leaves it. */
  readonly locked: boolean
  /** Residents; of them, whole, those with the largest basic gap; yuan where all is known. */
  readonly people: number
  readonly need: number
  readonly cost: number | null
}

/** What the years are balanced by. */
export type Balance = 'people' | 'cost'

/** Tasks of a term. */
export interface Tasks {
  readonly years: number
  readonly balance: Balance
  /** In the order of the circles given. */
  readonly tasks: readonly Task[]
}

/**
 * Gives each circle a year. `actions` are those of the plan, `locks` the years that officers fixed (from 1; one beyond the term counts
 * for its last year). Need is the largest number of people who lack one basic category: an exact figure, where a sum over categories
 * would count people several times.
 */
export function tasksOf(
  circles: readonly { readonly id: string; readonly people: number }[],
  actions: readonly Action[],
  categories: readonly Category[],
  years: number,
  locks: Readonly<Record<string, number>> = {},
): Tasks {
  const basic = new Set(categories.filter((c) => c.tier === 'basic').map((c) => c.id))
  const by = new Map(circles.map(({ id }) => [id, [] as Action[]]))
  for (const action of actions) by.get(action.circle)?.push(action)
  const facts = circles.map(({ id, people }) => {
    const its = by.get(id)!
    const need = Math.max(0, ...its.map((a) => (a.problem?.kind === 'lacking' && basic.has(a.category) ? a.problem.people : 0))) // biome-ignore format: one line
    const cost = its.every((a) => a.cost !== null) ? its.reduce((sum, a) => sum + a.cost!, 0) : null
    return { circle: id, people, need, cost, idle: its.length === 0, lock: locks[id] }
  })
  const balance: Balance = facts.every((f) => f.cost !== null) && facts.some((f) => f.cost! > 0) ? 'cost' : 'people'
  const load = (f: (typeof facts)[number]) => (balance === 'cost' ? f.cost! : f.people)
  const busy = facts.filter((f) => !f.idle)
  const share = busy.reduce((sum, f) => sum + load(f), 0) / years
  const loads = new Float64Array(years)
  const year = new Map<string, number>()
  const give = (f: (typeof facts)[number], y: number) => {
    loads[y - 1]! += load(f)
    year.set(f.circle, y)
  }
  for (const f of busy) if (f.lock !== undefined) give(f, Math.min(years, Math.max(1, Math.round(f.lock))))
  const free = busy.filter((f) => f.lock === undefined)
  free.sort((a, b) => b.need - a.need || b.people - a.people || (a.circle < b.circle ? -1 : 1))
  let y = 1
  for (const f of free) {
    // on to the next year where this circle would take the year further past its share than it is short of it
    while (y < years && loads[y - 1]! + load(f) / 2 > share) y++
    give(f, y)
  }
  const tasks = facts.map(({ circle, people, need, cost, lock }): Task => {
    const given = year.get(circle) ?? 0
    return { circle, year: given, locked: lock !== undefined && given > 0, people, need, cost }
  })
  return { years, balance, tasks }
}
