import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../base/random.ts'
import { contoursOf, type NumberGrid } from './contour.ts'
import { type MultiPolygon, pointInPolygon, type Ring } from './polygon.ts'

/** A grid as it is drawn, north above; a dot is 0 and a digit itself. */
function drawn(...lines: string[]): NumberGrid {
  const columns = lines[0]!.length
  const value = lines.toReversed().flatMap((line) => [...line].map((sign) => (sign === '.' ? 0 : Number(sign))))
  return { columns, rows: lines.length, value }
}

/** Signed area, anticlockwise positive. */
const area = (ring: Ring) => {
  let sum = 0
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    sum += ring[j]! * ring[i + 1]! - ring[i]! * ring[j + 1]!
  return sum / 2
}
const near = (a: number, b: number, off = 1e-4) => assert.ok(Math.abs(a - b) < off, `${a} is not ${b}`)

test('one number alone is a diamond whose corners are interpolated', () => {
  const [polygon, ...others] = contoursOf(drawn('...', '.4.', '...'), 1)
  assert.equal(others.length, 0)
  assert.equal(polygon!.length, 1)
  assert.deepEqual([...polygon![0]!].map((v) => Math.round(v * 1e6) / 1e6), [0.25, 1, 1, 0.25, 1.75, 1, 1, 1.75]) // biome-ignore format: pairs
})

test('outer rings run anticlockwise, holes clockwise, and a hole belongs to the ring round it', () => {
  const areas = contoursOf(
    drawn(
      '...........',
      '.9999999.9.',
      '.9.....9.9.',
      '.9.999.9...',
      '.9.9.9.9...',
      '.9.999.9...',
      '.9.....9...',
      '.9999999...',
      '...........',
    ),
    5,
  )
  assert.deepEqual(areas.map((rings) => rings.map((ring) => Math.sign(area(ring)))), [[1, -1], [1, -1], [1]]) // biome-ignore format: areas
  const [large, small] = areas as [Ring[], Ring[]]
  assert.ok(area(small[0]!) < -area(large[1]!), 'the small ring lies within the hole of the large one')
})

test('two corners across are joined where the mean of the four is inside', () => {
  assert.equal(contoursOf(drawn('....', '.9..', '..9.', '....'), 5).length, 2)
  assert.equal(contoursOf(drawn('....', '.9..', '..9.', '....'), 4).length, 1)
  assert.equal(contoursOf(drawn('....', '..9.', '.9..', '....'), 5).length, 2)
  assert.equal(contoursOf(drawn('....', '..9.', '.9..', '....'), 4).length, 1)
})

test('what is inside at the border of the grid is closed along it', () => {
  const [polygon] = contoursOf(drawn('99', '99'), 5)
  near(area(polygon![0]!), 1)
})

test('nothing inside is no area; NaN and minus infinity are nowhere inside', () => {
  assert.deepEqual(contoursOf(drawn('...', '...'), 1), [])
  assert.deepEqual(contoursOf({ columns: 0, rows: 0, value: [] }, 1), [])
  const value = [Number.NaN, -Infinity, Number.NaN, -Infinity, 9, Number.NaN, Number.NaN, -Infinity, Number.NaN]
  const [polygon] = contoursOf({ columns: 3, rows: 3, value }, 1)
  assert.ok(area(polygon![0]!) > 0 && area(polygon![0]!) < 1e-9)
  assert.throws(() => contoursOf({ columns: 2, rows: 2, value: [1] }, 1), /has 4 numbers; got 1/)
})

test('a cone gives its circle', () => {
  const n = 101
  const value = Float64Array.from({ length: n * n }, (_, i) => 40.3 - Math.hypot((i % n) - 50, Math.floor(i / n) - 50))
  const areas = contoursOf({ columns: n, rows: n, value }, 0)
  assert.equal(areas.length, 1)
  near(area(areas[0]![0]!) / (Math.PI * 40.3 ** 2), 1, 1e-3)
})

/** Whole numbers at random, many of them at the very level. */
const noise = (seed: number, columns: number, rows: number): NumberGrid => {
  const chance = random(seed)
  return { columns, rows, value: Array.from({ length: columns * rows }, () => chance.int(0, 5)) }
}

test('in any noise: every number of the grid lies inside or outside as its value says, and no ring touches another', () => {
  for (let seed = 0; seed < 200; seed++) {
    const grid = noise(seed, 3 + (seed % 9), 4 + (seed % 5))
    const areas: MultiPolygon = contoursOf(grid, 3)
    for (let i = 0; i < grid.value.length; i++) {
      const [x, y] = [i % grid.columns, Math.floor(i / grid.columns)]
      // a hair off, for the border of an area is half open
      assert.equal(pointInPolygon(areas, x + 1e-9, y + 1e-9), grid.value[i]! >= 3, `seed ${seed}: ${x}, ${y}`)
    }
    const seen = new Set<string>()
    for (const ring of areas.flat()) {
      assert.ok(ring.length >= 8)
      for (let i = 0; i < ring.length; i += 2) {
        const point = `${ring[i]} ${ring[i + 1]}`
        assert.ok(!seen.has(point), `seed ${seed}: ${point} twice`)
        seen.add(point)
      }
    }
    for (const [outer, ...holes] of areas) {
      assert.ok(area(outer!) > 0)
      for (const hole of holes) {
        assert.ok(area(hole) < 0)
        for (let i = 0; i < hole.length; i += 2) assert.ok(pointInPolygon([[outer!]], hole[i]!, hole[i + 1]!))
      }
    }
    assert.deepEqual(contoursOf(grid, 3), areas)
  }
})

test('a higher level lies within a lower one', () => {
  for (let seed = 0; seed < 100; seed++) {
    const { value } = noise(seed, 9, 9)
    const onRim = (i: number) => i % 9 === 0 || i % 9 === 8 || i < 9 || i >= 72 // where both would be closed alike
    const grid = { columns: 9, rows: 9, value: Array.from(value, (v, i) => (onRim(i) ? 0 : v)) }
    const low = contoursOf(grid, 1.5)
    for (const ring of contoursOf(grid, 2.5).flat())
      for (let i = 0; i < ring.length; i += 2) assert.ok(pointInPolygon(low, ring[i]!, ring[i + 1]!), `seed ${seed}`)
  }
})
