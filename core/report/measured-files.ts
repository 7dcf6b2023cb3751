// The folder of a measured city, whoever makes it: `yike measure` on a disk, a server among its blobs. The same inputs give the same bytes.
import type { Lang, Name } from '../base/name.ts'
import type { Gathered } from '../circle/gather.ts'
import type { Measured } from '../circle/measured.ts'
import { packInputs } from '../circle/pack.ts'
import type { ColumnGuess } from '../source/columns.ts'
import { basemapOf } from './basemap.ts'
import { type FilesMade, type Input, manifestJson } from './files.ts'
import { cellsGeojson } from './geojson.ts'
import { reportHtml } from './html.ts'
import { areasCsv, cellsCsv, cityJson, gapsCsv } from './tables.ts'

/** What a person sees while the folder is written. */
export const WRITING: Name = { zh: '写结果', en: 'Writing' }

/** What the result is called where nobody says: by the areas counted, else by the street file. */
export function titleFor(measured: Measured, gathered: Gathered): string {
  const counted = measured.population.notes.map((note) => note.name)
  if (counted.length) return counted.join('、')
  return gathered.extract?.file ?? measured.population.file
}

/** What a measured city was made from. */
export interface MadeFrom {
  readonly title: string
  readonly gathered: Gathered
  /** How each table's columns were understood, in the order they were read. */
  readonly columns: readonly ColumnGuess[]
  readonly inputs: readonly Input[]
  /** Areas of a census that were counted; null where there was none. */
  readonly censusCodes: readonly string[] | null
  readonly versions: Readonly<Record<string, string>>
  readonly lang: Lang
}

/** The files of a measured city; docs/files.md says what is in each. */
export function* measuredFiles(measured: Measured, from: MadeFrom): FilesMade {
  const { title, gathered, columns, inputs, versions, lang } = from
  const basemap = gathered.extract ? basemapOf(gathered.extract) : null
  const extras = { title, inputs, versions }
  yield ['city.json', cityJson(measured, extras)]
  yield ['areas.csv', areasCsv(measured)]
  yield ['cells.csv', cellsCsv(measured)]
  yield ['gaps.csv', gapsCsv(measured)]
  yield ['cells.geojson', cellsGeojson(measured)]
  yield ['report.html', reportHtml(measured, { ...extras, basemap, lang })]
  yield ['city.yike', packInputs(gathered.inputs)]
  if (basemap) yield ['basemap.json', JSON.stringify(basemap)]
  const { convention, standard, labels, ledgerComplete } = gathered.inputs
  const manifest = {
    tool: 'yike',
    kind: 'measured',
    title,
    versions,
    inputs,
    censusCodes: from.censusCodes,
    datums: gathered.datums,
    columns: columns.map((c) => ({ file: c.file, sheet: c.sheet, headingRow: c.headingRow, fields: c.fields })),
    convention,
    standard: standard.id,
    labels,
    ledgerComplete,
    merged: gathered.merged,
    engine: measured.ran,
    seed: null, // nothing in a measurement is left to chance
  }
  yield ['manifest.json', manifestJson(manifest)]
}
