// Demo cities as files, made once and kept, and what the command line makes of them.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digestOf, ROOT } from '../scripts/sources.ts'

const MAIN = join(ROOT, 'cli', 'main.ts')
const CENSUS = 'census/census_2020_pilot_districts.csv'
const REPORT = join(import.meta.dirname, 'report-peak.mjs')

/** The folder with the files of the demo city of `people`, which are made if they are not there. */
export function demoFiles(people: number): string {
  const of = digestOf(['core/base', 'core/geo', 'core/source', 'demo']).slice(0, 12)
  const folder = join(ROOT, 'data', 'bench', `demo-${people}-${of}`)
  if (!existsSync(join(folder, 'manifest.json'))) run(['demo', '--people', String(people), '--out', folder])
  return folder
}

/** How a run of the command went. */
export interface Ran {
  readonly seconds: number
  readonly cpuSeconds: number
  /** Most memory that its process had at one time, MB. */
  readonly peakMb: number
}

/** `yike measure` on the files of a demo city, from start to exit of its process; what it writes is thrown away. */
export function measureDemo(folder: string): Ran {
  const out = mkdtempSync(join(tmpdir(), 'yike-bench-'))
  try {
    return run([...measureArgs(folder), '--out', join(out, 'measured')])
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

function measureArgs(folder: string): string[] {
  const file = (name: string) => join(folder, name)
  return [
    'measure',
    ...['--osm', file('streets.osm.pbf'), '--areas', file('areas.geojson')],
    ...['--outlets', file('ledger.csv'), file('ledger.xlsx')],
    ...['--census', file('census.csv'), '--census-code', districtsOf(folder).join(',')],
  ]
}

/** The folder of what a command wrote, made by `args` if it is not there; made anew when the program has changed. */
function kept(name: string, args: () => readonly string[]): string {
  const of = digestOf(['core', 'demo', 'cli']).slice(0, 12)
  const folder = join(ROOT, 'data', 'bench', `${name}-${of}`)
  if (!existsSync(join(folder, 'manifest.json'))) run([...args(), '--out', folder])
  return folder
}

/** The folder of the measured demo city of `people`. */
export const measuredDemo = (people: number): string => kept(`measured-${people}`, () => measureArgs(demoFiles(people)))

/** The folder of the circles of the demo city of `people`. */
export const circlesOfDemo = (people: number): string =>
  kept(`circles-${people}`, () => ['circles', measuredDemo(people)])

/** The folder of two measured districts of Shanghai; null where their files are not beside the checkout. */
export function measuredShanghai(): string | null {
  const file = (name: string) => join(ROOT, '..', 'shared', 'data', name)
  const files = ['shanghai/shanghai-center.osm.pbf', 'shanghai/districts-2017.geojson', CENSUS].map(file)
  if (!files.every((path) => existsSync(path))) return null
  const [osm, areas, census] = files as [string, string, string]
  return kept('measured-shanghai', () => [
    'measure',
    ...['--osm', osm, '--areas', areas],
    ...['--census', census, '--census-code', '310101,310109'],
  ])
}

/** Codes of all districts, as the areas file has them. */
function districtsOf(folder: string): string[] {
  const { features } = JSON.parse(readFileSync(join(folder, 'areas.geojson'), 'utf8')) as {
    features: { properties: Record<string, unknown> }[]
  }
  const codes = features.flatMap(({ properties }) => Object.values(properties).filter(isDistrict))
  return [...new Set(codes)].sort()
}

const isDistrict = (value: unknown): value is string => typeof value === 'string' && /^9901(?!00)\d\d$/.test(value)

/** A command from start to exit of its process. Throws with what it said where it fails. */
export function run(args: readonly string[]): Ran {
  const folder = mkdtempSync(join(tmpdir(), 'yike-bench-'))
  const report = join(folder, 'peak.json')
  try {
    const begun = performance.now()
    const done = spawnSync(process.execPath, ['--import', REPORT, MAIN, ...args], {
      encoding: 'utf8',
      env: { ...process.env, YIKE_BENCH_PEAK: report },
    })
    const seconds = (performance.now() - begun) / 1000
    if (done.status !== 0) throw new Error(`yike ${args[0]} ended with ${done.status}: ${done.stderr.slice(-1000)}`)
    return { seconds, ...(JSON.parse(readFileSync(report, 'utf8')) as { cpuSeconds: number; peakMb: number }) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
