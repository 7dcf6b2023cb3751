// Which office keeps a new outlet: the one whose border holds it, as the areas there are draw it.
import { Findings } from '@yike/core/base/finding.ts'
import { AreaIndex } from '@yike/core/geo/polygon-index.ts'
import { formatFor } from '@yike/core/source/define.ts'
import { formats } from '@yike/core/source/formats/index.ts'
import { sql } from 'kysely'
import type { Platform } from '../platform.ts'
import type { UploadJob } from './job.ts'
import { findLayer, layerReading } from './layers.ts'
import { withCopy } from './local-copy.ts'

/** An office that keeps outlets. */
export interface Keeper {
  readonly office: string
  readonly path: string
}
/** The office below the upload's that keeps what is at a place, WGS-84; null: none, so the upload's own. */
export type KeeperOf = (lng: number, lat: number) => Keeper | null

/** Codes of streets and communities are often written out to 9 or 12 digits with zeros. */
const plainCode = (code: string): string => code.replace(/^(\d{6}|\d{9})0{3}$/, '$1').replace(/^(\d{6})0{3}$/, '$1')

/** The rule for an upload, from the areas layer that holds for its office; null where there is none, or no code fits. */
export async function placing({ blobs }: Platform, job: UploadJob): Promise<KeeperOf | null> {
  const { path } = job.upload
  const found = await job.as(async (tx) => ({
    layer: await findLayer(tx, path, 'areas'),
    offices: await tx
      .selectFrom('office')
      .select(['id as office', 'code', 'path'])
      .where('until', 'is', null)
      .where(sql<boolean>`path <@ ${path}::ltree`)
      .where('path', '<>', path)
      .execute(),
  }))
  const { layer, offices } = found
  if (!layer || offices.length === 0) return null
  const areas = await withCopy(blobs, layer, async (bytes) => {
    const format = await formatFor(bytes, 'areas', formats)
    const { columns = null } = (layer.options ?? {}) as { columns?: object | null }
    return format.read(
      bytes,
      layerReading({ datum: layer.datum, columns }, new Findings(), job.progress, () => {}),
    )
  })
  const byCode = new Map(offices.map(({ code, office, path }) => [code, { office, path }]))
  const kept = areas.flatMap(({ adcode, polygon }) => {
    const keeper = adcode === null ? undefined : byCode.get(plainCode(adcode))
    return keeper ? [{ keeper, polygon }] : []
  })
  if (kept.length === 0) return null
  const index = new AreaIndex(kept.map((k) => k.polygon))
  return (lng, lat) => kept[index.areaOf(lng, lat)]?.keeper ?? null
}
