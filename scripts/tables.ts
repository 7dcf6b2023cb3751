// Writes server/db/tables.ts: the tables as TypeScript, read from a database that has just been migrated.
// `--check` writes nothing and fails when the file is stale. The bytes are the same on every version of PostgreSQL.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { migrate } from '../server/db/migrate.ts'
import { withDatabase } from '../server/db/url.ts'
import { startTestServer } from '../server/test/server.ts'
import { ROOT } from './sources.ts'
import { type Column, setTables } from './tables-text.ts'

const FILE = join(ROOT, 'server', 'db', 'tables.ts')

// Domains are followed to what they are of. Checks of one column only: `col in ('a', 'b')` becomes a union.
const COLUMNS = `
  select c.relname as "table", a.attname as "column", coalesce(b.typname, t.typname) as type, t.typcategory = 'A' as "isArray",
    a.attnotnull or t.typnotnull as "isRequired",
    a.atthasdef or a.attidentity <> '' or t.typdefault is not null as "isGiven",
    a.attgenerated <> '' as "isComputed",
    (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = coalesce(b.oid, t.oid)) as labels,
    (select json_agg(pg_get_constraintdef(k.oid) order by k.conname) from pg_constraint k
     where k.contype = 'c' and (k.conrelid = c.oid and k.conkey = array[a.attnum] or k.contypid = t.oid)) as checks
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
  left join pg_type b on b.oid = case when t.typcategory = 'A' then t.typelem when t.typtype = 'd' then t.typbasetype end
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
    and c.relname <> 'migration'
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  order by c.relname collate "C", a.attnum`

const url = process.env.YIKE_TEST_SERVER
const server = url ? { url, stop: async () => {} } : await startTestServer()
const name = `yike_tables_${process.pid}`
const admin = new Client({ connectionString: server.url })
await admin.connect()
try {
  await admin.query(`create database ${name}`)
  const fresh = withDatabase(server.url, name)
  await migrate(fresh)
  const client = new Client({ connectionString: fresh })
  await client.connect()
  const { rows } = await client.query<Column>(COLUMNS).finally(() => client.end())
  const text = setTables(rows)
  const stale = !existsSync(FILE) || readFileSync(FILE, 'utf8') !== text
  if (stale && process.argv.includes('--check')) {
    console.error('server/db/tables.ts is stale: run node scripts/ready.mjs scripts/tables.ts')
    process.exitCode = 1
  } else if (stale) writeFileSync(FILE, text)
} finally {
  await admin.query(`drop database if exists ${name} with (force)`)
  await admin.end()
  await server.stop()
}
