// `yike restore`: a backup back into an empty database and a store of files.

import type { Lang } from '@yike/core/base/name.ts'
import { readManifest } from '@yike/server/backup/manifest.ts'
import { resend } from '@yike/server/backup/resend.ts'
import { restoreBackup } from '@yike/server/backup/restore.ts'
import { configFrom } from '@yike/server/config.ts'
import { openDatabase } from '@yike/server/db/open.ts'
import { databaseFolder, openOwner } from '@yike/server/db/owner.ts'
import { loginsFrom } from '@yike/server/db/roles.ts'
import { openPlace } from '@yike/server/files/place.ts'
import { openQueue } from '@yike/server/jobs/queue.ts'
import { Command } from 'commander'
import { bars, tell } from './terminal.ts'

async function restore(dir: string, { json, quiet }: { json?: boolean; quiet?: boolean }, lang: Lang): Promise<void> {
  const config = configFrom(process.env)
  await readManifest(dir) // before anything is made
  const progress = bars(lang, !quiet && !json)
  const owner = await openOwner(config, { make: true, alone: true, log: tell })
  const { superuserUrl } = owner
  const manifest = await openPlace(config)
    .then((store) =>
      restoreBackup({
        url: owner.url,
        store,
        dir,
        logins: superuserUrl ? loginsFrom(superuserUrl) : undefined,
        progress,
        log: tell,
      }),
    )
    .finally(() => {
      progress.end()
      return owner.stop()
    })
  const database = await openDatabase({
    url: config.DATABASE_URL,
    migratorUrl: config.MIGRATOR_URL,
    dir: databaseFolder(config),
    migrate: false,
    log: tell,
  })
  try {
    const queue = await openQueue(database, { supervise: false, log: tell })
    const { runs, uploads } = await resend({ db: database.db, queue, clock: () => new Date() })
    await queue.stop()
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    const { count } = manifest.blobs
    if (json) console.log(JSON.stringify({ at: manifest.at, rows, files: count, runs, uploads }))
    else
      console.log(
        lang === 'zh'
          ? `已恢复到 ${manifest.at}：${rows} 行，${count} 个文件；${runs} 项计算、${uploads} 份上传重新排队。备份之后的改动不在其中`
          : `Restored to ${manifest.at}: ${rows} rows, ${count} files; ${runs} runs and ${uploads} uploads wait again. What was changed after that is not in it`,
      )
  } finally {
    await database.stop()
  }
}

export default (lang: Lang): Command => {
  const zh = lang === 'zh'
  return new Command('restore')
    .argument('<dir>', zh ? 'yike backup 写出的目录' : 'a folder that yike backup wrote')
    .option('--json', zh ? '输出 JSON' : 'print JSON')
    .option('--quiet', zh ? '不显示进度' : 'show no progress')
    .addHelpText(
      'after',
      zh
        ? '\n只恢复到空数据库；请先停止服务器。恢复后升级到当前版本的表结构，没做完的计算和上传重新排队。'
        : '\nInto an empty database only; stop the server first. The tables are then brought up to this version, and what was not done waits again.',
    )
    .action((dir: string, options: { json?: boolean; quiet?: boolean }) => restore(dir, options, lang))
}
