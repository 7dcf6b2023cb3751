// Outlets in a zipped Shapefile, as a planning institute's GIS hands them on.
import { Fault } from '../../base/fault.ts'
import { defineFormat } from '../define.ts'
import { placeOf, tableOf } from '../geojson-features.ts'
import { gatherOutlets, propertyFieldsOf } from '../outlet-rows.ts'
import { looksLikeShapefile, shapefileFeatures } from '../shapefile.ts'
import { oneBatch, openTable } from '../table.ts'

/**
 * Points, several points as the entrances of one, areas by their middle; the columns of the .dbf, whose headings end
 * after ten bytes, are guessed like those of a ledger. Rows of findings count records from 1. Faults: too-large, bad-file.
 */
export default defineFormat({
  id: 'shapefile-outlets',
  name: { zh: '网点（Shapefile，zip）', en: 'Outlets (zipped Shapefile)' },
  yields: 'outlets',
  recognise: looksLikeShapefile,
  async read(bytes, reading) {
    const file = bytes.name
    reading.progress.begin({ zh: `读 ${file}`, en: `Reading ${file}` }, null)
    const features = await shapefileFeatures(bytes, reading)
    if (features.length > 0 && features.every(({ geometry }) => isProjected(placeOf(geometry))))
      throw new Fault('bad-file', {
        file,
        why: {
          zh: '坐标不是经纬度，也没有 .prj 说明投影，请转为经纬度再用',
          en: 'coordinates are not degrees and no .prj says how they are projected; convert it to longitude and latitude',
        },
      })
    const rows = tableOf(features)
    const table = await openTable(oneBatch(rows), { file, sheet: null }, propertyFieldsOf(reading), [], reading)
    const outlets = gatherOutlets(file, reading)
    features.forEach(({ geometry }, i) => {
      outlets.add(table, rows[i + 1]!, placeOf(geometry))
    })
    return outlets.finish()
  },
})

/** Whether a place is in metres of a projection: beyond the degrees that there are. */
const isProjected = (place: ReturnType<typeof placeOf>): boolean =>
  place !== null && (Math.abs(place[0]![0]) > 180 || Math.abs(place[0]![1]) > 180)
