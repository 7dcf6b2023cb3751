// What holds of every route there is, tried on all of them: a new one is tried as soon as it stands in routes.ts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { z } from 'zod'
import { theSystem } from '../account/actor.ts'
import { as } from '../db/context.ts'
import { routes } from '../routes.ts'
import { MAKERS, PARTS } from '../test/examples.ts'
import { type Caller, makeWorld } from '../test/world.ts'
import { keyIn } from './pages.ts'
import { asksForVersion, OWNED, type Owned, type Route, route } from './route.ts'

const OFFICE = '980102001'

/** Routes that only these tests have. */
const extra = [
  route({
    method: 'PATCH',
    path: '/api/tried/:id',
    about: { zh: '试', en: 'Tried' },
    rule: { role: 'edit', at: 'plan' },
    params: z.object({ id: z.string() }),
    body: z.object({ title: z.string().max(10).optional() }),
    replies: { 200: z.object({ ok: z.literal(true) }) },
    handle: async () => ({ ok: true as const }),
  }),
  route({
    method: 'GET',
    path: '/api/tried/seldom',
    about: { zh: '试', en: 'Tried' },
    rule: { who: 'anybody' },
    replies: { 200: z.object({}) },
    perMinute: 2,
    handle: async () => ({}),
  }),
  route({
    method: 'GET',
    path: '/api/tried/broken',
    about: { zh: '试', en: 'Tried' },
    rule: { who: 'anybody' },
    replies: { 200: z.object({}) },
    handle: async () => {
      throw new Error('select secret from account at /srv/yike/server/x.ts:1:1')
    },
  }),
]
const every: readonly Route[] = [...routes, ...extra]

const world = await makeWorld(extra)
test.after(() => world.end())
const all = await world.officer('000000')
const at = { office: world.offices[OFFICE].id, path: world.offices[OFFICE].path }
const seeded = () =>
  as(world.platform.db, theSystem('system'), async (tx) => {
    const made: [string, string][] = []
    for (const noun of OWNED) made.push([noun, await MAKERS[noun](tx, at)])
    return Object.fromEntries(made) as Record<Owned, string>
  })
const ids = await seeded()
/** More of everything, also of what belongs to the rows that addresses name. */
const grown = async () => {
  await seeded()
  await as(world.platform.db, theSystem('system'), async (tx) => {
    for (const noun of OWNED) await PARTS[noun]?.(tx, at, ids[noun])
  })
}

/** The noun whose row the `:id` of a route names. */
const nounOf = ({ rule }: Route): Owned | null =>
  'at' in rule && (OWNED as readonly string[]).includes(rule.at) ? (rule.at as Owned) : null

/** The address of a route with everything named in it there, or (`junk`) nothing. */
function addressOf(it: Route, junk?: string): string {
  const noun = nounOf(it)
  return it.path.replace(/:(\w+)/g, (_, name: string) =>
    junk ? encodeURIComponent(junk) : name === 'office' ? OFFICE : name === 'id' && noun ? ids[noun] : '0',
  )
}

/** What no answer may tell: where our files are, how we ask the database. */
const INSIDE =
  /node_modules|\/server\/|\.ts:\d|\bat async\b|\bselect\b.+\bfrom\b|\binsert into\b|relation "|violates|syntax error at/i

function expectProblem(answer: LightMyRequestResponse, what: string, ...statuses: number[]): void {
  assert.ok(
    statuses.length ? statuses.includes(answer.statusCode) : answer.statusCode >= 400,
    `${what}: ${answer.statusCode} ${answer.body.slice(0, 300)}`,
  )
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/, what)
  const problem = answer.json()
  assert.equal(problem.status, answer.statusCode, what)
  assert.equal(problem.type, `urn:yike:fault:${problem.code}`, what)
  assert.ok(problem.title.length >= 4 && problem.request, what)
  assert.doesNotMatch(answer.body, INSIDE, what)
}

