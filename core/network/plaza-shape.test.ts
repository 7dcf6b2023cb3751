// Walks over plazas of any shape, against every line between two places that a plain look finds clear.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../base/random.ts'
import { drawStreets } from '../test/scene.ts'
import { buildGraph } from './build.ts'
import { EDGE_KINDS } from './graph.ts'

type Point = readonly [x: number, y: number]
const METERS = (Math.PI * 6371008.8) / 180 // a degree on the equator

/** A star with `points` corners, its middle at (x, y). */
const star = (
  chance: ReturnType<typeof random>,
  points: number,
  x: number,
  y: number,
  from: number,
  to: number,
): Point[] =>
  Array.from({ length: points }, (_, i) => {
    const r = chance.between(from, to)
    const angle = (2 * Math.PI * i) / points
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)]
  })

/** A network of one plaza; a way leaves it at each of `entries`, which are places in the list of all corners. */
function plazaOf(rings: readonly (readonly Point[])[], entries: readonly number[]) {
  const corners = rings.flat()
  const all = [...corners, ...entries.map((n): Point => [corners[n]![0] + 500, corners[n]![1] + 500])]
  let begin = 0
  const [outer, ...inner] = rings.map((ring) => Int32Array.from(ring, () => begin++))
  return buildGraph({
    ...drawStreets('A', {}),
    nodeId: Float64Array.from(all, (_, n) => n + 1),
    lng: Float64Array.from(all, ([x]) => x / METERS),
    lat: Float64Array.from(all, ([, y]) => y / METERS),
    wayId: Float64Array.from(entries, (_, w) => w + 1),
    wayFirst: Int32Array.from([0, ...entries.map((_, w) => 2 * w + 2)]),
    wayRefs: Int32Array.from(entries.flatMap((n, w) => [n, corners.length + w])),
    wayTags: entries.map(() => ({ highway: 'footway' })),
    plazas: [{ id: 'way/9', tags: { highway: 'pedestrian', area: 'yes' }, outer: [outer!], inner }],
  })
}

/** Lengths of the shortest ways between `n` places along lines, by trying every place in between (Floyd and Warshall). */
function shortest(n: number, lines: Iterable<readonly [a: number, b: number, length: number]>): number[][] {
  const d = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 0 : Infinity)))
  for (const [a, b, length] of lines) d[a]![b] = d[b]![a] = Math.min(d[a]![b]!, length)
  for (let k = 0; k < n; k++)
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) d[i]![j] = Math.min(d[i]![j]!, d[i]![k]! + d[k]![j]!)
  return d
}

/** Whether a place is on the plaza, or within a few centimetres of it. */
function holds(rings: readonly (readonly Point[])[], x: number, y: number): boolean {
  let inside = false
  let near = false
  for (const ring of rings) {
    ring.forEach(([x1, y1], i) => {
      const [x2, y2] = ring[(i + 1) % ring.length]!
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside
      const t = Math.max(
        0,
        Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2)),
      )
      if (Math.hypot(x - x1 - t * (x2 - x1), y - y1 - t * (y2 - y1)) < 0.01) near = true
    })
  }
  return inside || near
}

/** Lines between all corners, such that a hundred steps along each are on the plaza. */
function* clearLines(rings: readonly (readonly Point[])[]): Generator<readonly [number, number, number]> {
  const corners = rings.flat()
  for (let a = 0; a < corners.length; a++) {
    for (let b = a + 1; b < corners.length; b++) {
      const [[x1, y1], [x2, y2]] = [corners[a]!, corners[b]!]
      const clear = Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100).every((t) =>
        holds(rings, x1 + t * (x2 - x1), y1 + t * (y2 - y1)),
      )
      if (clear) yield [a, b, Math.hypot(x1 - x2, y1 - y2)]
    }
  }
}

test('walks over plazas of any shape are as short as the shape allows', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const chance = random(seed)
    const rings = [star(chance, chance.int(4, 16), 0, 0, 40, 120)]
    if (seed % 3 === 0) rings.push(star(chance, chance.int(3, 7), chance.between(-8, 8), chance.between(-8, 8), 5, 20))
    const corners = rings.flat()
    const entries = [...corners.keys()].filter(() => chance.next() < 0.4)
    const graph = plazaOf(rings, entries)
    const place = (n: number) =>
      corners.findIndex(
        ([x, y]) => Math.hypot(x - graph.lng[n]! * 1e-7 * METERS, y - graph.lat[n]! * 1e-7 * METERS) < 0.05,
      )
    const edges = Array.from({ length: graph.edges }, (_, e) => e).map(
      (e) => [place(graph.from[e]!), place(graph.to[e]!), graph.lengthMm[e]! / 1000] as const,
    )
    const ours = shortest(
      corners.length,
      edges.filter(([a, b]) => a >= 0 && b >= 0),
    )
    const plain = shortest(corners.length, clearLines(rings))
    for (const a of entries) {
      for (const b of entries) {
        const [got, want] = [ours[a]![b]!, plain[a]![b]!]
        assert.ok(Math.abs(got - want) < 0.1, `seed ${seed}: ${a} to ${b} is ${got} m, not ${want} m`)
      }
    }
  }
})

test('entries along one side are joined by the border alone', () => {
  const side = Array.from({ length: 9 }, (_, i): Point => [10 * i, 0])
  const graph = plazaOf([[...side, [80, 50], [0, 50]]], [...side.keys()])
  assert.ok(!graph.kind.includes(EDGE_KINDS.indexOf('plaza')))
})

test('a line that runs into a corner where nobody stops is not laid', () => {
  // an L with its inner corner at (50, 50): from (0, 0) a line to it would run straight into the wall behind
  const ell: Point[] = [
    [0, 0],
    [100, 0],
    [100, 50],
    [50, 50],
    [50, 100],
    [0, 100],
  ]
  const lines = (entries: number[]) =>
    plazaOf([ell], entries).kind.reduce((n, kind) => n + (EDGE_KINDS[kind] === 'plaza' ? 1 : 0), 0)
  assert.equal(lines([0]), 0)
  assert.equal(lines([0, 3]), 1) // but where a way leaves at the corner, people walk to it
  assert.equal(lines([1, 5]), 2) // round the corner: a line to it from either arm
})
