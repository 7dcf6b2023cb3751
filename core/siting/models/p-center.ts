// p-center (Hakimi 1964): with p new sites, the least radius within which every demand has a site, whatever its weight. It is one of
// the distances that occur, so it is found between those at which covering is proven impossible and those at which it is done
// (Minieka 1970): first by quick verdicts, then by branching on what they leave open.
import { Fault } from '../../base/fault.ts'
import { askedP, marked, mustReachAll, nearestOf } from '../asked.ts'
import { coverService, decide, type Verdict } from '../cover.ts'
import type { Instance } from '../instance.ts'
import { type Answer, type Ask, defineModel, type Effort } from '../model.ts'
import { endedOf, gapOf, watchOf } from '../watch.ts'

async function solve(instance: Instance, ask: Ask, effort: Effort): Promise<Answer> {
  const watch = watchOf(effort)
  const p = askedP(instance, ask)
  mustReachAll(instance)
  const radii = distinct(instance.byDemand.distance)
  /** Least radius met at which so many sites do, and the greatest at which they do not, as places among `radii`. */
  const does = new Map<number, number>()
  const doesNot = new Map<number, number>()
  const how: string[] = [`${radii.length} distances`]
  let best: Int32Array | null = null
  let nodes = 0
  let asked = 0
  watch.effort.progress.begin({ zh: '缩小半径', en: 'Narrowing the radius' }, null)

  const verdict = async (at: number, thorough: boolean): Promise<Verdict['answer']> => {
    watch.effort.progress.step(++asked)
    const { service, fixed } = coverService(instance, radii[at]!, true)
    if (fixed > 0) {
      doesNot.set(Infinity, Math.max(doesNot.get(Infinity) ?? -1, at))
      return 'no'
    }
    const found = await decide(service, p, 0, watch, thorough)
    nodes += found.nodes
    if (found.chosen) {
      const size = found.chosen.length
      does.set(size, Math.min(does.get(size) ?? Infinity, at))
      best = found.chosen
    }
    const fewer = found.answer === 'no' ? Math.max(p + 1, found.atLeast) : found.atLeast
    if (fewer > 0) doesNot.set(fewer - 1, Math.max(doesNot.get(fewer - 1) ?? -1, at))
    return found.answer
  }

  // places: up to `no` it is proven impossible, at `yes` it is done
  let no = -1
  let yes = radii.length - 1
  let first = await verdict(yes, false)
  if (first === 'open') first = await verdict(yes, true)
  if (first === 'no') throw new Fault('too-few-to-reach-all', { p, least: p + 1 })
  if (first === 'open')
    throw watch.why() === 'cancelled' ? new Fault('cancelled') : new Fault('no-answer-in-time', { p })
  let from = placeOf(radii, farthestNearest(instance))
  no = from - 1
  if (from <= yes) doesNot.set(Infinity, Math.max(doesNot.get(Infinity) ?? -1, no))
  while (from < yes && !watch.stop()) {
    const middle = (from + yes) >> 1
    const said = await verdict(middle, false)
    if (said === 'yes') yes = middle
    else from = middle + 1
    if (said === 'no') no = middle
  }
  how.push(`quick ${asked} verdicts: ${radii[Math.min(no + 1, yes)]}–${radii[yes]}`)
  while (no + 1 < yes && !watch.within(radii[yes]!, radii[no + 1]!) && !watch.stop()) {
    const middle = (no + yes) >> 1
    const said = await verdict(middle, true)
    if (said === 'yes') yes = middle
    else if (said === 'no') no = middle
    else break
  }
  how.push(`${asked} verdicts, branching ${nodes} nodes`)

  const chosen = best ?? new Int32Array(0)
  const objective = check(instance, ask, chosen)!
  const bound = Math.min(objective, radii[Math.min(no + 1, radii.length - 1)]!)
  return {
    model: 'p-center',
    chosen,
    objective,
    bound,
    gap: gapOf(objective, bound),
    ended: endedOf(watch, objective, bound),
    curve: curveOf(radii, does, doesNot, chosen.length, objective, bound),
    runnersUp: runnersUp(instance, chosen, objective),
    how,
  }
}

/** The distances that occur, ascending, each once. */
function distinct(distance: Float64Array): Float64Array {
  const sorted = distance.slice().sort()
  let n = 0
  for (let e = 0; e < sorted.length; e++) if (e === 0 || sorted[e] !== sorted[e - 1]) sorted[n++] = sorted[e]!
  return sorted.slice(0, n)
}

/** How far the nearest site of all is from the demand that has it farthest: no radius below does. */
function farthestNearest(instance: Instance): number {
  let most = 0
  for (const d of nearestOf(instance, new Uint8Array(instance.sites).fill(1))) most = Math.max(most, d)
  return most
}

function placeOf(radii: Float64Array, value: number): number {
  let [low, high] = [0, radii.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (radii[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** What the verdicts on the way tell of other numbers of sites. */
function curveOf(
  radii: Float64Array,
  does: ReadonlyMap<number, number>,
  doesNot: ReadonlyMap<number, number>,
  sites: number,
  objective: number,
  bound: number,
): Answer['curve'] {
  return [...does]
    .filter(([size]) => size < sites)
    .sort(([a], [b]) => a - b)
    .map(([size, at]) => {
      let no = -1
      for (const [k, place] of doesNot) if (k >= size) no = Math.max(no, place)
      const value = radii[at]!
      return { sites: size, objective: value, bound: no < 0 ? null : Math.min(value, radii[no + 1] ?? value) }
    })
    .concat({ sites, objective, bound })
}

/** Per chosen site the one that could stand for it with the least radius. Left out where that is too much work. */
function runnersUp(
  { demands, sites, open, bySite, byDemand }: Instance,
  chosen: Int32Array,
  objective: number,
): Answer['runnersUp'] {
  if (chosen.length * bySite.other.length > 3e9) return []
  const mark = open.slice()
  for (const i of chosen) mark[i] = 1
  const rest = new Float64Array(demands)
  const with1 = new Float64Array(demands)
  return [...chosen].flatMap((instead) => {
    for (let j = 0; j < demands; j++) {
      rest[j] = Infinity
      for (let e = byDemand.first[j]!; e < byDemand.first[j + 1]!; e++) {
        const i = byDemand.other[e]!
        if (mark[i] === 1 && i !== instead) rest[j] = Math.min(rest[j]!, byDemand.distance[e]!)
      }
    }
    let site = -1
    let least = Infinity
    for (let i = 0; i < sites; i++) {
      if (mark[i] === 1) continue
      with1.set(rest)
      for (let e = bySite.first[i]!; e < bySite.first[i + 1]!; e++)
        with1[bySite.other[e]!] = Math.min(with1[bySite.other[e]!]!, bySite.distance[e]!)
      let radius = 0
      for (let j = 0; j < demands && radius < least; j++) if (with1[j]! > radius) radius = with1[j]!
      if (radius < least) [site, least] = [i, radius]
    }
    return site < 0 ? [] : [{ site, instead, loss: Math.max(0, least - objective) }]
  })
}

function check(instance: Instance, ask: Ask, chosen: ArrayLike<number>): number | null {
  const mark = marked(instance, chosen)
  if (!mark || ask.p === null || chosen.length > ask.p) return null
  const near = nearestOf(instance, mark)
  let most = 0
  for (let j = 0; j < instance.demands; j++) most = Math.max(most, near[j]!)
  return most === Infinity ? null : most
}

export default defineModel({
  id: 'p-center',
  name: { zh: '最远距离最短（p-中心）', en: 'p-center' },
  sense: 'least',
  needs: ['p'],
  solve,
  check,
})
