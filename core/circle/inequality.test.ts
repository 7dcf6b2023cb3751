import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { concentration, gini, measuresOf, palma, type Spread, theil, theilParts } from './inequality.ts'

const near = (a: number | null, b: number, what = '', within = 1e-9) =>
  assert.ok(a !== null && Math.abs(a - b) <= within * Math.max(1, Math.abs(b)), `${what} ${a} for ${b}`)
const each = (...values: number[]): Spread => ({ values, people: values.map(() => 1) })

test('Gini: 1 2 3 4 5 have 4/15, one of four who has all has 3/4, and people may stand in groups', () => {
  near(gini(each(1, 2, 3, 4, 5)), 4 / 15)
  near(gini(each(0, 0, 0, 7)), 3 / 4)
  near(gini({ values: [9, 1], people: [1, 3] }), gini(each(1, 9, 1, 1))!)
  near(gini({ values: [0, 1], people: [0.5, 0.5] }), 0.5, 'half have all')
})

test('Palma: the top tenth against the bottom four tenths, a group on the border divided', () => {
  near(palma(each(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)), 10 / 2.5)
  // 8 people with 1 and 2 with 6: the top tenth has 6, the bottom four tenths have 1
  near(palma({ values: [1, 6], people: [8, 2] }), 6)
  // 19 with 1 and 1 with 11: the top tenth are 2 people with 12 together
  near(palma({ values: [1, 11], people: [19, 1] }), 6)
  assert.equal(palma(each(0, 0, 0, 0, 5)), null, 'nothing at the bottom: no ratio')
})

test('Theil: four groups of 1 1 2 4 (doubled in the third, fourfold in the fourth) are half within and half between', () => {
  const values = [1, 1, 2, 4, 1, 1, 2, 4, 2, 2, 4, 8, 4, 4, 8, 16]
  const group = values.map((_, i) => Math.floor(i / 4))
  near(theil(each(...values)), Math.LN2 / 2)
  const parts = theilParts(each(...values), group)!
  near(parts.within, Math.LN2 / 4)
  near(parts.between, Math.LN2 / 4)
  near(theil(each(0, 0, 0, 5)), Math.log(4), 'a quarter has all; zeros count as 0 ln 0 = 0')
})

test('Theil and Gini of evenly spread values are those of the uniform law: ln 2 − 1/2 and 1/3', () => {
  const many = each(...Array.from({ length: 20_000 }, (_, i) => i + 0.5))
  near(theil(many), Math.LN2 - 1 / 2, '', 1e-6)
  near(gini(many), 1 / 3, '', 1e-6)
})

test('concentration: deaths under five by wealth in India 1982–92, the worked example of the World Bank’s technical note 7', () => {
  const births = [29_939, 28_776, 26_528, 24_689, 19_739]
  const rate = [154.7, 152.9, 119.5, 86.9, 54.3]
  near(concentration({ values: rate, people: births }, [1, 2, 3, 4, 5]), -0.1694, '', 5e-5)
})

test('where nobody lives there is no measure; where nobody has anything there is no inequality', () => {
  for (const measure of [
    (s: Spread) => measuresOf(s).mean,
    gini,
    palma,
    theil,
    (s: Spread) => concentration(s, s.values),
    (s: Spread) => theilParts(s, s.values),
  ]) {
    // biome-ignore format: one line
    assert.equal(measure({ values: [3, 4], people: [0, 0] }), null)
    assert.equal(measure(each()), null)
  }
  const nothing = each(0, 0, 0)
  assert.deepEqual([gini(nothing), theil(nothing), concentration(nothing, [1, 2, 3]), palma(nothing)], [0, 0, 0, null])
  assert.deepEqual(theilParts(nothing, [0, 1, 1]), { within: 0, between: 0 })
})

