// The circles of a command: drawn (--circles) or areas of a level (--by).
import { Fault } from '@yike/core/base/fault.ts'
import type { Circles } from '@yike/core/circle/circle.ts'
import type { Measured } from '@yike/core/circle/measured.ts'
import { circlesOfAreas } from '@yike/core/plan/circles-of-areas.ts'
import { oneOf } from './values.ts'

/** Options that say which. */
export interface CircleOptions {
  circles?: string
  by?: string
}

const LEVELS = ['community', 'subdistrict', 'district', 'other'] as const

/** The circles asked for; null where none are. Faults: bad-value, no-such-areas, and those of a file of circles. */
export function circlesGiven(o: CircleOptions, measured: Measured): Circles | null {
  if (o.circles && o.by) throw new Fault('bad-value', { name: '--by', expected: '--circles | --by', got: '--circles --by' }) // biome-ignore format: one line
  if (o.by) return circlesOfAreas(measured, oneOf('--by', o.by, LEVELS))
  return null
}
