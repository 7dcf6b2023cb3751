// scipy.sparse.csgraph.dijkstra (BSD-3; C++ inside), by scipy.py beside this file: nearest of 40 categories, and bounded searches.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type City, LIMIT_DS } from '../city.ts'
import { figureOf } from '../figure.ts'
import { summary, timed } from '../measure.ts'
import * as ours from '../ours.ts'
import { cityNamed } from '../store.ts'
import { edgesOf, type Peer } from './peer.ts'

/** The interpreters that are tried. */
const PYTHONS = ['/usr/bin/python3', 'python3']
const SCRIPT = join(import.meta.dirname, 'scipy.py')

const peer: Peer = {
  id: 'scipy',
  lines: ['scipy-nearest', 'scipy-pair'],
  async measure(quick) {
    const python = PYTHONS.find((p) => spawnSync(p, ['-c', 'import scipy, numpy']).status === 0)
    if (!python) return 'scipy is not installed'
    const city = (await cityNamed(quick ? 's50k' : 's200k'))!
    const runs = quick ? 1 : 3
    const said = runScipy(python, city, runs, quick ? 32 : 128)
    const nearest = await timed({ warmUps: 1, runs }, () => ours.nearest40(city))
    const prepared = ours.preparation(city)
    let pairs = 0
    const counts = await timed({ warmUps: 1, runs }, () => {
      const within = ours.counts40(prepared)
      pairs = within.reduce((sum, { count }) => sum + count.reduce((a, b) => a + b, 0), 0)
    })
    const theirs = (ms: readonly number[], per: number) => figureOf(summary(ms, ms), per, '')
    return [
      {
        id: 'scipy-nearest',
        theirWork: `scipy ${said.version}: nearest of 40 categories, \`min_only\``,
        ourWork: `the same, ${city.name}`,
        unit: 's',
        theirs: theirs(said.nearestMs, 1000),
        ours: figureOf(nearest, 1000, ''),
      },
      {
        id: 'scipy-pair',
        theirWork: `scipy ${said.version}: one node–outlet pair in 15 min, \`limit\``,
        ourWork: `one pair of all counts, ${city.name}`,
        unit: 'ns',
        theirs: theirs(said.countsMs, said.pairs / 1e6),
        ours: figureOf(counts, pairs / 1e6, ''),
      },
    ]
  },
}
export default peer

interface Said {
  readonly version: string
  readonly nearestMs: readonly number[]
  readonly countsMs: readonly number[]
  readonly pairs: number
}

function runScipy(python: string, city: City, runs: number, sources: number): Said {
  const folder = mkdtempSync(join(tmpdir(), 'yike-bench-'))
  try {
    const { from, to, ds } = edgesOf(city)
    const columns = { from, to, ds, outletNode: city.outletNode, outletCategory: city.outletCategory }
    for (const [name, column] of Object.entries(columns)) writeFileSync(join(folder, `${name}.i32`), column)
    const args = [city.graph.nodes, LIMIT_DS, runs, sources].map(String)
    const done = spawnSync(python, [SCRIPT, folder, ...args], { encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`scipy.py ended with ${done.status}: ${done.stderr}`)
    return JSON.parse(done.stdout) as Said
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
