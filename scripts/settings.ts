// The table of settings in docs/operations.md, from server/config.ts. `node scripts/settings.ts` writes it; its test keeps it true.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Name } from '@yike/core/base/name.ts'
import { SETTING_DEFAULTS, SETTING_NAMES } from '../server/config.ts'
import { ROOT } from './sources.ts'

/** What each setting is for. */
const ABOUT: Readonly<Record<string, Name>> = {
  DATA: {
    zh: '数据目录：自带的数据库、文件库、上传时的临时文件',
    en: 'folder of the embedded database, the files, and uploads on their way',
  },
  HOST: { zh: '监听地址', en: 'address to listen at' },
  PORT: { zh: '端口', en: 'port' },
  PUBLIC_URL: {
    zh: '大家访问的地址；以 https 开头时 Cookie 只走 HTTPS',
    en: 'how people reach it; with https the cookie is sent over HTTPS only',
  },
  DATABASE_URL: {
    zh: '应用（yike_app）的数据库地址；不写则用自带的 PostgreSQL',
    en: 'database, as yike_app; none: an embedded PostgreSQL',
  },
  MIGRATOR_URL: {
    zh: '属主（yike_migrator）的数据库地址，用于升级与备份',
    en: 'database, as its owner yike_migrator, for upgrades and backups',
  },
  BLOBS: {
    zh: '文件库：s3://桶/前缀?endpoint=…&region=…；不写则在数据目录',
    en: 'store of files: s3://bucket/prefix?endpoint=…&region=…; none: in DATA',
  },
  S3_KEY: { zh: 'S3 的访问键', en: 'access key of S3' },
  S3_SECRET: { zh: 'S3 的密钥', en: 'secret key of S3' },
  WORKERS: {
    zh: '服务器进程里同时计算几项；0 则全部交给 yike worker',
    en: 'runs computed beside serving; 0 leaves them to yike worker',
  },
  LOG: {
    zh: '日志级别：trace debug info warn error silent',
    en: 'level of the log: trace debug info warn error silent',
  },
  UPLOAD_MB: { zh: '一次上传最多多少兆字节', en: 'megabytes of one upload at most' },
  PROXIES: { zh: '前面有几层可信的反向代理', en: 'trusted proxies in front' },
  SESSION_MINUTES: { zh: '多少分钟不操作即退出', en: 'minutes without a request after which a session ends' },
  SESSION_HOURS: { zh: '登录后最多多少小时', en: 'hours after which it ends in any case' },
  PASSWORD_DAYS: { zh: '口令多少天须更换；0 为不要求', en: 'days after which a password must be changed; 0: never' },
  OIDC_ISSUER: { zh: '统一身份认证（OpenID Connect）的颁发者', en: 'issuer of OpenID Connect' },
  OIDC_CLIENT: { zh: '在颁发者处的客户端编号', en: 'client id there' },
  OIDC_SECRET: { zh: '客户端密钥', en: 'client secret' },
  METRICS_TOKEN: {
    zh: '读取 /metrics 要带的令牌；不写则只许本机',
    en: 'token that /metrics asks for; none: this machine only',
  },
  LANG: { zh: '没有指明语言时用什么', en: 'language where none is asked for' },
}

const FILE = join(ROOT, 'docs', 'operations.md')
const MARKS = /(<!-- settings -->\n)[\s\S]*?(<!-- \/settings -->)/

/** The table, a row a setting. Throws where one has no line above, or a line no setting. */
export function settingsTable(): string {
  const rows = SETTING_NAMES.map((name) => {
    const about = ABOUT[name.slice(5)]
    if (!about) throw new Error(`${name} has no line in scripts/settings.ts`)
    const value = SETTING_DEFAULTS[name]
    return `| \`${name}\` | ${value === null ? '' : `\`${value}\``} | ${about.zh} | ${about.en} |`
  })
  const strange = Object.keys(ABOUT).find((name) => !SETTING_NAMES.includes(`YIKE_${name}`))
  if (strange) throw new Error(`scripts/settings.ts tells of ${strange}, which is no setting`)
  return ['| 设置 setting | 默认 default | 用途 | what it is for |', '|---|---|---|---|', ...rows, ''].join('\n')
}

/** The page with the table in its place. */
export const withTable = (page: string): string =>
  page.replace(MARKS, (_, begin, end) => `${begin}${settingsTable()}${end}`)

if (import.meta.main) writeFileSync(FILE, withTable(readFileSync(FILE, 'utf8')))
