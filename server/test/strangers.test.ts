// Every route, tried by everybody who has no business there. The list is the server's own, so that a new route is tried as soon
// as it is there, and one that says too little about itself fails with a sentence.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InjectOptions } from 'fastify'
import { v7 } from 'uuid'
import { z } from 'zod'
import { ROLES } from '../account/roles.ts'
import type { Route } from '../http/route.ts'
import { routes } from '../routes.ts'
import { makeAccounts } from './accounts.ts'
import { MAKERS, makeExample, type Noun } from './examples.ts'
import { sampleOf } from './sample.ts'
import type { Caller } from './world.ts'

/** Routes that need no sign-in, each with the reason. */
const OPEN: Readonly<Record<string, string>> = {
  'GET /api/session': 'says in which ways one may sign in',
  'POST /api/session': 'this is the sign-in',
  'GET /api/invitation': 'who is invited has no account yet; the secret is the right',
  'POST /api/invitation': 'who is invited has no account yet; the secret is the right',
  'GET /api/oidc': 'this is the sign-in',
  'GET /api/oidc/back': 'this is the sign-in',
  'GET /health/live': 'says nothing but that it lives',
  'GET /health/ready': 'says nothing but whether it can work',
  'GET /metrics': 'has a token of its own, or is for this machine only',
  'GET /api/openapi.json': 'says what can be called, never what is kept',
}

/** Bodies that a schema alone does not lead to. */
const BODIES: Readonly<Record<string, object | (() => Promise<object>)>> = {
  'POST /api/offices/:office/invitations': { login: 'stranger', name: '来者', roles: ['administer'] },
  'POST /api/offices/:office/changes': {
    kind: 'found',
    happened: '2024-01-01',
    code: '980102009',
    name: '新',
    level: 'subdistrict',
  },
  'PATCH /api/accounts/:id': { name: '改' },
  'POST /api/offices/:office/verifications/from-run': async () => ({
    run: await makeExample(here.platform, 'run', at),
  }),
  'POST /api/accounts/:id/appointments': { role: 'administer', office: '980102' },
}

/** What stands in an address beside the office and the id. */
const PARAMS: Readonly<Record<string, string>> = {
  appointment: v7(),
  name: 'x',
  version: '1',
  collection: `outlets-980102`,
  feature: v7(),
  layer: 'areas',
  z: '0',
  x: '0',
  y: '0',
}

/** Where even those who may find nothing further: the example has none of it. */
const FURTHER = /\/(:appointment|:name|:layer|:z|:feature|photo|file|preview|circles)\b/

const here = await makeAccounts()
const at = here.offices['980102']
const key = (it: Route) => `${it.method} ${it.path}`
let caller = 0

/** The noun whose row `:id` names. */
function nounOf(it: Route): Noun | null {
  if (!it.path.includes('/:id')) return null
  const noun =
    'at' in it.rule && it.rule.at !== 'office' && it.rule.at !== 'somewhere'
      ? it.rule.at
      : /\/(\w+?)s\/:id/.exec(it.path)?.[1]
  assert.ok(
    noun !== undefined && Object.hasOwn(MAKERS, noun),
    `${key(it)} is about a ${noun}, of which server/test/examples.ts has no example: add a maker`,
  )
  return noun as Noun
}

async function requestFor(it: Route) {
  const noun = nounOf(it)
  const id = noun ? await makeExample(here.platform, noun, at) : ''
  const url = it.path.replace(/:(\w+)/g, (_, name: string) =>
    name === 'office' ? at.code : name === 'id' ? id : (PARAMS[name] ?? `:${name}`),
  )
  assert.doesNotMatch(
    url,
    /:/,
    `${key(it)} has a part in its address that server/test/strangers.test.ts gives no example of`,
  )
  const given = BODIES[key(it)]
  const body = typeof given === 'function' ? await given() : (given ?? (it.body ? sampleOf(it.body) : undefined))
  if (it.body)
    assert.ok(it.body.safeParse(body).success, `${key(it)} takes a body that cannot be made up: give one in BODIES`)
  const query = it.query ? sampleOf(it.query) : {}
  if (it.query) assert.ok(it.query.safeParse(query).success, `${key(it)} asks for a query that cannot be made up`)
  return {
    method: it.method,
    url,
    query: query as Record<string, string>,
    ...(body === undefined ? {} : { payload: body as object }),
  }
}

/** Calls as somebody from an address that nobody called from, with a cookie or with a token alone. */
const call = (who: Caller, way: 'by cookie' | 'by token', request: InjectOptions) =>
  (way === 'by token' ? who.byToken : who)({ ...request, remoteAddress: `10.0.${++caller >> 8}.${caller & 255}` })

