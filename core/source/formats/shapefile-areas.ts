// Areas in a zipped Shapefile.
import { Fault } from '../../base/fault.ts'
import { areaRows } from '../area-rows.ts'
import { defineFormat } from '../define.ts'
import { looksLikeShapefile, shapefileFeatures } from '../shapefile.ts'

/** Every layer of polygons in the archive, one after the other; see `shapefileFeatures`. Faults: too-large, bad-file. */
export default defineFormat({
  id: 'shapefile-areas',
  name: { zh: 'Shapefile 区域边界（zip）', en: 'zipped Shapefile areas' },
  yields: 'areas',
  recognise: looksLikeShapefile,
  async read(bytes, reading) {
    const file = bytes.name
    reading.progress.begin({ zh: '读区域边界', en: 'Reading areas' }, null)
    const areas = areaRows(await shapefileFeatures(bytes, reading), file, reading)
    if (areas.length === 0)
      throw new Fault('bad-file', { file, why: { zh: '没有一个可用的面', en: 'it holds no usable polygon' } })
    return areas
  },
})
