// Offices: the tree, what it was on a day, and what happens to it.
import { z } from 'zod'
import { expectVersion, showVersion } from '../http/etag.ts'
import { pageOf, pageQuery } from '../http/pages.ts'
import { route } from '../http/route.ts'
import { HAPPENING, happen } from './changes.ts'
import { ancestorsOf, CHANGE, changesOf, findOffice, listOffices, OFFICE_SHOWN, showOffice } from './offices.ts'

const CODE = z.string().regex(/^([0-9]{6}|[0-9]{9}|[0-9]{12})$/)
const on = z.iso.date().optional()
const PARAMS = z.object({ office: CODE })
const WHOLE = OFFICE_SHOWN.extend({ ancestors: z.array(OFFICE_SHOWN) })

/** Routes of offices. */
export const areaRoutes = [
  route({
    method: 'GET',
    path: '/api/offices',
    about: {
      zh: '机构：某一机构的下级，或按名称、代码查找；on 为某日时的样子',
      en: 'Offices under one, or by a word of their name or code; as they were on a day',
    },
    rule: { who: 'signed-in' },
    query: z.object({ ...pageQuery, under: CODE.optional(), q: z.string().trim().min(1).max(100).optional(), on }),
    replies: { 200: pageOf(OFFICE_SHOWN) },
    async handle({ tx, query }) {
      const under = query.under === undefined ? null : await findOffice(tx, query.under, query.on ?? null)
      return listOffices(tx, { ...query, under, on: query.on ?? null })
    },
  }),
  route({
    method: 'GET',
    path: '/api/offices/:office',
    about: { zh: '一个机构及其各级上级', en: 'An office and those it stands under' },
    rule: { who: 'signed-in' },
    params: PARAMS,
    query: z.object({ on }),
    replies: { 200: WHOLE },
    async handle({ tx, params, query, reply }) {
      const day = query.on ?? null
      const office = await findOffice(tx, params.office, day)
      showVersion(reply, office.version)
      return { ...showOffice(office), ancestors: (await ancestorsOf(tx, office, day)).map(showOffice) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/offices/:office/changes',
    about: {
      zh: '机构及其下级、并入机构的沿革',
      en: 'What happened to an office, to those below it and to those it took over',
    },
    rule: { who: 'signed-in' },
    params: PARAMS,
    query: z.object(pageQuery),
    replies: { 200: pageOf(CHANGE) },
    async handle({ tx, params, query }) {
      return changesOf(tx, await findOffice(tx, params.office, null), query)
    },
  }),
  route({
    method: 'POST',
    path: '/api/offices/:office/changes',
    about: {
      zh: '设立下级（found）；更名、改代码、并入、分设、划转、撤销（须有上级的管理权）',
      en: 'Found one below; rename, recode, merge, split, move, end (by who administers the office above)',
    },
    rule: { role: 'administer', at: 'office' },
    params: PARAMS,
    body: HAPPENING,
    replies: { 201: WHOLE },
    async handle({ tx, params, body, actor, platform, request, reply }) {
      const office = await findOffice(tx, params.office, null)
      if (body.kind !== 'found') expectVersion(request, office.version, showOffice(office))
      const code = await happen(tx, actor, office, body, dayOf(platform.clock()))
      const now = await findOffice(tx, code, null)
      showVersion(reply, now.version)
      reply.code(201)
      return { ...showOffice(now), ancestors: (await ancestorsOf(tx, now, null)).map(showOffice) }
    },
  }),
] as const

/** The day it is in China. */
const dayOf = (now: Date): string => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
