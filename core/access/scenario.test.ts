import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Random, random } from '../base/random.ts'
import { gateOf, placeAfter, withPath } from '../network/edit.ts'
import { EVERYONE, NOBODY, RESIDENTS, type WalkGraph } from '../network/graph.ts'
import { EdgeIndex, type Snaps } from '../network/snap.ts'
import { askNearest, askWithin } from '../test/ask.ts'
import { graphOf, randomEdges, randomSnaps, snapsOf } from '../test/oracle.ts'
import { type Edit, Scenario, type Touched } from './scenario.ts'
import { Search } from './search.ts'
import { type Spot, spotsOf } from './structure.ts'
import { plain, walkerOf } from './walkers.ts'

const LIMIT = 900
const all = (n: number) => Array.from({ length: n }, (_, i) => i)

/** A scenario, and the same city kept beside it the plain way: lists that are edited and searched from scratch. */
class Twin {
  readonly scenario: Scenario
  graph: WalkGraph
  walker = plain(3.6)
  readonly points: Spot[][]
  readonly outlets = new Map<number, Spot[]>()

  constructor(seed: number) {
    this.graph = graphOf(24, randomEdges(seed))
    const points = snapsOf(this.graph, randomSnaps(seed + 1, this.graph, 30))
    const outlets = snapsOf(this.graph, randomSnaps(seed + 2, this.graph, 9))
    this.points = all(30).map((p) => spotsOf(points, p))
    const open = all(9).filter((o) => o % 3 !== seed % 3)
    for (const o of open) this.outlets.set(o, spotsOf(outlets, o))
    const { graph, walker } = this
    this.scenario = new Scenario({ graph, walker, legs: true, limitDs: LIMIT, points, outlets, open, doors: null })
  }

  fresh() {
    const { graph } = this
    const snaps = (lists: readonly (readonly Spot[])[]): Snaps => snapsOf(graph, lists.map((spots) => spots.map((s) => [s.edge, s.offsetMm, s.legMm] as const))) // biome-ignore format: one line
    const numbers = [...this.outlets.keys()].sort((a, b) => a - b)
    const search = new Search(graph, this.walker)
    const points = snaps(this.points)
    const outlets = snaps(all(Math.max(-1, ...numbers) + 1).map((o) => this.outlets.get(o) ?? []))
    const nearest = askNearest(search, points, outlets, numbers)
    const { count } = askWithin(search, points, outlets, numbers, null, LIMIT)
    assert.deepEqual(this.scenario.joined(), search.joined(points))
    return { ...nearest, count }
  }

  now() {
    const { nearest, count } = this.scenario
    return { ds: nearest.ds.slice(), mm: nearest.mm.slice(), outlet: nearest.outlet.slice(), count: count.slice() }
  }
}

function edited(twin: Twin, chance: Random): Edit {
  const { graph, outlets } = twin
  const spot = (): Spot => {
    const edge = chance.int(0, graph.edges)
    return { edge, offsetMm: chance.pick([0, graph.lengthMm[edge]!, chance.int(0, graph.lengthMm[edge]! + 1)]), legMm: chance.int(0, 9000) } // biome-ignore format: one line
  }
  const open = [...outlets.keys()]
  switch (chance.pick(['open', 'close', 'move', 'move', 'gate', 'gate', 'path', 'walker'] as const)) {
    case 'close':
      if (open.length) return { kind: 'close', outlet: chance.pick(open) }
      break
    case 'move':
      if (open.length) return { kind: 'move', outlet: chance.pick(open), spots: chance.next() < 0.1 ? [] : [spot()] }
      break
    case 'gate': {
      const edge = chance.int(0, graph.edges)
      const gate = gateOf(graph, edge)
      const who = chance.pick([EVERYONE, RESIDENTS, NOBODY])
      return { kind: 'gate', edges: gate.length ? [...gate] : [edge], who }
    }
    case 'path':
      return { kind: 'path', from: spot(), to: spot(), via: chance.next() < 0.3 ? [[87.001, 39.001]] : [], who: chance.pick([EVERYONE, RESIDENTS]) } // biome-ignore format: one line
    case 'walker':
      return { kind: 'walker', walker: chance.pick([plain(3.6), plain(6), walkerOf('pram'), { ...plain(5), gates: 'never' as const }]) } // biome-ignore format: one line
  }
  const taken = Math.max(-1, ...open) + chance.pick([1, 1, 2])
  return { kind: 'open', outlet: taken, spots: [spot(), ...(chance.next() < 0.2 ? [spot()] : [])] }
}

/** The same edit, the plain way. */
function keep(twin: Twin, edit: Edit): void {
  if (edit.kind === 'open' || edit.kind === 'move') twin.outlets.set(edit.outlet, [...edit.spots])
  else if (edit.kind === 'close') twin.outlets.delete(edit.outlet)
  else if (edit.kind === 'walker') twin.walker = edit.walker
  else {
    const before = twin.graph
    twin.graph = twin.scenario.graph
    if (edit.kind !== 'path') return
    // where a cut edge ends now tells where its spots are
    const { cuts } = withPath(before, edit.from, edit.to, edit.via, edit.who)
    const moved = (spot: Spot): Spot => placeAfter(cuts, spot)
    twin.points.forEach((spots, p) => {
      twin.points[p] = spots.map(moved)
    })
    for (const [outlet, spots] of twin.outlets) twin.outlets.set(outlet, spots.map(moved))
  }
}

