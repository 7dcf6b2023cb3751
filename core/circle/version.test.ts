import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import { circleTown } from '../test/circle-town.ts'
import { delineate } from './delineate.ts'
import { townOf } from './town.ts'
import { type CircleVersion, circlesJson, freeze, isIntact, newVersion, readCircles } from './version.ts'

const drawn = await delineate(townOf(circleTown({ columns: 3, rows: 2 })), {
  ruler: null,
  band: { least: null, most: 3500, about: null },
})
const evidence = [{ role: 'city', file: 'city.yike', sha256: '00' }]
const version = newVersion(drawn, { from: null, when: '2025-03-01', evidence })
const file = (text: string) => bytesOf('circles.json', new TextEncoder().encode(text))
const writable = (v: CircleVersion) =>
  v as unknown as { when: string; delineation: { circles: { units: string[]; polygon: number[][][] }[] } }

test('a frozen version cannot be written to, whatever one tries', () => {
  const frozen = freeze(version)
  const before = circlesJson(frozen)
  const open = writable(frozen)
  assert.throws(() => (open.when = '2026'))
  assert.throws(() => open.delineation.circles[0]!.units.push('x'))
  assert.throws(() => (open.delineation.circles[0]!.polygon[0]![0]![0] = 0))
  assert.throws(() => open.delineation.circles.pop())
  assert.equal(circlesJson(frozen), before)
  assert.ok(isIntact(frozen))
  assert.equal(freeze(frozen), frozen)
})

test('what was frozen is a copy: whoever made it may go on with his own', () => {
  const frozen = freeze(version)
  const before = circlesJson(frozen)
  writable(version).delineation.circles[0]!.polygon[0]![0]![0]! += 1
  assert.equal(circlesJson(frozen), before)
  writable(version).delineation.circles[0]!.polygon[0]![0]![0]! -= 1
})

test('an edit is a new version, and tells what it was made from', () => {
  const frozen = freeze(version)
  const { circles } = frozen.delineation
  const edited = newVersion(
    { ...frozen.delineation, circles: circles.slice(1) },
    { from: frozen.id, when: null, evidence },
  )
  assert.equal(edited.from, frozen.id)
  assert.notEqual(edited.id, frozen.id)
  assert.equal(edited.frozen, false)
  assert.equal(isIntact(edited), false, 'it was never frozen')
  assert.equal(frozen.delineation.circles.length, circles.length)
  assert.ok(isIntact(frozen))
})

test('a file gives back the version it was written from, and a change on the way is noticed', async () => {
  const frozen = freeze(version)
  const text = circlesJson(frozen)
  const back = await readCircles(file(text))
  assert.ok(isIntact(back))
  assert.equal(circlesJson(back), text)
  const open = await readCircles(file(circlesJson(version)))
  assert.deepEqual(open, version)
  for (const changed of [text.replace('2025-03-01', '2025-03-02'), text.replace('"people":', '"people":1')])
    await assert.rejects(readCircles(file(changed)), (e: Fault) => e instanceof Fault && /校验码不对/.test(e.say('zh')))
  for (const odd of ['', '[]', '{"format":"other"}', 'null', 'lng,lat'])
    await assert.rejects(readCircles(file(odd)), (e: Fault) => e.code === 'bad-file')
})
