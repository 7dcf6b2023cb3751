// A workbook is looked at before a library believes it: unpacked within limits, no DOCTYPE (so no entities), no more cells,
// texts and merged ranges than a ledger has. Only cells, texts, styles and merged ranges are handed on: the library would
// write out every cell that a rule of validation or a column's width covers, and a range may cover 17 thousand million.
import { joined } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import { LIMITS } from './limits.ts'
import { storedZip } from './stored-zip.ts'
import { unzip } from './unzip.ts'

const PARTS =
  /^\/?(?:_rels\/\.rels|docProps\/core\.xml|xl\/(?:workbook|styles|sharedStrings|worksheets\/sheet\d+)\.xml|xl\/_rels\/workbook\.xml\.rels)$/i

/**
 * What is read of a workbook, in an archive of its own. Faults: bad-file (damaged, a DOCTYPE, too much of
 * something), too-large (beyond LIMITS.workbookUnpackedBytes).
 */
export async function soundWorkbook(all: Uint8Array, file: string): Promise<Uint8Array> {
  const parts = await unzip(all, file, (path) => PARTS.test(path), LIMITS.workbookUnpackedBytes)
  const bad = (zh: string, en: string) => new Fault('bad-file', { file, why: { zh, en } })
  const sound = new Map<string, Uint8Array>()
  let cells = 0
  let far = 0
  let merges = 0
  let merged = 0
  for (const [path, bytes] of parts) {
    if (find(bytes, DOCTYPE, 0) >= 0)
      throw bad('其中有 DOCTYPE 声明，不予读取', 'it declares a DOCTYPE and was not read')
    if (/sheet\d+\.xml$/i.test(path)) {
      const sheet = tableOf(bytes)
      sound.set(path, sheet)
      cells += count(sheet, ROW)
      for (const column of columnsOf(sheet)) {
        cells++
        if (column > FAR) far++
        if (cells > LIMITS.workbookCells || far > LIMITS.workbookFarCells) break
      }
      if (cells > LIMITS.workbookCells)
        throw bad(
          `单元格超过 ${LIMITS.workbookCells} 个；请拆分，或另存为 CSV`,
          `it holds more than ${LIMITS.workbookCells} cells; split it, or save it as CSV`,
        )
      if (far > LIMITS.workbookFarCells)
        throw bad(
          '第 702 列以外还有大量单元格；请删去右侧的空列，或另存为 CSV',
          'it holds too many cells beyond column 702; delete the empty columns on the right, or save it as CSV',
        )
      for (const range of mergedRanges(sheet)) {
        merges++
        merged += range
        if (merges > LIMITS.workbookMerges || merged > LIMITS.workbookMergedCells)
          throw bad('合并的单元格太多；请取消合并', 'it merges too many cells; unmerge them')
      }
    } else if (/sharedStrings\.xml$/i.test(path)) {
      if (count(bytes, TEXT) > LIMITS.workbookTexts)
        throw bad(`文字超过 ${LIMITS.workbookTexts} 条`, `it holds more than ${LIMITS.workbookTexts} texts`)
      sound.set(path, bytes)
    } else {
      if (bytes.length > LIMITS.workbookPartBytes) throw bad(`${path} 太大`, `${path} is too large`)
      sound.set(path, /workbook\.xml$/i.test(path) ? without(bytes, NAMES, NAMES_END) : bytes)
    }
  }
  return storedZip(sound)
}

const codes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))
const DOCTYPE = codes('<!DOCTYPE')
const TEXT = codes('<si')
const ROW = codes('<row')
const CELL = codes('<c')
const MERGE = codes('<mergeCell ')
const DATA = codes('<sheetData')
const DATA_END = codes('</sheetData>')
const MERGES = codes('<mergeCells')
const MERGES_END = codes('</mergeCells>')
const NAMES = codes('<definedNames')
const NAMES_END = codes('</definedNames>')
const SHEET = codes('<worksheet>')
const SHEET_END = codes('</worksheet>')

/** Column ZZ. */
const FAR = 702

/** A sheet's cells and merged ranges, and nothing else of it. */
function tableOf(sheet: Uint8Array): Uint8Array {
  const between = (begin: Uint8Array, end: Uint8Array, from: number) => {
    const at = find(sheet, begin, from)
    const to = at < 0 ? -1 : find(sheet, end, at)
    return to < 0 ? null : { bytes: sheet.subarray(at, to + end.length), to }
  }
  const data = between(DATA, DATA_END, 0)
  if (!data) return joined([SHEET, SHEET_END])
  const merges = between(MERGES, MERGES_END, data.to)
  return joined([SHEET, data.bytes, merges?.bytes ?? new Uint8Array(0), SHEET_END])
}

/** `bytes` without what stands from `begin` to `end`. */
function without(bytes: Uint8Array, begin: Uint8Array, end: Uint8Array): Uint8Array {
  const at = find(bytes, begin, 0)
  const to = at < 0 ? -1 : find(bytes, end, at)
  return to < 0 ? bytes : joined([bytes.subarray(0, at), bytes.subarray(to + end.length)])
}

/** Where `what` next stands in `bytes`; -1 if nowhere. */
function find(bytes: Uint8Array, what: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(what[0]!, from); at >= 0; at = bytes.indexOf(what[0]!, at + 1)) {
    let k = 1
    while (k < what.length && bytes[at + k] === what[k]) k++
    if (k === what.length) return at
  }
  return -1
}

/** Whether the name of an element ends here. */
const ends = (after: number | undefined) => after === undefined || after <= 0x20 || after === 0x2f || after === 0x3e

/** How often an element begins. */
function count(bytes: Uint8Array, what: Uint8Array): number {
  let n = 0
  for (let at = find(bytes, what, 0); at >= 0; at = find(bytes, what, at + 1)) if (ends(bytes[at + what.length])) n++
  return n
}

/** The column of each cell from 1; beyond all of them where its tag does not say it at once. */
function* columnsOf(bytes: Uint8Array): Generator<number> {
  for (let at = find(bytes, CELL, 0); at >= 0; at = find(bytes, CELL, at + 2)) {
    if (!ends(bytes[at + 2])) continue
    let column = 0
    // ` r="AB12"`: r stands first in what Excel and all its kin write, and within the first attributes elsewhere
    for (let k = at + 2; k < at + 60 && bytes[k] !== 0x3e; k++)
      if (bytes[k] === 0x72 && bytes[k - 1]! <= 0x20 && bytes[k + 1] === 0x3d) {
        for (k += 3; bytes[k]! >= 0x41 && bytes[k]! <= 0x5a; k++) column = 26 * column + bytes[k]! - 64
        break
      }
    yield column || Number.POSITIVE_INFINITY
  }
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
