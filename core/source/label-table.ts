// A person's own classing of labels that no category claimed: two columns, the label and the category it means.
import type { Bytes } from '../base/bytes.ts'
import type { Findings } from '../base/finding.ts'
import { SILENT } from '../base/progress.ts'
import type { Fields } from './columns.ts'
import { csvRows } from './csv.ts'
import { openTable } from './table.ts'

const LABEL_FIELDS = {
  label: { name: { zh: '标签', en: 'label' }, headings: ['label', '标签', '业态', '名称', 'tag'] },
  category: { name: { zh: '归入', en: 'category' }, headings: ['category', '归入', '业态编号', '类别', 'id'] },
} as const satisfies Fields

/**
 * Label (or `key=value` of OSM) → category id, several joined by `+`; a blank category means "none of these".
 * A label that stands twice keeps its last meaning. Fault: no-columns.
 */
export async function readLabels(bytes: Bytes, findings: Findings): Promise<Readonly<Record<string, string>>> {
  const about = { file: bytes.name, sheet: null }
  const reading = { findings, progress: SILENT }
  const table = await openTable(csvRows(bytes, findings), about, LABEL_FIELDS, [['label', 'category']], reading)
  const labels: Record<string, string> = {}
  for await (const rows of table.batches) {
    for (const row of rows) {
      const label = table.cell(row, 'label')
      if (label) labels[label] = table.cell(row, 'category')
    }
  }
  return labels
}
