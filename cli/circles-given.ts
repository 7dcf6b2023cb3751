// The circles of a command: drawn (--circles) or areas of a level (--by).

import { Fault } from '@yike/core/base/fault.ts'
import type { Findings } from '@yike/core/base/finding.ts'
import type { Circles } from '@yike/core/circle/circle.ts'
import type { Measured } from '@yike/core/circle/measured.ts'
import { circlesOf } from '@yike/core/circle/membership.ts'
import { circlesOfAreas } from '@yike/core/plan/circles-of-areas.ts'
import { circlesIn } from './circles-inputs.ts'
import { oneOf } from './values.ts'

/** Options that say which. */
export interface CircleOptions {
  circles?: string
  by?: string
}

const LEVELS = ['community', 'subdistrict', 'district', 'other'] as const

/**
 * The circles asked for; null where none are. A file of circles is what `yike circles` wrote, or one of areas (GeoJSON, zipped
 * Shapefile), in WGS-84. What is odd in it is noted. Faults: bad-value, no-such-areas, and those of such files.
 */
export async function circlesGiven(
  { circles, by }: CircleOptions,
  measured: Measured,
  findings: Findings,
): Promise<Circles | null> {
  if (circles && by) throw new Fault('bad-value', { name: '--by', expected: '--circles | --by', got: '--circles --by' })
  if (by) return circlesOfAreas(measured, oneOf('--by', by, LEVELS))
  if (!circles) return null
  const drawn = await circlesIn(circles, 'wgs84', findings)
  if (drawn.length === 0) throw new Fault('no-such-areas', { level: 'Polygon', known: '—' })
  return circlesOf(measured, drawn)
}
