import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NO_EDITS } from '@yike/core/plan/edits.ts'
import fc from 'fast-check'
import type { Caller } from '../test/world.ts'
import { makeWorld } from '../test/world.ts'
import { readPlanBody } from './body.ts'

const world = await makeWorld()
test.after(() => world.end())

const OFFICE = '980102001'
const body = (title = '东一街道方案') => ({
  settings: { title, years: 2, start: 2027, budget: null },
  edits: NO_EDITS,
  plan: null,
})
const LOCKED = { ...body(), edits: { ...NO_EDITS, locks: { c001: 2 } } }

async function begin(as: Caller, more: object = {}) {
  const made = await as({
    method: 'POST',
    url: `/api/offices/${OFFICE}/plans`,
    payload: { title: '方案', body: body(), ...more },
  })
  assert.equal(made.statusCode, 201, made.body)
  const { id } = made.json() as { id: string }
  return { id, url: `/api/plans/${id}`, etag: made.headers.etag as string }
}
const save = (as: Caller, url: string, etag: string | null, title: string, its: object = body()) =>
  as({ method: 'PUT', url, headers: etag ? { 'if-match': etag } : {}, payload: { title, body: its } })
const step = (as: Caller, url: string, name: string, etag: string, note?: string) =>
  as({ method: 'POST', url: `${url}/${name}`, headers: { 'if-match': etag }, ...(note ? { payload: { note } } : {}) })

test('of two officers who edit one plan, the second is shown what the first did, and can settle it', async () => {
  const [first, second] = [await world.officer(OFFICE, 'edit'), await world.officer('980102', 'edit')]
  const { url, etag } = await begin(first)
  const seen = await second({ url })
  assert.equal(seen.headers.etag, etag)
  const saved = await save(first, url, etag, '先存的')
  assert.equal(saved.statusCode, 200)
  const refused = await save(second, url, etag, '后存的', LOCKED)
  assert.equal(refused.statusCode, 412)
  assert.match(String(refused.headers['content-type']), /^application\/problem\+json/)
  const { code, current, version } = refused.json()
  assert.deepEqual([code, current.title, version], ['changed-meanwhile', '先存的', 2])
  assert.deepEqual(current.body, body())
  assert.equal((await first({ url })).json().title, '先存的') // nothing of the second was kept
  const settled = await save(second, url, `"${version}"`, '合并的', LOCKED)
  assert.equal(settled.statusCode, 200)
  assert.deepEqual(settled.json().body.edits.locks, { c001: 2 })
})

test('when both save in the same moment, exactly one is kept', async () => {
  const officers = await Promise.all(
    [OFFICE, '980102', '980100', '980000'].map((code) => world.officer(code as '980102', 'edit')),
  )
  const { url, etag } = await begin(officers[0]!)
  const answers = await Promise.all(officers.map((as, i) => save(as, url, etag, `第${i}人`)))
  assert.deepEqual(answers.map((a) => a.statusCode).sort(), [200, 412, 412, 412])
  const kept = answers.find((a) => a.statusCode === 200)!.json().title
  for (const refused of answers.filter((a) => a.statusCode === 412)) assert.equal(refused.json().current.title, kept)
})

test('who does not say which version they saw changes nothing', async () => {
  const as = await world.officer(OFFICE, 'edit')
  const { url } = await begin(as)
  assert.equal((await save(as, url, null, '没看就改')).statusCode, 428)
  assert.equal((await as({ url })).json().version, 1)
})

test('what a caller holds already is not sent again', async () => {
  const as = await world.officer(OFFICE, 'edit')
  const { url, etag } = await begin(as)
  const again = await as({ url, headers: { 'if-none-match': etag } })
  assert.deepEqual([again.statusCode, again.body, again.headers.etag], [304, '', etag])
  await save(as, url, etag, '改过')
  assert.equal((await as({ url, headers: { 'if-none-match': etag } })).statusCode, 200)
})

test('every version stays, with who, when, state and note', async () => {
  const as = await world.officer(OFFICE, 'edit', 'submit')
  const reviewer = await world.officer('980102', 'review')
  const { url, etag } = await begin(as)
  await save(as, url, etag, '二稿', LOCKED)
  assert.equal((await step(as, url, 'submit', '"2"')).statusCode, 200)
  assert.equal((await step(reviewer, url, 'return', '"3"', '请补便利店')).statusCode, 200)
  const page = await as({ url: `${url}/versions?limit=3` })
  const { items, next } = page.json()
  const told = items.map((v: { version: number; state: string; note: string; by: { account: string } }) => [
    v.version,
    v.state,
    v.note,
    v.by.account,
  ])
  assert.deepEqual(told, [
    [4, 'returned', '请补便利店', reviewer.account],
    [3, 'submitted', null, as.account],
    [2, 'draft', null, as.account],
  ])
  const rest = (await as({ url: `${url}/versions?limit=3&after=${next}` })).json()
  assert.deepEqual([rest.items.length, rest.items[0].version, rest.next], [1, 1, null])
  assert.deepEqual((await as({ url: `${url}/versions/1` })).json().body.edits.locks, {})
  assert.deepEqual((await as({ url: `${url}/versions/2` })).json().body.edits.locks, { c001: 2 })
})

