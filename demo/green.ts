// Open ground: parks, the lake, the fields round the city.
import type { Random } from '@yike/core/base/random.ts'
import type { Drawing, Kerb } from './drawing.ts'
import { kerbsOf } from './lots.ts'
import { type P, part, place, type Quad, SIDES, type Side, sideOf } from './shape.ts'
import { groundOf, type StreetGrid } from './streets.ts'
import type { Terrain } from './terrain.ts'
import type { Cell } from './zones.ts'

/** A park: paths that meet in the middle, a round walk, trees, in large ones a pond. */
export function park(
  board: Drawing,
  ground: Quad,
  kerbs: readonly (Kerb | null)[],
  name: string,
  rng: Random,
  pond = 0,
): void {
  board.area(ground, { leisure: 'park', name })
  const ring = (r: number, wobble: number): P[] =>
    Array.from({ length: 24 }, (_, k) => {
      const a = (2 * Math.PI * k) / 24
      const far = r * (1 + wobble * Math.sin(3 * a + wobble * 40) + wobble * 0.6 * Math.cos(2 * a))
      return place(ground, 0.5 + far * Math.cos(a), 0.5 + far * Math.sin(a))
    })
  const walk = ring(0.34, 0.06).map((p) => board.node(p))
  board.way([...walk, walk[0]!], { highway: 'footway' })
  SIDES.forEach((s) => {
    const kerb = kerbs[s]
    if (!kerb) return
    const t = rng.between(0.4, 0.6)
    const [a, b] = sideOf(ground, s)
    const target = [18, 0, 6, 12][s]!
    const edge = board.node([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t])
    board.way([...board.enter(kerb, t), edge, walk[target]!], { highway: 'footway' })
  })
  if (pond > 0)
    board.area(ring(pond, 0.1), {
      natural: 'water',
      ...(pond > 0.22 ? { water: 'lake', name: '演示湖' } : { water: 'pond' }),
    })
  else {
    const heart = board.node(place(ground, 0.5, 0.5))
    for (const k of [0, 6, 12, 18]) board.way([walk[k]!, heart], { highway: 'footway' })
  }
}

/** A whole superblock as a park or a lake. */
export function openSpace(
  board: Drawing,
  terrain: Terrain,
  grid: StreetGrid,
  cell: Cell,
  name: string,
  rng: Random,
): void {
  const ground = groundOf(terrain, grid, cell.column, cell.row)
  if (!ground) return
  park(board, ground, kerbsOf(grid, cell), name, rng, cell.zone === 'lake' ? 0.29 : rng.next() < 0.6 ? 0.14 : 0)
}

/** Fields, with a track or two that leads into them. */
export function fields(board: Drawing, terrain: Terrain, grid: StreetGrid, cell: Cell, rng: Random): void {
  const ground = groundOf(terrain, grid, cell.column, cell.row)
  if (!ground) return
  const strips = rng.int(2, 5)
  for (let k = 0; k < strips; k++)
    board.area(part(ground, k / strips + 0.005, 0.01, (k + 1) / strips - 0.005, 0.99), {
      landuse: rng.pick(['farmland', 'farmland', 'orchard']),
    })
  const side = rng.int(0, 4) as Side
  const kerb = kerbsOf(grid, cell)[side]
  if (!kerb) return
  const t = rng.between(0.3, 0.7)
  const [u, v] = side === 0 || side === 2 ? [t, side === 0 ? 0.6 : 0.4] : [side === 3 ? 0.6 : 0.4, t]
  board.way([...board.enter(kerb, t), board.node(place(ground, u!, v!))], { highway: 'track' })
}
