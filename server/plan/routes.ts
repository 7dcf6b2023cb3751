// Plans over the network: two officers may write one, and the second is shown what the first has done.
import { Fault } from '@yike/core/base/fault.ts'
import { z } from 'zod'
import { type Actor, holds } from '../account/actor.ts'
import type { Tx } from '../db/context.ts'
import { expectVersion, showVersion } from '../http/etag.ts'
import { keyIn, pageFrom, pageOf, pageQuery } from '../http/pages.ts'
import { type Call, route } from '../http/route.ts'
import { PLAN_BYTES, readPlanBody } from './body.ts'
import { expectState, OPEN, PLAN_STATES, STEPS, type StepName, stepsFrom } from './states.ts'
import * as store from './store.ts'

const State = z.enum(PLAN_STATES)
const By = z.object({ account: z.uuid(), name: z.string().nullable() }).nullable()
const byOf = ({ account, by }: { account: string | null; by: string | null }) =>
  account ? { account, name: by } : null

const Listed = z.object({
  id: z.uuid(),
  office: z.string().meta({ description: 'Code of the office' }),
  title: z.string(),
  run: z.uuid().nullable().meta({ description: 'The run it rests on' }),
  state: State,
  shared: z.boolean().meta({ description: 'Seen from offices below' }),
  version: z.int(),
  by: By.meta({ description: 'Who changed it last; no name where you may not see that account' }),
  madeAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  may: z.array(z.enum(['edit', 'submit', 'return', 'approve', 'publish'])).meta({ description: 'What you may do now' }),
})

const BODY = 'settings and edits as the page keeps them; plan: the document of plan.json, or null'
const Whole = Listed.extend({ body: z.unknown().meta({ description: BODY }) })
const Sent = z.object({
  title: z.string().trim().min(1).max(200),
  run: z.uuid().nullable().default(null),
  shared: z.boolean().default(false),
  body: z.unknown().meta({ description: BODY }),
})
const Version = z.object({
  version: z.int(),
  title: z.string(),
  state: z.string(),
  note: z.string().nullable(),
  by: By,
  at: z.iso.datetime(),
})
const Id = z.object({ id: z.string() })
const Office = z.object({ office: z.string() })

function shown(row: store.PlanRow, actor: Actor): z.infer<typeof Listed> {
  const { id, office, path, title, run, state, shared, version } = row
  const steps = stepsFrom(state).filter((step) => holds(actor, STEPS[step].role, path))
  const edits = OPEN.includes(state) && holds(actor, 'edit', path)
  const at = { madeAt: row.made_at.toISOString(), changedAt: row.changed_at.toISOString() }
  return {
    id,
    office,
    title,
    run,
    state,
    shared,
    version,
    by: byOf(row),
    ...at,
    may: edits ? ['edit', ...steps] : steps,
  }
}

async function whole(tx: Tx, id: string, { actor, reply }: Pick<Call<unknown, unknown, unknown>, 'actor' | 'reply'>) {
  const row = await store.findPlan(tx, id)
  showVersion(reply, row.version)
  return { ...shown(row, actor), body: row.body }
}

/** The plan, held, in the version that the caller saw. Faults: if-match-needed, changed-meanwhile. */
async function expected({
  tx,
  params,
  request,
  actor,
}: Call<{ id: string }, unknown, unknown>): Promise<store.PlanRow> {
  await store.lockPlan(tx, params.id)
  const row = await store.findPlan(tx, params.id)
  expectVersion(request, row.version, { ...shown(row, actor), body: row.body })
  return row
}

const stepRoute = <const S extends StepName>(step: S) =>
  route({
    method: 'POST',
    path: `/api/plans/:id/${step}` as `/api/plans/:id/${S}`,
    about: {
      zh: STEPS[step].about.zh,
      en: `${STEPS[step].about.en}. If-Match names the version that was seen; the note stays with the version`,
    },
    rule: { role: STEPS[step].role, at: 'plan' },
    versioned: true,
    params: Id,
    body: z.object({ note: z.string().trim().max(2000).nullish() }).nullish(),
    replies: { 200: Whole },
    async handle(call) {
      const { tx, params, body, actor, platform } = call
      const { from, to, byAnother } = STEPS[step] as (typeof STEPS)['approve']
      const row = await expected(call)
      expectState(row.state, from)
      if (byAnother && actor.account === (await store.submitterOf(tx, params.id))) throw new Fault('own-work')
      // what is published is seen by all below: it is theirs to carry out
      const change = to === ('published' as string) ? { state: to, shared: true } : { state: to }
      await store.changePlan(tx, params.id, actor, change, platform.clock(), body?.note || null)
      return whole(tx, params.id, call)
    },
  })

