// For display only; still, what is displayed must not lie.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../base/fault.ts'
import { random } from '../base/random.ts'
import { type LngLat, metersBetween, planeAt } from '../geo/meters.ts'
import { areaM2, type MultiPolygon, pointInPolygon, ringAreaM2 } from '../geo/polygon.ts'
import { DEGREES, EVERYONE, NOBODY, RESIDENTS, type WalkGraph } from '../network/graph.ts'
import { EdgeIndex, snapPoints } from '../network/snap.ts'
import { graphOf, type PlainEdge, type PlainSnap, plainCosts, snapsOf } from '../test/oracle.ts'
import { scene } from '../test/scene.ts'
import type { Walker } from './convention.ts'
import { DRAWING, isochronesOf } from './isochrone.ts'
import { doorsAt } from './points.ts'
import { type Placed, Reach } from './reach.ts'
import { Search } from './search.ts'
import { plain, walkerOf } from './walkers.ts'

const METER_A_SECOND = plain(3.6)
const MINUTE = 600
const road = { highway: 'residential' }

function placedAt(graph: WalkGraph, [lng, lat]: LngLat): Placed {
  const doors = doorsAt(Float64Array.of(lng), Float64Array.of(lat))
  return { doors, snaps: snapPoints(new EdgeIndex(graph), doors, { limitMeters: 250 }) }
}

/** The areas within some minutes of a place, at a metre a second. */
function areasFrom(graph: WalkGraph, at: LngLat, ...minutes: number[]): MultiPolygon[] {
  const limits = minutes.map((m) => m * MINUTE)
  const reach = new Reach(new Search(graph, METER_A_SECOND), placedAt(graph, at), 0, limits.at(-1))
  return isochronesOf(reach, limits).map(({ area }) => area)
}

const holds = (area: MultiPolygon, [lng, lat]: LngLat) => pointInPolygon(area, lng, lat)
const near = (got: number, expected: number, share: number) =>
  assert.ok(Math.abs(got / expected - 1) < share, `${got} is not ${expected}`)

test('a town round a lake has a hole', () => {
  const town = scene('A───B\n│   │\n│   │\n│   │\nD───C', { ABCDA: road }, { meters: 100 })
  const [area] = areasFrom(town.graph, town.at('A'), 15)
  assert.equal(area!.length, 1)
  assert.deepEqual(area![0]!.map((ring) => Math.sign(ringAreaM2(ring))), [1, -1]) // biome-ignore format: one line
  assert.ok(!holds(area!, town.at('A', 2, 2)), 'the middle of the lake')
  assert.ok(holds(area!, town.at('C', 0.4, 0)), '40 m off the far corner')
  assert.ok(!holds(area!, town.at('C', 0.6, 0)), '60 m off it')
  // four bands of 400 × 100 m that share four squares, and a quarter of a disc at each corner
  near(areaM2(area!), 4 * 400 * 100 - 4 * 50 * 50 + Math.PI * 50 * 50, 0.01)
})

test('a river that nobody crosses is the border; over a bridge one comes to the other bank', () => {
  const map = 'A───B───C\n    ┊\n    ┊\nD───E───F'
  const banks = { ABC: road, DEF: road }
  const without = scene(map, banks, { meters: 100 })
  const [near] = areasFrom(without.graph, without.at('A'), 15)
  for (const letter of ['A', 'B', 'C']) assert.ok(holds(near!, without.at(letter)), letter)
  for (const letter of ['D', 'E', 'F']) assert.ok(!holds(near!, without.at(letter)), letter)
  const bridged = scene(map, { ...banks, BE: road }, { meters: 100 })
  const [both] = areasFrom(bridged.graph, bridged.at('A'), 20)
  for (const letter of ['C', 'E', 'F']) assert.ok(holds(both!, bridged.at(letter)), letter)
  assert.ok(!holds(both!, bridged.at('B', 1.5, 1.5)), 'the water')
})

