// The search for circles: hearts by covering and p-median, circles grown from them, and then again and again a few neighbouring
// circles are taken down and drawn anew, with one more or one fewer where the number calls for it (ruin and recreate: Schrimpf et
// al. 2000), kept when better. All chance comes from the seed; the work is counted in rounds, not in seconds.

import { heed, type Progress } from '../../base/progress.ts'
import { type Random, random } from '../../base/random.ts'
import { descend } from './descend.ts'
import { grow } from './grow.ts'
import { Partition } from './partition.ts'
import { missOf, PER_PERSON, type Question } from './question.ts'
import { compareScores } from './score.ts'

/** Rounds of ruin and recreate: so many a circle, and a base. Own proposal: more changes the last per cent of the shape. */
export const ROUNDS = { perCircle: 80, base: 600 } as const

/** One person beyond the minutes outweighs this many deciseconds of walk when hearts are chosen. */
const BEYOND = 1e6
/** A redrawn shape may at first be worse by so much, divided by the circles; less and less, and in the end not at all. Own proposal. */
export const LENIENCE = 0.4
/** Every so many rounds, while there are more circles than wanted or somebody is too far, some are drawn anew at any price, and so many rounds may mend it. */
const EVERY = 40
const MENDING = 16
/** Hearts looked at, at most, for each that is added while recreating. */
const LOOKED_AT = 24

/** Draws circles over the free units of `q`: about `wanted` of them, if the rules let it. Fault: cancelled. */
export function searchCircles(q: Question, wanted: number, seed: number, progress: Progress): Partition {
  const p = begin(q, wanted)
  const all = unitsIn(p)
  descend(p, slotsIn(p), all)
  const rng = random(seed).fork('circles')
  const least = leastBeyond(q)
  const rounds = ROUNDS.base + ROUNDS.perCircle * p.count
  progress.begin({ zh: '调整圈界', en: 'Adjusting circles' }, rounds)
  for (let round = 0; round < rounds; round++) {
    const lenience = (LENIENCE / p.count) * (1 - (round + 1) / rounds)
    if (round % EVERY === 0 && (p.count > p.wanted || slotsIn(p).some((s) => isFar(p, s, least)))) detour(p, rng, least)
    else redraw(p, rng, least, { lenience })
    if (round % 64 === 0) {
      progress.step(round)
      heed(progress)
    }
  }
  descend(p, slotsIn(p), all)
  return p
}

const slotsIn = (p: Partition): number[] => p.members.flatMap((m, slot) => (m.length > 0 ? [slot] : []))
const unitsIn = (p: Partition): number[] => Array.from(p.of.keys()).filter((u) => p.of[u]! >= 0)

/** Hearts by greedy covering (fewest beyond, then the least walk), at least one on every ground that hangs together; then growth. */
function begin(q: Question, wanted: number): Partition {
  const p = new Partition(q, wanted)
  const usable = Array.from({ length: q.hearts }, (_, h) => h).filter((h) => q.free[q.home[h]!])
  const taken = new Uint8Array(q.units) // homes
  const cost = new Float64Array(q.units)
  for (let u = 0; u < q.units; u++) {
    let most = 0
    for (const h of usable) most = Math.max(most, costOf(q, h, u))
    cost[u] = q.free[u] ? most : 0
  }
  const choose = (h: number) => {
    p.open(h)
    taken[q.home[h]!] = 1
    for (let u = 0; u < q.units; u++) if (q.free[u]) cost[u] = Math.min(cost[u]!, costOf(q, h, u))
  }
  for (const h of usable) if (q.fixed[h] && !taken[q.home[h]!]) choose(h)
  const part = partsOf(q)
  const lit = new Set(
    Array.from(taken.keys())
      .filter((u) => taken[u])
      .map((u) => part[u]!),
  )
  const gainOf = (h: number) => {
    let gain = 0
    for (let u = 0; u < q.units; u++) if (q.free[u]) gain += Math.max(0, cost[u]! - costOf(q, h, u))
    return gain
  }
  const best = (among: readonly number[]) => {
    let [found, most] = [-1, 0]
    for (const h of among) {
      if (taken[q.home[h]!]) continue
      const gain = gainOf(h)
      if (found < 0 || gain > most) [found, most] = [h, gain]
    }
    return found
  }
  const parts = [...new Set(usable.map((h) => part[q.home[h]!]!))].filter((k) => !lit.has(k))
  for (const k of parts) choose(best(usable.filter((h) => part[q.home[h]!] === k)))
  while (p.count < wanted) {
    const h = best(usable)
    if (h < 0) break
    choose(h)
  }
  const free = Array.from(q.free.keys()).filter((u) => q.free[u])
  while (!grow(p, slotsIn(p), q.free, free)) {
    // what nobody may take for what was forbidden gets a circle of its own, if a heart stands in it
    const left = free.find((u) => p.of[u]! < 0 && p.heartsAt[u]!.length > 0)
    if (left === undefined) break
    p.open(p.heartsAt[left]![0]!)
  }
  return p
}

