// Routes of uploads: brought, looked at, read as a person says, taken in.
import { Fault } from '@yike/core/base/fault.ts'
import { type FindingCode, findingWords } from '@yike/core/base/finding.ts'
import { previewLedger } from '@yike/core/source/preview.ts'
import { z } from 'zod'
import { namesOf } from '../account/names.ts'
import { note, type Tx } from '../db/context.ts'
import { expectVersion, showVersion } from '../http/etag.ts'
import { keyIn, pageFrom, pageOf, pageQuery } from '../http/pages.ts'
import { route } from '../http/route.ts'
import { withCopy } from './local-copy.ts'
import { receive, UPLOAD_KINDS, type UploadKind } from './receive.ts'
import {
  getUpload,
  readingBody,
  recordUpload,
  type UploadRecord,
  uploadAnswer,
  uploadAnswerOf,
  uploadOptions,
} from './upload.ts'

const kind = z.enum(Object.keys(UPLOAD_KINDS) as [UploadKind, ...UploadKind[]])
const datum = readingBody.shape.datum.unwrap()
const params = z.object({ id: z.string() })

/** Larger files are looked at in the job, whose summary says the same. */
const PREVIEW_BYTES = 20_000_000

const notNow = (zh: string, en: string) => new Fault('not-now', { why: { zh, en } })

/** An upload whose reading may be changed or applied. Fault: not-now. */
async function settled(tx: Tx, id: string, states: readonly UploadRecord['state'][]): Promise<UploadRecord> {
  const upload = await getUpload(tx, id, true)
  if (states.includes(upload.state)) return upload
  if (upload.state === 'applied') throw notNow('这份上传已经导入', 'this upload was taken in already')
  if (upload.state === 'applying') throw notNow('这份上传正在导入', 'this upload is being taken in')
  if (upload.state === 'refused') throw notNow('这份上传读不了，见其说明', 'this upload could not be read; it says why')
  throw notNow('还没有读完，请稍候', 'it is still being read; wait a moment')
}

