// The two nearest against the plain definition: take the nearest outlet away, search again.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { random } from '../base/random.ts'
import { EVERYONE, RESIDENTS } from '../network/graph.ts'
import { graphOf, type PlainEdge, type PlainSnap, randomEdges, randomSnaps, snapsOf } from '../test/oracle.ts'
import { type PlainProblem, plainAnswers } from '../test/plain-answers.ts'
import { scene } from '../test/scene.ts'
import { Engine } from './engine.ts'
import { type Problem, problemOf } from './problem.ts'
import { Search } from './search.ts'
import { twoNearest } from './second.ts'
import { plain, walkerOf } from './walkers.ts'

const pace = plain(3.6) // a metre a second: deciseconds are decimetres

const problemFrom = ({ graph, walker, points, outlets, members }: Omit<PlainProblem, 'capacity' | 'people'>): Problem =>
  problemOf(new Search(graph, walker), snapsOf(graph, points), snapsOf(graph, outlets), members)

/** First is what the plain search finds; second what it finds once the outlet that is first has gone, point by point. */
function holds(asked: Omit<PlainProblem, 'capacity' | 'people'>): void {
  const rest = { capacity: asked.outlets.map(() => null), people: new Float64Array(asked.points.length) }
  const expected = plainAnswers({ ...asked, ...rest }).nearest
  twoNearest(problemFrom(asked)).forEach(({ first, second }, c) => {
    assert.deepEqual(first, expected[c])
    const without = new Map<number, ReturnType<typeof plainAnswers>>()
    first.outlet.forEach((gone, p) => {
      if (gone < 0) {
        assert.equal(second.outlet[p], -1)
        return
      }
      if (!without.has(gone)) {
        const members = asked.members.map((which) => which.filter((o) => o !== gone))
        without.set(gone, plainAnswers({ ...asked, ...rest, members }))
      }
      const { ds, mm, outlet } = without.get(gone)!.nearest[c]!
      assert.deepEqual([second.ds[p], second.mm[p], second.outlet[p]], [ds[p], mm[p], outlet[p]], `point ${p}`)
    })
  })
}

const walkers = (['own', 'never', 'all'] as const).flatMap((gates) => [
  { ...pace, gates },
  { ...walkerOf('elder'), gates },
])

test('in any small network the second is the nearest once the first has gone', () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(...walkers), fc.integer({ min: 2, max: 18 }), (seed, walker, nodes) => {
      const graph = graphOf(nodes, randomEdges(seed, nodes, Math.ceil(nodes * 1.6)))
      const chance = random(seed ^ 9)
      const outlets = randomSnaps(seed ^ 2, graph, 6)
      const some = outlets.map((_, o) => o).filter(() => chance.next() < 0.5)
      holds({ graph, walker, points: randomSnaps(seed ^ 1, graph, 7), outlets, members: [[0, 1, 2, 3, 4, 5], some, [3], []] }) // biome-ignore format: one line
    }),
    { numRuns: 60 },
  )
})

const street = (from: number, to: number, mm: number, more: Partial<PlainEdge> = {}): PlainEdge => ({ from, to, mm, ...more }) // biome-ignore format: one line
const at = (edge: number, offset = 0, leg = 0): readonly PlainSnap[] => [[edge, offset, leg]]

test('an outlet of many doors does not take over from itself', () => {
  const graph = graphOf(3, [street(0, 1, 100_000), street(1, 2, 100_000)])
  const outlets = [[...at(0, 10_000), ...at(0, 20_000), ...at(1, 90_000)], at(1, 100_000)]
  const members = [[0, 1]]
  holds({ graph, walker: pace, points: [at(0), at(1), at(1, 95_000)], outlets, members })
  const [two] = twoNearest(problemFrom({ graph, walker: pace, points: [at(0)], outlets, members }))
  assert.deepEqual([two!.first.outlet[0], two!.second.outlet[0], two!.second.ds[0]], [0, 1, 2000])
})

test('of outlets that are equally near the smaller index is first, and the next smaller second', () => {
  const graph = graphOf(2, [street(0, 1, 10_000)])
  const outlets = [at(0, 10_000), at(0, 10_000), at(0, 10_000)]
  const [two] = twoNearest(problemFrom({ graph, walker: pace, points: [at(0)], outlets, members: [[1, 2, 0]] }))
  assert.deepEqual([two!.first.outlet[0], two!.second.outlet[0]], [0, 1])
  assert.deepEqual([two!.first.ds[0], two!.second.ds[0]], [100, 100])
})

test('a shop in the same compound takes over; one behind the wall of another compound is walked to by its gate', () => {
  const { graph, edges } = scene(
    `
    A────────B────────C
             │        │
             g        h
             │        │
             D        E`,
    {
      ABC: { highway: 'residential' },
      BgD: { highway: 'service', access: 'private' },
      ChE: { highway: 'service', access: 'private' },
    },
    { nodes: { g: { barrier: 'gate', access: 'private' }, h: { barrier: 'gate', access: 'private' } } },
  )
  const inside = edges('g', 'D')[0]!
  const other = edges('h', 'E')[0]!
  const problem = { graph, walker: pace, points: [at(inside, 5000)], outlets: [at(inside, 15_000), at(other, 2000), at(inside, 0)], members: [[0, 1, 2], [0, 1], [1]] } // biome-ignore format: one line
  holds(problem)
  const two = twoNearest(problemFrom(problem))
  assert.deepEqual([two[0]!.first.outlet[0], two[0]!.second.outlet[0]], [2, 0])
  assert.deepEqual([two[1]!.first.outlet[0], two[1]!.second.outlet[0]], [0, 1])
  assert.deepEqual([two[2]!.first.outlet[0], two[2]!.second.outlet[0]], [1, -1])
})

test('in a town of thousands of streets it agrees with the engine, outlet by outlet', () => {
  const nodes = 3000
  const edges = randomEdges(3, nodes, Math.ceil(nodes * 1.6)).map((edge) => {
    const inside = edge.from % 40 < 8 && Math.floor(edge.from / 40) === Math.floor(edge.to / 40) && edge.to % 40 < 9
    return inside || edge.who !== RESIDENTS ? edge : { ...edge, who: EVERYONE }
  })
  const graph = graphOf(nodes, edges)
  const [points, outlets] = [snapsOf(graph, randomSnaps(4, graph, 900)), snapsOf(graph, randomSnaps(5, graph, 60))]
  const all = Array.from({ length: 60 }, (_, o) => o)
  const search = new Search(graph, walkerOf('elder'))
  const [two] = twoNearest(problemOf(search, points, outlets, [all]))
  // category 0 has every outlet, category o + 1 all but o
  const engine = new Engine(problemOf(search, points, outlets, [all, ...all.map((o) => all.filter((x) => x !== o))]))
  assert.deepEqual(two!.first, engine.nearest(0))
  for (const gone of all) {
    const { ds, mm, outlet } = engine.nearest(gone + 1)
    two!.first.outlet.forEach((o, p) => {
      if (o !== gone) return
      assert.deepEqual([two!.second.ds[p], two!.second.mm[p], two!.second.outlet[p]], [ds[p], mm[p], outlet[p]])
    })
  }
})

test('with no outlets, no points or no streets there is no second', () => {
  const graph = graphOf(2, [street(0, 1, 10_000)])
  holds({ graph, walker: pace, points: [at(0), []], outlets: [], members: [[], []] })
  holds({ graph, walker: pace, points: [], outlets: [at(0)], members: [[0]] })
  holds({ graph: graphOf(0, []), walker: pace, points: [[]], outlets: [[]], members: [[0]] })
})
