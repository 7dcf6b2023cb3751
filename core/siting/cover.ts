// Covering asked as a yes or no: can k new sites leave no more than so much uncovered? It is most-covered with a goal: swaps look for
// a yes, prices for a no, branching decides what they leave open. `fewest` and `p-center` are made of such questions.
import { random } from '../base/random.ts'
import { above, branch } from './branch.ts'
import { reduced } from './dominance.ts'
import { Dual } from './dual.ts'
import type { Instance } from './instance.ts'
import { Interchange } from './interchange.ts'
import { programmeCover } from './mip.ts'
import { type Service, serviceOf } from './service.ts'
import type { Watch } from './watch.ts'

/** Yes with the sites, no, or not known when time was up. */
export interface Verdict {
  readonly answer: 'yes' | 'no' | 'open'
  readonly chosen: Int32Array | null
  /** Fewer sites than this cannot do it. */
  readonly atLeast: number
  readonly nodes: number
}

/** The covering question of an instance within a radius: of every demand alike where `all` must be covered, else by weight. */
export function coverService(
  instance: Instance,
  radius: number,
  all: boolean,
  sitesAlike = true,
): { service: Service; fixed: number } {
  const { weight } = instance
  const { service, fixed } = serviceOf(instance, {
    pair: (_, distance) => (distance <= radius ? 0 : Infinity),
    miss: (j) => (all ? 1 : weight[j]!),
  })
  return { service: reduced(service, all, sitesAlike), fixed }
}

/** Sites that cover with nothing uncovered beyond `goal`, one after another the one that covers most; null where none can. */
export function greedyCover(service: Service, goal: number): Int32Array | null {
  const { demands, sites, siteFirst, demand, first, site, miss } = service
  const gain = new Float64Array(sites)
  const done = new Uint8Array(demands)
  let left = 0
  for (let j = 0; j < demands; j++) {
    left += miss[j]!
    for (let e = first[j]!; e < first[j + 1]!; e++) gain[site[e]!]! += miss[j]!
  }
  const chosen: number[] = []
  while (left > goal) {
    let best = -1
    for (let i = 0; i < sites; i++) if (gain[i]! > 0 && (best < 0 || gain[i]! > gain[best]!)) best = i
    if (best < 0) return null
    chosen.push(best)
    for (let e = siteFirst[best]!; e < siteFirst[best + 1]!; e++) {
      const j = demand[e]!
      if (done[j] === 1) continue
      done[j] = 1
      left -= miss[j]!
      for (let k = first[j]!; k < first[j + 1]!; k++) gain[site[k]!]! -= miss[j]!
    }
    gain[best] = 0
    let uncovered = 0
    if (left <= goal * 2 + 1e-6) {
      for (let j = 0; j < demands; j++) if (done[j] === 0) uncovered += miss[j]!
      left = uncovered
    }
  }
  return Int32Array.from(chosen).sort()
}

/** Whether k sites can bring what is uncovered down to `goal`; only what is quick is tried where not `thorough`. */
export async function decide(
  service: Service,
  k: number,
  goal: number,
  watch: Watch,
  thorough: boolean,
): Promise<Verdict> {
  const no = (atLeast: number, nodes = 0): Verdict => ({ answer: 'no', chosen: null, atLeast, nodes })
  const yes = (chosen: Int32Array, nodes = 0): Verdict => ({ answer: 'yes', chosen, atLeast: 0, nodes })
  const need = above(service, goal)
  if (service.demands === 0) return yes(new Int32Array(0))
  if (k <= 0) return no(1)
  const x = new Interchange(service, { p: k, cost: null, budget: Infinity })
  while (x.add());
  x.improve(watch.stop)
  let found: Int32Array | null = x.value <= goal ? x.chosen() : null
  if (found) return yes(found)
  const met = new Set<string>()
  let least = x.value
  const better = (from: ArrayLike<number>): number => {
    if (from.length > k || found) return Infinity
    const key = Array.from(from)
      .sort((a, b) => a - b)
      .join()
    if (met.has(key)) return Infinity
    met.add(key)
    x.become(from)
    x.improve(watch.stop)
    least = Math.min(least, x.value)
    if (x.value <= goal) found = x.chosen()
    return Infinity
  }
  const dual = new Dual(service, { p: k, cost: null, budget: Infinity })
  dual.begin((j) => x.priceOf(j, 0.5))
  const stop = () => found !== null || watch.stop()
  const steps = { rounds: thorough ? 300 : 150, upper: Math.max(need, goal + 1), enough: need, stop, choice: better }
  dual.sweep(steps)
  if (!found && dual.best < need) dual.climb({ ...steps, rounds: thorough ? 600 : 200 })
  if (found) return yes(found)
  if (dual.best >= need) return no(atLeastBy(dual, need))
  if (!thorough || watch.stop()) return { answer: 'open', chosen: null, atLeast: atLeastBy(dual, need), nodes: 0 }
  const chance = random(watch.effort.seed)
  for (let n = 0; n < SHAKES && !stop(); n++) {
    const base = [...x.chosen()]
    for (let out = 0; out < Math.max(1, k >> 2) && base.length > 0; out++) base.splice(chance.int(0, base.length), 1)
    better(base)
  }
  if (found) return yes(found)
  // branching is quick where prices are tight; where they are not, highs knows cuts that prices do not; then branching to the end
  const upper = Math.max(least, need)
  const pairs = Math.max(1, service.first[service.demands]!)
  let nodes = 0
  const start = greedyCover(service, goal)
  for (const most of [Math.max(200, Math.round(FIRST_WORK / pairs)), NODES]) {
    const searched = branch(dual, upper, { stop: watch.stop, most, goal })
    nodes += searched.nodes
    if (searched.chosen && searched.value <= goal) return yes(searched.chosen, nodes)
    if (searched.whole) return no(k + 1, nodes)
    if (watch.stop() || most === NODES || !start) continue
    const price = new Float64Array(service.sites).fill(1)
    const found = await programmeCover({ service, price, goal, start }, watch)
    if (found?.chosen && found.chosen.length <= k) return yes(found.chosen, nodes)
    const atLeast = found ? Math.ceil(found.bound - 1e-4) : 0
    if (atLeast > k) return no(atLeast, nodes)
  }
  return { answer: 'open', chosen: null, atLeast: atLeastBy(dual, need), nodes }
}

/** Fewest sites that the prices met do not rule out. */
function atLeastBy(dual: Dual, need: number): number {
  let k = 0
  while (k < dual.byCount.length && dual.byCount[k]! >= need) k++
  return k
}

const SHAKES = 20
const NODES = 500_000
/** Nodes × pairs of the first, short branching. */
const FIRST_WORK = 5e7

/** A bound on the number of sites that reach all demands of any weight within a radius, told only as far as it decides about `p`. */
export async function coverWithin(
  instance: Instance,
  radius: number,
  p: number,
  watch: Watch,
): Promise<{ bound: number }> {
  const { weight } = instance
  const made = serviceOf(instance, {
    pair: (_, distance) => (distance <= radius ? 0 : Infinity),
    miss: (j) => (weight[j]! > 0 ? 1 : 0),
  })
  const { fixed } = made
  const service = reduced(made.service, true)
  if (fixed > 0) return { bound: Infinity }
  const { answer, atLeast } = await decide(service, p, 0, watch, true)
  return { bound: answer === 'no' ? Math.max(p + 1, atLeast) : Math.min(p, atLeast) }
}
