// Where the fast kernel ends and the scalar one takes over: the answers go on, and `ran` says why.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../base/random.ts'
import { alike } from '../test/ask.ts'
import { graphOf, type PlainEdge, type PlainSnap, randomEdges, randomSnaps, snapsOf } from '../test/oracle.ts'
import type { Walker } from './convention.ts'
import { Engine, type Ran, solve } from './engine.ts'
import { type Problem, problemOf } from './problem.ts'
import { Search } from './search.ts'
import { atPace, plain, walkerOf } from './walkers.ts'

const pace = plain(3.6) // a metre a second
const at = (edge: number, offset = 0, leg = 0): readonly PlainSnap[] => [[edge, offset, leg]]

function problemAt(
  walker: Walker,
  edges: readonly PlainEdge[],
  points: readonly (readonly PlainSnap[])[],
  outlets: readonly (readonly PlainSnap[])[],
): Problem {
  const graph = graphOf(1 + Math.max(...edges.flatMap(({ from, to }) => [from, to])), edges)
  const members = [outlets.map((_, o) => o)]
  return problemOf(new Search(graph, walker), snapsOf(graph, points), snapsOf(graph, outlets), members)
}

/** A road of `lengths` with a side street of a metre at every crossing, so that each piece is a line of its own. */
function road(lengths: readonly number[], kind: PlainEdge['kind'] = 'street'): PlainEdge[] {
  const main = lengths.map((mm, i): PlainEdge => ({ from: i, to: i + 1, mm, kind: kind! }))
  const nodes = lengths.length + 1
  const sides = Array.from({ length: nodes }, (_, n): PlainEdge[] => [
    { from: n, to: nodes + 2 * n, mm: 1000 },
    { from: n, to: nodes + 2 * n + 1, mm: 1000 },
  ])
  return [...main, ...sides.flat()]
}

/** From the first crossing of a road to an outlet at its last. */
function alongRoad(walker: Walker, lengths: readonly number[], kind?: PlainEdge['kind']) {
  const edges = road(lengths, kind)
  const problem = problemAt(walker, edges, [at(0)], [at(lengths.length - 1, lengths.at(-1)!)])
  const { ds, mm, outlet } = alike(problem, (engine) => engine.nearest(0))
  const engine = new Engine(problem)
  engine.nearest(0)
  return { ds: ds[0], mm: mm[0], outlet: outlet[0], ran: engine.ran }
}

const LABEL = /^a walk is longer than a label holds/
const isFast: Ran = { nearest: 'simd', counts: 'simd', why: null }

test('steps and walks that a label holds are taken fast', () => {
  assert.deepEqual(alongRoad(plain(20), [33_000_000]), { ds: 59_400, mm: 33_000_000, outlet: 0, ran: isFast })
  const { mm, ran } = alongRoad(plain(20), [11_000_000, 11_000_000, 11_000_000, 11_000_000, 11_000_000])
  assert.deepEqual([mm, ran], [55_000_000, isFast])
})

test('a step of 33 km or of 14 hours has no room in a label: the scalar kernel takes it', () => {
  const far = alongRoad(plain(20), [2 ** 25])
  assert.deepEqual([far.ds, far.mm, far.outlet, far.ran.nearest], [60_398, 2 ** 25, 0, 'scalar'])
  assert.match(far.ran.why!, LABEL)
  // up steps at a third of 3.6 km/h: 2¹⁹ ds is 17.476 km
  const slow: Walker = atPace(walkerOf('elder'), 3.6)
  const long = alongRoad(slow, [17_500_000], 'steps')
  assert.deepEqual([long.ds, long.mm, long.ran.nearest], [525_000, 17_500_000, 'scalar'])
  assert.match(long.ran.why!, LABEL)
})

test('so has a walk of 67 km, or of 29 hours, though each of its steps is short', () => {
  const far = alongRoad(plain(20), Array(12).fill(6_000_000))
  assert.deepEqual([far.ds, far.mm, far.ran.nearest], [129_600, 72_000_000, 'scalar'])
  assert.match(far.ran.why!, LABEL)
  const slow: Walker = atPace(walkerOf('elder'), 3)
  const long = alongRoad(slow, Array(20).fill(1_500_000), 'steps')
  assert.deepEqual([long.ds, long.mm, long.ran.nearest], [20 * 54_000, 30_000_000, 'scalar'])
  assert.match(long.ran.why!, LABEL)
})

test('a leg too long for a label is seen, too', () => {
  const problem = problemAt(plain(20), road([1000]), [at(0, 0, 2 ** 25), at(0)], [at(0, 1000)])
  const { mm } = alike(problem, (engine) => engine.nearest(0))
  assert.deepEqual([...mm], [2 ** 25 + 1000, 1000])
})

test('up to 6,553.4 s are counted in 16 bits; what is wider is counted by the scalar kernel', () => {
  const edges = road([5_000_000, 1_553_400, 100, 4_000_000])
  const outlets = [at(0), at(1), at(2), at(3), at(3, 4_000_000)]
  const problem = problemAt(pace, edges, [at(0), at(3)], outlets)
  const ask = (limit: number) => {
    const counts = alike(problem, (engine) => [...engine.within(limit)[0]!.count])
    const engine = new Engine(problem)
    engine.within(limit)
    return { counts, ran: engine.ran }
  }
  assert.deepEqual(ask(65_533), { counts: [2, 4], ran: isFast })
  assert.deepEqual(ask(65_534), { counts: [3, 4], ran: isFast })
  const beyond = 'a limit of 6553.5 s is beyond the 6553.4 s that 16 bits hold'
  assert.deepEqual(ask(65_535), { counts: [4, 5], ran: { nearest: 'simd', counts: 'scalar', why: beyond } })
  assert.deepEqual(ask(108_000).counts, [5, 5])
  assert.deepEqual(ask(Infinity).counts, [5, 5])
})