const named = (it: Route) => `${it.method} ${it.path}`
const isOpen = ({ rule }: Route) => 'who' in rule && rule.who === 'anybody'
const headersOf = (it: Route) => (asksForVersion(it) ? { 'if-match': '"1"' } : {})
/** Routes whose body is JSON of known fields. */
const withFields = every.filter(
  (it) =>
    it.body &&
    JSON.stringify(z.toJSONSchema(it.body, { unrepresentable: 'any', io: 'input' })).includes('"properties"'),
)

/** Events go on as long as somebody listens. */
const isStream = ({ replies }: Route) => replies[200] === 'text/event-stream'

const isList = ({ replies }: Route): boolean => {
  const good = replies[200]
  return good instanceof z.ZodObject && 'items' in good.shape && 'next' in good.shape
}
const lists = every.filter(isList)

test('there are routes, and each is there once', () => {
  assert.ok(routes.length > 15)
  assert.equal(new Set(every.map(named)).size, every.length)
})

test('every list can be asked for so many, after so many', () => {
  assert.ok(lists.length > 0)
  for (const it of lists) {
    assert.equal(it.method, 'GET', named(it))
    const shape = it.query instanceof z.ZodObject ? it.query.shape : {}
    for (const name of ['limit', 'after']) assert.ok(name in shape, `${named(it)} lacks ${name}`)
  }
})

for (const it of lists)
  test(`${named(it)}: rows that come while one reads on appear in no page twice, and none is lost`, async () => {
    for (let i = 0; i < 3; i++) await grown()
    const read = async (more: string) => {
      const answer = await all({ url: `${addressOf(it)}?${more}` })
      assert.equal(answer.statusCode, 200, answer.body)
      return answer.json() as { items: object[]; next: string | null }
    }
    const before = (await read('limit=500')).items.map(keyOf)
    const seen: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const limit: number = seen.length < 20 ? 2 : 500
      const { items, next }: { items: object[]; next: string | null } = await read(
        `limit=${limit}${after ? `&after=${encodeURIComponent(after)}` : ''}`,
      )
      assert.ok(items.length <= limit)
      seen.push(...items.map(keyOf))
      assert.ok(seen.length < 10_000)
      if (next && seen.length < 20) await grown()
      after = next
    }
    assert.equal(new Set(seen).size, seen.length)
    for (const key of before) assert.ok(seen.includes(key))
  })
const keyOf = (item: object): string => String('id' in item ? item.id : JSON.stringify(item))

test('a cursor that is none is refused, and one that is forged finds nothing it should not', async () => {
  const cursor = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url')
  for (const it of lists) {
    const ask = (after: string) => all({ url: `${addressOf(it)}?after=${after}` })
    for (const after of ['x', cursor({}), cursor([{}]), cursor([1, 2, 3, 4, 5, 6, 7, 8, 9]), cursor(null)])
      expectProblem(await ask(after), `${named(it)} ${after}`, 400)
    const forged = await ask(cursor(["' or 1=1 --"]))
    if (forged.statusCode !== 200) expectProblem(forged, `${named(it)} forged`, 400)
    else {
      const whole = (await all({ url: `${addressOf(it)}?limit=500` })).json().items.map(keyOf)
      for (const row of forged.json().items) assert.ok(whole.includes(keyOf(row)), `${named(it)} forged`)
    }
  }
  assert.deepEqual(keyIn(cursor(['a', 1]), 2), ['a', 1])
})

test('whoever is not signed in is told so, wherever one must be', async () => {
  for (const it of every.filter((it) => !isOpen(it))) {
    const answer = await world.nobody({ method: it.method, url: addressOf(it) })
    expectProblem(answer, named(it), 401)
    assert.ok(answer.headers['www-authenticate'], named(it))
  }
})

test('names of nothing and of the impossible end in a sentence', async () => {
  for (const it of every.filter((it) => it.path.includes(':')))
    for (const junk of [
      'x',
      "' or 1=1 --",
      '../../etc/passwd',
      '\u0000',
      '01900000-0000-7000-8000-000000000000',
      '9'.repeat(150),
    ]) {
      const answer = await all({
        method: it.method,
        url: addressOf(it, junk),
        headers: headersOf(it),
        ...(it.body ? { payload: {} } : {}),
      })
      expectProblem(answer, `${named(it)} ${JSON.stringify(junk)}`, 400, 403, 404, 415, 422)
    }
})

