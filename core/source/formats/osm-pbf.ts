// OpenStreetMap, as the extracts of a city are handed on.
import { defineFormat } from '../define.ts'
import { looksLikePbf } from '../osm/blobs.ts'
import { readExtract } from '../osm/extract.ts'

/** OSM PBF: streets, outlets, buildings, boundaries and ground of one file. A wrong file named .pbf is told so, not unknown. */
export default defineFormat({
  id: 'osm-pbf',
  name: { zh: 'OSM PBF', en: 'OSM PBF' },
  yields: 'extract',
  recognise: (fileName, head) => (looksLikePbf(head) ? 1 : /\.pbf$/i.test(fileName) ? 0.5 : 0),
  read: readExtract,
})
