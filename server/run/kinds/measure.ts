// Measures a city: who lacks what within the minutes. The same as `yike measure`, file by file.
import { type Bytes, nameApart } from '@yike/core/base/bytes.ts'
import { Findings } from '@yike/core/base/finding.ts'
import { gather } from '@yike/core/circle/gather.ts'
import { measureWith } from '@yike/core/circle/measure.ts'
import { measuredFiles, titleFor, WRITING } from '@yike/core/report/measured-files.ts'
import type { ColumnGuess } from '@yike/core/source/columns.ts'
import { standards } from '@yike/core/standard/standards/index.ts'
import { defineKind, listed, type Resolved, type Work } from '../kind.ts'
import { layerFor, needLayer } from '../layers.ts'
import { ledgerFor } from '../ledger.ts'
import { conventionOf, type Measuring, measuring } from '../options.ts'
import { coverageRows } from '../rows.ts'
import { solverOn } from '../solver.ts'

export default defineKind<Measuring>({
  id: 'measure',
  name: { zh: '测度', en: 'measure' },
  options: measuring,
  async inputs({ tx, keep, office, options, ledger: known }) {
    const streets = await needLayer(tx, office, 'streets')
    const ledger = known === undefined ? await ledgerFor(tx, keep, office) : known
    const areas = await layerFor(tx, office, 'areas')
    const people = await needLayer(tx, office, 'population', 'census')
    const codes = options.codes ?? (people.reading?.codes as string[] | undefined) ?? [office.code]
    const residents: Resolved =
      people.role === 'census'
        ? { ...people, datum: null, reading: { codes: [...new Set(codes)].sort() } }
        : { ...people, datum: people.datum ?? 'wgs84' }
    const borders = areas && { ...areas, datum: areas.datum ?? 'wgs84' }
    return [{ ...streets, datum: null }, ledger, borders, residents].filter((input) => input !== null)
  },
  async compute(work) {
    const { options, progress, versions } = work
    const { given, inputs } = await opened(work)
    const findings = new Findings()
    const columns: ColumnGuess[] = []
    const gathered = await gather(given, {
      standard: standards.find((standard) => standard.id === options.standard)!,
      convention: conventionOf(options),
      labels: {},
      ledgerComplete: options.ledgerComplete,
      findings,
      progress,
      columnsRead: (guess) => columns.push(guess),
    })
    const measured = await measureWith(gathered.inputs, solverOn(work.threads, progress), progress)
    progress.begin(WRITING, null)
    const settled = new Map(gathered.datums.map((ledger) => [ledger.file, ledger]))
    const title = options.title ?? titleFor(measured, gathered)
    const files = measuredFiles(measured, {
      title,
      gathered,
      columns,
      inputs: listed(inputs, ({ role, name, datum }) => {
        const ledger = role === 'outlets' ? settled.get(name) : undefined
        return { datum: ledger?.datum ?? datum, datumBy: ledger?.by ?? (datum ? 'given' : null) }
      }),
      censusCodes: given.census?.codes ?? null,
      versions,
      lang: options.lang,
    })
    const coverage = coverageRows(measured)
    const summary = {
      title,
      people: Math.round(measured.people),
      minutes: measured.convention.minutes,
      walker: measured.convention.walker.id,
      standard: options.standard,
      outlets: measured.outlets.length,
      areas: measured.areas.length,
      findings: measured.findings.length,
      shares: coverage
        .filter((row) => row.area === 'city' && row.band === 'all')
        .map(({ category, share }) => ({ category, share })),
    }
    return { files, coverage, circles: [], summary }
  },
})

/** The inputs as core takes them, each under a name of its own, in the order of their roles. */
async function opened(work: Work<Measuring>) {
  const taken = new Set<string>()
  const inputs: Resolved[] = []
  const of = async (role: string): Promise<readonly { bytes: Bytes; input: Resolved }[]> => {
    const found = []
    for (const given of work.inputs.filter((input) => input.role === role)) {
      const bytes = nameApart(await work.bytes(given), taken)
      const input = { ...given, name: bytes.name }
      inputs.push(input)
      found.push({ bytes, input })
    }
    return found
  }
  const [osm] = await of('osm')
  const outlets = await of('outlets')
  const [areas] = await of('areas')
  const [population] = await of('population')
  const [census] = await of('census')
  const given = {
    osm: osm!.bytes,
    network: null,
    outlets: outlets.map(({ bytes, input }) => ({
      bytes,
      datum: input.datum,
      origin: 'official' as const,
      columns: (input.reading?.columns ?? {}) as Record<string, string>,
    })),
    areas: areas ? { bytes: areas.bytes, datum: areas.input.datum ?? 'wgs84' } : null,
    population: population ? { bytes: population.bytes, datum: population.input.datum ?? 'wgs84' } : null,
    census: census ? { bytes: census.bytes, codes: census.input.reading!.codes as string[] } : null,
  } as const
  return { given, inputs }
}
