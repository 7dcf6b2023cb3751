// What must hold of every town: random drawn towns, built, snapped and searched as the product does.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Walker } from '../access/convention.ts'
import { doorsAt } from '../access/points.ts'
import { Search } from '../access/search.ts'
import { walkerOf } from '../access/walkers.ts'
import { EDGE_KINDS, EVERYONE, NOBODY, RESIDENTS, type WalkGraph } from '../network/graph.ts'
import { EdgeIndex, type Snaps, snapPoints } from '../network/snap.ts'
import type { Tags } from '../source/rows.ts'
import { askNearest } from './ask.ts'
import { type PlainSnap, plainCosts } from './oracle.ts'
import { type Scene, type SceneOptions, scene } from './scene.ts'

const LETTERS = 'ABCDEFGHIJKLMNOPQRST' // four rows of five
const COLUMNS = 5
const GATE = EDGE_KINDS.indexOf('gate')

const CLASSES: readonly Tags[] = [
  { highway: 'residential' },
  { highway: 'footway' },
  { highway: 'steps' },
  { highway: 'service' },
  { highway: 'service', access: 'private' },
  { highway: 'residential', access: 'no' },
]
const PUBLIC = 4 // of them, so many are open to everyone
const GATES: readonly Tags[] = [
  { barrier: 'gate', access: 'private' },
  { barrier: 'lift_gate', access: 'private' },
  { barrier: 'wall' },
  { barrier: 'bollard' },
]

/** A town as chance draws it. */
interface Plan {
  /** How far each letter stands from its place on the grid, characters; too little to stand on another way. */
  readonly shifts: readonly (readonly [number, number])[]
  /** From letter to a neighbour, over what. */
  readonly ways: readonly (readonly [letter: number, neighbour: number, tags: number])[]
  readonly gates: readonly (readonly [letter: number, tags: number])[]
  /** Top left letters of squares that are plazas. */
  readonly plazas: readonly number[]
}

const letter = fc.integer({ min: 0, max: LETTERS.length - 1 })
const way = (classes: number) => fc.tuple(letter, fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: classes - 1 })) // biome-ignore format: one line
const plan = (classes = CLASSES.length): fc.Arbitrary<Plan> =>
  fc.record({
    shifts: fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 1 })), {
      minLength: LETTERS.length,
      maxLength: LETTERS.length,
    }),
    ways: fc.array(way(classes), { minLength: 10, maxLength: 40 }),
    gates: fc.array(fc.tuple(letter, fc.integer({ min: 0, max: GATES.length - 1 })), { maxLength: 6 }),
    plazas: fc.uniqueArray(fc.constantFrom(0, 2, 7, 11, 13), { maxLength: 2 }),
  })

/** The letters of a way, or null where it would leave the grid. */
function pathOf(from: number, neighbour: number): string | null {
  const [dx, dy] = ([[1, 0], [0, 1], [1, 1], [-1, 1], [-1, 0], [0, -1], [-1, -1], [1, -1]] as const)[neighbour]! // biome-ignore format: a compass
  const [x, y] = [(from % COLUMNS) + dx, Math.floor(from / COLUMNS) + dy]
  if (x < 0 || y < 0 || x >= COLUMNS || y * COLUMNS >= LETTERS.length) return null
  return LETTERS[from]! + LETTERS[y * COLUMNS + x]!
}

/** Draws and builds it; null where nothing may be walked. */
function built({ shifts, ways, gates, plazas }: Plan): Scene | null {
  const rows = Array.from({ length: 16 }, () => Array<string>(30).fill(' '))
  ;[...LETTERS].forEach((name, i) => {
    const [dx, dy] = shifts[i]!
    rows[4 * Math.floor(i / COLUMNS) + dy]![6 * (i % COLUMNS) + dx] = name
  })
  const drawn = ways.flatMap(([from, neighbour, tags]) => {
    const path = pathOf(from, neighbour)
    return path ? [[path, CLASSES[tags]!] as const] : []
  })
  if (!drawn.some(([, tags]) => tags.access !== 'no')) return null
  const square = (i: number) => [i, i + 1, i + 1 + COLUMNS, i + COLUMNS].map((n) => LETTERS[n]).join('')
  const options: SceneOptions = {
    nodes: Object.fromEntries(gates.map(([at, tags]) => [LETTERS[at]!, GATES[tags]!])),
    plazas: Object.fromEntries(plazas.map((i) => [square(i), { highway: 'pedestrian', area: 'yes' }])),
  }
  return scene(rows.map((row) => row.join('')).join('\n'), drawn, options)
}

/** Doors at letters, or a little off them. */
function snapAt(town: Scene, graph: WalkGraph, letters: readonly string[], limitMeters: number, off = 0): Snaps {
  const places = letters.map((name, i) => town.at(name, off * ((i % 3) - 1), off * ((i % 2) - 0.5)))
  const doors = doorsAt(Float64Array.from(places, ([lng]) => lng), Float64Array.from(places, ([, lat]) => lat)) // biome-ignore format: one line
  return snapPoints(new EdgeIndex(graph), doors, { limitMeters })
}

const plainSnaps = (s: Snaps): PlainSnap[][] =>
  Array.from({ length: s.points }, (_, p) =>
    Array.from({ length: s.first[p + 1]! - s.first[p]! }, (_, i) => {
      const k = s.first[p]! + i
      return [s.edge[k]!, s.offsetMm[k]!, s.legMm[k]!] as const
    }),
  )

