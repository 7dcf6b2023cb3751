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
  readonly depth: number
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
  },
): Branched {
  const { goal } = options
  let upper = upperKnown
  const beat = (): number => {
    if (goal === undefined) return mustBeat(root.service, upper)
    return upper <= goal ? -Infinity : above(root.service, goal)
  }
  let chosen: Int32Array | null = null
  const { service: full, limits } = root
  root.fix(beat())
  const { service, fixed } = narrowed(full, root.state)
  const ins = indexesOf(root.state, IN)
  const spent = ins.reduce((sum, i) => sum + (limits.cost?.[i] ?? 0), 0)
  const less: Limits = { p: limits.p - ins.length, cost: limits.cost, budget: limits.budget - spent }
  const dual = new Dual(service, less)
  for (let i = 0; i < full.sites; i++)
    if (root.state[i] !== FREE || service.siteFirst[i] === service.siteFirst[i + 1]) dual.state[i] = OUT
  // the demands that remain are the first of their rows in order; their prices are those of the root
  const price = pricesOf(full, root, service)
  const stack: Node[] = [{ state: dual.state.slice(), price, bound: root.best, depth: 0 }]
  let nodes = 0
  let bound = Infinity
  let whole = true
  while (stack.length > 0) {
    if (nodes >= options.most || options.stop()) {
      for (const node of stack) bound = Math.min(bound, node.bound)
      whole = false
      break
    }
    const node = stack.pop()!
    const enough = beat()
    if (node.bound >= enough) {
      bound = Math.min(bound, node.bound)
      continue
    }
    nodes++
    dual.state.set(node.state)
    dual.begin((j) => node.price[j]!)
    dual.climb({
      rounds: node.depth === 0 ? 300 : ROUNDS,
      upper: upper - fixed,
      enough: enough - fixed,
      stop: options.stop,
      choice: (picked) => attempt(picked),
    })
    const here = Math.max(node.bound, dual.best + fixed)
    if (dual.best + fixed >= beat()) {
      bound = Math.min(bound, here)
      continue
    }
    while (dual.fix(beat() - fixed) > 0);
    const taken = indexesOf(dual.state, IN)
    const open = pickOf(dual, less, taken)
    if (open < 0) {
      attempt(taken)
      bound = Math.min(bound, beat())
      continue
    }
    const at = { price: dual.price.slice(), bound: here, depth: node.depth + 1 }
    const with1 = dual.state.slice()
    const without = dual.state.slice()
    with1[open] = IN
    without[open] = OUT
    const first = dual.share[open]! >= 0.5 ? with1 : without
    stack.push({ ...at, state: first === with1 ? without : with1 }, { ...at, state: first })
    if (nodes % 64 === 0) options.told?.(nodes)
  }
  // what was cut off cannot beat the best; of whole numbers that says the best itself is the bound
  const cut = goal === undefined && full.whole ? upper : Math.min(upper, goal === undefined ? beat() : bound)
  return { chosen, value: upper, bound: whole ? cut : Math.min(bound, cut), nodes, whole }

  function attempt(picked: ArrayLike<number>): number {
    const sites = Int32Array.from([...ins, ...Array.from(picked)]).sort()
    const fits =
      sites.length <= limits.p &&
      (limits.cost === null || sites.reduce((sum, i) => sum + limits.cost![i]!, 0) <= limits.budget)
    if (!fits) return Infinity
    const value = costOf(service, picked) + fixed
    if (value < upper) {
      upper = value
      chosen = sites
    }
    return value - fixed
  }
}

/** Steps of the dual at a node. */
const ROUNDS = 40

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

const indexesOf = (state: Uint8Array, value: number): number[] => {
  const found: number[] = []
  for (let i = 0; i < state.length; i++) if (state[i] === value) found.push(i)
  return found
}

/** The root's prices for the demands that `narrowed` kept: those that some free site still betters. */
function pricesOf(full: Service, root: Dual, service: Service): Float64Array {
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
