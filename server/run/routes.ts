// Routes of runs: asked for, looked at while they are computed, called off, tried again; and what they found.
import { Fault } from '@yike/core/base/fault.ts'
import { z } from 'zod'
import { theSystem } from '../account/actor.ts'
import { as } from '../db/context.ts'
import { expectVersion, showVersion } from '../http/etag.ts'
import { pageFrom, pageOf, pageQuery } from '../http/pages.ts'
import { type Call, route } from '../http/route.ts'
import { told } from './end.ts'
import { lookOn } from './events.ts'
import { found } from './found.ts'
import { kinds } from './kinds/index.ts'
import { makeRun } from './make.ts'
import { serveFile } from './serve-file.ts'
import { listedRun, runListed, runWhole, STATE, wholeRun } from './shapes.ts'
import { cancelRun, retryRun } from './steer.ts'
import { filesOf, findRun, listRuns, type RunRow } from './store.ts'
import { openStream } from './stream.ts'

const KIND = z.enum(kinds.map(({ id }) => id) as [string, ...string[]])
const office = z.object({ office: z.string().max(12) })
const id = z.object({ id: z.uuid() })

async function theRun({ tx, params }: Pick<Call<{ id: string }, unknown, unknown>, 'tx' | 'params'>): Promise<RunRow> {
  const run = await findRun(tx, params.id)
  if (!run) throw new Fault('not-there', { what: params.id })
  return run
}