test('a plan goes draft, submitted, returned, submitted, approved, published, each step by its right', async () => {
  const writer = await world.officer(OFFICE, 'edit')
  const submitter = await world.officer(OFFICE, 'submit')
  const reviewer = await world.officer('980102', 'review')
  const publisher = await world.officer('980100', 'publish')
  const { url } = await begin(writer)
  const way = [
    [submitter, 'submit', 'submitted'],
    [reviewer, 'return', 'returned'],
    [submitter, 'submit', 'submitted'],
    [reviewer, 'approve', 'approved'],
    [publisher, 'publish', 'published'],
  ] as const
  for (const [i, [as, name, state]] of way.entries()) {
    for (const other of [writer, submitter, reviewer, publisher].filter((o) => o !== as)) {
      const refused = await step(other, url, name, `"${i + 1}"`)
      assert.equal(refused.statusCode, 403, `${name} by another`)
    }
    const done = await step(as, url, name, `"${i + 1}"`)
    assert.deepEqual([done.statusCode, done.json().state], [200, state])
  }
  assert.equal((await save(writer, url, '"6"', '发布后再改')).statusCode, 409)
})

test('a step that does not lead on from where the plan is, is not now', async () => {
  const as = await world.officer('980100')
  const { url } = await begin(as)
  for (const name of ['return', 'approve', 'publish'])
    assert.equal((await step(as, url, name, '"1"')).statusCode, 409, name)
  assert.equal((await step(as, url, 'submit', '"1"')).statusCode, 200)
  for (const name of ['submit', 'publish']) assert.equal((await step(as, url, name, '"2"')).statusCode, 409, name)
})

test('nobody approves what they submitted themselves; another reviewer does', async () => {
  const all = await world.officer('980100')
  const other = await world.officer('980000', 'review')
  const { url } = await begin(all)
  await step(all, url, 'submit', '"1"')
  const refused = await step(all, url, 'approve', '"2"')
  assert.deepEqual([refused.statusCode, refused.json().code], [403, 'own-work'])
  assert.equal((await step(other, url, 'approve', '"2"')).statusCode, 200)
})

test('a reviewer approves the version that was seen, not one that came after', async () => {
  const as = await world.officer('980100')
  const other = await world.officer('980000', 'review')
  const { url } = await begin(as)
  await step(as, url, 'submit', '"1"')
  assert.equal((await step(other, url, 'approve', '"1"')).statusCode, 412)
})

test('from below a plan is seen once it is shared or published, and never changed', async () => {
  const above = await world.officer('980102')
  const below = await world.officer(OFFICE)
  const made = await above({
    method: 'POST',
    url: '/api/offices/980102/plans',
    payload: { title: '区方案', body: body() },
  })
  const url = `/api/plans/${made.json().id}`
  const listed = async () =>
    (await below({ url: '/api/offices/980102/plans' })).json().items.map((p: { id: string }) => p.id)
  assert.equal((await below({ url })).statusCode, 404)
  assert.ok(!(await listed()).includes(made.json().id))
  await step(above, url, 'submit', '"1"')
  await step(await world.officer('980100', 'review'), url, 'approve', '"2"')
  assert.equal((await step(above, url, 'publish', '"3"')).statusCode, 200)
  assert.equal((await below({ url })).statusCode, 200)
  assert.ok((await listed()).includes(made.json().id))
  assert.equal((await save(below, url, '"4"', '下级改')).statusCode, 403)
  assert.equal((await (await world.officer('980103'))({ url })).statusCode, 404)
})

test('what core cannot read is refused with its place in the document', async () => {
  const as = await world.officer(OFFICE, 'edit')
  const wrong: [unknown, string][] = [
    [{ ...body(), settings: { ...body().settings, years: 99 } }, 'settings.years'],
    [{ ...body(), edits: { ...NO_EDITS, added: [{ id: 'hand/1' }] } }, 'edits.added[0].circle'],
    [{ ...body(), plan: { yike: 'plan', version: 9 } }, 'version'],
    [7, '{}'],
  ]
  for (const [its, where] of wrong) {
    const refused = await as({
      method: 'POST',
      url: `/api/offices/${OFFICE}/plans`,
      payload: { title: 'x', body: its },
    })
    assert.equal(refused.statusCode, 422, refused.body)
    assert.ok(refused.json().values.why.en.startsWith(where), refused.body)
  }
  const refused = await as({
    method: 'POST',
    url: `/api/offices/${OFFICE}/plans`,
    headers: { 'content-type': 'application/json' },
    payload: `{"title":"x","body":{"settings":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
  })
  assert.deepEqual([refused.statusCode, refused.json().code], [422, 'too-deep'])
})

test('whatever is sent as a plan, reading it ends in a plan or a fault', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('settings', 'edits', 'plan'), (value, key) => {
      try {
        readPlanBody({ ...body(), [key]: value })
      } catch (error) {
        assert.equal((error as Error).name, 'Fault')
      }
    }),
  )
})

test('a plan names only a run that its writer sees', async () => {
  const as = await world.officer(OFFICE, 'edit')
  const url = `/api/offices/${OFFICE}/plans`
  const refused = await as({
    method: 'POST',
    url,
    payload: { title: 'x', run: '01900000-0000-7000-8000-000000000000', body: body() },
  })
  assert.equal(refused.statusCode, 404)
})
