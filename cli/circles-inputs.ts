// What `yike circles` is given beside the city: hearts, locked circles, pairs, circles to be checked.
import type { Bytes } from '@yike/core/base/bytes.ts'
import { Fault } from '@yike/core/base/fault.ts'
import type { Findings } from '@yike/core/base/finding.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import { circlesOfAreas } from '@yike/core/circle/audit.ts'
import type { Circle } from '@yike/core/circle/circle.ts'
import type { GivenHeart } from '@yike/core/circle/hearts.ts'
import type { MeasureInputs } from '@yike/core/circle/measured.ts'
import { readCircles } from '@yike/core/circle/version.ts'
import type { Datum } from '@yike/core/geo/datum.ts'
import { formatFor } from '@yike/core/source/define.ts'
import { formats } from '@yike/core/source/formats/index.ts'
import { fileBytes } from './files.ts'

/** Words by which a file of hearts says that a place may become one, and need not. */
const SITE = /^(site|拟建|备选|候选|规划)/i

/** Places as hearts: fixed, unless their 业态 says 拟建 (or site). Any file that a ledger may be. */
export async function heartsIn(path: string | undefined, datum: Datum, findings: Findings): Promise<GivenHeart[]> {
  if (path === undefined) return []
  const bytes = fileBytes(path)
  const format = await formatFor(bytes, 'outlets', formats)
  const rows = await format.read(bytes, { datum, origin: 'official', findings, progress: SILENT })
  if (rows.length === 0)
    throw new Fault('bad-file', { file: bytes.name, why: { zh: '没有读到任何地点', en: 'no place was read from it' } })
  return rows.map(({ id, name, at, label }) => ({ id, name, at, kind: SITE.test(label.trim()) ? 'site' : 'fixed' }))
}

/** Circles of a circles.json, or borders of any file of areas. */
export async function circlesIn(path: string, datum: Datum, findings: Findings): Promise<Circle[]> {
  const bytes = fileBytes(path)
  if (await isOurs(bytes)) return [...(await readCircles(bytes)).delineation.circles]
  const format = await formatFor(bytes, 'areas', formats)
  return circlesOfAreas(await format.read(bytes, { datum, origin: 'official', findings, progress: SILENT }))
}

/** Of the circles of a file those to be locked: the marked ones, or all where none is. */
export async function lockedIn(path: string | undefined, datum: Datum, findings: Findings): Promise<Circle[]> {
  if (path === undefined) return []
  const circles = await circlesIn(path, datum, findings)
  const marked = circles.filter((c) => c.locked)
  return marked.length > 0 ? marked : circles
}

/** Our own file begins with its keys in order; its format's name stands near its end, so it is told by what comes first. */
async function isOurs(bytes: Bytes): Promise<boolean> {
  const head = new TextDecoder().decode(await bytes.slice(0, 64))
  return /^\s*\{\s*"checksum"\s*:/.test(head) // however it was indented since
}

/** `A,B` of each: two units by id or name. Fault bad-value. */
export function pairsIn(given: readonly string[], areas: MeasureInputs['areas']): [string, string][] {
  const idOf = new Map(areas.filter((a) => a.level === 'community').map((a) => [a.name, a.id]))
  return given.map((text) => {
    const [a, b, more] = text.split(/[,，、]/).map((part) => part.trim())
    if (!a || !b || more !== undefined) throw new Fault('bad-value', { name: '--forbid', expected: 'A,B', got: text })
    return [idOf.get(a) ?? a, idOf.get(b) ?? b]
  })
}