const differ = (a: ReturnType<Twin['now']>, b: ReturnType<Twin['now']>) =>
  all(a.ds.length).filter((p) =>
    (['ds', 'mm', 'outlet', 'count'] as const).some((column) => a[column][p] !== b[column][p]),
  )

test('after every edit the answers are those of a search from scratch, and the points that changed are named', () => {
  for (let seed = 0; seed < 120; seed++) {
    const twin = new Twin(seed)
    const chance = random(seed + 77)
    assert.deepEqual(twin.now(), twin.fresh(), `seed ${seed}`)
    for (let i = 0; i < 8; i++) {
      const before = twin.now()
      const edit = edited(twin, chance)
      const touched = twin.scenario.apply(edit)
      keep(twin, edit)
      const where = `seed ${seed}, edit ${i}: ${edit.kind}`
      assert.deepEqual(twin.now(), twin.fresh(), where)
      assert.deepEqual([...touched.points], differ(before, twin.now()), where)
    }
  }
})

test('edits are taken back one by one, to the very answers there were', () => {
  for (let seed = 0; seed < 60; seed++) {
    const twin = new Twin(seed)
    const chance = random(seed + 99)
    const states = [twin.now()]
    for (let i = 0; i < 6; i++) {
      const edit = edited(twin, chance)
      twin.scenario.apply(edit)
      keep(twin, edit)
      states.push(twin.now())
    }
    assert.equal(twin.scenario.edits.length, 6)
    for (let i = 5; i >= 0; i--) {
      const touched: Touched = twin.scenario.undo()!
      assert.deepEqual(twin.now(), states[i], `seed ${seed}, back to ${i}`)
      assert.deepEqual([...touched.points], differ(states[i]!, states[i + 1]!))
    }
    assert.equal(twin.scenario.undo(), null)
  }
})

test('only what an edit can reach is touched', () => {
  // a street of 1,000 nodes 100 m apart, outlets at both ends and one in the middle that moves by a house
  const graph = graphOf(
    1000,
    Array.from({ length: 999 }, (_, n) => ({ from: n, to: n + 1, mm: 100_000 })),
  )
  const points = snapsOf(
    graph,
    all(999).map((e) => [[e, 0, 0] as const]),
  )
  const outlets = snapsOf(graph, [[[0, 0, 0]], [[500, 0, 0]], [[998, 100_000, 0]]])
  const scenario = new Scenario({ graph, walker: plain(3.6), legs: true, limitDs: 1500, points, outlets, open: [0, 1, 2], doors: null }) // biome-ignore format: one line
  const move = (edge: number) => scenario.apply({ kind: 'move', outlet: 1, spots: [{ edge, offsetMm: 0, legMm: 0 }] })
  assert.ok(move(501).nodes.length < 510) // its own cell: half of the street
  const far = scenario.apply({ kind: 'open', outlet: 3, spots: [{ edge: 10, offsetMm: 0, legMm: 0 }] })
  assert.ok(far.nodes.every((n) => n <= 260) && far.nodes.length < 260)
  assert.deepEqual([...scenario.undo()!.nodes], [...far.nodes])
  assert.deepEqual([...scenario.apply({ kind: 'gate', edges: [700], who: EVERYONE }).nodes], []) // open already
})

test('a path past a door is one more entrance, never a longer walk', () => {
  //  0 ─ 1 ─ … ─ 9 in a row west to east; a door north of the row; a path from node 0 to node 9 by way of the door
  const graph = graphOf(
    10,
    Array.from({ length: 9 }, (_, n) => ({ from: n, to: n + 1, mm: 86_400 })),
  )
  const home = { first: Int32Array.of(0, 1), lng: Float64Array.of(87.0045), lat: Float64Array.of(39.001) }
  const points = snapsOf(graph, [[[4, 43_200, 111_000]]])
  const outlets = snapsOf(graph, [[[8, 86_400, 0]]])
  const shop = { first: Int32Array.of(0, 1), lng: Float64Array.of(87.009), lat: Float64Array.of(39) }
  const doors = { points: home, outlets: shop, limitMeters: 250, index: new EdgeIndex(graph) }
  const scenario = new Scenario({ graph, walker: plain(3.6), legs: true, limitDs: 9000, points, outlets, open: [0], doors }) // biome-ignore format: one line
  const before = scenario.nearest.ds[0]!
  const lay = (lat: number) => scenario.apply({ kind: 'path', from: { edge: 0, offsetMm: 0 }, to: { edge: 8, offsetMm: 86_400 }, via: [[87.0045, lat]], who: EVERYONE }) // biome-ignore format: one line
  assert.deepEqual([...lay(39.001).points], [0])
  assert.ok(scenario.nearest.ds[0]! < before - 500) // straight over instead of down to the street and along
  scenario.undo()
  assert.equal(scenario.nearest.ds[0], before)
  assert.deepEqual([...lay(39.005).points], []) // far beyond the house
})

test('an outlet that is not open cannot close or move, and one that is cannot open', () => {
  const { scenario } = new Twin(1)
  const closed = all(9).find((o) => !scenario.spotsOf(o))!
  const open = all(9).find((o) => scenario.spotsOf(o))!
  assert.throws(() => scenario.apply({ kind: 'close', outlet: closed }), /is not open/)
  assert.throws(() => scenario.apply({ kind: 'move', outlet: closed, spots: [] }), /is not open/)
  assert.throws(() => scenario.apply({ kind: 'open', outlet: open, spots: [] }), /is open already/)
  assert.equal(scenario.edits.length, 0)
})
