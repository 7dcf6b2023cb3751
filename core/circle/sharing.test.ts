import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Engine } from '../access/engine.ts'
import { problemOf } from '../access/problem.ts'
import { Search } from '../access/search.ts'
import { random } from '../base/random.ts'
import { NOBODY } from '../network/graph.ts'
import { circlesOfAreas, latticeCity, latticeInputs } from '../test/lattice-city.ts'
import type { Circles } from './circle.ts'
import { limitDs } from './coverage.ts'
import { measure } from './measure.ts'
import { neighboursOf } from './neighbours.ts'
import { reachesOf } from './shared-outlets.ts'
import { type Balance, sharingOf } from './sharing.ts'

const near = (a: number, b: number, what = '') =>
  assert.ok(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)), `${what} ${a} for ${b}`)
const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)

/** Circles that mean nothing: every cell and outlet in any, or in none. */
function anyCircles(seed: number, cells: number, outlets: number): Circles {
  const chance = random(seed)
  const count = chance.int(1, 7)
  const circles = Array.from({ length: count }, (_, c) => ({ id: `c${c}`, name: `c${c}`, heart: null, units: [], polygon: [], locked: false })) // biome-ignore format: one line
  const any = () => chance.int(-1, count)
  return {
    circles,
    ofCell: Int32Array.from({ length: cells }, any),
    ofOutlet: Int32Array.from({ length: outlets }, any),
  }
}

const cities = [1, 2, 3].map(latticeCity)

test('however circles are drawn, they and the rest make the city, and what is given is what is taken', () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(...cities), (seed, m) => {
      const circles = anyCircles(seed, m.population.lng.length, m.outlets.length)
      const { balances, flows, pairs } = sharingOf(m, circles, { neighbours: [] })
      assert.equal(balances.length, (circles.circles.length + 1) * m.categories.length)
      m.categories.forEach(({ id }, c) => {
        const all = balances.filter((b) => b.category === c)
        const inCircles = all.filter((b) => b.circle !== null)
        const rest = all.find((b) => b.circle === null)!
        const of = (part: keyof Balance) => sum(all.map((b) => b[part] as number))
        const { share } = m.coverage.find((x) => x.area === null && x.band === null && x.category === id)!
        near(of('people'), m.people, 'nobody twice')
        near(of('atHome') + of('taken') + of('elsewhere'), share.within)
        near(of('lacking'), share.people - share.within)
        near(of('untold'), share.unknown + share.unconnected + share.edge)
        assert.equal(of('outlets'), m.knowledge[c]!.outlets, 'no outlet twice')
        near(sum(inCircles.map((b) => b.given)), sum(inCircles.map((b) => b.taken)), 'gives and takes')
        near(sum(inCircles.map((b) => b.givenOutside)), rest.taken)
        near(sum(inCircles.map((b) => b.elsewhere)), rest.given)
        assert.deepEqual([rest.elsewhere, rest.givenOutside, rest.shared], [0, 0, 0])
        for (const b of all) {
          near(b.atHome + b.taken + b.elsewhere + b.lacking + b.untold, b.people)
          if (b.circle !== null) assert.ok(b.couldAtHome >= b.atHome - 1e-9, 'who is served at home could be')
          if (b.homeShare !== null) assert.ok(b.homeShare >= 0 && b.homeShare <= 1 + 1e-12)
          assert.ok(b.shared <= b.outlets)
        }
      })
      for (const { a, b, aGives, bGives, byCategory } of pairs) {
        const between = (from: number, to: number) =>
          sum(flows.filter((f) => f.from === from && f.to === to).map((f) => f.people))
        near(aGives, between(b, a))
        near(bGives, between(a, b))
        near(aGives, sum(byCategory.map((x) => x.aGives)))
      }
      near(sum(pairs.map((p) => p.aGives + p.bGives)), sum(balances.filter((b) => b.circle !== null).map((b) => b.taken))) // biome-ignore format: one line
    }),
    { numRuns: 25 },
  )
})

test('an outlet reaches of each circle the people whom a search for those people alone finds', () => {
  for (const m of cities) {
    const circles = circlesOfAreas(m, 'community')
    const { outlets, own } = reachesOf(m, circles)
    const search = new Search(m.graph, m.convention.walker, m.convention.legs)
    const cells = m.population.lng.length
    for (let circle = -1; circle < circles.circles.length; circle++) {
      const people = m.population.people.map((n, i) => (circles.ofCell[i] === circle ? n : 0))
      const engine = new Engine(problemOf(search, m.cellSnaps, m.outletSnaps, [], { people }))
      const reached = engine.countAll(limitDs(m.convention)).people!
      for (const { outlet, reaches } of outlets) {
        const said = reaches.find((r) => (r.circle ?? -1) === circle)?.people ?? 0
        assert.equal(said, reached[outlet]!, `outlet ${outlet}, circle ${circle}`)
      }
    }
    m.categories.forEach((_, c) => {
      circles.circles.forEach((__, circle) => {
        const standing = [...m.outlets.keys()].filter((o) => circles.ofOutlet[o] === circle && m.serves[o]!.includes(c))
        const { count } = new Engine(problemOf(search, m.cellSnaps, m.outletSnaps, [standing])).within(limitDs(m.convention))[0]! // biome-ignore format: one line
        for (let i = 0; i < cells; i++)
          if (circles.ofCell[i] === circle) assert.equal(own[c * cells + i], count[i]! > 0 ? 1 : 0)
      })
    })
  }
})

test('circles side by side are neighbours; where nobody can cross between them they are not', () => {
  const inputs = latticeInputs(4)
  const open = measure(inputs)
  const joined = neighboursOf(open, circlesOfAreas(open, 'subdistrict'))
  const pairs = joined.map(({ a, b }) => `${a}${b}`)
  for (const pair of ['01', '02', '13', '23']) assert.ok(pairs.includes(pair), `${pair} of ${pairs}`)
  for (const { a, b, ways } of joined) assert.ok(a < b && ways > 0)

  const { graph } = inputs
  const isEast = (n: number) => n < 196 && n % 14 >= 7
  for (let e = 0; e < graph.edges; e++) if (isEast(graph.from[e]!) !== isEast(graph.to[e]!)) graph.who[e] = NOBODY
  const parted = measure(inputs)
  const still = neighboursOf(parted, circlesOfAreas(parted, 'subdistrict')).map(({ a, b }) => `${a}${b}`)
  assert.deepEqual(still, ['02', '13'])
})

test('one circle that is the whole city shares nothing, and circles without people or outlets are rows of nothing', () => {
  const [m] = cities
  const one = { ...anyCircles(1, m!.population.lng.length, m!.outlets.length) }
  const whole: Circles = { circles: one.circles.slice(0, 1), ofCell: one.ofCell.map(() => 0), ofOutlet: one.ofOutlet.map(() => 0) } // biome-ignore format: one line
  const { balances, pairs } = sharingOf(m!, whole)
  assert.deepEqual(pairs, [])
  for (const b of balances) assert.deepEqual([b.taken, b.given, b.elsewhere, b.givenOutside, b.shared], [0, 0, 0, 0, 0])
  const nobody: Circles = { circles: one.circles.slice(0, 1), ofCell: one.ofCell.map(() => -1), ofOutlet: one.ofOutlet.map(() => -1) } // biome-ignore format: one line
  const empty = sharingOf(m!, nobody).balances.filter((b) => b.circle === 0)
  for (const b of empty) assert.deepEqual([b.people, b.homeShare, b.outlets], [0, null, 0])
})
