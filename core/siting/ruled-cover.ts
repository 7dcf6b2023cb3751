// One algorithm: most weight covered, under rules of any kind (several uses of one place, vans that drive, a trade that each site
// must have). Greedy and swaps find a choice, a Lagrangian bounds what any choice could reach:
//
//   max Σ wᵢ xᵢ,  xᵢ ≤ Σ over the sites that reach i of yₛ,  y obeys the rules
//   with prices 0 ≤ uᵢ ≤ wᵢ on the second:  L(u) = Σ (wᵢ − uᵢ) + max over rules of Σ vₛ yₛ,  vₛ = Σ uᵢ in reach of s
//
// L(u) is no less than the best choice for any u, and its least is sought by subgradient steps (Held, Wolfe & Crowder 1974;
// for covering Galvão & ReVelle 1996, "A Lagrangean heuristic for the maximal covering location problem", EJOR 88).
import { type Random, random } from '../base/random.ts'
import type { Instance } from './instance.ts'
import type { Answer, Effort } from './model.ts'
import { endedOf, gapOf, watchOf } from './watch.ts'

/** What a model allows. A unit is what is opened in one go: sites that come together. */
export interface Rules {
  readonly units: number
  /** The sites of a unit worth opening, given what each would add (`gains`, per site); empty where none is. */
  sitesOf(unit: number, gains: (site: number) => number): readonly number[]
  /** Whether these units, with these sites, may be open together. */
  obeys(units: readonly number[], sites: readonly number[]): boolean
  /** The most that Σ values can be over choices that obey (or a relaxation of them), and a choice near it. */
  best(values: Float64Array): { readonly most: number; readonly units: readonly number[] }
}

/** Rounds of the Lagrangian without a better bound before its step is halved, and halvings before it ends. */
const PATIENCE = 20
const HALVINGS = 14
const MOST_ROUNDS = 1500
/** Pairs gone over in shakes, by chosen unit, about: half a minute. */
const SHAKE_WORK = 3e8
/** What is nearer than this share of the objective is equal. */
const EPSILON = 1e-9

/** A choice of units with their sites. */
interface Choice {
  readonly units: readonly number[]
  /** Per unit its sites, and all of them. */
  readonly sitesOf: readonly (readonly number[])[]
  readonly sites: readonly number[]
  readonly value: number
}

/** The state of a search: who covers what. */
class Cover {
  readonly instance: Instance
  readonly #rules: Rules
  /** Per demand: open or chosen sites that reach it. */
  readonly count: Int32Array
  readonly base: number
  units: number[] = []
  /** Per unit in `units`: its sites. */
  sites: (readonly number[])[] = []

  constructor(instance: Instance, rules: Rules) {
    this.instance = instance
    this.#rules = rules
    this.count = new Int32Array(instance.demands)
    for (let s = 0; s < instance.sites; s++) if (instance.open[s]) this.#tally(s, 1)
    this.base = this.value
  }

  get value(): number {
    let sum = 0
    for (let i = 0; i < this.count.length; i++) if (this.count[i]) sum += this.instance.weight[i]!
    return sum
  }

  /** What a site would add now. */
  readonly gain = (site: number): number => {
    const { bySite, weight } = this.instance
    let sum = 0
    for (let k = bySite.first[site]!; k < bySite.first[site + 1]!; k++)
      if (this.count[bySite.other[k]!] === 0) sum += weight[bySite.other[k]!]!
    return sum
  }

  /** The sites that a unit would open now, and what they add together. */
  offer(unit: number): { sites: readonly number[]; gain: number } {
    const sites = this.#rules.sitesOf(unit, this.gain)
    return { sites, gain: this.#joint(sites) }
  }

  /** What sites would add together: nobody counts twice, though two of them reach him. */
  #joint(sites: readonly number[]): number {
    let sum = 0
    for (const s of sites) {
      sum += this.gain(s)
      if (sites.length > 1) this.#tally(s, 1)
    }
    if (sites.length > 1) for (const s of sites) this.#tally(s, -1)
    return sum
  }

