// A small demo city, made, measured and served by the command line itself: what a new user would have in front of them.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')
const CLI = join(ROOT, 'cli', 'main.ts')

/** A measured city being served. */
export interface Served {
  readonly address: string
  /** The measured folder. */
  readonly folder: string
  end(): void
}

function yike(...args: string[]): void {
  const done = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`yike ${args.join(' ')} ended with ${done.status}:\n${done.stderr}`)
}

/** Makes a demo city of some 20,000 people and measures it. */
function makeSmall(into: string): string {
  const demo = join(into, 'demo')
  const measured = join(into, 'measured')
  yike('demo', '--people', '20000', '--seed', '3', '--out', demo)
  const of = (name: string) => join(demo, name)
  const ledgers = ['ledger.csv', 'ledger.xlsx'].map(of).filter(existsSync)
  const codes = [...new Set(readFileSync(of('census.csv'), 'utf8').match(/^\d{6}\b/gm) ?? [])]
  yike(
    ...['measure', '--osm', of('streets.osm.pbf'), '--outlets', ...ledgers, '--areas', of('areas.geojson')],
    ...['--census', of('census.csv'), '--census-code', codes.join(','), '--out', measured],
  )
  return measured
}

/** Measures a village of five nodes and one inhabited place, given as tables: no extract, no areas, no ages. */
export function makeOfTables(into: string): string {
  const write = (name: string, ...rows: string[]) => {
    writeFileSync(join(into, name), `${rows.join('\n')}\n`)
    return join(into, name)
  }
  const nodes = write(
    'nodes.csv',
    'id,lng,lat',
    '1,121.47,31.23',
    '2,121.48,31.23',
    '3,121.48,31.238',
    '4,121.47,31.238',
    '5,121.475,31.234',
  )
  const edges = write('edges.csv', 'from,to,length', '1,2,950', '2,3,890', '3,4,950', '4,1,890', '1,5,640', '5,3,640')
  const people = write('people.csv', 'lng,lat,people', '121.475,31.2341,500')
  const outlets = write('outlets.csv', '名称,业态,经度,纬度', '东便利店,便利店,121.479,31.237')
  const measured = join(into, 'measured')
  yike(
    ...['measure', '--network-nodes', nodes, '--network-edges', edges, '--population', people],
    ...['--outlets', outlets, '--datum', 'wgs84', '--out', measured],
  )
  return measured
}

/** Serves `folder` (by default the measured city that YIKE_CITY names), or a small demo city where none is given. */
export async function serveCity(folder: string | null = process.env.YIKE_CITY ?? null): Promise<Served> {
  const own = folder === null ? mkdtempSync(join(tmpdir(), 'yike-page-')) : null
  const forget = () => own && rmSync(own, { recursive: true, force: true })
  let measured: string
  try {
    measured = folder ?? makeSmall(own!)
  } catch (error) {
    forget()
    throw error
  }
  const server: ChildProcess = spawn(process.execPath, [CLI, 'serve', measured, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const end = () => {
    server.kill()
    forget()
  }
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    server.stdout!.on('data', (text) => {
      said += text
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+/)
      if (found) resolve(found[0])
    })
    server.once('exit', (code) => reject(new Error(`yike serve ended with ${code}: ${said}`)))
  })
  return { address, folder: measured, end }
}
