// The API described: OpenAPI 3.1 as the routes make it, and a page to read it on. Both say what can be called, never what is kept.
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { Name } from '@yike/core/base/name.ts'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { asksForVersion, type Route, route } from './route.ts'

/** What every refusal says (RFC 9457, application/problem+json). */
export const Problem = z
  .object({
    type: z.string().meta({ description: 'urn:yike:fault: and the code' }),
    title: z.string().meta({ description: 'A sentence for a person, in the language asked for, saying what to do' }),
    status: z.int(),
    code: z.string().meta({ description: 'The kind of fault' }),
    values: z.record(z.string(), z.unknown()).meta({ description: 'What the sentence is about' }),
    request: z.string().meta({ description: 'Number of the request, for an administrator to find it by' }),
    current: z.unknown().optional().meta({ description: 'With 412: what is there now' }),
    version: z.int().optional().meta({ description: 'With 412: its version, for If-Match' }),
  })
  .meta({ id: 'Problem' })

const refusal = { description: 'Refused', content: { 'application/problem+json': { schema: Problem } } }
const failure = { description: 'Not now', content: { 'application/problem+json': { schema: Problem } } }

/** What the API is about, in order; a route belongs to the last of these in its address. */
const TAGS = {
  session: { zh: '登录', en: 'signing in and out' },
  me: { zh: '本人', en: 'who is signed in' },
  accounts: { zh: '账号', en: 'people and what they may do' },
  offices: { zh: '机构', en: 'the tree of government' },
  uploads: { zh: '上传', en: 'files that come in' },
  outlets: { zh: '台账', en: 'the ledger of outlets' },
  duplicates: { zh: '查重', en: 'the same outlet twice' },
  verifications: { zh: '核查', en: 'what to see on the spot' },
  layers: { zh: '底数', en: 'streets, areas and residents in versions' },
  runs: { zh: '测算', en: 'computations and what they found' },
  maps: { zh: '图层', en: 'layers as GeoJSON' },
  tiles: { zh: '瓦片', en: 'layers as vector tiles' },
  plans: { zh: '方案', en: 'plans of circles' },
  audit: { zh: '日志', en: 'the trail of every change' },
  ogc: { zh: 'OGC', en: 'OGC API – Features, for QGIS and other programs' },
  api: { zh: '接口', en: 'all else' },
} as const satisfies Record<string, Name>

/** The tag of an address. */
const tagOf = (path: string): string => path.split('/').findLast((part) => part in TAGS) ?? 'api'

const IF_MATCH = z.looseObject({
  'if-match': z
    .string()
    .optional()
    .meta({ description: 'The ETag of the version you saw; without it 428, with an older one 412' }),
})

/** What OpenAPI says of a route beside its parts: who may call it, how it refuses. */
export function describe(it: Route): object {
  const isOpen = 'who' in it.rule && it.rule.who === 'anybody'
  const who = 'who' in it.rule ? it.rule.who : `${it.rule.role} · ${it.rule.at}`
  return {
    summary: it.about.zh,
    description: `${it.about.en}.\n\n*${who}*`,
    operationId: `${it.method.toLowerCase()}${it.path.replace(/[/:.-]+(\w)/g, (_, c: string) => c.toUpperCase())}`,
    tags: [tagOf(it.path)],
    hide: it.hidden ?? false,
    ...(asksForVersion(it) ? { headers: IF_MATCH } : {}),
    security: isOpen ? [] : [{ session: [] }, { token: [] }, ...(it.method === 'GET' ? [{ password: [] }] : [])],
  }
}

/** The replies of a route as its server and its description need them. */
export function repliesOf({ replies }: Route): Record<string, unknown> {
  const own = Object.entries(replies).map(([status, part]) => [
    status,
    typeof part === 'string' ? { description: part, content: { [part]: { schema: z.any() } } } : part,
  ])
  return { ...Object.fromEntries(own), '4xx': refusal, '5xx': failure }
}

/** Registers the description; before the routes. */
export async function describeRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '一刻 · yike',
        version: '1',
        description:
          '城市一刻钟便民生活圈：台账、测算、划圈、方案。出错时返回 application/problem+json，`title` 是一句说明该怎么办的话；' +
          '列表用 `limit` 与 `after` 翻页；修改须带 `If-Match`。\n\n' +
          'Fifteen-minute life circles: ledger, runs, circles, plans. Refusals are application/problem+json whose `title` says what ' +
          'to do, lists come in pages (`limit`, `after`), and changes ask for `If-Match`. Languages: `?lang=zh|en` or Accept-Language.',
      },
      tags: Object.entries(TAGS).map(([name, { zh, en }]) => ({ name, description: `${zh} · ${en}` })),
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'yike' },
          token: { type: 'http', scheme: 'bearer' },
          password: { type: 'http', scheme: 'basic', description: 'Any name, a token as password; reads only' },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
}

/** The page's files lie beside it; its own parts that set colours by themselves need `unsafe-inline` for styles only. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The page at /api/docs; after the routes. */
export async function showRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: PAGE_POLICY,
    theme: { title: '一刻 API', css: [{ filename: 'yike.css', content: '.swagger-ui .topbar{display:none}' }] },
    uiConfig: { docExpansion: 'none', deepLinking: true, tryItOutEnabled: false },
  })
}

export const describeRoute = [
  route({
    method: 'GET',
    path: '/api/openapi.json',
    about: { zh: '接口说明（OpenAPI 3.1）', en: 'This description, as OpenAPI 3.1' },
    rule: { who: 'anybody' },
    replies: { 200: z.unknown() },
    transaction: 'own',
    async handle({ request, reply }) {
      reply.header('cache-control', 'no-cache')
      return request.server.swagger()
    },
  }),
] as const
