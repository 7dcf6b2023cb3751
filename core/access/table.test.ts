import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../base/fault.ts'
import type { Progress } from '../base/progress.ts'
import type { Snaps } from '../network/snap.ts'
import { type Cost, graphOf, plainCosts, randomEdges, randomSnaps, snapsOf } from '../test/oracle.ts'
import type { Walker } from './convention.ts'
import { OneToMany } from './one-to-many.ts'
import { doorsAt } from './points.ts'
import { type Placed, Reach } from './reach.ts'
import { Search } from './search.ts'
import { denseTable, sparseTable } from './table.ts'
import { plain, walkerOf } from './walkers.ts'

/** What a plain search says: a row for each origin, null where it is beyond the limit or cannot be walked. */
function expected(
  graph: ReturnType<typeof graphOf>,
  walker: Walker,
  [homes, shops]: readonly ReturnType<typeof randomSnaps>[],
  limitDs: number,
): (Cost | null)[][] {
  return homes!.map((_, p) =>
    plainCosts(graph, walker, homes!, p, shops!).map((cost) => (cost && cost[0] <= limitDs ? cost : null)),
  )
}

/** A table as rows of costs. */
function fromDense({ rows, columns, ds, mm }: ReturnType<typeof denseTable>): (Cost | null)[][] {
  return Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => {
      const at = r * columns + c
      assert.equal(ds[at]! < 0, mm[at]! < 0)
      return ds[at]! < 0 ? null : ([ds[at]!, mm[at]!] as const)
    }),
  )
}

function fromSparse({ rows, columns, first, target, ds, mm }: ReturnType<typeof sparseTable>): (Cost | null)[][] {
  return Array.from({ length: rows }, (_, r) => {
    const row = Array<Cost | null>(columns).fill(null)
    for (let i = first[r]!; i < first[r + 1]!; i++) {
      if (i > first[r]!) assert.ok(target[i]! > target[i - 1]!, 'targets ascend, none twice')
      row[target[i]!] = [ds[i]!, mm[i]!]
    }
    return row
  })
}

const walkers: readonly Walker[] = [
  walkerOf('elder'),
  plain(4.5),
  { ...walkerOf('adult'), gates: 'never' },
  { ...walkerOf('adult'), gates: 'all', crossingSeconds: { ...walkerOf('adult').crossingSeconds, value: 20 } },
]

test('dense and sparse say what a plain search says, whichever set is the smaller, in every odd network', () => {
  for (let seed = 0; seed < 80; seed++) {
    const graph = graphOf(24, randomEdges(seed))
    const [many, few] = [randomSnaps(seed + 1, graph, 11), randomSnaps(seed + 2, graph, 6)]
    const walker = walkers[seed % walkers.length]!
    const search = new Search(graph, walker)
    const limitDs = [Infinity, 600, 250, 0][(seed >> 2) % 4]!
    for (const sets of [
      [many, few],
      [few, many],
      [many, many],
    ] as const) {
      const [from, to] = sets.map((set) => snapsOf(graph, set)) as [Snaps, Snaps]
      const table = expected(graph, walker, sets, limitDs)
      assert.deepEqual(fromDense(denseTable(search, from, to, limitDs)), table, `seed ${seed}`)
      assert.deepEqual(fromSparse(sparseTable(search, from, to, limitDs)), table, `seed ${seed}`)
    }
  }
})

test('one row says what Reach says, and a row leaves nothing behind for the next', () => {
  for (let seed = 100; seed < 130; seed++) {
    const graph = graphOf(24, randomEdges(seed))
    const placed = (points: number, more: number): Placed => ({
      snaps: snapsOf(graph, randomSnaps(seed + more, graph, points)),
      doors: doorsAt(new Float64Array(points), new Float64Array(points)),
    })
    const [homes, shops] = [placed(8, 1), placed(10, 2)]
    const search = new Search(graph, walkers[seed % walkers.length]!)
    const oneToMany = new OneToMany(search, shops.snaps)
    for (const p of [0, 1, 2, 3, 4, 5, 6, 7, 0, 7]) {
      for (const limitDs of [500, Infinity, 100]) {
        const reach = new Reach(search, homes, p, limitDs)
        const found = Array<{ ds: number; mm: number } | null>(10).fill(null)
        oneToMany.from(homes.snaps, p, limitDs, (t, ds, mm) => {
          found[t] = { ds, mm }
        })
        assert.deepEqual(
          found,
          found.map((_, t) => reach.to(shops, t)),
          `seed ${seed}, point ${p}`,
        )
      }
    }
  }
})

test('a set of no points gives a table of no pairs', () => {
  const graph = graphOf(4, [{ from: 0, to: 1, mm: 1000 }])
  const search = new Search(graph, plain(4))
  const [none, some] = [snapsOf(graph, []), snapsOf(graph, [[[0, 0, 0]], []])]
  assert.deepEqual([...sparseTable(search, none, some, 100).first], [0])
  assert.deepEqual([...sparseTable(search, some, none, 100).first], [0, 0, 0])
  assert.equal(denseTable(search, none, some, 100).ds.length, 0)
})

test('it tells how far it is, and stops when asked to', () => {
  const graph = graphOf(4, [{ from: 0, to: 1, mm: 1000 }])
  const search = new Search(graph, plain(4))
  const [three, five] = [3, 5].map((n) =>
    snapsOf(
      graph,
      Array.from({ length: n }, () => [[0, 0, 0] as const]),
    ),
  )
  const heard: (number | null)[] = []
  const signal = { aborted: false }
  const progress: Progress = { begin: (_, of) => heard.push(of), step: (n) => heard.push(n), signal }
  sparseTable(search, five!, three!, 100, progress)
  assert.deepEqual(heard, [3, 1, 2, 3], 'searched from the smaller set')
  const stopping: Progress = {
    ...progress,
    step: (n) => {
      signal.aborted = n === 2
    },
  }
  for (const table of [sparseTable, denseTable]) {
    signal.aborted = false
    assert.throws(() => table(search, five!, three!, 100, stopping), (e) => e instanceof Fault && e.code === 'cancelled') // biome-ignore format: one line
  }
})
