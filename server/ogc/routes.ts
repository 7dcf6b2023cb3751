// OGC API – Features: QGIS and other programs read outlets, areas and circles from here, with a token as password. What a caller does not
// see is not there.
import { Fault } from '@yike/core/base/fault.ts'
import { z } from 'zod'
import { cursorOf, keyIn } from '../http/pages.ts'
import { type Call, route } from '../http/route.ts'
import { cartographerOf } from '../map/cartographer.ts'
import type { Feature } from '../map/features.ts'
import { type RunLayer, sourceOf } from '../map/layers.ts'
import type { ItemsAsked } from '../map/messages.ts'
import { type Asked, readAsked } from './ask.ts'
import { type Found, findCollection, listCollections } from './collections.ts'
import * as doc from './documents.ts'
import { pageOf } from './html.ts'
import { outletExtent, outletItem, outletItems } from './outlets.ts'

type Here = Call<unknown, { f?: string | undefined }, unknown>

const Form = z.object({ f: z.enum(['json', 'html']).optional() })
const Id = z.object({ collection: z.string() })

/** Where the service begins, as the caller reached it. */
const baseOf = ({ platform, request }: Here): string =>
  `${(platform.config.PUBLIC_URL ?? `${request.protocol}://${request.host}`).replace(/\/$/, '')}/ogc`

/** Whether a page is wanted: said so, or by a browser that does not say otherwise. */
const wantsHtml = ({ query, request }: Here): boolean =>
  query.f ? query.f === 'html' : /\btext\/html\b/.test(request.headers.accept ?? '')

/** Sends a document in the form that was asked for. */
function send(call: Here, type: string, title: string, make: (isHtml: boolean) => object) {
  const isHtml = wantsHtml(call)
  call.reply.header('vary', 'accept')
  if (isHtml) return call.reply.type('text/html; charset=utf-8').send(pageOf(title, make(true)))
  return call.reply.type(type).send(JSON.stringify(make(false)))
}

/** Asks the thread that holds layers. */
async function layerItems(call: Here, layer: RunLayer, ask: ItemsAsked) {
  const told = { key: layer.etag, asked: ask }
  return cartographerOf(call.platform).askLoaded('items', told, () => sourceOf(call, layer))
}

async function extentOf(call: Here, found: Found): Promise<doc.Extent> {
  if (found.kind === 'outlets') return call.as((tx) => outletExtent(tx, found.place))
  const told = { key: found.layer.etag }
  const { box } = await cartographerOf(call.platform).askLoaded('extent', told, () => sourceOf(call, found.layer))
  return { box, from: null, to: null }
}

interface Items {
  readonly features: readonly Feature[]
  readonly matched: number | null
  readonly next: string | null
}

async function itemsOf(call: Here, found: Found, ask: Asked): Promise<Items> {
  if (found.kind === 'outlets') return call.as((tx) => outletItems(tx, found.place, ask))
  const skip = ask.after ? Number(keyIn(ask.after, 1)[0]) : 0
  const { features, matched } = await layerItems(call, found.layer, { ...ask, skip, id: null })
  const to = skip + features.length
  return { features, matched, next: to < matched ? cursorOf([to]) : null }
}

const common = { rule: { who: 'signed-in' }, transaction: 'own' } as const

