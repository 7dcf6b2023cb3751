// Signing in and out, and what is one's own: /api/session, /api/me, /api/tokens/:id.
import { Fault } from '@yike/core/base/fault.ts'
import { z } from 'zod'
import { as, note } from '../db/context.ts'
import { COOKIE, hashOf } from '../http/identify.ts'
import { type Call, route } from '../http/route.ts'
import { type Actor, holds, theSystem } from './actor.ts'
import { changePassword, inPerson, ME, makeToken, meOf, ROLE, sessionsOf } from './me.ts'
import { beginSession, endThis } from './session.ts'
import { asThemselves, findPerson } from './sign-in.ts'

/** Text that people write on one line: a line break in it could pass for a line of a log. */
export const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+$/u, 'one line, without control characters')

const PASSWORD = z.string().min(1).max(512)
const NOTHING = z.null()
const ISO = z.string()

/** Work on what is one's own, in one's own name. */
const own = <T>(call: Call<unknown, unknown, unknown>, work: Parameters<typeof as<T>>[2]) =>
  as(call.platform.db, { ...ownRights(call.actor), via: call.actor.via }, work, call.origin)

const ownRights = (actor: Actor): Actor => asThemselves({ id: actor.account!, name: actor.name, path: actor.path })

/** Routes of sessions and of oneself. */
export const sessionRoutes = [
  route({
    method: 'GET',
    path: '/api/session',
    about: { zh: '有哪些登录方式', en: 'Ways to sign in' },
    rule: { who: 'anybody' },
    replies: { 200: z.object({ oidc: z.boolean() }) },
    transaction: 'own',
    handle: async ({ platform }) => ({ oidc: platform.config.OIDC_ISSUER !== null }),
  }),
  route({
    method: 'POST',
    path: '/api/session',
    about: { zh: '登录', en: 'Sign in' },
    rule: { who: 'anybody' },
    body: z.strictObject({ login: z.string().trim().min(1).max(200), password: PASSWORD }),
    replies: { 200: ME },
    transaction: 'own',
    perMinute: 30,
    async handle({ platform, body, origin, request, reply }) {
      const person = await findPerson(platform, body.login, body.password, origin)
      const ends = await as(
        platform.db,
        asThemselves(person),
        async (tx) => {
          await tx.updateTable('account').set({ failures: 0, locked_until: null }).where('id', '=', person.id).execute()
          const begun = await beginSession(tx, platform, person.id, request, reply)
          await note(tx, person.path, 'account', person.id, 'sign-in')
          return begun
        },
        origin,
      )
      return as(platform.db, theSystem('system'), (tx) => meOf(tx, platform, person.id, ends))
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/session',
    about: { zh: '退出', en: 'Sign out' },
    rule: { who: 'signed-in' },
    replies: { 204: NOTHING },
    transaction: 'own',
    async handle(call) {
      const account = inPerson(call.actor)
      await own(call, async (tx) => {
        await endThis(tx, call.request, call.platform.clock())
        await note(tx, call.actor.path, 'account', account, 'sign-out')
      })
      call.reply.clearCookie(COOKIE, { path: '/' }).header('clear-site-data', '"cache", "storage"').code(204)
      return null
    },
  }),
  route({
    method: 'GET',
    path: '/api/me',
    about: { zh: '我是谁，有哪些职务', en: 'Who I am and what I hold' },
    rule: { who: 'signed-in' },
    replies: { 200: ME },
    transaction: 'own',
    async handle({ platform, actor, request }) {
      return as(platform.db, theSystem('system'), async (tx) => {
        const secret = actor.via === 'page' ? request.cookies[COOKIE] : undefined
        const session = secret
          ? await tx
              .selectFrom('session')
              .select(['expires_at', 'seen_at'])
              .where('hash', '=', hashOf(secret))
              .executeTakeFirst()
          : undefined
        const idle = platform.clock().getTime() + platform.config.SESSION_MINUTES * 60_000
        const ends = session ? new Date(Math.min(session.expires_at.getTime(), idle)) : null
        return meOf(tx, platform, actor.account!, ends, actor)
      })
    },
  }),
  route({
    method: 'PUT',
    path: '/api/me/password',
    about: { zh: '修改密码', en: 'Change my password' },
    rule: { who: 'signed-in' },
    body: z.strictObject({ old: PASSWORD, new: PASSWORD }),
    replies: { 204: NOTHING },
    transaction: 'own',
    perMinute: 20,
    async handle(call) {
      const account = inPerson(call.actor)
      await own(call, (tx) => changePassword(tx, call.platform, account, call.body, call.request, call.reply))
      call.reply.code(204)
      return null
    },
  }),
  route({
    method: 'GET',
    path: '/api/me/sessions',
    about: { zh: '我在哪些地方登录着', en: 'Where I am signed in' },
    rule: { who: 'signed-in' },
    replies: {
      200: z.object({
        items: z.array(
          z.object({
            id: z.string(),
            madeAt: ISO,
            seenAt: ISO,
            expiresAt: ISO,
            address: z.string().nullable(),
            agent: z.string().nullable(),
            here: z.boolean(),
          }),
        ),
      }),
    },
    transaction: 'own',
    async handle(call) {
      const account = inPerson(call.actor)
      return { items: await own(call, (tx) => sessionsOf(tx, call.platform, account, call.request)) }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/me/sessions/:id',
    about: { zh: '结束一处登录', en: 'End one of my sessions' },
    rule: { who: 'signed-in' },
    params: z.object({ id: z.string() }),
    replies: { 204: NOTHING },
    transaction: 'own',
    async handle(call) {
      const account = inPerson(call.actor)
      const { id } = call.params
      const ended = await own(call, async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('session')
          .set({ ended_at: call.platform.clock() })
          .where('hash', '=', Buffer.from(/^[0-9a-f]{64}$/.test(id) ? id : '', 'hex'))
          .where('account', '=', account)
          .where('ended_at', 'is', null)
          .executeTakeFirst()
        if (numUpdatedRows) await note(tx, call.actor.path, 'account', account, 'session-ended')
        return numUpdatedRows
      })
      if (!ended) throw new Fault('not-there', { what: id })
      call.reply.code(204)
      return null
    },
  }),
  route({
    method: 'GET',
    path: '/api/me/tokens',
    about: { zh: '我的令牌', en: 'My tokens' },
    rule: { who: 'signed-in' },
    replies: {
      200: z.object({
        items: z.array(
          z.object({
            id: z.uuid(),
            name: z.string(),
            roles: z.array(ROLE),
            madeAt: ISO,
            expiresAt: ISO,
            usedAt: ISO.nullable(),
          }),
        ),
      }),
    },
    transaction: 'own',
    async handle(call) {
      const account = inPerson(call.actor)
      const rows = await own(call, (tx) =>
        tx
          .selectFrom('token')
          .select(['id', 'name', 'roles', 'made_at', 'expires_at', 'used_at'])
          .where('account', '=', account)
          .where('ended_at', 'is', null)
          .where('expires_at', '>', call.platform.clock())
          .orderBy('id')
          .execute(),
      )
      return {
        items: rows.map((t) => ({
          id: t.id,
          name: t.name,
          roles: t.roles,
          madeAt: t.made_at.toISOString(),
          expiresAt: t.expires_at.toISOString(),
          usedAt: t.used_at?.toISOString() ?? null,
        })),
      }
    },
  }),
  route({
    method: 'POST',
    path: '/api/me/tokens',
    about: {
      zh: '给程序发一个令牌；只显示这一次，最长一年',
      en: 'Make a token for a program; shown this once, for a year at most',
    },
    rule: { who: 'signed-in' },
    body: z.strictObject({
      name: line(100),
      roles: z.array(ROLE).min(1).max(7),
      days: z.int().min(1).max(366).default(90),
    }),
    replies: { 201: z.object({ id: z.uuid(), secret: z.string(), expiresAt: ISO }) },
    transaction: 'own',
    async handle(call) {
      inPerson(call.actor)
      const made = await own(call, (tx) => makeToken(tx, call.platform, call.actor, call.body))
      call.reply.code(201).header('cache-control', 'no-store')
      return made
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/tokens/:id',
    about: { zh: '收回令牌（本人或其管理员）', en: 'Take a token back (its owner or their administrator)' },
    rule: { who: 'signed-in' },
    params: z.object({ id: z.string() }),
    replies: { 204: NOTHING },
    transaction: 'own',
    async handle({ platform, actor, params, origin, reply }) {
      inPerson(actor)
      if (!z.uuid().safeParse(params.id).success) throw new Fault('not-there', { what: params.id })
      const rights = { ...theSystem('system'), account: actor.account, name: actor.name, via: actor.via }
      await as(
        platform.db,
        rights,
        async (tx) => {
          const token = await tx
            .selectFrom('token')
            .select(['account', 'path'])
            .where('id', '=', params.id)
            .where('ended_at', 'is', null)
            .executeTakeFirst()
          if (!token || !(token.account === actor.account || holds(actor, 'administer', token.path)))
            throw new Fault('not-there', { what: params.id })
          await tx.updateTable('token').set({ ended_at: platform.clock() }).where('id', '=', params.id).execute()
        },
        origin,
      )
      reply.code(204)
      return null
    },
  }),
] as const
