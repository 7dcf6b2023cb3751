import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeAccounts } from '../test/accounts.ts'
import { tidyRows } from './upkeep.ts'

const here = await makeAccounts({}, [], { jobs: 'database' })

test('sessions that ran out or were ended, and sign-ins elsewhere that were not finished, are forgotten after a day', async () => {
  const person = await here.person('980102', ['edit'])
  const hour = (n: number) => new Date(here.platform.clock().getTime() + n * 3_600_000)
  for (const [n, [expires, ended]] of [[-25, null], [-23, null], [8, -25], [8, -23], [8, null]].entries())
    await here.sql(`insert into session (hash, account, made_at, seen_at, expires_at, ended_at) values ($1, $2, now(), now(), $3, $4)`, [
      Buffer.from([n]), person.account, hour(expires!), ended === null ? null : hour(ended!)]) // biome-ignore format: one line
  for (const [n, expires] of [-25, -23].entries())
    await here.sql(`insert into handshake values ($1, 's', 'n', 'v', $2)`, [Buffer.from([n]), hour(expires)])
  await tidyRows(here.platform)
  const left = await here.sql(`select get_byte(hash, 0) as n from session where account = $1 order by 1`, [
    person.account,
  ])
  assert.deepEqual(
    left.map((row) => row.n),
    [1, 3, 4],
  )
  assert.equal((await here.sql('select from handshake')).length, 1)
})
