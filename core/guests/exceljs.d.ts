/** A cell's value as exceljs gives it; what stands in a formula's or a link's place is worked out in source/xlsx.ts. */
export type CellValue =
  | null
  | undefined
  | number
  | string
  | boolean
  | Date
  | { readonly error: string }
  | { readonly richText: readonly { readonly text: string; readonly font?: { readonly bold?: boolean } }[] }
  | { readonly text: unknown; readonly hyperlink?: string }
  | { readonly formula?: string; readonly sharedFormula?: string; readonly result?: unknown }

export interface Row {
  /** Values by column, from 1; [0] is empty. A merged cell has the value of its range in every place. */
  readonly values: readonly CellValue[]
  /** The cell in a column from 1, where there is one. */
  findCell(column: number): { readonly value: CellValue } | undefined
}

export interface Worksheet {
  readonly name: string
  readonly state: 'visible' | 'hidden' | 'veryHidden'
  readonly columnCount: number
  /** Number of the last row. */
  readonly rowCount: number
  eachRow(callback: (row: Row, number: number) => void): void
  addRow(cells: readonly CellValue[]): Row
  addRows(rows: readonly (readonly CellValue[])[]): readonly Row[]
  mergeCells(range: string): void
  getCell(address: string): { value: CellValue }
}

export interface Workbook {
  readonly worksheets: readonly Worksheet[]
  /** Written into the file; without them it says when it was made, and differs each time. */
  created: Date
  modified: Date
  readonly xlsx: { load(bytes: Uint8Array): Promise<unknown>; writeBuffer(): Promise<ArrayBuffer | Uint8Array> }
  addWorksheet(name: string): Worksheet
}

declare const ExcelJS: { Workbook: new () => Workbook }
export default ExcelJS
