// Every kernel against the plain search of test/oracle.ts, and against the other: what one must answer, both must.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { random } from '../base/random.ts'
import { EVERYONE, RESIDENTS } from '../network/graph.ts'
import { alike } from '../test/ask.ts'
import { graphOf, type PlainEdge, type PlainSnap, randomEdges, randomSnaps, snapsOf } from '../test/oracle.ts'
import { type PlainProblem, plainAnswers } from '../test/plain-answers.ts'
import type { Walker } from './convention.ts'
import { solve } from './engine.ts'
import type { Counted } from './kernel.ts'
import { type Problem, problemOf } from './problem.ts'
import { Search } from './search.ts'
import { plain, walkerOf } from './walkers.ts'

const pace = plain(3.6) // a metre a second: deciseconds are decimetres
const LIMITS = [0, 1, 37, 400, 900, 9000, 65_534, 65_535, 108_000]

const problemFrom = ({ graph, walker, points, outlets, members, capacity, people }: PlainProblem): Problem =>
  problemOf(new Search(graph, walker), snapsOf(graph, points), snapsOf(graph, outlets), members, { capacity, people })

const countsWithin = (problem: Problem, limitDs: number): Counted =>
  alike(problem, (engine) => {
    engine.within(limitDs)
    return engine.counted()
  })

/** All that may be asked of a problem, of every kernel, must be what the plain search says. */
function holds(asked: PlainProblem, limits: readonly number[] = LIMITS): void {
  const problem = problemFrom(asked)
  const expected = plainAnswers(asked)
  asked.members.forEach((_, c) => {
    assert.deepEqual(
      alike(problem, (engine) => engine.nearest(c)),
      expected.nearest[c],
    )
  })
  for (const limit of limits) {
    const { within, people } = countsWithin(problem, limit)
    assert.deepEqual(within, expected.within(limit), `within ${limit}`)
    assert.deepEqual(people, expected.peopleWithin(limit), `people within ${limit}`)
  }
}

/** Who serves what, what they hold and who lives where, by chance. Category 0 has all outlets, the last has none. */
function fill(seed: number, outlets: number, points: number, categories: number) {
  const chance = random(seed)
  const members: number[][] = Array.from({ length: categories }, () => [])
  for (let o = 0; o < outlets; o++) {
    members.forEach((list, c) => {
      if (c === 0 || (c < categories - 1 && chance.next() < 0.4)) list.push(o)
    })
  }
  const capacity = Array.from({ length: outlets }, () => chance.pick([null, 0, 1, chance.next() * 100]))
  return { members, capacity, people: Float64Array.from({ length: points }, () => chance.next() * 1000) }
}

const walkers: readonly Walker[] = (['own', 'never', 'all'] as const).flatMap((gates) => [
  { ...pace, gates },
  { ...walkerOf('elder'), gates },
])

test('in any small network all answers are those of a plain search', () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(...walkers), fc.integer({ min: 2, max: 20 }), (seed, walker, nodes) => {
      const graph = graphOf(nodes, randomEdges(seed, nodes, Math.ceil(nodes * 1.6)))
      const [points, outlets] = [randomSnaps(seed ^ 1, graph, 8), randomSnaps(seed ^ 2, graph, 7)]
      holds({ graph, walker, points, outlets, ...fill(seed, 7, 8, 4) })
    }),
    { numRuns: 100 },
  )
})

const street = (from: number, to: number, mm: number, more: Partial<PlainEdge> = {}): PlainEdge => ({ from, to, mm, ...more }) // biome-ignore format: one line
const at = (edge: number, offset = 0, leg = 0): readonly PlainSnap[] => [[edge, offset, leg]]

/** Cases drawn by hand: nodes, edges, points, outlets. */
const CASES: Readonly<
  Record<
    string,
    readonly [number, readonly PlainEdge[], readonly (readonly PlainSnap[])[], readonly (readonly PlainSnap[])[]]
  >
