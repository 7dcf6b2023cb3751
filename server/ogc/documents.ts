// The documents of OGC API – Features, Part 1 (OGC 17-069r4): landing page, conformance, API definition, collections.

import { MOST } from './ask.ts'
import { type Collection, FILTERS } from './collections.ts'

/** Longitude, latitude: the only reference system here. */
export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
const GREGORIAN = 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian'
const SPEC = 'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf'
export const JSON_TYPE = 'application/json'
export const GEOJSON_TYPE = 'application/geo+json'
export const API_TYPE = 'application/vnd.oai.openapi+json;version=3.0'
export const HTML_TYPE = 'text/html'

/** A link of a document. */
export interface Link {
  readonly href: string
  readonly rel: string
  readonly type: string
  readonly title?: string
}

/** A document's links to itself: in the form that was asked for, and in the other. */
export function selves(href: string, type: string, isHtml: boolean): Link[] {
  const as = (f: string) => `${href}${href.includes('?') ? '&' : '?'}f=${f}`
  return [
    { href: as('json'), rel: isHtml ? 'alternate' : 'self', type },
    { href: as('html'), rel: isHtml ? 'self' : 'alternate', type: HTML_TYPE },
  ]
}

export const landing = (base: string, isHtml: boolean) => ({
  title: '一刻 · yike',
  description: '城市一刻钟便民生活圈：网点台账、区域覆盖、生活圈 · outlets, areas and circles of fifteen-minute cities',
  links: [
    ...selves(base, JSON_TYPE, isHtml),
    { href: `${base}/api`, rel: 'service-desc', type: API_TYPE, title: 'API definition' },
    { href: `${base}/api?f=html`, rel: 'service-doc', type: HTML_TYPE, title: 'API documentation' },
    { href: `${base}/conformance`, rel: 'conformance', type: JSON_TYPE, title: 'Conformance' },
    { href: `${base}/collections`, rel: 'data', type: JSON_TYPE, title: 'Collections' },
  ],
})

export const conformance = { conformsTo: ['core', 'geojson', 'html', 'oas30'].map((name) => `${SPEC}/${name}`) }

/** Where and when the features of a collection are. */
export interface Extent {
  readonly box: readonly [number, number, number, number] | null
  readonly from: string | null
  readonly to: string | null
}

/** A collection; its extent where it was looked for. */
export function collection(
  base: string,
  { id, kind, title, description }: Collection,
  extent: Extent | null,
  isHtml: boolean,
) {
  const url = `${base}/collections/${id}`
  const time = (day: string | null) => (day === null ? null : `${day}T00:00:00Z`)
  const spatial = extent?.box && { bbox: [extent.box], crs: CRS84 }
  const temporal =
    extent && (extent.from || extent.to) ? { interval: [[time(extent.from), time(extent.to)]], trs: GREGORIAN } : null
  return {
    id,
    title,
    description,
    itemType: 'feature',
    crs: [CRS84],
    ...(spatial || temporal ? { extent: { ...(spatial ? { spatial } : {}), ...(temporal ? { temporal } : {}) } } : {}),
    links: [
      ...selves(url, JSON_TYPE, isHtml),
      { href: `${url}/items`, rel: 'items', type: GEOJSON_TYPE, title },
      { href: `${url}/items?f=html`, rel: 'items', type: HTML_TYPE, title },
    ],
    filters: FILTERS[kind],
  }
}

const parameter = (name: string, where: string, schema: object, description: string, more: object = {}) => ({
  name,
  in: where,
  required: where === 'path',
  schema,
  description,
  ...more,
})
const text = { type: 'string' }
const LIST = { style: 'form', explode: false }

/** The API in OpenAPI 3.0, as the standard's class `oas30` wants it. */
export function definition(base: string) {
  const replies = (type: string) => ({
    200: { description: 'OK', content: { [type]: { schema: { type: 'object' } }, [HTML_TYPE]: { schema: text } } },
    default: {
      description: 'Refused',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  })
  const format = parameter('f', 'query', { type: 'string', enum: ['json', 'html'] }, 'Form of the answer')
  const id = parameter('collectionId', 'path', text, 'Id of a collection')
  const get = (operationId: string, summary: string, parameters: readonly object[], type = JSON_TYPE) => ({
    get: { operationId, summary, tags: ['features'], parameters: [...parameters, format], responses: replies(type) },
  })
  const bbox = { type: 'array', items: { type: 'number' }, oneOf: [4, 6].map((n) => ({ minItems: n, maxItems: n })) }
  const limit = { type: 'integer', minimum: 1, maximum: MOST, default: 100 }
  const filters = [...new Set(Object.values(FILTERS).flat())].map((name) =>
    parameter(name, 'query', text, 'Only features with this very value'),
  )
  return {
    openapi: '3.0.3',
    info: { title: '一刻 · OGC API – Features', version: '1' },
    servers: [{ url: base }],
    security: [{ password: [] }, { token: [] }, { session: [] }],
    paths: {
      '/': get('landing', 'Landing page', []),
      '/conformance': get('conformance', 'Conformance classes', []),
      '/api': get('definition', 'This definition', [], API_TYPE),
      '/collections': get('collections', 'Collections', []),
      '/collections/{collectionId}': get('collection', 'A collection', [id]),
      '/collections/{collectionId}/items': get(
        'items',
        'Features of a collection',
        [
          id,
          parameter('limit', 'query', limit, 'Features of a page', { ...LIST }),
          parameter('bbox', 'query', bbox, 'West, south, east, north', { ...LIST }),
          parameter('datetime', 'query', text, 'A time, or a span; of outlets: the day of their last confirmation', {
            ...LIST,
          }),
          parameter('after', 'query', text, 'From the link `next`'),
          ...filters,
        ],
        GEOJSON_TYPE,
      ),
      '/collections/{collectionId}/items/{featureId}': get(
        'item',
        'A feature',
        [id, parameter('featureId', 'path', text, 'Id of a feature')],
        GEOJSON_TYPE,
      ),
    },
    components: {
      securitySchemes: {
        password: { type: 'http', scheme: 'basic', description: 'Any name, a token as password' },
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'yike' },
      },
      schemas: { Problem: { type: 'object', properties: { title: text, status: { type: 'integer' }, code: text } } },
    },
  }
}