test('negative and missing values, and lists of other lengths, are refused', () => {
  for (const value of [-1, Number.NaN, Infinity]) {
    assert.throws(() => gini(each(1, value)), /from 0 on/)
    near(gini({ values: [1, 2, value], people: [1, 1, 0] }), 1 / 6, 'but nobody’s does not matter')
  }
  assert.throws(() => theil({ values: [1], people: [1, 2] }), /1 values/)
  assert.throws(() => concentration(each(1, 2), [Number.NaN, 1]), /no rank/)
})

const spread = fc
  .array(fc.record({ value: fc.integer({ min: 0, max: 40 }), people: fc.integer({ min: 1, max: 9 }), rank: fc.integer({ min: 0, max: 4 }) }), { minLength: 1, maxLength: 12 }) // biome-ignore format: one line
  .map((rows) => ({
    values: rows.map((r) => r.value),
    people: rows.map((r) => r.people),
    rank: rows.map((r) => r.rank),
  }))
type Ranked = Spread & { readonly rank: readonly number[] }
const all = (s: Ranked): (number | null)[] => [gini(s), palma(s), theil(s), concentration(s, s.rank), theilParts(s, s.rank)?.between ?? null] // biome-ignore format: one line
const same = (a: (number | null)[], b: (number | null)[]) =>
  a.forEach((x, k) => {
    if (x === null || b[k] === null) assert.equal(x, b[k])
    else near(x, b[k]!, `measure ${k}`)
  })

test('no measure changes when all values, or all people, are multiplied, when people are told apart, or in another order', () => {
  fc.assert(
    fc.property(spread, (s) => {
      const own = all(s)
      same(all({ ...s, values: s.values.map((v) => v * 4) }), own) // biome-ignore format: one line
      same(all({ ...s, people: s.people.map((p) => p * 0.25) }), own) // biome-ignore format: one line
      const apart = s.people.flatMap((p, i) => Array.from({ length: p }, () => i))
      same(all({ values: apart.map((i) => s.values[i]!), people: apart.map(() => 1), rank: apart.map((i) => s.rank[i]!) }), own) // biome-ignore format: one line
      same(all({ values: s.values.toReversed(), people: s.people.toReversed(), rank: s.rank.toReversed() }), own)
    }),
  )
})

test('all at once they are what each is alone', () => {
  fc.assert(
    fc.property(spread, (s) => {
      const { people, mean, ...rest } = measuresOf(s)
      assert.deepEqual(rest, { gini: gini(s), palma: palma(s), theil: theil(s) })
      near(mean! * people, s.people.reduce((sum, p, i) => sum + p * s.values[i]!, 0)) // biome-ignore format: one line
    }),
  )
})

test('bounds hold, equal values have none, and the parts of Theil add up', () => {
  fc.assert(
    fc.property(spread, fc.integer({ min: 1, max: 40 }), (s, value) => {
      const [g, p, t, c] = all(s) as [number, number | null, number, number]
      assert.ok(g >= 0 && g < 1 && t >= 0 && (p === null || p >= 1) && Math.abs(c) <= g + 1e-12)
      near(concentration(s, s.values), g, 'ranked by itself')
      near(concentration(s, s.values.map((v) => -v)), -g, 'and the other way round') // biome-ignore format: one line
      const { within, between } = theilParts(s, s.rank)!
      near(within + between, t)
      same(all({ ...s, values: s.values.map(() => value) }), [0, 1, 0, 0, 0])
    }),
  )
})

test('a unit that goes from more to less makes it less unequal', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 9 }), (values) => {
      const rich = values.indexOf(Math.max(...values))
      const poor = values.indexOf(Math.min(...values))
      if (values[rich]! - values[poor]! < 2) return
      const after = values.map((v, i) => (i === rich ? v - 1 : i === poor ? v + 1 : v))
      assert.ok(gini(each(...after))! < gini(each(...values))!)
      assert.ok(theil(each(...after))! < theil(each(...values))!)
    }),
  )
})
