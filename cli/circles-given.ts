// The circles of a command: drawn (--circles) or areas of a level (--by).

import { Fault } from '@yike/core/base/fault.ts'
import type { Findings } from '@yike/core/base/finding.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import type { Circles } from '@yike/core/circle/circle.ts'
import type { Measured } from '@yike/core/circle/measured.ts'
import { circlesFrom, circlesOfAreas } from '@yike/core/plan/circles-of-areas.ts'
import { Shape } from '@yike/core/plan/shape.ts'
import { formatFor, type Yields } from '@yike/core/source/define.ts'
import { formats } from '@yike/core/source/formats/index.ts'
import type { AreaRow } from '@yike/core/source/rows.ts'
import { textOf } from './cities.ts'
import { fileBytes } from './files.ts'
import { oneOf } from './values.ts'

/** Options that say which. */
export interface CircleOptions {
  circles?: string
  by?: string
}

const LEVELS = ['community', 'subdistrict', 'district', 'other'] as const

/**
 * The circles asked for; null where none are. A file of circles is what `yike circles` wrote, or one of areas (GeoJSON, zipped
 * Shapefile), in WGS-84. What is odd in it is noted. Faults: bad-value, no-such-areas, and those of a file of areas.
 */
export async function circlesGiven(
  o: CircleOptions,
  measured: Measured,
  findings: Findings,
  progress: Progress,
): Promise<Circles | null> {
  if (o.circles && o.by) throw new Fault('bad-value', { name: '--by', expected: '--circles | --by', got: '--circles --by' }) // biome-ignore format: one line
  if (o.by) return circlesOfAreas(measured, oneOf('--by', o.by, LEVELS))
  if (!o.circles) return null
  const bytes = fileBytes(o.circles)
  const text = textOf(o.circles)
  if (/"format": ?"yike-circles"/.test(text)) return circlesFrom(measured, circlesIn(text, bytes.name))
  const format = await formatFor(bytes, 'areas', formats)
  const drawn = (await format.read(bytes, { datum: 'wgs84', origin: 'official', findings, progress, columnsRead: () => {} })) as Yields['areas'] // biome-ignore format: one line
  if (drawn.length === 0) throw new Fault('no-such-areas', { level: 'Polygon', known: '—' })
  return circlesFrom(measured, drawn)
}

/** The circles of a circles.json, by their borders. Fault: bad-file. */
function circlesIn(text: string, file: string): AreaRow[] {
  const list = Shape.of(text, file).get('delineation').get('circles').list()
  return list.map((c) => ({
    id: c.get('id').text(),
    name: c.get('name').textOrNull() ?? c.get('id').text(),
    adcode: null,
    level: 'other',
    parent: null,
    polygon: c.get('polygon').list().map((rings) => rings.list().map((ring) => Float64Array.from(ring.list(), (n) => n.number()))), // biome-ignore format: one line
  }))
}
