// The demo on an empty platform: a made-up province and city with its offices, five people to try the system as, the files such a
// city would have, brought in as an officer would, and its first measurement. All of it is marked as demo.
import { createHash } from 'node:crypto'
import type { Name } from '@yike/core/base/name.ts'
import { makeCity } from '@yike/demo/city.ts'
import { cityFiles } from '@yike/demo/files.ts'
import { theSystem } from './account/actor.ts'
import { DEMO_CITY, type DemoAccount, demoAccounts, demoOffices, renewDemoPasswords } from './account/demo.ts'
import { as } from './db/context.ts'
import { officeOf } from './http/permit.ts'
import type { Place } from './http/route.ts'
import type { Platform } from './platform.ts'
import { makeRun } from './run/make.ts'
import { apply, read } from './source/jobs.ts'
import type { UploadKind } from './source/receive.ts'
import { getUpload, recordUpload } from './source/upload.ts'

/** Residents of the demo city, and which city of that size: the same as `yike demo` makes. */
const DEMO = { people: 300_000, seed: 1 }

/** The files in the order they are brought, with what an officer would say of each. */
const BROUGHT: readonly { file: string; kind: UploadKind; options: object }[] = [
  { file: 'streets.osm.pbf', kind: 'streets', options: {} },
  { file: 'areas.geojson', kind: 'areas', options: {} },
  { file: 'census.csv', kind: 'census', options: { codes: ['990101', '990102'] } },
  { file: 'ledger.csv', kind: 'outlets', options: { keptBy: 'borders' } },
  { file: 'ledger.xlsx', kind: 'outlets', options: { keptBy: 'borders' } },
]

/** How often the first measurement is looked at, ms. */
const LOOK_EVERY = 500

/**
 * Gives a platform the demo, unless it has it; then null. What was begun and not ended, an interrupted first start, goes on
 * where it was. The passwords are told this once, at the end; whoever was interrupted before it is told new ones. A worker must be
 * running.
 */
export async function setUpDemo(
  platform: Platform,
  say: (line: Name) => void,
): Promise<readonly Pick<DemoAccount, 'login' | 'name' | 'password'>[] | null> {
  const { db, clock } = platform
  const system = theSystem('system')
  const done = await as(db, system, (tx) =>
    tx.selectFrom('run').select('id').where('demo', '=', true).where('state', '=', 'done').executeTakeFirst(),
  )
  if (done) return null
  say({ zh: '造演示城市…', en: 'Making the demo city …' })
  const city = makeCity(DEMO)
  const people = await as(db, system, async (tx) => {
    const there = await tx.selectFrom('office').select('id').where('code', '=', DEMO_CITY).executeTakeFirst()
    return there ? renewDemoPasswords(tx, clock()) : demoAccounts(tx, await demoOffices(tx, city), clock())
  })
  const files = await cityFiles(city)
  const office = await as(db, system, (tx) => officeOf(tx, DEMO_CITY))
  for (const { file, kind, options } of BROUGHT) {
    say({ zh: `收入 ${file}`, en: `Taking in ${file}` })
    await bring(platform, office, { name: file, bytes: files.get(file)!, kind, options })
  }
  say({ zh: '测度…', en: 'Measuring …' })
  const { id } = await as(db, system, (tx) =>
    makeRun(platform, tx, office, { kind: 'measure', options: {}, title: null, account: null, demo: true }),
  )
  for (;;) {
    const run = await as(db, system, (tx) =>
      tx.selectFrom('run').select(['state', 'error']).where('id', '=', id).executeTakeFirstOrThrow(),
    )
    if (run.state === 'done') return people
    if (run.state === 'failed' || run.state === 'cancelled')
      throw new Error(`the demo was not measured: ${JSON.stringify(run.error)}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
  }
}

/** Brings one file as an officer does: upload, read, take in. One that was taken in before is not brought again. */
async function bring(
  platform: Platform,
  office: Place,
  { name, bytes, kind, options }: { name: string; bytes: Uint8Array; kind: UploadKind; options: object },
): Promise<void> {
  const { db, blobs } = platform
  const system = theSystem('system')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const before = await as(db, system, (tx) =>
    tx
      .selectFrom('upload')
      .select(['id', 'state'])
      .where('office', '=', office.id)
      .where('sha256', '=', sha256)
      .executeTakeFirst(),
  )
  if (before?.state === 'applied') return
  const kept = await blobs.put(bytes)
  const id =
    before?.id ??
    (
      await as(db, system, (tx) =>
        recordUpload(tx, office, { kind, datum: null, account: null, file: { name, ...kept } }),
      )
    ).id
  await read(platform, id)
  await as(db, system, async (tx) => {
    const { options: had } = await getUpload(tx, id, true)
    await tx
      .updateTable('upload')
      .set({ options: JSON.stringify({ ...(had as object), ...options }), state: 'applying' })
      .where('id', '=', id)
      .where('state', 'in', ['read', 'applying'])
      .execute()
  })
  await apply(platform, id)
  const { state, error } = await as(db, system, (tx) => getUpload(tx, id))
  if (state !== 'applied') throw new Error(`${name} was not taken in: ${JSON.stringify(error)}`)
}
