// `npm start`: the demo city, measured, on a page. What is there already, made by the same sources, is not made again.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildWeb } from './build-web.ts'
import { digestOf, ROOT } from './sources.ts'

const DATA = process.env.YIKE_DATA ?? join(ROOT, 'data')
const CLI = join(ROOT, 'cli', 'main.ts')
const CITY = join(DATA, 'demo')
const MEASURED = join(DATA, 'demo-measured')

/** Runs a yike command in the open; ends with its exit code if it fails. */
function yike(...args: string[]): void {
  const done = spawnSync(process.execPath, [CLI, ...args], { stdio: 'inherit' })
  if (done.status !== 0) process.exit(done.status ?? 1)
}

/** Does `work` unless `folder` was made by it from the same sources. */
function once(folder: string, sources: string, work: () => void): void {
  const stamp = `${folder}.sources`
  if (existsSync(join(folder, 'manifest.json')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  work()
  writeFileSync(stamp, sources)
}

if (buildWeb()) console.log('网页已构建 · page built')
once(CITY, digestOf(['core/base', 'core/geo', 'core/source', 'demo']), () => yike('demo', '--out', CITY))
once(MEASURED, digestOf(['core', 'demo', 'cli']), () =>
  yike(
    ...[
      'measure',
      '--osm',
      join(CITY, 'streets.osm.pbf'),
      '--outlets',
      join(CITY, 'ledger.csv'),
      join(CITY, 'ledger.xlsx'),
    ],
    ...['--areas', join(CITY, 'areas.geojson'), '--census', join(CITY, 'census.csv'), '--census-code', '990101,990102'],
    ...['--out', MEASURED],
  ),
)

const server = spawn(process.execPath, [CLI, 'serve', MEASURED], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal))
server.on('exit', (code) => process.exit(code ?? 0))
