import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { WalkGraph } from '../network/graph.ts'
import { fakeMeasured } from '../test/fake-measured.ts'
import { twoCircles } from '../test/two-circles.ts'
import { Frame } from './frame.ts'
import { indicatorsOf, UNMEASURED } from './indicated.ts'
import { type Extras, type Indicator, NOTHING_MORE, type Reading } from './indicator.ts'
import { indicators } from './indicators/index.ts'
import type { Measured } from './measured.ts'

const all: readonly Indicator[] = indicators
const find = (id: string) => all.find((i) => i.id === id)!
const of = (id: string, circle: number | null = null, extras: Partial<Extras> = {}, on: Frame = twoCircles()) =>
  find(id).of({ frame: on, circle, extras: { ...NOTHING_MORE, ...extras } })
const numbers = (readings: readonly Reading[] | null) => readings?.map((r) => [r.part, r.value ?? r.span, r.of])

/** A city of which nothing is known. */
function emptyCity(): Measured {
  const m = fakeMeasured()
  const none = new Float64Array(0)
  return {
    ...m,
    graph: new WalkGraph({ nodes: 0, edges: 0, walls: 0 }),
    population: { ...m.population, lng: none, lat: none, people: none, bands: {} },
    outlets: [],
    serves: [],
    areas: [],
    cellArea: new Int32Array(0),
    facts: { joined: new Uint8Array(0), insideMeters: none, tract: new Int32Array(0), tractAreas: [] },
    nearest: m.categories.map(() => ({ ds: new Int32Array(0), mm: new Int32Array(0), outlet: new Int32Array(0) })),
    within: [],
    state: new Uint8Array(0),
    coverage: [],
    gaps: [],
    people: 0,
    knowledge: m.knowledge.map((k) => ({ ...k, outlets: 0, known: false, basis: null })),
  }
}

test('ids are unique, and every indicator cites something and says how it is counted', () => {
  assert.equal(new Set(all.map((i) => i.id)).size, all.length)
  for (const i of all) assert.ok(i.source.cites && i.how.zh && i.how.en && i.name.zh && i.name.en, i.id)
})

for (const i of all)
  test(`${i.id} is null in an empty city, never 0`, () => {
    const nothing = new Frame(emptyCity(), null)
    assert.equal(i.of({ frame: nothing, circle: null, extras: NOTHING_MORE }), null)
    const noCircles = new Frame(emptyCity(), { circles: [], ofCell: new Int32Array(0), ofOutlet: new Int32Array(0) })
    assert.equal(
      i.of({ frame: noCircles, circle: null, extras: { ...NOTHING_MORE, today: '2025-06-01', freshDays: 30 } }),
      null,
    )
  })

test('whatever is in the list of indicators is worked out, or is listed with why not', () => {
  const known = [...all.map((i) => i.id), ...UNMEASURED.map((u) => u.id)]
  assert.equal(new Set(known).size, known.length)
  const list = join(import.meta.dirname, '../../../shared/policy/indicators.json')
  if (!existsSync(list)) return console.log('# skipped: no list of indicators here')
  const { indicators: listed } = JSON.parse(readFileSync(list, 'utf8')) as { indicators: { id: string }[] }
  assert.deepEqual(new Set(known), new Set(listed.map((i) => i.id)))
})

test('shares lie between 0 and 1, spans are in order, and parts are those that are declared', () => {
  const m = fakeMeasured()
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: m.state.length, maxLength: m.state.length, max: 5 }),
      fc.integer({ min: 0, max: 200 }),
      (state, satisfied) => {
        // `within` is said only where an outlet is
        const real = state.map((s, k) => (s === 0 && m.nearest[Math.floor(k / 36)]!.outlet[k % 36]! < 0 ? 3 : s))
        const on = twoCircles({ ...m, state: Uint8Array.from(real) })
        const extras = {
          ...NOTHING_MORE,
          today: '2025-06-01',
          freshDays: 30,
          tally: { valid: 200, satisfied },
          slow: m,
        }
        for (const circle of [null, 0, 1])
          for (const i of all) {
            if (i.id === 'N-COMMCOV') continue // it searches; see covered.test.ts
            if ((circle === null) === (i.scope === 'circle') && i.scope !== 'both') continue
            for (const { part, value, span, of: per } of i.of({ frame: on, circle, extras }) ?? []) {
              const ids = i.parts === 'category' ? m.categories.map((c) => c.id) : (i.parts?.map((p) => p.id) ?? [null])
              assert.ok((ids as (string | null)[]).includes(part), `${i.id} ${part}`)
              assert.ok(value !== null || span !== null)
              if (span) assert.ok(span[0] <= span[1])
              if (per !== null) assert.ok(per > 0)
              if (i.unit === 'share' && i.id !== 'M-GAP')
                for (const x of [value, ...(span ?? [])]) assert.ok(x === null || (x >= 0 && x <= 1), `${i.id} ${x}`)
            }
          }
      },
    ),
    { numRuns: 40 },
  )
})

