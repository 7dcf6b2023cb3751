// The image and the compose file, as far as they can be held to the sources without an engine.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { parse } from 'yaml'
import { configFrom, SETTING_NAMES } from '../server/config.ts'
import { migrate } from '../server/db/migrate.ts'
import { openDatabase } from '../server/db/open.ts'
import { withClient } from '../server/db/owner.ts'
import { withDatabase, withLogin } from '../server/db/url.ts'
import { startTestServer } from '../server/test/server.ts'
import { ROOT } from './sources.ts'

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const dockerfile = read('Dockerfile')
const lines = dockerfile.replace(/\\\n/g, ' ').split('\n')

interface Service {
  readonly image: string
  readonly command?: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly volumes?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly read_only?: boolean
  readonly healthcheck?: { readonly disable?: boolean }
}
const compose = parse(read('compose.yaml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, null>>
}
const ours = Object.entries(compose.services).filter(([, { image }]) => image === 'yike')
const commands = [...read('cli/main.ts').matchAll(/^ {4}name: '([a-z]+)',$/gm)].map(([, name]) => name!)

test('whatever the image copies is there, and is not kept from the builder', () => {
  const copied = lines.filter((line) => /^COPY (?!--from)/.test(line)).flatMap((line) => line.split(' ').slice(1, -1))
  assert.ok(copied.length > 12)
  const ignored = read('.dockerignore')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
  for (const path of copied) {
    assert.ok(existsSync(join(ROOT, path)), path)
    assert.ok(!ignored.includes(path), path)
  }
  assert.ok(ignored.includes('.env*') && ignored.includes('.git') && ignored.includes('data'))
})

test('every workspace’s manifest is there before packages are installed', () => {
  const { workspaces } = JSON.parse(read('package.json')) as { workspaces: string[] }
  for (const name of workspaces) assert.ok(lines.includes(`COPY ${name}/package.json ${name}/`), name)
})

test('the image runs as nobody in particular, with the Node of the lock file’s line, and says whether it is ready', () => {
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: { node: string } }
  for (const line of lines.filter((l) => l.startsWith('FROM node:')))
    assert.match(line, new RegExp(`^FROM node:${devDependencies.node.split('.')[0]}-`))
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')))
  assert.ok(last.includes('USER node'))
  assert.ok(last.indexOf('USER node') < last.findIndex((l) => l.startsWith('ENTRYPOINT')))
  assert.ok(last.some((line) => line.startsWith('HEALTHCHECK') && line.includes('/health/ready')))
  assert.match(read('server/http/health.ts'), /path: '\/health\/ready'/)
})

test('every command that is run exists', () => {
  const cmd = JSON.parse(/^CMD (.*)$/m.exec(dockerfile)![1]!) as string[]
  for (const [name, { command }] of ours) assert.ok(commands.includes((command ?? cmd)[0]!), `${name}: ${command}`)
})

test('every setting that is named exists, and those that stay empty are no fault', () => {
  const set = [
    ...dockerfile.matchAll(/\b(YIKE_[A-Z0-9_]+)/g),
    ...read('deploy/yike.env.example').matchAll(/^(YIKE_\w+)=/gm),
  ]
  for (const [, name] of set) assert.ok(SETTING_NAMES.includes(name!), name)
  for (const [service, { environment }] of ours) {
    const filled = Object.entries(environment).map(([name, value]) => {
      if (name.startsWith('YIKE_')) assert.ok(SETTING_NAMES.includes(name), name)
      return [name, value.replace(/\$\{\w+:-(.*?)\}/g, '$1').replace(/\$\{\w+:\?\}/g, 'secret')] as const
    })
    assert.match(
      configFrom(Object.fromEntries(filled)).DATABASE_URL!,
      /^postgres:\/\/yike_app:secret@database\/yike$/,
      service,
    )
  }
})

test('no secret has a default, and all of them are in the example, empty', () => {
  const needed = [...read('compose.yaml').matchAll(/\$\{(\w+):\?\}/g)].map(([, name]) => name!)
  const example = new Map(read('deploy/yike.env.example').split('\n').filter((l) => /^\w+=/.test(l)).map((l) => l.split('=') as [string, string])) // biome-ignore format: one line
  assert.deepEqual([...new Set(needed)].sort(), ['APP_PASSWORD', 'MIGRATOR_PASSWORD', 'POSTGRES_PASSWORD'])
  for (const name of needed) assert.equal(example.get(name), '')
  for (const [name, value] of example) if (/PASSWORD|SECRET|TOKEN|KEY/.test(name)) assert.equal(value, '', name)
  for (const [, name] of read('compose.yaml').matchAll(/\$\{(\w+)/g)) assert.ok(example.has(name!), name)
})

test('the owner’s login is with those alone that change or copy tables, and they come first', () => {
  for (const [name, { environment, read_only, volumes = [], depends_on, healthcheck }] of ours) {
    assert.equal('YIKE_MIGRATOR_URL' in environment, ['migrate', 'backup'].includes(name), name)
    assert.equal(read_only, true, name)
    for (const volume of volumes.filter((v) => !v.startsWith('./'))) assert.ok(volume.split(':')[0]! in compose.volumes)
    if (name === 'server' || name === 'worker')
      assert.equal(depends_on!.migrate!.condition, 'service_completed_successfully')
    assert.equal(healthcheck?.disable ?? false, name !== 'server', name)
  }
})

let server: Awaited<ReturnType<typeof startTestServer>>
before(async () => {
  server = await startTestServer()
})
after(() => server.stop())

test('the roles that the database is made with are enough to bring it up to date and to use it, and no more', async () => {
  const script = read('deploy/roles.sh')
  const sql = /<<'SQL'\n(.*)\nSQL/s.exec(script)![1]!.replaceAll(":'app'", "'a1'").replaceAll(":'migrator'", "'m1'")
  assert.doesNotMatch(sql, /:'/)
  await withClient(server.url, (client) => client.query('create database yike'))
  const url = withDatabase(server.url, 'yike')
  await withClient(url, (client) => client.query(sql))
  const [app, owner] = [withLogin(url, 'yike_app', 'a1'), withLogin(url, 'yike_migrator', 'm1')]
  assert.ok((await migrate(owner)).length > 0)
  const said: string[] = []
  const database = await openDatabase({
    url: app,
    migratorUrl: null,
    dir: '',
    migrate: false,
    log: (line) => said.push(line),
  })
  await database.pool.query('select from office')
  await assert.rejects(database.pool.query('create table x ()'), { code: '42501' })
  await assert.rejects(database.pool.query('set role yike_migrator'), { code: '42501' })
  assert.deepEqual(said, [])
  await database.stop()
})
