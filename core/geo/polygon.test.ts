import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { convexHull, metersInside } from './hull.ts'
import { planeAt } from './meters.ts'
import {
  areaM2,
  boundsOfPolygon,
  centroid,
  clipToBounds,
  interiorPoint,
  type MultiPolygon,
  pointInPolygon,
  pointInRing,
  type Ring,
  ringAreaM2,
  shareInside,
} from './polygon.ts'
import { AreaIndex } from './polygon-index.ts'
import { nest, selfCrosses, untangle } from './untangle.ts'

/** A ring drawn in metres round a corner of Shanghai. */
const plane = planeAt(121.4, 31.2)
const drawn = (...xy: number[]): Ring => Float64Array.from(xy, (v, i) => (i % 2 === 0 ? plane.lng(v) : plane.lat(v)))
const box = (x: number, y: number, w: number, h: number): Ring => drawn(x, y, x + w, y, x + w, y + h, x, y + h)
const near = (got: number, wanted: number, share = 1e-3) =>
  assert.ok(Math.abs(got - wanted) <= share * Math.abs(wanted), `${got} is not ${wanted} ± ${share * 100} %`)

/** A star-shaped ring: angles in order, any radius, so that it never crosses itself. */
const star = fc
  .array(fc.record({ gap: fc.integer({ min: 1, max: 50 }), radius: fc.integer({ min: 50, max: 5000 }) }), {
    minLength: 3,
    maxLength: 40,
  })
  .filter((corners) => {
    const whole = corners.reduce((sum, c) => sum + c.gap, 0)
    return corners.every((c) => c.gap * 2 < whole) // no gap of half a turn, so the middle is inside
  })
  .map((corners) => {
    const whole = corners.reduce((sum, c) => sum + c.gap, 0)
    let angle = 0
    return drawn(
      ...corners.flatMap(({ gap, radius }) => {
        angle += (gap / whole) * 2 * Math.PI
        return [radius * Math.cos(angle), radius * Math.sin(angle)]
      }),
    )
  })

/** The inside of a ring by winding, reckoned by angles: an oracle that shares nothing with the ray. */
function winding(ring: Ring, lng: number, lat: number): number {
  let sum = 0
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const ax = ring[j]! - lng
    const ay = ring[j + 1]! - lat
    const bx = ring[i]! - lng
    const by = ring[i + 1]! - lat
    sum += Math.atan2(ax * by - ay * bx, ax * bx + ay * by)
  }
  return Math.round(sum / (2 * Math.PI))
}

test('a square kilometre is a square kilometre, whichever way it runs', () => {
  const ring = box(0, 0, 1000, 1000)
  near(ringAreaM2(ring), 1e6)
  const back = Float64Array.from([...Array(4).keys()].reverse().flatMap((k) => [ring[2 * k]!, ring[2 * k + 1]!]))
  near(ringAreaM2(back), -1e6)
  near(areaM2([[back]]), 1e6)
})

test('a lune of the sphere has its exact area', () => {
  // Between 0° and 90° east, equator to pole: an eighth of 4πR².
  const ring = Float64Array.from([0, 0, 90, 0, 90, 90, 0, 90])
  near(ringAreaM2(ring), (4 * Math.PI * 6371008.8 ** 2) / 8, 1e-12)
})

test('a hole is taken off, and is not inside', () => {
  const yard: MultiPolygon = [[box(0, 0, 100, 100), box(40, 40, 20, 20)]]
  near(areaM2(yard), 9600)
  assert.equal(pointInPolygon(yard, plane.lng(10), plane.lat(10)), true)
  assert.equal(pointInPolygon(yard, plane.lng(50), plane.lat(50)), false)
  const middle = centroid(yard)!
  near(plane.x(middle[0]), 50)
  const point = interiorPoint(yard)!
  assert.equal(pointInPolygon(yard, ...point), true)
})

test('the point inside a crescent is inside, though its centroid is not', () => {
  const c: MultiPolygon = [[drawn(0, 0, 100, 0, 100, 10, 10, 10, 10, 90, 100, 90, 100, 100, 0, 100)]]
  assert.equal(pointInPolygon(c, ...centroid(c)!), false)
  assert.equal(pointInPolygon(c, ...interiorPoint(c)!), true)
})

