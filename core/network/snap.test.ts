import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { random } from '../base/random.ts'
import { type LngLat, metersBetween } from '../geo/meters.ts'
import { type DrawnWays, type Scene, scene } from '../test/scene.ts'
import { DEGREES, EDGE_KINDS, EVERYONE, NOBODY, type WalkGraph } from './graph.ts'
import { TOWN_METERS } from './islands.ts'
import { EdgeIndex, type SnapOptions, snapPoints } from './snap.ts'

const street = { highway: 'residential' }

/** Doors of points, each point a list of places. */
const doorsOf = (points: readonly (readonly LngLat[])[]) => ({
  first: Int32Array.from([0, ...points.map((_, p) => points.slice(0, p + 1).flat().length)]),
  lng: Float64Array.from(points.flat(), ([lng]) => lng),
  lat: Float64Array.from(points.flat(), ([, lat]) => lat),
})

/** Where one door of a town snaps; null where it does not. Metres to a decimetre. */
function snapOf(graph: WalkGraph, door: LngLat, options: Partial<SnapOptions> = {}) {
  const snaps = snapPoints(new EdgeIndex(graph), doorsOf([[door]]), { limitMeters: 250, ...options })
  if (snaps.edge.length === 0) return null
  const tenth = (mm: number) => Math.round(mm / 100) / 10
  return {
    edge: snaps.edge[0]!,
    offset: tenth(snaps.offsetMm[0]!),
    leg: tenth(snaps.legMm[0]!),
    overWall: snaps.overWall[0] === 1,
    at: [snaps.lng[0]!, snaps.lat[0]!] as const,
  }
}

/** Metres along the edge from the letter's end of it. */
const fromLetter = (town: Scene, letter: string, snap: { edge: number; offset: number }) =>
  town.nodes(letter).includes(town.graph.from[snap.edge]!)
    ? snap.offset
    : Math.round(town.graph.lengthMm[snap.edge]! / 100) / 10 - snap.offset

const near = (got: number, want: number, within = 0.15) =>
  assert.ok(Math.abs(got - want) <= within, `${got} is not ${want}`)

test('a door is joined to the nearest place on an edge, and the leg is kept', () => {
  const town = scene('A──────────B', { AB: street })
  const snap = snapOf(town.graph, town.at('A', 4, 3))!
  near(fromLetter(town, 'A', snap), 40)
  near(snap.leg, 30)
  near(metersBetween(...snap.at, ...town.at('A', 4)), 0, 0.05)
  assert.equal(snap.overWall, false)
})

test('beyond the end of a street, to its end', () => {
  const town = scene('A──────────B', { AB: street })
  const snap = snapOf(town.graph, town.at('B', 3, 4))!
  near(fromLetter(town, 'B', snap), 0)
  near(snap.leg, 50)
})

test('to nodes, as engines do that know no better: the same door is 50 m from its node', () => {
  const town = scene('A──────────B', { AB: street })
  const snap = snapOf(town.graph, town.at('A', 4, 3), { to: 'node' })!
  near(fromLetter(town, 'A', snap), 0)
  near(snap.leg, 50)
  assert.deepEqual(
    snap.at.map((d) => Math.round(d * 1e6)),
    town.at('A').map((d) => Math.round(d * 1e6)),
  )
})

test('nothing snaps further than the limit', () => {
  const town = scene('A──────────B', { AB: street })
  assert.equal(snapOf(town.graph, town.at('A', 4, 3), { limitMeters: 29.9 }), null)
  near(snapOf(town.graph, town.at('A', 4, 3), { limitMeters: 30.1 })!.leg, 30)
  near(snapOf(town.graph, town.at('A', 4, 30), { limitMeters: 300.1 })!.leg, 300)
  assert.equal(snapOf(town.graph, [121.5, 31.2]), null)
  near(snapOf(town.graph, town.at('A', 4), { limitMeters: 0.1 })!.leg, 0)
})

test('what is no place snaps to nothing, and what is no limit is a mistake', () => {
  const town = scene('A──────────B', { AB: street })
  for (const bad of [NaN, Infinity, -Infinity]) {
    assert.equal(snapOf(town.graph, [bad, 39]), null)
    assert.equal(snapOf(town.graph, [83, bad], { to: 'node' }), null)
  }
  assert.throws(() => snapOf(town.graph, town.at('A'), { limitMeters: NaN }), /limit/)
  assert.throws(() => snapOf(town.graph, town.at('A'), { limitMeters: -1 }), /limit/)
  near(snapOf(town.graph, town.at('A', 0, 100), { limitMeters: Infinity })!.leg, 1000, 1)
})

