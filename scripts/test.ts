// `npm test`: everything that decides whether a change is good, in one go, fast things first.
//   shelves → kernels → types → lint → tests (unit, property, golden, order of import, browser)
// `--slow` runs the *.slow.test.ts instead. Files named on the command line run alone.
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { pathToFileURL } from 'node:url'
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

const tsc = (project: string) => tool(`types: ${project}`, 'node_modules/typescript/bin/tsc', '-p', project)
let checks = true
if (!slow && named.length === 0) {
  const results = [
    await tool('shelves', 'scripts/shelves.ts', '--check'),
    await tool('kernels', 'scripts/kernels.ts', '--check'),
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

const all = globSync('{core,demo,server,cli,web,scripts,bench}/**/*.test.ts', { cwd: ROOT })
  .filter((f) => !f.includes('node_modules'))
  .sort()
const files = named.length ? named : all.filter((f) => f.endsWith('.slow.test.ts') === slow)
if (files.some((f) => f.startsWith('web/e2e')))
  console.log(buildWeb() ? '✔ web/dist built' : '✔ web/dist is up to date')

const { count, pass, fail } = tally()
const begun = performance.now()
const tests = run({
  files: files.map((f) => join(ROOT, f)),
  concurrency: 2,
  timeout: slow ? 3_600_000 : 240_000,
  execArgv: ['--import', SEED],
})
tests.on('test:pass', pass)
tests.on('test:fail', fail)
await new Promise((resolve) => tests.compose(spec).on('end', resolve).pipe(process.stdout))

console.log(`\n${files.length} files, ${((performance.now() - begun) / 1000).toFixed(0)} s`)
if (!checks) console.log('Shelves, types or lint failed: see the top.')
console.log(`${count.passed} passed, ${count.failed + (checks ? 0 : 1)} failed, ${count.skipped} skipped`)
process.exitCode = checks && count.failed === 0 && count.passed > 0 ? 0 : 1
