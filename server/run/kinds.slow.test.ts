import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { startWorker } from '../jobs/worker.ts'
import { seatCities } from '../test/cities.ts'
import { makeWorld } from '../test/world.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'cli', 'main.ts')
const world = await makeWorld([], {}, { jobs: 'database' })
const { cities } = await seatCities(world.platform, 1)
const minister = await world.officer('000000')
const worker = await startWorker(world.platform, { at: 1 })
const folder = mkdtempSync(join(tmpdir(), 'yike-kinds-'))
const at = (name: string) => join(folder, name)
after(async () => {
  await worker.stop()
  await world.end()
  rmSync(folder, { recursive: true })
})

/** A run, done. */
async function run(kind: string, options: object) {
  const url = `/api/offices/${cities[0]!.code}/runs`
  const asked = await minister({ method: 'POST', url, payload: { kind, options } })
  assert.equal(asked.statusCode, 201, asked.body)
  for (;;) {
    const now = (await minister({ method: 'GET', url: `/api/runs/${asked.json().id}` })).json()
    if (now.state === 'done') return now
    if (now.state === 'failed') assert.fail(JSON.stringify(now.error))
    await sleep(50)
  }
}

/** A result, put where a command can read it. */
async function fetchInto(id: string, name: string) {
  const file = await minister({ method: 'GET', url: `/api/runs/${id}/files/${name}` })
  writeFileSync(at(name), file.rawPayload)
}

/** The files of a run are those that a command writes. */
async function isSame(done: { id: string; files: { name: string; sha256: string }[] }, ...args: string[]) {
  const out = at(done.id)
  await promisify(execFile)(process.execPath, [MAIN, ...args, '--out', out, '--json'])
  const names = readdirSync(out).sort()
  assert.deepEqual(
    names,
    done.files.map(({ name }) => name),
  )
  for (const { name, sha256 } of done.files)
    assert.ok(readFileSync(join(out, name)).equals(Buffer.from(await world.platform.blobs.read(sha256))), name)
}

let lacking = ''
before(async () => {
  const measured = await run('measure', { minutes: 4 })
  await fetchInto(measured.id, 'city.yike')
  const rows = await minister({ method: 'GET', url: `/api/runs/${measured.id}/coverage?area=city&band=all` })
  lacking = rows.json().items.find((row: { beyond: number }) => row.beyond > 50).category
})

test('circles drawn on the server are those of yike circles, and stand in the database with their borders', async () => {
  const done = await run('delineate', { ruler: 'commerce-2024' })
  await isSame(done, 'circles', at('city.yike'))
  const { items } = (await minister({ method: 'GET', url: `/api/runs/${done.id}/circles` })).json()
  assert.equal(items.length, done.summary.circles)
  assert.match(items[0].border.type, /Polygon$/)
})

test('sites found on the server are those of yike site', async () => {
  await isSame(
    await run('site', { categories: [lacking], p: 1 }),
    'site',
    at('city.yike'),
    '--category',
    lacking,
    '--p',
    '1',
  )
  const free = { categories: [lacking], p: 2, existing: 'free' }
  await isSame(
    await run('site', free),
    ...['site', at('city.yike'), '--category', lacking, '--p', '2', '--existing', 'free'],
  )
})

test('a plan drafted on the server is that of yike plan, over circles of a run or areas as circles', async () => {
  const drawn = await run('delineate', { seed: 2 })
  await fetchInto(drawn.id, 'circles.json')
  const title = cities[0]!.name
  const args = ['plan', at('city.yike'), '--title', title]
  await isSame(await run('plan', { circles: drawn.id }), ...args, '--circles', at('circles.json'))
  await isSame(await run('plan', { by: 'community' }), ...args, '--by', 'community')
})
