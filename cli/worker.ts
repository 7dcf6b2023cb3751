// `yike worker`: computes what a server's people ask for, on this host, beside any number of others. It needs the database and the
// files of the server, nothing else.
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '@yike/core/base/fault.ts'
import type { Lang } from '@yike/core/base/name.ts'
import { type Config, configFrom } from '@yike/server/config.ts'
import { findAway } from '@yike/server/db/away.ts'
import { startWorker } from '@yike/server/jobs/worker.ts'
import { makeLog } from '@yike/server/log.ts'
import { type OpenedPlatform, openPlatform } from '@yike/server/platform.ts'
import { Command } from 'commander'
import type { Logger } from 'pino'
import { tell } from './terminal.ts'
import { wholeNumber } from './values.ts'

/** After a signal: what is nearly done is finished, the rest given back to others. */
const FINISH_WITHIN = 5000
/** Between two looks for a database that is away, ms. */
const LOOK_EVERY = 1000

async function run(o: { at: string }, lang: Lang): Promise<void> {
  const zh = lang === 'zh'
  const at = wholeNumber('--at', o.at, 1, 64)
  const config = configFrom(process.env)
  const { DATABASE_URL } = config
  if (!DATABASE_URL)
    throw new Fault('needs', {
      what: {
        zh: '环境变量 YIKE_DATABASE_URL（服务器的数据库），多台主机时还有 YIKE_BLOBS（共用的文件库）',
        en: 'YIKE_DATABASE_URL in the environment (the database of the server), and on several hosts YIKE_BLOBS (the store they share)',
      },
    })
  const log = makeLog(config)
  const { platform, worker } = await open({ ...config, DATABASE_URL, MIGRATOR_URL: null }, at, log, lang)
  console.log(
    zh ? `就绪：${worker.name}，同时 ${at} 项（Ctrl+C 结束）` : `Ready: ${worker.name}, ${at} at once (Ctrl+C ends it)`,
  )
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  tell(zh ? '正在结束：做完手头的，或交还给别人' : 'Ending: what is nearly done is finished, the rest given back')
  await worker.stop({ within: FINISH_WITHIN })
  await platform.close()
}

/** Opens what a worker needs and begins; a database or a store that is away is waited for, so that nobody need start it again. */
async function open(config: Config, at: number, log: Logger, lang: Lang) {
  for (let isTold = false; ; await sleep(LOOK_EVERY)) {
    let platform: OpenedPlatform | null = null
    try {
      platform = await openPlatform(config, { migrate: false, log, poolSize: at + 5 })
      return { platform, worker: await startWorker(platform, { at, say: (line) => console.log(line[lang]) }) }
    } catch (error) {
      await platform?.close()
      if (!findAway(error) && !(error instanceof Fault && error.code === 'store-away')) throw error
      const why = error instanceof Error ? error.message : String(error)
      if (!isTold)
        tell(
          lang === 'zh'
            ? `数据库或文件库暂时连不上，等它恢复：${why}`
            : `Waiting for the database and the store: ${why}`,
        )
      isTold = true
    }
  }
}

export default (lang: Lang): Command =>
  new Command('worker')
    .option('--at <n>', lang === 'zh' ? '同时做几项' : 'jobs at once', '1')
    .action((options: { at: string }) => run(options, lang))
