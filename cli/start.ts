// `yike start`: the platform on a port, with everything it needs: an embedded PostgreSQL unless the settings name a server, the
// store, a worker. With --demo, an empty one is given the demo city, five people to try it as, and its first measurement.
import type { Lang } from '@yike/core/base/name.ts'
import { firstStart } from '@yike/server/account/first.ts'
import { configFrom } from '@yike/server/config.ts'
import { setUpDemo } from '@yike/server/demo.ts'
import { startServer } from '@yike/server/start.ts'
import { Command } from 'commander'
import { tell } from './terminal.ts'

async function run(o: { demo?: boolean }, lang: Lang): Promise<void> {
  const zh = lang === 'zh'
  const config = configFrom({ YIKE_LOG: 'warn', ...process.env })
  const serving = await startServer(config)
  let ending = false
  const stop = async () => {
    if (ending) return
    ending = true
    tell(zh ? '正在结束：做完手头的，或交还给别人' : 'Ending: what is nearly done is finished, the rest given back')
    await serving.stop()
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    const first = await firstStart(serving.platform)
    if (first)
      tell(
        zh
          ? `管理员 ${first.login}，一次性密码 ${first.password}（只显示这一次，登录后须修改）`
          : `Administrator ${first.login}, one-time password ${first.password} (shown this once; to be changed after signing in)`,
      )
    if (o.demo) {
      const people = await setUpDemo(serving.platform, (line) => tell(line[lang]))
      if (people) {
        tell(zh ? '演示账号（密码只显示这一次）：' : 'Demo accounts (passwords are shown this once):')
        for (const { login, name, password } of people) tell(`  ${login.padEnd(10)}${password}  ${name}`)
      }
    }
  } catch (error) {
    if (ending) return // what was under way could not end; the next start goes on from there
    await serving.stop()
    throw error
  }
  console.log(zh ? `已就绪：${serving.url}  （Ctrl+C 结束）` : `Ready: ${serving.url}  (Ctrl+C ends it)`)
}

export default (lang: Lang): Command =>
  new Command('start')
    .option(
      '--demo',
      lang === 'zh' ? '空库时装入演示城市与五个演示账号' : 'give an empty one the demo city and five demo accounts',
    )
    .addHelpText(
      'after',
      lang === 'zh'
        ? '\n设置都在环境变量里（YIKE_…），见 docs/operations.md；yike doctor 逐项检查。'
        : '\nSettings are in the environment (YIKE_…), see docs/operations.md; yike doctor checks them one by one.',
    )
    .action((options: { demo?: boolean }) => run(options, lang))
