// Uploads: streamed, checked, read as a job that may be repeated, taken in whole or not at all.
import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { Fault } from '@yike/core/base/fault.ts'
import { fromWgs84 } from '@yike/core/geo/datum.ts'
import { makeWorld } from '../test/world.ts'
import { apply, read } from './jobs.ts'
import {
  type Answer,
  applyIt,
  bring,
  bringAndRead,
  ledger,
  outletsOf,
  readAs,
  takeIn,
  uploadOf,
  work,
} from './test/take-in.ts'

const STREET = '980102001'
/** As from outside: what bears no code is a mistake of ours, and is not tried again. */
const KILLED = Object.assign(new Error('killed'), { code: 'KILLED' })
const world = await makeWorld([], { YIKE_UPLOAD_MB: '2' })
const street = await world.officer(STREET, 'edit')
const city = await world.officer('980100', 'edit')
const reader = await world.officer(STREET, 'read')
after(() => world.end())

const one = (name: string, at = 121.5) => ledger([['', name, '便利店', at, 31.2]])
const blobs = async () => {
  let count = 0
  for await (const _ of world.platform.blobs.list()) count++
  return count
}
const uploads = async () => (await street({ url: `/api/offices/${STREET}/uploads` })).json().items as Answer[]
const code = (answer: { json: () => Answer }) => answer.json().code

test('what a file says it is, it must be; nothing of it stays where it is not', async () => {
  const before = [await blobs(), (await uploads()).length]
  const bad: [string, string | Uint8Array, string, string?][] = [
    ['page.csv', '<!doctype html><script>alert(1)</script>', 'not-what-it-says'],
    ['台账.xlsx', one('甲'), 'not-what-it-says'],
    ['a.csv', Buffer.from('PK\x03\x04 and so on'), 'not-what-it-says'],
    ['a.csv', '', 'empty-file'],
    ['a.csv', Buffer.alloc(2_000_001, 'a,'), 'upload-too-large'],
    ['a.csv', one('甲'), 'not-what-it-says', 'streets'],
  ]
  for (const [name, bytes, fault, kind] of bad) {
    const answer = await bring(street, STREET, { name, bytes, ...(kind && { kind }) })
    assert.equal(code(answer), fault, `${name}: ${answer.body}`)
    assert.ok(answer.json().title.length > 5)
  }
  assert.deepEqual([await blobs(), (await uploads()).length], before)
})

test('names come without folders and tricks', async () => {
  for (const [given, kept] of [
    ['../../etc/台账.csv', '台账.csv'],
    ['C:\\文件\\a.csv', 'a.csv'],
    ['exe.\u202evsc.csv', 'exe.vsc.csv'],
    ['..', 'upload'],
    [`${'长'.repeat(300)}.csv`, `${'长'.repeat(116)}.csv`],
  ] as const) {
    const answer = await bring(street, STREET, { name: given, bytes: one(`名 ${kept}`) })
    assert.equal(answer.json().name, kept)
  }
  await work(world)
})

