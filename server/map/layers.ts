// Where the layers of a run come from: its files, and the rows that say what people of each area reach.
import { Fault } from '@yike/core/base/fault.ts'
import type { Tx } from '../db/context.ts'
import type { Call } from '../http/route.ts'
import { type AreaCoverage, LAYER_FILES, type Layer } from './features.ts'
import type { LayerSource } from './messages.ts'

/** Counts up when we draw a layer in another way: what browsers keep is then no longer right. */
const DRAWN = 1

/** A layer of a run that is done. */
export interface RunLayer {
  readonly run: string
  readonly layer: Layer
  readonly sha256: string
  readonly size: number
  /** Names the layer and all that it is made from; with quotes, as an ETag. */
  readonly etag: string
}

/** The layer of a run. Faults: not-there; not-now, where the run is not done. */
export async function layerOf(tx: Tx, run: string, layer: Layer): Promise<RunLayer> {
  const found = await tx.selectFrom('run').select(['id', 'state']).where('id', '=', run).executeTakeFirst()
  if (!found) throw new Fault('not-there', { what: run })
  if (found.state !== 'done')
    throw new Fault('not-now', { why: { zh: '这次计算还没有完成', en: 'this run is not done' } })
  const file = await tx
    .selectFrom('run_file')
    .select(['sha256', 'size'])
    .where('run', '=', run)
    .where('name', '=', LAYER_FILES[layer])
    .executeTakeFirst()
  if (!file) throw new Fault('not-there', { what: `${run} ${layer}` })
  return { run, layer, ...file, etag: `"${layer}-${run}-${file.sha256.slice(0, 16)}-${DRAWN}"` }
}

const coverageOf = (tx: Tx, run: string): Promise<AreaCoverage[]> =>
  tx
    .selectFrom('coverage')
    .select(['area', 'category', 'within', 'beyond', 'lacking', 'unknown', 'share'])
    .where('run', '=', run)
    .where('band', '=', 'all')
    .orderBy('category')
    .execute()

/** What the layer is made from. */
export async function sourceOf(
  { platform, as }: Pick<Call<unknown, unknown, unknown>, 'platform' | 'as'>,
  { run, layer, sha256 }: RunLayer,
): Promise<LayerSource> {
  const coverage = layer === 'areas' ? await as((tx) => coverageOf(tx, run)) : []
  return { layer, coverage, file: await platform.blobs.read(sha256) }
}
