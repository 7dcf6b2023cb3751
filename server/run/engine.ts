// What computed a run: the version of yike and a digest of all that computes, so that a run by another engine is another run.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')

/** The version of yike, from its package.json. */
export const VERSION: string = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string })
  .version

let known: string | undefined

/** Such as `0.5.0 3f1c9a0b7d2e`: the digest is over core's sources and the kinds of run, in the order of their paths. */
export function engine(): string {
  known ??= `${VERSION} ${digest(['core', 'server/run/kinds']).slice(0, 12)}`
  return known
}

function digest(folders: readonly string[]): string {
  const hash = createHash('sha256')
  for (const folder of folders)
    for (const path of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      if (!/\.ts$/.test(path) || /\.test\.ts$|node_modules/.test(path)) continue
      hash.update(`${path.replaceAll('\\', '/')}\n`).update(readFileSync(join(ROOT, folder, path)))
    }
  return hash.digest('hex')
}