export const planRoutes = [
  route({
    method: 'GET',
    path: '/api/offices/:office/plans',
    about: { zh: '方案列表', en: 'Plans of an office, newest first; with below=1 those of all offices below it too' },
    rule: { role: 'read', at: 'office' },
    params: Office,
    query: z.object({ ...pageQuery, state: State.optional(), below: z.enum(['0', '1']).default('0') }),
    replies: { 200: pageOf(Listed) },
    async handle({ tx, place, query, actor }) {
      const { limit, state, below } = query
      const after = query.after ? String(keyIn(query.after, 1)[0]) : null
      const rows = await store.listPlans(tx, place, { below: below === '1', state, after, limit: limit + 1 })
      const { items, next } = pageFrom(rows, limit, (row) => [row.id])
      return { items: items.map((row) => shown(row, actor)), next }
    },
  }),
  route({
    method: 'POST',
    path: '/api/offices/:office/plans',
    about: { zh: '新建方案', en: 'Begin a plan' },
    rule: { role: 'edit', at: 'office' },
    params: Office,
    body: Sent,
    bodyBytes: PLAN_BYTES,
    replies: { 201: Whole },
    async handle(call) {
      const { tx, place, body, actor, platform, reply } = call
      await store.expectRun(tx, body.run)
      const written = { ...body, body: readPlanBody(body.body) }
      const id = await store.addPlan(tx, place, actor, written, platform.clock())
      reply.status(201).header('location', `/api/plans/${id}`)
      return whole(tx, id, call)
    },
  }),
  route({
    method: 'GET',
    path: '/api/plans/:id',
    about: { zh: '一份方案', en: 'A plan, with what it holds' },
    rule: { role: 'read', at: 'plan' },
    params: Id,
    replies: { 200: Whole },
    handle: (call) => whole(call.tx, call.params.id, call),
  }),
  route({
    method: 'PUT',
    path: '/api/plans/:id',
    about: {
      zh: '保存方案',
      en: 'Save a plan that is a draft or was returned. If somebody else saved meanwhile: 412, with theirs as `current`',
    },
    rule: { role: 'edit', at: 'plan' },
    params: Id,
    body: Sent,
    bodyBytes: PLAN_BYTES,
    replies: { 200: Whole },
    async handle(call) {
      const { tx, params, body, actor, platform } = call
      const row = await expected(call)
      expectState(row.state, OPEN)
      await store.expectRun(tx, body.run)
      await store.changePlan(tx, params.id, actor, { ...body, body: readPlanBody(body.body) }, platform.clock())
      return whole(tx, params.id, call)
    },
  }),
  route({
    method: 'GET',
    path: '/api/plans/:id/versions',
    about: { zh: '方案的历次版本', en: 'Every version of a plan, newest first: who, when, in which state' },
    rule: { role: 'read', at: 'plan' },
    params: Id,
    query: z.object(pageQuery),
    replies: { 200: pageOf(Version) },
    async handle({ tx, params, query }) {
      const before = query.after ? Number(keyIn(query.after, 1)[0]) : null
      const rows = await store.listVersions(tx, params.id, before, query.limit + 1)
      const { items, next } = pageFrom(rows, query.limit, (row) => [row.version])
      return {
        items: items.map(({ account, by, at, ...row }) => ({
          ...row,
          by: byOf({ account, by }),
          at: at.toISOString(),
        })),
        next,
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/plans/:id/versions/:version',
    about: { zh: '方案的某一版本', en: 'One version of a plan, with what it held' },
    rule: { role: 'read', at: 'plan' },
    params: z.object({ id: z.string(), version: z.coerce.number().int().min(1).max(2_000_000_000) }),
    replies: { 200: Version.extend({ body: z.unknown() }) },
    async handle({ tx, params, reply }) {
      const { account, by, at, ...row } = await store.findVersion(tx, params.id, params.version)
      showVersion(reply, row.version)
      return { ...row, by: byOf({ account, by }), at: at.toISOString() }
    },
  }),
  stepRoute('submit'),
  stepRoute('return'),
  stepRoute('approve'),
  stepRoute('publish'),
] as const