test('a gated compound is open to those who live in it, and to others as far as a visit', () => {
  const map = 'A────B────C\n     g\n     │\n     H'
  const ways = { ABC: road, Bg: road, gH: { highway: 'service', access: 'private' } }
  const town = scene(map, ways, { nodes: { g: { barrier: 'gate', access: 'private' } }, meters: 100 })
  for (const from of ['A', 'H'])
    for (const to of ['C', 'H'])
      assert.ok(holds(areasFrom(town.graph, town.at(from), 20)[0]!, town.at(to)), `${from} to ${to}`)
  const walker: Walker = { ...METER_A_SECOND, gates: 'never' }
  const reach = new Reach(new Search(town.graph, walker), placedAt(town.graph, town.at('A')), 0, 20 * MINUTE)
  assert.ok(!holds(isochronesOf(reach, [20 * MINUTE])[0]!.area, town.at('H')))
})

test('from the middle of a long street one reaches as far as the minutes go, and no crossing', () => {
  const town = scene('A─────────B', { AB: road }, { meters: 200 })
  const [area] = areasFrom(town.graph, town.at('A', 5, 0), 5)
  for (const [east, inside] of [[3.51, true], [3.4, false], [6.49, true], [6.6, false], [5, true]] as const) // biome-ignore format: a table
    assert.equal(holds(area!, town.at('A', east)), inside, `${east * 200} m from A`)
})

test('the ground round a door off the street is in it', () => {
  const town = scene('A─────────B', { AB: road }, { meters: 100 })
  const [area] = areasFrom(town.graph, town.at('A', 5, 1.5), 5)
  assert.ok(holds(area!, town.at('A', 5, 1.5)), 'the door')
  assert.ok(holds(area!, town.at('A', 5, 1.9)), '40 m behind it')
  assert.ok(holds(area!, town.at('A', 6.4)), 'the street, 140 m on')
  assert.ok(!holds(area!, town.at('A', 6.7)), 'the leg of 150 m took half of the time')
})

/** A town of `n` × `n` crossings 80 m apart, its first in the south-west; `keep` says which pieces of street there are. */
function lattice(n: number, piece: (from: number, to: number) => PlainEdge | null): WalkGraph {
  const edges: PlainEdge[] = []
  for (let i = 0; i < n * n; i++) {
    const east = i % n < n - 1 ? piece(i, i + 1) : null
    const north = i + n < n * n ? piece(i, i + n) : null
    for (const edge of [east, north]) if (edge) edges.push(edge)
  }
  const graph = graphOf(n * n, edges)
  const plane = planeAt(83, 39)
  for (let i = 0; i < n * n; i++) {
    graph.lng[i] = Math.round(plane.lng(80 * (i % n)) / DEGREES)
    graph.lat[i] = Math.round(plane.lat(80 * Math.floor(i / n)) / DEGREES)
  }
  return graph
}

test('in a town of square blocks it is the diamond of city-block distance', () => {
  const n = 25
  const graph = lattice(n, (from, to) => ({ from, to, mm: 80_000 }))
  const middle = (n * n - 1) / 2
  const at: LngLat = [graph.lng[middle]! * DEGREES, graph.lat[middle]! * DEGREES]
  const areas = areasFrom(graph, at, 5, 10, 15)
  areas.forEach((area, i) => {
    const radius = 300 * (i + 1)
    assert.equal(area.length, 1)
    assert.equal(area[0]!.length, 1, 'blocks of 80 m are filled from their sides')
    // off the street one walks straight: across a corner 50 m save at most 50 (√2 − 1); a street end is a cell wide
    const most = radius + 50 * (Math.SQRT2 - 1) + 10
    const ha = areaM2(area) / 1e4
    assert.ok(ha > (0.99 * 2 * radius ** 2) / 1e4 && ha < (2 * most ** 2) / 1e4, `${radius} m: ${ha} ha`)
  })
  areas.slice(1).forEach((larger, i) => {
    for (const ring of areas[i]!.flat())
      for (let p = 0; p < ring.length; p += 2) assert.ok(pointInPolygon(larger, ring[p]!, ring[p + 1]!))
  })
})

/** To a tenth of a millimetre. */
const rounded = (area: MultiPolygon) => area.map((rings) => rings.map((ring) => [...ring].map((v) => v.toFixed(9))))

/** Places all over that town, 23 m apart. */
const SAMPLES = Array.from({ length: 30 * 30 }, (_, i): LngLat => {
  const plane = planeAt(83, 39)
  return [plane.lng(-90 + 23 * (i % 30)), plane.lat(-90 + 23 * Math.floor(i / 30))]
})

