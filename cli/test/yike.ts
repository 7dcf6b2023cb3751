// Runs the command line as a person does: another process, files in a folder of their own, what it said and how it ended.
import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'

/** The program, and the root of the checkout. */
export const MAIN = join(import.meta.dirname, '..', 'main.ts')
export const ROOT = join(import.meta.dirname, '..', '..')

/** How a run ended. */
export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** `yike …args`; `cwd` is where the person stands, `more` what they set in the environment. */
export function yike(
  args: readonly string[],
  { cwd = ROOT, env: more = {} }: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Ended {
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: '' }
  for (const name of Object.keys(env)) if (name.startsWith('YIKE_')) delete env[name]
  Object.assign(env, more)
  const run: SpawnSyncReturns<string> = spawnSync(process.execPath, [MAIN, ...args], { cwd, env, encoding: 'utf8' })
  return { code: run.status, out: run.stdout, err: run.stderr }
}

/** A temporary folder, gone when the tests of the file have run. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'yike-cli-'))
  after(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** Writes files into a folder and returns it. */
export function write(into: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(into, name), content)
  return into
}

/** Every file of a folder, by name. */
export const contents = (of: string): ReadonlyMap<string, Buffer> =>
  new Map(
    readdirSync(of)
      .sort()
      .map((name) => [name, readFileSync(join(of, name))]),
  )

/** The demo city of 20,000 that every test of a file measures: its folder, and the options that name its files. */
export function demoCity(): { readonly city: string; readonly files: readonly string[] } {
  const city = join(folder(), 'city')
  const made = yike(['demo', '--people', '20000', '--seed', '3', '--out', city])
  if (made.code !== 0) throw new Error(made.err)
  return { city, files: demoFiles(city) }
}

/** The options that name a demo city's files. */
export function demoFiles(city: string): readonly string[] {
  const file = (name: string) => join(city, name)
  const streets = ['--osm', file('streets.osm.pbf'), '--areas', file('areas.geojson')]
  const ledgers = ['--outlets', file('ledger.csv'), file('ledger.xlsx')]
  return [...streets, ...ledgers, '--census', file('census.csv'), '--census-code', '990101,990102']
}