> = {
  'parallel lines: the shorter counts': [
    4,
    [street(0, 1, 5000), street(1, 2, 90_000), street(1, 2, 40_000), street(1, 2, 40_000), street(2, 3, 5000)],
    [at(0), at(1, 45_000), at(3, 20_000)],
    [at(4, 5000), at(2, 1000)],
  ],
  'a loop at a junction, and one on a node of its own': [
    3,
    [street(0, 1, 30_000), street(1, 1, 80_000), street(2, 2, 50_000)],
    [at(0), at(1, 20_000), at(1, 75_000), at(2, 10_000)],
    [at(1, 60_000), at(2, 45_000)],
  ],
  'a ring without a junction is walked either way round': [
    4,
    [street(0, 1, 20_000), street(1, 2, 20_000), street(2, 3, 20_000), street(3, 0, 20_000)],
    [at(0, 1000), at(1, 10_000), at(3, 19_000), at(2)],
    [at(0), at(2, 15_000)],
  ],
  'streets of no length join their ends': [
    5,
    [street(0, 1, 0), street(1, 2, 0), street(2, 3, 10_000), street(1, 4, 0), street(4, 4, 0)],
    [at(0), at(3), at(2, 10_000), at(4)],
    [at(2, 10_000, 500), at(0, 0, 700), at(4)],
  ],
  'islands, points and outlets without a place': [
    6,
    [street(0, 1, 10_000), street(2, 3, 10_000), street(4, 5, 10_000)],
    [at(0), [], at(1), at(2, 5000), []],
    [at(0, 10_000), [], at(1, 3000)],
  ],
  'outlets all at one node, and ties': [
    4,
    [street(0, 1, 10_000), street(0, 2, 10_000), street(0, 3, 10_000)],
    [at(0, 10_000), at(1, 5000), at(2)],
    [at(0), at(1), at(2), at(0), at(1), [...at(0), ...at(1), ...at(2)]],
  ],
  'a pocket of public lanes behind private gates': [
    7,
    [
      ...[street(0, 1, 300_000), street(1, 2, 300_000), street(2, 3, 300_000)],
      street(1, 4, 1000, { kind: 'gate', who: RESIDENTS }),
      ...[street(4, 5, 20_000), street(5, 6, 20_000)],
    ],
    [at(0), at(4, 10_000), at(5, 20_000), at(2, 250_000)],
    [at(5), at(2, 300_000), at(0, 100_000)],
  ],
  'a pocket whose open gates join two places of the town is a way through': [
    9,
    [
      ...[street(0, 1, 300_000), street(1, 2, 300_000), street(2, 3, 300_000), street(3, 4, 300_000)],
      street(1, 5, 1000, { kind: 'gate' }),
      street(5, 6, 20_000),
      street(6, 3, 1000, { kind: 'gate' }),
      ...[street(5, 7, 9000, { who: RESIDENTS }), street(6, 8, 9000)],
    ],
    [at(0), at(5, 10_000), at(7, 5000), at(8, 9000), at(3, 300_000)],
    [at(3, 299_000), at(0, 200_000), at(5, 4000), at(7, 9000)],
  ],
  'and is none where one of its gates is private': [
    8,
    [
      ...[street(0, 1, 300_000), street(1, 2, 300_000), street(2, 3, 300_000), street(3, 4, 300_000)],
      street(1, 5, 1000, { kind: 'gate' }),
      street(5, 6, 20_000),
      street(6, 3, 1000, { kind: 'gate', who: RESIDENTS }),
      street(6, 7, 9000),
    ],
    [at(0), at(5, 10_000), at(7, 5000), at(3, 300_000)],
    [at(3, 299_000), at(0, 200_000), at(5, 4000), at(7, 9000)],
  ],
  'an open gate within a pocket, and a gate that leads nowhere': [
    8,
    [
      ...[street(0, 1, 200_000), street(1, 2, 200_000)],
      street(1, 3, 2000, { who: RESIDENTS }),
      ...[street(3, 4, 8000), street(4, 5, 500, { kind: 'gate' }), street(5, 6, 8000)],
      street(2, 7, 500, { kind: 'gate' }),
    ],
    [at(0), at(3, 4000), at(5, 4000), at(4, 200), at(6, 500)],
    [at(5, 8000), at(1, 150_000), at(4), at(6, 500)],
  ],
}

for (const [name, [nodes, edges, points, outlets]] of Object.entries(CASES)) {
  test(name, () => {
    const graph = graphOf(nodes, edges)
    for (const walker of walkers)
      holds({ graph, walker, points, outlets, ...fill(7, outlets.length, points.length, 3) })
  })
}

