import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { v7 } from 'uuid'
import { theSystem } from '../account/actor.ts'
import { as } from '../db/context.ts'
import { hashOf } from '../http/identify.ts'
import type { Held } from '../jobs/runner.ts'
import { startWorker } from '../jobs/worker.ts'
import { putLayer, putOutlet, seatCities } from '../test/cities.ts'
import { type Caller, makeWorld } from '../test/world.ts'
import { finish } from './end.ts'
import { citiesAmong } from './kinds/remeasure.ts'
import { runWorker } from './work.ts'

const world = await makeWorld([], {}, { jobs: 'database' })
const { platform, app } = world
const { cities, province } = await seatCities(platform, 3)
const [first, second, third] = cities as [(typeof cities)[0], (typeof cities)[0], (typeof cities)[0]]
const minister = await world.officer('000000')
after(() => world.end())

async function ask(office: string, kind: string, options: object = {}, who: Caller = minister) {
  const answer = await who({ method: 'POST', url: `/api/offices/${office}/runs`, payload: { kind, options } })
  return { status: answer.statusCode, run: answer.json() }
}

const look = async (id: string, who: Caller = minister) => (await who({ method: 'GET', url: `/api/runs/${id}` })).json()

async function until(id: string, ...states: string[]) {
  for (;;) {
    const run = await look(id)
    if (states.includes(run.state)) return run
    await sleep(50)
  }
}

/** With a worker for as long as `during` takes. */
async function working<T>(during: () => Promise<T>, at = 1): Promise<T> {
  const worker = await startWorker(platform, { at })
  return during().finally(() => worker.stop())
}

const filesOf = (run: { files: { name: string; sha256: string }[] }) =>
  run.files.map(({ name, sha256 }) => [name, sha256])