const costOf = (q: Question, h: number, u: number): number =>
  q.beyond[h * q.units + u]! * BEYOND + q.walk[h * q.units + u]!

/** Per unit: the smallest free unit that it hangs together with. */
export function partsOf({ units, free, neighbours: { first, other } }: Question): Int32Array {
  const part = new Int32Array(units).fill(-1)
  for (let s = 0; s < units; s++) {
    if (!free[s] || part[s]! >= 0) continue
    part[s] = s
    const stack = [s]
    for (let u = stack.pop(); u !== undefined; u = stack.pop())
      for (let i = first[u]!; i < first[u + 1]!; i++) {
        const v = other[i]!
        if (!free[v] || part[v]! >= 0) continue
        part[v] = s
        stack.push(v)
      }
  }
  return part
}

/** Some circles drawn anew, most often one fewer, though that breaks rules; then those that break them are mended. All is undone unless it was worth it. */
function detour(p: Partition, rng: Random, least: Float64Array): void {
  const before = p.score()
  const saved = slotsIn(p).map((s) => ({ heart: p.heart[s]!, members: [...p.members[s]!] }))
  redraw(p, rng, least, { lenience: Infinity, change: rng.next() < 0.7 ? -1 : 0 })
  for (let k = 0; k < MENDING && p.count <= saved.length; k++) {
    const troubled = slotsIn(p).filter((s) => missOf(p.people[s]!, p.q.band) > 0 || isFar(p, s, least))
    if (troubled.length === 0) break
    redraw(p, rng, least, { lenience: 0, change: 0, near: troubled })
  }
  if (compareScores(p.score(), before) < 0) return
  for (const u of unitsIn(p)) p.remove(u)
  putBack(p, saved)
}

function putBack(p: Partition, saved: readonly { heart: number; members: readonly number[] }[]): void {
  for (const { heart, members } of saved) {
    const slot = p.open(heart)
    for (const u of members) if (p.of[u]! < 0) p.add(u, slot)
  }
}

interface Redraw {
  /** By how much the shape may be worse; Infinity: anything is taken. */
  readonly lenience: number
  /** Circles more or fewer than were taken down; as chance has it if not told. */
  readonly change?: number
  /** Slots to begin from; any if not told. */
  readonly near?: readonly number[]
}

/** Takes one to six circles that lie together and draws them anew; what is not better is undone. */
function redraw(p: Partition, rng: Random, least: Float64Array, { lenience, change, near }: Redraw): void {
  const slots = near ?? slotsIn(p)
  if (slots.length === 0) return
  const chosen = [rng.pick(slots)]
  const size = Math.min(p.count, 1 + rng.int(0, 6))
  while (chosen.length < size) {
    const beside = [...new Set(chosen.flatMap((s) => p.members[s]!.flatMap((u) => p.slotsBeside(u))))]
    const next = beside.filter((s) => !chosen.includes(s)).sort((a, b) => a - b)
    if (next.length === 0) break
    chosen.push(rng.pick(next))
  }
  const before = p.score()
  const number = change === undefined ? howMany(p, chosen, rng, least) : chosen.length + change
  if (number < 1 || (number === chosen.length && chosen.length === 1 && p.members[chosen[0]!]!.length < 2)) return
  const saved = chosen.map((s) => ({ heart: p.heart[s]!, members: [...p.members[s]!] }))
  const units = saved.flatMap((s) => s.members).sort((a, b) => a - b)
  const hearts = pickHearts(p, units, number, rng)
  if (!hearts) return
  const ground = new Uint8Array(p.q.units)
  for (const u of units) {
    ground[u] = 1
    p.remove(u)
  }
  const drawn = hearts.map((h) => p.open(h))
  if (grow(p, drawn, ground, units, rng)) {
    descend(p, drawn, units)
    const after = p.score()
    if (lenience === Infinity || compareScores({ ...after, shape: after.shape - lenience }, before) < 0) return
  }
  for (const u of units) if (p.of[u]! >= 0) p.remove(u)
  putBack(p, saved)
}