/** A lattice with pieces missing, private, shut, or of steps, and an origin somewhere on it. */
function chanceTown(seed: number) {
  const chance = random(seed)
  const n = 7
  const graph = lattice(n, (from, to) => {
    const dice = chance.next()
    if (dice < 0.25) return null
    const who = dice < 0.75 ? EVERYONE : dice < 0.95 ? RESIDENTS : NOBODY
    return { from, to, mm: 80_000, who, kind: chance.pick(['street', 'street', 'street', 'steps', 'gate']) }
  })
  const leg = chance.pick([0, 30_000])
  const home: readonly PlainSnap[] = [[chance.int(0, graph.edges), chance.int(0, 80_001), leg]]
  return { graph, home }
}

test('whatever the town, all that is reached lies inside, all that is far from it outside, and limits lie in each other', () => {
  for (let seed = 0; seed < 40; seed++) {
    const { graph, home } = chanceTown(seed)
    const walker = seed % 3 ? walkerOf('elder') : METER_A_SECOND
    const snaps = snapsOf(graph, [home])
    const doors = doorsAt(Float64Array.of(snaps.lng[0]!), Float64Array.of(snaps.lat[0]!))
    const limits = [120, 240, 360].map((seconds) => seconds * 10)
    const reach = new Reach(new Search(graph, walker), { doors, snaps }, 0)
    const found = isochronesOf(reach, limits)
    // every street, 10 m by 10 m, and what a plain search says of it
    const places: { readonly at: LngLat; readonly snap: PlainSnap }[] = []
    for (let e = 0; e < graph.edges; e++)
      for (let mm = 0; mm <= 80_000; mm += 10_000) {
        const along = snapsOf(graph, [[[e, mm, 0]]])
        places.push({ at: [along.lng[0]!, along.lat[0]!], snap: [e, mm, 0] })
      }
    const costs = plainCosts(graph, walker, [home], 0, places.map((p) => [p.snap])) // biome-ignore format: one line
    found.forEach(({ limitDs, area }, i) => {
      const [reached, others] = [true, false].map((is) =>
        places.filter((_, k) => (costs[k] !== null && costs[k]![0] <= limitDs) === is),
      )
      for (const { at, snap } of reached!) assert.ok(holds(area, at), `seed ${seed}, ${limitDs}: ${snap}`)
      const streets = [...reached!.map(({ at }) => at), [doors.lng[0]!, doors.lat[0]!] as const]
      for (const { at, snap } of others!) {
        const meters = Math.min(...streets.map((s) => metersBetween(...s, ...at)))
        if (meters > DRAWING.offStreetMeters + DRAWING.cellMeters)
          assert.ok(!holds(area, at), `seed ${seed}, ${limitDs}: ${snap} is ${meters} m off`)
      }
      const larger = found[i + 1]
      if (larger)
        for (const at of SAMPLES)
          assert.ok(!holds(area, at) || holds(larger.area, at), `seed ${seed}: ${limitDs} leaves the next at ${at}`)
    })
    const alone = isochronesOf(reach, limits.slice(1, 2))[0]!
    assert.deepEqual(rounded(alone.area), rounded(found[1]!.area), 'alone or with others, the same')
  }
})

test('a place without a street has no area, and what cannot be drawn is said', () => {
  const town = scene('A──B', { AB: road }, { meters: 100 })
  assert.deepEqual(areasFrom(town.graph, town.at('A', 0, 30), 5, 10), [[], []])
  const reach = new Reach(new Search(town.graph, METER_A_SECOND), placedAt(town.graph, town.at('A')), 0, 600)
  const bad = (offStreetMeters: number, cellMeters: number) => () =>
    isochronesOf(reach, [600], { offStreetMeters, cellMeters })
  for (const draw of [bad(50, 0), bad(50, -1), bad(50, Number.NaN), bad(5, 10), bad(1, 0.001)])
    assert.throws(draw, (error) => error instanceof Fault && error.code === 'bad-value')
  assert.throws(() => isochronesOf(reach, [601]), /Searched for 600 ds/)
  assert.throws(() => isochronesOf(reach, [600, 300]), /ascend/)
})