test('a way through a pocket is as short as it is drawn', () => {
  const [nodes, edges, points, outlets] =
    CASES['a pocket whose open gates join two places of the town is a way through']!
  const graph = graphOf(nodes, edges)
  const problem = problemOf(new Search(graph, pace), snapsOf(graph, points), snapsOf(graph, outlets), [[0]])
  // 300 m to the gate, 22 m through, 299 m on
  assert.equal(alike(problem, (engine) => engine.nearest(0)).ds[0], 6210)
})

test('with no outlets, no points, no categories or no streets there is nothing to find', () => {
  const graph = graphOf(2, [street(0, 1, 10_000)])
  const some = [at(0), at(0, 5000)]
  const rest = { graph, walker: pace, capacity: [null, 3], people: new Float64Array([1, 2]) }
  holds({ ...rest, points: some, outlets: [], members: [[], []] })
  holds({ ...rest, points: [], outlets: some, members: [[0, 1]] })
  holds({ ...rest, points: some, outlets: some, members: [] })
  holds({ ...rest, points: some, outlets: some, members: [[], [1], []] })
  holds({ ...rest, graph: graphOf(0, []), points: [[], []], outlets: [[], []], members: [[0, 1]] })
  holds({ ...rest, graph: graphOf(2, [street(0, 1, 10_000, { who: 2 })]), points: some, outlets: some, members: [[0]] })
})

/** Thousands of streets: a town with small compounds, islands, steps and gates. */
function town(seed: number, nodes: number): PlainEdge[] {
  return randomEdges(seed, nodes, Math.ceil(nodes * 1.6)).map((edge) => {
    const inside = edge.from % 40 < 8 && Math.floor(edge.from / 40) === Math.floor(edge.to / 40) && edge.to % 40 < 9
    return inside ? edge : { ...edge, who: edge.who === RESIDENTS ? EVERYONE : edge.who! }
  })
}

test('in a town of thousands of streets, with 130 categories, the kernels agree on everything', () => {
  const nodes = 4000
  const graph = graphOf(nodes, town(3, nodes))
  const [points, outlets] = [randomSnaps(4, graph, 700), randomSnaps(5, graph, 1500)]
  const problem = problemFrom({ graph, walker: walkerOf('elder'), points, outlets, ...fill(6, 1500, 700, 130) })
  assert.deepEqual(solve(problem, 300).ran, { nearest: 'simd', counts: 'simd', why: null })
  for (const c of [0, 1, 63, 64, 65, 128, 129]) alike(problem, (engine) => engine.nearest(c))
  for (const limit of [0, 1, 300, 9000, 65_534, 65_535, 108_000]) {
    const { within, people } = countsWithin(problem, limit)
    assert.equal(
      within[129]!.count.findIndex((n) => n !== 0),
      -1,
    )
    if (limit >= 300) assert.ok(within[128]!.count.some((n) => n > 0) && people!.some((n) => n > 0))
  }
})

test('70,000 outlets of one category within reach of a point are counted, each once', () => {
  const graph = graphOf(4, [street(0, 1, 70_000), street(1, 2, 70_000), street(1, 3, 70_000)])
  const outlets = Array.from({ length: 70_000 }, (_, o) => at(o % 3, o))
  const points = [at(0), at(1, 35_000), at(2, 70_000)]
  const which = outlets.map((_, o) => o)
  const capacity = which.map((o) => (o % 7 === 0 ? null : 0.5))
  const problem = problemFrom({ graph, walker: pace, points, outlets, members: [[], which, [5]], capacity, people: new Float64Array([1.5, 2, 3]) }) // biome-ignore format: one line
  const { within, people } = countsWithin(problem, 9000)
  assert.deepEqual([...within[1]!.count], [70_000, 70_000, 70_000])
  assert.deepEqual([...within[1]!.capacity], [30_000, 30_000, 30_000])
  assert.deepEqual([...within[2]!.count], [1, 1, 1])
  assert.ok(people!.every((n) => n === 6.5))
  assert.deepEqual([...alike(problem, (engine) => engine.nearest(1)).outlet], [0, 34_999, 69_998])
})