const HOMES = [...LETTERS].slice(0, 14)
const SHOPS = [...LETTERS].slice(9)
const all = SHOPS.map((_, o) => o)
const walkers: readonly Walker[] = (['own', 'never', 'all'] as const).map((gates) => ({ ...walkerOf('elder'), gates }))

const RUNS = { numRuns: 150, seed: 20210528 }

test('the search says what a plain search says, in every town that can be built', () => {
  fc.assert(
    fc.property(plan(), fc.constantFrom(...walkers), (drawn, walker) => {
      const town = built(drawn)
      if (!town) return
      const [homes, shops] = [snapAt(town, town.graph, HOMES, 250, 1), snapAt(town, town.graph, SHOPS, 250, 1)]
      const { ds, mm } = askNearest(new Search(town.graph, walker), homes, shops, all)
      const [from, to] = [plainSnaps(homes), plainSnaps(shops)]
      HOMES.forEach((_, p) => {
        const costs = plainCosts(town.graph, walker, from, p, to).filter((cost) => cost !== null)
        costs.sort((a, b) => a[0] - b[0] || a[1] - b[1])
        assert.deepEqual([ds[p], mm[p]], costs[0] ? [...costs[0]] : [-1, -1])
      })
    }),
    { ...RUNS, numRuns: 60 },
  )
})

const neverLonger = (was: Int32Array, is: Int32Array) =>
  was.forEach((ds, p) => {
    assert.ok(ds < 0 || (is[p]! >= 0 && is[p]! <= ds), `${HOMES[p]}: ${ds} became ${is[p]}`)
  })

test('opening a gate never lengthens a walk', () => {
  fc.assert(
    fc.property(plan(), fc.constantFrom(...walkers), fc.integer(), (drawn, walker, which) => {
      const town = built(drawn)
      if (!town) return
      const nearest = (graph: WalkGraph) =>
        askNearest(
          new Search(graph, walker),
          snapAt(town, graph, HOMES, 250, 1),
          snapAt(town, graph, SHOPS, 250, 1),
          all,
        ).ds
      const was = nearest(town.graph)
      const { kind, who, edges } = town.graph
      for (let e = 0; e < edges; e++) {
        if (kind[e] === GATE && who[e] === RESIDENTS && (which >> (e % 31)) & 1) who[e] = EVERYONE
      }
      neverLonger(was, nearest(town.graph))
    }),
    RUNS,
  )
})

test('nor does a door broken through a wall, wherever people have been joined to the streets', () => {
  fc.assert(
    fc.property(plan(), fc.constantFrom(...walkers.slice(1)), (drawn, walker) => {
      const town = built(drawn)
      if (!town) return
      const [homes, shops] = [snapAt(town, town.graph, HOMES, 250, 1), snapAt(town, town.graph, SHOPS, 250, 1)]
      const nearest = () => askNearest(new Search(town.graph, walker), homes, shops, all).ds
      const was = nearest()
      const { kind, who, edges } = town.graph
      for (let e = 0; e < edges; e++) if (kind[e] === GATE && who[e] === NOBODY) who[e] = EVERYONE
      neverLonger(was, nearest())
    }),
    RUNS,
  )
})

test('a way more never lengthens a walk between doors on the streets', () => {
  fc.assert(
    fc.property(
      plan(PUBLIC),
      way(PUBLIC),
      fc.constantFrom(...walkers.slice(1)),
      (drawn, [from, neighbour, tags], walker) => {
        const gated = new Set(drawn.gates.map(([at]) => LETTERS[at]!))
        const path = pathOf(from, neighbour)
        // one who passes only his own gates is left out: a way that breaks into a compound makes its lanes the public's.
        // And a lane that begins at a gate says whose gate it is: that is another claim (gates.test.ts)
        if (!path || [...path].some((name) => gated.has(name))) return
        const [old, now] = [built(drawn), built({ ...drawn, ways: [...drawn.ways, [from, neighbour, tags]] })]
        if (!old || !now) return
        const homes = HOMES.map((name) => (gated.has(name) ? [] : [name]))
        const nearest = (town: Scene) => {
          const at = (names: readonly string[]) => snapAt(town, town.graph, names, 0.05)
          const shops = SHOPS.filter((name) => !gated.has(name))
          const search = new Search(town.graph, walker)
          return askNearest(search, at(homes.flat()), at(shops), shops.map((_, o) => o)).ds // biome-ignore format: one line
        }
        neverLonger(nearest(old), nearest(now))
      },
    ),
    RUNS,
  )
})

test('in whatever order the ways are drawn, the walks are the same', () => {
  fc.assert(
    fc.property(plan(), (drawn) => {
      // no steps, and doors on the streets: of two places equally near, a door takes whichever comes first
      const ways = drawn.ways.map(([from, neighbour, tags]) => [from, neighbour, tags === 2 ? 0 : tags] as const)
      const towns = [ways, ways.toReversed()].map((order) => built({ ...drawn, gates: [], ways: order }))
      const [a, b] = towns.map((town) => {
        if (!town) return null
        const at = (names: readonly string[]) => snapAt(town, town.graph, names, 0.05)
        const { ds, mm } = askNearest(new Search(town.graph, walkers[2]!), at(HOMES), at(SHOPS), all)
        return { ds, mm }
      })
      assert.deepEqual(a, b)
    }),
    RUNS,
  )
})