export const ogcRoutes = [
  route({
    method: 'GET',
    path: '/ogc',
    about: { zh: 'OGC API 首页', en: 'OGC API – Features: landing page' },
    ...common,
    query: Form,
    replies: { 200: doc.JSON_TYPE },
    async handle(call) {
      return send(call, doc.JSON_TYPE, '一刻 OGC API', (isHtml) => doc.landing(baseOf(call), isHtml))
    },
  }),
  route({
    method: 'GET',
    path: '/ogc/conformance',
    about: { zh: 'OGC API 符合性', en: 'Conformance classes' },
    ...common,
    query: Form,
    replies: { 200: doc.JSON_TYPE },
    async handle(call) {
      return send(call, doc.JSON_TYPE, 'Conformance', () => doc.conformance)
    },
  }),
  route({
    method: 'GET',
    path: '/ogc/api',
    about: { zh: 'OGC API 定义（OpenAPI 3.0）', en: 'Definition of the OGC API, in OpenAPI 3.0' },
    ...common,
    query: Form,
    replies: { 200: doc.API_TYPE },
    async handle(call) {
      return send(call, doc.API_TYPE, 'OGC API – Features', () => doc.definition(baseOf(call)))
    },
  }),
  route({
    method: 'GET',
    path: '/ogc/collections',
    about: { zh: 'OGC 要素集', en: 'Ledgers, and areas and circles of the newest runs, that you may see' },
    ...common,
    query: Form,
    replies: { 200: doc.JSON_TYPE },
    async handle(call) {
      const base = baseOf(call)
      const list = await call.as((tx) => listCollections(tx, call.actor))
      return send(call, doc.JSON_TYPE, 'Collections', (isHtml) => ({
        links: doc.selves(`${base}/collections`, doc.JSON_TYPE, isHtml),
        collections: list.map((it) => doc.collection(base, it, null, isHtml)),
      }))
    },
  }),
  route({
    method: 'GET',
    path: '/ogc/collections/:collection',
    about: { zh: '一个 OGC 要素集', en: 'A collection, with its extent' },
    ...common,
    params: Id,
    query: Form,
    replies: { 200: doc.JSON_TYPE },
    async handle(call) {
      const found = await call.as((tx) => findCollection(tx, call.actor, call.params.collection))
      const extent = await extentOf(call, found)
      return send(call, doc.JSON_TYPE, found.title, (isHtml) => doc.collection(baseOf(call), found, extent, isHtml))
    },
  }),
  route({
    method: 'GET',
    path: '/ogc/collections/:collection/items',
    about: { zh: 'OGC 要素', en: 'Features of a collection, by bbox, datetime and properties, a page at a time' },
    ...common,
    params: Id,
    query: Form.loose(), // which properties may be asked for depends on the collection
    replies: { 200: doc.GEOJSON_TYPE },
    async handle(call) {
      const { params, query, platform } = call
      const found = await call.as((tx) => findCollection(tx, call.actor, params.collection))
      const ask = readAsked(query, found.kind)
      const { features, matched, next } = await itemsOf(call, found, ask)
      const url = `${baseOf(call)}/collections/${found.id}`
      const given = Object.entries(query as Record<string, string>).filter(([name]) => name !== 'f' && name !== 'after')
      const address = (more: Record<string, string>) => {
        const search = new URLSearchParams([...given, ...Object.entries(more)]).toString()
        return `${url}/items${search ? `?${search}` : ''}`
      }
      return send(call, doc.GEOJSON_TYPE, found.title, (isHtml) => ({
        type: 'FeatureCollection',
        ...(matched === null ? {} : { numberMatched: matched }),
        numberReturned: features.length,
        timeStamp: platform.clock().toISOString(),
        links: [
          ...doc.selves(address(ask.after ? { after: ask.after } : {}), doc.GEOJSON_TYPE, isHtml),
          ...(next
            ? [
                {
                  href: address({ after: next, f: isHtml ? 'html' : 'json' }),
                  rel: 'next',
                  type: isHtml ? doc.HTML_TYPE : doc.GEOJSON_TYPE,
                },
              ]
            : []),
          { href: url, rel: 'collection', type: doc.JSON_TYPE },
        ],
        features,
      }))
    },
  }),
  route({
    method: 'GET',
    path: '/ogc/collections/:collection/items/:feature',
    about: { zh: '一个 OGC 要素', en: 'A feature of a collection' },
    ...common,
    params: z.object({ collection: z.string(), feature: z.string() }),
    query: Form,
    replies: { 200: doc.GEOJSON_TYPE },
    async handle(call) {
      const { collection, feature: id } = call.params
      const found = await call.as((tx) => findCollection(tx, call.actor, collection))
      const one = { bbox: null, where: [], skip: 0, limit: 1, id }
      const feature =
        found.kind === 'outlets'
          ? await call.as((tx) => outletItem(tx, found.place, id))
          : (await layerItems(call, found.layer, one)).features[0]
      if (!feature) throw new Fault('not-there', { what: id })
      const url = `${baseOf(call)}/collections/${found.id}`
      return send(call, doc.GEOJSON_TYPE, found.title, (isHtml) => ({
        ...feature,
        links: [
          ...doc.selves(`${url}/items/${encodeURIComponent(id)}`, doc.GEOJSON_TYPE, isHtml),
          { href: url, rel: 'collection', type: doc.JSON_TYPE },
        ],
      }))
    },
  }),
] as const
