// `yike migrate`: brings the database up to date as its owner, for servers that run without the owner's rights.

import type { Lang } from '@yike/core/base/name.ts'
import { configFrom } from '@yike/server/config.ts'
import { migrate } from '@yike/server/db/migrate.ts'
import { openOwner } from '@yike/server/db/owner.ts'
import { loginsFrom } from '@yike/server/db/roles.ts'
import { Command } from 'commander'
import { tell } from './terminal.ts'

export default (lang: Lang): Command =>
  new Command('migrate').action(async () => {
    const owner = await openOwner(configFrom(process.env), { make: true, log: tell })
    try {
      const logins = owner.superuserUrl ? loginsFrom(owner.superuserUrl) : undefined
      const applied = await migrate(owner.url, { logins, log: tell })
      const none = lang === 'zh' ? '数据库已是最新' : 'The database is up to date'
      const some =
        lang === 'zh'
          ? `已执行 ${applied.length} 个迁移，数据库已是最新`
          : `${applied.length} migrations applied; the database is up to date`
      console.log(applied.length === 0 ? none : some)
    } finally {
      await owner.stop()
    }
  })