  mayAdd(unit: number, sites: readonly number[]): boolean {
    return this.#rules.obeys([...this.units, unit], [...this.sites.flat(), ...sites])
  }

  add(unit: number, sites: readonly number[]): void {
    this.units.push(unit)
    this.sites.push(sites)
    for (const s of sites) this.#tally(s, 1)
  }

  /** Takes the unit at a place of the list out; what is lost with it. */
  take(at: number): { unit: number; sites: readonly number[]; loss: number } {
    const [unit] = this.units.splice(at, 1) as [number]
    const [sites] = this.sites.splice(at, 1) as [readonly number[]]
    for (const s of sites) this.#tally(s, -1)
    return { unit, sites, loss: this.#joint(sites) }
  }

  put(at: number, unit: number, sites: readonly number[]): void {
    this.units.splice(at, 0, unit)
    this.sites.splice(at, 0, sites)
    for (const s of sites) this.#tally(s, 1)
  }

  clear(): void {
    while (this.units.length) this.take(this.units.length - 1)
  }

  get choice(): Choice {
    return { units: [...this.units], sitesOf: [...this.sites], sites: this.sites.flat(), value: this.value }
  }

  #tally(site: number, by: number): void {
    const { first, other } = this.instance.bySite
    for (let k = first[site]!; k < first[site + 1]!; k++) this.count[other[k]!]! += by
  }
}

/** What came of it, before a model writes its answer. */
export type Ruled = Omit<Answer, 'model'>