test('nothing has no bounds, no middle, no share', () => {
  assert.equal(boundsOfPolygon([]), null)
  assert.equal(centroid([]), null)
  assert.equal(interiorPoint([[Float64Array.from([1, 1, 2, 2, 3, 3])]]), null)
  assert.equal(shareInside([], { west: 0, south: 0, east: 1, north: 1 }), 0)
  assert.equal(new AreaIndex([]).areaOf(1, 1), -1)
})

test('a point on a shared border lies in exactly one of two neighbours', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 12 }), (thousandths) => {
      const cuts = thousandths.map((t) => t / 1000)
      const shared = [0, ...[...new Set(cuts)].sort((a, b) => a - b), 1]
      const line = shared.map((t, k) => [121 + 0.01 * Math.sin(k * 7.3), 31 + t] as const)
      const west = Float64Array.from([...line.flat(), 120, 32, 120, 31])
      const east = Float64Array.from([122, 31, 122, 32, ...line.toReversed().flat()])
      for (const t of [0, 0.1, 0.25, 0.5, 0.77, ...cuts]) {
        const k = shared.findLastIndex((s) => s <= t && s < 1)
        const [a, b] = [line[k]!, line[k + 1]!]
        const u = (31 + t - a[1]) / (b[1] - a[1])
        const lng = a[0] + u * (b[0] - a[0])
        assert.notEqual(pointInRing(west, lng, 31 + t), pointInRing(east, lng, 31 + t))
      }
    }),
  )
})

test('in a ring is what winding says', () => {
  fc.assert(
    fc.property(star, fc.integer({ min: -6000, max: 6000 }), fc.integer({ min: -6000, max: 6000 }), (ring, x, y) => {
      const [lng, lat] = [plane.lng(x + 0.123), plane.lat(y + 0.457)]
      assert.equal(pointInRing(ring, lng, lat), winding(ring, lng, lat) !== 0)
    }),
  )
})

test('the part in a rectangle and the parts round it make the whole', () => {
  const part = fc.integer({ min: -4000, max: 4000 })
  fc.assert(
    fc.property(star, part, part, (ring, x, y) => {
      const whole = areaM2([[ring]])
      const [lng, lat] = [plane.lng(x), plane.lat(y)]
      const sum = [
        { west: 100, south: 0, east: lng, north: lat },
        { west: lng, south: 0, east: 140, north: lat },
        { west: 100, south: lat, east: lng, north: 60 },
        { west: lng, south: lat, east: 140, north: 60 },
      ].reduce((total, b) => {
        const share = shareInside([[ring]], b)
        assert.ok(share >= 0 && share <= 1)
        assert.ok(areaM2(clipToBounds([[ring]], b)) <= whole * (1 + 1e-9))
        return total + share
      }, 0)
      assert.ok(Math.abs(sum - 1) < 1e-6, `${sum}`)
    }),
  )
})

test('the finest area is found, and all that hold a point', () => {
  const district: MultiPolygon = [[box(0, 0, 3000, 3000)]]
  const street: MultiPolygon = [[box(0, 0, 1000, 1000)]]
  const estate: MultiPolygon = [[box(100, 100, 100, 100)]]
  const index = new AreaIndex([district, estate, street, []])
  const at = (x: number, y: number) => [plane.lng(x), plane.lat(y)] as const
  assert.equal(index.areaOf(...at(150, 150)), 1)
  assert.equal(index.areaOf(...at(500, 500)), 2)
  assert.equal(index.areaOf(...at(2000, 500)), 0)
  assert.equal(index.areaOf(...at(-1, 500)), -1)
  assert.deepEqual(index.allOf(...at(150, 150)), [1, 2, 0])
})

test('the index answers as the plain polygon does', () => {
  fc.assert(
    fc.property(fc.array(star, { minLength: 1, maxLength: 6 }), fc.nat(12000), fc.nat(12000), (rings, x, y) => {
      const areas = rings.map((ring): MultiPolygon => [[ring]])
      const [lng, lat] = [plane.lng(x - 6000), plane.lat(y - 6000)]
      const plain = areas.flatMap((area, i) => (pointInPolygon(area, lng, lat) ? [i] : []))
      assert.deepEqual([...new AreaIndex(areas).allOf(lng, lat)].sort(), plain)
    }),
  )
})

