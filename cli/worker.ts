// `yike worker`: computes what a server's people ask for, on this host, beside any number of others. It needs the database and the
// files of the server, nothing else.
import { Fault } from '@yike/core/base/fault.ts'
import type { Lang } from '@yike/core/base/name.ts'
import { configFrom } from '@yike/server/config.ts'
import { openDatabase } from '@yike/server/db/open.ts'
import { openPlace, placeOf } from '@yike/server/files/place.ts'
import { openQueue } from '@yike/server/jobs/queue.ts'
import { startWorker } from '@yike/server/jobs/worker.ts'
import { makeLog } from '@yike/server/log.ts'
import { Command } from 'commander'
import { tell } from './terminal.ts'
import { wholeNumber } from './values.ts'

/** After a signal: what is nearly done is finished, the rest given back to others. */
const FINISH_WITHIN = 5000

async function run(o: { at: string }, lang: Lang): Promise<void> {
  const zh = lang === 'zh'
  const at = wholeNumber('--at', o.at, 1, 64)
  const config = configFrom(process.env)
  if (!config.DATABASE_URL)
    throw new Fault('needs', {
      what: {
        zh: '环境变量 YIKE_DATABASE_URL（服务器的数据库），多台主机时还有 YIKE_BLOBS（共用的文件库）',
        en: 'YIKE_DATABASE_URL in the environment (the database of the server), and on several hosts YIKE_BLOBS (the store they share)',
      },
    })
  const log = makeLog(config)
  const database = await openDatabase({
    url: config.DATABASE_URL,
    migratorUrl: null,
    dir: config.DATA,
    migrate: false,
    log: (line) => log.info(line),
    poolSize: at + 5,
  })
  const blobs = await openPlace(placeOf(config))
  const queue = await openQueue(database, { supervise: false, log: (line) => log.warn(line) })
  const platform = { config, database, db: database.db, blobs, queue, log, clock: () => new Date() }
  const worker = await startWorker(platform, { at, say: (line) => console.log(line[lang]) })
  console.log(
    zh ? `就绪：${worker.name}，同时 ${at} 项（Ctrl+C 结束）` : `Ready: ${worker.name}, ${at} at once (Ctrl+C ends it)`,
  )
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  tell(zh ? '正在结束：做完手头的，或交还给别人' : 'Ending: what is nearly done is finished, the rest given back')
  await worker.stop({ within: FINISH_WITHIN })
  await queue.stop()
  await database.stop()
}

export default (lang: Lang): Command =>
  new Command('worker')
    .option('--at <n>', lang === 'zh' ? '同时做几项' : 'jobs at once', '1')
    .action((options: { at: string }) => run(options, lang))
