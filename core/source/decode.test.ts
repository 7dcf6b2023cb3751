import assert from 'node:assert/strict'
import { test } from 'node:test'
import iconv from 'iconv-lite'
import { type Bytes, bytesOf } from '../base/bytes.ts'
import { Findings } from '../base/finding.ts'
import { decodeHead, encodingOf, readText } from './decode.ts'

const TEXT = '名称,业态\n联通营业厅,通信\n𠮷野家,快餐\n'
const bytes = (array: Uint8Array) => bytesOf('f.csv', new Uint8Array(array))

test('UTF-8 and GBK are told apart, wherever the head is cut', () => {
  for (const encoding of ['utf-8', 'gb18030']) {
    const array = new Uint8Array(iconv.encode(TEXT, encoding))
    assert.equal(decodeHead(array), TEXT)
    for (let n = 1; n < array.length; n++)
      assert.ok(TEXT.startsWith(decodeHead(array.subarray(0, n))), `${encoding} cut at ${n}`)
  }
})

test('a file is read in whatever encoding offices save it', async () => {
  for (const [encoding, options] of [
    ['utf-8', {}],
    ['utf-8', { addBOM: true }],
    ['gb18030', {}],
    ['utf-16le', { addBOM: true }],
    ['utf-16be', { addBOM: true }],
  ] as const) {
    const findings = new Findings()
    assert.equal(await readText(bytes(iconv.encode(TEXT, encoding, options)), findings), TEXT, encoding)
    assert.equal(findings.list().length, 0)
  }
})

test('one GBK line far down a UTF-8 file becomes � and is noted with its line; the rest is read', async () => {
  const clean = 'a,中文,好邻居便利店\n'.repeat(60_000) // the odd line stands in the third megabyte
  const findings = new Findings()
  const text = await readText(
    bytes(Buffer.concat([Buffer.from(clean), iconv.encode('联华\n', 'gb18030'), Buffer.from('末行')])),
    findings,
  )
  assert.ok(text.startsWith(clean) && text.endsWith('末行'))
  assert.deepEqual(
    findings.list().map((f) => [f.code, f.examples[0]!.row]),
    [['mixed-encoding', 60_001]],
  )
})

test('a GBK file in which some UTF-8 stands is still GBK', async () => {
  const gbk = iconv.encode('网点名称,经营业态,联系地址\n'.repeat(50), 'gb18030')
  const encoding = await encodingOf(bytes(Buffer.concat([gbk, Buffer.from('超市')])))
  assert.equal(encoding.label, 'gb18030')
})

test('a text longer than a string can be is refused', async () => {
  const large: Bytes = { name: 'large.json', size: 400e6, slice: async () => new Uint8Array(0) }
  await assert.rejects(readText(large, new Findings()), { code: 'too-large' })
})

test('where lines of two encodings are mixed, each is read in its own', async () => {
  const utf8 = (text: string) => [...new TextEncoder().encode(text)]
  const gbk = (text: string) => [...iconv.encode(text, 'gb18030')]
  const lines = [
    utf8('名称,业态\n'),
    gbk('好邻居,便利店\n'),
    utf8('东门,菜市场\n'),
    gbk('老王,修鞋\n'),
    utf8('plain,ascii\n'),
  ]
  const findings = new Findings()
  const text = await readText(bytesOf('t.csv', Uint8Array.from(lines.flat())), findings)
  assert.equal(text, '名称,业态\n好邻居,便利店\n东门,菜市场\n老王,修鞋\nplain,ascii\n')
  assert.deepEqual(
    findings.list().map((f) => [f.code, f.count, f.examples[0]!.row]),
    [['mixed-encoding', 2, 2]],
  )
})
