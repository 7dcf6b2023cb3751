// The command line: every command in one list, every fault in one sentence.
// Exit codes: 0 done · 2 it cannot be done as asked (the sentence says why) · 1 a mistake of ours · 130 stopped by Ctrl+C.

import { Fault } from '@yike/core/base/fault.ts'
import type { Lang, Name } from '@yike/core/base/name.ts'
import { Command, CommanderError } from 'commander'
import { VERSION } from './manifest.ts'
import { langOf, stopOnSignals, tell } from './terminal.ts'
import { helpIn, usageIn } from './words.ts'

/** A command: its line in the help, and where it is. */
interface Listed {
  readonly name: string
  readonly about: Name
  readonly load: () => Promise<{ readonly default: (lang: Lang) => Command }>
}

const COMMANDS: readonly Listed[] = [
  {
    name: 'measure',
    about: { zh: '测度一座城市：谁在步行时限内缺什么', en: 'measure a city: who lacks what within the minutes' },
    load: () => import('./measure.ts'),
  },
  {
    name: 'site',
    about: {
      zh: '选址：在哪里开什么，增加多少人，有多好',
      en: 'where to open what, whom it gains, and how good that is',
    },
    load: () => import('./site.ts'),
  },
  {
    name: 'circles',
    about: {
      zh: '划定生活圈，或按同样的规则核对已划好的圈',
      en: 'draw the circles of a measured city, or check circles that were drawn',
    },
    load: () => import('./circles.ts'),
  },
  {
    name: 'access',
    about: {
      zh: '从每个起点到每类机会：最近多远、时限内几个',
      en: 'from every origin to every category: how far, how many',
    },
    load: () => import('./access.ts'),
  },
  {
    name: 'table',
    about: {
      zh: '两组点之间逐对的步行时间与距离',
      en: 'minutes and metres between all points of two tables',
    },
    load: () => import('./table.ts'),
  },
  {
    name: 'reach',
    about: {
      zh: '一处几分钟内走得到的范围（等时圈，仅供示意）',
      en: 'the area in reach of a place (isochrone, for display)',
    },
    load: () => import('./reach.ts'),
  },
  {
    name: 'route',
    about: { zh: '两点之间步行怎么走、多远、多久', en: 'the walk between two places' },
    load: () => import('./route.ts'),
  },
  {
    name: 'clock',
    about: {
      zh: '一老一小时钟：此时此刻、此人的步速，谁走得到正营业的网点',
      en: 'the clock: who reaches, at this hour and pace, an outlet that is open',
    },
    load: () => import('./clock.ts'),
  },
  {
    name: 'plan',
    about: {
      zh: '一圈一策与年度任务：按缺口起草，保留修改，实施后复测',
      en: 'a plan a circle and the tasks of each year, drafted from the gaps and measured again',
    },
    load: () => import('./plan.ts'),
  },
  {
    name: 'compare',
    about: {
      zh: '几座城市或几种情形并列：谁得、谁失、缺口开合',
      en: 'cities or scenarios side by side: who gains, who loses',
    },
    load: () => import('./compare.ts'),
  },
  {
    name: 'demo',
    about: { zh: '造一座演示城市：城市会有的那些文件', en: 'make the demo city: the files a city would have' },
    load: () => import('./demo.ts'),
  },
  {
    name: 'register',
    about: {
      zh: '试点与先行区名单：按批次打印附件，或查一个地区',
      en: 'designations: an annex by batch, or those of one area',
    },
    load: () => import('./register.ts'),
  },
  {
    name: 'start',
    about: {
      zh: '启动平台：数据库、文件库、网页与接口、计算，一个进程全有',
      en: 'start the platform: database, store, page, API and a worker in one process',
    },
    load: () => import('./start.ts'),
  },
  {
    name: 'serve',
    about: { zh: '在浏览器里看一座测度过的城市', en: 'look at a measured city in a browser' },
    load: () => import('./serve.ts'),
  },
  {
    name: 'worker',
    about: {
      zh: '在这台主机上为服务器计算；台数不限',
      en: 'compute for a server, on this host beside any number of others',
    },
    load: () => import('./worker.ts'),
  },
  {
    name: 'backup',
    about: {
      zh: '备份服务器的数据库与文件（不停机），或核对一份备份',
      en: 'back up the database and files of a server at work, or check a backup',
    },
    load: () => import('./backup.ts'),
  },
  {
    name: 'restore',
    about: { zh: '把备份恢复到空数据库', en: 'put a backup back, into an empty database' },
    load: () => import('./restore.ts'),
  },
  {
    name: 'migrate',
    about: { zh: '以属主身份升级数据库', en: 'bring the database up to date, as its owner' },
    load: () => import('./migrate.ts'),
  },
  {
    name: 'doctor',
    about: { zh: '查看装了什么、缺什么、怎么办', en: 'what is installed, what is missing, what to do' },
    load: () => import('./doctor.ts'),
  },
  {
    name: 'audit',
    about: { zh: '核对变更记录有没有被改动', en: 'does the trail of changes hold' },
    load: () => import('./audit.ts'),
  },
  {
    name: 'password',
    about: { zh: '给一个账号新的一次性密码（没有人能登录时用）', en: 'a new one-time password, when nobody can sign in to give one' },
    load: () => import('./password.ts'),
  },
]

