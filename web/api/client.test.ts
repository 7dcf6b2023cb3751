import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { test } from 'node:test'
import { addressOf, makeCall, Problem } from './client.ts'

interface Sent {
  readonly address: string
  readonly init: RequestInit & { headers: Record<string, string> }
}

/** A caller whose server gives these answers in turn, with what it was sent and how long was waited. */
function callerOf(...answers: (() => Response)[]) {
  const sent: Sent[] = []
  const waits: number[] = []
  const call = makeCall({
    fetch: async (address, init) => {
      sent.push({ address, init: init as Sent['init'] })
      return answers[Math.min(sent.length, answers.length) - 1]!()
    },
    lang: () => 'en',
    wait: async (ms, signal) => {
      signal?.throwIfAborted()
      waits.push(ms)
    },
  })
  return { call, sent, waits }
}
const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  () =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })
const problem = (status: number, said: object, headers: Record<string, string> = {}) =>
  json({ type: 'urn:yike:fault:x', status, ...said }, status, {
    'content-type': 'application/problem+json',
    ...headers,
  })

test('an address is filled in, and what is asked of it comes after', () => {
  assert.equal(
    addressOf('/api/plans/:id/versions/:version', { params: { id: 'a/b', version: 3 } }),
    '/api/plans/a%2Fb/versions/3',
  )
  assert.equal(
    addressOf('/api/x', { query: { q: '店 & 铺', limit: 5, after: null, state: undefined } }),
    '/api/x?q=%E5%BA%97+%26+%E9%93%BA&limit=5',
  )
  assert.throws(() => addressOf('/api/plans/:id', { params: {} }), /needs id/)
  assert.throws(() => addressOf('/api/plans/:id', { params: { id: '' } }), /needs id/)
})

test('a reading says the language, and comes back with its version', async () => {
  const { call, sent } = callerOf(json({ id: 'x' }, 200, { etag: '"4"' }))
  const { data, etag } = await call('GET /api/plans/:id', { params: { id: 'x' } })
  assert.deepEqual([data.id, etag], ['x', '"4"'])
  const [{ address, init }] = sent as [Sent]
  assert.deepEqual(
    [address, init.method, init.headers['accept-language'], init.body],
    ['/api/plans/x', 'GET', 'en', undefined],
  )
})

test('a change says which version was seen', async () => {
  const { call, sent } = callerOf(json({}))
  const body = { title: '方案', body: {} }
  await call('PUT /api/plans/:id', { params: { id: 'x' }, ifMatch: 4, body })
  await call('PUT /api/plans/:id', { params: { id: 'x' }, ifMatch: '"4"', body })
  assert.deepEqual(
    sent.map(({ init }) => init.headers['if-match']),
    ['"4"', '"4"'],
  )
  assert.deepEqual(JSON.parse(String(sent[0]!.init.body)), body)
})

test('nobody but the browser says who is calling', async () => {
  const { call, sent } = callerOf(json({}))
  await call('GET /api/plans/:id', { params: { id: 'x' } })
  const { init } = sent[0]!
  assert.equal(init.credentials, 'same-origin')
  assert.ok(!Object.keys(init.headers).some((name) => /authorization|cookie/i.test(name)))
})

test('a refusal is thrown whole, with what is there now', async () => {
  const { call } = callerOf(
    problem(412, {
      code: 'changed-meanwhile',
      title: 'Somebody else',
      values: {},
      request: 'r1',
      current: { title: 'theirs' },
      version: 5,
    }),
  )
  const refused = await call('PUT /api/plans/:id', {
    params: { id: 'x' },
    ifMatch: 4,
    body: { title: 'mine', body: {} },
  }).catch((e) => e)
  assert.ok(refused instanceof Problem)
  assert.deepEqual(
    [refused.status, refused.code, refused.title, refused.request, refused.version],
    [412, 'changed-meanwhile', 'Somebody else', 'r1', 5],
  )
  assert.deepEqual(refused.current, { title: 'theirs' })
})

test('a refusal that is no problem is one all the same', async () => {
  const html = () => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } })
  const broken = () =>
    new Response('{"title":', { status: 500, headers: { 'content-type': 'application/problem+json' } })
  for (const [answer, status] of [
    [html, 502],
    [broken, 500],
  ] as const) {
    const refused = await callerOf(answer)
      .call('GET /api/openapi.json')
      .catch((e) => e)
    assert.deepEqual(
      [refused.name, refused.status, refused.code, refused.message],
      ['Problem', status, '', `HTTP ${status}`],
    )
  }
})

test('while the server is away a reading is tried again, each time later, and no sooner than it says', async () => {
  const away = problem(503, { code: 'away', title: 'away' })
  const { call, sent, waits } = callerOf(
    away,
    problem(503, { code: 'away' }, { 'retry-after': '5' }),
    json({ id: 'x' }),
  )
  assert.equal((await call('GET /api/plans/:id', { params: { id: 'x' } })).data.id, 'x')
  assert.deepEqual([sent.length, waits], [3, [500, 5000]])
  const never = callerOf(away)
  await assert.rejects(never.call('GET /api/plans/:id', { params: { id: 'x' } }), { code: 'away' })
  assert.deepEqual(never.waits, [500, 1000, 2000])
})

test('a change is never sent twice', async () => {
  const { call, sent } = callerOf(problem(503, { code: 'away' }))
  await assert.rejects(call('POST /api/plans/:id/submit', { params: { id: 'x' }, ifMatch: 1 }), { code: 'away' })
  assert.equal(sent.length, 1)
})

test('what was given up is not tried again', async () => {
  const { call, sent } = callerOf(problem(503, { code: 'away' }))
  const ended = AbortSignal.abort()
  await assert.rejects(call('GET /api/openapi.json', { signal: ended }), { name: 'AbortError' })
  assert.deepEqual([sent.length, sent[0]!.init.signal], [1, ended])
})

test('bytes come as bytes, and nothing as nothing', async () => {
  const tile = { params: { id: 'x', layer: 'cells', z: 1, x: 0, y: 0 } }
  const bytes = callerOf(
    () => new Response(Uint8Array.of(1, 2), { headers: { 'content-type': 'application/vnd.mapbox-vector-tile' } }),
  )
  const { data } = await bytes.call('GET /api/runs/:id/tiles/:layer/:z/:x/:y', tile)
  assert.deepEqual([...new Uint8Array(data!)], [1, 2])
  const empty = callerOf(() => new Response(null, { status: 204 }))
  assert.equal((await empty.call('GET /api/runs/:id/tiles/:layer/:z/:x/:y', tile)).data, undefined)
})

test('nothing of the server is in the page: only types come from there', () => {
  const text = stripTypeScriptTypes(readFileSync(new URL('client.ts', import.meta.url), 'utf8'))
  assert.doesNotMatch(text, /\bimport\b|\brequire\b/)
})
