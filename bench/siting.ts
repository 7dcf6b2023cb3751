// Siting against published values and at the size of a city: what was reached, what was proven, and how long it took.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Findings } from '@yike/core/base/finding.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import { readDistanceTables } from '@yike/core/siting/distance-tables.ts'
import type { Instance } from '@yike/core/siting/instance.ts'
import type { Answer, Ask } from '@yike/core/siting/model.ts'
import { models } from '@yike/core/siting/models/index.ts'
import { readPmed } from '@yike/core/siting/pmed.ts'
import { cityInstance, pmedText } from '@yike/core/test/graph-instance.ts'
import { fileBytes } from '../cli/files.ts'
import { median } from './measure.ts'
import { amount, type Line } from './table.ts'

const DATA = join(import.meta.dirname, '../../shared/data/siting')
const NONE: Ask = { p: null, budget: null, radius: null, share: null }

/** Columns of the table, and the rows in order. */
export const SITING = ['size', 'model', 'objective', 'bound', 'gap', 'time', 'runs', 'most memory', 'date'] as const
const PMED = Array.from({ length: 20 }, (_, i) => `pmed${i + 1}`)
const DRAWN = [
  [600, 10],
  [700, 140],
  [800, 5],
  [900, 5],
  [900, 10],
  [900, 90],
] as const
/** Radius in metres, and what it makes of 150,000 points: sites that hardly meet, sites just enough for all, and about 20 million pairs. */
const CITIES = [1000, 2000, 4000] as const
export const SITING_ROWS: readonly string[] = [
  ...PMED.flatMap((id) => [`${id} median`, `${id} center`]),
  ...DRAWN.flatMap(([n, p]) => [`drawn${n}-${p} median`, `drawn${n}-${p} center`]),
  'sf fewest',
  'sf most-covered',
  'sf median',
  'sf center',
  ...CITIES.map((radius) => `city${radius}`),
]

/** Runs a model some times; a line of the table. */
async function line(
  id: string,
  model: string,
  instance: Instance,
  ask: Partial<Ask>,
  runs: number,
  seconds: number,
): Promise<Line> {
  const times: number[] = []
  let answer: Answer | null = null
  for (let run = 0; run < runs; run++) {
    const begun = performance.now()
    const effort = { seed: 1, seconds, now: () => performance.now() / 1000, progress: SILENT }
    answer = await models.find((m) => m.id === model)!.solve(instance, { ...NONE, ...ask }, effort)
    times.push((performance.now() - begun) / 1000)
  }
  const { objective, bound, gap, ended } = answer!
  const number = (n: number) => n.toLocaleString('en', { maximumFractionDigits: 2 })
  const pairs = number(instance.bySite.other.length)
  const asked = Object.entries(ask).map(([key, value]) => `${key} ${value}`)
  const mb = process.resourceUsage().maxRSS / 1024
  return {
    id,
    cells: [
      `${number(instance.demands)} × ${number(instance.sites)}, ${pairs} pairs`,
      `${model}, ${asked.join(', ')}`,
      number(objective),
      number(bound),
      `${(100 * gap).toFixed(4)} %${ended === 'proven' ? '' : ` (${ended})`}`,
      amount(median(times), 's'),
      String(runs),
      amount(mb, 'MB'),
    ],
  }
}

/** Measures all; called in a process of its own. `part`: one of `pmed`, `drawn`, `sf`, `city`. */
export async function measureSiting(part: string, quick: boolean): Promise<readonly Line[] | string> {
  const runs = quick ? 1 : 3
  const lines: Line[] = []
  if (part === 'drawn')
    for (const [nodes, p] of quick ? DRAWN.slice(0, 1) : DRAWN) {
      const { instance } = readPmed(pmedText(nodes, p, nodes), 'drawn')
      lines.push(await line(`drawn${nodes}-${p} median`, 'p-median', instance, { p }, 1, 30))
      lines.push(await line(`drawn${nodes}-${p} center`, 'p-center', instance, { p }, 1, 30))
    }
  if (part.startsWith('city')) {
    const radius = Number(part.slice(4))
    const instance = quick
      ? cityInstance(10_000, 200, 20_000, radius, 1)
      : cityInstance(150_000, 2000, 20_000, radius, 1)
    lines.push(await line(part, 'most-covered', instance, { p: quick ? 10 : 50, radius }, 1, quick ? 5 : 55))
  }
  if (part !== 'pmed' && part !== 'sf') return lines
  if (!existsSync(DATA)) return 'no ../shared/data/siting'
  if (part === 'pmed')
    for (const id of quick ? PMED.slice(0, 2) : PMED) {
      const { instance, p } = readPmed(readFileSync(join(DATA, `${id}.txt`), 'utf8'), id)
      lines.push(await line(`${id} median`, 'p-median', instance, { p }, runs, 10))
      lines.push(await line(`${id} center`, 'p-center', instance, { p }, runs, 10))
    }
  if (part === 'sf') {
    const folder = join(DATA, 'spopt_sf')
    const distances = fileBytes(join(folder, 'SF_network_distance_candidateStore_16_censusTract_205_new.csv'))
    const { instance } = await readDistanceTables({ distances }, new Findings())
    lines.push(await line('sf fewest', 'fewest', instance, { radius: 5000 }, runs, 10))
    lines.push(await line('sf most-covered', 'most-covered', instance, { p: 4, radius: 5000 }, runs, 10))
    lines.push(await line('sf median', 'p-median', instance, { p: 4 }, runs, 10))
    lines.push(await line('sf center', 'p-center', instance, { p: 4 }, runs, 10))
  }
  return lines
}

/** What is measured, each in a process of its own. */
export const SITING_PARTS = ['pmed', 'drawn', 'sf', ...CITIES.map((radius) => `city${radius}`)] as const
