// Inviting and coming: /api/offices/:office/invitations, /api/invitations/:id, /api/invitation.
import { Fault } from '@yike/core/base/fault.ts'
import { z } from 'zod'
import { as, note } from '../db/context.ts'
import { keyIn, pageFrom, pageOf, pageQuery } from '../http/pages.ts'
import { route } from '../http/route.ts'
import { theSystem } from './actor.ts'
import { acceptInvitation, invite, loginFree, openInvitation } from './invitation.ts'
import { ME, meOf, OFFICE, ROLE } from './me.ts'
import { DEPARTMENT } from './people-routes.ts'
import { beginSession } from './session.ts'
import { line } from './session-routes.ts'
import { asThemselves } from './sign-in.ts'

/** As people type them: no blanks, so that two logins never look the same. */
const LOGIN = z
  .string()
  .min(2)
  .max(100)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u, 'letters, digits and . _ @ + -')
  .refine((login) => login === login.normalize('NFKC'), 'letters and digits of ordinary width')
const SECRET = z.string().min(20).max(200)

/** Routes of invitations. */
export const invitationRoutes = [
  route({
    method: 'GET',
    path: '/api/offices/:office/invitations',
    about: { zh: '发出而未接受的邀请', en: 'Invitations not yet accepted' },
    rule: { role: 'administer', at: 'office' },
    params: z.object({ office: z.string() }),
    query: z.object(pageQuery),
    replies: {
      200: pageOf(
        z.object({
          id: z.uuid(),
          login: z.string(),
          name: z.string(),
          office: OFFICE,
          department: z.string().nullable(),
          roles: z.array(ROLE),
          madeAt: z.string(),
          expiresAt: z.string(),
        }),
      ),
    },
    async handle({ tx, place, query, platform }) {
      let asked = tx
        .selectFrom('invitation as i')
        .innerJoin('office as o', 'o.id', 'i.office')
        .select(['i.id', 'i.login', 'i.name', 'i.department', 'i.roles', 'i.made_at', 'i.expires_at'])
        .select(['o.code', 'o.name as officeName', 'o.level'])
        .where('i.path', '<@', place.path)
        .where('i.used_at', 'is', null)
        .where('i.ended_at', 'is', null)
        .where('i.expires_at', '>', platform.clock())
      if (query.after) asked = asked.where('i.id', '>', String(keyIn(query.after, 1)[0]))
      const rows = await asked
        .orderBy('i.id')
        .limit(query.limit + 1)
        .execute()
      return pageFrom(
        rows.map((i) => ({
          id: i.id,
          login: i.login,
          name: i.name,
          office: { code: i.code, name: i.officeName, level: i.level },
          department: i.department,
          roles: i.roles,
          madeAt: i.made_at.toISOString(),
          expiresAt: i.expires_at.toISOString(),
        })),
        query.limit,
        (i) => [i.id],
      )
    },
  }),
  route({
    method: 'POST',
    path: '/api/offices/:office/invitations',
    about: {
      zh: '邀请一人到本机构任职；邀请码只显示这一次',
      en: 'Invite somebody to an office with roles; the secret is shown this once',
    },
    rule: { role: 'administer', at: 'office' },
    params: z.object({ office: z.string() }),
    body: z.strictObject({
      login: LOGIN,
      name: line(100),
      department: DEPARTMENT.nullable().optional(),
      roles: z.array(ROLE).min(1).max(7),
      days: z.int().min(1).max(30).default(7),
    }),
    replies: { 201: z.object({ id: z.uuid(), secret: z.string(), expiresAt: z.string() }) },
    async handle({ tx, place, body, actor, platform, reply }) {
      const now = platform.clock()
      await as(platform.db, theSystem('system'), (all) => loginFree(all, body.login, now))
      reply.code(201).header('cache-control', 'no-store')
      return invite(tx, actor, place, body, now)
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/invitations/:id',
    about: { zh: '收回邀请', en: 'Take an invitation back' },
    rule: { role: 'administer', at: 'invitation' },
    params: z.object({ id: z.string() }),
    replies: { 204: z.null() },
    async handle({ tx, params, platform, reply }) {
      const { numUpdatedRows } = await tx
        .updateTable('invitation')
        .set({ ended_at: platform.clock() })
        .where('id', '=', params.id)
        .where('used_at', 'is', null)
        .where('ended_at', 'is', null)
        .executeTakeFirst()
      if (!numUpdatedRows) throw new Fault('invitation-ended')
      reply.code(204)
      return null
    },
  }),
  route({
    method: 'GET',
    path: '/api/invitation',
    about: { zh: '邀请里说了什么', en: 'What an invitation says' },
    rule: { who: 'anybody' },
    query: z.object({ secret: SECRET }),
    replies: { 200: z.object({ login: z.string(), name: z.string(), office: OFFICE, expiresAt: z.string() }) },
    transaction: 'own',
    perMinute: 30,
    async handle({ platform, query, reply }) {
      reply.header('cache-control', 'no-store')
      return as(platform.db, theSystem('system'), async (tx) => {
        const found = await openInvitation(tx, query, platform.clock())
        const office = await tx
          .selectFrom('office')
          .select(['code', 'name', 'level'])
          .where('id', '=', found.office)
          .executeTakeFirstOrThrow()
        return { login: found.login, name: found.name, office, expiresAt: found.expires_at.toISOString() }
      })
    },
  }),
  route({
    method: 'POST',
    path: '/api/invitation',
    about: { zh: '接受邀请，设置密码', en: 'Accept an invitation with a password' },
    rule: { who: 'anybody' },
    body: z.strictObject({ secret: SECRET, password: z.string().min(1).max(512) }),
    replies: { 201: ME },
    transaction: 'own',
    perMinute: 30,
    async handle({ platform, body, origin, request, reply }) {
      const now = platform.clock()
      const system = theSystem('system')
      const made = await as(
        platform.db,
        system,
        async (tx) => acceptInvitation(tx, await openInvitation(tx, body, now), body, now),
        origin,
      )
      const ends = await as(
        platform.db,
        asThemselves(made),
        async (tx) => {
          const begun = await beginSession(tx, platform, made.id, request, reply)
          await note(tx, made.path, 'account', made.id, 'sign-in')
          return begun
        },
        origin,
      )
      reply.code(201)
      return as(platform.db, system, (tx) => meOf(tx, platform, made.id, ends))
    },
  }),
] as const
