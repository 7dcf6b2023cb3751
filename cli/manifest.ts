// What a result was made from and how: enough for anybody to make the same bytes again.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bytes } from '@yike/core/base/bytes.ts'
import type { Datum } from '@yike/core/geo/datum.ts'
import type { Input } from '@yike/core/report/files.ts'
import { sha256File } from './files.ts'

export type { Input }

/** The version of yike, from its package.json. */
export const VERSION: string = (
  JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as { version: string }
).version

/** An input by its hash; a name without folders, so that the same files give the same manifest anywhere. */
export async function inputOf(
  role: string,
  path: string,
  bytes: Bytes,
  datum: Datum | null,
  datumBy: Input['datumBy'],
): Promise<Input> {
  return { role, file: bytes.name, bytes: bytes.size, sha256: await sha256File(path), datum, datumBy }
}
