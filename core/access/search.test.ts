import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../base/random.ts'
import { EVERYONE, NOBODY, RESIDENTS, WalkGraph } from '../network/graph.ts'
import { askNearest, askWithin } from '../test/ask.ts'
import { type Cost, graphOf, type PlainEdge, plainCosts, randomEdges, randomSnaps, snapsOf } from '../test/oracle.ts'
import type { Walker } from './convention.ts'
import { Search } from './search.ts'
import { plain, walkerOf } from './walkers.ts'

const adult = plain(3.6) // 1 m/s, so that deciseconds are decimetres
const slow: Walker = { ...walkerOf('elder'), crossingSeconds: { value: 20, source: 'a test', status: 'inference' } }
const all = (n: number) => Array.from({ length: n }, (_, i) => i)

test('a walk goes by the shorter end of an edge, and both legs count', () => {
  //  0 ──100 m── 1 ──100 m── 2 ; home 30 m along the first, outlet 20 m along the second
  const graph = graphOf(3, [
    { from: 0, to: 1, mm: 100_000 },
    { from: 1, to: 2, mm: 100_000 },
  ])
  const home = snapsOf(graph, [[[0, 30_000, 5_000]]])
  const outlet = snapsOf(graph, [[[1, 20_000, 7_000]]])
  const near = askNearest(new Search(graph, adult), home, outlet, [0])
  assert.deepEqual([near.ds[0], near.mm[0], near.outlet[0]], [1020, 102_000, 0]) // 5 + 70 + 20 + 7 m
  const bare = askNearest(new Search(graph, adult, false), home, outlet, [0])
  assert.deepEqual([bare.ds[0], bare.mm[0]], [900, 90_000])
})

test('on one edge one walks along it, not round by its ends', () => {
  const graph = graphOf(2, [{ from: 0, to: 1, mm: 100_000 }])
  const home = snapsOf(graph, [[[0, 40_000, 0]]])
  const outlet = snapsOf(graph, [[[0, 55_000, 1_000]]])
  assert.equal(askNearest(new Search(graph, adult), home, outlet, [0]).ds[0], 160)
})

test('ties go to fewer millimetres, then to the smaller index', () => {
  const graph = graphOf(3, [
    { from: 0, to: 1, mm: 10_004 },
    { from: 0, to: 2, mm: 10_001 }, // both 100 ds
  ])
  const home = snapsOf(graph, [[[0, 0, 0]]])
  const outlets = snapsOf(graph, [[[0, 10_004, 0]], [[1, 10_001, 0]], [[1, 10_001, 0]]])
  const near = askNearest(new Search(graph, adult), home, outlets, [2, 0, 1])
  assert.deepEqual([near.ds[0], near.mm[0], near.outlet[0]], [100, 10_001, 1])
})

test('what cannot be reached is -1 in all three columns', () => {
  const graph = graphOf(4, [
    { from: 0, to: 1, mm: 1000 },
    { from: 2, to: 3, mm: 1000 },
  ])
  const points = snapsOf(graph, [[[0, 0, 0]], []])
  const near = askNearest(new Search(graph, adult), points, snapsOf(graph, [[[1, 0, 0]]]), [0])
  assert.deepEqual(
    [[...near.ds], [...near.mm], [...near.outlet]],
    [
      [-1, -1],
      [-1, -1],
      [-1, -1],
    ],
  )
})

test('a private compound is no short cut, but its people and their visitors walk in and out', () => {
  //  0 ── 1 ── 2 ── 3      public, 100 m each; the compound's ways join 0 and 3, 50 m each, by way of 4
  //  └────── 4 ─────┘
  const edges: PlainEdge[] = [
    { from: 0, to: 1, mm: 100_000 },
    { from: 1, to: 2, mm: 100_000 },
    { from: 2, to: 3, mm: 100_000 },
    { from: 0, to: 4, mm: 50_000, who: RESIDENTS },
    { from: 4, to: 3, mm: 50_000, who: RESIDENTS },
  ]
  const graph = graphOf(5, edges)
  const points = snapsOf(graph, [[[0, 0, 0]], [[4, 0, 0]]]) // at 0 in the street; at 4 inside
  const outlets = snapsOf(graph, [[[2, 100_000, 0]], [[3, 50_000, 0]]]) // at 3 in the street; at 4 inside
  const ds = (walker: Walker, which: number[]) => [...askNearest(new Search(graph, walker), points, outlets, which).ds]
  assert.deepEqual(ds(adult, [0]), [3000, 500])
  assert.deepEqual(ds(adult, [1]), [500, 0])
  assert.deepEqual(ds({ ...adult, gates: 'all' }, [0]), [1000, 500])
  assert.deepEqual(ds({ ...adult, gates: 'never' }, [0]), [3000, -1])
})

