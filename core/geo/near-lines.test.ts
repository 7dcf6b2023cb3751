import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../base/random.ts'
import { NearLines } from './near-lines.ts'

type Line = readonly [x1: number, y1: number, x2: number, y2: number, radius: number]

/** Radius less distance, by going along the line in small steps. */
const depth = (x: number, y: number, [x1, y1, x2, y2, radius]: Line) => {
  let least = Infinity
  for (let i = 0; i <= 2000; i++)
    least = Math.min(least, Math.hypot(x1 + (i / 2000) * (x2 - x1) - x, y1 + (i / 2000) * (y2 - y1) - y))
  return radius - least
}

test('a crossing is as deep as it lies inside the nearest line, a cell or more where it is, and one cell out where none is near', () => {
  const chance = random(7)
  const place = () => chance.between(-20, 120)
  for (let round = 0; round < 30; round++) {
    const lines = Array.from({ length: 3 }, (_, k): Line => {
      const [x, y] = [place(), place()]
      const other = k === 0 ? [x, y] : k === 1 ? [x, place()] : [place(), place()]
      return [x, y, other[0]!, other[1]!, chance.pick([8, 20])]
    })
    const surface = new NearLines(14, 11, -10, 0, 8)
    for (const line of lines) surface.draw(...line)
    surface.value.forEach((value, i) => {
      const [x, y] = [-10 + 8 * (i % 14), 8 * Math.floor(i / 14)]
      const deepest = Math.max(-8, ...lines.map((line) => depth(x, y, line)))
      assert.ok(Math.abs(Math.min(value, 8) - Math.min(deepest, 8)) < 0.05, `${x}, ${y}: ${value}, not ${deepest}`)
    })
  }
})

test('one surface includes another', () => {
  const [a, b] = [new NearLines(3, 1, 0, 0, 1), new NearLines(3, 1, 0, 0, 1)]
  a.draw(0, 0, 0, 0, 1)
  b.draw(2, 0, 2, 0, 1)
  a.include(b)
  assert.deepEqual([...a.value], [1, 0, 1])
})
