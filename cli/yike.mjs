#!/usr/bin/env node
// What `npx yike` runs: the command line under the Node that the lock file brings, whichever Node called us.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const HERE = dirname(fileURLToPath(import.meta.url))
const OURS = join(HERE, '..', 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

const runsTypeScript = Number(process.versions.node.split('.')[0]) >= 24
if (!runsTypeScript && !existsSync(OURS)) {
  console.error('还没有安装依赖：请先运行 npm ci · Run npm ci first.')
  process.exit(2)
}
const run = spawnSync(runsTypeScript ? process.execPath : OURS, [join(HERE, 'main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exit(run.status ?? 1)
