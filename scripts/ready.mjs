// First step of every npm script: whatever Node runs this (20 or later), install what is missing, then run the named
// script with the Node that the lock file brings, so that all machines behave the same. Plain JavaScript, no dependencies.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const STAMP = join(ROOT, 'node_modules', '.yike-ready')
const NODE = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`yike needs Node 20 or later to begin; this is ${process.version}. 需要 Node 20 或更高版本。`)
  process.exit(2)
}

const lock = createHash('sha256')
  .update(readFileSync(join(ROOT, 'package-lock.json')))
  .digest('hex')
const installed = existsSync(STAMP) && existsSync(NODE) && readFileSync(STAMP, 'utf8') === lock
if (!installed) {
  console.error('正在安装依赖 · installing what is missing (once) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (done.status !== 0 || !existsSync(NODE)) {
    console.error('安装失败 · npm ci did not succeed; see above.')
    process.exit(2)
  }
  writeFileSync(STAMP, lock)
}

const [script, ...rest] = process.argv.slice(2)
const run = spawnSync(NODE, [join(ROOT, script), ...rest], {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}` },
})
process.exit(run.status ?? 1)
