// What a server needs, looked at without changing anything: settings, database, store, clock, room. Each with what to do.
import { existsSync } from 'node:fs'
import { access, constants, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Fault } from '@yike/core/base/fault.ts'
import type { Name } from '@yike/core/base/name.ts'
import { Client } from 'pg'
import { type Config, configFrom, unknownSettings } from './config.ts'
import { findAway } from './db/away.ts'
import { readMigrations } from './db/migrate.ts'
import { databaseFolder, findRunning } from './db/owner.ts'
import { APP } from './db/roles.ts'
import { withDatabase } from './db/url.ts'
import { diskFault } from './files/disk.ts'
import { openPlace } from './files/place.ts'

/** One thing looked at. `needed`: without it the server does not work; otherwise something less. */
export interface Check {
  readonly what: Name
  readonly found: string | null
  readonly needed: boolean
  /** What to do where it is missing. */
  readonly remedy: Name
}

/** Seconds between the clocks of this machine and the database that nobody need mind. */
export const SKEW_SECONDS = 5
/** Free bytes below which an upload of the largest size may not fit beside its copy. */
const LEAST_FREE = 5e9
const LEAST_VERSION = 15
/** Upkeep is asked for by every worker each ten minutes; thrice that without any means that there is none. */
const WORKER_SEEN_MINUTES = 30

const say = (error: unknown): Name =>
  error instanceof Fault
    ? { zh: error.say('zh'), en: error.say('en') }
    : { zh: (error as Error).message, en: (error as Error).message }

/** All that can be looked at; where the settings are wrong, only those. */
export async function serverChecks(env: NodeJS.ProcessEnv, clock: () => number = Date.now): Promise<readonly Check[]> {
  const what = { zh: '设置', en: 'settings' }
  const unknown = unknownSettings(env)
  if (unknown.length > 0) {
    const names = (is: string) => unknown.map(({ name, nearest }) => `${name} → ${nearest}${is}`).join(', ')
    const remedy = {
      zh: `没有这些设置，请改正：${names('？')}`,
      en: `there are no such settings, correct them: ${names('?')}`,
    }
    return [{ what, found: null, needed: true, remedy }]
  }
  let config: Config
  try {
    config = configFrom(env)
  } catch (error) {
    return [{ what, found: null, needed: true, remedy: say(error) }]
  }
  const set = Object.keys(env).filter((name) => name.startsWith('YIKE_')).length
  return [
    { what, found: `${set}`, needed: true, remedy: { zh: '', en: '' } },
    ...(await databaseChecks(config, clock)),
    await storeCheck(config),
    await roomCheck(config),
    zoneCheck(),
  ]
}

async function databaseChecks(config: Config, clock: () => number): Promise<Check[]> {
  const what = { zh: '数据库', en: 'database' }
  const dir = databaseFolder(config)
  let url = config.DATABASE_URL
  if (!url) {
    const running = findRunning(dir)
    const state = existsSync(join(dir, 'data')) ? 'stopped' : 'not made yet'
    if (!running) return [{ what, found: `${dir} (${state})`, needed: true, remedy: { zh: '', en: '' } }]
    url = withDatabase(running, 'yike')
  }
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000, statement_timeout: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return await askDatabase(client, { what, clock, ours: !config.DATABASE_URL })
  } catch (error) {
    return [{ what, found: null, needed: true, remedy: say(findAway(error) ?? error) }]
  } finally {
    await client.end().catch(() => {})
  }
}

async function askDatabase(
  client: Client,
  { what, clock, ours }: { what: Name; clock: () => number; ours: boolean },
): Promise<Check[]> {
  const { rows } = await client.query(`select current_setting('server_version') as version,
    current_setting('server_version_num')::int / 10000 as major, session_user as login,
    (select rolsuper or rolbypassrls from pg_roles where rolname = session_user) as strong,
    to_regclass('public.migration') is not null as there, to_regclass('boss.job') is not null as queue,
    exists (select from pg_timezone_names where name = 'Asia/Shanghai') as zone,
    (select array_agg(name::text) from unnest(array['ltree', 'btree_gist', 'pg_trgm']) name
      where name not in (select extname from pg_extension) and name not in (select name from pg_available_extensions)) as lacking`)
  const { version, major, login, strong, there, queue, zone, lacking } = rows[0]
  const files = await readMigrations()
  const applied = there ? Number((await client.query('select count(*) from migration')).rows[0].count) : 0
  return [
    {
      what,
      found: major >= LEAST_VERSION ? `PostgreSQL ${version.split(' ')[0]}` : null,
      needed: true,
      remedy: { zh: `是 ${version}，需要 PostgreSQL ${LEAST_VERSION} 或更高`, en: `is ${version}, PostgreSQL ${LEAST_VERSION} or later is needed` }, // biome-ignore format: one line
    },
    {
      what: { zh: '数据库角色', en: 'database role' },
      found: ours || (login === APP && !strong) ? (ours ? APP : login) : null,
      needed: false,
      remedy: { zh: `以 ${login} 登录；请给 ${APP} 单独的登录，属主写在 YIKE_MIGRATOR_URL`, en: `the login is ${login}; give ${APP} a login of its own, and the owner's as YIKE_MIGRATOR_URL` }, // biome-ignore format: one line
    },
    {
      what: { zh: '表结构', en: 'tables' },
      found: applied === files.length ? `${applied}/${files.length}` : null,
      needed: true,
      remedy: { zh: `在第 ${applied} 号迁移，此版本为第 ${files.length} 号；运行 yike migrate`, en: `at migration ${applied} of ${files.length}; run yike migrate` }, // biome-ignore format: one line
    },
    {
      what: { zh: '数据库扩展', en: 'extensions' },
      found: lacking === null ? 'ltree, btree_gist, pg_trgm' : null,
      needed: true,
      remedy: { zh: `缺 ${lacking}；Debian：apt-get install postgresql-contrib`, en: `${lacking} lacking; Debian: apt-get install postgresql-contrib` }, // biome-ignore format: one line
    },
    {
      what: { zh: '数据库时区资料', en: 'time zones of the database' },
      found: zone ? 'Asia/Shanghai' : null,
      needed: false,
      remedy: { zh: '缺 Asia/Shanghai；Debian：apt-get install tzdata', en: 'Asia/Shanghai is lacking; Debian: apt-get install tzdata' }, // biome-ignore format: one line
    },
    await skewCheck(client, clock),
    ...(queue ? [await workerCheck(client)] : []),
  ]
}

