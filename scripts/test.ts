// `npm test`: everything that decides whether a change is good, in one go, fast things first.
//   shelves → kernels → tables → types → lint → tests (unit, property, golden, order of import, browser)
// The server's tests run on the PostgreSQL that comes with the packages and once more on Debian's, where that is installed.
// `--slow` runs the *.slow.test.ts instead. Files named on the command line run alone, on one PostgreSQL (YIKE_TEST_BIN).
import { spawn } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { pathToFileURL } from 'node:url'
import { startTestServer } from '../server/test/server.ts'
import { buildWeb } from './build-web.ts'
import { ROOT } from './sources.ts'
import { tally } from './tally.ts'

const args = process.argv.slice(2)
const slow = args.includes('--slow')
const named = args.filter((a) => !a.startsWith('--'))

/** Runs a tool of node_modules/.bin; its output is shown only when it fails. */
function tool(title: string, script: string, ...rest: string[]): Promise<boolean> {
  const begun = performance.now()
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, script), ...rest], {
      cwd: ROOT,
      env: { ...process.env, ...(postgres ? { YIKE_TEST_SERVER: postgres.url } : {}) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    child.stdout.on('data', (d) => (said += d))
    child.stderr.on('data', (d) => (said += d))
    child.on('close', (code) => {
      console.log(`${code === 0 ? '✔' : '✖'} ${title} (${((performance.now() - begun) / 1000).toFixed(1)} s)`)
      if (code !== 0) console.log(said)
      resolve(code === 0)
    })
  })
}

/** The other PostgreSQL that must do. */
const DEBIAN = '/usr/lib/postgresql/15/bin'

const all = globSync('{core,demo,server,cli,web,scripts,bench}/**/*.test.ts', { cwd: ROOT })
  .filter((f) => !f.includes('node_modules'))
  .sort()
const files = named.length ? named : all.filter((f) => f.endsWith('.slow.test.ts') === slow)
const ofServer = files.filter((f) => f.startsWith('server/'))
const postgres = ofServer.length ? await startTestServer() : null

const tsc = (project: string) => tool(`types: ${project}`, 'node_modules/typescript/bin/tsc', '-p', project)
let checks = true
if (!slow && named.length === 0) {
  const results = [
    await tool('shelves', 'scripts/shelves.ts', '--check'),
    await tool('kernels', 'scripts/kernels.ts', '--check'),
    await tool('tables', 'scripts/tables.ts', '--check'),
  ]
  for (const project of [
    'core',
    'core/tsconfig.test.json',
    'demo',
    'server',
    'cli',
    'scripts',
    'bench',
    'web',
    'web/e2e',
  ])
    results.push(await tsc(project))
  results.push(await tool('lint', 'node_modules/@biomejs/biome/bin/biome', 'check', '.'))
  checks = results.every(Boolean)
}

/** Gives fast-check its seed, in every test's process. */
const SEED = pathToFileURL(join(ROOT, 'scripts', 'seed.ts')).href

if (files.some((f) => f.startsWith('web/e2e')))
  console.log(buildWeb() ? '✔ web/dist built' : '✔ web/dist is up to date')

const begun = performance.now()
const counts: { title: string; count: ReturnType<typeof tally>['count'] }[] = []

/** Runs test files; with a title, each of their tests bears it. */
async function runFiles(list: readonly string[], title = '', env: NodeJS.ProcessEnv = {}): Promise<void> {
  if (list.length === 0) return
  const { count, pass, fail } = tally()
  counts.push({ title, count })
  if (title) console.log(`\n${title}`)
  const tests = run({
    files: list.map((f) => join(ROOT, f)),
    concurrency: title ? 4 : 2, // the server's tests wait for the database more than they compute
    timeout: slow ? 3_600_000 : 240_000,
    execArgv: ['--import', SEED],
    env: { ...process.env, ...env },
  })
  tests.on('test:pass', pass)
  tests.on('test:fail', fail)
  const titled = async function* (events: AsyncIterable<{ data: { name?: string; nesting?: number } }>) {
    for await (const event of events) {
      const { name, nesting } = event.data ?? {}
      if (title && name !== undefined && nesting === 0) event.data = { ...event.data, name: `${name} · ${title}` }
      yield event
    }
  }
  await new Promise((resolve) => Readable.from(titled(tests)).compose(spec).on('end', resolve).pipe(process.stdout))
}

/** Runs the server's tests on one PostgreSQL. */
async function runOn(server: Awaited<ReturnType<typeof startTestServer>>, which = ofServer, bin = ''): Promise<void> {
  const env = { YIKE_TEST_SERVER: server.url, ...(bin ? { YIKE_TEST_BIN: bin } : {}) }
  try {
    await runFiles(which, `PostgreSQL ${server.version}`, env)
  } finally {
    await server.stop()
  }
}

/** What never opens a database does the same on every one. */
const usesDatabase = (file: string): boolean =>
  /world|accounts|database|cluster|platform|postgres/i.test(readFileSync(join(ROOT, file), 'utf8'))

await runFiles(files.filter((f) => !ofServer.includes(f)))
let skipped = ''
if (postgres) {
  await runOn(postgres)
  if (named.length === 0) {
    if (existsSync(DEBIAN)) await runOn(await startTestServer(DEBIAN), ofServer.filter(usesDatabase), DEBIAN)
    else skipped = `The server's tests were not run on PostgreSQL 15: there is no ${DEBIAN}.`
  }
}

const sum = (what: 'passed' | 'failed' | 'skipped') => counts.reduce((all, { count }) => all + count[what], 0)
console.log(`\n${files.length} files, ${((performance.now() - begun) / 1000).toFixed(0)} s`)
for (const { title, count } of counts)
  if (title) console.log(`${title}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
if (skipped) console.log(skipped)
if (!checks) console.log('Shelves, tables, types or lint failed: see the top.')
console.log(`${sum('passed')} passed, ${sum('failed') + (checks ? 0 : 1)} failed, ${sum('skipped')} skipped`)
process.exitCode = checks && sum('failed') === 0 && sum('passed') > 0 ? 0 : 1
