// The job `read`: what an upload says, counted and compared with what there is. It changes nothing but the upload's own record,
// and gives the same however often it is done.
import { Findings, type Noted } from '@yike/core/base/finding.ts'
import { wordIn } from '@yike/core/base/name.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import type { ColumnGuess } from '@yike/core/source/columns.ts'
import { countLayer } from '@yike/core/source/layer-content.ts'
import { ledgerText } from '@yike/core/source/ledger.ts'
import { sql } from 'kysely'
import type { Tx } from '../db/context.ts'
import type { Platform } from '../platform.ts'
import { withUpload } from './job.ts'
import { type LayerKind, type LayerSummary, layerReading } from './layers.ts'
import { withCopy } from './local-copy.ts'
import { readLedgerUpload } from './read-ledger.ts'
import { MOST_FINDINGS, type ReadUpload, type UploadRecord } from './upload.ts'

/** Reads an upload that was received. Done a second time, or after half of it, it gives the same. */
export function readUpload(platform: Platform, id: string, signal?: AbortSignal, progress?: Progress): Promise<void> {
  const begin = async (tx: Tx) => {
    const upload = await tx
      .updateTable('upload')
      .set({ state: 'reading' })
      .where('id', '=', id)
      .where('state', 'in', ['received', 'reading'])
      .returningAll()
      .executeTakeFirst()
    return upload && { upload, account: upload.account }
  }
  return withUpload(
    platform,
    begin,
    async (job) => {
      const { upload } = job
      await withCopy(
        platform.blobs,
        upload,
        async (bytes) => {
          const read =
            upload.kind === 'outlets'
              ? await readLedgerUpload(platform, job, bytes)
              : await readLayerUpload(upload, bytes, job.progress)
          await job.as((tx) => keep(tx, upload, read))
        },
        signal,
      )
    },
    'refused',
    signal,
    progress,
  )
}

async function readLayerUpload(
  upload: UploadRecord,
  bytes: Parameters<typeof countLayer>[1],
  progress: Progress,
): Promise<ReadUpload> {
  const noted: Noted[] = []
  let untold = 0
  const findings = new Findings((one) => (noted.length < MOST_FINDINGS ? noted.push(one) : untold++))
  let columns: ColumnGuess | null = null
  const reading = layerReading(upload, findings, progress, (guess) => {
    columns = guess
  })
  const { rows, ...content } = await countLayer(upload.kind as LayerKind, bytes, reading)
  const summary: LayerSummary = { ...content, columns, told: noted.length, untold }
  return { rows, found: findings.list(), noted, summary }
}

/** Puts down what was read, unless somebody said meanwhile that it is to be read otherwise. */
async function keep(tx: Tx, upload: UploadRecord, { rows, found, noted, summary, error }: ReadUpload): Promise<void> {
  const done = await tx
    .updateTable('upload')
    .set({
      ...{ state: error ? 'refused' : 'read', rows, found: JSON.stringify(found), summary: JSON.stringify(summary) },
      error: error ? JSON.stringify(error) : null,
      version: upload.version + 1,
    })
    .where('id', '=', upload.id)
    .where('version', '=', upload.version)
    .where('state', '=', 'reading')
    .returning('id')
    .executeTakeFirst()
  if (!done) return
  await tx.deleteFrom('upload_finding').where('upload', '=', upload.id).execute()
  const list = noted.slice(0, MOST_FINDINGS).map(({ code, row, column, what }, seq) => ({
    ...{ upload: upload.id, seq, path: upload.path, row, code, field: column, what: sound(wordIn(what, 'zh')) },
  }))
  for (let from = 0; from < list.length; from += 2_000)
    await sql`insert into upload_finding (upload, seq, path, row, code, field, what)
      select upload, seq, path, row, code, field, what
      from jsonb_to_recordset(${JSON.stringify(list.slice(from, from + 2_000))}::jsonb)
        as g(upload uuid, seq integer, path ltree, row bigint, code text, field text, what text)`.execute(tx)
}

/** What stood in a cell may hold what no database takes. */
const sound = (text: string): string => ledgerText(text, 200)
