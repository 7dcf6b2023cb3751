// Routes of the ledger: its outlets, each with its versions, and the whole of it as a file.

import { Fault } from '@yike/core/base/fault.ts'
import { ledgerText } from '@yike/core/source/ledger.ts'
import { ledgerCsv, ledgerXlsx } from '@yike/core/source/ledger-write.ts'
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { holds } from '../account/actor.ts'
import { note } from '../db/context.ts'
import { expectVersion, showVersion } from '../http/etag.ts'
import { keyIn, pageFrom, pageOf, pageQuery } from '../http/pages.ts'
import { officeOf } from '../http/permit.ts'
import { type Call, route } from '../http/route.ts'
import { type Box, runsOf } from '../map/spot.ts'
import { changeOutlet, makeOutlet } from './edit.ts'
import { answerOf, ledgerRowOf, type OutletRecord, outletAnswer, outletBody } from './outlet.ts'
import { fileIds, findOutlet, firstOutlets, ledgerOf } from './store.ts'

const moment = z.iso.datetime({ offset: true }).optional()
const when = (at: string | undefined): Date | null => (at === undefined ? null : new Date(at))
const params = z.object({ id: z.string() })
const newOutlet = outletBody.partial().required({ name: true, label: true, lng: true, lat: true })
const UNSAID = {
  ...{ code: null, state: 'open', address: null, hours: null, capacity: null, licence: null },
  ...{ entrances: [], confirmed: null, confirmedBy: null, remark: null },
} as const

type Held = OutletRecord & { readonly office_code: string }
const withOffice = ({ office_code, ...record }: Held) => answerOf(record, office_code)

async function getOutlet(tx: Call<unknown, unknown, unknown>['tx'], id: string, hold = false): Promise<OutletRecord> {
  const found = await findOutlet(tx, id, hold)
  if (!found) throw new Fault('not-there', { what: id })
  return found
}

async function codeOf(tx: Call<unknown, unknown, unknown>['tx'], office: string): Promise<string> {
  return (await tx.selectFrom('office').select('code').where('id', '=', office).executeTakeFirstOrThrow()).code
}

/** `west,south,east,north` in degrees. */
const bbox = z
  .string()
  .regex(/^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/)
  .optional()

const boxIn = (text: string): Box => {
  const [w, s, e, n] = text.split(',').map((degrees) => Math.max(-180, Math.min(180, Number(degrees))))
  return [w!, Math.max(-90, s!), e!, Math.min(90, n!)]
}

/** Rows of one workbook: 20 kB of memory each while it is written (measured), all of it at once. A CSV has no such limit. */
const MOST_IN_WORKBOOK = 50_000

/** Whether an outlet `o` stands in a box; the table as it is now finds it by its spot, a ledger of a moment looks at every place. */
function inBox([w, s, e, n]: Box, bySpot: boolean): RawBuilder<boolean> {
  if (w > e) return sql`(${inBox([w, s, 180, n], bySpot)} or ${inBox([-180, s, e, n], bySpot)})`
  const near = runsOf([w, s, e, n]).map(([from, to]) => sql`o.spot between ${from} and ${to}`)
  return sql`(${bySpot ? sql.join(near, sql` or `) : sql`true`}) and o.lng between ${w} and ${e} and o.lat between ${s} and ${n}`
}

