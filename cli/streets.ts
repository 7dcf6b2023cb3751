// The streets that a command walks on, from an extract or from tables, and the points of a table joined to them.
import { doorsAt } from '@yike/core/access/points.ts'
import { Fault } from '@yike/core/base/fault.ts'
import type { Findings } from '@yike/core/base/finding.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import { getDatum } from '@yike/core/geo/datum.ts'
import { type EdgeIndex, type Snaps, snapPoints } from '@yike/core/network/snap.ts'
import { readNetworkTables } from '@yike/core/source/network-table.ts'
import { readStreets as readOsmStreets } from '@yike/core/source/osm/extract.ts'
import type { PointRow } from '@yike/core/source/point-table.ts'
import type { Streets } from '@yike/core/source/rows.ts'
import { fileBytes } from './files.ts'

/** The options that name the streets. */
export interface StreetOptions {
  readonly osm?: string
  readonly networkNodes?: string
  readonly networkEdges?: string
  readonly datum: string
}

/** Reads the streets. Faults: needs, and those of the formats. */
export async function readStreets(
  options: StreetOptions,
  findings: Findings,
  progress: Progress,
): Promise<{ streets: Streets; file: string }> {
  if (options.networkNodes && options.networkEdges) {
    const reading = { datum: getDatum(options.datum), origin: 'official', findings, progress } as const
    const streets = await readNetworkTables(fileBytes(options.networkNodes), fileBytes(options.networkEdges), reading)
    return { streets, file: options.networkEdges }
  }
  if (!options.osm) throw new Fault('needs', { what: '--osm F | --network-nodes F --network-edges F' })
  const bytes = fileBytes(options.osm)
  return { streets: await readOsmStreets(bytes, { findings, progress }), file: bytes.name }
}

/** Throws the fault `needs` where only one of the two tables of a network is named. */
export function checkTables(options: StreetOptions): void {
  if (!options.networkNodes !== !options.networkEdges)
    throw new Fault('needs', { what: '--network-nodes F --network-edges F' })
}

/** Snaps of rows, those without coordinates having none. */
export function snapRows(index: EdgeIndex, rows: readonly PointRow[], to: 'edge' | 'node', limitMeters: number): Snaps {
  const placed = rows.filter((r) => r.at)
  const doors = doorsAt(
    Float64Array.from(placed, (r) => r.at![0]),
    Float64Array.from(placed, (r) => r.at![1]),
  )
  let n = 0
  const first = new Int32Array(rows.length + 1)
  rows.forEach((r, i) => {
    if (r.at) n++
    first[i + 1] = n
  })
  return snapPoints(index, { ...doors, first }, { limitMeters, to })
}

/** Notes the points that found no street within the limit. */
export function noteUnsnapped(rows: readonly PointRow[], snaps: Snaps, file: string, findings: Findings): void {
  rows.forEach((row, i) => {
    if (row.at && snaps.first[i] === snaps.first[i + 1]) findings.note('off-network', file, row.row, row.id)
  })
}