const args = process.argv.slice(2)
const spoken = langOf(args)
const lang = spoken ?? 'zh'
const zh = lang === 'zh'

const program = new Command('yike')
  .description(zh ? '一刻：谁在步行一刻钟之内缺什么' : 'yike: who lacks what within a quarter of an hour on foot')
  .version(VERSION, '-v, --version', zh ? '版本' : 'version')
  .option('--lang <zh|en>', zh ? '语言' : 'language', 'zh')
  .helpOption('-h, --help', zh ? '帮助' : 'help')
  .helpCommand('help [command]', zh ? '某个命令的用法' : 'how to use a command')
  .configureHelp(helpIn(lang))
  .configureOutput({ outputError: (text, write) => write(usageIn(lang, text)) })
  .exitOverride()
  .addHelpText(
    'after',
    zh
      ? `
先试试：
  yike demo --out data/demo                      造一座演示城市（城市会有的那些文件）
  yike measure --osm data/demo/streets.osm.pbf \\
    --outlets data/demo/ledger.csv data/demo/ledger.xlsx --areas data/demo/areas.geojson \\
    --census data/demo/census.csv --census-code 990101,990102 --out data/measured
  yike serve data/measured                       在浏览器里看

用自己的数据：路网用 OSM 的 .osm.pbf（或节点表加边表）；网点台账用 CSV、XLSX、GeoJSON；
区域用 GeoJSON 或 Shapefile；人口用点、栅格，或普查表加代码。坐标系不写也可以，会按与街道的吻合程度判断并给出证据。

每个命令的用法：yike help measure 等。

退出码：0 完成；2 所请求的办不到（会说明原因）；1 程序自身的错误；130 被 Ctrl+C 中止。`
      : `
Try it:
  yike demo --out data/demo                      make a demo city: the files a city would have
  yike measure --osm data/demo/streets.osm.pbf \\
    --outlets data/demo/ledger.csv data/demo/ledger.xlsx --areas data/demo/areas.geojson \\
    --census data/demo/census.csv --census-code 990101,990102 --out data/measured
  yike serve data/measured                       look at it in a browser

With your own data: streets as .osm.pbf (or a node table and an edge table); outlets as CSV, XLSX or GeoJSON;
areas as GeoJSON or zipped Shapefile; residents as points, a grid, or a census table with codes.
A datum not given is guessed by fit to the streets, with the evidence shown.

How to use a command: yike help measure, and so on.

Exit codes: 0 done; 2 it cannot be done as asked (with the reason); 1 a mistake of ours; 130 stopped by Ctrl+C.`,
  )

// Only the command that is asked for is loaded; the others show their one line.
const wanted = args.find((a) => COMMANDS.some((c) => c.name === a))
for (const { name, about, load } of COMMANDS) {
  const command = name === wanted ? (await load()).default(lang) : new Command(name).description(about[lang])
  command.exitOverride().configureOutput(program.configureOutput()).configureHelp(program.configureHelp())
  command.option('--lang <zh|en>', zh ? '语言' : 'language', 'zh').helpOption('-h, --help', zh ? '帮助' : 'help')
  program.addCommand(command.description(about[lang]))
}

// `yike register | head` closes the pipe; that is nobody's mistake
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})
if (wanted !== 'serve' && wanted !== 'worker' && wanted !== 'start') stopOnSignals(lang) // which ends in its own way

try {
  if (!spoken) throw new Fault('bad-value', { name: '--lang', expected: 'zh | en', got: langGiven() })
  if (args.length === 0) program.outputHelp()
  else await program.parseAsync()
} catch (error) {
  if (error instanceof Fault) {
    tell(error.say(lang))
    process.exitCode = 2
  } else if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else {
    tell(zh ? '程序自身出了错，请把下面的内容告诉我们：' : 'A mistake of ours; please tell us what follows:')
    console.error(error)
    process.exitCode = 1
  }
}

/** What stood where a language should. */
function langGiven(): string {
  const at = args.findIndex((a) => a.startsWith('--lang'))
  return (at < 0 ? process.env.YIKE_LANG : (args[at]!.split('=')[1] ?? args[at + 1])) ?? ''
}
