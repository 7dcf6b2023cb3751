import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Likeness, likeness, plainName } from './names.ts'

const PAIRS: readonly (readonly [string, string, Likeness])[] = [
  ['好邻居', '好邻居便利店', 'same'],
  ['好邻居便利店（海宁路店）', '好邻居便利店(海宁路店)', 'same'],
  ['上海市虹口区好邻居便利店', '好邻居', 'same'],
  ['全家', '全家FamilyMart', 'similar'],
  ['Ｆａｍｉｌｙ Ｍａｒｔ', 'FamilyMart', 'same'],
  ['上海好邻居商业连锁有限公司', '好邻居', 'similar'],
  ['全家(四川北路店)', '全家(武进路店)', 'different'],
  ['全家 四川北路店', '全家（武进路店）', 'different'],
  ['全家(四川北路店)', '全家', 'same'],
  ['联华超市', '华联超市', 'different'],
  ['罗森', '全家', 'different'],
  ['罗森', 'LAWSON', 'silent'],
  ['便利店', '全家', 'silent'],
  ['', '全家', 'silent'],
]

for (const [a, b, alike] of PAIRS) {
  test(`${a || '(nameless)'} and ${b}: ${alike}`, () => {
    assert.equal(likeness(plainName(a), plainName(b)), alike)
    assert.equal(likeness(plainName(b), plainName(a)), alike, 'either way')
  })
}
