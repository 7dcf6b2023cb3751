// osmium-tool (GPL-3, Topf; C++): what it does with a PBF, and from start to exit of its process. It uses all cores; we one.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { figureOf } from '../figure.ts'
import { largePbf } from '../goals.ts'
import { inTurn } from '../measure.ts'
import * as ours from '../ours.ts'
import { type Compared, type Peer, versionOf } from './peer.ts'

const peer: Peer = {
  id: 'osmium',
  lines: ['osmium-cat', 'osmium-fileinfo', 'osmium-tags-filter'],
  async measure(quick) {
    const version = versionOf('osmium', '--version')
    if (!version) return 'osmium-tool is not installed'
    const file = await largePbf(quick)
    if (!file) return 'no extract of Porto beside the checkout'
    const folder = mkdtempSync(join(tmpdir(), 'yike-bench-'))
    try {
      const runs = { warmUps: 1, runs: quick ? 1 : 3 }
      const line = async (id: string, what: string, ...args: string[]): Promise<Compared> => {
        const [theirs, graph] = await inTurn(
          runs,
          () => osmium(...args),
          () => ours.graphOf(file.path),
        )
        return {
          id,
          theirWork: `osmium ${version}: ${what}`,
          ourWork: `PBF → graph, ${file.what}`,
          unit: 's',
          theirs: figureOf(theirs, 1000, ''),
          ours: figureOf(graph, 1000, ''),
        }
      }
      const roads = join(folder, 'roads.osm.pbf')
      const filter = ['tags-filter', file.path, 'w/highway', '--overwrite', '-o', roads]
      return [
        await line('osmium-cat', '`cat` to nowhere', 'cat', file.path, '-f', 'blackhole', '-o', '-'),
        await line('osmium-fileinfo', '`fileinfo -e`', 'fileinfo', '-e', file.path),
        await line('osmium-tags-filter', '`tags-filter w/highway` to a file', ...filter),
      ]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
export default peer

function osmium(...args: string[]): void {
  const done = spawnSync('osmium', args, { encoding: 'utf8', maxBuffer: 2 ** 28 })
  if (done.status !== 0) throw new Error(`osmium ${args.join(' ')} ended with ${done.status}: ${done.stderr}`)
}
