// A census table saved as text: the seventh census (2020) as it is passed round, or a short one with bands outright.
import { Fault } from '../../base/fault.ts'
import { ageHeading } from '../bands.ts'
import { ageColumns, CENSUS_FIELDS, CENSUS_NEEDS, censusRow } from '../census.ts'
import { guessColumns } from '../columns.ts'
import { csvRows, splitRows } from '../csv.ts'
import { decodeHead } from '../decode.ts'
import { defineFormat } from '../define.ts'
import type { CensusRow } from '../rows.ts'
import { openTable } from '../table.ts'

/**
 * Two forms are known: five-year ages by sex (男_0岁, 女_1到4岁, …, as in the 2020 tables) and bands outright
 * (代码,名称,人口,户数,0-2岁,3-6岁,0-14岁,60岁以上,65岁以上). Faults: no-columns, no-people.
 */
export default defineFormat({
  id: 'csv-census',
  name: { zh: '普查表（CSV）', en: 'Census table (CSV)' },
  yields: 'census',

  recognise(fileName, head) {
    const text = decodeHead(head)
    if (text.includes('\0') || /^\s*[{<]/.test(text)) return 0
    let best = 0
    for (const { cells } of splitRows(text).slice(0, 30)) {
      const known = guessColumns(cells, [], CENSUS_FIELDS)
      if (!('code' in known && 'people' in known)) continue
      best = Math.max(best, cells.some((cell) => ageHeading(cell)) ? 0.9 : 0.6)
    }
    return best > 0 ? best : /\.(csv|tsv|txt)$/i.test(fileName) ? 0.1 : 0
  },

  async read(bytes, reading) {
    reading.progress.begin({ zh: `读 ${bytes.name}`, en: `Reading ${bytes.name}` }, null)
    const file = bytes.name
    const rows = csvRows(bytes, reading.findings)
    const table = await openTable(rows, { file, sheet: null }, CENSUS_FIELDS, CENSUS_NEEDS, reading)
    const ages = ageColumns(table.guess.headings)
    const census: CensusRow[] = []
    const taken = new Set<string>()
    for await (const batch of table.batches)
      for (const row of batch) {
        const read = censusRow(table, row, ages, file, reading.findings)
        if (!read) continue
        if (taken.has(read.code)) {
          reading.findings.note('duplicate-id', file, row.row, `${read.code} ${read.name}`)
          continue
        }
        taken.add(read.code)
        census.push(read)
      }
    if (census.length === 0)
      throw new Fault('no-people', {
        why: { zh: `${file} 没有一行有代码和人口`, en: `no row of ${file} has a code and people` },
      })
    return census
  },
})