test('a tie goes to the smaller edge', () => {
  const town = scene('A─────B─────C', { AB: street, BC: street })
  const snap = snapOf(town.graph, town.at('B', 0, 2))!
  assert.equal(snap.edge, Math.min(town.edges('A', 'B')[0]!, town.edges('B', 'C')[0]!))
})

test('of ways that meet at the nearest place, one open to everyone is taken', () => {
  const lane = { highway: 'service', access: 'private' }
  const orders: readonly DrawnWays[] = [
    { AB: street, BC: lane },
    { BC: street, AB: lane },
    { BA: lane, CB: street },
    { BA: street, CB: lane },
  ]
  for (const ways of orders) {
    const town = scene('A         C\n\n     B', ways)
    for (const door of [town.at('B', 0, 2), town.at('B', 0.5, 3), town.at('B')]) {
      assert.equal(town.graph.who[snapOf(town.graph, door)!.edge], EVERYONE)
    }
  }
})

test('an island is taken only where the town is out of reach', () => {
  const town = scene(
    `
A──────────────────B



   C────D`,
    { AB: street, CD: street },
  )
  const door = town.at('C', 2, 1)
  assert.equal(snapOf(town.graph, door)!.edge, town.edges('A', 'B')[0])
  assert.equal(snapOf(town.graph, door, { limitMeters: 40 })!.edge, town.edges('C', 'D')[0])
})

test('another town is no island: who lives on its bank is not joined over the river', () => {
  const banks = (meters: number) => {
    const town = scene(
      `
A───────────────────────────────────────────────────────────B


C──────────────────────────────────────────────────────────D`,
      { AB: street, CD: street },
      { meters },
    )
    return { town, edge: snapOf(town.graph, town.at('C', 2, 1), { limitMeters: 10_000 })!.edge }
  }
  const large = banks(TOWN_METERS / 50)
  assert.equal(large.edge, large.town.edges('C', 'D')[0])
  const small = banks(TOWN_METERS / 70)
  assert.equal(small.edge, small.town.edges('A', 'B')[0])
})

const compound = `
A──────────────────B
W──────────────────X


C──────────────────D`

test('a leg does not step across a wall while there is another street', () => {
  const town = scene(compound, { AB: street, CD: street, AC: street }, { walls: ['WX'] })
  const inside = snapOf(town.graph, town.at('W', 9, 1))!
  assert.equal(inside.edge, town.edges('C', 'D')[0])
  near(inside.leg, 20)
  assert.equal(inside.overWall, false)
})

test('and where there is none it does, and says so', () => {
  const town = scene(compound, { AB: street, CD: street, AC: street }, { walls: ['WX'] })
  const inside = snapOf(town.graph, town.at('W', 9, 1), { limitMeters: 20 - 0.5 })
  assert.equal(inside, null) // over the wall it is 20 m as well
  const nearer = snapOf(town.graph, town.at('W', 9, 0.5), { limitMeters: 20 })!
  assert.deepEqual([nearer.edge, nearer.overWall], [town.edges('A', 'B')[0], true])
  near(nearer.leg, 15)
})

test('over a wall into the town goes before an island within it', () => {
  const town = scene(compound, { AB: street, CD: { highway: 'footway' }, BA: street }, { walls: ['WX'], meters: 10 })
  const inside = snapOf(town.graph, town.at('W', 9, 2))!
  assert.deepEqual([inside.edge, inside.overWall], [town.edges('A', 'B')[0], true])
})

test('a shop that stands on the wall opens to either side', () => {
  const town = scene(compound, { AB: street, CD: street, AC: street }, { walls: ['WX'] })
  const chance = random(3)
  for (let i = 0; i < 200; i++) {
    const [lng, lat] = town.at('W', chance.between(1, 18))
    // a centimetre to either side, as coordinates are rounded
    const shop = snapOf(town.graph, [lng, lat + chance.between(-1e-7, 1e-7)])!
    assert.deepEqual([shop.edge, shop.overWall], [town.edges('A', 'B')[0], false])
  }
})

