#!/usr/bin/env node
// What `npx yike` runs: the command line under the Node that the lock file brings, whichever Node called us.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const HERE = dirname(fileURLToPath(import.meta.url))
const OURS = join(HERE, '..', 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

const runsTypeScript = Number(process.versions.node.split('.')[0]) >= 24
if (!runsTypeScript && !existsSync(OURS)) {
  console.error('还没有安装依赖：请先运行 npm ci · Run npm ci first.')
  process.exit(2)
}
const run = spawn(runsTypeScript ? process.execPath : OURS, [join(HERE, 'main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
// A terminal sends Ctrl+C to both of us; the command ends in its own way and we wait for it. The second time we do not.
let asked = 0
process.on('SIGINT', () => {
  if (++asked > 1) run.kill('SIGKILL')
})
process.on('SIGTERM', () => run.kill('SIGTERM'))
run.on('error', (error) => {
  console.error(error.message)
  process.exit(1)
})
run.on('exit', (code, signal) => process.exit(code ?? (signal ? 128 + (constants.signals[signal] ?? 0) : 1)))
