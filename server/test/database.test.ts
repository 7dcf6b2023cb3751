import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Client } from 'pg'
import { freshDatabase } from './database.ts'

test('each asker gets a database of its own from one template, and it is gone when stopped', async () => {
  const migrations = await mkdtemp(join(tmpdir(), 'yike-fresh-'))
  await writeFile(
    join(migrations, '0001-start.sql'),
    'create table shop (id int); grant select, insert on shop to yike_app;',
  )
  const [a, b] = await Promise.all([freshDatabase({ migrations }), freshDatabase({ migrations })])
  await a.pool.query('insert into shop values (1)')
  assert.equal((await a.pool.query('select * from shop')).rowCount, 1)
  assert.equal((await b.pool.query('select * from shop')).rowCount, 0)
  await a.stop()
  const client = new Client({ connectionString: b.superuserUrl })
  await client.connect()
  assert.equal((await client.query('select from pg_database where datname = $1', [a.name])).rowCount, 0)
  const made = await client.query(`select from pg_database where datname ~ '^yike_template_.*_half$'`)
  assert.equal(made.rowCount, 0)
  await client.end()
  await rm(migrations, { recursive: true })
})

test('after the last was stopped another may be asked for', async () => {
  const migrations = await mkdtemp(join(tmpdir(), 'yike-fresh-'))
  for (let i = 0; i < 2; i++) {
    const database = await freshDatabase({ migrations })
    assert.equal((await database.pool.query('select current_user as role')).rows[0].role, 'yike_app')
    await database.stop()
  }
  await rm(migrations, { recursive: true })
})
