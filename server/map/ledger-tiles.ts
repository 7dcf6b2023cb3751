// Tiles of an office's ledger, straight from the database: from far off how many outlets there are in each square, from near each of
// them. The database gives a tile's rows by their spots; no ledger is ever read whole.
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import { sql } from 'kysely'
import type { Tx } from '../db/context.ts'
import type { Place } from '../http/route.ts'
import { middleOf, runOf, SPOT_ZOOM, tileAt } from './spot.ts'

/** Zooms that have tiles, and the first that shows outlets one by one. */
export const LEDGER_ZOOMS = [6, 16] as const
const SINGLE = 13

/** Outlets that one tile may hold: a tower of shops at one spot, not a province. */
const MOST = 20_000
/** A tile that counts does so by squares of so many zooms closer: 32 on a side. */
const SQUARE_ZOOMS = 5
const EXTENT = 4096

interface Row {
  readonly lng?: number
  readonly lat?: number
  readonly square?: number
  readonly level?: number
  readonly [tag: string]: string | number | null | undefined
}
type Drawn = Parameters<typeof fromGeojsonVt>[0][string]

/** The tile; null: nothing is there. Layer `outlets`: single outlets, or squares with their `count`. */
export async function ledgerTile(tx: Tx, place: Place, z: number, x: number, y: number): Promise<Uint8Array | null> {
  const [from, to] = runOf(z, x, y)
  const held = sql`from outlet where spot between ${from} and ${to} and path <@ ${place.path}::ltree and merged_into is null`
  const { rows } = z < SINGLE ? await counted(held, z).execute(tx) : await single(held).execute(tx)
  if (rows.length === 0) return null
  const features = rows.map(({ lng, lat, square, level, ...tags }) => {
    const [col, row] = square === undefined ? tileAt(lng!, lat!, z) : middleOf(square, level!).map((n) => n * 2 ** z)
    return { type: 1 as const, geometry: [[Math.round((col! - x) * EXTENT), Math.round((row! - y) * EXTENT)]], tags }
  })
  return fromGeojsonVt({ outlets: { features } as unknown as Drawn }, { version: 2, extent: EXTENT })
}

const single = (held: ReturnType<typeof sql>) =>
  sql<Row>`select id, name, label, state, confirmed::text, lng, lat ${held} order by id limit ${MOST}`

/** A square is a tile of a closer zoom: the spots in it begin with the same bits. */
function counted(held: ReturnType<typeof sql>, z: number) {
  const level = Math.min(SPOT_ZOOM, z + SQUARE_ZOOMS)
  const bits = 2 * (SPOT_ZOOM - level)
  return sql<Row>`select spot >> ${bits}::int as square, ${level}::int as level, count(*)::int as count,
    (count(*) filter (where state = 'open'))::int as open ${held} group by 1`
}
