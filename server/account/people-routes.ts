// Administrators and their people: /api/offices/:office/people, /api/accounts/:id.

import { isDepartment } from '@yike/core/programme/document.ts'
import { documents } from '@yike/core/programme/documents/index.ts'
import { z } from 'zod'
import { expectVersion, showVersion } from '../http/etag.ts'
import { pageOf, pageQuery } from '../http/pages.ts'
import { route } from '../http/route.ts'
import { ROLE } from './me.ts'
import { appoint, changePerson, dismiss, getPerson, listPeople, PERSON, resetPassword, unlock } from './people.ts'
import { line } from './session-routes.ts'

const ID = z.object({ id: z.string() })
/** Id of a department that a document of the state names. */
export const DEPARTMENT = z.string().refine(isDepartment, 'a department that a document names')
/** Code of an office. */
export const CODE = z.string().regex(/^([0-9]{6}|[0-9]{9}|[0-9]{12})$/)
const shown = ({ path: _, ...person }: Awaited<ReturnType<typeof getPerson>>) => person

/** Routes of people and what they hold. */
export const peopleRoutes = [
  route({
    method: 'GET',
    path: '/api/departments',
    about: {
      zh: '各份文件列出的部门（部门是文件的数据，不是固定的名单）',
      en: 'Departments, as each document lists them',
    },
    rule: { who: 'signed-in' },
    replies: { 200: z.object({ items: z.array(z.unknown()) }) },
    handle: async () => ({ items: documents }),
  }),
  route({
    method: 'GET',
    path: '/api/offices/:office/people',
    about: { zh: '本机构及下级的人员', en: 'People of an office and below' },
    rule: { role: 'administer', at: 'office' },
    params: z.object({ office: z.string() }),
    query: z.object({ ...pageQuery, q: z.string().max(100).optional() }),
    replies: { 200: pageOf(PERSON) },
    async handle({ tx, place, query, platform }) {
      const page = await listPeople(tx, platform.clock(), place.path, query)
      return { ...page, items: page.items.map(shown) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/accounts/:id',
    about: { zh: '一位人员', en: 'A person' },
    rule: { role: 'administer', at: 'account' },
    params: ID,
    replies: { 200: PERSON },
    async handle({ tx, params, platform, reply }) {
      const person = await getPerson(tx, platform.clock(), params.id)
      showVersion(reply, person.version)
      return shown(person)
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/accounts/:id',
    about: {
      zh: '改姓名、部门；调到别的机构（原有职务即时终止）；停用',
      en: 'Name, department; moved to another office (what was held ends at once); ended',
    },
    rule: { role: 'administer', at: 'account' },
    params: ID,
    body: z.strictObject({
      name: line(100).optional(),
      department: DEPARTMENT.nullable().optional(),
      office: CODE.optional(),
      ended: z.literal(true).optional(),
    }),
    replies: { 200: PERSON },
    async handle({ tx, params, body, actor, platform, request, reply }) {
      const now = platform.clock()
      await tx.selectFrom('account').select('id').where('id', '=', params.id).forUpdate().execute()
      const person = await getPerson(tx, now, params.id)
      expectVersion(request, person.version, shown(person))
      await changePerson(tx, actor, person, body, now)
      const changed = await getPerson(tx, now, params.id)
      showVersion(reply, changed.version)
      return shown(changed)
    },
  }),
  route({
    method: 'POST',
    path: '/api/accounts/:id/unlock',
    about: { zh: '解锁', en: 'Unlock' },
    rule: { role: 'administer', at: 'account' },
    params: ID,
    replies: { 204: z.null() },
    async handle({ tx, params, platform, reply }) {
      await unlock(tx, await getPerson(tx, platform.clock(), params.id))
      reply.code(204)
      return null
    },
  }),
  route({
    method: 'POST',
    path: '/api/accounts/:id/reset',
    about: {
      zh: '重置密码：给一个七日内有效、登录后必须修改的密码，只显示这一次',
      en: 'Reset the password: one that lasts seven days and must be changed, shown this once',
    },
    rule: { role: 'administer', at: 'account' },
    params: ID,
    replies: { 200: z.object({ password: z.string(), until: z.string() }) },
    async handle({ tx, params, actor, platform, reply }) {
      const now = platform.clock()
      reply.header('cache-control', 'no-store')
      return resetPassword(tx, actor, await getPerson(tx, now, params.id), now)
    },
  }),
  route({
    method: 'POST',
    path: '/api/accounts/:id/appointments',
    about: { zh: '任命：在一个机构及其下级担任一种职务', en: 'Appoint: a role over an office and all below it' },
    rule: { role: 'administer', at: 'account' },
    params: ID,
    body: z.strictObject({ role: ROLE, office: CODE, until: z.iso.datetime().optional() }),
    replies: { 201: z.object({ id: z.uuid() }) },
    async handle({ tx, params, body, actor, platform, reply }) {
      const now = platform.clock()
      const id = await appoint(tx, actor, await getPerson(tx, now, params.id), body, now)
      reply.code(201)
      return { id }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/accounts/:id/appointments/:appointment',
    about: { zh: '免去一项职务', en: 'Take a role away' },
    rule: { role: 'administer', at: 'account' },
    params: z.object({ id: z.string(), appointment: z.uuid() }),
    replies: { 204: z.null() },
    async handle({ tx, params, actor, platform, reply }) {
      const now = platform.clock()
      await dismiss(tx, actor, await getPerson(tx, now, params.id), params.appointment, now)
      reply.code(204)
      return null
    },
  }),
] as const
