// The outlet ledger as the workbook it is kept in, title rows, merged cells and all.
import { Fault } from '../../base/fault.ts'
import { defineFormat } from '../define.ts'
import type { LedgerField } from '../ledger-cells.ts'
import { fieldsOf, gatherOutlets, OUTLET_NEEDS } from '../outlet-rows.ts'
import { oneBatch, openTable, type Table } from '../table.ts'
import { isOle, isZip, readWorkbook } from '../xlsx.ts'

/** The first sheet with columns that we know is read; `columnsRead` hears which. Faults: no-columns, old-xls, too-large, bad-file. */
export default defineFormat({
  id: 'xlsx-outlets',
  name: { zh: '网点台账（Excel）', en: 'Outlet ledger (Excel)' },
  yields: 'outlets',

  // an old .xls is taken too, so as to say what to do with it
  recognise(fileName, head) {
    if (isOle(head)) return /\.xlsx?$/i.test(fileName) ? 0.8 : 0.3
    if (!isZip(head)) return 0
    return /\.xls[xm]$/i.test(fileName) ? 0.95 : 0.2
  },

  async read(bytes, reading) {
    const file = bytes.name
    reading.progress.begin({ zh: `读 ${file}`, en: `Reading ${file}` }, null)
    const sheets = await readWorkbook(bytes)
    let refusal: Fault | null = null
    let table: Table<LedgerField> | null = null
    for (const sheet of sheets) {
      if (sheet.rows.length === 0) continue
      try {
        table = await openTable(
          oneBatch(sheet.rows),
          { file, sheet: sheet.name },
          fieldsOf(reading),
          OUTLET_NEEDS,
          reading,
        )
        break
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        refusal ??= error // the first sheet's headings are those a person would look for
      }
    }
    if (!table)
      throw (
        refusal ?? new Fault('bad-file', { file, why: { zh: '没有一张工作表有内容', en: 'no sheet holds anything' } })
      )
    const outlets = gatherOutlets(file, reading)
    for await (const rows of table.batches) for (const row of rows) outlets.add(table, row)
    return outlets.finish()
  },
})
