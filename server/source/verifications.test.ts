// Verification: what a run rests on becomes tasks, and what is seen becomes the outlet.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { v7 } from 'uuid'
import { theSystem } from '../account/actor.ts'
import { as } from '../db/context.ts'
import { type Code, makeWorld } from '../test/world.ts'
import { nameBlob } from './snapshot.ts'
import { type Answer, ledger, outletsOf, takeIn } from './test/take-in.ts'

const STREET = '980102001'
const world = await makeWorld()
const city = await world.officer('980100', 'edit')
const street = await world.officer(STREET, 'edit')
const other = await world.officer('980103001', 'edit')
after(() => world.end())

await takeIn(world, street, STREET, {
  name: 'l.csv',
  bytes: ledger(
    [
      ['1', '甲', '便利店', 121.5, 31.2, '2025-05-01'],
      ['2', '<script>乙</script>', '药店', 121.51, 31.2, ''],
      ['3', '丙', '菜市场', 121.52, 31.2, '2020-01-01'],
      ['4', '丙', '菜市场', 121.5201, 31.2, '2025-05-02'],
    ],
    ['核实日期'],
  ),
})
const [first, second] = await outletsOf(street, STREET)

/** A run that is done, with such files. */
async function run(office: Code, files: Record<string, string>): Promise<string> {
  const id = v7()
  const { id: of, path } = world.offices[office]
  const kept = await Promise.all(
    Object.entries(files).map(async ([name, text]) => ({
      name,
      ...(await world.platform.blobs.put(Buffer.from(text))),
    })),
  )
  await as(world.platform.db, theSystem('system'), async (tx) => {
    const input = { input: '{}', input_hash: id, engine: '1' }
    await tx
      .insertInto('run')
      .values({ id, office: of, path, kind: 'measure', title: '测度', state: 'done', ...input })
      .execute()
    for (const { name, sha256, size } of kept) {
      await nameBlob(tx, { sha256, size })
      await tx.insertInto('run_file').values({ run: id, path, name, sha256, size }).execute()
    }
  })
  return id
}

const GAPS = `\ufeffarea_id,area_name,category,category_name,people,lng,lat,nearest_name,metres
,全部,pharmacy,药店,900,121.5,31.2,乙,1500
${STREET},"东一
街道",pharmacy,药店,700,121.5,31.2,乙,1500
980103001,西一街道,pharmacy,药店,200,121.6,31.2,,
`
const CELLS = `cell,lng,lat,area_id,area_name,people,convenience-store.state,convenience-store.outlet,pharmacy.state,pharmacy.outlet
0,121.5,31.2,,,120,within,${first.id},beyond,${second.id}
1,121.5,31.2,,,30,within,${first.id},within,${second.id}
`
const cityRun = await run('980100', { 'gaps.csv': GAPS, 'cells.csv': CELLS })

const tasks = async (query = ''): Promise<Answer[]> =>
  (await city({ url: `/api/offices/980100/verifications?limit=100${query}` })).json().items
const make = (payload: object, officer = city, office = '980100') =>
  officer({ method: 'POST', url: `/api/offices/${office}/verifications/from-run`, payload })
const answer = (id: string, payload: object, headers: Record<string, string> = {}, officer = street) =>
  officer({ method: 'POST', url: `/api/verifications/${id}/answer`, headers, payload })
const seen = (there: string, more: object = {}) => ({ id: v7(), there, at: '2026-03-01T10:00:00+08:00', ...more })

test('a run says what is worth seeing, by street, most people first', async () => {
  const made = await make({ run: cityRun })
  assert.deepEqual(made.json(), { gap: 2, nearest: 2, oldest: 1, duplicate: 1 })
  const list = await tasks()
  assert.deepEqual(
    list.map((t) => [t.office.code, t.reason, t.people, t.peopleAre]),
    [
      [STREET, 'gap', 700, 'without'],
      [STREET, 'nearest', 150, 'served'],
      [STREET, 'nearest', 30, 'served'],
      [STREET, 'duplicate', null, null],
      [STREET, 'oldest', null, null],
      ['980103001', 'gap', 200, 'without'],
    ].map((row) => row) as Answer[],
  )
  assert.equal(list[0].place, '东一\n街道 · 药店')
  assert.equal(list[2].place, '<script>乙</script>', 'names come as they are: whoever shows them escapes them')
  assert.deepEqual((await make({ run: cityRun })).json(), { gap: 0, nearest: 0, oldest: 0, duplicate: 0 })
})

test('a list comes in pages without losing those whose people are not known', async () => {
  const ids: string[] = []
  for (let after = ''; ; ) {
    const page = (await city({ url: `/api/offices/980100/verifications?limit=2${after && `&after=${after}`}` })).json()
    ids.push(...page.items.map((t: Answer) => t.id))
    if (page.next === null) break
    after = page.next
  }
  assert.deepEqual(
    ids,
    (await tasks()).map((t) => t.id),
  )
})

