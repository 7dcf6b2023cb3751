// A batch as its notice prints it: heading, title, 序号 / 省(区、市) / 试点地区, the province on its first line only.
import type { Batch } from './batch.ts'
import { unknownMembers } from './batch.ts'

const HEADING = ['序号', '省(区、市)', '试点地区'] as const

/** Rows of a batch's table, heading first; a province stands on its first line only, an unknown number is blank. */
function annexRows(batch: Batch): readonly (readonly [seq: string, province: string, area: string])[] {
  let last = ''
  const rows = batch.members.map(({ seq, province, area }) => {
    const shown = province === last ? '' : province
    last = province
    return [seq === null ? '' : String(seq), shown, area] as const
  })
  return [HEADING, ...rows]
}

/**
 * The text of a batch. One whose annex we have comes out as the notice prints it, cells parted by tabs. Of the others,
 * the members known are listed, and under them how many are not.
 */
export function annexOf(batch: Batch): string {
  const table = annexRows(batch).map((row) => row.join('\t'))
  const head = batch.annex ? [`附件 ${batch.annex.number}`, '', batch.annex.title, ''] : [`${batch.name.zh}名单`, '']
  const missing = unknownMembers(batch)
  const foot = missing
    ? ['', `官方共 ${batch.officialCount} 个；已知 ${batch.members.length} 个，其余 ${missing} 个未查到。`]
    : []
  return [...head, ...table, ...foot].join('\n')
}