/** The most weight covered under `rules`. Open sites cover what they cover, and are not chosen. */
export function coverUnder(instance: Instance, rules: Rules, effort: Effort): Ruled {
  const watch = watchOf(effort)
  const { stop: stopped } = watch
  const { seed, progress } = effort
  const cover = new Cover(instance, rules)
  const how: string[] = []
  progress.begin({ zh: '选址：贪心与替换', en: 'Choosing sites: greedy and swaps' }, null)
  const curve = [{ sites: 0, objective: cover.base, bound: null as number | null }]
  grow(cover, rules, (value, units) => curve.push({ sites: units, objective: value, bound: null }))
  how.push(`greedy ${cover.units.length} sites`)
  let swaps = swap(cover, rules, stopped)
  let best = cover.choice

  // ── bound
  const { demands, weight, bySite, open } = instance
  const total = ceilingOf(instance)
  let bound = total
  const prices = new Float64Array(demands)
  const reached = new Uint8Array(demands) // by what is open: they need no price
  for (let s = 0; s < instance.sites; s++)
    if (open[s]) for (let k = bySite.first[s]!; k < bySite.first[s + 1]!; k++) reached[bySite.other[k]!] = 1
  const isReachable = new Uint8Array(demands)
  for (const i of bySite.other) isReachable[i] = 1
  // begin with prices as the choice has them: full where one site covers, shared where several do
  const counts = countsOf(instance, best.sites)
  for (let i = 0; i < demands; i++) if (isReachable[i] && !reached[i]) prices[i] = weight[i]! / Math.max(1, counts[i]!)
  const values = new Float64Array(instance.sites)
  const slack = new Float64Array(demands)
  let [step, idle, rounds, halved] = [1, 0, 0, 0]
  progress.begin({ zh: '选址：证明上限', en: 'Choosing sites: proving the bound' }, MOST_ROUNDS)
  const enough = () => bound - best.value <= EPSILON * Math.max(1, bound) || watch.within(best.value, bound)
  while (!enough() && rounds < MOST_ROUNDS && halved < HALVINGS && !stopped()) {
    rounds++
    progress.step(rounds)
    let fixed = cover.base
    for (let i = 0; i < demands; i++) if (isReachable[i] && !reached[i]) fixed += weight[i]! - prices[i]!
    for (let s = 0; s < instance.sites; s++) {
      let sum = 0
      if (!open[s])
        for (let k = bySite.first[s]!; k < bySite.first[s + 1]!; k++)
          if (!reached[bySite.other[k]!]) sum += prices[bySite.other[k]!]!
      values[s] = sum
    }
    const inner = rules.best(values)
    const level = fixed + inner.most
    if (level < bound - EPSILON * Math.max(1, bound)) {
      bound = level
      idle = 0
    } else if (++idle >= PATIENCE) {
      step /= 2
      halved++
      idle = 0
    }
    const sites = inner.units.flatMap((u) => rules.sitesOf(u, (s) => values[s]!))
    if (rounds % 25 === 1) {
      // what the prices would choose, made to obey, filled up and swapped, may be better than what greedy found
      cover.clear()
      for (const unit of inner.units) {
        const { sites: its, gain } = cover.offer(unit)
        if (gain > 0 && cover.mayAdd(unit, its)) cover.add(unit, its)
      }
      grow(cover, rules, () => {})
      if (cover.value > 0.99 * best.value) swaps += swap(cover, rules, stopped)
      if (cover.value > best.value + EPSILON * total) best = cover.choice
    }
    slack.fill(-1)
    for (const s of sites) for (let k = bySite.first[s]!; k < bySite.first[s + 1]!; k++) slack[bySite.other[k]!]!++
    let norm = 0
    for (let i = 0; i < demands; i++) {
      const held = (slack[i]! > 0 && prices[i] === 0) || (slack[i]! < 0 && prices[i] === weight[i])
      if (isReachable[i] && !reached[i] && !held) norm += slack[i]! ** 2
    }
    if (norm === 0) break
    const by = (step * Math.max(level - best.value, EPSILON * total)) / norm
    for (let i = 0; i < demands; i++)
      if (isReachable[i] && !reached[i]) prices[i] = Math.min(weight[i]!, Math.max(0, prices[i]! - by * slack[i]!))
  }
  let shakes = 0
  const chance = random(seed)
  const most = Math.min(60, Math.ceil(SHAKE_WORK / Math.max(1, bySite.other.length * best.units.length)))
  while (bound - best.value > 1e-6 * bound && !enough() && shakes < most && !stopped()) {
    shakes++
    shake(cover, rules, best, chance)
    swaps += swap(cover, rules, stopped)
    if (cover.value > best.value + EPSILON * total) best = cover.choice
  }
  how.push(`swaps ${swaps}`, `lagrangian ${rounds} rounds`, `shakes ${shakes}`)
  const objective = best.value
  bound = Math.max(bound, objective)
  const gap = gapOf(objective, bound)
  const last = curve.find((point) => point.sites === best.units.length)
  if (last) Object.assign(last, { objective: Math.max(last.objective, objective), bound })
  cover.clear()
  best.units.forEach((unit, at) => {
    cover.add(unit, best.sitesOf[at]!)
  })
  return {
    chosen: Int32Array.from(best.sites).sort(),
    objective,
    bound,
    gap,
    ended: endedOf(watch, objective, bound),
    curve,
    runnersUp: runnersUp(cover, rules),
    how,
  }
}

/** Opens `best` without a third of it, with one unit drawn by lot, filled up again: another valley to look in. */
function shake(cover: Cover, rules: Rules, best: Choice, chance: Random): void {
  cover.clear()
  const lot = chance.int(0, rules.units)
  const first = cover.offer(lot)
  if (first.gain > 0 && cover.mayAdd(lot, first.sites)) cover.add(lot, first.sites)
  for (const unit of best.units) {
    if (unit === lot || chance.next() < 1 / 3) continue
    const { sites, gain } = cover.offer(unit)
    if (gain > 0 && cover.mayAdd(unit, sites)) cover.add(unit, sites)
  }
  grow(cover, rules, () => {})
}

/** Adds the unit that adds most, again and again; what it would add only shrinks, so most need not be asked again (lazy greedy). */
function grow(cover: Cover, { units }: Rules, added: (value: number, units: number) => void): void {
  const queue: { unit: number; gain: number }[] = []
  for (let unit = 0; unit < units; unit++) {
    if (cover.units.includes(unit)) continue
    const { gain } = cover.offer(unit)
    if (gain > 0) queue.push({ unit, gain })
  }
  const order = (a: { unit: number; gain: number }, b: { unit: number; gain: number }) =>
    b.gain - a.gain || a.unit - b.unit
  queue.sort(order)
  let value = cover.value
  while (queue.length) {
    const head = queue.shift()!
    const { sites, gain } = cover.offer(head.unit)
    if (!(gain > 0)) continue
    const next = queue[0]
    if (next && order({ unit: head.unit, gain }, next) > 0) {
      insert(queue, { unit: head.unit, gain }, order)
      continue
    }
    if (!cover.mayAdd(head.unit, sites)) continue
    cover.add(head.unit, sites)
    value += gain
    added(value, cover.units.length)
  }
}