test('a run on the server leaves the same files, to the byte, as yike measure with the same inputs', async () => {
  const { status, run } = await ask(first.code, 'measure')
  assert.equal(status, 201)
  assert.equal(run.state, 'waiting')
  const done = await working(() => until(run.id, 'done', 'failed'))
  assert.equal(done.error, null)
  const folder = mkdtempSync(join(tmpdir(), 'yike-run-'))
  try {
    for (const { name, sha256 } of done.inputs) writeFileSync(join(folder, name), await platform.blobs.read(sha256))
    const at = (name: string) => join(folder, name)
    await promisify(execFile)(process.execPath, [
      ...[join(import.meta.dirname, '..', '..', 'cli', 'main.ts'), 'measure', '--osm', at('streets.osm.pbf')],
      ...['--outlets', at('ledger.csv'), '--datum', 'wgs84', '--areas', at('areas.geojson')],
      ...['--census', at('census.csv'), '--census-code', '990101', '--out', at('out'), '--json'],
    ])
    const names = readdirSync(at('out')).sort()
    assert.deepEqual(
      names,
      done.files.map(({ name }: { name: string }) => name),
    )
    for (const name of names) {
      const file = await minister({ method: 'GET', url: `/api/runs/${run.id}/files/${name}` })
      assert.ok(file.rawPayload.equals(readFileSync(join(at('out'), name))), name)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the same run asked for again is the one that is there; another option makes another', async () => {
  const { status, run } = await ask(first.code, 'measure', { minutes: 10 })
  assert.equal(status, 201)
  assert.deepEqual(await ask(first.code, 'measure', { minutes: 10 }).then((a) => [a.status, a.run.id]), [200, run.id])
  const done = await working(() => until(run.id, 'done'))
  assert.equal(done.attempt, 1)
  assert.deepEqual(await ask(first.code, 'measure', { minutes: 10 }).then((a) => [a.status, a.run.id]), [200, run.id])
  assert.equal((await ask(first.code, 'measure', { minutes: 11 })).status, 201)
  const both = await Promise.all([
    ask(first.code, 'measure', { minutes: 12 }),
    ask(first.code, 'measure', { minutes: 12 }),
  ])
  assert.equal(both[0].run.id, both[1].run.id)
  assert.deepEqual(both.map((a) => a.status).sort(), [200, 201])
})

test('a question that makes no sense is refused with a sentence, and nothing is put down', async () => {
  for (const [options, why] of [
    [{ minutes: -1 }, /minutes/],
    [{ nothing: 1 }, /nothing/],
    [{ walker: 'bird' }, /walker/],
  ] as const) {
    const { status, run } = await ask(first.code, 'measure', options)
    assert.equal(status, 400)
    assert.match(run.title, why)
  }
  const bare = await ask('980102', 'measure')
  assert.equal(bare.status, 422)
  assert.match(bare.run.title, /东区的路网/)
})

test('a run that waits is called off and no worker takes it; tried again, it is done', async () => {
  const { run } = await ask(second.code, 'measure', { minutes: 9 })
  const off = await minister({ method: 'POST', url: `/api/runs/${run.id}/cancel` })
  assert.equal(off.json().state, 'cancelled')
  assert.equal((await minister({ method: 'POST', url: `/api/runs/${run.id}/cancel` })).statusCode, 409)
  await working(async () => {
    const other = await ask(second.code, 'measure', { minutes: 8 })
    await until(other.run.id, 'done') // sent later, taken later
    assert.equal((await look(run.id)).state, 'cancelled')
    assert.equal((await minister({ method: 'POST', url: `/api/runs/${run.id}/retry` })).json().state, 'waiting')
    assert.equal((await until(run.id, 'done')).attempt, 1)
  })
  assert.equal((await minister({ method: 'POST', url: `/api/runs/${run.id}/retry` })).statusCode, 409)
})

test('a run under way is called off: its worker stops, keeps nothing of it, and takes the next', async () => {
  await working(async () => {
    const { run } = await ask(third.code, 'measure', { minutes: 14 })
    await until(run.id, 'running')
    await minister({ method: 'POST', url: `/api/runs/${run.id}/cancel` })
    const next = await ask(third.code, 'measure', { minutes: 13 })
    await until(next.run.id, 'done')
    const off = await look(run.id)
    assert.equal(off.state, 'cancelled')
    assert.deepEqual(off.files, [])
  })
})

test('a run that cannot be done fails with the sentence, and is tried again where the reason is gone', async () => {
  const { run } = await ask(third.code, 'measure', { codes: ['111111'] })
  const failed = await working(() => until(run.id, 'failed', 'done'))
  assert.equal(failed.state, 'failed')
  assert.match(failed.error.zh, /111111/)
  await minister({ method: 'POST', url: `/api/runs/${run.id}/retry` })
  assert.equal((await working(() => until(run.id, 'failed'))).attempt, 2)
})

test('a worker that was taken for gone writes nothing: another has begun the run anew', async () => {
  const { run } = await ask(second.code, 'measure', { minutes: 7 })
  const { work, stop } = await runWorker(platform, { worker: 'first', threads: 1 })
  const row = () => as(platform.db, theSystem('system'), (tx) => tx.selectFrom('run').selectAll().where('id', '=', run.id).executeTakeFirstOrThrow()) // biome-ignore format: one line
  const held = (complete: Held['complete']): Held => ({
    id: '',
    signal: new AbortController().signal,
    complete,
    giveBack: async () => '',
  })
  const job = (await row()).job!
  // the first has begun and falls silent; the second begins the same job; then the first comes back with what it found
  let completed = 0
  const slow = work({ run: run.id }, { ...held(async () => void completed++), id: job })
  await until(run.id, 'running')
  await as(platform.db, theSystem('worker'), (tx) =>
    tx
      .updateTable('run')
      .set((e) => ({ attempt: e('attempt', '+', 1), worker: 'second' }))
      .where('id', '=', run.id)
      .execute(),
  )
  await slow.catch((error) => assert.match(String(error), /attempt 1/))
  const found = { files: [], coverage: [], circles: [], summary: {} }
  const begun = { id: run.id, path: second.path, attempt: 1 }
  await assert.rejects(
    as(platform.db, theSystem('worker'), (tx) => finish(tx, platform.queue, begun, found, new Date())),
    /attempt 1/,
  )
  const now = await row()
  assert.deepEqual([now.state, now.attempt, now.worker], ['running', 2, 'second'])
  assert.deepEqual((await look(run.id)).files, [])
  stop()
})

test('a run tells which of its inputs are newer, and is not changed by that', async () => {
  const { run } = await ask(second.code, 'measure')
  const done = await working(() => until(run.id, 'done'))
  assert.deepEqual(done.stale, [])
  await as(platform.db, theSystem('system'), (tx) => putOutlet(tx, second, [82, 38.5], '新开的店', '便利店'))
  assert.deepEqual(
    (await look(run.id)).stale.map((s: { role: string }) => s.role),
    ['outlets'],
  )
  const areas = await platform.blobs.read(done.inputs.find((i: { role: string }) => i.role === 'areas').sha256)
  await as(platform.db, theSystem('system'), (tx) =>
    putLayer(platform, tx, second, 'areas', 'areas.geojson', Buffer.concat([areas, Buffer.from('\n')])),
  )
  const stale = await look(run.id)
  assert.deepEqual(
    stale.stale.map((s: { role: string }) => s.role),
    ['outlets', 'areas'],
  )
  assert.deepEqual(filesOf(stale), filesOf(done))
  assert.equal((await ask(second.code, 'measure')).status, 201)
})

test('progress is seen as it happens, the stream ends with the run, and nobody listens any more', async () => {
  const token = 'a-token-for-a-test'
  await as(platform.db, theSystem('system'), (tx) =>
    tx
      .insertInto('token')
      .values({
        id: v7(),
        account: minister.account,
        path: 'cn',
        name: 't',
        hash: hashOf(token),
        roles: ['read'],
        expires_at: new Date(Date.now() + 1e6),
      })
      .execute(),
  )
  const at = await app.listen({ port: 0, host: '127.0.0.1' })
  const { run } = await ask(first.code, 'measure', { minutes: 6 })
  const events = (signal?: AbortSignal) =>
    fetch(`${at}/api/runs/${run.id}/events`, { headers: { authorization: `Bearer ${token}` }, signal: signal ?? null })
  const leaver = new AbortController()
  const left = await events(leaver.signal)
  await left.body!.getReader().read()
  leaver.abort()
  const stream = await events()
  assert.equal(stream.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  const text = await working(() => stream.text())
  const heard = [...text.matchAll(/event: (\w+)\ndata: (.*)\n/g)].map(([, event, data]) => ({
    event,
    ...JSON.parse(data!),
  }))
  assert.deepEqual(heard[0], { event: 'progress', state: 'waiting', progress: null, attempt: 0 })
  assert.ok(heard.some((h) => h.state === 'running' && h.progress?.what.zh))
  assert.deepEqual(heard.at(-1), { event: 'done', state: 'done', progress: null, attempt: 1 })
  assert.match(await (await events()).text(), /event: done/)
})

test('from a street one sees how its city was measured, and not how another city was', async () => {
  const street = await world.officer('980102001', 'read')
  const make = async (code: '980100' | '980200') =>
    as(platform.db, theSystem('system'), async (tx) => {
      const id = v7()
      const { id: office, path } = world.offices[code]
      const input = JSON.stringify({ options: {}, inputs: [] })
      await tx
        .insertInto('run')
        .values({ id, office, path, kind: 'measure', title: code, input, input_hash: id, engine: '-' })
        .execute()
      return id
    })
  const [own, other] = [await make('980100'), await make('980200')]
  assert.equal((await street({ method: 'GET', url: `/api/runs/${own}` })).statusCode, 200)
  assert.equal((await street({ method: 'GET', url: `/api/runs/${other}` })).statusCode, 404)
  assert.equal((await street({ method: 'POST', url: `/api/runs/${own}/cancel` })).statusCode, 403)
  assert.equal((await street({ method: 'GET', url: `/api/runs/${other}/files/city.json` })).statusCode, 404)
  const hidden = await minister({
    method: 'PATCH',
    url: `/api/runs/${own}`,
    payload: { shared: false },
    headers: { 'if-match': '"1"' },
  })
  assert.equal(hidden.json().shared, false)
  assert.equal((await street({ method: 'GET', url: `/api/runs/${own}` })).statusCode, 404)
})

test('cities under a province are measured one by one and gathered; one that cannot be is named with the reason', async () => {
  await as(platform.db, theSystem('system'), (tx) =>
    putLayer(platform, tx, third, 'census', 'census.csv', new TextEncoder().encode('代码,名称,人口\r\n1,无,3\r\n')),
  )
  const { run } = await ask(province.code, 'remeasure', { minutes: 5 })
  assert.deepEqual(
    run.children.map((c: { office: { code: string } }) => c.office.code),
    cities.map((c) => c.code),
  )
  const done = await working(() => until(run.id, 'done', 'failed'), 2)
  assert.equal(done.state, 'done')
  assert.deepEqual(
    done.children.map((c: { state: string }) => c.state),
    ['done', 'done', 'failed'],
  )
  assert.deepEqual(
    done.summary.failed.map((f: { code: string }) => f.code),
    [third.code],
  )
  const csv = (await minister({ method: 'GET', url: `/api/runs/${run.id}/files/cities.csv` })).body
  assert.match(csv, new RegExp(`^${third.code},${third.name},.+`, 'm'))
  const rows = await minister({ method: 'GET', url: `/api/runs/${run.id}/coverage?area=city&category=pharmacy` })
  const child = await minister({
    method: 'GET',
    url: `/api/runs/${run.children[0].id}/coverage?area=city&category=pharmacy&band=all`,
  })
  assert.ok(rows.json().items[0].within >= child.json().items[0].within)
  // what is done stays; what failed is asked for anew
  const again = await ask(province.code, 'remeasure', { minutes: 5 })
  assert.equal(again.status, 201)
  const ids = (of: { children: { id: string }[] }) => of.children.map((c) => c.id)
  assert.deepEqual(ids(again.run).slice(0, 2), ids(run).slice(0, 2))
  assert.notEqual(ids(again.run)[2], ids(run)[2])
})

test('a gathering that was called off is tried again with its cities, and gathers when they are done', async () => {
  const { run } = await ask(province.code, 'remeasure', { minutes: 7 })
  const off = await minister({ method: 'POST', url: `/api/runs/${run.id}/cancel` })
  assert.deepEqual(
    off.json().children.map((c: { state: string }) => c.state),
    ['cancelled', 'cancelled', 'cancelled'],
  )
  const again = await minister({ method: 'POST', url: `/api/runs/${run.id}/retry` })
  assert.deepEqual(
    [again.json().state, ...again.json().children.map((c: { state: string }) => c.state)],
    ['waiting', 'waiting', 'waiting', 'waiting'],
  )
  const done = await working(() => until(run.id, 'done', 'failed'), 2)
  assert.deepEqual(
    [done.state, ...done.children.map((c: { state: string }) => c.state)],
    ['done', 'done', 'done', 'failed'],
  )
})

test('what goes out counts whole people, and its parts add up to the whole', async () => {
  const { run } = await ask(first.code, 'measure', { minutes: 6 })
  const done = await working(() => until(run.id, 'done', 'failed'))
  assert.ok(Number.isInteger(done.summary.people))
  const { items } = (await minister({ method: 'GET', url: `/api/runs/${run.id}/coverage?limit=200` })).json()
  const csv = (await minister({ method: 'GET', url: `/api/runs/${run.id}/files/areas.csv` })).body
  const [head, ...lines] = csv
    .replace(/^\ufeff/, '')
    .trim()
    .split('\n')
  const columns = head!.split(',')
  const cell = (line: string, name: string) => line.split(',')[columns.indexOf(name)]
  for (const row of items) {
    const line = lines.find(
      (l) =>
        (cell(l, 'area_id') || 'city') === row.area &&
        cell(l, 'category') === row.category &&
        (cell(l, 'band') || 'all') === row.band,
    )!
    assert.equal(row.within + row.beyond + row.lacking, Number(cell(line, 'people')))
    assert.equal(row.within, Number(cell(line, 'within')))
  }
})

test('nobody is counted twice: districts within a measured city, and provinces above one, are no cities', () => {
  const of = (...places: [string, string][]) =>
    citiesAmong(places.map(([path, level]) => ({ path, level }))).map(({ path }) => path)
  assert.deepEqual(
    of(
      ['cn.310000', 'province'],
      ['cn.310000.310109', 'district'],
      ['cn.410000', 'province'],
      ['cn.410000.410100', 'prefecture'],
      ['cn.410000.410100.410102', 'district'],
      ['cn.410000.419001', 'district'],
    ),
    ['cn.310000', 'cn.410000.410100', 'cn.410000.419001'],
  )
})
