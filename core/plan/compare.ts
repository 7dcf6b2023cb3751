// The same city in several states, side by side: who is covered in each, who gains and who loses against the first. Moves make
// losers, so gains and losses are never set off against each other.

import type { Name } from '../base/name.ts'
import type { Circles } from '../circle/circle.ts'
import { shareOf } from '../circle/coverage.ts'
import { groupsOf } from '../circle/facts.ts'
import { type Measured, type Share, STATES } from '../circle/measured.ts'
import type { Band } from '../source/rows.ts'
import type { Category } from '../standard/define.ts'
import { circlesOver } from './circles-of-areas.ts'
import { conventionDifferences } from './differences.ts'

const WITHIN = STATES.indexOf('within')
const BEYOND = STATES.indexOf('beyond')
const NONE = STATES.indexOf('none')

/** One state of the city. */
export interface Side {
  readonly name: string
  readonly measured: Measured
}

/**
 * Where: the city; its areas, each on its own (an area within an area counts in both); its circles, and those who live in none,
 * who with the circles are the city, each once.
 */
export interface ComparePlace {
  readonly kind: 'city' | 'area' | 'circle' | 'no-circle'
  /** Null for the city and for those in no circle. */
  readonly id: string | null
  readonly name: string
}

/** One category among one set of people. */
export interface Compared {
  readonly place: ComparePlace
  readonly category: string
  /** Null: all residents. */
  readonly band: Band | null
  /** Per side. */
  readonly shares: readonly Share[]
  /**
   * Per side, against the first: people in cells that come within reach, and in cells that no longer are; residents of both sides
   * only. Null where the sides count other residents.
   */
  readonly gained: readonly (number | null)[]
  readonly lost: readonly (number | null)[]
}

/** A gap (people beyond or without, at least one) that one side has and the first has not, or the other way round. */
export interface GapChange {
  readonly place: ComparePlace
  readonly category: string
  /** Index of the side. */
  readonly side: number
  readonly change: 'closed' | 'opened'
  /** People that it was or is. */
  readonly people: number
}

/** Several states side by side. */
export interface Comparison {
  readonly sides: readonly string[]
  /** Categories that all sides know, in the order of the first. */
  readonly categories: readonly Category[]
  readonly rows: readonly Compared[]
  readonly gaps: readonly GapChange[]
  /** What is not the same under which the sides were measured: then their numbers are not comparable as they stand. */
  readonly differences: readonly Name[]
}

/** Compares sides; the first is what the others are held against. `circles` are those of the first. */
export function compare(sides: readonly Side[], circles: Circles | null): Comparison {
  const [base, ...others] = sides
  if (!base || others.length === 0) throw new Error(`A comparison takes two sides or more; got ${sides.length}.`)
  const categories = base.measured.categories.filter(({ id }) =>
    others.every(({ measured }) => measured.categories.some((c) => c.id === id)),
  )
  const places = sides.map(({ measured }) => placesOf(measured, circles))
  const sums = sides.map(({ measured }, s) => new Sums(measured, base.measured, places[s]!))
  const bands = groupsOf(base.measured.population).bands
  const rows: Compared[] = []
  const gaps: GapChange[] = []
  for (const [key, { place }] of places[0]!) {
    if (!places.every((its) => its.has(key))) continue
    for (const { id } of categories) {
      const tallies = sums.map((its) => its.of(key, id))
      bands.forEach((band) => {
        const parts = tallies.map((t) => t.of(band))
        if (parts.some((p) => p === null)) return
        rows.push({
          place,
          category: id,
          band,
          shares: parts.map((p) => p!.share),
          gained: parts.map((p) => p!.gained),
          lost: parts.map((p) => p!.lost),
        })
      })
      const lacking = tallies.map((t) => t.lacking)
      lacking.forEach((people, side) => {
        if (side === 0 || Math.round(people) >= 1 === Math.round(lacking[0]!) >= 1) return
        const change = Math.round(people) >= 1 ? 'opened' : 'closed'
        gaps.push({ place, category: id, side, change, people: change === 'opened' ? people : lacking[0]! })
      })
    }
  }
  const strangers = others.filter(
    (side) => sharedCells(side.measured, base.measured) < base.measured.population.lng.length,
  )
  const differences = [
    ...conventionDifferences(sides),
    ...strangers.map(({ name }) => ({
      zh: `${name} 的居民单元与 ${base.name} 不是同一批：只能并列，不能逐户说谁得谁失`,
      en: `${name} counts other residents than ${base.name}: they stand side by side, but who gained cannot be told`,
    })),
  ]
  return { sides: sides.map((s) => s.name), categories, rows, gaps, differences }
}

