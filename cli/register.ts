// `yike register`: which areas a notice named. The annexes are printed exactly as the notice prints them.

import { Fault } from '@yike/core/base/fault.ts'
import type { Lang } from '@yike/core/base/name.ts'
import { annexOf } from '@yike/core/programme/annex.ts'
import { unknownMembers } from '@yike/core/programme/batch.ts'
import { BATCHES, designationsAbove, designationsOf, getBatch } from '@yike/core/programme/register.ts'
import { Command } from 'commander'

const print = (value: unknown) => console.log(JSON.stringify(value, null, 2))

function printBatches(lang: Lang, json: boolean): void {
  const rows = BATCHES.map((b) => ({
    id: b.id,
    name: b.name[lang],
    official: b.officialCount,
    known: b.members.length,
    unknown: unknownMembers(b),
  }))
  if (json) {
    print(rows)
    return
  }
  for (const r of rows) {
    const counts = lang === 'zh' ? `公布 ${r.official}，已知 ${r.known}` : `published ${r.official}, known ${r.known}`
    const lacking = r.unknown > 0 ? (lang === 'zh' ? `，未查到 ${r.unknown}` : `, not known ${r.unknown}`) : ''
    console.log(`${r.id.padEnd(10)} ${r.name}  ${counts}${lacking}`)
  }
}

function printArea(code: string, lang: Lang, json: boolean): void {
  if (!/^\d{6}$/.test(code)) {
    throw new Fault('bad-value', { name: '--area', expected: { zh: '六位数字', en: 'six digits' }, got: code })
  }
  const own = designationsOf(code)
  const above = designationsAbove(code)
  if (json) {
    print({ own, above })
    return
  }
  if (own.length + above.length === 0) {
    console.log(
      lang === 'zh'
        ? `已知名单里没有 ${code}（部分批次名单不全）`
        : `${code} is in no list known (some are incomplete)`,
    )
  }
  for (const d of [...own, ...above]) {
    const number = d.document ?? (lang === 'zh' ? '文号未查到' : 'number not found')
    console.log(`${d.name[lang]}\t${d.province}\t${d.area}\t${number}`)
  }
}

export default (lang: Lang): Command => {
  const zh = lang === 'zh'
  return new Command('register')
    .option('--batch <id>', `${zh ? '批次' : 'batch'}: ${BATCHES.map((b) => b.id).join(', ')}`)
    .option('--area <code>', zh ? '六位行政区划代码' : 'six-digit code of an area')
    .option('--json', zh ? '输出 JSON' : 'print JSON')
    .action((options: { batch?: string; area?: string; json?: boolean }) => {
      const json = options.json === true
      if (options.area) printArea(options.area, lang, json)
      else if (!options.batch) printBatches(lang, json)
      else if (json) print(getBatch(options.batch))
      else console.log(annexOf(getBatch(options.batch)))
    })
}
