// Small steps that make circles better: a unit at the border goes to the neighbour, two change places, a heart moves within.
import type { Partition } from './partition.ts'
import { areApart } from './question.ts'
import { compareScores } from './score.ts'

const PASSES = 40
/** Circles of more units than this are made of such small ones that moves do what swaps would. */
const FEW = 24

/** Steps within the circles of `slots` and their units until none makes the score better. */
export function descend(p: Partition, slots: readonly number[], units: readonly number[]): void {
  const inside = new Uint8Array(p.members.length)
  for (const slot of slots) inside[slot] = 1
  for (let pass = 0; pass < PASSES; pass++) {
    let better = false
    for (const slot of slots) if (p.members[slot]!.length > 0 && p.centre(slot)) better = true
    for (const u of units) if (moved(p, u, inside)) better = true
    if (!better) for (const u of units) if (swapped(p, u, inside)) better = true
    if (!better) return
  }
}

/** The best move of a unit to a circle beside it, if any is for the better. */
function moved(p: Partition, u: number, inside: Uint8Array): boolean {
  const from = p.of[u]!
  if (from < 0 || p.members[from]!.length < 2 || p.q.home[p.heart[from]!] === u) return false
  let best = p.score()
  let to = -1
  for (const slot of p.slotsBeside(u)) {
    if (!inside[slot]) continue
    const score = p.scoreOfMove(u, slot)
    if (compareScores(score, best) < 0 && p.mayJoin(u, slot)) [best, to] = [score, slot]
  }
  if (to < 0 || !p.holdsWithout(u)) return false
  p.remove(u)
  p.add(u, to)
  return true
}

/** Changes `u` for a unit of a circle beside it, the first for which that is better. */
function swapped(p: Partition, u: number, inside: Uint8Array): boolean {
  const from = p.of[u]!
  if (from < 0 || p.members[from]!.length < 2 || !p.mayLeave(u)) return false
  const { q } = p
  for (const to of p.slotsBeside(u)) {
    if (!inside[to] || p.members[to]!.length > FEW) continue
    const before = p.score()
    if (p.scoreOfMove(u, to).beyond > before.beyond) continue // what is too far for one does not come nearer by a swap
    for (const v of [...p.members[to]!]) {
      if (v === q.home[p.heart[to]!] || !p.slotsBeside(v).includes(from)) continue
      p.remove(u)
      p.add(u, to)
      if (
        compareScores(p.scoreOfMove(v, from), before) < 0 &&
        p.mayLeave(v) &&
        touches(p, v, from) &&
        !areApart(q, v, p.members[from]!) &&
        !areApart(
          q,
          u,
          p.members[to]!.filter((w) => w !== v),
        )
      ) {
        p.remove(v)
        p.add(v, from)
        return true
      }
      p.remove(u)
      p.add(u, from)
    }
  }
  return false
}

const touches = (p: Partition, u: number, slot: number): boolean => p.slotsBeside(u).includes(slot)
