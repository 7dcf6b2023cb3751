// Branch and bound on the service problem, with the Lagrangian dual for a bound at every node: a site is ruled in or out, the dual
// climbs a little from its parent's prices, and what that rules further is ruled. Depth first, so that memory is that of a path.
import { Dual, FREE, IN, OUT } from './dual.ts'
import type { Limits } from './interchange.ts'
import { costOf, narrowed, type Service } from './service.ts'

/** What came of it. */
export interface Branched {
  /** The best choice met, if it is better than `upper`; else null. */
  readonly chosen: Int32Array | null
  readonly value: number
  /** Least of the bounds of what was not looked through. */
  readonly bound: number
  readonly nodes: number
  readonly whole: boolean
}

interface Node {
  readonly state: Uint8Array
  readonly price: Float64Array
  readonly bound: number
  /** Steps that its dual may take. */
  readonly rounds: number
  readonly isTop: boolean
}

/** What a choice must beat to count: whole numbers must be one less, others by more than addition may lose. */
export const mustBeat = (service: Service, upper: number): number =>
  service.whole ? upper - 1 + 1e-6 : upper - 1e-9 * Math.max(1e-6, Math.abs(upper))

/** What a bound must pass so that no choice comes down to `goal`. */
export const above = (service: Service, goal: number): number =>
  service.whole ? goal + 1e-6 : goal + 1e-12 * service.demands + 1e-9 * Math.abs(goal)

/**
 * Looks through all choices that are left at `root`, whose dual has climbed. `fixed` is what is not in the service problem, added to
 * all values. Ends when none is left, when `stop` says so, or after `most` nodes.
 */
export function branch(
  root: Dual,
  upperKnown: number,
  options: {
    readonly stop: () => boolean
    readonly most: number
    readonly told?: (nodes: number) => void
    /** Where any value up to this will do: the search ends at the first, and what cannot come down to it is cut. */
    readonly goal?: number
    /** What a bound must pass to be near enough to a value; left out: `mustBeat`. */
    readonly enough?: (upper: number) => number
  },
): Branched {
  const { goal } = options
  let upper = upperKnown
  const beat = (): number => {
    if (goal === undefined) return options.enough?.(upper) ?? mustBeat(root.service, upper)
    return upper <= goal ? -Infinity : above(root.service, goal)
  }
  const { whole: isWhole } = root.service
  const { limits } = root
  let chosen: Int32Array | null = null
  let nodes = 0
  let bound = Infinity
  let whole = true
  search(root, [], 0, 300, root.best)
  // what was cut off cannot beat the best; of whole numbers that says the best itself is the bound
  const isFull = goal === undefined && beat() >= mustBeat(root.service, upper)
  const cut = isFull && isWhole ? upper : Math.min(upper, goal === undefined ? beat() : bound)
  return { chosen, value: upper, bound: whole ? cut : Math.min(bound, cut), nodes, whole }

  /**
   * All choices left under `top`, whose rulings are final here: the question is narrowed to what they leave. `taken` are the
   * sites ruled in above it and `base` what is not in its question. A node that rules most sites is narrowed in its turn.
   */
  function search(top: Dual, taken: readonly number[], base: number, rounds: number, known: number): void {
    top.fix(beat() - base)
    const { service, fixed: more } = narrowed(top.service, top.state)
    const fixed = base + more
    const ins = [...taken, ...indexesOf(top.state, IN)]
    const spent = ins.reduce((sum, i) => sum + (limits.cost?.[i] ?? 0), 0)
    const less: Limits = { p: limits.p - ins.length, cost: limits.cost, budget: limits.budget - spent }
    const attempt = (picked: ArrayLike<number>): number => {
      const sites = Int32Array.from([...ins, ...Array.from(picked)]).sort()
      const value = costOf(service, picked) + fixed
      if (value < upper && fits(sites, limits)) {
        upper = value
        chosen = sites
      }
      return upper - fixed
    }
    if (less.p < 0 || less.budget < 0) return
    const dual = new Dual(service, less)
    let free = 0
    for (let i = 0; i < service.sites; i++)
      if (top.state[i] !== FREE || service.siteFirst[i] === service.siteFirst[i + 1]) dual.state[i] = OUT
      else free++
    const stack: Node[] = [
      { state: dual.state.slice(), price: pricesOf(top, service), bound: known, rounds, isTop: true },
    ]
    while (stack.length > 0) {
      if (nodes >= options.most || options.stop()) {
        for (const node of stack) bound = Math.min(bound, node.bound)
        whole = false
        return
      }
      const node = stack.pop()!
      if (node.bound >= beat()) {
        bound = Math.min(bound, node.bound)
        continue
      }
      nodes++
      if (nodes % 64 === 0) options.told?.(nodes)
      dual.state.set(node.state)
      dual.begin((j) => node.price[j]!)
      const steps = { upper: upper - fixed, enough: beat() - fixed, stop: options.stop, choice: attempt }
      dual.climb({ ...steps, rounds: node.rounds })
      const here = Math.max(node.bound, dual.best + fixed)
      if (here >= beat()) {
        bound = Math.min(bound, here)
        continue
      }
      while (dual.fix(beat() - fixed) > 0);
      const picked = indexesOf(dual.state, IN)
      const open = pickOf(dual, less, picked)
      if (open < 0) {
        attempt(picked)
        bound = Math.min(bound, beat())
        continue
      }
      if (!node.isTop && countOf(dual.state, FREE) < 0.7 * free) {
        search(dual, ins, fixed, ROUNDS, here)
        continue
      }
      const at = { price: dual.price.slice(), bound: here, rounds: ROUNDS, isTop: false }
      const within = dual.state.slice()
      const without = dual.state.slice()
      within[open] = IN
      without[open] = OUT
      const [last, first] = dual.share[open]! >= 0.5 ? [without, within] : [within, without]
      stack.push({ ...at, state: last }, { ...at, state: first })
    }
  }
}

