// Outlets against the street data: what lies outside of it cannot be walked to and is left out, and said.

import type { Findings } from '../base/finding.ts'
import { type Bounds, contains } from '../geo/bounds.ts'
import { EARTH_RADIUS_M } from '../geo/meters.ts'
import type { OutletRow } from './rows.ts'

/**
 * Outlets this far outside the street data are kept: their nearest street may still lie inside. It is the limit beyond
 * which nothing snaps, rounded up; an own proposal.
 */
const MARGIN_METERS = 300

/**
 * The rows within `bounds` (WGS-84) and a margin. The others are noted as `outside-extract`, except those that lie inside
 * when longitude and latitude are exchanged: abroad only the street data can tell that a whole file is lat,lng.
 */
export function checkPlaces(
  rows: readonly OutletRow[],
  bounds: Bounds,
  findings: Findings,
  marginMeters: number = MARGIN_METERS,
): OutletRow[] {
  const degree = (EARTH_RADIUS_M * Math.PI) / 180
  const lat = marginMeters / degree
  const lng = lat / Math.max(0.01, Math.cos((Math.max(Math.abs(bounds.south), Math.abs(bounds.north)) * Math.PI) / 180))
  const wide = {
    west: bounds.west - lng,
    south: bounds.south - lat,
    east: bounds.east + lng,
    north: bounds.north + lat,
  }
  const kept: OutletRow[] = []
  for (const row of rows) {
    const [x, y] = row.at
    const { file, row: line } = row.origins[0]!
    if (contains(wide, x, y)) kept.push(row)
    else if (contains(wide, y, x)) {
      findings.note('swapped-coordinates', file, line, `${x}, ${y} ${row.name}`)
      kept.push({ ...row, at: [y, x], entrances: row.entrances.map(([a, b]) => [b, a] as const) })
    } else findings.note('outside-extract', file, line, `${x.toFixed(5)}, ${y.toFixed(5)} ${row.name}`)
  }
  return kept
}
