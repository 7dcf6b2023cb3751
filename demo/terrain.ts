// The lie of the land: a grid of superblocks, bent and turned, with bands left free for the river, the railway and the
// elevated expressways. Streets run on its lines, so whatever lies in a band is crossed only where a line is let through.
//
//      out   west        rail       river   east      out
//     ┌────┬────┬────┬┬────┬────┬───┐≈≈┌────┬────┬────┐
//     │    │    │    ││    │    │   │≈≈│    │    │    │      core blocks 400–600 m, outskirts 800–920 m
//     ├────┼────┼────┼┼────┼────┼───┤≈≈├────┼────┼────┤
//     ╞════╪════╪════╪╪════╪════╪═══╡══╞════╪════╪════╡ expressway
//     └────┴────┴────┴┴────┴────┴───┘≈≈└────┴────┴────┘
import type { Random } from '@yike/core/base/random.ts'
import type { P, Quad } from './shape.ts'

export type BandKind = 'block' | 'out' | 'river' | 'rail' | 'expressway'

/** A column or row of the grid, between two of its lines. */
export interface Band {
  readonly kind: BandKind
  readonly from: number
  readonly to: number
}

/** The ground that a city is drawn on. Line i lies west (south) of band i; a band's lines are i and i + 1. */
export interface Terrain {
  readonly columns: readonly Band[]
  readonly rows: readonly Band[]
  readonly river: number
  readonly rail: number
  /** Rows with an expressway. */
  readonly expressways: readonly number[]
  /** Lines that are primary streets. */
  readonly mainColumns: ReadonlySet<number>
  readonly mainRows: ReadonlySet<number>
  /** From the straight grid to the ground, metres to metres. */
  readonly warp: (u: number, v: number) => P
  /** Where lines i and j meet. */
  readonly corner: (i: number, j: number) => P
  /** The four corners of a cell. */
  readonly cell: (column: number, row: number) => Quad
}

/** Width of the band that the river lies in, its banks included, metres. */
export const RIVER_BAND = 230
const RAIL_BAND = 60
const EXPRESSWAY_BAND = 76
const OUTSKIRTS = 2

/** Urban superblocks that a city of so many people fills, about. */
export const blocksFor = (people: number): number => Math.max(6, people / 4400)

/** The ground for `people`. */
export function makeTerrain(people: number, rng: Random): Terrain {
  const core = blocksFor(people) * 1.16
  const rowCount = Math.max(3, Math.round(Math.sqrt(core * 0.85)))
  const columnCount = Math.max(4, Math.ceil(core / rowCount))
  const eastCount = Math.max(2, Math.round(columnCount * 0.42))
  const westCount = columnCount - eastCount
  const railAfter = Math.max(1, Math.round(westCount * 0.3))

  const columnKinds: BandKind[] = []
  for (let k = 0; k < westCount; k++) {
    if (k === railAfter) columnKinds.push('rail')
    columnKinds.push('block')
  }
  columnKinds.push('river', ...Array<BandKind>(eastCount).fill('block'))
  const rowKinds: BandKind[] = []
  const every = 13
  for (let k = 0; k < rowCount; k++) {
    if (k === Math.max(1, Math.round(rowCount * 0.3)) % every || (k > every / 2 && k % every === 4))
      rowKinds.push('expressway')
    rowKinds.push('block')
  }

  const columns = bands(columnKinds, rng.fork('columns'))
  const rows = bands(rowKinds, rng.fork('rows'))
  const river = columns.findIndex((b) => b.kind === 'river')
  const warp = makeWarp((columns[river]!.from + columns[river]!.to) / 2, rng.fork('warp'))
  const lineU = (i: number) => (i < columns.length ? columns[i]!.from : columns.at(-1)!.to)
  const lineV = (j: number) => (j < rows.length ? rows[j]!.from : rows.at(-1)!.to)
  const corner = (i: number, j: number) => warp(lineU(i), lineV(j))
  return {
    columns,
    rows,
    river,
    rail: columns.findIndex((b) => b.kind === 'rail'),
    expressways: rows.flatMap((b, j) => (b.kind === 'expressway' ? [j] : [])),
    mainColumns: mainLines(columns),
    mainRows: mainLines(rows),
    warp,
    corner,
    cell: (c, r) => [corner(c, r), corner(c + 1, r), corner(c + 1, r + 1), corner(c, r + 1)],
  }
}

/** Bands with their sizes, outskirts on both ends, the middle at 0. */
function bands(kinds: readonly BandKind[], rng: Random): Band[] {
  const all: BandKind[] = [
    ...Array<BandKind>(OUTSKIRTS).fill('out'),
    ...kinds,
    ...Array<BandKind>(OUTSKIRTS).fill('out'),
  ]
  const sizes = all.map((kind) => {
    if (kind === 'out') return rng.between(800, 920)
    if (kind === 'river') return RIVER_BAND
    if (kind === 'rail') return RAIL_BAND
    if (kind === 'expressway') return EXPRESSWAY_BAND
    return rng.between(410, 590)
  })
  let at = -sizes.reduce((a, b) => a + b, 0) / 2
  return all.map((kind, i) => {
    const from = at
    at += sizes[i]!
    return { kind, from, to: at }
  })
}

/** Every third line that does not run along a band: the primary streets, 1–1.6 km apart. */
function mainLines(bands: readonly Band[]): ReadonlySet<number> {
  const main = new Set<number>()
  let since = 1
  for (let line = 1; line < bands.length; line++) {
    since++
    const plain = [bands[line - 1]!, bands[line]!].every((b) => b.kind === 'block' || b.kind === 'out')
    if (since < 3 || !plain) continue
    main.add(line)
    since = 0
  }
  return main
}

/**
 * The bend of the ground: the river's meanders, which fade away from it and take the streets beside it with them, a slow
 * sway of the whole city, and a turn of some degrees. Slopes stay under 0.6, so cells remain convex.
 */
function makeWarp(riverU: number, rng: Random): (u: number, v: number) => P {
  const turn = ((rng.between(4, 9) * Math.PI) / 180) * (rng.next() < 0.5 ? -1 : 1)
  const [c, s] = [Math.cos(turn), Math.sin(turn)]
  const phase = Array.from({ length: 5 }, () => rng.between(0, 2 * Math.PI))
  const wave = (x: number, length: number, k: number) => Math.sin((2 * Math.PI * x) / length + phase[k]!)
  return (u, v) => {
    const fade = Math.exp(-(((u - riverU) / 1100) ** 2))
    const meander = fade * (250 * wave(v, 5200, 0) + 55 * wave(v, 2300, 1))
    const x = u + meander + 90 * wave(v, 7600, 2)
    const y = v + 120 * wave(u, 6800, 3) + 35 * wave(u, 2900, 4)
    return [c * x - s * y, s * x + c * y]
  }
}
