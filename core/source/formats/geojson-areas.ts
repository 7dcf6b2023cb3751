// Areas in GeoJSON (RFC 7946): a collection, a feature, or a bare polygon.
import { Fault } from '../../base/fault.ts'
import type { Properties } from '../area-fields.ts'
import { areaRows, type RawFeature } from '../area-rows.ts'
import { decodeHead, readText } from '../decode.ts'
import { defineFormat } from '../define.ts'
import { parseJson } from '../json.ts'
import { LIMITS } from '../limits.ts'
import { checkSize } from '../size.ts'

/** Names and codes are guessed from the usual headings; see `areaFields`. Faults: too-large, bad-file. */
export default defineFormat({
  id: 'geojson-areas',
  name: { zh: 'GeoJSON 区域边界', en: 'GeoJSON areas' },
  yields: 'areas',
  recognise: (fileName, head) => {
    const text = decodeHead(head)
    if (!/^\s*\{/.test(text)) return 0
    if (/"(Multi)?Polygon"/.test(text)) return 0.9
    if (/"(FeatureCollection|Feature|GeometryCollection)"/.test(text))
      return /"Point"|"LineString"/.test(text) ? 0.3 : 0.6
    return /\.(geo)?json$/i.test(fileName) ? 0.2 : 0
  },
  async read(bytes, reading) {
    const file = bytes.name
    checkSize(file, bytes.size, LIMITS.geojsonBytes)
    reading.progress.begin({ zh: '读区域边界', en: 'Reading areas' }, null)
    const features = featuresOf(parseJson(await readText(bytes, reading.findings), file))
    if (!features)
      throw new Fault('bad-file', {
        file,
        why: { zh: '不是 GeoJSON 的要素或面', en: 'neither features nor a polygon of GeoJSON' },
      })
    const areas = areaRows(features, file, reading)
    if (areas.length === 0)
      throw new Fault('bad-file', { file, why: { zh: '没有一个可用的面', en: 'it holds no usable polygon' } })
    return areas
  },
})

/** The features of a GeoJSON text; null where it is none. Things in the list that are no features come out without a border. */
function featuresOf(json: unknown): RawFeature[] | null {
  if (!json || typeof json !== 'object') return null
  const { type, features, geometry, properties } = json as Record<string, unknown>
  const known = (p: unknown): Properties => (p && typeof p === 'object' ? (p as Properties) : {})
  if (type === 'FeatureCollection' && Array.isArray(features))
    return features.map((f: unknown) => {
      const feature = known(f)
      const own = known(feature.properties)
      // RFC 7946 keeps an id outside the properties.
      return { properties: 'id' in own ? own : { ...own, id: feature.id }, geometry: feature.geometry }
    })
  if (type === 'Feature') return [{ properties: known(properties), geometry }]
  if (type === 'Polygon' || type === 'MultiPolygon' || type === 'GeometryCollection')
    return [{ properties: {}, geometry: json }]
  return null
}
