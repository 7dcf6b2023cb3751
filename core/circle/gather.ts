// From files to what a measurement needs: every file read by the format that knows it, every datum settled, sources merged,
// residents placed, the network built. What is odd is noted; only what cannot be done at all throws.

import type { Convention } from '../access/convention.ts'
import type { Bytes } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import type { Findings } from '../base/finding.ts'
import { heed, type Progress } from '../base/progress.ts'
import { type Bounds, boundsOf } from '../geo/bounds.ts'
import { type Datum, toWgs84 } from '../geo/datum.ts'
import { buildGraph } from '../network/build.ts'
import type { ColumnGuess } from '../source/columns.ts'
import { checkDatum, type DatumGuess, guessDatum, NEAR_METERS } from '../source/datum-fit.ts'
import { formatFor, type Kind, type Yields } from '../source/define.ts'
import { formats } from '../source/formats/index.ts'
import { datumOfHeading } from '../source/ledger-cells.ts'
import { mergeOutlets } from '../source/merge.ts'
import { readNetworkTables } from '../source/network-table.ts'
import { checkPlaces } from '../source/place-check.ts'
import { clipPopulation } from '../source/population-clip.ts'
import type { Extract, OriginKind, OutletRow, Population, Streets } from '../source/rows.ts'
import { spreadCensus } from '../source/spread.ts'
import { classifier } from '../standard/classify.ts'
import type { Standard } from '../standard/define.ts'
import type { MeasureInputs } from './measured.ts'

/** A file and how a person says it should be read. */
export interface GivenFile {
  readonly bytes: Bytes
  /** Null: guess it by fit to the streets. */
  readonly datum: Datum | null
}

/** An outlet file also says whose it is. */
export interface GivenOutlets extends GivenFile {
  readonly origin: OriginKind
  /** Columns named by a person, field → heading. */
  readonly columns?: Readonly<Record<string, string>>
}

/** Everything that a measurement may be made from. No two files may share a name: findings and outlets go by it. */
export interface GivenFiles {
  readonly osm: Bytes | null
  /** A network of one's own; streets are taken from it instead of from OSM. */
  readonly network: { readonly nodes: Bytes; readonly edges: Bytes; readonly datum: Datum } | null
  readonly outlets: readonly GivenOutlets[]
  readonly areas: GivenFile | null
  readonly population: GivenFile | null
  readonly census: { readonly bytes: Bytes; readonly codes: readonly string[] } | null
}

/** How the datum of one outlet file was settled. */
export interface DatumSettled {
  /** The name of its bytes. */
  readonly file: string
  readonly datum: Datum
  readonly by: 'given' | 'guessed'
  /** Null where there was nothing to compare with. */
  readonly guess: DatumGuess | null
}

/** What was gathered, with what a person should be shown about it. */
export interface Gathered {
  readonly inputs: MeasureInputs
  /** Null where streets came from tables. */
  readonly extract: Extract | null
  /** Per outlet file, in the order given. */
  readonly datums: readonly DatumSettled[]
  /** Rows that turned out to be an outlet another row had. */
  readonly merged: number
}

/** Everything that the command or the page asks beside files. */
export interface GatherOptions {
  readonly standard: Standard
  readonly convention: Convention
  readonly labels: Readonly<Record<string, string>>
  readonly ledgerComplete: boolean
  readonly findings: Findings
  readonly progress: Progress
  /** Hears what was made of each table's columns. */
  readonly columnsRead: (guess: ColumnGuess) => void
}

/**
 * Reads all files and builds what `measure` takes.
 * Faults: whatever a format finds unreadable; no-streets; no-people (none given, or nobody within the streets); needs (no streets given).
 */