test('a PUT or PATCH of what has versions asks which of them was seen', async () => {
  for (const it of every.filter((it) => (it.method === 'PUT' || it.method === 'PATCH') && nounOf(it)))
    assert.ok(asksForVersion(it) || it.versioned === false, named(it))
  expectProblem(await all({ method: 'PATCH', url: `/api/tried/${ids.plan}`, payload: {} }), 'tried', 428)
  expectProblem(
    await (await world.officer('970000'))({ method: 'PATCH', url: `/api/tried/${ids.plan}`, payload: {} }),
    'a stranger',
    404,
  )
  const seen = await all({
    method: 'PATCH',
    url: `/api/tried/${ids.plan}`,
    payload: {},
    headers: { 'if-match': '"1"' },
  })
  assert.equal(seen.statusCode, 200)
})

test('a body that is no JSON, or of another type, is refused', async () => {
  assert.ok(withFields.length > 0)
  for (const it of withFields) {
    const ask = (type: string, payload: string) =>
      all({ method: it.method, url: addressOf(it), headers: { ...headersOf(it), 'content-type': type }, payload })
    expectProblem(await ask('application/json', '{"a":'), named(it), 400)
    expectProblem(await ask('application/json', '{"__proto__":{"x":1}}'), named(it), 400)
    expectProblem(await ask('text/xml', '<a/>'), named(it), 400, 415)
  }
})

test('a field that a route does not know is refused, in bodies and in addresses', async () => {
  for (const it of withFields) {
    const answer = await all({
      method: it.method,
      url: addressOf(it),
      headers: headersOf(it),
      payload: { misspelt: 1 },
    })
    expectProblem(answer, named(it), 400)
  }
  for (const it of every.filter((it) => it.query instanceof z.ZodObject && !it.query.def.catchall))
    expectProblem(await all({ method: it.method, url: `${addressOf(it)}?misspelt=1` }), named(it), 400, 415)
  for (const it of lists) assert.equal((await all({ url: `${addressOf(it)}?lang=en` })).statusCode, 200, named(it))
})

test('a body over its limit is refused', async () => {
  for (const it of withFields.filter((it) => (it.bodyBytes ?? 1_000_000) <= 20_000_000)) {
    const payload = `{"title":"${'长'.repeat((it.bodyBytes ?? 1_000_000) / 3)}"}`
    const answer = await all({
      method: it.method,
      url: addressOf(it),
      headers: { ...headersOf(it), 'content-type': 'application/json' },
      payload,
    })
    expectProblem(answer, named(it), 413)
  }
})

test('an address that is none is 404, whoever asks, in the language asked for', async () => {
  for (const caller of [world.nobody, all] as Caller[])
    for (const url of ['/api/nothing', '/api/plans/1/2/3/4', '/ogc/nothing/at/all', '/api'])
      expectProblem(await caller({ url }), url, 404)
  const title = async (lang: string) =>
    (await all({ url: '/api/nothing', headers: { 'accept-language': lang } })).json().title
  assert.match(await title('zh-CN'), /没有/)
  assert.match(await title('en-GB'), /There is no/)
})

test('what is asked too often is refused for a while, with when to come again', async () => {
  const ask = () => world.nobody({ url: '/api/tried/seldom' })
  assert.deepEqual([(await ask()).statusCode, (await ask()).statusCode], [200, 200])
  const refused = await ask()
  expectProblem(refused, 'third', 429)
  assert.ok(Number(refused.headers['retry-after']) > 0)
})

test('a mistake of ours tells its number and nothing of what is inside', async () => {
  const answer = await world.nobody({ url: '/api/tried/broken' })
  expectProblem(answer, 'broken', 500)
  assert.doesNotMatch(answer.body, /secret|account/)
})

test('no answer may be kept by anybody but its caller unless it says how long', async () => {
  for (const it of every.filter((it) => it.method === 'GET' && !it.hidden && !isStream(it))) {
    const answer = await all({ url: addressOf(it) })
    assert.ok(answer.headers['cache-control'], named(it))
    if (!isOpen(it)) assert.match(String(answer.headers['cache-control']), /^private|^no-store/, named(it))
  }
})
