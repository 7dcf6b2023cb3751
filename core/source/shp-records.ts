// What a Shapefile claims, held against what is there, before a library believes it (ESRI Shapefile Technical
// Description, 1998): parts that run backwards make one point count a thousand times, and a .dbf may say it has 2³² rows.
import { LIMITS } from './limits.ts'

/** Header codes of lines and polygons, plain, with Z and with M. */
const PARTED = new Set([3, 5, 13, 15, 23, 25])

/** Rings of one file, squared and summed over its records: each hole is held against each outline. */
const MOST_PAIRS = 4e8

/** Cells of a .dbf. */
const MOST_CELLS = 20_000_000

/** `shp` itself. Throws where records are too many, or parts of one do not follow each other within it. */
export function soundShp(shp: Uint8Array): Uint8Array {
  const view = new DataView(shp.buffer, shp.byteOffset, shp.byteLength)
  const parted = PARTED.has(view.getInt32(32, true))
  let records = 0
  let pairs = 0
  for (let at = 100; at + 8 <= shp.length; ) {
    const length = 2 * view.getInt32(at + 4)
    if (length < 0) throw new Error('a record of negative length')
    if (at + 8 + length > shp.length) break // cut short: what comes before is read
    if (++records > LIMITS.shapefileRecords) throw new Error('too many records')
    if (parted && length >= 44 && view.getInt32(at + 8, true) !== 0) pairs += checkParts(view, at + 8, length) ** 2
    if (pairs > MOST_PAIRS) throw new Error('too many rings')
    at += 8 + length
  }
  return shp
}

/** How many parts the record of `length` bytes at `at` has. */
function checkParts(view: DataView, at: number, length: number): number {
  const parts = view.getInt32(at + 36, true)
  const points = view.getInt32(at + 40, true)
  if (parts < 0 || points < 0 || 44 + 4 * parts + 16 * points > length)
    throw new Error('more points than the record has')
  let before = 0
  for (let k = 0; k < parts; k++) {
    const first = view.getInt32(at + 44 + 4 * k, true)
    if (first < before || first > points) throw new Error('parts that do not follow each other')
    before = first
  }
  return parts
}

/** `dbf` itself. Throws where it is shorter than its header says, or its fields do not fit its rows. */
export function soundDbf(dbf: Uint8Array): Uint8Array {
  const view = new DataView(dbf.buffer, dbf.byteOffset, dbf.byteLength)
  const rows = view.getUint32(4, true)
  const first = view.getUint16(8, true)
  const rowLength = view.getUint16(10, true)
  if (rowLength < 2 || first + rows * rowLength > dbf.length) throw new Error('the .dbf is shorter than it says')
  let fields = 0
  let width = 1
  for (let at = 32; at + 32 <= first && dbf[at] !== 13; at += 32) {
    fields++
    width += dbf[at + 16]!
  }
  if (width > rowLength) throw new Error('fields wider than the rows')
  if (fields > LIMITS.columns || rows > LIMITS.shapefileRecords || rows * fields > MOST_CELLS)
    throw new Error('too many rows and columns')
  return dbf
}
