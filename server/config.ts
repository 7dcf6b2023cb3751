// Every setting of the server, from the environment, in one schema. An unknown YIKE_ setting is a fault: a typing error
// must not silently leave a default in its place.
import { resolve } from 'node:path'
import { Fault } from '@yike/core/base/fault.ts'
import { z } from 'zod'
import { complaintOf } from './complaint.ts'

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most)
const address = z.string().regex(/^postgres(ql)?:\/\//, 'postgres://user:password@host:port/database')

/** What may be set, with what holds when it is not. Names in the environment are these with YIKE_ before them. */
const SETTINGS = z.strictObject({
  /** Where everything is kept that is not in a database or a store elsewhere. */
  DATA: z.string().min(1).default('data'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: whole(0, 65535).default(4015),
  /** How people reach the server; what links and OpenID Connect come back to. Null: http://HOST:PORT. */
  PUBLIC_URL: z.url().nullable().default(null),
  /** Null: an embedded PostgreSQL in DATA. */
  DATABASE_URL: address.nullable().default(null),
  /** Who may change tables; null: the same as DATABASE_URL. */
  MIGRATOR_URL: address.nullable().default(null),
  /** Null: a directory in DATA; else s3://bucket/prefix?endpoint=…&region=… */
  BLOBS: z.string().min(1).nullable().default(null),
  S3_KEY: z.string().nullable().default(null),
  S3_SECRET: z.string().nullable().default(null),
  /** How many runs this server computes beside serving; 0 leaves them all to `yike worker`. */
  WORKERS: whole(0, 64).default(1),
  LOG: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Megabytes one upload may have. */
  UPLOAD_MB: whole(1, 10_000).default(1024),
  /** Hops of proxies before the server whose word on a client's address is taken. */
  PROXIES: whole(0, 10).default(0),
  /** Minutes without a request after which a session ends. */
  SESSION_MINUTES: whole(5, 1440).default(60),
  /** Hours after which it ends in any case. */
  SESSION_HOURS: whole(1, 168).default(12),
  /** Days after which a password must be changed; 0: never. */
  PASSWORD_DAYS: whole(0, 3650).default(90),
  OIDC_ISSUER: z.url().nullable().default(null),
  OIDC_CLIENT: z.string().min(1).nullable().default(null),
  OIDC_SECRET: z.string().min(1).nullable().default(null),
  /** Token that /metrics asks for; null: only from this machine. */
  METRICS_TOKEN: z.string().min(16).nullable().default(null),
  LANG: z.enum(['zh', 'en']).default('zh'),
})

/** The settings of a server, checked. */
export type Config = Readonly<Omit<z.infer<typeof SETTINGS>, 'DATA'>> & {
  /** Absolute. */
  readonly DATA: string
}

/** Settings that only tests and scripts read. */
const ELSEWHERE = new Set(['YIKE_TEST_SERVER', 'YIKE_TEST_BIN'])

/** Every setting as it stands in the environment. */
export const SETTING_NAMES: readonly string[] = Object.keys(SETTINGS.shape).map((name) => `YIKE_${name}`)

/** What holds when nothing is set, by the name in the environment. */
export const SETTING_DEFAULTS: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries(SETTINGS.parse({})).map(([name, value]) => [`YIKE_${name}`, value]),
)

/** Settings in an environment that nobody knows, each with the known one that is spelt most like it. */
export function unknownSettings(env: Readonly<Record<string, string | undefined>>) {
  return Object.keys(env)
    .filter((name) => name.startsWith('YIKE_') && !ELSEWHERE.has(name) && !SETTING_NAMES.includes(name))
    .map((name) => ({ name, nearest: [...SETTING_NAMES].sort((a, b) => editsOf(name, a) - editsOf(name, b))[0]! }))
}

/** How many letters to add, leave out or change to make one word of the other (Levenshtein). */
function editsOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, j) => j)
  for (let i = 1; i <= one.length; i++) {
    const above = row
    row = [i]
    for (let j = 1; j <= other.length; j++)
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + Number(one[i - 1] !== other[j - 1])))
  }
  return row.at(-1)!
}

/** Reads the settings from an environment. Faults: unknown-setting, bad-setting. */
export function configFrom(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.entries(env).filter(([name]) => name.startsWith('YIKE_') && !ELSEWHERE.has(name))
  const [unknown] = unknownSettings(env)
  if (unknown) throw new Fault('unknown-setting', { ...unknown, known: SETTING_NAMES.join(', ') })
  const read = SETTINGS.safeParse(Object.fromEntries(given.map(([name, value]) => [name.slice(5), value || undefined])))
  if (!read.success) {
    const issue = read.error.issues[0]!
    throw new Fault('bad-setting', { name: `YIKE_${String(issue.path[0])}`, why: complaintOf(issue) })
  }
  const { OIDC_ISSUER, OIDC_CLIENT } = read.data
  if (OIDC_ISSUER && !OIDC_CLIENT) throw new Fault('bad-setting', { name: 'YIKE_OIDC_CLIENT', why: 'YIKE_OIDC_ISSUER' })
  return { ...read.data, DATA: resolve(read.data.DATA) }
}
