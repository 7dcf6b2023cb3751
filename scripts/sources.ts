// What a result was made with: a digest of source folders, so that work is done again when, and only when, it must be.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '..')

/** SHA-256 over the names and bytes of all sources in `folders` (tests and built files left out) and the lock file. */
export function digestOf(folders: readonly string[]): string {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')))
  for (const folder of folders) {
    const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter(
        (f) => /\.(ts|tsx|mjs|json|css|html|svg)$/.test(f) && !/(^|\/)(dist|node_modules|e2e)\/|\.test\.ts$/.test(f),
      )
      .sort()
    for (const file of files) hash.update(`${folder}/${file}\0`).update(readFileSync(join(ROOT, folder, file)))
  }
  return hash.digest('hex')
}