/** Routes of the ledger. */
export const ledgerRoutes = [
  route({
    method: 'GET',
    path: '/api/offices/:office/outlets',
    about: { zh: '台账中的网点', en: 'Outlets of the ledger' },
    rule: { role: 'read', at: 'office' },
    query: z.object({
      ...pageQuery,
      /** Part of a name, address, number or licence. */
      q: z.string().max(100).optional(),
      label: z.string().max(100).optional(),
      state: z.enum(['open', 'closed', 'moved']).optional(),
      bbox,
      /** Never confirmed, or before this day. */
      confirmedBefore: z.iso.date().optional(),
      at: moment,
    }),
    replies: { 200: pageOf(outletAnswer) },
    async handle({ tx, place, query: { q, label, state, bbox, confirmedBefore, at, limit, after } }) {
      const word = q && `%${ledgerText(q).replace(/[\\%_]/g, '\\$&')}%`
      const box = bbox && boxIn(bbox)
      const asked = [
        ...(after ? [sql`o.id > ${keyIn(after, 1)[0]}::uuid`] : []),
        ...(word ? [sql`concat_ws(' ', o.name, o.address, o.code, o.licence) ilike ${word}`] : []),
        ...(label ? [sql`o.label = ${ledgerText(label)}`] : []),
        ...(state ? [sql`o.state = ${state}`] : []),
        ...(box ? [inBox(box, at === undefined)] : []),
        ...(confirmedBefore ? [sql`(o.confirmed is null or o.confirmed < ${confirmedBefore}::date)`] : []),
      ]
      const rows = await firstOutlets(tx, place.path, {
        at: when(at),
        asked,
        limit: limit + 1,
        isBox: box !== undefined,
      })
      const page = pageFrom(rows, limit, (o) => [o.id])
      return { ...page, items: page.items.map(withOffice) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/offices/:office/outlets',
    about: { zh: '登记一个网点', en: 'Put an outlet down' },
    rule: { role: 'edit', at: 'office' },
    body: newOutlet,
    replies: { 201: outletAnswer },
    async handle({ tx, place, body, actor, platform, reply }) {
      const by = { cause: 'edit', account: actor.account, at: platform.clock() } as const
      const made = await makeOutlet(tx, place, { ...UNSAID, ...body } as z.infer<typeof outletBody>, place.name, by)
      reply.status(201)
      showVersion(reply, made.version)
      return answerOf(made, place.code)
    },
  }),
  route({
    method: 'GET',
    path: '/api/outlets/:id',
    about: { zh: '一个网点', en: 'One outlet' },
    rule: { role: 'read', at: 'outlet' },
    params,
    replies: { 200: outletAnswer },
    async handle({ tx, params: { id }, place, reply }) {
      const record = await getOutlet(tx, id)
      showVersion(reply, record.version)
      return answerOf(record, place.code)
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/outlets/:id',
    about: {
      zh: '改一个网点：内容、关停、搬迁、核实、划归',
      en: 'Change an outlet: facts, closed, moved, confirmed, kept by another office',
    },
    rule: { role: 'edit', at: 'outlet' },
    params,
    body: z.strictObject({ ...outletBody.partial().shape, office: z.string().max(12).optional() }),
    replies: { 200: outletAnswer },
    async handle({ tx, params: { id }, place, body, actor, platform, request, reply }) {
      const record = await getOutlet(tx, id, true)
      expectVersion(request, record.version, answerOf(record, place.code))
      // another role over the office that is to keep it, to review or to publish, does not edit its ledger
      if (body.office !== undefined && !holds(actor, 'edit', (await officeOf(tx, body.office)).path))
        throw new Fault('not-yours')
      const by = { cause: 'edit', account: actor.account, at: platform.clock() } as const
      // who says that it was seen, and does not say by whom, saw it
      const confirmedBy = body.confirmed && body.confirmedBy === undefined ? { confirmedBy: actor.name } : {}
      const changed = await changeOutlet(tx, record, { ...body, ...confirmedBy }, by)
      showVersion(reply, changed.version)
      return answerOf(changed, body.office ?? (await codeOf(tx, changed.office)))
    },
  }),
  route({
    method: 'GET',
    path: '/api/outlets/:id/versions',
    about: { zh: '一个网点的历次版本，新的在前', en: 'Every version of an outlet, the newest first' },
    rule: { role: 'read', at: 'outlet' },
    params,
    query: z.object(pageQuery),
    replies: {
      200: pageOf(
        z.object({
          version: z.number(),
          cause: z.string(),
          since: z.string(),
          account: z.string().nullable(),
          upload: z.string().nullable(),
          outlet: outletAnswer,
        }),
      ),
    },
    async handle({ tx, params: { id }, query: { limit, after } }) {
      const before = after ? Number(keyIn(after, 1)[0]) : null
      const { rows } = await sql<{
        version: number
        cause: string
        since: Date
        account: string | null
        upload: string | null
        what: OutletRecord
        office_code: string
      }>`select v.version, v.cause, v.since, v.account, v.upload, v.what, office.code as office_code
        from outlet_version v join office on office.id = (v.what ->> 'office')::uuid
        where v.outlet = ${id} and not v.what ? 'left' ${before === null ? sql`` : sql`and v.version < ${before}::integer`}
        order by v.version desc limit ${limit + 1}`.execute(tx)
      const page = pageFrom(rows, limit, (v) => [v.version])
      return {
        ...page,
        items: page.items.map(({ what, office_code, since, ...v }) => ({
          ...v,
          since: since.toISOString(),
          outlet: answerOf(what, office_code),
        })),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/offices/:office/ledger',
    about: { zh: '导出台账：与导入所读的完全一致', en: 'The ledger as a file, exactly what import accepts' },
    rule: { role: 'read', at: 'office' },
    query: z.object({ as: z.enum(['csv', 'xlsx']).default('csv'), at: moment }),
    replies: { 200: 'application/octet-stream' },
    perMinute: 30,
    async handle({ tx, place, query: { as: kind, at }, reply }) {
      const records = await ledgerOf(tx, place.path, when(at))
      if (kind === 'xlsx' && records.length > MOST_IN_WORKBOOK)
        throw new Fault('too-large', {
          file: `${place.name}.xlsx`,
          size: { zh: `${records.length} 行`, en: `${records.length} rows` },
          limit: {
            zh: `${MOST_IN_WORKBOOK} 行，请导出 CSV 或按下级导出`,
            en: `${MOST_IN_WORKBOOK} rows: take the CSV, or the ledgers of the offices below`,
          },
        })
      const ids = fileIds(records)
      const rows = records.map((record) => ledgerRowOf(record, ids.get(record)!))
      const bytes = kind === 'csv' ? ledgerCsv(rows) : await ledgerXlsx(rows)
      await note(tx, place.path, 'ledger', place.code, 'export', { as: kind, rows: rows.length, ...(at && { at }) })
      const name = `${place.name}台账.${kind}`
      reply
        .type(
          kind === 'csv'
            ? 'text/csv; charset=utf-8'
            : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        )
        .header(
          'content-disposition',
          `attachment; filename="ledger.${kind}"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .header('cache-control', 'private, no-store')
      return reply.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
    },
  }),
] as const
