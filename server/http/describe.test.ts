import assert from 'node:assert/strict'
import { test } from 'node:test'
import { routes } from '../routes.ts'
import { makeWorld } from '../test/world.ts'
import { asksForVersion, type Route } from './route.ts'

const world = await makeWorld()
test.after(() => world.end())

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly tags: string[]
  readonly security: Record<string, []>[]
  readonly parameters?: { name: string; in: string; required?: boolean; schema: object }[]
  readonly requestBody?: { content: object }
  readonly responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
}
const answer = await world.nobody({ url: '/api/openapi.json' })
const api = answer.json() as {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> }
}
const shown = (routes as readonly Route[]).filter((it) => !it.hidden)
const operationOf = ({ method, path }: Route) => api.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]

test('every route that is not hidden is described in OpenAPI 3.1, and nothing else', () => {
  assert.match(api.openapi, /^3\.1\./)
  for (const it of shown) assert.ok(operationOf(it), `${it.method} ${it.path}`)
  const described = Object.values(api.paths).flatMap((path) => Object.keys(path))
  assert.equal(described.length, shown.length)
})

test('each says in Chinese and in English what it is for, and has a name of its own', () => {
  for (const it of shown) {
    const { summary, description } = operationOf(it)!
    assert.match(summary, /\p{Script=Han}/u, it.path)
    assert.match(description, /^[A-Z]/, it.path)
  }
  const names = shown.map((it) => operationOf(it)!.operationId)
  assert.equal(new Set(names).size, names.length)
})

test('each says who may call it, by schemes that are there', () => {
  for (const it of shown) {
    const { security } = operationOf(it)!
    const open = 'who' in it.rule && it.rule.who === 'anybody'
    assert.equal(security.length === 0, open, it.path)
    for (const scheme of security.flatMap((s) => Object.keys(s))) assert.ok(scheme in api.components.securitySchemes)
    // a token as a password only reads
    assert.equal(
      security.some((s) => 'password' in s),
      !open && it.method === 'GET',
      it.path,
    )
  }
})

test('each names its answers, and refuses with a problem', () => {
  for (const it of shown) {
    const { responses } = operationOf(it)!
    for (const status of Object.keys(it.replies)) assert.ok(responses[status], `${it.path} ${status}`)
    for (const refusal of ['4XX', '5XX'])
      assert.ok(responses[refusal]?.content?.['application/problem+json'], `${it.path} ${refusal}`)
  }
  assert.ok('Problem' in api.components.schemas)
})

test('each names what its address holds, what it takes, and If-Match where it is asked for', () => {
  for (const it of shown) {
    const { parameters = [], requestBody } = operationOf(it)!
    const inPath = parameters.filter((p) => p.in === 'path').map((p) => p.name)
    assert.deepEqual(inPath.sort(), [...it.path.matchAll(/:(\w+)/g)].map((m) => m[1]!).sort(), it.path)
    assert.equal(Boolean(it.body), Boolean(requestBody), it.path)
    assert.equal(
      parameters.some((p) => p.in === 'header' && p.name === 'if-match'),
      asksForVersion(it),
      it.path,
    )
  }
})

test('every reference leads somewhere', () => {
  const refs: string[] = []
  JSON.stringify(api, (key, value) => {
    if (key === '$ref') refs.push(value)
    return value
  })
  assert.ok(refs.length > 0)
  for (const ref of refs) {
    assert.ok(ref.startsWith('#/'), ref)
    const found = ref
      .slice(2)
      .split('/')
      .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], api)
    assert.ok(found, ref)
  }
})

test('the page to read it on takes scripts from here alone, and shows no others', async () => {
  const page = await world.nobody({ url: '/api/docs/' })
  assert.equal(page.statusCode, 200)
  const policy = String(page.headers['content-security-policy'])
  assert.match(policy, /script-src 'self';/)
  assert.doesNotMatch(policy, /unsafe-eval|https?:/)
  assert.doesNotMatch(page.body, /<script(?![^>]*\bsrc="\.\/static\/)/)
  for (const [, src] of page.body.matchAll(/(?:src|href)="\.\/([^"]+)"/g))
    assert.equal((await world.nobody({ url: `/api/docs/${src}` })).statusCode, 200, src)
})
