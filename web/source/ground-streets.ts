// The roads of a base map as streets, as far as telling a datum asks: which places lie near a road. It spares the page the extract,
// which may be a hundred times as large; the server asks the extract itself.
import type { Basemap } from '@yike/core/report/basemap.ts'
import type { Streets } from '@yike/core/source/rows.ts'

/** Expressways have no outlets on them. */
const HIGHWAY: Readonly<Record<string, string>> = { express: 'motorway', path: 'path' }

/** The streets; null where nothing is drawn. Nodes are not shared between lines: nobody is to walk here. */
export function streetsOfGround({ roads }: Basemap): Streets | null {
  const lng: number[] = []
  const lat: number[] = []
  const first = [0]
  const tags: Record<string, string>[] = []
  for (const { properties, geometry } of roads.features) {
    if (geometry.type !== 'MultiLineString') continue
    for (const line of geometry.coordinates) {
      for (const [x, y] of line) {
        lng.push(x)
        lat.push(y)
      }
      first.push(lng.length)
      tags.push({ highway: HIGHWAY[properties.class] ?? 'residential' })
    }
  }
  if (tags.length === 0) return null
  const refs = Int32Array.from(lng.keys())
  return {
    ...{
      nodeId: Float64Array.from(refs),
      lng: Float64Array.from(lng),
      lat: Float64Array.from(lat),
      nodeTags: new Map(),
    },
    ...{ wayId: Float64Array.from(tags.keys()), wayFirst: Int32Array.from(first), wayRefs: refs, wayTags: tags },
    ...{ wayLengthMm: null, plazas: [], wallFirst: new Int32Array(1), wallRefs: new Int32Array(0) },
  }
}