function fits(sites: ArrayLike<number>, { p, cost, budget }: Limits): boolean {
  if (sites.length > p) return false
  if (!cost) return true
  let sum = 0
  for (let k = 0; k < sites.length; k++) sum += cost[sites[k]!]!
  return sum <= budget
}

/** Steps of the dual at a node. */
const ROUNDS = 20

/** The free site that the averaged choice is least sure of; −1 where nothing is left to choose. */
function pickOf(dual: Dual, limits: Limits, taken: readonly number[]): number {
  if (taken.length >= limits.p) return -1
  let best = -1
  let sure = Infinity
  for (let i = 0; i < dual.state.length; i++) {
    if (dual.state[i] !== FREE) continue
    const doubt = Math.abs(dual.share[i]! - 0.5)
    if (doubt < sure) [best, sure] = [i, doubt]
  }
  return best
}

const countOf = (state: Uint8Array, value: number): number => {
  let n = 0
  for (const s of state) if (s === value) n++
  return n
}

const indexesOf = (state: Uint8Array, value: number): number[] => {
  const found: number[] = []
  for (let i = 0; i < state.length; i++) if (state[i] === value) found.push(i)
  return found
}

/** The upper dual's prices for the demands that `narrowed` kept: those that some free site still betters. */
function pricesOf(root: Dual, service: Service): Float64Array {
  const full = root.service
  const price = new Float64Array(service.demands)
  let row = 0
  for (let j = 0; j < full.demands; j++) {
    let best = full.miss[j]!
    let stays = false
    for (let e = full.first[j]!; e < full.first[j + 1]! && full.cost[e]! < best; e++) {
      if (root.state[full.site[e]!] === IN) best = full.cost[e]!
    }
    for (let e = full.first[j]!; e < full.first[j + 1]! && full.cost[e]! < best; e++)
      if (root.state[full.site[e]!] === FREE) {
        stays = true
        break
      }
    if (stays) price[row++] = root.price[j]!
  }
  if (row !== service.demands) throw new Error(`${row} prices for ${service.demands} demands.`)
  return price
}