/** The clock of this machine beside the database's: sessions, tokens and lockouts go by this machine's, the trail by the database's. */
export async function skewCheck(client: Pick<Client, 'query'>, clock: () => number): Promise<Check> {
  const before = clock()
  const { rows } = await client.query('select extract(epoch from clock_timestamp())::float8 * 1000 as theirs')
  const after = clock()
  // it was read somewhere between the two
  const theirs = rows[0].theirs as number
  const skew = (theirs < before ? theirs - before : theirs > after ? theirs - after : 0) / 1000
  const told = skew.toFixed(1)
  return {
    what: { zh: '时钟', en: 'clock' },
    found: Math.abs(skew) <= SKEW_SECONDS ? `${told} s` : null,
    needed: false,
    remedy: {
      zh: `本机与数据库的时钟相差 ${told} 秒；请在两边开启时间同步（chrony、systemd-timesyncd）`,
      en: `the database's clock is ${told} s from this machine's; keep time on both (chrony, systemd-timesyncd)`,
    },
  }
}

async function workerCheck(client: Client): Promise<Check> {
  const { rows } = await client.query(`select
    (select max(greatest(started_on, completed_on)) > now() - make_interval(mins => ${WORKER_SEEN_MINUTES}) from boss.job where name = 'upkeep') as seen,
    (select count(*) from boss.job where name <> 'upkeep' and state in ('created', 'retry'))::int as waiting`)
  const { seen, waiting } = rows[0]
  return {
    what: { zh: '计算进程', en: 'workers' },
    found: seen ? `≤ ${WORKER_SEEN_MINUTES} min` : null,
    needed: false,
    remedy: {
      zh: `${WORKER_SEEN_MINUTES} 分钟内没有见到，${waiting} 项在排队；请启动 yike worker，或把 YIKE_WORKERS 设为 1 以上`,
      en: `none seen for ${WORKER_SEEN_MINUTES} minutes and ${waiting} jobs wait; start yike worker, or set YIKE_WORKERS to 1 or more`,
    },
  }
}

/** The folder, or the nearest above it that is there. */
const nearest = (dir: string): string => (existsSync(dir) || dirname(dir) === dir ? dir : nearest(dirname(dir)))

async function storeCheck(config: Config): Promise<Check> {
  const what = { zh: '文件库', en: 'file store' }
  const dir = join(config.DATA, 'blobs')
  try {
    if (config.BLOBS === null && !existsSync(dir)) {
      await access(nearest(dir), constants.W_OK | constants.X_OK)
      return { what, found: `${dir} (not made yet)`, needed: true, remedy: { zh: '', en: '' } }
    }
    const store = await openPlace(config)
    await store.probe()
    return { what, found: store.where, needed: true, remedy: { zh: '', en: '' } }
  } catch (error) {
    const { zh, en } = say(diskFault(error, dir))
    return { what, found: null, needed: true, remedy: { zh: `写不进：${zh}`, en: `cannot be written: ${en}` } }
  }
}

async function roomCheck({ DATA }: Config): Promise<Check> {
  const { bavail, bsize } = await statfs(nearest(DATA))
  const free = bavail * bsize
  const told = `${(free / 1e9).toFixed(1)} GB`
  return {
    what: { zh: '磁盘余量', en: 'room on the disk' },
    found: free >= LEAST_FREE ? told : null,
    needed: false,
    remedy: {
      zh: `${DATA} 只剩 ${told}；请腾出空间或换更大的盘`,
      en: `${told} left for ${DATA}; make room, or move to a larger disk`,
    },
  }
}

function zoneCheck(): Check {
  const noon = new Date('2026-01-01T04:00:00Z')
  const hour = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', hourCycle: 'h23' })
  return {
    what: { zh: '时区资料', en: 'time zones' },
    found: hour.format(noon).includes('12') ? 'Asia/Shanghai' : null,
    needed: false,
    remedy: { zh: '本机的 Node 没有完整的时区资料；请用依赖带来的 Node', en: 'this Node has no full time zones; use the one of the lock file' }, // biome-ignore format: one line
  }
}