test('a limit between two deciseconds is the smaller one', () => {
  const problem = problemAt(pace, road([9000, 100]), [at(0)], [at(1), at(1, 100)])
  for (const limit of [90, 90.4, 90.9])
    assert.deepEqual(
      alike(problem, (engine) => [...engine.within(limit)[0]!.count]),
      [1],
    )
})

test('both reasons are told where there are two', () => {
  const problem = problemAt(plain(20), road([2 ** 25]), [at(0)], [at(0, 5000)])
  const { ran } = solve(problem, 108_000)
  assert.match(ran.why!, /label holds.*; a limit of 10800 s is beyond/)
})

test('a hub of 2,200 streets, and a chain of 5,000 pieces, are counted as anything else', () => {
  const streets = 2200
  const hub = Array.from({ length: streets }, (_, i): PlainEdge[] => [
    { from: 0, to: 1 + i, mm: 10_000 + (i % 700) * 10 },
    { from: 1 + i, to: 1 + ((i + 1) % streets), mm: 15_000 },
  ]).flat()
  const chain = Array.from({ length: 5000 }, (_, i): PlainEdge => ({ from: streets + 1 + i, to: streets + 2 + i, mm: 700 })) // biome-ignore format: one line
  const edges = [...hub, ...chain]
  const graph = graphOf(streets + 5002, edges)
  const [points, outlets] = [randomSnaps(1, graph, 200), randomSnaps(2, graph, 400)]
  const problem = problemAt(pace, edges, points, outlets)
  alike(problem, (engine) => engine.nearest(0))
  for (const limit of [300, 900, 9000]) alike(problem, (engine) => engine.within(limit))
  assert.deepEqual(solve(problem, 900).ran, isFast)
})

test('a net too dense for a hierarchy is counted by the scalar kernel', () => {
  const chance = random(1)
  const edges = Array.from({ length: 4000 }, (): PlainEdge => ({ from: chance.int(0, 1500), to: chance.int(0, 1500), mm: chance.int(1000, 90_000) })) // biome-ignore format: one line
  const graph = graphOf(1500, edges)
  const problem = problemAt(pace, edges, randomSnaps(1, graph, 100), randomSnaps(2, graph, 200))
  alike(problem, (engine) => engine.within(3000))
  assert.deepEqual(solve(problem, 3000).ran, { nearest: 'simd', counts: 'scalar', why: 'the net is too dense for a hierarchy' }) // biome-ignore format: one line
})

/** Runs `work` in a world of another WebAssembly. */
function withWasm(wasm: unknown, work: () => void): void {
  const world = globalThis as { WebAssembly?: unknown }
  const own = world.WebAssembly
  world.WebAssembly = wasm
  try {
    work()
  } finally {
    world.WebAssembly = own
  }
}

test('without WebAssembly, or without its SIMD, the scalar kernel does all, and says why', () => {
  const graph = graphOf(30, randomEdges(1, 30, 50))
  const [points, outlets] = [randomSnaps(2, graph, 20), randomSnaps(3, graph, 20)]
  const problem = problemOf(new Search(graph, pace), snapsOf(graph, points), snapsOf(graph, outlets), [
    [0, 1, 2, 5],
    [7],
  ])
  const { ran, ...expected } = solve(problem, 9000)
  assert.deepEqual(ran, isFast)
  const scalarFor = (why: string) => () => {
    const { ran, ...answers } = solve(problem, 9000)
    assert.deepEqual(ran, { nearest: 'scalar', counts: 'scalar', why })
    assert.deepEqual(answers, expected)
  }
  withWasm(undefined, scalarFor('no WebAssembly'))
  class Module {
    constructor() {
      throw new Error('Wasm SIMD unsupported')
    }
  }
  withWasm({ Module }, scalarFor('Wasm SIMD unsupported'))
  assert.deepEqual(solve(problem, 9000).ran, isFast)
  assert.deepEqual(solve(problem, 9000, undefined, 'scalar').ran, {
    nearest: 'scalar',
    counts: 'scalar',
    why: 'as asked',
  })
})

test('where WebAssembly has no more memory, the scalar kernel takes over and says why', () => {
  const problem = problemAt(pace, road([1000, 1000]), [at(0), at(1)], [at(1, 1000)])
  const expected = alike(problem, (engine) => [engine.nearest(0), engine.within(600)])
  type Memories = { readonly Memory: { readonly prototype: { grow: () => number } } }
  const { prototype } = (globalThis as unknown as { readonly WebAssembly: Memories }).WebAssembly.Memory
  const { grow } = prototype
  prototype.grow = () => {
    throw new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded')
  }
  try {
    const engine = new Engine(problem)
    assert.deepEqual([engine.nearest(0), engine.within(600)], expected)
    assert.deepEqual(engine.ran, { nearest: 'scalar', counts: 'scalar', why: 'WebAssembly has no more memory here' })
  } finally {
    prototype.grow = grow
  }
})