test('lanes behind private gates are left by their people, though nobody tagged them as private', () => {
  //  town 0 ── 1 ── 2 ── 3, gates 1–4 and 3–5, lane 4 ── 5 inside
  const edges: PlainEdge[] = [
    { from: 0, to: 1, mm: 100_000 },
    { from: 1, to: 2, mm: 100_000 },
    { from: 2, to: 3, mm: 100_000 },
    { from: 3, to: 6, mm: 100_000 },
    { from: 1, to: 4, mm: 1_000, who: RESIDENTS, kind: 'gate' },
    { from: 3, to: 5, mm: 1_000, who: RESIDENTS, kind: 'gate' },
    { from: 4, to: 5, mm: 10_000 },
  ]
  const graph = graphOf(7, edges)
  const points = snapsOf(graph, [[[6, 0, 0]], [[0, 100_000, 0]]]) // at 4 inside; at 1 in the street
  const outlets = snapsOf(graph, [[[3, 0, 0]]]) // at 3 in the street
  const search = new Search(graph, adult)
  assert.deepEqual([...askNearest(search, points, outlets, [0]).ds], [110, 2000])
  assert.deepEqual([...search.joined(points)], [1, 1])
})

test('an island is not joined to the main network', () => {
  const graph = graphOf(5, [
    { from: 0, to: 1, mm: 1000 },
    { from: 1, to: 2, mm: 1000 },
    { from: 3, to: 4, mm: 1000, who: RESIDENTS },
  ])
  const points = snapsOf(graph, [[[0, 0, 0]], [[2, 0, 0]], [], [[2, 0, 0], [1, 0, 0]]]) // biome-ignore format: one line
  assert.deepEqual([...new Search(graph, adult).joined(points)], [1, 0, 0, 1])
})

test('the other bank of a river that nobody walks across is a town, not an island', () => {
  const bank = (base: number, mm: number): PlainEdge[] => [
    { from: base, to: base + 1, mm },
    { from: base + 1, to: base + 2, mm },
  ]
  const joined = (mm: number) => {
    const graph = graphOf(6, [...bank(0, 9_000_000), ...bank(3, mm)])
    return new Search(graph, adult).joined(snapsOf(graph, [[[0, 0, 0]], [[2, 0, 0]]]))
  }
  assert.deepEqual([...joined(4_000_000)], [1, 1])
  assert.deepEqual([...joined(3_900_000)], [1, 0])
})

test('steps and closed ways: who cannot use them goes round or not at all', () => {
  const graph = graphOf(3, [
    { from: 0, to: 1, mm: 10_000, kind: 'steps' },
    { from: 0, to: 2, mm: 50_000 },
    { from: 2, to: 1, mm: 50_000 },
    { from: 0, to: 1, mm: 1_000, who: NOBODY },
  ])
  const home = snapsOf(graph, [[[1, 0, 0]]])
  const outlet = snapsOf(graph, [[[2, 50_000, 0]]])
  const ds = (id: string) => askNearest(new Search(graph, walkerOf(id)), home, outlet, [0]).ds[0]
  assert.equal(ds('child'), 300) // 10 m of steps at a third of 1 m/s
  assert.equal(ds('pram'), 1000)
})

// ── against the plain oracle ─────────────────────────────────────────────────────────────────────────────────────

test('random networks: nearest, counts and capacities are what a plain search says', () => {
  for (let seed = 0; seed < 120; seed++) {
    const graph = graphOf(24, randomEdges(seed))
    const [homes, shops] = [randomSnaps(seed + 1000, graph, 30), randomSnaps(seed + 2000, graph, 9)]
    const [points, outlets] = [snapsOf(graph, homes), snapsOf(graph, shops)]
    const walker = [adult, slow, { ...slow, gates: 'all' } as const, { ...adult, gates: 'never' } as const][seed % 4]!
    const search = new Search(graph, walker)
    const which = all(9).filter((o) => o % 4 !== seed % 4)
    const near = askNearest(search, points, outlets, which)
    const limit = 900
    const powers = shops.map((_, o) => (o === 3 ? null : 2 ** o))
    const within = askWithin(search, points, outlets, which, powers, limit)
    homes.forEach((_, p) => {
      const costs = plainCosts(graph, walker, homes, p, shops)
      let best: readonly [...Cost, number] | null = null
      let [count, mask] = [0, 0]
      for (const o of which) {
        const cost = costs[o]
        if (!cost) continue
        if (!best || cost[0] < best[0] || (cost[0] === best[0] && cost[1] < best[1])) best = [...cost, o]
        if (cost[0] <= limit) [count, mask] = [count + 1, mask + (powers[o] ?? 0)]
      }
      const where = `seed ${seed}, point ${p}`
      assert.deepEqual([near.ds[p], near.mm[p], near.outlet[p]], best ?? [-1, -1, -1], where)
      assert.deepEqual([within.count[p], within.capacity[p]], [count, mask], where)
    })
  }
})

