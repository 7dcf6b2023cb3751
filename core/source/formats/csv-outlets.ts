// The outlet ledger (网点台账) of a subdistrict, or a map company's export: a spreadsheet saved as text, one outlet a line.
import { heed } from '../../base/progress.ts'
import { guessColumns } from '../columns.ts'
import { csvRows, splitRows } from '../csv.ts'
import { decodeHead } from '../decode.ts'
import { defineFormat } from '../define.ts'
import { OUTLET_FIELDS } from '../fields.ts'
import { fieldsOf, gatherOutlets, OUTLET_NEEDS } from '../outlet-rows.ts'
import { openTable } from '../table.ts'

/** UTF-8, GB18030 or UTF-16; `,` `;` tab `|`; headings guessed, see `columns.ts`. Fault: no-columns. */
export default defineFormat({
  id: 'csv-outlets',
  name: { zh: '网点台账（CSV）', en: 'Outlet ledger (CSV)' },
  yields: 'outlets',

  recognise(fileName, head) {
    const text = decodeHead(head)
    if (text.includes('\0') || /^\s*[{<]/.test(text)) return 0
    const named = /\.(csv|tsv|txt)$/i.test(fileName)
    const most = splitRows(text)
      .slice(0, 30)
      .map((row) => Object.keys(guessColumns(row.cells, [], OUTLET_FIELDS)).length)
    const known = Math.max(0, ...most)
    return (named ? 0.5 : 0) + Math.min(0.4, known / 10)
  },

  async read(bytes, reading) {
    reading.progress.begin({ zh: `读 ${bytes.name}`, en: `Reading ${bytes.name}` }, null)
    const about = { file: bytes.name, sheet: null }
    const table = await openTable(csvRows(bytes, reading.findings), about, fieldsOf(reading), OUTLET_NEEDS, reading)
    const outlets = gatherOutlets(bytes.name, reading)
    let read = 0
    for await (const rows of table.batches) {
      heed(reading.progress)
      for (const row of rows) outlets.add(table, row)
      read += rows.length
      reading.progress.step(read)
    }
    return outlets.finish()
  },
})
