// The ledger through its routes: what is brought in comes out as it was, and every change leaves what was before.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Caller, makeWorld } from '../test/world.ts'
import { type Answer, applyIt, bringAndRead, ledger, outletsOf, takeIn, uploadOf } from './test/take-in.ts'

const STREET = '980102001'
const world = await makeWorld()
const street = await world.officer(STREET, 'edit')
const other = await world.officer('980103001', 'edit')
after(() => world.end())

const ODD = [
  ['1', '<script>alert(1)</script>', '便利店', 121.5, 31.2],
  ['2', "=cmd|'/c calc'!A1", '菜市场', 121.501, 31.2],
  ['3', '第一行\n第二行', '药店', 121.502, 31.2],
  ['4', "O'Brien & 子", '早餐店', 121.503, 31.2],
] as const

test('what is exported is what import accepts, and taking it in changes nothing', async () => {
  const done = await takeIn(world, street, STREET, { name: '台账.csv', bytes: ledger(ODD) })
  assert.equal(done.state, 'applied', JSON.stringify(done.error))
  assert.deepEqual([done.summary.applied.added, done.summary.applied.changed, done.summary.applied.same], [4, 0, 0])
  const names = (await outletsOf(street, STREET)).map((o) => o.name)
  assert.deepEqual(
    names,
    ODD.map((row) => row[1]),
  )

  for (const as of ['csv', 'xlsx']) {
    const out = await street({ url: `/api/offices/${STREET}/ledger?as=${as}` })
    assert.equal(out.statusCode, 200)
    assert.match(String(out.headers['content-disposition']), /^attachment;/)
    const back = await takeIn(world, street, STREET, { name: `export.${as}`, bytes: out.rawPayload })
    assert.equal(back.state, 'applied', JSON.stringify(back.error))
    assert.equal(back.summary.exported, true)
    const { added, changed, same, missing } = back.summary.applied
    assert.deepEqual({ added, changed, same, missing }, { added: 0, changed: 0, same: 4, missing: 0 })
    const again = await street({ url: `/api/offices/${STREET}/ledger?as=${as}` })
    assert.ok(again.rawPayload.equals(out.rawPayload), `the second ${as} is the first`)
  }
  assert.ok(
    (await outletsOf(street, STREET)).every((o) => o.version === 1),
    'and no version was made',
  )
})