function insert<T>(list: T[], item: T, order: (a: T, b: T) => number): void {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (order(list[middle]!, item) <= 0) low = middle + 1
    else high = middle
  }
  list.splice(low, 0, item)
}

/** Swaps one unit for a better one until no such swap is left; how many were made. */
function swap(cover: Cover, rules: Rules, stopped: () => boolean): number {
  let made = 0
  for (let found = true; found; ) {
    found = false
    for (let at = 0; at < cover.units.length; at++) {
      if (stopped()) return made
      const out = cover.take(at)
      const into = bestOther(cover, rules, out.unit, out.loss * (1 + EPSILON))
      if (into) {
        cover.put(at, into.unit, into.sites)
        made++
        found = true
      } else {
        // the same unit with what is best now: its uses may be others
        const again = cover.offer(out.unit)
        const better = again.gain > out.loss * (1 + EPSILON) && cover.mayAdd(out.unit, again.sites)
        cover.put(at, out.unit, better ? again.sites : out.sites)
      }
    }
  }
  return made
}

/** The unit not chosen that adds most and more than `than`, and may be added. */
function bestOther(cover: Cover, rules: Rules, but: number, than: number) {
  const chosen = new Set(cover.units)
  let best: { unit: number; sites: readonly number[]; gain: number } | null = null
  for (let unit = 0; unit < rules.units; unit++) {
    if (unit === but || chosen.has(unit)) continue
    const { sites, gain } = cover.offer(unit)
    if (gain > (best?.gain ?? than) && sites.length && cover.mayAdd(unit, sites)) best = { unit, sites, gain }
  }
  return best
}

/** For every chosen unit the one that could best stand for it. */
function runnersUp(cover: Cover, rules: Rules): Answer['runnersUp'] {
  const found: { site: number; instead: number; loss: number }[] = []
  for (let at = 0; at < cover.units.length; at++) {
    const out = cover.take(at)
    const other = bestOther(cover, rules, out.unit, 0)
    if (other) found.push({ site: other.sites[0]!, instead: out.sites[0]!, loss: Math.max(0, out.loss - other.gain) })
    cover.put(at, out.unit, out.sites)
  }
  return found.sort((a, b) => a.loss - b.loss || a.site - b.site)
}

/** Weight that somebody could cover at all. */
function ceilingOf({ demands, weight, bySite }: Instance): number {
  const isReachable = new Uint8Array(demands)
  for (const i of bySite.other) isReachable[i] = 1
  let sum = 0
  for (let i = 0; i < demands; i++) if (isReachable[i]) sum += weight[i]!
  return sum
}

function countsOf({ demands, bySite }: Instance, sites: readonly number[]): Int32Array {
  const counts = new Int32Array(demands)
  for (const s of sites) for (let k = bySite.first[s]!; k < bySite.first[s + 1]!; k++) counts[bySite.other[k]!]!++
  return counts
}

/** Weight within reach of what is open and of `chosen`, from the instance alone. */
export function coveredWeight(instance: Instance, chosen: ArrayLike<number>): number {
  const { demands, weight, bySite, open } = instance
  const isCovered = new Uint8Array(demands)
  const mark = (s: number) => {
    for (let k = bySite.first[s]!; k < bySite.first[s + 1]!; k++) isCovered[bySite.other[k]!] = 1
  }
  for (let s = 0; s < instance.sites; s++) if (open[s]) mark(s)
  for (let i = 0; i < chosen.length; i++) mark(chosen[i]!)
  let sum = 0
  for (let i = 0; i < demands; i++) if (isCovered[i]) sum += weight[i]!
  return sum
}
