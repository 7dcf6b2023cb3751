// Duplicates: found, decided, undone.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makeWorld } from '../test/world.ts'
import { type Answer, ledger, outletsOf, takeIn } from './test/take-in.ts'

const STREET = '980102001'
const world = await makeWorld()
const street = await world.officer(STREET, 'edit')
const other = await world.officer('980103001', 'edit')
after(() => world.end())

const pairs = async (state = 'open'): Promise<Answer[]> =>
  (await street({ url: `/api/offices/${STREET}/duplicates?state=${state}` })).json().items
const decide = async (id: string, what: string, payload?: object) => {
  const said = await street({ method: 'POST', url: `/api/duplicates/${id}/${what}`, ...(payload && { payload }) })
  return said
}
const find = async () =>
  (await street({ method: 'POST', url: `/api/offices/${STREET}/duplicates/find` })).json().found as number

await takeIn(world, street, STREET, {
  name: 'two.csv',
  bytes: ledger(
    [
      ['1', '好邻居便利店', '便利店', 121.5, 31.2, '', '2025-01-01'],
      ['2', '好邻居便利店', '便利店', 121.5002, 31.2, '8:00-20:00', '2025-06-01'],
      ['3', '远处药店', '药店', 121.6, 31.2, '', ''],
    ],
    ['营业时间', '核实日期'],
  ),
})

test('after an import, what may be one outlet stands to be decided', async () => {
  const [pair, ...more] = await pairs()
  assert.equal(more.length, 0)
  assert.deepEqual([pair.kept.code, pair.other.code, pair.reason], ['1', '2', 'same'])
  assert.ok(Math.abs(pair.meters - 19) < 1)
  assert.equal(await find(), 0, 'a second search notes nothing twice')
})

test('merging keeps what either knew, and undoing gives back both as they were', async () => {
  const [pair] = await pairs()
  const before = await outletsOf(street, STREET)
  assert.equal((await decide(pair.id, 'merge')).statusCode, 200)
  const merged = await outletsOf(street, STREET)
  assert.deepEqual(
    merged.map((o) => o.code),
    ['1', '3'],
  )
  const [kept] = merged
  assert.deepEqual([kept.hours, kept.confirmed, kept.origins.length], ['8:00-20:00', '2025-06-01', 2])
  const gone = (await street({ url: `/api/outlets/${pair.other.id}` })).json()
  assert.equal(gone.mergedInto, kept.id)
  assert.equal((await decide(pair.id, 'merge')).statusCode, 409)

  assert.equal((await decide(pair.id, 'undo')).statusCode, 200)
  const now = await outletsOf(street, STREET)
  const plain = (o: Answer) => ({ ...o, version: 0, at: '' })
  assert.deepEqual(now.map(plain), before.map(plain))
  assert.deepEqual(
    now.map((o) => o.version),
    [3, 3, 1],
    'versions are never taken back',
  )
  const { items } = (await street({ url: `/api/outlets/${kept.id}/versions` })).json()
  assert.deepEqual(
    items.map((v: Answer) => v.cause),
    ['unmerge', 'merge', 'import'],
  )
  assert.equal((await pairs()).length, 1)
})

test('what was changed since a merge stays changed when the merge is undone', async () => {
  const [pair] = await pairs()
  await decide(pair.id, 'merge', { keep: pair.other.id })
  const kept = (await street({ url: `/api/outlets/${pair.other.id}` })).json()
  assert.equal(kept.mergedInto, null)
  await street({
    method: 'PATCH',
    url: `/api/outlets/${kept.id}`,
    headers: { 'if-match': `"${kept.version}"` },
    payload: { name: '新名字' },
  })
  await decide(pair.id, 'undo')
  const now = (await street({ url: `/api/outlets/${kept.id}` })).json()
  assert.deepEqual([now.name, now.origins.length], ['新名字', 1])
  await street({
    method: 'PATCH',
    url: `/api/outlets/${kept.id}`,
    headers: { 'if-match': `"${now.version}"` },
    payload: { name: '好邻居便利店' },
  })
})

test('two that are said to be two are never proposed again', async () => {
  const [pair] = await pairs()
  assert.equal((await decide(pair.id, 'apart')).statusCode, 200)
  assert.equal(await find(), 0)
  assert.equal((await pairs()).length, 0)
  await takeIn(world, street, STREET, {
    name: 'more.csv',
    bytes: ledger([['3', '远处药店', '药店', 121.6, 31.2]]),
  })
  assert.equal((await pairs()).length, 0)
  assert.equal((await decide(pair.id, 'undo')).statusCode, 200)
  assert.equal((await pairs()).length, 1)
})

test('another street decides nothing here', async () => {
  const [pair] = await pairs()
  const refused = await other({ method: 'POST', url: `/api/duplicates/${pair.id}/merge` })
  assert.equal(refused.statusCode, 404)
})

test('what was merged does not come back with a file that still lists it', async () => {
  const [pair] = await pairs()
  await decide(pair.id, 'merge')
  const before = await outletsOf(street, STREET)
  const rows: [string, string, string, number, number][] = [
    ['1', '好邻居便利店', '便利店', 121.5, 31.2],
    ['2', '好邻居便利店', '便利店', 121.5002, 31.2],
    ['3', '远处药店', '药店', 121.6, 31.2],
  ]
  const { summary } = await takeIn(world, street, STREET, { name: 'again.csv', bytes: ledger(rows) })
  assert.deepEqual([summary.applied.added, summary.applied.merged, summary.comparison.merged], [0, 1, 1])
  const now = await outletsOf(street, STREET)
  assert.deepEqual(
    now.map((o) => [o.id, o.hours]),
    before.map((o) => [o.id, o.hours]),
  )
  assert.equal((await decide(pair.id, 'undo')).statusCode, 200)
})

test('a merge whose number another outlet has by now is not undone, and it is said why', async () => {
  const [pair] = await pairs()
  await decide(pair.id, 'merge')
  const made = await street({
    method: 'POST',
    url: `/api/offices/${STREET}/outlets`,
    payload: { code: pair.other.code, name: '新店', label: '药店', lng: 121.7, lat: 31.2 },
  })
  assert.equal(made.statusCode, 201)
  const refused = await decide(pair.id, 'undo')
  assert.equal(refused.statusCode, 409)
  assert.match(refused.json().title, new RegExp(`编号 ${pair.other.code} 现在是另一个网点的`))
  await street({
    method: 'PATCH',
    url: `/api/outlets/${made.json().id}`,
    headers: { 'if-match': '"1"' },
    payload: { code: null },
  })
  assert.equal((await decide(pair.id, 'undo')).statusCode, 200)
})