export const runRoutes = [
  route({
    method: 'POST',
    path: '/api/offices/:office/runs',
    about: {
      zh: '发起计算；相同的计算已在时给出它（200）',
      en: 'Asks for a run; gives the same one where it is there (200)',
    },
    rule: { role: 'edit', at: 'office' },
    params: office,
    body: z.strictObject({
      kind: KIND,
      title: z.string().trim().min(1).max(200).optional(),
      options: z.record(z.string(), z.unknown()).default({}),
    }),
    replies: { 200: runWhole, 201: runWhole },
    perMinute: 600,
    async handle({ platform, tx, place, body, actor, reply }) {
      const { kind, options, title = null } = body
      const { id, made } = await makeRun(platform, tx, place, { kind, options, title, account: actor.account })
      void reply.status(made ? 201 : 200).header('location', `/api/runs/${id}`)
      return wholeRun(tx, (await findRun(tx, id))!)
    },
  }),
  route({
    method: 'GET',
    path: '/api/offices/:office/runs',
    about: {
      zh: '一地的计算，新的在前；below=1 含下级',
      en: 'Runs of an office, the newest first; below=1 with those below',
    },
    rule: { role: 'read', at: 'office' },
    params: office,
    query: z.object({
      ...pageQuery,
      kind: KIND.optional(),
      state: STATE.optional(),
      below: z.enum(['0', '1']).default('0'),
    }),
    replies: { 200: pageOf(runListed) },
    async handle({ tx, place, query }) {
      const rows = await listRuns(tx, place, { ...query, below: query.below === '1' })
      const { items, next } = pageFrom(rows, query.limit, (run) => [run.id])
      return { items: items.map(listedRun), next }
    },
  }),
  route({
    method: 'GET',
    path: '/api/runs/:id',
    about: {
      zh: '一次计算：输入、进度、结果，哪些输入已有更新',
      en: 'A run: inputs, progress, results, and what is newer than it',
    },
    rule: { role: 'read', at: 'run' },
    params: id,
    replies: { 200: runWhole },
    async handle(call) {
      const run = await theRun(call)
      showVersion(call.reply, run.version)
      call.reply.header('cache-control', 'no-store') // state, progress and staleness move on without the version
      return wholeRun(call.tx, run)
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/runs/:id',
    about: { zh: '改名称，或是否给下级看', en: 'Renames a run, or says whether offices below see it' },
    rule: { role: 'edit', at: 'run' },
    params: id,
    body: z.strictObject({ title: z.string().trim().min(1).max(200).optional(), shared: z.boolean().optional() }),
    replies: { 200: runWhole },
    async handle(call) {
      const { tx, request, reply, body } = call
      const run = await theRun(call)
      expectVersion(request, run.version, listedRun(run))
      const { title = run.title, shared = run.shared } = body
      await tx
        .updateTable('run')
        .set((e) => ({ title, shared, version: e('version', '+', 1) }))
        .where('id', '=', run.id)
        .execute()
      showVersion(reply, run.version + 1)
      return wholeRun(tx, await theRun(call))
    },
  }),
  route({
    method: 'POST',
    path: '/api/runs/:id/cancel',
    about: { zh: '取消', en: 'Calls a run off' },
    rule: { role: 'edit', at: 'run' },
    params: id,
    replies: { 200: runWhole },
    transaction: 'own',
    async handle({ platform, as: inName, params }) {
      const off = await inName(async (tx) => cancelRun(platform, tx, await theRun({ tx, params })))
      // who gathers them may stand higher than this caller sees
      for (const run of off)
        await as(platform.db, theSystem('system'), (tx) =>
          told(tx, platform.queue, run, { state: 'cancelled', progress: null, attempt: 0 }),
        )
      return inName(async (tx) => wholeRun(tx, await theRun({ tx, params })))
    },
  }),
  route({
    method: 'POST',
    path: '/api/runs/:id/retry',
    about: { zh: '重试失败或已取消的计算', en: 'Tries a run again that failed or was called off' },
    rule: { role: 'edit', at: 'run' },
    params: id,
    replies: { 200: runWhole },
    async handle(call) {
      await retryRun(call.platform, call.tx, await theRun(call))
      return wholeRun(call.tx, await theRun(call))
    },
  }),
  route({
    method: 'GET',
    path: '/api/runs/:id/events',
    about: { zh: '计算的进展（SSE：progress、done）', en: 'How a run goes on (SSE: progress, done)' },
    rule: { role: 'read', at: 'run' },
    params: id,
    replies: { 200: 'text/event-stream' },
    transaction: 'own',
    async handle({ platform, as: inName, params, actor, reply }) {
      let stream: ReturnType<typeof openStream> | null = null
      let gone = false
      const show = (moved: { state: string; progress: object | null; attempt: number }) => {
        if (!stream) return
        const { state, progress, attempt } = moved
        const ended = !['waiting', 'running'].includes(state)
        stream.send(ended ? 'done' : 'progress', { state, progress, attempt })
        if (ended) stream.end()
      }
      const look = async () => show(await inName(async (tx) => theRun({ tx, params })))
      const leave = await lookOn(platform, params.id, actor.account ?? '', (moved) => {
        if (moved) show(moved)
        else look().catch(() => stream?.end()) // the browser comes back and asks again
      })
      try {
        const now = await inName(async (tx) => theRun({ tx, params }))
        stream = openStream(reply, () => {
          gone = true
          leave()
        })
        show(now)
        await look() // what moved on between the two
      } catch (error) {
        if (!gone) leave()
        if (!stream) throw error
        stream.end()
      }
      return reply
    },
  }),
  route({
    method: 'GET',
    path: '/api/runs/:id/files/:name',
    about: { zh: '结果文件', en: 'A result' },
    rule: { role: 'read', at: 'run' },
    params: id.extend({ name: z.string().max(100) }),
    replies: { 200: 'application/octet-stream', 304: z.any() },
    transaction: 'own',
    async handle({ platform, as: inName, params, request, reply }) {
      const file = await inName(async (tx) => {
        const run = await theRun({ tx, params })
        const its = (await filesOf(tx, run.id)).find(({ name }) => name === params.name)
        if (!its) throw new Fault('not-there', { what: params.name })
        return its
      })
      return serveFile(platform.blobs, file, request, reply)
    },
  }),
  ...found,
] as const