test('a bow tie crosses itself and becomes two triangles', () => {
  const tie = drawn(0, 0, 100, 100, 100, 0, 0, 100)
  assert.equal(selfCrosses(tie), true)
  assert.equal(selfCrosses(box(0, 0, 100, 100)), false)
  const two = nest(untangle(tie)!)
  assert.equal(two.length, 2)
  near(areaM2(two), 5000)
})

test('a pentagram keeps its five points and loses its heart, by the even-odd rule', () => {
  const corner = (k: number) => [1000 * Math.sin((k * 4 * Math.PI) / 5), 1000 * Math.cos((k * 4 * Math.PI) / 5)]
  const ring = drawn(...[0, 1, 2, 3, 4].flatMap(corner))
  const multi = nest(untangle(ring)!)
  const heart = 1000 * Math.cos((2 * Math.PI) / 5) // circumradius of the heart × cos 36° …
  const inner = heart / Math.cos(Math.PI / 5)
  const pentagon = (r: number) => (5 / 2) * r * r * Math.sin((2 * Math.PI) / 5)
  const outline = 5 * 1000 * inner * Math.sin(Math.PI / 5)
  near(areaM2(multi), outline - pentagon(inner))
  assert.equal(pointInPolygon(multi, plane.lng(0), plane.lat(0)), false)
})

test('untangled rings do not cross and hold what the even-odd rule holds', () => {
  const corner = fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -1000, max: 1000 }))
  fc.assert(
    fc.property(
      fc.uniqueArray(corner, { minLength: 4, maxLength: 12, selector: ([x, y]) => `${x} ${y}` }),
      fc.array(corner, { minLength: 20, maxLength: 20 }),
      (corners, asked) => {
        const ring = drawn(...corners.flat())
        const multi = nest(untangle(ring)!)
        for (const [x, y] of asked) {
          const [lng, lat] = [plane.lng(x + 0.31), plane.lat(y + 0.77)]
          if (nearBorder(ring, lng, lat)) continue
          assert.equal(pointInPolygon(multi, lng, lat), pointInRing(ring, lng, lat))
        }
      },
    ),
  )
})

/** Within a millimetre of a side: crossing points are rounded, so nothing is claimed there. */
function nearBorder(ring: Ring, lng: number, lat: number): boolean {
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [ax, ay] = [plane.x(ring[j]!) - plane.x(lng), plane.y(ring[j + 1]!) - plane.y(lat)]
    const [dx, dy] = [plane.x(ring[i]!) - plane.x(ring[j]!), plane.y(ring[i + 1]!) - plane.y(ring[j + 1]!)]
    const t = Math.min(1, Math.max(0, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)))
    if (Math.hypot(ax + t * dx, ay + t * dy) < 1e-3) return true
  }
  return false
}

test('a border of 100,000 points is searched for crossings in moments', () => {
  const ring = new Float64Array(200_000)
  for (let k = 0; k < 100_000; k++) {
    const angle = (k / 100_000) * 2 * Math.PI
    const radius = 0.1 * (1 + 0.2 * Math.sin(40 * angle))
    ring[2 * k] = 121 + radius * Math.cos(angle)
    ring[2 * k + 1] = 31 + radius * Math.sin(angle)
  }
  assert.equal(selfCrosses(ring), false)
})

test('a hull holds every point, turns left throughout, and says how deep a place lies', () => {
  const hull = convexHull(
    [0, 1000, 1000, 0, 500, 200, 0].map(plane.lng),
    [0, 0, 1000, 1000, 500, 900, 500].map(plane.lat),
  )
  assert.equal(hull.length, 8)
  near(ringAreaM2(hull), 1e6)
  const deep = metersInside(hull)
  near(deep(plane.lng(500), plane.lat(300)), 300)
  near(deep(plane.lng(-300), plane.lat(500)), -300)
  assert.equal(convexHull([], []).length, 0)
  assert.equal(metersInside(convexHull([1], [1]))(1, 1), 0)
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)), { minLength: 3, maxLength: 60 }), (points) => {
      const lng = points.map(([x]) => plane.lng(x))
      const lat = points.map(([, y]) => plane.lat(y))
      const ring = convexHull(lng, lat)
      if (ring.length < 6) return
      assert.ok(ringAreaM2(ring) > 0)
      const inside = metersInside(ring)
      points.forEach((_, i) => {
        assert.ok(inside(lng[i]!, lat[i]!) > -1e-6)
      })
    }),
  )
})