/** Whether a circle has people beyond the minutes whom another heart would bring within. */
const isFar = (p: Partition, slot: number, least: Float64Array): boolean =>
  p.members[slot]!.some((u) => p.q.beyond[p.heart[slot]! * p.q.units + u]! > least[u]!)

/** How many circles to draw in place of the chosen ones: as many, or one more or fewer where that may be for the better. */
function howMany(p: Partition, chosen: readonly number[], rng: Random, least: Float64Array): number {
  const { q, wanted } = p
  const { band } = q
  const over = band.most !== null && chosen.some((s) => p.people[s]! > band.most! * PER_PERSON)
  const under = band.least !== null && chosen.some((s) => p.people[s]! < band.least! * PER_PERSON)
  const far = chosen.some((s) => isFar(p, s, least))
  const fewer = under || (band.about === null ? p.count > 1 : p.count > wanted)
  const more = over || far || p.count < wanted
  const dice = rng.next()
  if (more && dice < 0.3) return chosen.length + 1
  if (fewer && dice >= 0.6) return chosen.length - 1
  return chosen.length
}

/** Per unit: the fewest people beyond the minutes that any heart leaves. */
function leastBeyond({ units, hearts, beyond, free, home }: Question): Float64Array {
  const least = new Float64Array(units).fill(Infinity)
  for (let h = 0; h < hearts; h++)
    if (free[home[h]!]) for (let u = 0; u < units; u++) least[u] = Math.min(least[u]!, beyond[h * units + u]!)
  return least
}

/** Hearts for `number` circles over `units`: the fixed ones, one by chance, the rest each the best of some looked at. Null where there are too few. */
function pickHearts(p: Partition, units: readonly number[], number: number, rng: Random): number[] | null {
  const { q, heartsAt } = p
  const fixed = units.flatMap((u) => heartsAt[u]!.filter((h) => q.fixed[h]).slice(0, 1))
  const others = units.filter((u) => heartsAt[u]!.length > 0 && !heartsAt[u]!.some((h) => q.fixed[h]))
  if (fixed.length > number || fixed.length + others.length < number) return null
  const hearts = [...fixed]
  const homes = new Set(hearts.map((h) => q.home[h]!))
  const cost = new Map<number, number>()
  const take = (h: number) => {
    hearts.push(h)
    homes.add(q.home[h]!)
    for (const u of units) cost.set(u, Math.min(cost.get(u) ?? Infinity, costOf(q, h, u)))
  }
  for (const h of fixed) for (const u of units) cost.set(u, Math.min(cost.get(u) ?? Infinity, costOf(q, h, u)))
  while (hearts.length < number) {
    const left = others.filter((u) => !homes.has(u))
    if (left.length === 0) return null
    if (hearts.length === 0) {
      take(rng.pick(heartsAt[rng.pick(left)]!))
      continue
    }
    let [found, least] = [-1, Infinity]
    for (let k = 1 + rng.int(0, LOOKED_AT); k > 0; k--) {
      const h = rng.pick(heartsAt[rng.pick(left)]!)
      let sum = 0
      for (const u of units) sum += Math.min(cost.get(u)!, costOf(q, h, u))
      if (sum < least) [found, least] = [h, sum]
    }
    take(found)
  }
  return hearts
}
