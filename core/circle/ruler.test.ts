import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../base/fault.ts'
import { bandWith, defineRuler, standing } from './ruler.ts'
import { rulers } from './rulers/index.ts'

test('every ruler says where its numbers are from, and the commerce one sets no limits', () => {
  for (const ruler of rulers) assert.ok(ruler.cites && ruler.source && ruler.note.zh, ruler.id)
  const commerce = rulers.find((r) => r.id === 'commerce-2024')!
  assert.deepEqual(commerce.band, { least: null, most: null, about: 22_700 })
  assert.equal(Math.round(118_000_000 / 5_188 / 100) * 100, 22_700)
})

test('a person’s own numbers go before the ruler’s; what makes no band is refused', () => {
  const band = { least: 30_000, most: 50_000, about: null }
  assert.deepEqual(bandWith(band, { most: 60_000 }), { ...band, most: 60_000 })
  assert.deepEqual(bandWith(band, { least: null }), { ...band, least: null })
  assert.deepEqual(bandWith({ least: null, most: null, about: 22_700 }, { most: 9000 }), {
    least: null,
    most: 9000,
    about: null,
  })
  for (const odd of [{ least: 70_000 }, { about: 20_000 }, { most: 0 }, { least: Number.NaN }])
    assert.throws(
      () => bandWith(band, odd),
      (e) => e instanceof Fault && e.code === 'bad-value',
    )
  assert.throws(() => defineRuler({ ...rulers[0], band: { least: 2, most: 1, about: null } }), /does not hold/)
})

test('how people stand to a band, and by how many', () => {
  const band = { least: 10, most: 20, about: null }
  assert.deepEqual(
    [5, 10, 20, 26].map((n) => standing(n, band)),
    [
      { state: 'below', by: 5 },
      { state: 'within', by: 0 },
      { state: 'within', by: 0 },
      { state: 'above', by: 6 },
    ],
  )
  assert.equal(standing(5, { least: null, most: null, about: 9 }).state, null)
})