export async function gather(files: GivenFiles, options: GatherOptions): Promise<Gathered> {
  const { findings, progress, columnsRead, standard, labels } = options
  const read = async <K extends Kind>(
    kind: K,
    bytes: Bytes,
    datum: Datum,
    origin: OriginKind = 'official',
    columns?: Readonly<Record<string, string>>,
    heading?: (guess: ColumnGuess) => void,
  ) => {
    heed(progress)
    const format = await formatFor(bytes, kind, formats)
    return (await format.read(bytes, {
      datum,
      origin,
      findings,
      progress,
      columnsRead(guess) {
        heading?.(guess)
        columnsRead(guess)
      },
      ...(columns ? { columns } : {}),
    })) as Yields[K]
  }

  if (!files.osm && !files.network) throw new Fault('needs', { what: '--osm F | --network-nodes F --network-edges F' })
  const extract = files.osm ? await read('extract', files.osm, 'wgs84', 'osm') : null
  const streets = files.network
    ? await readNetworkTables(files.network.nodes, files.network.edges, {
        datum: files.network.datum,
        origin: 'official',
        findings,
        progress,
      })
    : extract!.streets
  const bounds = boundsFor(extract, streets)

  progress.begin({ zh: '建步行网络', en: 'Building the walking network' }, null)
  const graph = buildGraph(streets, { file: files.network?.edges.name ?? files.osm!.name })
  heed(progress)

  const sources: OutletRow[][] = extract?.outlets.length ? [[...extract.outlets]] : []
  const ledgers = await readLedgers(files.outlets, streets, findings, async (given, datum) => {
    let stated: Datum | null = null
    const rows = await read('outlets', given.bytes, datum, given.origin, given.columns, ({ fields }) => {
      stated = datumOfHeading((fields.lng ?? fields.place)?.heading ?? '')
    })
    return { rows, stated }
  })
  for (const { rows, settled } of ledgers) {
    if (rows.length === 0) findings.note('no-outlets-read', settled.file, null, '')
    sources.push(checkPlaces(rows, bounds, findings))
  }
  const datums = ledgers.map((ledger) => ledger.settled)

  const areas = files.areas
    ? await read('areas', files.areas.bytes, files.areas.datum ?? 'wgs84')
    : (extract?.boundaries ?? [])
  const population = await residents(files, { extract, streets, bounds, areas, findings }, read)

  progress.begin({ zh: '合并网点', en: 'Merging outlets' }, null)
  const classify = classifier(standard, labels)
  const { rows: outlets, merged } = mergeOutlets(sources, classify)
  heed(progress)

  const inputs: MeasureInputs = {
    graph,
    bounds,
    population,
    outlets,
    areas,
    standard,
    convention: options.convention,
    labels,
    ledgerComplete: options.ledgerComplete,
    findings: findings.list(),
  }
  return { inputs, extract, datums, merged }
}

/** What the street data covers: the box its file states, else the box round its nodes. */
function boundsFor(extract: Extract | null, streets: Streets): Bounds {
  if (extract && extract.streets === streets) return extract.bounds
  const bounds = boundsOf(streets.lng, streets.lat)
  if (!bounds) throw new Fault('no-streets', { file: extract?.file ?? '' })
  return bounds
}

/** One ledger, read, and how its datum was settled. */
interface Ledger {
  readonly rows: readonly OutletRow[]
  readonly settled: DatumSettled
}

/**
 * Reads each ledger in the datum that its headings state, or else the one given; without either as it stands, and asks the streets. A ledger of
 * which they say nothing clear goes by the first ledger of the same origin whose datum is settled, for one office seldom
 * writes in two datums, unless it fits worse so; either way a person is told (`datum-unsure`).
 */
