// Outlets as GeoJSON (RFC 7946): points, several points as the entrances of one, areas by their middle.
import { decodeHead, readText } from '../decode.ts'
import { defineFormat } from '../define.ts'
import { featureRows, placeOf } from '../geojson-features.ts'
import { gatherOutlets, propertyFieldsOf } from '../outlet-rows.ts'
import { oneBatch, openTable } from '../table.ts'

/**
 * Properties are columns like those of a ledger; the geometry says where. Rows of findings count features from 1.
 * Faults: bad-file (no JSON, no features), too-large.
 */
export default defineFormat({
  id: 'geojson-outlets',
  name: { zh: '网点（GeoJSON）', en: 'Outlets (GeoJSON)' },
  yields: 'outlets',

  recognise(fileName, head) {
    const text = decodeHead(head)
    if (!/^\s*\{/.test(text)) return 0
    if (/"(FeatureCollection|Feature)"/.test(text)) return /"(Multi)?Point"/.test(text) ? 0.95 : 0.8
    return /\.(geo)?json$/i.test(fileName) ? 0.5 : 0
  },

  async read(bytes, reading) {
    const file = bytes.name
    reading.progress.begin({ zh: `读 ${file}`, en: `Reading ${file}` }, null)
    const { rows, geometries } = featureRows(await readText(bytes, reading.findings), file)
    const table = await openTable(oneBatch(rows), { file, sheet: null }, propertyFieldsOf(reading), [], reading)
    const outlets = gatherOutlets(file, reading)
    // the first row of keys may not be taken for a heading (features without properties): features count, not rows
    geometries.forEach((geometry, i) => {
      outlets.add(table, rows[i + 1]!, placeOf(geometry))
    })
    return outlets.finish()
  },
})
