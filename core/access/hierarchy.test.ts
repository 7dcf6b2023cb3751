import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { random } from '../base/random.ts'
import { netFrom, type PlainLine, plainWalks, randomLines } from '../test/nets.ts'
import { type Hierarchy, hierarchyOf, LANE_LIMIT_DS } from './hierarchy.ts'

const bothWays = (lines: readonly PlainLine[]): PlainLine[] => lines.flatMap(([a, b, ds]): PlainLine[] => [[a, b, ds], [b, a, ds]]) // biome-ignore format: one line

function upArcsOf({ upFirst, upArcs }: Hierarchy): PlainLine[] {
  const arcs: PlainLine[] = []
  for (let n = 0; n + 1 < upFirst.length; n++) {
    for (let k = upFirst[n]!; k < upFirst[n + 1]!; k++) arcs.push([n, upArcs[2 * k]!, upArcs[2 * k + 1]!])
  }
  return arcs
}

/** What must hold of any hierarchy; and up and down it, every walk within the limit is as long as over the net. */
function holds(nodes: number, lines: readonly PlainLine[], limit: number): void {
  const hierarchy = hierarchyOf(netFrom(nodes, lines), limit)!
  const arcs = upArcsOf(hierarchy)
  for (const [a, b, ds] of arcs) {
    assert.ok(hierarchy.level[a]! < hierarchy.level[b]!, 'up-arcs lead up')
    assert.ok(ds <= limit, 'no arc is longer than the limit')
  }
  assert.equal(new Set(arcs.map(([a, b]) => a * nodes + b)).size, arcs.length, 'one arc between two nodes')
  const { downFirst, downNodes, level, levels } = hierarchy
  const turned = arcs.map(([a, b]) => [b, a]).sort(([a, b], [c, d]) => a! - c! || b! - d!)
  const down: number[][] = []
  for (let n = 0; n < nodes; n++) for (let k = downFirst[n]!; k < downFirst[n + 1]!; k++) down.push([n, downNodes[k]!])
  assert.deepEqual(down, turned, 'down-nodes are the up-arcs turned')
  assert.equal(levels, level.reduce((most, l) => Math.max(most, l + 1), 0)) // biome-ignore format: one line

  const up = Array.from({ length: nodes }, (_, n) => plainWalks(nodes, arcs, n))
  const whole = bothWays(lines)
  for (let a = 0; a < nodes; a += 3) {
    const walks = plainWalks(nodes, whole, a)
    for (let b = 0; b < nodes; b++) {
      const met = Math.min(...up[a]!.map((ds, n) => ds + up[b]![n]!))
      assert.ok(met >= walks[b]!, `${a} to ${b}: ${met} is shorter than ${walks[b]}`)
      if (walks[b]! <= limit) assert.equal(met, walks[b], `${a} to ${b}`)
    }
  }
}

test('up and down a hierarchy every walk within the limit is as long as over the net', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 2, max: 60 }), fc.constantFrom(0, 1, 60, 300, 900, LANE_LIMIT_DS), (seed, nodes, limit) => {
      holds(nodes, randomLines(seed, nodes, Math.ceil(nodes * 1.7)), limit)
    }), // biome-ignore format: a list of what is tried
    { numRuns: 150 },
  )
})

test('of parallel lines the shortest stays, and what is longer than the limit is left out', () => {
  holds(3, [[0, 1, 9], [0, 1, 5], [1, 0, 7], [1, 2, 100]], 50) // biome-ignore format: one line
  const { upArcs } = hierarchyOf(netFrom(3, [[0, 1, 9], [0, 1, 5], [1, 0, 7], [1, 2, 100]]), 50)! // biome-ignore format: one line
  assert.deepEqual(upArcs.length, 2)
  assert.equal(upArcs[1], 5)
})

test('a star, a comb, a lattice and lines of no length', () => {
  holds(
    40,
    Array.from({ length: 39 }, (_, i): PlainLine => [0, i + 1, i]),
    50,
  )
  holds(
    60,
    Array.from({ length: 59 }, (_, i): PlainLine => (i < 29 ? [i, i + 1, 10] : [i - 29, i + 1, 3])),
    200,
  )
  const lattice = Array.from({ length: 64 }, (_, n): PlainLine[] => [
    ...(n % 8 < 7 ? [[n, n + 1, 10] as const] : []),
    ...(n < 56 ? [[n, n + 8, 10] as const] : []),
  ]).flat()
  for (const limit of [10, 55, 1000]) holds(64, lattice, limit)
  holds(20, randomLines(1, 20, 60, 1), 5)
})

test('a net without any nearness is given up rather than made at any price', () => {
  const chance = random(1)
  const lines = Array.from({ length: 9000 }, (): PlainLine => [chance.int(0, 4000), chance.int(0, 4000), chance.int(1, 400)]) // biome-ignore format: one line
  assert.equal(hierarchyOf(netFrom(4000, lines), 9000), null)
})

test('no nodes, or no lines, make a hierarchy of one level at most', () => {
  assert.equal(hierarchyOf(netFrom(0, []), 900)!.levels, 0)
  const { levels, upArcs } = hierarchyOf(netFrom(5, []), 900)!
  assert.deepEqual([levels, upArcs.length], [1, 0])
})
