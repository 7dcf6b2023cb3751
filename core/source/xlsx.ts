// The only place that knows exceljs: a workbook becomes sheets of text cells.
import type { CellValue } from 'exceljs'
import type { Bytes } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import { LIMITS } from './limits.ts'
import { checkSize } from './size.ts'
import type { TableRow } from './table.ts'
import { soundWorkbook } from './workbook-parts.ts'

/** One sheet, rows from top to bottom, each with a cell for every column of the sheet (256 at most). */
export interface Sheet {
  readonly name: string
  readonly rows: readonly TableRow[]
}

/**
 * The sheets of an .xlsx file, hidden ones last. Numbers and days come as text (`121.47`, `2024-05-01`), a formula as the
 * value kept with it, a merged range as its value in every place. Faults: old-xls, too-large, bad-file.
 */
export async function readWorkbook(bytes: Bytes): Promise<readonly Sheet[]> {
  const file = bytes.name
  checkSize(file, bytes.size, LIMITS.workbookBytes)
  const all = await bytes.slice(0, bytes.size)
  if (isOle(all)) throw new Fault('old-xls', { file })
  const { default: ExcelJS } = await import('exceljs')
  const workbook = new ExcelJS.Workbook()
  const sound = await soundWorkbook(all, file)
  try {
    await workbook.xlsx.load(sound)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    throw new Fault('bad-file', {
      file,
      why: { zh: '不是完整的 .xlsx', en: `not a whole .xlsx: ${said.slice(0, 120)}` },
    })
  }
  if (workbook.worksheets.some((sheet) => sheet.rowCount > LIMITS.sheetRows))
    throw new Fault('bad-file', { file, why: { zh: '行号超出 Excel 的上限', en: 'its rows go beyond those of Excel' } })
  const hidden = (state: string) => (state === 'visible' ? 0 : 1)
  return workbook.worksheets
    .map((sheet) => sheet)
    .sort((a, b) => hidden(a.state) - hidden(b.state))
    .map((sheet) => {
      const rows: TableRow[] = []
      const columns = Math.min(sheet.columnCount, LIMITS.columns)
      sheet.eachRow((row, number) => {
        const cells: string[] = []
        let formulas: Map<number, 'cached' | 'empty'> | undefined
        for (let column = 1; column <= columns; column++) {
          const value = row.findCell(column)?.value
          const text = textOf(value)
          cells.push(text)
          if (isFormula(value)) {
            formulas ??= new Map()
            formulas.set(column - 1, text === '' ? 'empty' : 'cached')
          }
        }
        if (cells.some((cell) => cell.trim() !== '') || formulas)
          rows.push(formulas ? { row: number, cells, formulas } : { row: number, cells })
      })
      return { name: sheet.name, rows }
    })
}

/** Whether bytes begin as Microsoft's compound file does: an .xls, or an .xlsx under a password. */
export const isOle = (head: Uint8Array): boolean =>
  head[0] === 0xd0 && head[1] === 0xcf && head[2] === 0x11 && head[3] === 0xe0

/** Whether bytes begin as a zip archive does. */
export const isZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4

const isFormula = (value: CellValue): value is { formula?: string; sharedFormula?: string; result?: unknown } =>
  value !== null && typeof value === 'object' && ('formula' in value || 'sharedFormula' in value)

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  if (typeof value !== 'object' || 'error' in value) return ''
  if ('formula' in value || 'sharedFormula' in value) return textOf((value as { result?: unknown }).result)
  if ('richText' in value && Array.isArray(value.richText))
    return value.richText.map((part) => textOf(part?.text)).join('')
  if ('text' in value) return textOf(value.text)
  return ''
}
