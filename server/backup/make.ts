// Makes a backup while the server works: one snapshot of all tables, then the blobs that it names.
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '@yike/core/base/fault.ts'
import { type Progress, SILENT } from '@yike/core/base/progress.ts'
import type { Client } from 'pg'
import { becomeOwner, withClient } from '../db/owner.ts'
import type { Blobs } from '../files/blobs.ts'
import { diskFault } from '../files/disk.ts'
import { blobsOf, type Copied, copyBlobs, storeIn } from './blobs.ts'
import { EXACT, writeTable } from './copy.ts'
import { BACKUP_LOCK, COLLECT_LOCK } from '../db/alone.ts'
import { type BackedTable, type Manifest, writeManifest } from './manifest.ts'
import { tablesOf } from './tables.ts'

export interface Making {
  /** Owner's address of the database. */
  readonly url: string
  readonly store: Blobs
  /** Made when missing; a folder of an earlier backup has only what is new added to its blobs. */
  readonly dir: string
  /** Of this program. */
  readonly version: string
  readonly progress?: Progress
}

/** A backup that was made. */
export interface Made extends Copied {
  readonly manifest: Manifest
  /** Blobs of earlier backups in the same folder that this one does not name, and were removed. */
  readonly removed: number
}

/**
 * Makes a backup. Until its manifest is in place, an earlier one in the same folder holds and stays whole. Faults: backup-at-work,
 * backup-folder-other, owner-needed, database-away, database-older (nothing to back up), disk-full, cannot-write, those of the store.
 * Blobs that the store lacks are no fault here: they are listed in the manifest, and it is for the caller to tell.
 */
export async function makeBackup({ url, store, dir, version, progress = SILENT }: Making): Promise<Made> {
  await prepare(dir)
  return withClient(url, async (client) => {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as got', [BACKUP_LOCK])
    if (!rows[0].got) throw new Fault('backup-at-work')
    await client.query('select pg_advisory_lock_shared($1)', [COLLECT_LOCK])
    await becomeOwner(client)
    const shot = await snapshot(client, dir, progress)
    const inside = await storeIn(dir)
    const of = shot.tables.find(({ name }) => name === 'blob')?.rows ?? 0
    const copied = await copyBlobs(blobsOf(dir, shot), store, inside, { anew: false, of, progress })
    const { count, bytes, lacking } = copied
    const manifest: Manifest = {
      kind: 'yike backup',
      format: 1,
      yike: version,
      ...shot,
      blobs: { count, bytes },
      lacking: [...lacking],
    }
    await writeManifest(dir, manifest)
    return { ...copied, manifest, removed: await tidy(dir, manifest, inside) }
  })
}

/** The folder, which may hold a backup and nothing else: what it does not name will be removed. */
async function prepare(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 })
    const known = ['manifest.json', 'manifest.json.new', 'tables', 'blobs', 'lost+found']
    const found = (await readdir(dir)).find((name) => !known.includes(name))
    if (found) throw new Fault('backup-folder-other', { dir, found })
  } catch (error) {
    throw diskFault(error, dir)
  }
}

/** All tables at one moment, in files of a folder of their own. */
async function snapshot(client: Client, dir: string, progress: Progress) {
  await client.query('begin isolation level repeatable read read only')
  await client.query(EXACT)
  const { rows } = await client.query(`select current_setting('server_version') as postgres,
    to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, to_regclass('public.migration') is not null as there`)
  const { postgres, at, there } = rows[0] as { postgres: string; at: string; there: boolean }
  if (!there) throw new Fault('database-older', { database: 0, code: 1 })
  const listed = await tablesOf(client)
  await client.query(
    `lock table ${listed.map(({ name }) => client.escapeIdentifier(name)).join(', ')} in access share mode`,
  )
  const migrations = (await client.query('select number, name, sha256 from migration order by number')).rows
  const folder = `tables/${at.replace(/[-:.]/g, '')}`
  await mkdir(join(dir, folder), { recursive: true, mode: 0o700 })
  const tables: BackedTable[] = []
  progress.begin({ zh: '数据表', en: 'tables' }, listed.length)
  for (const table of listed) {
    if (progress.signal?.aborted) throw new Fault('cancelled')
    tables.push(await writeTable(client, table, dir, `${folder}/${table.name}.copy.gz`))
    progress.step(tables.length)
  }
  await client.query('commit')
  return { at, postgres: postgres.split(' ')[0]!, migrations, tables }
}

/** Removes what no longer belongs to the backup; how many blobs. */
async function tidy(dir: string, manifest: Manifest, inside: Blobs): Promise<number> {
  const kept = manifest.tables[0]?.file.split('/')[1]
  for (const folder of await readdir(join(dir, 'tables')))
    if (folder !== kept) await rm(join(dir, 'tables', folder), { recursive: true, force: true })
  let removed = 0
  const named = blobsOf(dir, manifest)[Symbol.asyncIterator]()
  let next = await named.next() // both in the order of hashes
  for await (const { sha256 } of inside.list()) {
    while (!next.done && next.value.sha256 < sha256) next = await named.next()
    if (next.done || next.value.sha256 !== sha256) removed += Number(await inside.remove(sha256))
  }
  return removed
}