interface Held {
  readonly place: ComparePlace
  readonly cells: Int32Array
}

/** The places of a state with their cells, by a key that is the same on every side. */
function placesOf(m: Measured, circles: Circles | null): ReadonlyMap<string, Held> {
  const cells = m.population.lng.length
  const held = new Map<string, Held>()
  const all = Int32Array.from({ length: cells }, (_, i) => i)
  held.set('city', { place: { kind: 'city', id: null, name: '' }, cells: all })
  const inArea: number[][] = m.areas.map(() => [])
  for (let i = 0; i < cells; i++) for (const a of m.facts.tractAreas[m.facts.tract[i]!]!) inArea[a]!.push(i)
  m.areas.forEach(({ id, name }, a) => {
    if (inArea[a]!.length > 0)
      held.set(`area ${id}`, { place: { kind: 'area', id, name }, cells: Int32Array.from(inArea[a]!) })
  })
  if (!circles) return held
  const { ofCell } = circlesOver(circles, m)
  const inCircle: number[][] = [...circles.circles, null].map(() => [])
  ofCell.forEach((c, i) => void inCircle[c < 0 ? circles.circles.length : c]!.push(i))
  circles.circles.forEach(({ id, name }, c) => {
    held.set(`circle ${id}`, { place: { kind: 'circle', id, name }, cells: Int32Array.from(inCircle[c]!) })
  })
  const rest: ComparePlace = { kind: 'no-circle', id: null, name: '' }
  held.set('no-circle', { place: rest, cells: Int32Array.from(inCircle.at(-1)!) })
  return held
}

/** Leading cells that two populations have in common: the same places with the same people. */
export function sharedCells(a: Measured, b: Measured): number {
  const [p, q] = [a.population, b.population]
  const most = Math.min(p.lng.length, q.lng.length)
  let n = 0
  while (n < most && p.lng[n] === q.lng[n] && p.lat[n] === q.lat[n] && p.people[n] === q.people[n]) n++
  return n
}

interface Part {
  readonly share: Share
  readonly gained: number | null
  readonly lost: number | null
}

interface Tally {
  of(band: Band | null): Part | null
  /** All residents beyond or without. */
  readonly lacking: number
}

/** Sums of people of one side, by place and category, against the base. */
class Sums {
  readonly #m: Measured
  readonly #base: Measured
  readonly #places: ReadonlyMap<string, Held>
  readonly #groups: ReturnType<typeof groupsOf>
  /** Whether all cells of the base are the first cells here. */
  readonly #same: boolean

  constructor(m: Measured, base: Measured, places: ReadonlyMap<string, Held>) {
    this.#m = m
    this.#base = base
    this.#places = places
    this.#groups = groupsOf(m.population)
    this.#same = sharedCells(m, base) === base.population.lng.length
  }

  of(key: string, category: string): Tally {
    const { bands, people } = this.#groups
    const width = bands.length
    const [m, base] = [this.#m, this.#base]
    const [cells, before] = [m.population.lng.length, base.population.lng.length]
    const at = m.categories.findIndex((c) => c.id === category) * cells
    const was = base.categories.findIndex((c) => c.id === category) * before
    const sums = new Float64Array(STATES.length * width)
    const gained = new Float64Array(width)
    const lost = new Float64Array(width)
    for (const i of this.#places.get(key)!.cells) {
      const now = m.state[at + i]!
      for (let g = 0; g < width; g++) sums[now * width + g]! += people[i * width + g]!
      if (i >= before) continue
      const then = base.state[was + i]!
      if ((now === WITHIN) === (then === WITHIN)) continue
      const to = now === WITHIN ? gained : lost
      for (let g = 0; g < width; g++) to[g]! += people[i * width + g]!
    }
    const same = this.#same
    return {
      lacking: sums[BEYOND * width]! + sums[NONE * width]!,
      of: (band) => {
        const g = bands.indexOf(band)
        if (g < 0) return null
        const share = shareOf(sums, g, width)
        return { share, gained: same ? gained[g]! : null, lost: same ? lost[g]! : null }
      },
    }
  }
}
