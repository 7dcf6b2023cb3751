// Builds web/dist, unless it is there already from the same sources.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { digestOf, ROOT } from './sources.ts'

const STAMP = join(ROOT, 'web', 'dist', '.sources')

/** Makes sure that web/dist is of these sources. True if it had to be built. */
export function buildWeb(): boolean {
  const digest = digestOf(['core', 'web'])
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest) return false
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: join(ROOT, 'web'),
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (built.status !== 0) throw new Error('The page could not be built; see above.')
  writeFileSync(STAMP, digest)
  return true
}

if (import.meta.main) console.log(buildWeb() ? 'web/dist built' : 'web/dist is up to date')
