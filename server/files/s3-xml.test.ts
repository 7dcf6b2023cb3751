import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Element, readXml, textIn, XML_LIMIT } from './s3-xml.ts'

const LISTING = `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
  <IsTruncated>false</IsTruncated><Prefix/>
  <Contents><Key>a&amp;b&#x4e00;&#21051;</Key><Size>12</Size></Contents>
</ListBucketResult>
`

test('a listing is read', () => {
  const root = readXml(LISTING)
  assert.equal(root.name, 'ListBucketResult')
  assert.equal(textIn(root, 'IsTruncated'), 'false')
  assert.equal(textIn(root, 'Prefix'), '')
  assert.equal(textIn(root, 'NextContinuationToken'), null)
  const contents = root.children.find((c) => c.name === 'Contents')!
  assert.equal(textIn(contents, 'Key'), 'a&b一刻')
})

const escaped = (text: string) => text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`)
const written = ({ name, text, children }: Element): string =>
  `<${name}>${escaped(text)}${children.map(written).join('')}</${name}>`

test('what is written is read again', () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/)
  const plain = { noNullPrototype: true }
  const leaf = fc.record({ name, text: fc.string({ unit: 'grapheme' }), children: fc.constant<Element[]>([]) }, plain)
  const branch = fc.record({ name, text: fc.constant(''), children: fc.array(leaf, { maxLength: 4 }) }, plain)
  const tree = fc.record({ name, text: fc.constant(''), children: fc.array(branch, { maxLength: 4 }) }, plain)
  fc.assert(fc.property(tree, (root) => assert.deepEqual(readXml(written(root)), root)))
})

test('entities of their own, outside things and depth are refused', () => {
  for (const source of [
    '',
    'text',
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '</a>',
    '<a>&lol;</a>',
    '<a>&amp</a>',
    '<a>&#x110000;</a>',
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    '<a><![CDATA[x]]></a>',
    '<a><!-- x --></a>',
    '<a><?php x ?></a>',
    '<a x=1/>',
    '<a x="<"/>',
    '<a/>after',
    `${'<a>'.repeat(20)}${'</a>'.repeat(20)}`,
    `<a>${' '.repeat(XML_LIMIT)}</a>`,
  ])
    assert.throws(() => readXml(source), Error, source.slice(0, 60))
})

test('any text is read or refused, in time that grows with its length', () => {
  const cuts = fc.array(
    fc.tuple(fc.nat(LISTING.length), fc.constantFrom('<', '>', '&', '/', '"', "'", ' ', '', 'a="')),
    {
      maxLength: 6,
    },
  )
  fc.assert(
    fc.property(cuts, (all) => {
      let source = LISTING
      for (const [at, put] of all) source = source.slice(0, at) + put + source.slice(at + 1)
      try {
        assert.ok(readXml(source).name)
      } catch (error) {
        assert.ok(error instanceof Error && !(error instanceof RangeError || error instanceof assert.AssertionError))
      }
    }),
  )
  for (const nasty of [
    `<a ${' '.repeat(1e6)}`,
    `<a ${'b="" '.repeat(2e5)}`,
    `<?xml${'?'.repeat(1e6)}`,
    `<a>${'&'.repeat(1e6)}`,
  ])
    assert.throws(() => readXml(nasty))
})
