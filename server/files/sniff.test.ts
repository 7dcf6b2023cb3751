import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { BY_ENDING, BY_MEDIA_TYPE, type Kind } from './kinds.ts'
import { HEAD, mustBe, sniff } from './sniff.ts'

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const utf8 = (text: string) => new TextEncoder().encode(text)
const zip = (...names: string[]) =>
  latin1(names.map((n) => `PK\x03\x04${'\0'.repeat(22)}${String.fromCharCode(n.length)}\0\0\0${n}data`).join(''))
const TIFF = 'II*\0\x08\0\0\0\x01\0'
/** 名称,业态 in GB18030, and a row. */
const GB = latin1('\xc3\xfb\xb3\xc6,\xd2\xb5\xcc\xac\n\xba\xc3\xc1\xda\xbe\xd3,\xb1\xe3\xc0\xfb\xb5\xea\n')
const PE = latin1(`MZ${'\0'.repeat(58)}\x40\0\0\0PE\0\0`)

const SAMPLES: readonly (readonly [Kind, string, Uint8Array])[] = [
  ['xlsx', 'ledger.xlsx', zip('[Content_Types].xml', 'xl/workbook.xml')],
  ['office', 'ledger.xlsx', zip('[Content_Types].xml')],
  ['docx', 'paper.docx', zip('_rels/.rels', 'word/document.xml')],
  ['shapefile', 'areas.zip', zip('areas.dbf', 'areas.shp')],
  ['zip', 'papers.zip', zip('a.txt')],
  ['zip', 'empty.zip', latin1(`PK\x05\x06${'\0'.repeat(18)}`)],
  ['gzip', 'x.gz', latin1('\x1f\x8b\x08\0')],
  ['ole', 'old.xls', latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0')],
  ['png', 'a.png', latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
  ['jpeg', 'a.JPG', latin1('\xff\xd8\xff\xe0\0\x10JFIF')],
  ['webp', 'a.webp', latin1('RIFF\x24\0\0\0WEBPVP8 ')],
  ['heic', 'a.heic', latin1('\0\0\0\x18ftypheic\0\0\0\0')],
  ['gif', 'a.gif', latin1('GIF89a')],
  ['tiff', 'a.tif', latin1(`${TIFF}\0\x01\x03\0\x01\0\0\0\0\0\0\0`)],
  ['geotiff', 'a.tif', latin1(`${TIFF}\xaf\x87\x03\0\x01\0\0\0\0\0\0\0`)],
  ['pdf', 'a.pdf', latin1('%PDF-1.7\n%\xe2\xe3')],
  ['sqlite', 'a.gpkg', latin1('SQLite format 3\0\x10')],
  ['pbf', 'a.osm.pbf', latin1('\0\0\0\x0d\x0a\x09OSMHeader\x18')],
  ['html', 'a.html', utf8('\n<!DOCTYPE html><title>')],
  ['xml', 'a.osm', utf8('<?xml version="1.0"?><osm>')],
  ['xml', 'a.svg', utf8('<svg xmlns="">')],
  ['geojson', 'a.geojson', utf8('\ufeff{ "type": "FeatureCollection", "features": [')],
  ['json', 'a.json', utf8('{"name":"一刻"}')],
  ['text', 'a.csv', utf8('名称,业态\n好邻居,便利店\n')],
  ['text', 'a.csv', GB],
  ['text', 'a.csv', latin1('\xff\xfe\x0d\x54\xf0\x79')],
  ['text', 'a.txt', utf8('MZ is how this sentence begins, and it is longer than sixty-four characters.')],
]

test('each kind is told by its first bytes, and matches its name', () => {
  for (const [kind, name, bytes] of SAMPLES)
    assert.deepEqual(sniff(bytes, name), { kind, matches: true }, `${kind} ${name}`)
})

test('a file of one kind under the name or media type of another does not match', () => {
  for (const [kind, , bytes] of SAMPLES) {
    for (const [ending, kinds] of Object.entries(BY_ENDING))
      assert.equal(sniff(bytes, `x.${ending}`).matches, kinds.includes(kind), `${kind} as .${ending}`)
    for (const [type, kinds] of Object.entries(BY_MEDIA_TYPE))
      assert.equal(sniff(bytes, 'x', `${type}; charset=x`).matches, kinds.includes(kind), `${kind} as ${type}`)
  }
})

test('programs match no name', () => {
  for (const bytes of [PE, latin1('\x7fELF\x02'), utf8('#!/bin/sh\n'), latin1('\xca\xfe\xba\xbe\0')])
    for (const name of ['a.csv', 'a', 'a.exe', 'constructor', 'a.constructor', 'a.__proto__'])
      assert.deepEqual(sniff(bytes, name), { kind: 'program', matches: false })
})

test('the usual lies are a fault that says what was claimed and what it is', () => {
  const page = utf8('<html><script>alert(1)</script>')
  assert.throws(() => mustBe(page, '台账.csv', ['text', 'xlsx']), {
    code: 'not-what-it-says',
    message:
      '台账.csv is not what it says: by its name or type it should be text, but it holds a web page; save it in that format and upload it again',
  })
  for (const [bytes, name, wanted, type] of [
    [page, 'photo.jpg', ['jpeg', 'png', 'webp'], 'image/jpeg'],
    [utf8('<?xml version="1.0"?><html><script>'), 'a.xml', ['xml'], null],
    [zip('xl/workbook.xml'), 'a.csv', ['text', 'xlsx'], null],
    [PE, 'areas.zip', ['zip', 'shapefile'], 'application/zip'],
    [latin1('GIF89a'), 'photo.gif', ['jpeg', 'png', 'webp'], 'image/gif'],
    [new Uint8Array(), 'a.csv', ['text'], 'text/csv'],
    [latin1('a,b\0c'), 'a.csv', ['text'], 'text/csv'],
  ] as const)
    assert.throws(() => mustBe(bytes, name, wanted, type), { code: 'not-what-it-says' }, name)
  assert.equal(mustBe(GB, '台账.csv', ['text', 'xlsx'], 'application/vnd.ms-excel'), 'text')
})

test('a character cut by the end of the head does not make text binary', () => {
  const rows = utf8('名称,业态,地址\n'.repeat(20))
  for (let end = 60; end < 90; end++) assert.equal(sniff(rows.subarray(0, end), 'a.csv').kind, 'text', `${end}`)
  const gb = new Uint8Array(Buffer.concat(Array(20).fill(GB)))
  for (let end = 60; end < 90; end++) assert.equal(sniff(gb.subarray(0, end), 'a.csv').kind, 'text', `${end}`)
})

test('any bytes are of some kind', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (bytes, name) => !!sniff(bytes, name).kind))
  const sample = fc.constantFrom(...SAMPLES)
  const changes = fc.array(fc.tuple(fc.nat(120), fc.nat(255)), { maxLength: 8 })
  fc.assert(
    fc.property(sample, changes, ([, name, bytes], all) => {
      const changed = bytes.slice()
      for (const [at, to] of all) if (at < changed.length) changed[at] = to
      assert.ok(sniff(changed, name).kind)
    }),
  )
  for (const nasty of ['<a ', ' ', '[', '{"type":', 'PK\x03\x04', '<!--', '�']) {
    assert.ok(sniff(utf8(nasty.repeat(HEAD)), 'a.csv').kind)
  }
})

test('of the files that tests read, only those made to lie do not match', () => {
  const files = join(import.meta.dirname, '..', '..', 'fixtures')
  const liars = readdirSync(files, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.\w+$/.test(name) && statSync(join(files, name)).isFile())
    .filter((name) => !sniff(readFileSync(join(files, name)), name).matches)
  assert.deepEqual(liars.map((name) => basename(name)).sort(), ['empty.csv', 'not-a-pbf.osm.pbf'])
})