test('satisfaction is not told from fewer than 30 answers', () => {
  assert.equal(of('N-SAT', null, { tally: { valid: 29, satisfied: 29 } }), null)
  const [told] = of('N-SAT', null, { tally: { valid: 400, satisfied: 372 } })!
  assert.equal(told!.value, 0.93)
  assert.deepEqual(
    told!.span!.map((x) => x.toFixed(4)),
    ['0.9007', '0.9511'],
  ) // Wilson, worked out by hand
})

test('chains are a lower bound, from brands alone, and null where no brand is known', () => {
  assert.equal(of('N-CHAIN'), null)
  const m = fakeMeasured()
  const outlets = m.outlets.map((o, i) => (i === 0 ? { ...o, tags: { brand: '好邻居' } } : o))
  assert.deepEqual(numbers(of('N-CHAIN', null, {}, twoCircles({ ...m, outlets }))), [[null, [1 / 3, 1], 3]])
})

test('outlets and residents are counted once, circle by circle and together', () => {
  const m = fakeMeasured()
  const circles = [0, 1].map((c) => of('S-RESIDENTS', c)![0]!.value!)
  assert.ok(Math.abs(circles[0]! + circles[1]! - m.people) < 1e-9)
  assert.deepEqual(numbers(of('S-RESIDENTS')), [[null, circles[0]! + circles[1]!, null]])
  assert.deepEqual(
    [of('S-OUTLETS', 0)![0]!.value, of('S-OUTLETS', 1)![0]!.value, of('S-OUTLETS')![0]!.value],
    [2, 1, 3],
  )
  assert.deepEqual(numbers(of('S-BASICSHARE')), [[null, 2 / 3, 3]])
  assert.deepEqual([of('S-COMM', 0)![0]!.value, of('S-COMM')![0]!.value], [1, 2])
})

test('what no ledger knows leaves the number of categories open', () => {
  const [basic] = of('S-TYPES', 1)!
  assert.equal(basic!.value, null)
  assert.equal(basic!.span![0], 0)
  assert.equal(of('S-CENTRE'), null) // nobody lists centres here
})

test('a community has all eight functions only where each is known to be there', () => {
  const told = new Map(of('C-BJ8')!.map((r) => [r.part, r.value ?? r.span]))
  assert.deepEqual(told.get('shop'), [0.5, 1]) // the west has one; the east lacks a convenience store, OSM shows no supermarket
  assert.deepEqual(told.get('vegetables'), [0, 1]) // no wet market, and nobody knows of greengrocers
  assert.deepEqual(told.get('all'), [0, 1])
})

test('freshness: what has no date may be fresh or not', () => {
  const readings = of('M-FRESH', null, { today: '2025-03-31', freshDays: 30 })!
  assert.deepEqual(numbers(readings), [
    ['all', [2 / 3, 1], 3],
    ['official', 1, 2],
    ['osm', [0, 1], 1],
  ])
  assert.deepEqual(of('M-FRESH', null, { today: '2025-04-01', freshDays: 30 })![1]!.value, 0)
})

test('a square is π/4 as compact as a disc', () => {
  const m = fakeMeasured()
  const d = 0.01
  const side = Float64Array.of(0, 0, d, 0, d, d, 0, d) // on the equator
  const square = twoCircles({ ...m, areas: m.areas.map((a) => ({ ...a, polygon: [[side]] })) })
  assert.ok(Math.abs(of('M-ROUND', 0, {}, square)![0]!.value! - Math.PI / 4) < 1e-4)
})

test('floor area per hundred households takes both numbers', () => {
  assert.equal(of('N-30M2', null, { serviceAreaM2: 900 }), null)
  assert.deepEqual(numbers(of('N-30M2', null, { serviceAreaM2: 900, households: 3000 })), [[null, 30, 3000]])
})

test('an indicator is asked of what its scope allows, and no other', () => {
  const asked = (circle: number | null) =>
    indicatorsOf({ frame: new Frame(emptyCity(), null), circle, extras: NOTHING_MORE }).map((i) => i.indicator.id)
  assert.ok(asked(null).includes('N-COMMCOV') && !asked(null).includes('M-ROUND'))
})
