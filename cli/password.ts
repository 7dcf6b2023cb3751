// `yike password LOGIN`: a new one-time password, given on the machine itself, for when nobody is left who could do so on the page.
import { userInfo } from 'node:os'
import type { Lang } from '@yike/core/base/name.ts'
import { rescue } from '@yike/server/account/rescue.ts'
import { configFrom } from '@yike/server/config.ts'
import { openBeside } from '@yike/server/db/owner.ts'
import { Command } from 'commander'
import { tell } from './terminal.ts'

async function run(login: string, lang: Lang): Promise<void> {
  const database = await openBeside(configFrom(process.env), tell)
  const given = await rescue({ db: database.db, clock: () => new Date() }, login, userInfo().username).finally(
    database.stop,
  )
  const day = given.until.slice(0, 10)
  console.log(
    lang === 'zh'
      ? `${given.login}（${given.name}）的一次性密码：${given.password}（只显示这一次，${day} 前有效，登录后须修改）；原有的登录和令牌都已结束`
      : `One-time password of ${given.login} (${given.name}): ${given.password} (shown this once, until ${day}, to be changed after signing in); sessions and tokens they had are ended`,
  )
}

export default (lang: Lang): Command =>
  new Command('password')
    .argument('<login>', lang === 'zh' ? '登录名' : 'login')
    .addHelpText(
      'after',
      lang === 'zh'
        ? '\n在服务器所在的机器上执行，不必停服务器；变更记录里留有执行者的系统用户名。'
        : '\nRun on the machine of the server, which need not stop; the trail keeps the name of the system user who ran it.',
    )
    .action((login: string) => run(login, lang))
