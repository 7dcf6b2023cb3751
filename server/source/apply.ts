// The job `apply`: what an upload says becomes the ledger, or the next version of a layer. All of it in one transaction, or none.
import type { Bytes } from '@yike/core/base/bytes.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import { type LedgerReading, readLedger } from '@yike/core/source/ledger-read.ts'
import { sql } from 'kysely'
import type { Tx } from '../db/context.ts'
import type { Platform } from '../platform.ts'
import { applyLedger } from './apply-ledger.ts'
import { type UploadJob, withUpload } from './job.ts'
import { makeLayer } from './layers.ts'
import { withCopy } from './local-copy.ts'
import { rememberMapping } from './mapping.ts'
import { placing } from './placing.ts'
import type { LedgerSummary } from './read-ledger.ts'
import { uploadOptions } from './upload.ts'

/** How long one statement of an import may take, ms; and how long it waits for another import of the same city. */
const WITHIN_MS = 600_000

/** Takes in an upload that somebody decided to. Done a second time it does nothing; after half of it, all of it. */
export function applyUpload(platform: Platform, id: string, signal?: AbortSignal, progress?: Progress): Promise<void> {
  const begin = async (tx: Tx) => {
    const upload = await tx
      .selectFrom('upload')
      .selectAll()
      .where('id', '=', id)
      .where('state', '=', 'applying')
      .executeTakeFirst()
    return upload && { upload, account: upload.applied_by }
  }
  const work = (job: UploadJob) =>
    job.upload.kind === 'outlets'
      ? withCopy(platform.blobs, job.upload, (bytes) => takeInLedger(platform, job, bytes), signal)
      : job.as(async (tx) => {
          if (!(await isOurs(tx, job))) return
          await settle(tx, job, platform.clock(), {})
          await makeLayer(tx, job.upload, job.upload.applied_by, platform.clock())
        })
  return withUpload(platform, begin, work, 'read', signal, progress)
}

async function takeInLedger(platform: Platform, job: UploadJob, bytes: Bytes): Promise<void> {
  const { upload, progress } = job
  const summary = upload.summary as LedgerSummary
  const options = uploadOptions.parse(upload.options ?? {})
  const { origin } = options
  const reading: LedgerReading = await readLedger(bytes, { ...summary.use, origin, progress })
  const keeperOf = options.keptBy === 'borders' ? await placing(platform, job) : null
  progress.begin({ zh: '写入台账', en: 'Writing the ledger' }, null)
  await job.as(async (tx) => {
    await tx.executeQuery(
      sql`select set_config('statement_timeout', ${String(WITHIN_MS)}, true),
      set_config('lock_timeout', ${String(WITHIN_MS)}, true),
      set_config('idle_in_transaction_session_timeout', ${String(WITHIN_MS)}, true)`.compile(tx),
    )
    // imports of one city wait for each other; who edits an outlet meanwhile makes the import start anew (see versions.ts)
    const city = upload.path.split('.').slice(0, 3).join('.')
    await sql`select pg_advisory_xact_lock(hashtextextended(${`ledger ${city}`}, 0))`.execute(tx)
    if (!(await isOurs(tx, job))) return
    const at = platform.clock()
    const by = { cause: 'import', upload: upload.id, account: upload.applied_by, at } as const
    const applied = await applyLedger(tx, job, reading, options, keeperOf, by)
    await settle(tx, job, at, { applied })
    await rememberMapping(tx, upload, summary.columns.headings, chosenOf(summary), upload.applied_by, at)
  })
}

/** What a person sees as their choice: field → heading; `#3` where a heading stands twice or is blank. */
function chosenOf({ columns, datum }: LedgerSummary) {
  const alone = (heading: string) => heading !== '' && columns.headings.filter((h) => h === heading).length === 1
  const named = Object.entries(columns.fields).map(([field, { column, heading }]) => [
    field,
    alone(heading) ? heading : `#${column + 1}`,
  ])
  // what a heading states needs no memory; what nobody knew is asked again
  const known = datum.by === 'heading' || datum.by === 'nobody' ? null : datum.used
  return { columns: Object.fromEntries(named) as Record<string, string>, datum: known }
}

/** Holds the upload; false where another worker took it in meanwhile. */
async function isOurs(tx: Tx, { upload }: UploadJob): Promise<boolean> {
  const now = await tx
    .selectFrom('upload')
    .select(['state', 'version'])
    .where('id', '=', upload.id)
    .forUpdate()
    .executeTakeFirst()
  return now?.state === 'applying' && now.version === upload.version
}

/** Marks the upload as taken in. */
const settle = (tx: Tx, { upload }: UploadJob, at: Date, more: object) =>
  tx
    .updateTable('upload')
    .set({
      ...{ state: 'applied', applied_at: at, version: upload.version + 1, error: null },
      summary: JSON.stringify({ ...(upload.summary as object), ...more }),
    })
    .where('id', '=', upload.id)
    .execute()
