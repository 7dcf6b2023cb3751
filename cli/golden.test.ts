// The main figures of a small demo city, kept: a change of any stage that moves them shows here, by the id of what moved.
// Six significant figures; what the golden file does not name (a category added to the standard) is not looked at.
// Where the change is meant: UPDATE=1 node --test cli/golden.test.ts, and the commit says why.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { defaultConvention } from '@yike/core/access/convention.ts'
import { walkerOf } from '@yike/core/access/walkers.ts'
import { bytesOf } from '@yike/core/base/bytes.ts'
import { Findings } from '@yike/core/base/finding.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import { type GivenFiles, gather } from '@yike/core/circle/gather.ts'
import { measure } from '@yike/core/circle/measure.ts'
import notice2025 from '@yike/core/standard/standards/notice-2025.ts'
import { makeCity } from '@yike/demo/city.ts'
import { cityFiles } from '@yike/demo/files.ts'
import { ROOT } from './test/yike.ts'

const GOLDEN = join(ROOT, 'core', 'test', 'golden', 'demo-20000.json')

type Figures = { readonly [key: string]: number | string | null | Figures }

const six = (n: number) => Number(n.toPrecision(6))
const total = (column: ArrayLike<number>) => Array.from(column).reduce((a, b) => a + b, 0)

async function figures(): Promise<Figures> {
  const files = await cityFiles(makeCity({ people: 20_000, seed: 3 }))
  const file = (name: string) => bytesOf(name, files.get(name)!)
  const ledger = (name: string) => ({ bytes: file(name), datum: null, origin: 'official' as const })
  const given: GivenFiles = {
    osm: file('streets.osm.pbf'),
    network: null,
    outlets: [ledger('ledger.csv'), ledger('ledger.xlsx')],
    areas: { bytes: file('areas.geojson'), datum: 'wgs84' },
    population: null,
    census: { bytes: file('census.csv'), codes: ['990101', '990102'] },
  }
  const { inputs, datums, merged } = await gather(given, {
    standard: notice2025,
    convention: defaultConvention(walkerOf('adult')),
    labels: {},
    ledgerComplete: false,
    findings: new Findings(),
    progress: SILENT,
    columnsRead: () => {},
  })
  const m = measure(inputs)
  const { graph, population } = m
  const categories: Record<string, Figures> = {}
  m.categories.forEach((category, c) => {
    const shares: Record<string, number | null> = {}
    for (const { area, category: of, band, share } of m.coverage)
      if (area === null && of === category.id) shares[band ?? 'all'] = share.share === null ? null : six(share.share)
    const gap = m.gaps.find((g) => g.area === null && g.category === category.id)
    const { outlets, basis } = m.knowledge[c]!
    categories[category.id] = { outlets, basis, share: shares, lacking: gap ? six(gap.people) : null }
  })
  return {
    people: six(m.people),
    bands: Object.fromEntries(Object.entries(population.bands).map(([band, of]) => [band, six(total(of))])),
    cells: population.lng.length,
    network: { nodes: graph.nodes, edges: graph.edges, metres: six(total(graph.lengthMm) / 1000) },
    islands: {
      count: m.islands.length,
      metres: six(total(m.islands.map((i) => i.meters))),
      people: six(total(m.islands.map((i) => i.people))),
    },
    outlets: m.outlets.length,
    merged,
    datums: Object.fromEntries(datums.map((d) => [d.file, d.datum])),
    unclassified: total(m.unclassified.map((u) => u.count)),
    findings: Object.fromEntries(m.findings.map((f) => [`${f.file} ${f.code}`, f.count])),
    categories,
  }
}

/** Everything that `kept` names and `now` says otherwise, as `path: kept → now`. */
function moved(kept: Figures, now: Figures, path = ''): string[] {
  return Object.entries(kept).flatMap(([key, value]) => {
    const at = path ? `${path}.${key}` : key
    const other = now[key]
    if (typeof value !== 'object' || value === null) return value === other ? [] : [`${at}: ${value} → ${other}`]
    return typeof other === 'object' && other !== null ? moved(value, other, at) : [`${at}: … → ${other}`]
  })
}

test('the demo city of 20,000 measures as before', async () => {
  const now = await figures()
  if (process.env.UPDATE) writeFileSync(GOLDEN, `${JSON.stringify(now, null, 2)}\n`)
  assert.ok(existsSync(GOLDEN), `there is no ${GOLDEN}; UPDATE=1 writes it`)
  const changes = moved(JSON.parse(readFileSync(GOLDEN, 'utf8')) as Figures, now)
  assert.deepEqual(
    changes,
    [],
    `figures moved; if that is meant, UPDATE=1 node --test cli/golden.test.ts\n${changes.join('\n')}`,
  )
})