test('a form brings a file as well, whatever its size up to the limit', async () => {
  const boundary = 'x'.repeat(30)
  const form = (bytes: Buffer, type = 'text/csv') =>
    street({
      method: 'POST',
      url: `/api/offices/${STREET}/uploads?kind=outlets`,
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: Readable.from([
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="form.csv"\r\ncontent-type: ${type}\r\n\r\n`,
        bytes,
        `\r\n--${boundary}--\r\n`,
      ]),
    })
  const taken = await form(Buffer.from(one('表单')))
  assert.equal(taken.statusCode, 201, taken.body)
  assert.equal(taken.json().name, 'form.csv')
  const large = await form(Buffer.alloc(2_100_000, 'a,'))
  assert.equal(large.statusCode, 413)
  assert.equal(code(await form(Buffer.from('<html>'))), 'not-what-it-says')
  await work(world)
})

test('a client that goes away in the middle leaves nothing', async () => {
  await world.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = world.app.server.address() as AddressInfo
  const before = [await blobs(), (await uploads()).length]
  const half = async () => (await readdir(join(world.platform.config.DATA, 'blobs', 'tmp'))).length
  const sent = httpRequest({
    port,
    method: 'POST',
    path: `/api/offices/${STREET}/uploads?kind=outlets&name=half.csv`,
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': 1_000_000,
      cookie: `yike=${street.secret}`,
    },
  })
  sent.on('error', () => {})
  sent.write(Buffer.alloc(300_000, 'a,'))
  while ((await half()) === 0) await setImmediate()
  sent.destroy()
  while ((await half()) > 0) await setImmediate()
  assert.deepEqual([await blobs(), (await uploads()).length], before)
})

test('of two imports of one file at once, the second is told of the first', async () => {
  const file = { name: 'two.csv', bytes: one('同一份') }
  const answers = await Promise.all([
    bring(street, STREET, file),
    bring(street, STREET, { ...file, name: 'other.csv' }),
  ])
  const [first, second] = answers.toSorted((a, b) => a.statusCode - b.statusCode)
  assert.deepEqual([first!.statusCode, second!.statusCode], [201, 409])
  assert.equal(second!.json().values.upload, first!.json().id)
  assert.match(second!.json().title, /不必重传/)
  await work(world)
  const later = await bring(street, STREET, file)
  assert.equal(later.statusCode, 201, 'when the first has been read, it may be brought again')
  await work(world)
})

test('reading twice, or after half of it, gives the same', async () => {
  const rows = Array.from({ length: 300 }, (_, i) => [i + 1, `店 ${i}`, '便利店', i % 3 ? 121 + i / 1000 : 'x', 31])
  const upload = await bringAndRead(world, street, STREET, { name: 'again.csv', bytes: ledger(rows) })
  const found = async () => {
    const { items } = (await street({ url: `/api/uploads/${upload.id}/findings?limit=500` })).json()
    return items as Answer[]
  }
  const first = await found()
  assert.equal(first.length, 100)
  assert.deepEqual([first[0].code, first[0].row, first[0].field], ['bad-coordinates', 2, '经度(WGS-84)'])
  assert.deepEqual([upload.rows, upload.summary.counts.leftOut], [200, 100])

  const again = await readAs(world, street, upload, {})
  assert.equal(again.state, 'read')
  assert.deepEqual(await found(), first)
  const dying = {
    ...world.platform,
    blobs: { ...world.platform.blobs, open: () => Promise.reject(KILLED) },
  }
  const put = await street({
    method: 'PUT',
    url: `/api/uploads/${upload.id}/reading`,
    headers: { 'if-match': `"${again.version}"` },
    payload: { columns: null, datum: null },
  })
  assert.equal(put.statusCode, 202)
  await assert.rejects(read(dying, upload.id), /killed/)
  assert.equal((await uploadOf(street, upload.id)).state, 'reading')
  assert.deepEqual(await found(), first, 'what was read before stands until it is read anew')
  await work(world)
  assert.equal((await uploadOf(street, upload.id)).state, 'read')
  assert.deepEqual(await found(), first)
})

test('what was read counts only if nobody said meanwhile that it is to be read otherwise', async () => {
  const upload = await bringAndRead(world, street, STREET, {
    name: 'meanwhile.csv',
    bytes: '名称,业态,经度,纬度\r\n甲,便利店,121.5,31.2',
  })
  const say = async (version: number, datum: string) =>
    street({
      method: 'PUT',
      url: `/api/uploads/${upload.id}/reading`,
      headers: { 'if-match': `"${version}"` },
      payload: { columns: null, datum },
    })
  assert.equal((await say(upload.version, 'gcj02')).statusCode, 202)
  world.sent.length = 0
  const open = async (sha256: string) => {
    assert.equal((await say(upload.version + 1, 'bd09')).statusCode, 202)
    return world.platform.blobs.open(sha256)
  }
  await read({ ...world.platform, blobs: { ...world.platform.blobs, open } }, upload.id)
  assert.equal((await uploadOf(street, upload.id)).state, 'received')
  await work(world)
  const now = await uploadOf(street, upload.id)
  assert.deepEqual([now.state, now.summary.use.datum], ['read', 'bd09'])
})

test('a file without one usable row is refused, and says why', async () => {
  const upload = await bringAndRead(world, street, STREET, {
    name: 'none.csv',
    bytes: ledger([['1', '甲', '便利店', '', '']]),
  })
  assert.equal(upload.state, 'refused')
  assert.match(upload.error.zh, /没有一行可用/)
  assert.equal(upload.found[0].code, 'no-coordinates')
  const old = await bringAndRead(world, street, STREET, {
    name: 'old.xls',
    bytes: Buffer.from('d0cf11e0a1b11ae1000000', 'hex'),
  })
  assert.equal(old.error.code, 'old-xls')
  const apply = await street({
    method: 'POST',
    url: `/api/uploads/${upload.id}/apply`,
    headers: { 'if-match': `"${upload.version}"` },
  })
  assert.equal(apply.statusCode, 409)
})

test('columns and datum that a person chose are proposed again for the same headings', async () => {
  const [lng, lat] = fromWgs84(121.51, 31.21, 'gcj02')
  const odd = (name: string) => `甲,乙,丙,丁\r\n${name},便利店,${lng},${lat}`
  const guessed = await bringAndRead(world, city, '980103', { name: 'odd.csv', bytes: odd('一号') })
  assert.equal(guessed.summary?.counts?.open ?? 0, guessed.state === 'read' ? 1 : 0)
  const chosen = await readAs(world, city, guessed, {
    columns: { name: '甲', label: '乙', lng: '丙', lat: '丁' },
    datum: 'gcj02',
  })
  assert.deepEqual([chosen.state, chosen.summary.datum.used, chosen.summary.datum.by], ['read', 'gcj02', 'person'])
  await applyIt(world, city, chosen)
  const [outlet] = await outletsOf(city, '980103')
  assert.deepEqual([outlet.name, outlet.label], ['一号', '便利店'])
  assert.ok(Math.abs(outlet.lng - 121.51) < 1e-6)

  const next = await bringAndRead(world, city, '980103', { name: 'next.csv', bytes: odd('二号') })
  assert.equal(next.summary.remembered, true)
  assert.deepEqual([next.summary.datum.used, next.summary.datum.by], ['gcj02', 'remembered'])
  assert.equal(next.summary.columns.fields.name.heading, '甲')
  const elsewhere = await bringAndRead(world, city, '980102', { name: 'next.csv', bytes: odd('三号') })
  assert.notEqual(elsewhere.summary?.remembered, true, 'each office remembers for itself')
})

test('the preview reads as an import would, with what is tried', async () => {
  const bytes = '店名,类别,x,y\r\n甲店,便利店,121.5,31.2'
  const upload = await bringAndRead(world, street, STREET, { name: 'p.csv', bytes })
  const preview = async (columns: object, datum: string) =>
    street({
      url: `/api/uploads/${upload.id}/preview?${new URLSearchParams({ columns: JSON.stringify(columns), datum })}`,
    })
  const shown = (await preview({ name: '类别', label: '店名' }, 'wgs84')).json()
  assert.deepEqual([shown.first[0].name, shown.first[0].label], ['便利店', '甲店'])
  assert.equal(shown.counts.rows, 1)
  assert.equal((await street({ url: `/api/uploads/${upload.id}/preview?columns=nonsense` })).statusCode, 400)
})

test('applying is done once, whole or not at all', async () => {
  const upload = await bringAndRead(world, street, STREET, { name: 'whole.csv', bytes: one('完整', 121.7) })
  const press = (version: number) =>
    street({ method: 'POST', url: `/api/uploads/${upload.id}/apply`, headers: { 'if-match': `"${version}"` } })
  const pressed = await Promise.all([press(upload.version), press(upload.version)])
  assert.deepEqual(pressed.map((p) => p.statusCode).sort(), [202, 409])

  // killed when everything is written but the last: nothing is there
  const db = world.platform.db.withPlugin({
    transformQuery({ node }) {
      if (node.kind === 'InsertQueryNode' && JSON.stringify(node).includes('"mapping"')) throw KILLED
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const names = async () => (await outletsOf(street, STREET)).map((o) => o.name)
  const before = await names()
  await assert.rejects(apply({ ...world.platform, db }, upload.id), /killed/)
  assert.deepEqual(await names(), before)
  assert.equal((await uploadOf(street, upload.id)).state, 'applying')
  world.sent.length = 0
  assert.equal((await press(upload.version + 1)).statusCode, 202, 'who sees it stuck may send it again')
  assert.equal(world.sent.length, 1)
  await Promise.all([apply(world.platform, upload.id), apply(world.platform, upload.id)])
  assert.deepEqual(await names(), [...before, '完整'], 'two workers are as one')
  await apply(world.platform, upload.id)
  await work(world)
  assert.deepEqual(await names(), [...before, '完整'], 'a second time it does nothing')
  const again = await press((await uploadOf(street, upload.id)).version)
  assert.match(again.json().title, /已经导入/)
})

test('an import that another overtakes begins anew and sees what the other wrote', async () => {
  const a = await bringAndRead(world, street, STREET, {
    name: 'a.csv',
    bytes: ledger([['K1', '甲', '便利店', 121.8, 31.2]]),
  })
  const b = await bringAndRead(world, street, STREET, {
    name: 'b.csv',
    bytes: ledger([['K1', '甲', '药店', 121.8, 31.2]]),
  })
  for (const upload of [a, b])
    await street({
      method: 'POST',
      url: `/api/uploads/${upload.id}/apply`,
      headers: { 'if-match': `"${upload.version}"` },
    })
  await Promise.all([apply(world.platform, a.id), apply(world.platform, b.id)])
  world.sent.length = 0
  const found = (await outletsOf(street, STREET)).filter((o) => o.code === 'K1')
  assert.equal(found.length, 1)
  assert.equal(found[0].version, 2)
})

test('outlets that the file does not list are closed only where it is said to list all', async () => {
  const office = '980202'
  const south = await world.officer(office, 'edit')
  const rows = [
    ['1', '甲', '便利店', 121.1, 31],
    ['2', '乙', '便利店', 121.2, 31],
  ]
  await takeIn(world, south, office, { name: 'all.csv', bytes: ledger(rows) })
  const part = await bringAndRead(world, south, office, { name: 'part.csv', bytes: ledger(rows.slice(0, 1)) })
  assert.deepEqual(part.summary.missing, [{ id: '2', name: '乙' }])
  await applyIt(world, south, part)
  const states = async () => (await outletsOf(south, office)).map((o) => o.state)
  assert.deepEqual(await states(), ['open', 'open'])
  const whole = await bringAndRead(world, south, office, { name: 'part2.csv', bytes: ledger(rows.slice(0, 1)) })
  await applyIt(world, south, await readAs(world, south, whole, { options: { closeMissing: true } }))
  assert.deepEqual(await states(), ['open', 'closed'])
})

test('a city gives each outlet to the street whose border holds it', async () => {
  const box = (adcode: string, west: number) => ({
    type: 'Feature',
    properties: { adcode, name: adcode },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, 30],
          [west + 1, 30],
          [west + 1, 31],
          [west, 31],
          [west, 30],
        ],
      ],
    },
  })
  const areas = { type: 'FeatureCollection', features: [box('980102001', 110), box('980103001000', 111)] }
  const layer = await takeIn(world, city, '980100', {
    kind: 'areas',
    name: 'streets.geojson',
    bytes: JSON.stringify(areas),
  })
  assert.equal(layer.state, 'applied', JSON.stringify(layer.error))
  const upload = await bringAndRead(world, city, '980100', {
    name: 'city.csv',
    bytes: ledger([
      ['C1', '东', '便利店', 110.5, 30.5],
      ['C2', '西', '便利店', 111.5, 30.5],
      ['C3', '外', '便利店', 115.5, 30.5],
    ]),
  })
  const done = await applyIt(world, city, await readAs(world, city, upload, { options: { keptBy: 'borders' } }))
  assert.equal(done.summary.applied.added, 3)
  const offices = (await outletsOf(city, '980100')).filter((o) => /^C\d$/.test(o.code ?? '')).map((o) => o.office)
  assert.deepEqual(offices, ['980102001', '980103001', '980100'])
})

test('an upload may be looked at by who reads, and changed by who edits', async () => {
  const upload = (await uploads())[0]
  assert.equal((await reader({ url: `/api/uploads/${upload.id}` })).statusCode, 200)
  const file = await reader({ url: `/api/uploads/${upload.id}/file` })
  assert.equal(file.statusCode, 200)
  assert.match(String(file.headers['content-disposition']), /^attachment/)
  const refused = await Promise.all([
    bring(reader, STREET, { name: 'a.csv', bytes: one('不行') }),
    reader({ method: 'POST', url: `/api/uploads/${upload.id}/apply`, headers: { 'if-match': '*' } }),
  ])
  assert.deepEqual(
    refused.map((r) => r.statusCode),
    [403, 403],
  )
})

test('a fault of the store is no fault of the file: the upload waits', async () => {
  const upload = await bringAndRead(world, street, STREET, { name: 'wait.csv', bytes: one('等') })
  await street({
    method: 'POST',
    url: `/api/uploads/${upload.id}/apply`,
    headers: { 'if-match': `"${upload.version}"` },
  })
  const away = {
    ...world.platform.blobs,
    open: () => Promise.reject(new Fault('store-away', { where: 's3', why: 'x' })),
  }
  await assert.rejects(apply({ ...world.platform, blobs: away }, upload.id), /does not answer/)
  assert.equal((await uploadOf(street, upload.id)).state, 'applying')
  await work(world)
  assert.equal((await uploadOf(street, upload.id)).state, 'applied')
})

test('a mistake of ours while a file is read is told as one, and not met again and again', async () => {
  const { platform } = world
  const brought = await bring(street, STREET, { name: 'mistake.csv', bytes: one('错', 121.8) })
  const blobs = { ...platform.blobs, open: () => Promise.reject(new TypeError('undefined is not a function')) }
  await read({ ...platform, blobs }, brought.json().id)
  const upload = await uploadOf(street, brought.json().id)
  assert.deepEqual([upload.state, upload.error.code], ['refused', 'mistake'])
  world.sent.length = 0
})
