// Routes of layers. Their content is brought as an upload and becomes a version by applying that.
import { Fault } from '@yike/core/base/fault.ts'
import { type SelectQueryBuilder, sql } from 'kysely'
import { z } from 'zod'
import { namesOf } from '../account/names.ts'
import type { Tx } from '../db/context.ts'
import type { Tables } from '../db/tables.ts'
import { keyIn, pageFrom, pageOf, pageQuery } from '../http/pages.ts'
import { route } from '../http/route.ts'
import type { LayerRecord } from './layers.ts'

const kind = z.enum(['streets', 'areas', 'population', 'census'])
const params = z.object({ id: z.string() })

/** A layer as it is answered. `summary` is a LayerSummary. */
export const layerAnswer = z.object({
  id: z.uuid(),
  office: z.string(),
  kind,
  /** Of this kind and office, from 1. */
  number: z.number(),
  name: z.string(),
  sha256: z.string(),
  datum: z.string().nullable(),
  summary: z.record(z.string(), z.unknown()).nullable(),
  upload: z.string().nullable(),
  /** Who applied it; null where the caller does not see them. */
  by: z.string().nullable(),
  /** Whether offices below see and use it. */
  shared: z.boolean(),
  /** Whether it is the newest of its kind that is not ended. */
  current: z.boolean(),
  at: z.string(),
  endedAt: z.string().nullable(),
})

type Row = LayerRecord & { readonly office_code: string; readonly current: boolean }

const answerOf = (l: Row, by: string | null): z.infer<typeof layerAnswer> => ({
  by,
  ...{ id: l.id, office: l.office_code, kind: l.kind, number: l.number, name: l.name, sha256: l.sha256 },
  ...{ datum: l.datum, upload: l.upload, shared: l.shared, current: l.current },
  summary: l.summary as Record<string, unknown> | null,
  at: l.at.toISOString(),
  endedAt: l.ended_at?.toISOString() ?? null,
})

const nameOf = async (tx: Tx, { account }: Row) => (await namesOf(tx, [account])).get(account) ?? null

const layers = (tx: Tx): SelectQueryBuilder<Tables, 'layer' | 'office', Row> =>
  tx
    .selectFrom('layer')
    .innerJoin('office', 'office.id', 'layer.office')
    .selectAll('layer')
    .select([
      'office.code as office_code',
      sql<boolean>`layer.ended_at is null and not exists (select from layer newer where newer.office = layer.office
        and newer.kind = layer.kind and newer.ended_at is null and newer.number > layer.number)`.as('current'),
    ])

/** Routes of layers. */
export const layerRoutes = [
  route({
    method: 'GET',
    path: '/api/offices/:office/layers',
    about: { zh: '图层的历次版本，新的在前', en: 'Layers in every version, the newest first' },
    rule: { role: 'read', at: 'office' },
    query: z.object({ ...pageQuery, kind: kind.optional() }),
    replies: { 200: pageOf(layerAnswer) },
    async handle({ tx, place, query: { kind, limit, after } }) {
      let rows = layers(tx).where('layer.office', '=', place.id)
      if (kind) rows = rows.where('layer.kind', '=', kind)
      if (after) rows = rows.where('layer.id', '<', String(keyIn(after, 1)[0]))
      const found = await rows
        .orderBy('layer.id', 'desc')
        .limit(limit + 1)
        .execute()
      const page = pageFrom(found, limit, (l) => [l.id])
      const names = await namesOf(
        tx,
        page.items.map((l) => l.account),
      )
      return { ...page, items: page.items.map((l) => answerOf(l, names.get(l.account) ?? null)) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/layers/:id',
    about: { zh: '一个图层', en: 'One layer' },
    rule: { role: 'read', at: 'layer' },
    params,
    replies: { 200: layerAnswer },
    async handle({ tx, params: { id } }) {
      const found = await layers(tx).where('layer.id', '=', id).executeTakeFirst()
      if (!found) throw new Fault('not-there', { what: id })
      return answerOf(found, await nameOf(tx, found))
    },
  }),
  route({
    method: 'POST',
    path: '/api/layers/:id/end',
    about: {
      zh: '停用一个图层版本；其余版本和用过它的测度不受影响',
      en: 'End a version of a layer; others, and runs that used it, stay',
    },
    rule: { role: 'edit', at: 'layer' },
    params,
    replies: { 200: layerAnswer },
    async handle({ tx, params: { id }, platform }) {
      await tx
        .updateTable('layer')
        .set({ ended_at: platform.clock() })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .execute()
      const ended = await layers(tx).where('layer.id', '=', id).executeTakeFirstOrThrow()
      return answerOf(ended, await nameOf(tx, ended))
    },
  }),
] as const
