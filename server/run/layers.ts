// What an office has to be measured by: the newest layer of each kind, its own or the nearest one's above it.

import { Fault } from '@yike/core/base/fault.ts'
import type { Name } from '@yike/core/base/name.ts'
import type { Datum } from '@yike/core/geo/datum.ts'
import type { Tx } from '../db/context.ts'
import type { Place } from '../http/route.ts'
import { findLayer, type LayerKind } from '../source/layers.ts'
import type { Resolved } from './kind.ts'

/** What a run calls each kind of layer, and people. */
const CALLED: Readonly<Record<LayerKind, { readonly role: string; readonly name: Name }>> = {
  streets: { role: 'osm', name: { zh: '路网', en: 'streets' } },
  areas: { role: 'areas', name: { zh: '区域边界', en: 'areas' } },
  population: { role: 'population', name: { zh: '居民点或人口栅格', en: 'residents' } },
  census: { role: 'census', name: { zh: '普查表', en: 'a census table' } },
}

/** The layer of a kind that holds for an office; null where there is none. */
export async function layerFor(tx: Tx, office: Place, kind: LayerKind): Promise<Resolved | null> {
  const layer = await findLayer(tx, office.path, kind)
  if (!layer) return null
  const { size } = await tx
    .selectFrom('blob')
    .select('size')
    .where('sha256', '=', layer.sha256)
    .executeTakeFirstOrThrow()
  const { office: owner } = layer
  const reading = layer.options as Record<string, unknown> | null
  // of a table that an office above shares, an office that stands in it by its code means its own row
  const codes = reading?.codes as readonly string[] | undefined
  if (owner !== office.id && codes?.includes(office.code)) reading!.codes = [office.code]
  return {
    role: CALLED[kind].role,
    name: layer.name,
    sha256: layer.sha256,
    size,
    datum: layer.datum as Datum | null,
    reading: reading && Object.keys(reading).length ? reading : null,
    run: null,
  }
}

/** The first of these kinds that there is. Fault: needs. */
export async function needLayer(tx: Tx, office: Place, ...kinds: readonly LayerKind[]): Promise<Resolved> {
  for (const kind of kinds) {
    const layer = await layerFor(tx, office, kind)
    if (layer) return layer
  }
  const said = (lang: 'zh' | 'en') => kinds.map((kind) => CALLED[kind].name[lang]).join(lang === 'zh' ? '或' : ' or ')
  throw new Fault('needs', {
    what: {
      zh: `${office.name}的${said('zh')}（请先上传并采用）`,
      en: `${said('en')} of ${office.name} (upload and apply it first)`,
    },
  })
}
