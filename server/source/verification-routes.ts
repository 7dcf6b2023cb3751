// Routes of verification: what to see today, and what was seen.
import { Fault } from '@yike/core/base/fault.ts'
import { ledgerText } from '@yike/core/source/ledger.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { expectVersion, showVersion } from '../http/etag.ts'
import { Changed } from '../http/fault.ts'
import { keyIn, pageFrom, pageOf, pageQuery } from '../http/pages.ts'
import { route } from '../http/route.ts'
import { gapsIn, servedIn } from './evidence.ts'
import { keepPhoto, photoOf } from './photos.ts'
import { answerTask, getTask, makeTasks, type VerificationRecord } from './verifications.ts'

const params = z.object({ id: z.string() })
const text = z
  .string()
  .max(2000)
  .overwrite((t) => ledgerText(t))

/** What somebody saw. The id is made by who answers: sent twice, it is one answer. */
export const answerBody = z.strictObject({
  id: z.uuid(),
  there: z.enum(['yes', 'no', 'moved', 'unsure']),
  note: text.nullable().default(null),
  at: z.iso.datetime({ offset: true }),
  lng: z.number().min(-180).max(180).nullable().default(null),
  lat: z.number().min(-90).max(90).nullable().default(null),
})

/** A task as it is answered. */
export const verificationAnswer = z.object({
  id: z.uuid(),
  office: z.object({ code: z.string(), name: z.string() }),
  run: z.string().nullable(),
  outlet: z.string().nullable(),
  category: z.string().nullable(),
  place: z.string(),
  lng: z.number(),
  lat: z.number(),
  people: z.number().nullable(),
  /** Which people: `without` the category within the minutes; `served`: whose nearest of it this is. */
  peopleAre: z.enum(['without', 'served']).nullable(),
  reason: z.enum(['gap', 'nearest', 'oldest', 'duplicate']),
  note: z.string().nullable(),
  state: z.enum(['open', 'answered', 'dropped']),
  due: z.string().nullable(),
  answer: answerBody.nullable(),
  photo: z.boolean(),
  answeredAt: z.string().nullable(),
  madeAt: z.string(),
  version: z.number(),
})

type Row = VerificationRecord & { readonly code: string; readonly name: string }

const answerOf = (v: Row): z.infer<typeof verificationAnswer> => ({
  ...{ id: v.id, office: { code: v.code, name: v.name }, run: v.run, outlet: v.outlet, category: v.category },
  ...{ place: v.place, lng: v.lng, lat: v.lat, people: v.people, peopleAre: v.people_are, reason: v.reason },
  ...{ note: v.note, state: v.state, due: v.due, photo: v.photo !== null, version: v.version },
  answer: v.answer as z.infer<typeof answerBody> | null,
  answeredAt: v.answered_at?.toISOString() ?? null,
  madeAt: v.made_at.toISOString(),
})

/** Tasks that one call may make of each reason. */
const MOST = 500

