// What each superblock is for. A city grows outwards from its old quarter until everybody has a home.
import type { Random } from '@yike/core/base/random.ts'
import { blocksFor, type Terrain } from './terrain.ts'

export type Zone =
  | 'old-town' // 老城
  | 'danwei' // 新村, six storeys, 1980s
  | 'estate' // 商品房小区
  | 'newtown' // towers at the edge
  | 'village' // 城中村
  | 'cbd'
  | 'industry'
  | 'park'
  | 'lake'
  | 'country'

/** A superblock between four lines of the grid. */
export interface Cell {
  readonly column: number
  readonly row: number
  zone: Zone
  /** Across the river, within two blocks of it: late to be served. */
  readonly acrossRiver: boolean
  /** Place in the order of growth; country comes last. */
  readonly rank: number
}

/** People in a superblock of each zone, about; the sum decides how far the city grows. */
const PEOPLE: Readonly<Record<Zone, number>> = {
  'old-town': 6300,
  danwei: 4000,
  estate: 5400,
  newtown: 5200,
  village: 8000,
  cbd: 900,
  industry: 350,
  park: 0,
  lake: 0,
  country: 0,
}

/** The cells of the grid by column and row; bands (river, rail, expressway) have none. */
export type Cells = readonly (readonly (Cell | null)[])[]

export const cellAt = (cells: Cells, column: number, row: number): Cell | null => cells[column]?.[row] ?? null

/** Whether a cell is built upon. */
export const isUrban = (cell: Cell | null): boolean => cell !== null && cell.zone !== 'country'

/** Gives every superblock its zone. */
export function planZones(terrain: Terrain, people: number, rng: Random): Cells {
  const { columns, rows, river, rail } = terrain
  const middle = (b: { from: number; to: number }) => (b.from + b.to) / 2
  const riverU = columns[river]!.from
  const coreRows = rows.filter((b) => b.kind === 'block')
  const coreColumns = columns.filter((b) => b.kind === 'block')
  const midV = (coreRows[0]!.from + coreRows.at(-1)!.to) / 2
  const height = coreRows.at(-1)!.to - coreRows[0]!.from
  const eastEnd = coreColumns.at(-1)!.to
  const westEnd = coreColumns[0]!.from

  interface Candidate {
    column: number
    row: number
    u: number
    v: number
    rank: number
    zone: Zone | null
  }
  const candidates: Candidate[] = []
  columns.forEach((c, column) => {
    if (c.kind !== 'block') return
    rows.forEach((r, row) => {
      if (r.kind !== 'block') return
      candidates.push({ column, row, u: middle(c), v: middle(r), rank: 0, zone: null })
    })
  })

  const old = { u: riverU - 500, v: midV - 0.06 * height }
  const business = { u: old.u - Math.min(1100, (old.u - westEnd) * 0.4), v: old.v + Math.min(1100, height * 0.2) }
  const newtown = { u: eastEnd - 650, v: midV + 0.22 * height }
  const works = { u: westEnd + 300, v: midV - 0.3 * height }
  const far = (c: Candidate, to: { u: number; v: number }) => Math.hypot(c.u - to.u, c.v - to.v)
  for (const c of candidates) {
    const beyond = (c.column > river ? 350 : 0) + (c.column < rail ? 150 : 0)
    const fromCentre = far(c, old) + beyond
    const fromNew = far(c, newtown) * 1.15 + 500
    c.rank = Math.min(fromCentre, fromNew) + rng.between(-220, 220)
  }

  const count = blocksFor(people)
  const nearest = (to: { u: number; v: number }, share: number, zone: Zone, fits: (c: Candidate) => boolean) => {
    const free = candidates
      .filter((c) => c.zone === null && fits(c))
      .sort((a, b) => far(a, to) - far(b, to) || a.column - b.column)
    for (const c of free.slice(0, Math.max(1, Math.round(count * share)))) c.zone = zone
  }
  nearest(old, 0.065, 'old-town', (c) => c.column < river)
  nearest(business, 0.05, 'cbd', (c) => c.column < river && c.column > rail)
  nearest(newtown, 0.15, 'newtown', (c) => c.column > river)
  if (count > 20) nearest(works, 0.06, 'industry', (c) => c.column < rail)

  for (const c of candidates) if (c.zone === 'industry') c.rank *= 0.7 // works came before the homes round them
  candidates.sort((a, b) => a.rank - b.rank || a.column - b.column || a.row - b.row)
  const kind = rng.fork('kinds')
  candidates.forEach((c, k) => {
    const share = k / count // how far out in the order of growth
    const x = kind.next()
    if (c.zone === 'newtown') {
      if (count > 20 && x < 0.09) c.zone = 'park'
      return
    }
    if (c.zone) return
    if (count > 12 && x < 0.055) c.zone = 'park'
    else if (share > 0.45 && x > 0.95) c.zone = 'village'
    else c.zone = x < 0.05 + 0.95 * Math.max(0, 0.85 - share * 1.05) ? 'danwei' : 'estate'
  })
  if (count > 15) {
    const lakes = candidates.filter((c) => c.zone === 'newtown' || c.zone === 'park')
    for (let k = 0; k < Math.max(1, Math.round(count / 90)); k++) {
      const at = lakes[Math.floor(((k + 0.5) / Math.max(1, Math.round(count / 90))) * lakes.length)]
      if (at) at.zone = 'lake'
    }
  }

  const cells: (Cell | null)[][] = columns.map((c, column) =>
    rows.map((r, row): Cell | null =>
      [c, r].every((b) => b.kind === 'block' || b.kind === 'out')
        ? { column, row, zone: 'country', acrossRiver: false, rank: Number.MAX_SAFE_INTEGER }
        : null,
    ),
  )
  let housed = 0
  candidates.forEach((c, rank) => {
    if (housed >= people) return
    housed += PEOPLE[c.zone!]
    const acrossRiver = c.column > river && c.column <= river + 2
    cells[c.column]![c.row] = { column: c.column, row: c.row, zone: c.zone!, acrossRiver, rank }
  })
  return cells
}