/** Routes of uploads. */
export const uploadRoutes = [
  route({
    method: 'POST',
    path: '/api/offices/:office/uploads',
    about: {
      zh: '上传文件：台账、路网、区域、人口、普查表',
      en: 'Upload a file: ledger, streets, areas, residents, census table',
    },
    rule: { role: 'edit', at: 'office' },
    query: z.object({ kind, name: z.string().max(400).optional(), datum: datum.optional() }),
    replies: { 201: uploadAnswer },
    transaction: 'own',
    perMinute: 120,
    async handle({ platform, as, place, query, actor, request, reply }) {
      const limitBytes = platform.config.UPLOAD_MB * 1_000_000
      const kinds = UPLOAD_KINDS[query.kind]
      const file = await receive(request, platform.blobs, { kinds, name: query.name, limitBytes })
      const upload = await as(async (tx) => {
        const said = { kind: query.kind, datum: query.datum ?? null, account: actor.account, file }
        const upload = await recordUpload(tx, place, said)
        await platform.queue.send(tx, 'read', { upload: upload.id })
        return upload
      })
      reply.status(201)
      showVersion(reply, upload.version)
      return uploadAnswerOf(upload)
    },
  }),
  route({
    method: 'GET',
    path: '/api/offices/:office/uploads',
    about: { zh: '上传过的文件，新的在前', en: 'Uploads, the newest first' },
    rule: { role: 'read', at: 'office' },
    query: z.object({ ...pageQuery, kind: kind.optional() }),
    replies: { 200: pageOf(uploadAnswer) },
    async handle({ tx, place, query: { kind, limit, after } }) {
      let rows = tx.selectFrom('upload').selectAll().where('office', '=', place.id)
      if (kind) rows = rows.where('kind', '=', kind)
      else rows = rows.where('kind', '<>', 'photo')
      if (after) rows = rows.where('id', '<', String(keyIn(after, 1)[0]))
      const page = pageFrom(
        await rows
          .orderBy('id', 'desc')
          .limit(limit + 1)
          .execute(),
        limit,
        (u) => [u.id],
      )
      const names = await namesOf(
        tx,
        page.items.map((u) => u.account),
      )
      return { ...page, items: page.items.map((u) => uploadAnswerOf(u, names.get(u.account) ?? null)) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/uploads/:id',
    about: { zh: '一份上传', en: 'One upload' },
    rule: { role: 'read', at: 'upload' },
    params,
    replies: { 200: uploadAnswer },
    async handle({ tx, params: { id }, reply }) {
      const upload = await getUpload(tx, id)
      showVersion(reply, upload.version)
      return uploadAnswerOf(upload, (await namesOf(tx, [upload.account])).get(upload.account) ?? null)
    },
  }),
  route({
    method: 'GET',
    path: '/api/uploads/:id/preview',
    about: { zh: '按所选的列和坐标系预览台账', en: 'A ledger as it would be read with these columns and this datum' },
    rule: { role: 'read', at: 'upload' },
    params,
    query: z.object({ columns: z.string().max(8000).optional(), datum: datum.optional() }),
    replies: { 200: z.record(z.string(), z.unknown()) },
    transaction: 'own',
    perMinute: 60,
    async handle({ platform, as, params: { id }, query }) {
      const upload = await as((tx) => getUpload(tx, id))
      if (upload.kind !== 'outlets') throw new Fault('bad-request', { why: upload.kind })
      if (upload.size > PREVIEW_BYTES)
        throw notNow(
          '文件太大，不能即时预览；读取完成后请看其说明',
          'it is too large to be previewed; see what its reading says',
        )
      const columns = query.columns === undefined ? upload.columns : columnsIn(query.columns)
      const said = query.datum ?? upload.datum
      const { origin } = uploadOptions.parse(upload.options ?? {})
      return withCopy(platform.blobs, upload, async (bytes) => {
        const { reading, rowFindings, ...shown } = await previewLedger(bytes, {
          origin,
          ...(said ? { datum: said as z.infer<typeof datum> } : {}),
          ...(columns ? { columns: columns as Record<string, string> } : {}),
        })
        return { ...shown, rowFindings: rowFindings.slice(0, 200), exported: reading.exported, told: [...reading.told] }
      })
    },
  }),
  route({
    method: 'GET',
    path: '/api/uploads/:id/findings',
    about: { zh: '逐行的读取情况', en: 'What was found, row by row' },
    rule: { role: 'read', at: 'upload' },
    params,
    query: z.object({ ...pageQuery, code: z.string().max(60).optional() }),
    replies: {
      200: pageOf(
        z.object({
          seq: z.number(),
          row: z.number().nullable(),
          code: z.string(),
          /** Heading of the column; null where it is not one cell's. */
          field: z.string().nullable(),
          what: z.string(),
          say: z.object({ zh: z.string(), en: z.string() }),
        }),
      ),
    },
    async handle({ tx, params: { id }, query: { limit, after, code } }) {
      let rows = tx
        .selectFrom('upload_finding')
        .select(['seq', 'row', 'code', 'field', 'what'])
        .where('upload', '=', id)
      if (code) rows = rows.where('code', '=', code)
      if (after) rows = rows.where('seq', '>', Number(keyIn(after, 1)[0]))
      const found = await rows
        .orderBy('seq')
        .limit(limit + 1)
        .execute()
      const page = pageFrom(found, limit, (f) => [f.seq])
      return { ...page, items: page.items.map((f) => ({ ...f, say: findingWords(f.code as FindingCode) })) }
    },
  }),
  route({
    method: 'PUT',
    path: '/api/uploads/:id/reading',
    about: {
      zh: '指定列、坐标系和导入方式，重新读取',
      en: 'Say columns, datum and how to take it in; it is read anew',
    },
    rule: { role: 'edit', at: 'upload' },
    params,
    body: readingBody,
    replies: { 202: uploadAnswer },
    async handle({ platform, tx, params: { id }, body, request, reply }) {
      const upload = await settled(tx, id, ['received', 'reading', 'read', 'refused'])
      expectVersion(request, upload.version, uploadAnswerOf(upload))
      const { columns, datum, options } = body
      const said = { columns: columns && JSON.stringify(columns), datum, options: JSON.stringify(options) }
      const changed = await tx
        .updateTable('upload')
        .set({ ...said, state: 'received', error: null, version: upload.version + 1 })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow()
        .catch(underWay(upload))
      await platform.queue.send(tx, 'read', { upload: id })
      reply.status(202)
      showVersion(reply, changed.version)
      return uploadAnswerOf(changed)
    },
  }),
  route({
    method: 'POST',
    path: '/api/uploads/:id/apply',
    about: {
      zh: '导入：写入台账，或成为图层的新版本',
      en: 'Take it in: into the ledger, or as the next version of a layer',
    },
    rule: { role: 'edit', at: 'upload' },
    params,
    replies: { 202: uploadAnswer },
    async handle({ platform, tx, params: { id }, actor, request, reply }) {
      const seen = await getUpload(tx, id, true)
      if (seen.state === 'applying' && request.headers['if-match'] === `"${seen.version}"`) {
        // somebody sees that it has been under way for long: the job is sent once more, and does nothing if it was done
        await platform.queue.send(tx, 'apply', { upload: id })
        reply.status(202)
        showVersion(reply, seen.version)
        return uploadAnswerOf(seen)
      }
      const upload = await settled(tx, id, ['read'])
      expectVersion(request, upload.version, uploadAnswerOf(upload))
      const changed = await tx
        .updateTable('upload')
        .set({ state: 'applying', applied_by: actor.account, error: null, version: upload.version + 1 })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow()
        .catch(underWay(upload))
      await platform.queue.send(tx, 'apply', { upload: id })
      reply.status(202)
      showVersion(reply, changed.version)
      return uploadAnswerOf(changed)
    },
  }),
  route({
    method: 'GET',
    path: '/api/uploads/:id/file',
    about: { zh: '原始文件', en: 'The file as it was brought' },
    rule: { role: 'read', at: 'upload' },
    params,
    replies: { 200: 'application/octet-stream' },
    async handle({ platform, tx, params: { id }, place, reply }) {
      const { name, sha256, size } = await getUpload(tx, id)
      await note(tx, place.path, 'upload', id, 'download', { name, sha256 })
      // never shown, always saved: it is somebody's file, whatever is in it
      reply
        .type('application/octet-stream')
        .header('content-length', size)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      return reply.send(await platform.blobs.open(sha256))
    },
  }),
] as const

/** Another upload of the same bytes is at work. */
const underWay = (upload: UploadRecord) => (error: unknown) => {
  if ((error as { code?: string }).code === '23505')
    throw new Fault('upload-under-way', { file: upload.name, upload: '' })
  throw error
}

function columnsIn(text: string): Record<string, string> {
  try {
    return readingBody.shape.columns.unwrap().parse(JSON.parse(text))
  } catch {
    throw new Fault('bad-request', { why: 'columns' })
  }
}
