// `yike doctor`: what is installed, what is missing, what to do about it.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import type { Lang } from '@yike/core/base/name.ts'
import { type Check, serverChecks } from '@yike/server/doctor.ts'
import { Command } from 'commander'
import { VERSION } from './manifest.ts'
import { PORT } from './serve.ts'

const ROOT = join(import.meta.dirname, '..')

/** Where a Chromium is that browser tests can use; null where there is none. CHROMIUM names another. */
export function findChromium(): string | null {
  const places = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  return places.find((p) => p && existsSync(p)) ?? null
}

function cjkFont(): string | null {
  try {
    const families = execFileSync('fc-list', [':lang=zh-cn', 'family'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return families.split('\n')[0]?.split(',')[0] || null
  } catch {
    return null // no fontconfig: macOS and Windows bring Chinese fonts of their own
  }
}

const portFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

async function checks(): Promise<Check[]> {
  const major = Number(process.versions.node.split('.')[0])
  const dist = join(ROOT, 'web', 'dist', 'index.html')
  return [
    {
      what: { zh: 'Node（由依赖带来）', en: 'Node (brought by the lock file)' },
      found: major >= 24 ? process.version : null,
      needed: true,
      remedy: { zh: '运行 npm ci', en: 'run npm ci' },
    },
    {
      what: { zh: '依赖', en: 'packages' },
      found: existsSync(join(ROOT, 'node_modules', '.yike-ready')) ? 'node_modules' : null,
      needed: false,
      remedy: { zh: '运行 npm start 或 npm test，会自动安装', en: 'npm start and npm test install them' },
    },
    {
      what: { zh: '网页', en: 'the page' },
      found: existsSync(dist) ? 'web/dist' : null,
      needed: false,
      remedy: { zh: '运行 npm start，会自动构建', en: 'npm start builds it' },
    },
    {
      what: { zh: '内存', en: 'memory' },
      found: totalmem() >= 2 * 2 ** 30 ? `${(totalmem() / 2 ** 30).toFixed(1)} GiB` : null,
      needed: false,
      remedy: { zh: '三百万人的城市需要 2 GiB', en: 'a city of three million needs 2 GiB' },
    },
    {
      what: { zh: `端口 ${PORT}`, en: `port ${PORT}` },
      found: (await portFree(PORT)) ? '127.0.0.1' : null,
      needed: false,
      remedy: { zh: '已被占用；用 YIKE_PORT 换一个', en: 'taken; choose another with YIKE_PORT' },
    },
    {
      what: { zh: 'Chromium（只为浏览器测试）', en: 'Chromium (for browser tests only)' },
      found: findChromium(),
      needed: false,
      remedy: {
        zh: 'Debian：apt-get install chromium；没有时浏览器测试会跳过',
        en: 'Debian: apt-get install chromium; without it browser tests are skipped',
      },
    },
    {
      what: { zh: '中文字体（只为截图）', en: 'a Chinese font (for pictures only)' },
      found: process.platform === 'linux' ? cjkFont() : process.platform,
      needed: false,
      remedy: { zh: 'Debian：apt-get install fonts-noto-cjk', en: 'Debian: apt-get install fonts-noto-cjk' },
    },
  ]
}

export default (lang: Lang): Command =>
  new Command('doctor')
    .option('--json', lang === 'zh' ? '输出 JSON' : 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const all = [...(await checks()), ...(await serverChecks(process.env))]
      if (options.json) {
        console.log(
          JSON.stringify(
            {
              version: VERSION,
              checks: all.map((c) => ({ ...c, what: c.what[lang], remedy: c.found ? null : c.remedy[lang] })),
            },
            null,
            2,
          ),
        )
      } else {
        console.log(`yike ${VERSION}`)
        for (const c of all) {
          const mark = c.found ? '✔' : c.needed ? '✖' : '–'
          console.log(`${mark} ${c.what[lang]}: ${c.found ?? c.remedy[lang]}`)
        }
      }
      if (all.some((c) => c.needed && !c.found)) process.exitCode = 2
    })
