// A zipped Shapefile (.shp, .dbf, and beside them .prj and .cpg where the sender did not lose them) as features.
import type { Bytes } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import type { RawFeature } from './area-rows.ts'
import type { Reading } from './define.ts'
import { LIMITS } from './limits.ts'
import { soundDbf, soundShp } from './shp-records.ts'
import { checkSize } from './size.ts'
import { unzip } from './unzip.ts'

/** Bytes of a .prj: a line of WKT has some hundred. */
const LONGEST_PRJ = 20_000
const PART = /\.(shp|dbf|prj|cpg)$/i

/** How sure, from 0 to 1, that a file is a zipped Shapefile. */
export function looksLikeShapefile(fileName: string, head: Uint8Array): number {
  if (head[0] !== 0x50 || head[1] !== 0x4b || head[2] !== 3 || head[3] !== 4) return 0
  const text = new TextDecoder('windows-1252').decode(head) // names in the archive stand in plain bytes
  if (/\.(shp|dbf|shx|prj|cpg)/i.test(text)) return 0.9
  return /\.(shp\.)?zip$/i.test(fileName) ? 0.4 : 0
}

/**
 * The features of every layer in the archive, one after the other. Names are read in the encoding that fits them (the .cpg
 * is often missing or says 936), projected coordinates through the .prj. CGCS2000 is taken as WGS-84; Beijing 1954 and
 * Xi'an 1980, which lie up to some hundred metres off, are read as they stand with the finding datum-doubt.
 * Faults: too-large, bad-file.
 */
export async function shapefileFeatures(bytes: Bytes, reading: Reading): Promise<RawFeature[]> {
  const file = bytes.name
  checkSize(file, bytes.size, LIMITS.shapefileBytes)
  const wanted = (path: string) => PART.test(path) && !/(^|\/)(__MACOSX\/|\._)/.test(path)
  const parts = await unzip(await bytes.slice(0, bytes.size), file, wanted, LIMITS.shapefileUnpackedBytes)
  const part = (layer: string, ending: string) =>
    [...parts].find(([path]) => path.toLowerCase() === `${layer.toLowerCase()}.${ending}`)?.[1]
  const layers = [...parts.keys()]
    .filter((path) => /\.shp$/i.test(path))
    .map((path) => path.slice(0, -4))
    .sort()
  if (layers.length === 0)
    throw new Fault('bad-file', { file, why: { zh: '压缩包里没有 .shp', en: 'the archive holds no .shp' } })
  const features: RawFeature[] = []
  for (const layer of layers) {
    const prj = text(part(layer, 'prj')?.subarray(0, LONGEST_PRJ))
    const old = /Beijing_?1954|Xian_?1980/i.exec(prj)
    if (old) reading.findings.note('datum-doubt', file, null, old[0])
    const read = await readLayer(file, part(layer, 'shp')!, part(layer, 'dbf'), prj, text(part(layer, 'cpg')))
    for (const feature of read) features.push(feature)
  }
  return features
}

const text = (bytes: Uint8Array | undefined) => (bytes ? new TextDecoder().decode(bytes).trim() : '')

async function readLayer(
  file: string,
  shp: Uint8Array,
  dbf: Uint8Array | undefined,
  prj: string,
  cpg: string,
): Promise<RawFeature[]> {
  const { parseShp, parseDbf } = await import('shpjs')
  try {
    // Degrees need no projection, and rounding by one would part borders that are shared.
    const shapes = parseShp(soundShp(shp), /PROJC[RS]/i.test(prj) ? prj : undefined)
    const rows = dbf ? parseDbf(soundDbf(dbf), encodingOf(dbf, cpg)) : []
    return shapes.map((geometry, k) => ({ geometry, properties: rows[k] ?? {} }))
  } catch {
    throw new Fault('bad-file', { file, why: { zh: '.shp 或 .dbf 损坏', en: 'the .shp or the .dbf is damaged' } })
  }
}

/**
 * Whichever of UTF-8 and GB18030 leaves fewer broken characters in the headings and rows. Chinese in GBK is all but
 * never sound UTF-8, while UTF-8 often happens to be sound GBK, so where neither breaks it is UTF-8; where both break
 * alike, what the .cpg or the language byte (0x4D: code page 936) says. shpjs itself takes '936' for 'windows-936',
 * which does not exist, and falls back to UTF-8.
 */
function encodingOf(dbf: Uint8Array, cpg: string): string {
  const firstRow = dbf[8]! | (dbf[9]! << 8)
  const parts = [dbf.subarray(firstRow)]
  for (let at = 32; at + 32 < firstRow && dbf[at] !== 13; at += 32) parts.push(dbf.subarray(at, at + 11))
  const broken = (label: string) =>
    parts.reduce((sum, part) => sum + new TextDecoder(label).decode(part).split('\uFFFD').length - 1, 0)
  const utf8 = broken('utf-8')
  const gb = broken('gb18030')
  if (utf8 === 0 || utf8 < gb) return 'utf-8'
  return gb < utf8 || /936|gb/i.test(cpg) || (cpg === '' && dbf[29] === 0x4d) ? 'gb18030' : 'utf-8'
}
