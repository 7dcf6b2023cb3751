// From an OSM PBF to rows: what matters is collected and located (in one pass over a sorted file), then lines become
// streets, outlets, buildings, boundaries and ground.
import type { Bytes } from '../../base/bytes.ts'
import { boundsOf } from '../../geo/bounds.ts'
import type { Reading } from '../define.ts'
import type { Extract, Streets } from '../rows.ts'
import { Blobs } from './blobs.ts'
import { collect } from './collect.ts'
import { boundariesOf, buildingsOf, groundOf } from './ground.ts'
import { noterFor } from './noter.ts'
import { boundsOfRows, outletsOf } from './outlets.ts'
import { findCut, shapesOf } from './shapes.ts'
import { streetsOf } from './streets.ts'
import { EVERYTHING, STREETS } from './tags.ts'

const NOWHERE = { west: 0, south: 0, east: 0, north: 0 }

/**
 * Everything that an OSM PBF tells us. OSM is WGS-84 by its own definition, so of `reading`, neither the datum
 * nor the origin is asked.
 * Findings: missing-nodes, empty-way, broken-relation, duplicate-id, bad-coordinates, bad-number, bad-date.
 * Throws `empty-file`, `not-pbf`, `truncated`, `bad-file`, `cancelled`. A file without streets is no fault here.
 */
export async function readExtract(bytes: Bytes, reading: Reading): Promise<Extract> {
  const { progress, findings } = reading
  const noter = noterFor(bytes.name, findings)
  const blobs = new Blobs(bytes)
  const header = await blobs.header()
  progress.begin({ zh: `读取 ${bytes.name}`, en: `Reading ${bytes.name}` }, bytes.size)
  const found = await collect(blobs, EVERYTHING, progress, noter)
  const cut = findCut(found.lines, noter)
  const shapes = shapesOf(found, cut, noter)

  const streets = streetsOf(found, cut, shapes)
  const outlets = outletsOf(found, cut, shapes, noter)
  return {
    file: bytes.name,
    source: header.source,
    bounds: header.bounds ?? boundsOf(streets.lng, streets.lat) ?? boundsOfRows(outlets) ?? NOWHERE,
    streets,
    outlets,
    buildings: buildingsOf(found, cut, shapes),
    boundaries: boundariesOf(found, cut, shapes),
    ground: groundOf(found, cut, shapes),
  }
}

/**
 * The streets of an OSM PBF and nothing else: of outlets, buildings and ground not even the findings. Otherwise as
 * `readExtract`, and the streets are the same.
 */
export async function readStreets(
  bytes: Bytes,
  { progress, findings }: Pick<Reading, 'progress' | 'findings'>,
): Promise<Streets> {
  const noter = noterFor(bytes.name, findings)
  const blobs = new Blobs(bytes)
  await blobs.header()
  progress.begin({ zh: `读取 ${bytes.name}`, en: `Reading ${bytes.name}` }, bytes.size)
  const found = await collect(blobs, STREETS, progress, noter)
  const cut = findCut(found.lines, noter)
  return streetsOf(found, cut, shapesOf(found, cut, noter), true)
}