test('a leg through the very corner of two walls is across', () => {
  const town = scene(
    `
A──────────────────B
V────────W─────────X


C──────────────────D`,
    { AB: street, CD: street, AC: street },
    { walls: ['VW', 'WX'] },
  )
  assert.equal(snapOf(town.graph, town.at('W', 0, 1))!.edge, town.edges('C', 'D')[0])
})

test('round the end of a wall, and through a gap in it, the way is free', () => {
  const town = scene(
    compound.replace('W──────────────────X', 'W──────X   Y───────Z'),
    { AB: street, CD: street, AC: street },
    { walls: ['WX', 'YZ'] },
  )
  const gap = snapOf(town.graph, town.at('X', 2, 0.5))!
  assert.deepEqual([gap.edge, gap.overWall], [town.edges('A', 'B')[0], false])
})

test('of several doors each has a snap of its own; one too far off has none', () => {
  const town = scene('A──────────B', { AB: street })
  const far: LngLat = [84, 39]
  const points = [[town.at('A', 1, 1), far, town.at('A', 9, 2)], [far], [], [town.at('A', 5, 0)]]
  const snaps = snapPoints(new EdgeIndex(town.graph), doorsOf(points), { limitMeters: 100 })
  assert.deepEqual([...snaps.first], [0, 2, 2, 2, 3])
  assert.deepEqual(
    [...snaps.legMm].map((mm) => Math.round(mm / 1000)),
    [10, 20, 0],
  )
})

test('where an edge table states a length, the place on the edge is a share of it', () => {
  const town = scene('A──────────B', { AB: street }, { lengthsMm: [220_000] }) // drawn as 110 m
  const snap = snapOf(town.graph, town.at('A', 5.5, 1))!
  near(snap.offset, 110)
  near(snap.leg, 10)
})

test('nothing snaps to a gate, nor to what nobody may walk', () => {
  const town = scene('A────G────B', { AGB: street }, { nodes: { G: { barrier: 'gate', access: 'private' } } })
  const at = snapOf(town.graph, town.at('G'), { to: 'node' })!
  assert.notEqual(EDGE_KINDS[town.graph.kind[at.edge]!], 'gate')
  const shut = scene('A────B────C', { AB: street, BC: street })
  for (const e of shut.edges('B', 'C')) shut.graph.who[e] = NOBODY
  assert.equal(snapOf(shut.graph, shut.at('B', 3, 1))!.edge, shut.edges('A', 'B')[0])
})

test('random towns: no place on any street is nearer than the snap', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const chance = random(seed)
      const letters = [...'ABCDEFGHIJKLMNOP']
      const rows = Array.from({ length: 20 }, () => Array<string>(30).fill(' '))
      for (const letter of letters) rows[chance.int(0, 20)]![chance.int(0, 30)] = letter
      const map = rows.map((row) => row.join('')).join('\n')
      const drawn = letters.filter((letter) => map.includes(letter))
      const ways = drawn
        .slice(1)
        .map((letter, i) => [`${chance.pick(drawn.slice(0, i + 1))}${letter}`, street] as const)
      const town = scene(map, ways, { meters: chance.between(2, 30) })
      const door = town.at(drawn[0]!, chance.between(-10, 10), chance.between(-10, 10))
      const snap = snapOf(town.graph, door, { limitMeters: 1e6 })!
      let least = Infinity
      for (let e = 0; e < town.graph.edges; e++) least = Math.min(least, byWalking(town.graph, e, door))
      near(snap.leg, least, 0.1 + least / 1000)
    }),
    { numRuns: 150, seed: 4015 },
  )
})

/** Metres from a door to an edge, by trying places all along it. */
function byWalking({ from, to, lng, lat }: WalkGraph, e: number, door: LngLat): number {
  const end = (n: number) => [lng[n]! * DEGREES, lat[n]! * DEGREES] as const
  const [a, b] = [end(from[e]!), end(to[e]!)]
  let best = 0
  let least = Infinity
  const meters = (t: number) => metersBetween(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), ...door)
  for (let step = 0.05, middle = 0.5, n = 10; step > 1e-6; step /= 10, middle = best, n = 12) {
    for (let i = -n; i <= n; i++) {
      const t = Math.max(0, Math.min(1, middle + i * step))
      if (meters(t) < least) [best, least] = [t, meters(t)]
    }
  }
  return least
}
