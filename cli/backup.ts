// `yike backup`: the database and the files of a server at work, in a folder; and whether such a folder can be relied on.

import { Fault } from '@yike/core/base/fault.ts'
import type { Lang } from '@yike/core/base/name.ts'
import { makeBackup } from '@yike/server/backup/make.ts'
import { verifyBackup } from '@yike/server/backup/verify.ts'
import { configFrom } from '@yike/server/config.ts'
import { openOwner } from '@yike/server/db/owner.ts'
import { openPlace } from '@yike/server/files/place.ts'
import { Command } from 'commander'
import { VERSION } from './manifest.ts'
import { bars, tell } from './terminal.ts'

interface Options {
  readonly out?: string
  readonly json?: boolean
  readonly quiet?: boolean
}

const mega = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

async function make(out: string, { json, quiet }: Options, lang: Lang): Promise<void> {
  const config = configFrom(process.env)
  const progress = bars(lang, !quiet && !json)
  const owner = await openOwner(config, { log: tell })
  try {
    const made = await makeBackup({
      url: owner.url,
      store: await openPlace(config),
      dir: out,
      version: VERSION,
      progress,
    })
    progress.end()
    const { manifest, fresh, freshBytes, removed, lacking } = made
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    const bytes = manifest.tables.reduce((sum, table) => sum + table.bytes, 0)
    const { count } = manifest.blobs
    if (json)
      console.log(
        JSON.stringify({ dir: out, at: manifest.at, rows, bytes, files: count, fresh, freshBytes, removed, lacking }),
      )
    else
      console.log(
        lang === 'zh'
          ? `已备份到 ${out}：${manifest.at} 时的 ${rows} 行（${mega(bytes)}），${count} 个文件（新增 ${fresh} 个，${mega(freshBytes)}）。请用 yike backup verify 核对`
          : `Backed up to ${out}: ${rows} rows as of ${manifest.at} (${mega(bytes)}), ${count} files (${fresh} new, ${mega(freshBytes)}). Check it with yike backup verify`,
      )
    if (lacking.length > 0) throw new Fault('backup-lacks', { count: lacking.length, first: lacking[0]! })
  } finally {
    progress.end()
    await owner.stop()
  }
}

async function verify(dir: string, { json, quiet }: Options, lang: Lang): Promise<void> {
  const progress = bars(lang, !quiet && !json)
  const { manifest, rows, sealed, wrong } = await verifyBackup(dir, { progress }).finally(() => progress.end())
  if (json)
    console.log(
      JSON.stringify({
        dir,
        at: manifest.at,
        rows,
        files: manifest.blobs.count,
        sealed,
        wrong: wrong.map((w) => w[lang]),
      }),
    )
  else for (const what of wrong) tell(what[lang])
  if (wrong.length > 0) throw new Fault('backup-broken', { dir, count: wrong.length, first: wrong[0]! })
  if (json) return
  console.log(
    lang === 'zh'
      ? `备份完好：${manifest.at}，${rows} 行，${manifest.blobs.count} 个文件；已在临时数据库中恢复，核对了 ${sealed} 条审计记录`
      : `The backup is whole: ${manifest.at}, ${rows} rows, ${manifest.blobs.count} files; restored into a temporary database, ${sealed} rows of the trail checked`,
  )
}

export default (lang: Lang): Command => {
  const zh = lang === 'zh'
  return new Command('backup')
    .argument('[verify]', zh ? '写 verify 则核对一份备份' : 'verify: check a backup instead')
    .argument('[dir]', zh ? '要核对的备份目录' : 'the backup to check')
    .option(
      '--out <dir>',
      zh ? '备份到哪个目录；以前的备份目录只补新文件' : 'where to; a folder of an earlier backup gets new files only',
    )
    .option('--json', zh ? '输出 JSON' : 'print JSON')
    .option('--quiet', zh ? '不显示进度' : 'show no progress')
    .addHelpText(
      'after',
      zh
        ? '\n服务器照常工作。数据库和文件库取自设置（YIKE_DATA、YIKE_DATABASE_URL、YIKE_MIGRATOR_URL、YIKE_BLOBS）。\n备份里有口令摘要和全部台账，请加密保管，并放到另一台机器上。'
        : '\nThe server goes on working. Database and store are those of the settings (YIKE_DATA, YIKE_DATABASE_URL, YIKE_MIGRATOR_URL, YIKE_BLOBS).\nA backup holds digests of passwords and every ledger: keep it encrypted, and on another machine.',
    )
    .action(async (what: string | undefined, dir: string | undefined, options: Options) => {
      if (what === undefined && options.out) return make(options.out, options, lang)
      if (what === 'verify' && dir) return verify(dir, options, lang)
      throw new Fault('bad-value', {
        name: 'yike backup',
        expected: '--out <dir> | verify <dir>',
        got: [what, dir].filter(Boolean).join(' ') || '—',
      })
    })
}
