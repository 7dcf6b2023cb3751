import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { defineDocument, isDepartment } from './document.ts'
import { documents } from './documents/index.ts'

const NOTICE = join(import.meta.dirname, '../../../shared/policy/notice-2024-409.txt')
const count = (id: string) => documents.find((d) => d.id === id)?.departments?.length ?? null

test('each document has as many departments as it says, or 未公布', () => {
  const counts = documents.map((d) => [d.id, d.departmentCount, count(d.id)])
  assert.deepEqual(counts, [
    ['call-2024', 12, null],
    ['expand-2025', 9, null],
    ['guide-2021', 11, 11],
    ['notice-2024', 11, 11],
    ['opinions-2021', 12, 12],
    ['plan-2023', 13, 13],
  ])
})

test('a list that does not count up is refused with a sentence', () => {
  const half = { id: 'x', number: null, date: '2024-01-01', title: 'x', source: 'x', status: 'verified' } as const
  assert.throws(
    () => defineDocument({ ...half, departmentCount: 3, departments: ['post', 'tax'] }),
    /of 3 departments; 2/,
  )
  assert.throws(
    () => defineDocument({ ...half, departmentCount: 2, departments: ['post', 'post'] }),
    /of 2 departments/,
  )
})

test('what is no department is none, whatever objects are born with', () => {
  assert.ok(isDepartment('commerce'))
  for (const id of ['', 'toString', '__proto__', 'space']) assert.ok(!isDepartment(id))
})

test('the notice of 2024 names its eleven in this order', {
  skip: !existsSync(NOTICE) && 'no ../shared/policy',
}, () => {
  const head = readFileSync(NOTICE, 'utf8').split('商办流通函')[0]!
  const offices = head.split('\n').filter((l) => l.includes('办公厅') || l.includes('办公室'))
  const listed = documents.find((d) => d.id === 'notice-2024')!.departments!
  assert.equal(offices.length, listed.length)
  const words = ['商务', '民政', '财政', '人力资源', '自然资源', '住房', '卫生', '市场监督', '金融监督', '体育', '邮政']
  offices.forEach((office, i) => {
    assert.ok(office.includes(words[i]!), office)
    assert.equal(listed[i]!.name.zh.slice(0, 2), words[i]!.slice(0, 2))
  })
})
