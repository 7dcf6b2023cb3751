// A workbook is looked at before a library believes it: unpacked within limits, no DOCTYPE (so no entities), no more cells,
// texts and merged ranges than a ledger has. What passes is handed on as it was looked at; pictures and macros stay behind.
import { Fault } from '../base/fault.ts'
import { LIMITS } from './limits.ts'
import { storedZip } from './stored-zip.ts'
import { unzip } from './unzip.ts'

/** Parts that the library reads: cells, and what they point at, for it looks everything up. */
const PARTS =
  /^\/?(?:_rels\/\.rels|docProps\/(?:app|core)\.xml|xl\/(?:workbook|styles|sharedStrings|comments\d+|tables\/table\d+|worksheets\/sheet\d+|drawings\/\w+)\.xml|xl\/drawings\/\w+\.vml|xl\/(?:worksheets\/|drawings\/)?_rels\/\w+\.xml\.rels)$/i
/** Pictures: their names are enough. */
const MEDIA = /^\/?xl\/media\/[^/]+$/i

/**
 * The parts of a workbook that are read, in an archive of their own. Faults: bad-file (damaged, a DOCTYPE, too much of
 * something), too-large (beyond LIMITS.workbookUnpackedBytes).
 */
export async function soundWorkbook(all: Uint8Array, file: string): Promise<Uint8Array> {
  const pictures: string[] = []
  const wanted = (path: string) => {
    if (MEDIA.test(path)) pictures.push(path)
    return PARTS.test(path)
  }
  const parts = new Map(await unzip(all, file, wanted, LIMITS.workbookUnpackedBytes))
  const bad = (zh: string, en: string) => new Fault('bad-file', { file, why: { zh, en } })
  let cells = 0
  let merges = 0
  let merged = 0
  for (const [path, bytes] of parts) {
    if (holds(bytes, DOCTYPE)) throw bad('其中有 DOCTYPE 声明，不予读取', 'it declares a DOCTYPE and was not read')
    if (/sharedStrings\.xml$/i.test(path) && count(bytes, TEXT, LIMITS.workbookTexts) > LIMITS.workbookTexts)
      throw bad(`文字超过 ${LIMITS.workbookTexts} 条`, `it holds more than ${LIMITS.workbookTexts} texts`)
    if (!/sheet\d+\.xml$/i.test(path)) continue
    cells += count(bytes, CELL, LIMITS.workbookCells) + count(bytes, ROW, LIMITS.workbookCells)
    if (cells > LIMITS.workbookCells)
      throw bad(
        `单元格超过 ${LIMITS.workbookCells} 个；请拆分，或另存为 CSV`,
        `it holds more than ${LIMITS.workbookCells} cells; split it, or save it as CSV`,
      )
    for (const range of mergedRanges(bytes)) {
      merges++
      merged += range
      if (merges > LIMITS.workbookMerges || merged > LIMITS.workbookMergedCells)
        throw bad('合并的单元格太多；请取消合并', 'it merges too many cells; unmerge them')
    }
  }
  for (const path of pictures) parts.set(path, new Uint8Array(0))
  return storedZip(parts)
}

const codes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))
const DOCTYPE = codes('<!DOCTYPE')
const TEXT = codes('<si')
const CELL = codes('<c')
const ROW = codes('<row')
const MERGE = codes('mergeCell ')

/** Where `what` next stands in `bytes`; -1 if nowhere. */
function find(bytes: Uint8Array, what: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(what[0]!, from); at >= 0; at = bytes.indexOf(what[0]!, at + 1)) {
    let k = 1
    while (k < what.length && bytes[at + k] === what[k]) k++
    if (k === what.length) return at
  }
  return -1
}

const holds = (bytes: Uint8Array, what: Uint8Array): boolean => find(bytes, what, 0) >= 0

/** How often an element begins, its name followed by a blank, `/` or `>`; stops a little beyond `most`. */
function count(bytes: Uint8Array, what: Uint8Array, most: number): number {
  let n = 0
  for (let at = find(bytes, what, 0); at >= 0 && n <= most; at = find(bytes, what, at + 1)) {
    const after = bytes[at + what.length]!
    if (after <= 0x20 || after === 0x2f || after === 0x3e) n++
  }
  return n
}

/** How many cells each merged range covers. */
function* mergedRanges(bytes: Uint8Array): Generator<number> {
  for (let at = find(bytes, MERGE, 0); at >= 0; at = find(bytes, MERGE, at + 1)) {
    const text = String.fromCharCode(...bytes.subarray(at, at + 200))
    const [, c1, r1, c2, r2] = /ref\s*=\s*["']\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)["']/i.exec(text) ?? []
    if (c1 && c2) yield (1 + Math.abs(columnOf(c2) - columnOf(c1))) * (1 + Math.abs(Number(r2) - Number(r1)))
  }
}

const columnOf = (letters: string): number =>
  [...letters.toUpperCase()].reduce((n, c) => 26 * n + c.charCodeAt(0) - 64, 0)
