// Who lacks what, and on what evidence. Only cells about which something can be said make a gap: beyond the limit, or none listed.
import { DS, type Nearest } from '../access/answers.ts'
import type { Snaps } from '../network/snap.ts'
import type { AreaRow, Band, OutletRow } from '../source/rows.ts'
import type { Category, Tier } from '../standard/define.ts'
import type { Groups } from './facts.ts'
import { confirmedOf } from './knowledge.ts'
import { type CellFacts, type Gap, type Knowledge, STATES } from './measured.ts'

const BEYOND = STATES.indexOf('beyond')
const NONE = STATES.indexOf('none')

/** Basic needs come first (优先配齐基本保障类业态). */
const ORDER: readonly Tier[] = ['basic', 'quality', 'carrier']

/** What gaps are drawn from. */
export interface GapInputs {
  readonly state: Uint8Array
  readonly categories: readonly Category[]
  readonly areas: readonly AreaRow[]
  readonly outlets: readonly OutletRow[]
  readonly facts: CellFacts
  readonly groups: Groups
  readonly nearest: readonly Nearest[]
  readonly knowledge: readonly Knowledge[]
  readonly cellSnaps: Snaps
}

/** The gap of one tract or place while it is added up. */
interface Sum {
  readonly people: Float64Array
  cells: number
  /** The cell with most people; of two alike the first. */
  cell: number
}

/**
 * The gaps of the whole city and of every area, sorted: basic before quality before carriers, then by people, most first; the
 * city before its areas where they tie.
 */
export function gapsOf(inputs: GapInputs): readonly Gap[] {
  const { state, categories, areas, facts, groups } = inputs
  const cells = facts.tract.length
  const width = groups.bands.length
  const found: { readonly gap: Gap; readonly place: number; readonly category: number }[] = []
  categories.forEach((_, c) => {
    const byTract = sums(facts.tractAreas.length, width)
    for (let i = 0; i < cells; i++) {
      const code = state[c * cells + i]!
      if ((code !== BEYOND && code !== NONE) || !(groups.people[i * width]! > 0)) continue
      addCell(byTract[facts.tract[i]!]!, i, groups)
    }
    const byPlace = sums(1 + areas.length, width)
    byTract.forEach((sum, t) => {
      if (sum.cells === 0) return
      addSum(byPlace[0]!, sum, groups)
      for (const area of facts.tractAreas[t]!) addSum(byPlace[1 + area]!, sum, groups)
    })
    byPlace.forEach((sum, place) => {
      if (sum.cells > 0) found.push({ gap: gapOf(inputs, c, place, sum), place, category: c })
    })
  })
  const rank = (c: number) => ORDER.indexOf(categories[c]!.tier)
  found.sort(
    (a, b) =>
      rank(a.category) - rank(b.category) ||
      b.gap.people - a.gap.people ||
      a.place - b.place ||
      a.category - b.category,
  )
  return found.map(({ gap }) => gap)
}

const sums = (n: number, width: number): Sum[] =>
  Array.from({ length: n }, () => ({ people: new Float64Array(width), cells: 0, cell: -1 }))

function addCell(sum: Sum, cell: number, { people, bands }: Groups): void {
  const width = bands.length
  for (let g = 0; g < width; g++) sum.people[g]! += people[cell * width + g]!
  sum.cells++
  if (sum.cell < 0 || people[cell * width]! > people[sum.cell * width]!) sum.cell = cell
}

function addSum(into: Sum, sum: Sum, { people, bands }: Groups): void {
  const width = bands.length
  for (let g = 0; g < width; g++) into.people[g]! += sum.people[g]!
  into.cells += sum.cells
  const [mine, theirs] = [people[into.cell * width] ?? -1, people[sum.cell * width]!]
  if (into.cell < 0 || theirs > mine || (theirs === mine && sum.cell < into.cell)) into.cell = sum.cell
}

function gapOf(inputs: GapInputs, c: number, place: number, sum: Sum): Gap {
  const { areas, categories, outlets, groups, knowledge, cellSnaps } = inputs
  const { ds, mm, outlet } = inputs.nearest[c]!
  const bands: Partial<Record<Band, number>> = {}
  groups.bands.forEach((band, g) => {
    if (band) bands[band] = sum.people[g]!
  })
  const { cell } = sum
  const has = outlet[cell]! >= 0
  const { basis } = knowledge[c]!
  if (!basis) throw new Error(`A gap in ${categories[c]!.id} rests on no source.`)
  return {
    area: place === 0 ? null : areas[place - 1]!.id,
    category: categories[c]!.id,
    people: sum.people[0]!,
    bands,
    cells: sum.cells,
    cell,
    nearest: has ? { outlet: outlet[cell]!, seconds: ds[cell]! / DS, meters: mm[cell]! / 1000 } : null,
    snapMeters: snapMetersOf(cellSnaps, cell),
    basis,
    confirmed: has ? confirmedOf(outlets[outlet[cell]!]!) : null,
  }
}

/** Metres from a cell to where it meets the street, by its shortest leg; null where it does not. */
function snapMetersOf(snaps: Snaps, cell: number): number | null {
  let least: number | null = null
  for (let s = snaps.first[cell]!; s < snaps.first[cell + 1]!; s++) {
    const meters = snaps.legMm[s]! / 1000
    if (least === null || meters < least) least = meters
  }
  return least
}