test('walks of days are exact too', () => {
  for (let seed = 0; seed < 10; seed++) {
    const chance = random(seed)
    const graph = graphOf(24, randomEdges(seed).map((e) => ({ ...e, mm: e.mm * chance.int(1, 2000) }))) // biome-ignore format: one line
    const [homes, shops] = [randomSnaps(seed + 1, graph, 10), randomSnaps(seed + 2, graph, 3)]
    const near = askNearest(new Search(graph, slow), snapsOf(graph, homes), snapsOf(graph, shops), all(3))
    homes.forEach((_, p) => {
      const costs = plainCosts(graph, slow, homes, p, shops).filter((cost) => cost !== null)
      const least = costs.length ? Math.min(...costs.map((cost) => cost[0])) : -1
      assert.equal(near.ds[p], least, `seed ${seed}, point ${p}`)
    })
  }
})

test('one search after another gives what a fresh one gives, in whatever order outlets come', () => {
  const graph = graphOf(24, randomEdges(7))
  const points = snapsOf(graph, randomSnaps(8, graph, 30))
  const outlets = snapsOf(graph, randomSnaps(9, graph, 12))
  const search = new Search(graph, adult)
  const first = askNearest(search, points, outlets, all(12))
  askNearest(search, points, outlets, [3])
  search.joined(points)
  assert.deepEqual(askNearest(search, points, outlets, all(12).reverse()), first)
  const again = new Search(WalkGraph.from(graph.data.slice(0)), adult)
  assert.deepEqual(askNearest(again, points, outlets, all(12)), first)
})

// ── what must never happen ───────────────────────────────────────────────────────────────────────────────────────

test('an outlet, a way or an opened gate never lengthens a walk and never lowers a count', () => {
  for (let seed = 0; seed < 150; seed++) {
    const chance = random(seed)
    const before = randomEdges(seed + 5000)
    const after = before.slice()
    const what = (['outlet', 'way', 'gate'] as const)[seed % 3]!
    if (what === 'gate') {
      before.forEach((e, i) => {
        if (e.kind === 'gate' && e.who !== EVERYONE && chance.next() < 0.5) after[i] = { ...e, who: EVERYONE }
      })
    }
    // a way that breaks into a compound makes its lanes public ground, and its gates those of strangers: see the next test
    if (what === 'way') after.push({ from: chance.int(0, 24), to: chance.int(0, 24), mm: chance.int(0, 50_000) })
    const old = graphOf(24, before)
    const now = graphOf(24, after)
    const [homes, shops] = [randomSnaps(seed + 1000, old, 30), randomSnaps(seed + 2000, old, 9)]
    const which = all(what === 'outlet' ? 8 : 9)
    const walker: Walker = what === 'way' ? { ...slow, gates: seed % 2 ? 'never' : 'all' } : slow
    const measure = (graph: WalkGraph, outlets: number[]) => {
      const points = snapsOf(graph, homes)
      const search = new Search(graph, walker)
      const at = snapsOf(graph, shops)
      return {
        near: askNearest(search, points, at, outlets),
        within: askWithin(search, points, at, outlets, null, 700),
      }
    }
    const [a, b] = [measure(old, which), measure(now, all(9))]
    homes.forEach((_, p) => {
      const [was, is] = [a.near.ds[p]!, b.near.ds[p]!]
      assert.ok(was < 0 || (is >= 0 && is <= was), `seed ${seed}, ${what}: ${was} became ${is}`)
      assert.ok(b.within.count[p]! >= a.within.count[p]!, `seed ${seed}, ${what}`)
    })
  }
})

test('a way within the town, or within a compound, never lengthens a walk of those who know their gates', () => {
  for (let seed = 0; seed < 60; seed++) {
    const chance = random(seed)
    // a town of public streets 0–11, and two compounds of private ways 12–17 and 18–23 hung on it
    const edges: PlainEdge[] = []
    const way = (from: number, to: number, who: number) => edges.push({ from, to, mm: chance.int(1000, 60_000), who })
    for (let n = 1; n < 12; n++) way(n, chance.int(0, n), EVERYONE)
    for (const base of [12, 18]) {
      way(base, chance.int(0, 12), RESIDENTS)
      way(base + 3, chance.int(0, 12), RESIDENTS)
      for (let n = base + 1; n < base + 6; n++) way(n, chance.int(base, n), RESIDENTS)
    }
    const old = graphOf(24, edges)
    const [homes, shops] = [randomSnaps(seed + 1, old, 30), randomSnaps(seed + 2, old, 6)]
    const inTown = seed % 2 === 0
    way(
      chance.int(0, 12) + (inTown ? 0 : 12),
      inTown ? chance.int(0, 12) : chance.int(12, 24),
      inTown ? EVERYONE : RESIDENTS,
    )
    const now = graphOf(24, edges)
    const ds = (graph: WalkGraph) =>
      askNearest(new Search(graph, adult), snapsOf(graph, homes), snapsOf(graph, shops), all(6)).ds
    const [was, is] = [ds(old), ds(now)]
    was.forEach((ds, p) => {
      assert.ok(ds < 0 || (is[p]! >= 0 && is[p]! <= ds), `seed ${seed}, point ${p}`)
    })
  }
})
