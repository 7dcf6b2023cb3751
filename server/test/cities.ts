// Small demo cities in a platform: their offices, layers and ledgers, put down as if they had been uploaded and applied.
import { bytesOf } from '@yike/core/base/bytes.ts'
import { Findings } from '@yike/core/base/finding.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import { formatFor } from '@yike/core/source/define.ts'
import { formats } from '@yike/core/source/formats/index.ts'
import { PROVINCE, smallCities } from '@yike/demo/cities.ts'
import { type CityPlan, makeCity } from '@yike/demo/city.ts'
import { cityFiles } from '@yike/demo/files.ts'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { theSystem } from '../account/actor.ts'
import { as, type Tx } from '../db/context.ts'
import type { Place } from '../http/route.ts'
import type { Platform } from '../platform.ts'

type Seat = Pick<Platform, 'db' | 'blobs'>

/** Puts the demo province and its first cities into a platform. */
export async function seatCities(
  platform: Seat,
  count: number,
): Promise<{ province: Place; cities: readonly Place[] }> {
  return as(platform.db, theSystem('system'), async (tx) => {
    const above = await tx.selectFrom('office').select(['id', 'path']).where('level', '=', 'state').executeTakeFirst()
    const state = above ?? (await found(tx, { code: '000000', name: '演示国', level: 'state' }, null))
    const province = await found(tx, { ...PROVINCE, level: 'province' }, state)
    const cities: Place[] = []
    for (const plan of smallCities(count)) {
      const { prefix, name } = plan.site!
      const office = await found(tx, { code: `${prefix}00`, name, level: 'prefecture' }, province)
      await seatCity(platform, tx, office, plan)
      cities.push(office)
    }
    return { province, cities }
  })
}

async function found(
  tx: Tx,
  office: Omit<Place, 'id' | 'path'>,
  above: Pick<Place, 'id' | 'path'> | null,
): Promise<Place> {
  const id = v7()
  const path = above ? `${above.path}.${office.code}` : 'cn'
  await tx
    .insertInto('office')
    .values({ ...office, level: office.level as 'state', id, path, parent: above?.id ?? null, demo: true })
    .execute()
  return { ...office, id, path }
}

/** Layers and ledger of one city. */
export async function seatCity({ blobs }: Pick<Seat, 'blobs'>, tx: Tx, office: Place, plan: CityPlan): Promise<void> {
  const city = makeCity(plan)
  const files = await cityFiles(city)
  const codes = city.districts.map((district) => district.code)
  await putLayer({ blobs }, tx, office, 'streets', 'streets.osm.pbf', files.get('streets.osm.pbf')!)
  await putLayer({ blobs }, tx, office, 'areas', 'areas.geojson', files.get('areas.geojson')!)
  await putLayer({ blobs }, tx, office, 'census', 'census.csv', files.get('census.csv')!, { codes })
  for (const name of ['ledger.csv', 'ledger.xlsx']) await putOutlets(tx, office, name, files.get(name)!)
}

/** A new version of a layer. */
export async function putLayer(
  { blobs }: Pick<Seat, 'blobs'>,
  tx: Tx,
  office: Place,
  kind: 'streets' | 'areas' | 'population' | 'census',
  name: string,
  bytes: Uint8Array,
  options: object = {},
): Promise<void> {
  const { sha256, size } = await blobs.put(bytes)
  await tx
    .insertInto('blob')
    .values({ sha256, size })
    .onConflict((c) => c.doNothing())
    .execute()
  const { rows } = await sql<{ n: number }>`select coalesce(max(number), 0) + 1 as n from layer
    where office = ${office.id} and kind = ${kind}`.execute(tx)
  await tx
    .insertInto('layer')
    .values({
      id: v7(),
      office: office.id,
      path: office.path,
      kind,
      number: rows[0]!.n,
      name,
      sha256,
      options: JSON.stringify(options),
    })
    .execute()
}

async function putOutlets(tx: Tx, office: Place, name: string, file: Uint8Array): Promise<void> {
  const bytes = bytesOf(name, file)
  const format = await formatFor(bytes, 'outlets', formats)
  const rows = await format.read(bytes, {
    datum: 'gcj02',
    origin: 'official',
    findings: new Findings(),
    progress: SILENT,
  })
  for (const row of rows) await putOutlet(tx, office, row.at, row.name || '无名', row.label || '其他')
}

/** An outlet, open since now. */
export async function putOutlet(
  tx: Tx,
  office: Place,
  [lng, lat]: readonly [number, number],
  name: string,
  label: string,
): Promise<void> {
  const id = v7()
  const what = { name, label, lng, lat }
  await tx
    .insertInto('outlet')
    .values({ id, office: office.id, path: office.path, ...what })
    .execute()
  await tx
    .insertInto('outlet_version')
    .values({
      outlet: id,
      version: 1,
      path: office.path,
      cause: 'import',
      since: new Date(),
      what: JSON.stringify(what),
    })
    .execute()
}
