// Data: what files there are, by what they are called and by what browsers say of them.
import type { Name } from '@yike/core/base/name.ts'

/** Kinds that first bytes can tell apart, as people call them. */
export const KINDS = {
  xlsx: { zh: 'Excel 工作簿', en: 'an Excel workbook' },
  docx: { zh: 'Word 文档', en: 'a Word document' },
  office: { zh: 'Office 文档', en: 'an Office document' },
  shapefile: { zh: '打包的 Shapefile', en: 'a zipped shapefile' },
  zip: { zh: 'ZIP 压缩包', en: 'a ZIP archive' },
  gzip: { zh: 'gzip 压缩文件', en: 'a gzip file' },
  archive: { zh: '7z 或 RAR 压缩包', en: 'a 7z or RAR archive' },
  ole: { zh: '旧版 Office 文件', en: 'an old Office file' },
  png: { zh: 'PNG 图片', en: 'a PNG picture' },
  jpeg: { zh: 'JPEG 图片', en: 'a JPEG picture' },
  webp: { zh: 'WebP 图片', en: 'a WebP picture' },
  heic: { zh: 'HEIC 图片', en: 'a HEIC picture' },
  gif: { zh: 'GIF 图片', en: 'a GIF picture' },
  tiff: { zh: 'TIFF 图片', en: 'a TIFF picture' },
  geotiff: { zh: 'GeoTIFF 栅格', en: 'a GeoTIFF grid' },
  pdf: { zh: 'PDF 文档', en: 'a PDF document' },
  sqlite: { zh: 'SQLite 数据库', en: 'an SQLite database' },
  pbf: { zh: 'OSM PBF', en: 'OSM PBF' },
  program: { zh: '可执行程序', en: 'a program' },
  html: { zh: '网页', en: 'a web page' },
  xml: { zh: 'XML', en: 'XML' },
  geojson: { zh: 'GeoJSON', en: 'GeoJSON' },
  json: { zh: 'JSON', en: 'JSON' },
  text: { zh: '文本', en: 'text' },
  empty: { zh: '空文件', en: 'nothing' },
  binary: { zh: '无法识别的二进制内容', en: 'binary content of an unknown kind' },
} as const satisfies Record<string, Name>

export type Kind = keyof typeof KINDS

/** Kinds that may stand under an ending, in lower case without the dot. The first is what it is called by. */
export const BY_ENDING: Readonly<Record<string, readonly Kind[]>> = {
  xlsx: ['xlsx', 'office'],
  docx: ['docx', 'office'],
  xls: ['ole'],
  zip: ['zip', 'shapefile', 'xlsx', 'docx', 'office'],
  gz: ['gzip'],
  png: ['png'],
  jpg: ['jpeg'],
  jpeg: ['jpeg'],
  webp: ['webp'],
  heic: ['heic'],
  heif: ['heic'],
  gif: ['gif'],
  tif: ['geotiff', 'tiff'],
  tiff: ['geotiff', 'tiff'],
  pdf: ['pdf'],
  sqlite: ['sqlite'],
  db: ['sqlite'],
  gpkg: ['sqlite'],
  pbf: ['pbf'],
  html: ['html'],
  htm: ['html'],
  xml: ['xml'],
  osm: ['xml'],
  svg: ['xml'],
  geojson: ['geojson', 'json'],
  json: ['json', 'geojson'],
  csv: ['text'],
  tsv: ['text'],
  txt: ['text', 'json', 'geojson'],
}

/**
 * Kinds that may come under a media type. `application/octet-stream`, and types not listed, claim nothing. Windows with Excel
 * calls a CSV `application/vnd.ms-excel`.
 */
export const BY_MEDIA_TYPE: Readonly<Record<string, readonly Kind[]>> = {
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx', 'office'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx', 'office'],
  'application/vnd.ms-excel': ['ole', 'text', 'xlsx', 'office'],
  'application/zip': ['zip', 'shapefile', 'xlsx', 'docx', 'office'],
  'application/x-zip-compressed': ['zip', 'shapefile', 'xlsx', 'docx', 'office'],
  'application/gzip': ['gzip'],
  'application/pdf': ['pdf'],
  'application/geo+json': ['geojson', 'json'],
  'application/json': ['json', 'geojson'],
  'application/xml': ['xml'],
  'image/png': ['png'],
  'image/jpeg': ['jpeg'],
  'image/webp': ['webp'],
  'image/heic': ['heic'],
  'image/heif': ['heic'],
  'image/gif': ['gif'],
  'image/tiff': ['geotiff', 'tiff'],
  'image/svg+xml': ['xml'],
  'text/csv': ['text'],
  'text/plain': ['text', 'json', 'geojson'],
  'text/html': ['html'],
  'text/xml': ['xml'],
}