/** Routes of verification. */
export const verificationRoutes = [
  route({
    method: 'GET',
    path: '/api/offices/:office/verifications',
    about: {
      zh: '要到现场核实的，按街道，影响人数多的在前',
      en: 'What to see on the spot, by street, most people first',
    },
    rule: { role: 'read', at: 'office' },
    query: z.object({
      ...pageQuery,
      state: z.enum(['open', 'answered', 'dropped']).default('open'),
      /** Due by this day, or whenever. */
      due: z.iso.date().optional(),
    }),
    replies: { 200: pageOf(verificationAnswer) },
    async handle({ tx, place, query: { state, due, limit, after } }) {
      const [path, people, id] = after ? keyIn(after, 3) : [null, null, null]
      const { rows } = await sql<Row>`select v.*, o.code, o.name from verification v join office o on o.id = v.office
        where v.path <@ ${place.path}::ltree and v.state = ${state}
        ${due ? sql`and (v.due is null or v.due <= ${due}::date)` : sql``}
        ${after ? sql`and (v.path, -coalesce(v.people, -1), v.id) > (${path}::ltree, ${-Number(people ?? -1)}::float8, ${id}::uuid)` : sql``}
        order by v.path, -coalesce(v.people, -1), v.id limit ${limit + 1}`.execute(tx)
      const page = pageFrom(rows, limit, (v) => [v.path, v.people, v.id])
      return { ...page, items: page.items.map(answerOf) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/offices/:office/verifications/from-run',
    about: { zh: '由一次测度列出要核实的', en: 'List from a run what is to be seen' },
    rule: { role: 'edit', at: 'office' },
    body: z.strictObject({
      run: z.uuid(),
      most: z.number().int().min(1).max(MOST).default(50),
      due: z.iso.date().nullable().default(null),
    }),
    replies: {
      200: z.object({ gap: z.number(), nearest: z.number(), oldest: z.number(), duplicate: z.number() }),
    },
    transaction: 'own',
    perMinute: 30,
    async handle({ platform, as, place, body: { run, most, due } }) {
      const files = await as(async (tx) => {
        const found = await tx.selectFrom('run').select(['state', 'path']).where('id', '=', run).executeTakeFirst()
        const ours = (path: string) =>
          `${path}.`.startsWith(`${place.path}.`) || `${place.path}.`.startsWith(`${path}.`)
        if (!found || !ours(found.path)) throw new Fault('not-there', { what: run })
        const files = await tx.selectFrom('run_file').select(['name', 'sha256']).where('run', '=', run).execute()
        const shaOf = (name: string) => files.find((file) => file.name === name)?.sha256
        const [gaps, cells] = [shaOf('gaps.csv'), shaOf('cells.csv')]
        if (found.state !== 'done' || !gaps || !cells)
          throw new Fault('not-now', {
            why: { zh: '只有测度完成后才能据以列出', en: 'only a measurement that is done can be listed from' },
          })
        return { gaps, cells }
      })
      const gaps = await gapsIn(await platform.blobs.open(files.gaps))
      const served = await servedIn(await platform.blobs.open(files.cells))
      return as((tx) => makeTasks(tx, place, { run, gaps, served }, most, due))
    },
  }),
  route({
    method: 'POST',
    path: '/api/verifications/:id/answer',
    about: { zh: '回报现场所见，网点随之更新', en: 'Say what was seen; the outlet becomes that' },
    rule: { role: 'edit', at: 'verification' },
    params,
    body: answerBody,
    replies: { 200: verificationAnswer },
    async handle({ tx, params: { id }, body, actor, platform, place, request, reply }) {
      const task = await getTask(tx, id, true)
      const { code, name } = place
      if (task.state !== 'open') {
        const current = answerOf({ ...task, code, name })
        if (current.answer?.id !== body.id) throw new Changed(current, task.version)
        showVersion(reply, task.version) // the same answer once more, from a phone that did not hear
        return current
      }
      if (request.headers['if-match']) expectVersion(request, task.version, answerOf({ ...task, code, name }))
      const answered = await answerTask(tx, task, body, actor, platform.clock())
      showVersion(reply, answered.version)
      return answerOf({ ...answered, code, name })
    },
  }),
  route({
    method: 'POST',
    path: '/api/verifications/:id/photo',
    about: {
      zh: '附上照片（JPEG、PNG、WebP，10 MB 以内），位置等信息会被去掉',
      en: 'Add a photo (JPEG, PNG, WebP, up to 10 MB); what it says of place and camera is taken out',
    },
    rule: { role: 'edit', at: 'verification' },
    params,
    query: z.object({ name: z.string().max(400).optional() }),
    replies: { 200: verificationAnswer },
    transaction: 'own',
    perMinute: 60,
    async handle({ platform, as, params: { id }, query: { name }, place, request, reply }) {
      const photo = await keepPhoto(request, platform.blobs, name)
      const task = await as(async (tx) => photo.name(tx, id))
      showVersion(reply, task.version)
      return answerOf({ ...task, code: place.code, name: place.name })
    },
  }),
  route({
    method: 'GET',
    path: '/api/verifications/:id/photo',
    about: { zh: '照片', en: 'The photo' },
    rule: { role: 'read', at: 'verification' },
    params,
    replies: { 200: 'application/octet-stream' },
    async handle({ platform, tx, params: { id }, reply }) {
      const { photo } = await getTask(tx, id)
      if (photo === null) throw new Fault('not-there', { what: `${id} photo` })
      const { bytes, type } = await photoOf(platform.blobs, photo)
      reply.type(type).header('cache-control', 'private, max-age=86400').header('etag', `"${photo}"`)
      return reply.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
    },
  }),
] as const
