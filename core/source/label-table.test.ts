import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import { Findings } from '../base/finding.ts'
import { readLabels } from './label-table.ts'

const read = (text: string) => readLabels(bytesOf('labels.csv', new TextEncoder().encode(text)), new Findings())

test('a label goes to its category, several, or none; the last word on it counts', async () => {
  const text = '标签,归入\n食杂店,convenience\n烟酒店,\nshop=kiosk,convenience+snack\n食杂店,supermarket\n,nothing\n'
  assert.deepEqual(await read(text), { 食杂店: 'supermarket', 烟酒店: '', 'shop=kiosk': 'convenience+snack' })
})

test('columns may stand in any order, among others', async () => {
  assert.deepEqual(await read('remark,category,label\nx,pharmacy,药房\n'), { 药房: 'pharmacy' })
})

test('a table without both columns is refused', async () => {
  await assert.rejects(read('a,b\n1,2\n'), (e) => e instanceof Fault && e.code === 'no-columns')
})
