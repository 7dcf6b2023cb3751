// What a file most likely is, by its name alone: a person may say otherwise before it is read.
import type { UploadKind } from './office-lists.ts'

/** Kinds, in the order in which they are offered, with the endings that each may have. */
export const FILE_KINDS: Readonly<Record<UploadKind, readonly string[]>> = {
  outlets: ['.csv', '.txt', '.tsv', '.xlsx', '.xls', '.geojson', '.json', '.zip', '.shp'],
  streets: ['.pbf'],
  areas: ['.geojson', '.json', '.zip', '.shp'],
  population: ['.tif', '.tiff', '.csv', '.txt', '.tsv'],
  census: ['.csv', '.txt', '.tsv'],
}

/** The kind that a name suggests. */
export function kindOfFile(name: string): UploadKind {
  const plain = name.toLowerCase()
  if (plain.endsWith('.pbf')) return 'streets'
  if (/\.tiff?$/.test(plain)) return 'population'
  if (/census|普查/.test(plain)) return 'census'
  if (/人口|population|residents/.test(plain) && /\.(csv|txt|tsv)$/.test(plain)) return 'population'
  if (/边界|区域|区划|社区|街道界|areas|border|boundar/.test(plain) && /\.(geojson|json|zip|shp)$/.test(plain))
    return 'areas'
  return 'outlets'
}
