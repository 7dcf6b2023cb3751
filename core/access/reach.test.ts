import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metersBetween } from '../geo/meters.ts'
import { DEGREES } from '../network/graph.ts'
import type { Snaps } from '../network/snap.ts'
import { graphOf, plainCosts, randomEdges, randomSnaps, snapsOf } from '../test/oracle.ts'
import { doorsAt, doorsOfOutlets } from './points.ts'
import { type Placed, Reach, walkTo } from './reach.ts'
import { Search } from './search.ts'
import { plain, walkerOf } from './walkers.ts'

/** Doors right at the first snap of each point, or nowhere in particular. */
function placed(snaps: Snaps): Placed {
  const at = (column: Float64Array) =>
    Float64Array.from({ length: snaps.points }, (_, p) => column[snaps.first[p]!] ?? 0)
  return { snaps, doors: doorsAt(at(snaps.lng), at(snaps.lat)) }
}

test('one to many says what a plain search says, and what the search from the outlets says', () => {
  for (let seed = 0; seed < 60; seed++) {
    const graph = graphOf(24, randomEdges(seed))
    const [homes, shops] = [randomSnaps(seed + 1, graph, 8), randomSnaps(seed + 2, graph, 12)]
    const walker = seed % 2 ? walkerOf('elder') : plain(4.5)
    const search = new Search(graph, walker)
    const [points, outlets] = [placed(snapsOf(graph, homes)), placed(snapsOf(graph, shops))]
    homes.forEach((_, p) => {
      const reach = new Reach(search, points, p)
      const near = new Reach(search, points, p, 600)
      plainCosts(graph, walker, homes, p, shops).forEach((cost, o) => {
        const found = reach.to(outlets, o)
        assert.deepEqual(found && [found.ds, found.mm], cost, `seed ${seed}: ${p} to ${o}`)
        assert.deepEqual(near.to(outlets, o), found && found.ds <= 600 ? found : null)
        const walk = reach.walk(outlets, o)
        assert.deepEqual(walk && { ds: walk.ds, mm: walk.mm }, found)
        // and back
        assert.deepEqual(new Reach(search, outlets, o).to(points, p), found)
      })
    })
  }
})

test('every street of which an end is in reach is visited, with the time to both ends', () => {
  for (let seed = 0; seed < 40; seed++) {
    const graph = graphOf(24, randomEdges(seed))
    const homes = randomSnaps(seed + 1, graph, 4)
    const walker = seed % 2 ? walkerOf('elder') : plain(4.5)
    const points = placed(snapsOf(graph, homes))
    const ends = Array.from({ length: graph.edges }, (_, e) => [[[e, 0, 0]], [[e, graph.lengthMm[e]!, 0]]] as const)
    for (const limit of [Infinity, 500]) {
      homes.forEach((_, p) => {
        const reach = new Reach(new Search(graph, walker), points, p, limit)
        const seen = new Map<number, readonly number[]>()
        reach.eachEdge((e, fromDs, toDs) => {
          if (graph.from[e] !== graph.to[e]) assert.ok(!seen.has(e), `edge ${e} twice`)
          seen.set(e, [fromDs, toDs])
        })
        // one on whose own edge it begins may have been reached there and at no end of it
        const own = new Set(reach.starts().map(({ edge }) => edge))
        const costs = plainCosts(graph, walker, homes, p, ends.flat())
        ends.forEach((_, e) => {
          if (own.has(e)) return
          const times = [costs[2 * e]!, costs[2 * e + 1]!].map((cost) =>
            cost && cost[0] <= limit ? cost[0] : Infinity,
          )
          assert.deepEqual(seen.get(e) ?? [Infinity, Infinity], times, `seed ${seed}, edge ${e}`)
        })
      })
    }
  }
})

test('a walk is drawn from door to door along the streets', () => {
  const graph = graphOf(4, [
    { from: 0, to: 1, mm: 100_000 },
    { from: 1, to: 2, mm: 100_000 },
    { from: 2, to: 3, mm: 100_000 },
  ])
  const lngOf = (n: number) => graph.lng[n]! * DEGREES
  const lat = graph.lat[0]! * DEGREES
  const north = lat + 0.0001 // 11.1 m
  const legMm = Math.round(metersBetween(0, lat, 0, north) * 1000)
  const home: Placed = {
    snaps: snapsOf(graph, [[[0, 50_000, legMm]]]),
    doors: doorsAt(Float64Array.of((lngOf(0) + lngOf(1)) / 2), Float64Array.of(north)),
  }
  const far = lat - 0.001
  const outlet: Placed = {
    // two doors, of which only the second found a street
    snaps: snapsOf(graph, [[[2, 0, Math.round(metersBetween(0, lat, 0, north) * 1000)]]]),
    doors: doorsOfOutlets([
      // biome-ignore lint/suspicious/noExplicitAny: only the place of this outlet matters
      { at: [0, 0], entrances: [[lngOf(2), far], [lngOf(2), north]] } as any, // biome-ignore format: one line
    ]),
  }
  const walk = walkTo(new Search(graph, plain(3.6)), home, 0, outlet, 0)!
  assert.deepEqual([...walk.line], [
    (lngOf(0) + lngOf(1)) / 2, north, home.snaps.lng[0]!, lat, lngOf(1), lat, lngOf(2), lat, lngOf(2), north,
  ]) // biome-ignore format: pairs
  assert.equal(walk.mm, 50_000 + 100_000 + 2 * legMm)
  assert.equal(walkTo(new Search(graph, plain(3.6)), home, 0, { ...outlet, snaps: snapsOf(graph, [[]]) }, 0), null)
})
