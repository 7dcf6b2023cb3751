// From every heart to the residents round it: one bounded search a heart, summed by unit.
import { DS } from '../access/answers.ts'
import { OneToMany } from '../access/one-to-many.ts'
import type { Search } from '../access/search.ts'
import { heed, type Progress } from '../base/progress.ts'
import { PER_PERSON } from './delineate/question.ts'
import type { Hearts } from './hearts.ts'
import type { Measured } from './measured.ts'
import type { Units } from './units.ts'

/** Walks are looked for up to so many times the minutes; whoever is further counts as that far. Own proposal (inference). */
export const HORIZON = 2

/** Per heart h and unit u, at `h * units + u`: residents in thousandths. Only those who are joined to the streets count. */
export interface Walks {
  /** Within the minutes. */
  readonly within: Float64Array
  /** Residents × deciseconds, the horizon for those beyond it. */
  readonly walk: Float64Array
  /** Per unit: residents who are joined, and all. */
  readonly joined: Float64Array
  readonly people: Float64Array
}

/** Residents of each cell in whole thousandths; none for cells that are counted elsewhere (`elsewhere`: 1). */
export const thousandths = (people: Float64Array, elsewhere: Uint8Array | null = null): Float64Array =>
  people.map((n, i) => (elsewhere?.[i] ? 0 : Math.round(n * PER_PERSON)))

/** The walks. Fault: cancelled. */
export function walksOf(
  m: Pick<Measured, 'cellSnaps' | 'facts' | 'convention'>,
  search: Search,
  units: Units,
  hearts: Pick<Hearts, 'list' | 'snaps'>,
  cellPeople: Float64Array,
  progress: Progress,
): Walks {
  const n = units.ids.length
  const limit = Math.round(m.convention.minutes * 60 * DS)
  const horizon = HORIZON * limit
  const [joined, people] = [new Float64Array(n), new Float64Array(n)]
  units.ofCell.forEach((u, i) => {
    if (u < 0) return
    people[u]! += cellPeople[i]!
    if (m.facts.joined[i]) joined[u]! += cellPeople[i]!
  })
  const within = new Float64Array(hearts.list.length * n)
  const walk = new Float64Array(hearts.list.length * n)
  const met = new Float64Array(n)
  const oneToMany = new OneToMany(search, m.cellSnaps)
  progress.begin({ zh: '从各中心步行到居民', en: 'Walking from each heart' }, hearts.list.length)
  for (let h = 0; h < hearts.list.length; h++) {
    met.fill(0)
    oneToMany.from(hearts.snaps, h, horizon, (i, ds) => {
      const u = units.ofCell[i]!
      if (u < 0 || !m.facts.joined[i]) return
      const at = h * n + u
      met[u]! += cellPeople[i]!
      walk[at]! += cellPeople[i]! * ds
      if (ds <= limit) within[at]! += cellPeople[i]!
    })
    for (let u = 0; u < n; u++) walk[h * n + u]! += (joined[u]! - met[u]!) * horizon
    if (h % 16 === 0) {
      progress.step(h)
      heed(progress)
    }
  }
  return { within, walk, joined, people }
}
