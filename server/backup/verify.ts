// Whether a backup can be relied on: every byte of it read, and all of it restored into a database that is thrown away.
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Fault } from '@yike/core/base/fault.ts'
import type { Name } from '@yike/core/base/name.ts'
import { type Progress, SILENT } from '@yike/core/base/progress.ts'
import { openCluster } from '../db/cluster.ts'
import { withClient } from '../db/owner.ts'
import { loginsFrom } from '../db/roles.ts'
import { withDatabase } from '../db/url.ts'
import { blobsOf, each, storeIn } from './blobs.ts'
import { checkKnown, loadTables } from './load.ts'
import { type BackedTable, type Manifest, readManifest } from './manifest.ts'
import { checkTrail } from './trail.ts'

/** What was looked at, and what is not as written. */
export interface Looked {
  readonly manifest: Manifest
  readonly rows: number
  /** Rows of the trail whose seals were reckoned again. */
  readonly sealed: number
  readonly wrong: readonly Name[]
}

/** Reads every table's file and every blob of a backup. Faults: no-backup, backup-newer. */
export async function checkBytes(
  dir: string,
  progress: Progress = SILENT,
): Promise<{ manifest: Manifest; wrong: readonly Name[] }> {
  const manifest = await readManifest(dir)
  const wrong: Name[] = []
  for (const table of manifest.tables) {
    const what = await differs(dir, table)
    if (what) wrong.push({ zh: `数据表 ${table.name}：${what}`, en: `table ${table.name}: ${what}` })
  }
  if (wrong.length > 0) return { manifest, wrong } // which blobs there should be is in a table
  const store = await storeIn(dir)
  const lacking = new Set(manifest.lacking)
  let done = 0
  progress.begin({ zh: '文件', en: 'files' }, manifest.blobs.count)
  await each(blobsOf(dir, manifest), async ({ sha256 }) => {
    if (progress.signal?.aborted) throw new Fault('cancelled')
    progress.step(++done)
    try {
      if (!lacking.has(sha256)) for await (const _ of await store.open(sha256)); // the check at the end counts
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      wrong.push({ zh: error.say('zh'), en: error.say('en') })
    }
  })
  for (const sha256 of lacking)
    wrong.push({ zh: `备份时文件库里已缺 ${sha256}`, en: `${sha256} was lacking when the backup was made` })
  return { manifest, wrong }
}

async function differs(dir: string, { file, bytes, sha256 }: BackedTable): Promise<string | null> {
  const hash = createHash('sha256')
  let seen = 0
  try {
    await pipeline(createReadStream(join(dir, file)), async (pieces) => {
      for await (const piece of pieces) {
        hash.update(piece)
        seen += piece.length
      }
    })
  } catch (error) {
    return (error as Error).message
  }
  return seen === bytes && hash.digest('hex') === sha256 ? null : `SHA-256, ${seen} / ${bytes}`
}

/**
 * Checks a backup to the last byte and restores its tables into a PostgreSQL of their own in a temporary folder, where rows are
 * counted, every seal of the trail is reckoned again, and what was imported is held against its digests. Faults: no-backup, backup-newer, migration-changed, those of `openCluster`.
 */
export async function verifyBackup(
  dir: string,
  { bin, migrations, progress = SILENT }: { bin?: string | undefined; migrations?: string; progress?: Progress } = {},
): Promise<Looked> {
  const { manifest, wrong } = await checkBytes(dir, progress)
  await checkKnown(manifest, migrations)
  const looked = { manifest, rows: 0, sealed: 0, wrong: [...wrong] }
  for (const { rows } of manifest.tables) looked.rows += rows
  if (wrong.length > 0) return looked
  const scratch = join(tmpdir(), `yike-verify-${randomUUID()}`) // made by openCluster, for whoever PostgreSQL runs as
  try {
    const cluster = await openCluster({ dir: scratch, bin, durable: false })
    try {
      await withClient(cluster.url, (client) => client.query('create database verify'))
      const url = withDatabase(cluster.url, 'verify')
      await loadTables({ url, dir, manifest, migrations, logins: loginsFrom(cluster.url), progress })
      const trail = await checkTrail(url)
      looked.sealed = trail.rows
      for (const { chain, seq, why } of trail.breaks) {
        const at = seq === null ? chain : `${chain} #${seq}`
        looked.wrong.push({ zh: `审计链 ${at}：${why.zh}`, en: `trail ${at}: ${why.en}` })
      }
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'backup-broken') throw error
      looked.wrong.push({ zh: error.say('zh'), en: error.say('en') })
    } finally {
      await cluster.stop()
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
  return looked
}
