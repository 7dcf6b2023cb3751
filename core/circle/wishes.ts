// What an officer wishes: circles that stay, pairs that must be apart, hearts that are fixed; as the numbers that a question takes.
import { Fault } from '../base/fault.ts'
import type { Findings } from '../base/finding.ts'
import { AreaIndex } from '../geo/polygon-index.ts'
import type { Circle, Heart } from './circle.ts'
import type { Question } from './delineate/question.ts'
import type { CircleFigures } from './delineation.ts'
import type { Town } from './town.ts'

/** Locked circles, the units they hold, and the cells that lie in borders that were drawn freely. */
export function lockedIn(
  town: Town,
  given: readonly Circle[],
  indexOf: ReadonlyMap<string, number>,
  findings: Findings,
) {
  const { m, units } = town
  const taken = new Uint8Array(units.ids.length)
  let cells: Uint8Array | null = null
  const circles = given.map((circle) => ({ ...circle, locked: true }))
  const drawn: number[] = []
  circles.forEach((circle, c) => {
    if (circle.units.length === 0) drawn.push(c)
    for (const id of circle.units) {
      if (indexOf.has(id)) taken[indexOf.get(id)!] = 1
      else findings.note('locked-odd-unit', m.population.file, null, `${circle.name || circle.id}: ${id}`)
    }
  })
  if (drawn.length > 0) {
    // a unit goes with a drawn border when most of its residents live within
    const index = new AreaIndex(drawn.map((c) => circles[c]!.polygon))
    const [inside, all] = [new Float64Array(taken.length), new Float64Array(taken.length)]
    cells = Uint8Array.from(units.ofCell, (u, i) => {
      const within = index.areaOf(m.population.lng[i]!, m.population.lat[i]!) >= 0
      if (u >= 0) {
        all[u]! += m.population.people[i]!
        if (within) inside[u]! += m.population.people[i]!
      }
      return within ? 1 : 0
    })
    for (let u = 0; u < taken.length; u++) if (inside[u]! > all[u]! / 2) taken[u] = 1
  }
  return { circles, units: taken, cells }
}

/** Notes circles in which nobody lives: a border drawn elsewhere, or in another datum. */
export function noteEmpty(
  { m }: Town,
  circles: readonly Circle[],
  figures: readonly CircleFigures[],
  findings: Findings,
): void {
  circles.forEach((circle, c) => {
    if (figures[c]!.people === 0) findings.note('circle-empty', m.population.file, null, circle.name || circle.id)
  })
}

/** Per unit, those that may not share its circle. Faults: unknown-unit, bad-value. */
export function apartOf(
  pairs: readonly (readonly [string, string])[],
  indexOf: ReadonlyMap<string, number>,
): Map<number, number[]> {
  const apart = new Map<number, number[]>()
  for (const [a, b] of pairs) {
    const found = [a, b].map((id) => {
      const u = indexOf.get(id)
      if (u === undefined)
        throw new Fault('unknown-unit', { id, what: { zh: '不得同圈的一对', en: 'the forbidden pair' } })
      return u
    })
    const [u, v] = found as [number, number]
    if (u === v) throw new Fault('bad-value', { name: '--forbid', expected: 'A,B', got: `${a},${b}` })
    for (const [x, y] of [
      [u, v],
      [v, u],
    ] as const)
      apart.set(x, [...(apart.get(x) ?? []), y])
  }
  return apart
}

/** Fault fixed-together where two fixed hearts stand in one unit. */
export function fixedApart(q: Question, hearts: readonly Heart[]): void {
  const at = new Map<number, number>()
  for (let h = 0; h < q.hearts; h++) {
    if (!q.fixed[h]) continue
    const other = at.get(q.home[h]!)
    if (other !== undefined)
      throw new Fault('fixed-together', {
        a: hearts[other]!.name || hearts[other]!.id,
        b: hearts[h]!.name || hearts[h]!.id,
      })
    at.set(q.home[h]!, h)
  }
}
