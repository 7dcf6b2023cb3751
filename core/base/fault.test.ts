import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS, Fault, type FaultCode } from './fault.ts'
import { Findings, sayFinding } from './finding.ts'
import { listed } from './name.ts'

test('a fault speaks one language at a time, its reasons too', () => {
  const why = { zh: '数据块解不开', en: 'a blob that does not unpack' }
  const fault = new Fault('bad-file', { file: 'a.osm.pbf', why })
  assert.equal(fault.say('zh'), 'a.osm.pbf 读不懂：数据块解不开')
  assert.equal(fault.say('en'), 'a.osm.pbf cannot be read: a blob that does not unpack')
  assert.equal(fault.message, fault.say('en'))
})

test('numbers and file names stand as they are in both', () => {
  const fault = new Fault('truncated', { file: '街道.osm.pbf', at: 12 })
  assert.equal(fault.say('zh'), '街道.osm.pbf 不完整：在第 12 字节处中断')
  assert.equal(fault.say('en'), '街道.osm.pbf is cut short at byte 12')
})

test('a list is parted as each language parts it', () => {
  const known = listed([
    { zh: '网点台账', en: 'ledger' },
    { zh: '普查表', en: 'census table' },
  ])
  assert.deepEqual(known, { zh: '网点台账、普查表', en: 'ledger, census table' })
})

test('every sentence asks for the same words in both languages', () => {
  for (const code of Object.keys(FAULTS) as FaultCode[]) {
    const asked = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, key]) => key).sort()
    assert.deepEqual(asked(FAULTS[code].zh), asked(FAULTS[code].en), code)
  }
})

test('a word that was not given is noticed, not passed over', () => {
  assert.equal(new Fault('no-file').say('en'), 'There is no file {file}')
})

test('what a finding says in our own words is said in the language asked for', () => {
  const findings = new Findings()
  findings.note('outside-extract', 'people.csv', null, { zh: '共 20 人', en: '20 people in all' })
  findings.note('outside-extract', 'people.csv', 7, '121.48, 31.25')
  findings.note('outside-extract', 'people.csv', 8, '')
  const [finding] = findings.list()
  assert.match(sayFinding(finding!, 'zh'), /\(3 处; 例如 共 20 人 · 第 7 行 121\.48, 31\.25 · 第 8 行\)$/)
  assert.match(sayFinding(finding!, 'en'), /\(3 ×; such as 20 people in all · row 7 121\.48, 31\.25 · row 8\)$/)
})