test('what was seen becomes the outlet, once, however often a phone says it', async () => {
  const task = (await tasks()).find((t) => t.outlet === first.id)
  const yes = seen('yes', { note: '门面在' })
  const [one, two] = [await answer(task.id, yes), await answer(task.id, yes)]
  assert.deepEqual([one.statusCode, two.statusCode], [200, 200], one.body)
  assert.deepEqual(one.json(), two.json())
  const outlet = (await street({ url: `/api/outlets/${first.id}` })).json()
  assert.deepEqual(
    [outlet.confirmed, outlet.confirmedBy, outlet.state, outlet.version],
    ['2026-03-01', `${STREET} edit`, 'open', 2],
  )
  const { items } = (await street({ url: `/api/outlets/${first.id}/versions` })).json()
  assert.equal(items[0].cause, 'verification')

  const late = await answer(task.id, seen('no'))
  assert.equal(late.statusCode, 412, 'whoever comes second is told')
  assert.equal(late.json().current.answer.there, 'yes')
})

test('of two phones at once, one is heard and the other is told', async () => {
  const task = (await tasks()).find((t) => t.outlet === second.id)
  const answers = await Promise.all([answer(task.id, seen('no')), answer(task.id, seen('unsure'))])
  assert.deepEqual(answers.map((a) => a.statusCode).sort(), [200, 412])
})

test('an outlet that is gone is closed; one that moved is where it is now', async () => {
  const [moved, gone] = (await tasks()).filter((t) => t.outlet !== null)
  assert.equal((await answer(gone.id, seen('no'))).statusCode, 200)
  assert.equal((await street({ url: `/api/outlets/${gone.outlet}` })).json().state, 'closed')
  assert.equal((await answer(moved.id, seen('moved', { lng: 121.55, lat: 31.25 }))).statusCode, 200)
  const there = (await street({ url: `/api/outlets/${moved.outlet}` })).json()
  assert.deepEqual([there.lng, there.lat, there.state], [121.55, 31.25, 'open'])
})

test('a phone whose clock is ahead saw it today; what was seen later counts', async () => {
  const id = v7()
  const { id: office, path } = world.offices[STREET]
  const task = async (outlet: string, n: number) => {
    await as(world.platform.db, theSystem('system'), (tx) =>
      tx
        .insertInto('verification')
        .values({ id: n ? v7() : id, office, path, outlet, place: `p${n}`, lng: 0, lat: 0, reason: 'oldest' })
        .execute(),
    )
    return (await tasks()).find((t) => t.place === `p${n}`).id as string
  }
  await answer(await task(first.id, 0), seen('yes', { at: '2999-01-01T00:00:00+08:00' }))
  const today = (await street({ url: `/api/outlets/${first.id}` })).json()
  assert.ok(today.confirmed < '2999', today.confirmed)
  const old = await answer(await task(first.id, 1), seen('no', { at: '2001-01-01T00:00:00Z' }))
  assert.equal(old.statusCode, 200)
  assert.equal((await street({ url: `/api/outlets/${first.id}` })).json().state, 'open')
})

test('a photo is kept without what it says of place and camera, and nothing else is a photo', async () => {
  const [task] = await tasks()
  const send = (bytes: Buffer, name = 'p.jpg') =>
    city({
      method: 'POST',
      url: `/api/verifications/${task.id}/photo?name=${name}`,
      headers: { 'content-type': 'application/octet-stream' },
      payload: bytes,
    })
  const photo = jpegWithPlace()
  const kept = await send(photo)
  assert.equal(kept.statusCode, 200, kept.body)
  assert.equal(kept.json().photo, true)
  const shown = await city({ url: `/api/verifications/${task.id}/photo` })
  assert.equal(shown.headers['content-type'], 'image/jpeg')
  assert.ok(photo.includes('SECRET PLACE') && !shown.rawPayload.includes('SECRET PLACE'))
  assert.equal((await send(Buffer.from('<svg onload=alert(1)>'), 'p.svg')).json().code, 'not-what-it-says')
  assert.equal((await send(Buffer.alloc(10_000_001))).statusCode, 413)
  assert.equal((await other({ url: `/api/verifications/${task.id}/photo` })).statusCode, 404)
})

test('tasks are for who may see the run, and for their own streets', async () => {
  assert.equal((await make({ run: v7() })).statusCode, 404)
  assert.equal(
    (await make({ run: cityRun }, street, STREET)).statusCode,
    200,
    'a street lists from what its city shares',
  )
  const foreign = await run('980200', { 'gaps.csv': GAPS, 'cells.csv': CELLS })
  assert.equal((await make({ run: foreign })).statusCode, 404)
  const bare = await run('980100', {})
  assert.equal((await make({ run: bare })).statusCode, 409)
  const [task] = await tasks()
  assert.equal((await answer(task.id, seen('yes'), {}, other)).statusCode, 404)
})

/** The smallest picture, one grey pixel, with a comment that says where it was taken. */
function jpegWithPlace(): Buffer {
  const plain = Buffer.from(
    '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
    'base64',
  )
  const text = Buffer.from('SECRET PLACE 121.5 31.2')
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, text.length + 2]), text])
  return Buffer.concat([plain.subarray(0, 2), comment, plain.subarray(2)])
}