/** All that is kept, but for when somebody or a token was last seen. */
async function everything(): Promise<Record<string, unknown>> {
  const tables =
    await here.sql(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
    and relname <> 'session' order by relname`)
  const all: Record<string, unknown> = {}
  for (const { name } of tables)
    all[name as string] = (
      await here.sql(`select md5(coalesce(string_agg((to_jsonb(t) - 'used_at')::text, '|' order by t::text), '')) as md5
        from "${name}" t`)
    )[0]!.md5
  return all
}

/** Who must be refused, by what makes them a stranger. */
async function strangersTo({ rule }: Route, noun: Noun | null): Promise<[string, Caller][]> {
  const elsewhere: [string, Caller][] = [
    ['of another district', await here.officer('980103')],
    ['of another province', await here.officer('970000')],
    ['of an office below, with every role there', await here.officer('980102001')],
  ]
  if ('who' in rule) return noun ? elsewhere : []
  const roles = rule.role === 'read' ? [] : ROLES.filter((r) => r !== rule.role)
  const others = await Promise.all(
    roles.map(async (r): Promise<[string, Caller]> => [`here, with the role ${r}`, await here.officer('980102', r)]),
  )
  if (rule.at === 'somewhere') return others
  // from below one sees what an office shows of itself; what was not shared is not there
  const below = rule.role === 'read' && rule.at === 'office' ? elsewhere.slice(0, 2) : elsewhere
  return [...below, ...others]
}

test('every route says who may call it, and those that are open to anybody say why', () => {
  for (const it of routes as readonly Route[]) {
    assert.ok(it.rule, `${key(it)} has no rule: say who may call it`)
    if ('who' in it.rule && it.rule.who === 'anybody')
      assert.ok(
        OPEN[key(it)],
        `${key(it)} is open to anybody: give the reason in server/test/strangers.test.ts, or a rule`,
      )
  }
})

for (const it of routes as readonly Route[]) {
  if (!it.rule || ('who' in it.rule && it.rule.who === 'anybody')) continue
  test(`strangers at ${key(it)}`, async () => {
    const request = await requestFor(it)
    const strangers = await strangersTo(it, nounOf(it))
    const before = await everything()
    for (const way of ['by cookie', 'by token'] as const) {
      const nobody = await call(here.nobody, way, request)
      assert.equal(nobody.statusCode, 401, `nobody was let in ${way}: ${nobody.body.slice(0, 200)}`)
      for (const [who, stranger] of strangers) {
        const { statusCode, body } = await call(stranger, way, request)
        const said = `somebody ${who} got ${statusCode} ${way}: ${body.slice(0, 200)}`
        assert.ok(statusCode === 403 || statusCode === 404, said)
      }
    }
    assert.deepEqual(await everything(), before, 'a refusal changed something')
  })
}

test('those whose business it is get past every rule: the examples are there to be found', async () => {
  for (const it of routes as readonly Route[]) {
    if ('who' in it.rule || Object.values(it.replies).includes('text/event-stream')) continue
    const friend = await here.officer('980102', it.rule.role)
    const { statusCode, body } = await friend(await requestFor(it))
    assert.ok(statusCode !== 401 && statusCode !== 403, `${key(it)} refused whose it is: ${body.slice(0, 200)}`)
    if (!FURTHER.test(it.path))
      assert.notEqual(statusCode, 404, `${key(it)} did not find its example: ${body.slice(0, 200)}`)
    const hasNoBytes = FURTHER.test(it.path) && body.includes('blob-missing')
    assert.ok(statusCode !== 500 || hasNoBytes, `${key(it)} failed: ${body.slice(0, 200)}`)
  }
})

test('no part of a collection of OGC is there for those who do not see what it is of', async () => {
  type Collections = { collections: { id: string }[] }
  const run = await makeExample(here.platform, 'run', at)
  const outlet = await makeExample(here.platform, 'outlet', at)
  const sha256 = (await here.platform.blobs.put(Buffer.from('not read by a stranger'))).sha256
  await here.sql(`insert into blob values ($1, 22) on conflict do nothing`, [sha256])
  for (const file of ['city.yike', 'circles.geojson'])
    await here.sql(`insert into run_file values ($1, $2::ltree, $3, $4, 22)`, [run, at.path, file, sha256])
  const friend = await here.officer('980102', 'read')
  const { collections } = (await friend({ url: '/ogc/collections' })).json() as Collections
  const own = collections.map((it) => it.id)
  for (const id of ['outlets-980102', `areas-${run}`, `circles-${run}`]) assert.ok(own.includes(id), `${id} in ${own}`)
  assert.equal((await friend({ url: `/ogc/collections/outlets-980102/items/${outlet}` })).statusCode, 200)
  const about = (routes as readonly Route[]).filter((it) => it.path.startsWith('/ogc/') && it.path.includes(':'))
  assert.ok(about.length >= 3)
  for (const [who, stranger] of await strangersTo(about[0]!, 'run'))
    for (const way of ['by cookie', 'by token'] as const) {
      const listed = (await call(stranger, way, { url: '/ogc/collections' })).json() as Collections
      for (const id of own) {
        assert.ok(!listed.collections.some((it) => it.id === id), `somebody ${who} was shown ${id} ${way}`)
        for (const it of about) {
          const url = it.path.replace(':collection', id).replace(':feature', outlet)
          assert.equal((await call(stranger, way, { url })).statusCode, 404, `${url}: somebody ${who}, ${way}`)
        }
      }
    }
})

test('a schema is made up for', () => {
  const schema = z.strictObject({
    a: z.string().min(3),
    n: z.int().min(5),
    e: z.enum(['x', 'y']),
    l: z.array(z.uuid()).min(2),
  })
  assert.ok(schema.safeParse(sampleOf(schema)).success)
})
