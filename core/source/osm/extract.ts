// From an OSM PBF to rows: what matters is collected (pass 1, and 2 where relations need more ways), the nodes it runs
// through are located (pass 3), then lines become streets, outlets, buildings, boundaries and ground.
import type { Bytes } from '../../base/bytes.ts'
import { boundsOf } from '../../geo/bounds.ts'
import type { Reading } from '../define.ts'
import type { Extract } from '../rows.ts'
import { Blobs } from './blobs.ts'
import { collect } from './collect.ts'
import { boundariesOf, buildingsOf, groundOf } from './ground.ts'
import { locate } from './locate.ts'
import { noterFor } from './noter.ts'
import { boundsOfRows, outletsOf } from './outlets.ts'
import { findCut, shapesOf } from './shapes.ts'
import { streetsOf } from './streets.ts'

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
  const found = await collect(blobs, progress, noter)
  progress.begin({ zh: '查找节点位置', en: 'Locating nodes' }, bytes.size)
  const nodes = await locate(blobs, found, progress, noter)
  const cut = findCut(found, nodes, noter)
  const shapes = shapesOf(found, nodes, cut, noter)

  const streets = streetsOf(found, nodes, cut, shapes)
  const outlets = outletsOf(found, nodes, cut, shapes, noter)
  return {
    file: bytes.name,
    source: header.source,
    bounds: header.bounds ?? boundsOf(streets.lng, streets.lat) ?? boundsOfRows(outlets) ?? NOWHERE,
    streets,
    outlets,
    buildings: buildingsOf(found, nodes, cut, shapes),
    boundaries: boundariesOf(found, nodes, cut, shapes),
    ground: groundOf(found, nodes, cut, shapes),
  }
}
