import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeMeasured } from '../test/fake-measured.ts'
import { circlesOfAreas, latticeCity } from '../test/lattice-city.ts'
import { byCircle, IN_NONE } from './by-circle.ts'
import { type Share, STATES } from './measured.ts'

const near = (a: number, b: number, what: string) => assert.ok(Math.abs(a - b) < 1e-6, `${what}: ${a} for ${b}`)
const PARTS = ['people', 'within', 'unknown', 'unconnected', 'edge'] as const

test('circles and those in none add up to the city, category by category and band by band', () => {
  const seen = new Set<string>()
  for (let seed = 1; seed <= 12; seed++) {
    const measured = latticeCity(seed)
    for (const code of measured.state) seen.add(STATES[code]!)
    const circles = circlesOfAreas(measured, seed % 2 ? 'community' : 'subdistrict')
    assert.ok(circles.ofCell.includes(-1), 'some live in none')
    const { coverage, rest } = byCircle(measured, circles)
    const sums = new Map<string, Record<(typeof PARTS)[number], number>>()
    const keyOf = (c: string, band: string | null) => `${c} ${band}`
    for (const { area, category, band, share } of [...coverage, ...rest]) {
      if (area === null) continue
      const sum = sums.get(keyOf(category, band)) ?? { people: 0, within: 0, unknown: 0, unconnected: 0, edge: 0 }
      for (const part of PARTS) sum[part] += share[part]
      sums.set(keyOf(category, band), sum)
    }
    for (const whole of measured.coverage.filter((c) => c.area === null)) {
      const sum = sums.get(keyOf(whole.category, whole.band))!
      for (const part of PARTS) near(sum[part], whole.share[part], `${whole.category} ${part}`)
    }
    assert.deepEqual(
      coverage.filter((c) => c.area === null).map((c) => c.category),
      measured.coverage.filter((c) => c.area === null).map((c) => c.category),
    )
  }
  assert.deepEqual([...seen].sort(), ['beyond', 'edge', 'unconnected', 'unknown', 'within'], 'and every state was among them') // biome-ignore format: one line
})

test('a circle that is an area has the area’s shares and gaps', () => {
  const measured = fakeMeasured()
  const circles = circlesOfAreas(measured, 'community')
  const { coverage, gaps, rest } = byCircle(measured, circles)
  const shareOf = (list: typeof coverage, area: string, category: string): Share =>
    list.find((c) => c.area === area && c.category === category && c.band === null)!.share
  for (const { id } of circles.circles)
    for (const { id: category } of measured.categories) {
      const [mine, theirs] = [shareOf(coverage, id, category), shareOf(measured.coverage, id, category)]
      for (const part of PARTS) near(mine[part], theirs[part], `${id} ${category}`)
    }
  const own = new Set(circles.circles.map(({ id }) => id))
  const facts = (list: typeof gaps) =>
    list.filter((g) => g.area && own.has(g.area)).map((g) => `${g.area} ${g.category} ${Math.round(g.people)} ${g.cell} ${g.basis}`).sort() // biome-ignore format: one line
  assert.deepEqual(facts(gaps), facts(measured.gaps))
  for (const { share } of rest) assert.deepEqual([share.people, share.share], [0, null], 'nobody lives in none')
})

test('circles of another city, or without an id, are refused', () => {
  const measured = fakeMeasured()
  const circles = circlesOfAreas(measured, 'community')
  assert.throws(() => byCircle(measured, { ...circles, ofCell: new Int32Array(3) }), /know 3 cells, the city has 36/)
  const nameless = circles.circles.map((c) => ({ ...c, id: IN_NONE }))
  assert.throws(() => byCircle(measured, { ...circles, circles: nameless }), /has no id/)
})