async function readLedgers(
  files: readonly GivenOutlets[],
  streets: Streets,
  findings: Findings,
  read: (given: GivenOutlets, datum: Datum) => Promise<{ rows: readonly OutletRow[]; stated: Datum | null }>,
): Promise<readonly Ledger[]> {
  const first: { given: GivenOutlets; rows: readonly OutletRow[]; guess: DatumGuess }[] = []
  for (const asked of files) {
    const { rows, stated } = await read(asked, asked.datum ?? 'wgs84')
    const given = { ...asked, datum: stated ?? asked.datum }
    const points = rows.map((row) => row.at)
    const { name } = given.bytes
    const guess = given.datum ? checkDatum(rows, given.datum, streets, name, findings) : guessDatum(points, streets)
    first.push({ given, rows, guess })
  }
  const ledgers: Ledger[] = []
  for (const { given, rows, guess } of first) {
    const file = given.bytes.name
    if (given.datum) {
      ledgers.push({ rows, settled: { file, datum: given.datum, by: 'given', guess } })
      continue
    }
    const like = guess.decisive
      ? undefined
      : first.find((o) => o.given.origin === given.origin && (o.given.datum !== null || o.guess.decisive))
    const theirs = like && (like.given.datum ?? like.guess.best)
    const follows = theirs !== undefined && shareNear(guess, theirs) >= shareNear(guess, guess.best)
    const datum = follows ? theirs : guess.best
    ledgers.push({ rows: rows.map((row) => outOf(row, datum)), settled: { file, datum, by: 'guessed', guess } })
    // where no datum shifts, all fit alike and there is nothing to ask
    const shifts = guess.evidence.some((e) => e.shareNear !== guess.evidence[0]!.shareNear)
    if (!guess.decisive && shifts) {
      const evidence = guess.evidence.map((e) => `${e.datum} ${Math.round(100 * e.shareNear)} %`).join(', ')
      const why = follows ? ` (= ${like!.given.bytes.name})` : ''
      findings.note('datum-unsure', file, null, `→ ${datum}${why}; ≤ ${NEAR_METERS} m: ${evidence}`)
    }
  }
  return ledgers
}

/** A row that was read as it stands in its file, taken out of the datum that the file turned out to be in. */
const outOf = (row: OutletRow, datum: Datum): OutletRow =>
  datum === 'wgs84'
    ? row
    : { ...row, at: toWgs84(...row.at, datum), entrances: row.entrances.map((at) => toWgs84(...at, datum)) }

/** Share of the points near a street under a datum; CGCS2000 fits as WGS-84 does. */
const shareNear = (guess: DatumGuess, datum: Datum): number =>
  guess.evidence.find((e) => e.datum === (datum === 'cgcs2000' ? 'wgs84' : datum))?.shareNear ?? 0

type Read = <K extends Kind>(kind: K, bytes: Bytes, datum: Datum) => Promise<Yields[K]>

/** Residents at points: as given, or a census spread over its areas. */
async function residents(
  files: GivenFiles,
  ground: {
    extract: Extract | null
    streets: Streets
    bounds: Bounds
    areas: Parameters<typeof spreadCensus>[0]['areas']
    findings: Findings
  },
  read: Read,
): Promise<Population> {
  const { bounds, areas, findings, streets } = ground
  if (files.census) {
    const rows = await read('census', files.census.bytes, 'wgs84')
    return spreadCensus({
      file: files.census.bytes.name,
      rows,
      codes: files.census.codes,
      areas,
      streets,
      buildings: ground.extract?.buildings ?? null,
      bounds,
      findings,
    })
  }
  if (files.population) {
    const population = await read('population', files.population.bytes, files.population.datum ?? 'wgs84')
    const inside = clipPopulation(population, bounds, findings)
    if (!inside.people.some((n) => n > 0)) {
      const anywhere = population.people.some((n) => n > 0)
      const { file } = population
      const why = anywhere
        ? { zh: `${file} 里的人都在街道数据之外`, en: `all those of ${file} are outside the street data` }
        : { zh: `${file} 里的人口合计为 0`, en: `those of ${file} sum to 0` }
      throw new Fault('no-people', { why })
    }
    return inside
  }
  throw new Fault('no-people', { why: '--population F | --census F --census-code C' })
}
