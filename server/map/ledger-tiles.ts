// Tiles of an office's ledger, straight from the database: from far off how many outlets there are in each square, from near each of
// them. The database gives a tile's rows by their spots; no ledger is ever read whole.
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import { sql } from 'kysely'
import type { Tx } from '../db/context.ts'
import type { Place } from '../http/route.ts'
import { boxOf, runOf, tileAt } from './spot.ts'

/** Zooms that have tiles, and the first that shows outlets one by one. */
export const LEDGER_ZOOMS = [6, 16] as const
const SINGLE = 13

/** Outlets that one tile may hold: a tower of shops at one spot, not a province. */
const MOST = 20_000
/** Squares on a side of a tile that counts. */
const SQUARES = 32
const EXTENT = 4096

type Row = Readonly<Record<string, string | number | null>> & { readonly lng: number; readonly lat: number }
type Drawn = Parameters<typeof fromGeojsonVt>[0][string]

/** The tile; null: nothing is there. Layer `outlets`: single outlets, or squares with their `count`. */
export async function ledgerTile(tx: Tx, place: Place, z: number, x: number, y: number): Promise<Uint8Array | null> {
  const [from, to] = runOf(z, x, y)
  const held = sql`from outlet where spot between ${from} and ${to} and path <@ ${place.path}::ltree and merged_into is null`
  const { rows } = z < SINGLE ? await counted(held, z, x, y).execute(tx) : await single(held).execute(tx)
  if (rows.length === 0) return null
  const features = rows.map(({ lng, lat, ...tags }) => {
    const [col, row] = tileAt(lng, lat, z)
    return { type: 1 as const, geometry: [[Math.round((col - x) * EXTENT), Math.round((row - y) * EXTENT)]], tags }
  })
  return fromGeojsonVt({ outlets: { features } as unknown as Drawn }, { version: 2, extent: EXTENT })
}

const single = (held: ReturnType<typeof sql>) =>
  sql<Row>`select id, name, label, state, confirmed::text, lng, lat ${held} order by id limit ${MOST}`

/** Squares are of equal degrees within a tile; that they are not quite equal metres is not seen at their size. */
function counted(held: ReturnType<typeof sql>, z: number, x: number, y: number) {
  const [west, south, east, north] = boxOf(z, x, y)
  return sql<Row>`select count(*)::int as count, (count(*) filter (where state = 'open'))::int as open, avg(lng) as lng, avg(lat) as lat
    ${held} group by floor((lng - ${west}) / ${(east - west) / SQUARES}::float8), floor((lat - ${south}) / ${(north - south) / SQUARES}::float8)`
}
