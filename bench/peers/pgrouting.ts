// pgRouting (GPL-2; C++ in PostgreSQL): pgr_drivingDistance from several sources, in a database made for this run under a
// temporary folder, reached by a socket in it, and removed again whatever happens.
import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LIMIT_DS } from '../city.ts'
import { figureOf } from '../figure.ts'
import { summary, timed } from '../measure.ts'
import * as ours from '../ours.ts'
import { cityNamed } from '../store.ts'
import { edgesOf, type Peer } from './peer.ts'

const SOURCES = 50

const peer: Peer = {
  id: 'pgrouting',
  lines: ['pgrouting-pair'],
  async measure(quick) {
    const bin = globSync('/usr/lib/postgresql/*/bin').sort().at(-1)
    if (!bin || globSync('/usr/share/postgresql/*/extension/pgrouting.control').length === 0)
      return 'PostgreSQL with pgRouting is not installed'
    const who = person()
    if (!who) return 'PostgreSQL does not run as root, and there is no user postgres'
    const city = (await cityNamed('s50k'))!
    const runs = quick ? 1 : 3
    const said = inCluster(bin, who, (sql) => {
      sql('CREATE EXTENSION pgrouting CASCADE; CREATE TABLE e (id int PRIMARY KEY, source int, target int, cost int)')
      const { from, to, ds } = edgesOf(city)
      const rows = Array.from(from, (a, e) => `${e}\t${a}\t${to[e]}\t${ds[e]}`)
      sql(`COPY e FROM STDIN;\n${rows.join('\n')}\n\\.\n`)
      sql('ANALYZE e')
      const step = Math.floor(city.outletNode.length / SOURCES)
      const sources = Array.from({ length: SOURCES }, (_, i) => city.outletNode[i * step]!)
      const reach = `SELECT count(*) FROM pgr_drivingDistance('SELECT * FROM e', ARRAY[${sources}], ${LIMIT_DS}, false)`
      const ms: number[] = []
      let pairs = 0
      for (let i = -1; i < runs; i++) {
        const out = sql(`\\timing on\n${reach};`)
        pairs = Number(/^(\d+)$/m.exec(out)![1])
        if (i >= 0) ms.push(Number(/Time: ([\d.]+) ms/.exec(out)![1]))
      }
      const version = sql('SELECT pgr_version()').trim()
      return { ms, pairs, version }
    })
    const prepared = ours.preparation(city)
    let pairs = 0
    const counts = await timed({ warmUps: 1, runs }, () => {
      const within = ours.counts40(prepared)
      pairs = within.reduce((sum, { count }) => sum + count.reduce((a, b) => a + b, 0), 0)
    })
    return [
      {
        id: 'pgrouting-pair',
        theirWork: `pgRouting ${said.version}: one node–outlet pair in 15 min, ${SOURCES} sources`,
        ourWork: `one pair of all counts, ${city.name}`,
        unit: 'ns',
        theirs: figureOf(summary(said.ms, said.ms), said.pairs / 1e6, ''),
        ours: figureOf(counts, pairs / 1e6, ''),
      },
    ]
  },
}
export default peer

/** Whom a database can run as: ourselves, unless we are root; null where nobody is found. */
function person(): { uid?: number; gid?: number } | null {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  const [uid, gid] = [id('-u'), id('-g')]
  return uid > 0 && gid > 0 ? { uid, gid } : null
}

/** Starts a database, lets `use` ask it, stops it and removes all of it. */
function inCluster<T>(bin: string, who: { uid?: number; gid?: number }, use: (sql: (text: string) => string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'yike-bench-'))
  if (who.uid !== undefined) chownSync(folder, who.uid, who.gid!)
  const data = join(folder, 'data')
  const run = (program: string, args: readonly string[], input = ''): SpawnSyncReturns<string> => {
    // a server left in the background keeps a pipe open: its output goes nowhere
    const stdio = program === 'pg_ctl' ? 'ignore' : ('pipe' as const)
    const done = spawnSync(join(bin, program), args, {
      ...who,
      cwd: folder,
      input,
      stdio,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    })
    if (done.status !== 0) throw new Error(`${program} ended with ${done.status}: ${done.stderr ?? ''}`)
    return done
  }
  const stop = () => {
    if (existsSync(join(data, 'postmaster.pid'))) run('pg_ctl', ['stop', '-D', data, '-m', 'immediate', '-w'])
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', stop)
  const interrupted = () => process.exit(1)
  process.once('SIGINT', interrupted)
  process.once('SIGTERM', interrupted)
  try {
    run('initdb', ['-D', data, '-U', 'bench', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C'])
    const options = `-c listen_addresses='' -c unix_socket_directories='${folder}' -c fsync=off`
    run('pg_ctl', ['start', '-D', data, '-w', '-l', join(folder, 'log'), '-o', options])
    const psql = ['-h', folder, '-U', 'bench', '-d', 'postgres', '-X', '-A', '-t', '-q', '-v', 'ON_ERROR_STOP=1']
    return use((text) => run('psql', psql, text).stdout)
  } finally {
    process.off('exit', stop)
    process.off('SIGINT', interrupted)
    process.off('SIGTERM', interrupted)
    stop()
  }
}
