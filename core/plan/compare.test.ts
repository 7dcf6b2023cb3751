import assert from 'node:assert/strict'
import { test } from 'node:test'
import { walkerOf } from '../access/walkers.ts'
import { random } from '../base/random.ts'
import { measure, remeasure } from '../circle/measure.ts'
import { planTown, townAt } from '../test/plan-town.ts'
import { applyEdits } from './apply.ts'
import { circlesOfAreas } from './circles-of-areas.ts'
import { type Compared, compare } from './compare.ts'
import type { PlanEdit } from './scenario.ts'

const near = (a: number, b: number, what: string) => assert.ok(Math.abs(a - b) < 1e-6, `${what}: ${a} for ${b}`)
const sides = (seed: number, ...scenarios: PlanEdit[][]) => {
  const inputs = planTown(seed)
  const base = measure(inputs)
  return [
    { name: 'base', measured: base },
    ...scenarios.map((edits, i) => ({
      name: `s${i + 1}`,
      measured: measure(applyEdits(inputs, { name: `s${i + 1}`, edits }).inputs),
    })),
  ]
}
const city = (rows: readonly Compared[], category: string) => rows.find((r) => r.place.kind === 'city' && r.category === category && r.band === null)! // biome-ignore format: one line

test('a city against itself: nobody gains, nobody loses, no gap closes or opens, and shares are those measured', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const [base] = sides(seed)
    const { rows, gaps, differences } = compare([base!, base!], circlesOfAreas(base!.measured, 'community'))
    assert.deepEqual([gaps, differences], [[], []])
    for (const row of rows) {
      assert.deepEqual([row.gained[1], row.lost[1]], [0, 0])
      if (row.place.kind !== 'city' && row.place.kind !== 'area') continue
      const measured = base!.measured.coverage.find((c) => c.area === row.place.id && c.category === row.category && c.band === row.band)! // biome-ignore format: one line
      near(row.shares[0]!.within, measured.share.within, row.category)
      near(row.shares[0]!.people, measured.share.people, row.category)
    }
  }
})

test('a move gains for some and loses for others, and what remains is the sum', () => {
  let losers = 0
  for (let seed = 1; seed <= 20; seed++) {
    const chance = random(seed)
    const at = townAt(chance.between(0, 8), chance.between(0, 8))
    const both = sides(seed, [{ kind: 'move', outlet: 'ledger:1', at }])
    for (const row of compare(both, null).rows) {
      const [before, after] = row.shares
      near(after!.within, before!.within + row.gained[1]! - row.lost[1]!, `seed ${seed} ${row.category}`)
      if (row.gained[1]! > 0 && row.lost[1]! > 0) losers++
    }
  }
  assert.ok(losers > 0, 'and some move did both')
})

test('circles and those in none are the city, nobody twice', () => {
  for (let seed = 1; seed <= 6; seed++) {
    const both = sides(seed, [{ kind: 'close', outlet: 'ledger:2' }, { kind: 'homes', name: '', at: townAt(3, 3), people: 77, bands: { '0-2': 7, '60+': 7 } }]) // biome-ignore format: one line
    const all = circlesOfAreas(both[0]!.measured, 'community')
    const some = { ...all, circles: all.circles.slice(0, 3), ofCell: all.ofCell.map((c) => (c > 2 ? -1 : c)) }
    const { rows } = compare(both, some)
    for (const whole of rows.filter((r) => r.place.kind === 'city')) {
      const parts = rows.filter((r) => r.place.kind.endsWith('circle') && r.category === whole.category && r.band === whole.band) // biome-ignore format: one line
      assert.equal(parts.length, 4)
      const sum = (of: (r: Compared) => number) => parts.reduce((total, r) => total + of(r), 0)
      for (const side of [0, 1]) {
        near(sum((r) => r.shares[side]!.within), whole.shares[side]!.within, 'within') // biome-ignore format: one line
        near(sum((r) => r.shares[side]!.people), whole.shares[side]!.people, 'people') // biome-ignore format: one line
        near(sum((r) => r.lost[side]!), whole.lost[side]!, 'lost') // biome-ignore format: one line
      }
    }
  }
})

test('new homes are residents of that side only: they are in its denominator, and nobody gained', () => {
  const both = sides(4, [{ kind: 'homes', name: '', at: townAt(2, 2), people: 500, bands: { '0-2': 1, '60+': 2 } }])
  const row = city(compare(both, null).rows, 'convenience-store')
  const all = ({ people, unknown, unconnected, edge }: Compared['shares'][number]) => people + unknown + unconnected + edge // biome-ignore format: one line
  near(all(row.shares[1]!) - all(row.shares[0]!), 500, 'people')
  assert.deepEqual([row.gained[1], row.lost[1]], [0, 0])
})

test('a gap that closes and one that opens are named with their people', () => {
  const everywhere = Array.from({ length: 81 }, (_, i): PlanEdit => ({ kind: 'open', id: `n${i}`, name: '', categories: ['wet-market'], at: townAt(i % 9, Math.floor(i / 9)), capacity: null, hours: null })) // biome-ignore format: one line
  const three = sides(2, everywhere, [{ kind: 'close', outlet: 'ledger:4' }])
  const closed = compare([three[2]!, three[1]!], null).gaps.find((g) => g.place.kind === 'city' && g.category === 'wet-market')! // biome-ignore format: one line
  assert.equal(closed.change, 'closed')
  near(closed.people, city(compare(three, null).rows, 'wet-market').shares[2]!.people, 'all of them')
  const opened = compare([three[1]!, three[2]!], null).gaps.find((g) => g.place.kind === 'city' && g.category === 'wet-market')! // biome-ignore format: one line
  assert.deepEqual([opened.change, opened.side], ['opened', 1])
})

test('another walker, another limit: it is said which differ', () => {
  const [base] = sides(1)
  const { convention } = base!.measured
  const elder = remeasure(base!.measured, { ...convention, walker: walkerOf('elder'), minutes: 10 })
  const { differences } = compare([base!, { name: 'elder', measured: elder }], null)
  const words = differences.map((d) => d.en).join('\n')
  assert.match(words, /elder differs from base in minutes: 10, 8/)
  assert.match(words, /walker: elder, adult/)
  assert.match(words, /km\/h/)
})

test('other residents: shares stand side by side, and who gained cannot be told', () => {
  const [a] = sides(1)
  const [b] = sides(2)
  const { rows, differences } = compare([a!, b!], null)
  assert.match(differences[0]!.en, /other residents/)
  const row = city(rows, 'convenience-store')
  assert.deepEqual([row.gained[1], row.lost[1]], [null, null])
  assert.ok(row.shares[1]!.people > 0)
})