test('a name that a spreadsheet would run is written as a text, and comes back as it was', async () => {
  const csv = (await street({ url: `/api/offices/${STREET}/ledger?as=csv` })).body
  assert.match(csv, /"'=cmd/)
})

test('taking a list away is noted in the trail', async () => {
  const { rows } = await world.platform.database.pool
    .query(
      "select set_config('yike.reads', 'cn', false); select count(*)::int as n from audit where noun = 'ledger' and deed = 'export'",
    )
    .then((r: Answer) => r.at(-1))
  assert.ok(rows[0].n >= 4)
})

test('of two officers who change one outlet, the second is told and shown what there is', async () => {
  const [outlet] = await outletsOf(street, STREET)
  const patch = (name: string) =>
    street({
      method: 'PATCH',
      url: `/api/outlets/${outlet.id}`,
      headers: { 'if-match': `"${outlet.version}"` },
      payload: { name },
    })
  const answers = await Promise.all([patch('甲'), patch('乙')])
  assert.deepEqual(answers.map((a) => a.statusCode).sort(), [200, 412])
  const [won, lost] = answers.toSorted((a, b) => a.statusCode - b.statusCode).map((a) => a.json() as Answer)
  assert.equal(lost.current.name, won.name)
  assert.equal(lost.version, outlet.version + 1)

  const none = await street({ method: 'PATCH', url: `/api/outlets/${outlet.id}`, payload: { name: '丙' } })
  assert.equal(none.statusCode, 428)
})

test('a ledger of any moment can be had, and every version stays', async () => {
  const [outlet] = await outletsOf(street, STREET)
  const then = world.platform.clock().toISOString()
  world.wait(60_000)
  const closed = await street({
    method: 'PATCH',
    url: `/api/outlets/${outlet.id}`,
    headers: { 'if-match': `"${outlet.version}"` },
    payload: { state: 'closed', confirmed: '2026-01-02' },
  })
  assert.equal(closed.statusCode, 200, closed.body)
  assert.equal(closed.json().confirmedBy, `${STREET} edit`, 'who says that it was seen, saw it')
  assert.equal(closed.headers.etag, `"${outlet.version + 1}"`)

  const states = async (query: string) => (await outletsOf(street, STREET, query)).map((o) => o.state)
  assert.deepEqual(await states(''), ['closed', 'open', 'open', 'open'])
  assert.deepEqual(await states(`&at=${then}`), ['open', 'open', 'open', 'open'])
  assert.deepEqual(await states('&at=2001-01-01T00:00:00Z'), [])
  const old = await street({ url: `/api/offices/${STREET}/ledger?as=csv&at=${then}` })
  assert.doesNotMatch(old.body, /停业/)

  const { items } = (await street({ url: `/api/outlets/${outlet.id}/versions` })).json()
  assert.deepEqual(
    items.map((v: Answer) => v.version),
    [3, 2, 1],
  )
  assert.deepEqual(
    items.map((v: Answer) => v.cause),
    ['edit', 'edit', 'import'],
  )
  assert.equal(items[2].outlet.name, ODD[0][1])
})

test('outlets are found by name, trade, state, place and when they were last confirmed', async () => {
  const found = async (query: string) => (await outletsOf(street, STREET, query)).length
  assert.equal(await found('&q=script'), 0, 'it was renamed')
  assert.equal(await found(`&q=${encodeURIComponent("o'brien")}`), 1)
  assert.equal(await found('&q=%25'), 0, 'a percent sign is one')
  assert.equal(await found('&q=%00'), 4, 'what no text holds is not looked for')
  assert.equal(await found(`&label=${encodeURIComponent('药店')}`), 1)
  assert.equal(await found('&state=closed'), 1)
  assert.equal(await found('&bbox=121.5005,31,121.5025,32'), 2)
  assert.equal(await found(`&bbox=121.5005,31,121.5025,32&at=${world.platform.clock().toISOString()}`), 2)
  assert.equal(await found(`&bbox=-${'9'.repeat(400)},-999,${'9'.repeat(400)},999`), 4)
  assert.equal(await found('&bbox=121.5025,31,-170,32'), 1, 'a box may lie across the date line')
  assert.equal(await found('&confirmedBefore=2026-01-02'), 3)
  assert.equal(await found('&confirmedBefore=2026-01-03'), 4)
})

test('another street sees none of it', async () => {
  const [outlet] = await outletsOf(street, STREET)
  assert.equal((await other({ url: `/api/outlets/${outlet.id}` })).statusCode, 404)
  assert.equal((await other({ url: `/api/offices/${STREET}/outlets` })).statusCode, 403)
  assert.equal((await other({ url: `/api/offices/${STREET}/ledger` })).statusCode, 403)
})

test('an outlet that goes to another office is gone from the old one, and was there', async () => {
  const city = await world.officer('980100', 'edit')
  const outlet = (await outletsOf(street, STREET)).at(-1)
  const then = world.platform.clock().toISOString()
  world.wait(60_000)
  const move = (officer: Caller) =>
    officer({
      method: 'PATCH',
      url: `/api/outlets/${outlet.id}`,
      headers: { 'if-match': `"${outlet.version}"` },
      payload: { office: '980103001' },
    })
  assert.equal((await move(street)).statusCode, 403, 'a street gives nothing to another')
  const moved = await move(city)
  assert.equal(moved.statusCode, 200, moved.body)
  assert.equal(moved.json().office, '980103001')
  world.wait(60_000)
  const now = world.platform.clock().toISOString()
  assert.equal((await outletsOf(street, STREET, `&at=${now}`)).length, 3)
  assert.equal((await outletsOf(street, STREET, `&at=${then}`)).length, 4)
  assert.equal((await outletsOf(other, '980103001', `&at=${now}`)).length, 1)
  assert.equal((await outletsOf(city, '980100', `&at=${now}`)).length, 4)
})

test('a number is given once in an office', async () => {
  const put = (code: string) =>
    street({
      method: 'POST',
      url: `/api/offices/${STREET}/outlets`,
      payload: { code, name: '新店', label: '便利店', lng: 121.6, lat: 31.3 },
    })
  const made = await put('N-1')
  assert.equal(made.statusCode, 201, made.body)
  const again = await put('N-1')
  assert.equal(again.statusCode, 409)
  assert.equal(again.json().code, 'taken')
})

test('what is only moved, by a heading that states its datum, changes in place alone', async () => {
  const before = await outletsOf(street, STREET)
  const [, second] = before
  const upload = await bringAndRead(world, street, STREET, {
    name: 'moved.csv',
    bytes: ledger([[second.code, second.name, second.label, second.lng + 0.001, second.lat]]),
  })
  assert.deepEqual(upload.summary.comparison, {
    added: 0,
    changed: 1,
    same: 0,
    missing: before.filter((o) => o.state === 'open').length - 1,
    merged: 0,
  })
  assert.deepEqual(upload.summary.changes[0].fields, ['at'])
  const done = await applyIt(world, street, upload)
  assert.equal(done.summary.applied.closed, 0)
  const now = await outletsOf(street, STREET)
  assert.equal(now.length, before.length, 'what the file does not list stays')
  const changed = now.find((o) => o.id === second.id)
  assert.deepEqual([changed.version, changed.lng], [second.version + 1, second.lng + 0.001])
  assert.deepEqual(
    changed.origins.map((o: Answer) => o.file),
    ['moved.csv', '台账.csv'],
  )
  assert.equal((await uploadOf(street, done.id)).state, 'applied')
})
