// Rows of a ledger become outlets: coordinates checked and put into WGS-84 once, closed ones left out, oddities noted.
import { contains } from '../geo/bounds.ts'
import { type Datum, toWgs84 } from '../geo/datum.ts'
import { inMainland } from '../geo/mainland.ts'
import type { LngLat } from '../geo/meters.ts'
import { dayIn, degreesIn, isBlank, numberIn, pairIn } from './cells.ts'
import type { Field } from './columns.ts'
import type { Reading } from './define.ts'
import { LEDGER_FIELDS, type OUTLET_FIELDS } from './fields.ts'
import { type LedgerRow, LONGEST_TEXT, ledgerText, MOST_ENTRANCES, type OutletState, tidyRow } from './ledger.ts'
import {
  datumOfHeading,
  entrancesIn,
  isExport,
  type LedgerField,
  NO_SOURCE,
  saysMoved,
  sourcesIn,
  stateOf,
  unguarded,
} from './ledger-cells.ts'
import type { Origin, OutletRow, Tags } from './rows.ts'
import type { Table, TableRow } from './table.ts'

/** A field of an outlet table (see fields.ts). */
export type OutletField = keyof typeof OUTLET_FIELDS

const NOWHERE: Field = { name: { zh: '坐标', en: 'coordinates' }, headings: [] }
const UNASKED: Field = { name: { zh: '', en: '' }, headings: [] }
const UNASKED_IN_MEASURING: Readonly<Record<LedgerField, Field>> = {
  ...LEDGER_FIELDS,
  confirmedBy: UNASKED,
  entrances: UNASKED,
  sources: UNASKED,
  remark: UNASKED,
}

/** The fields that a reading looks for: those of an outlet, and of the ledger where it is for the ledger. */
export const fieldsOf = ({ ledger }: Pick<Reading, 'ledger'>): Readonly<Record<LedgerField, Field>> =>
  ledger ? LEDGER_FIELDS : UNASKED_IN_MEASURING

/** The same where a geometry says where an outlet is; properties called lng or x are somebody's leftovers. */
export const propertyFieldsOf = (reading: Pick<Reading, 'ledger'>): Readonly<Record<LedgerField, Field>> => ({
  ...fieldsOf(reading),
  lng: NOWHERE,
  lat: NOWHERE,
  place: NOWHERE,
})

/** Either both coordinates or one cell that holds the pair. */
export const OUTLET_NEEDS: readonly (readonly OutletField[])[] = [['lng', 'lat'], ['place']]

/** What an office writes of an outlet that nobody can go to: closed, struck off, moved away, being built, planned. */
const NOT_OPEN =
  /停业|停用|停办|关闭|关停|关门|歇业|注销|吊销|撤销|筹建|筹备|在建|建设中|规划|拟建|待建|未开|未营业|未运营|未启用|不营业|非营业|暂停|拆除|拆迁|迁出|搬离|搬迁|倒闭|转让|空置|闲置|^否$|closed|shut|defunct|planned|proposed|construction|vacant|abandoned|demolished/i

const PLACES = ['lng', 'lat', 'place'] as const satisfies readonly OutletField[]

/** Characters of a cell of entrances that are looked at. */
const LONGEST_LIST = 20_000

const NO_TAGS: Tags = {}
const NO_ENTRANCES: readonly LngLat[] = []

/** Points of one outlet as they stand in the file; the first is where it is, the others (GeoJSON) its entrances. */
export type RawPlace = readonly (readonly [number, number])[]

/** Collects the outlets of one file. */
export interface OutletGathering {
  /** Reads one row; `place` is given where it does not stand in cells. */
  add(table: Table<LedgerField>, row: TableRow, place?: RawPlace | null): void
  /** The outlets in the order of the file, swapped coordinates put right, in WGS-84; LedgerRows where the reading says so. */
  finish(): OutletRow[]
}

/** Begins to collect the outlets of `file`. */
export function gatherOutlets(file: string, reading: Reading): OutletGathering {
  const { findings, origin, datum } = reading
  const drafts: { row: OutletRow; place: RawPlace; at: number; datum: Datum; exact: boolean }[] = []
  const ids = new Set<string>()

  const readPlace = (table: Table<LedgerField>, row: TableRow, what: string): RawPlace | null => {
    const lng = table.cell(row, 'lng')
    const lat = table.cell(row, 'lat')
    const both = table.cell(row, 'place')
    const column = table.guess.fields.lng?.heading ?? table.guess.fields.place?.heading
    if (isBlank(lng) && isBlank(lat) && isBlank(both)) {
      const columns = PLACES.map((field) => table.guess.fields[field]?.column ?? -1)
      const short = row.cells.length <= Math.max(...columns)
      findings.note(short ? 'short-row' : 'no-coordinates', file, row.row, what, column)
      return null
    }
    // the pair may also stand in the longitude's cell, the latitude's left blank
    const pair = isBlank(lng) || isBlank(lat) ? pairIn(both || lng || lat) : null
    const [x, y] = pair ?? [degreesIn(lng), degreesIn(lat)]
    if (x === null || y === null) {
      const half = pair === null && !both && (isBlank(lng) || isBlank(lat))
      findings.note(
        half ? 'no-coordinates' : 'bad-coordinates',
        file,
        row.row,
        [lng, lat, both].filter(Boolean).join(', '),
        column,
      )
      return null
    }
    return [[x, y]]
  }

  /** Whether the table is an export of the ledger, whose cells are exact. Asked once a table. */
  const exports = new WeakMap<Table<LedgerField>, boolean>()
  const isOurs = (table: Table<LedgerField>): boolean => {
    if (!exports.has(table)) exports.set(table, reading.ledger === true && isExport(table.guess.headings))
    return exports.get(table)!
  }

  return {
    add(table, row, given) {
      const heading = (field: LedgerField) => table.guess.fields[field]?.heading ?? null
      const cell = (field: LedgerField) => table.cell(row, field)
      const ours = isOurs(table)
      const known = (field: LedgerField): string | null => {
        if (!reading.ledger) return isBlank(cell(field)) ? null : cell(field)
        const text = ours ? unguarded(exactCell(table, row, field)) : isBlank(cell(field)) ? '' : cell(field)
        if (text.length > LONGEST_TEXT) findings.note('long-cell', file, row.row, text, heading(field))
        return ledgerText(text) || null
      }
      const name = known('name') ?? ''
      const label = known('label') ?? ''
      const what = name || label || row.cells.filter(Boolean).slice(0, 3).join(' ')
      noteFormulas(table, row, file, reading)

      const status = cell('status')
      let state: OutletState | null = 'open'
      if (!isBlank(status) && (NOT_OPEN.test(status) || (reading.ledger && saysMoved(status)))) {
        state = reading.ledger ? stateOf(status) : null
        if (state === null) {
          findings.note('not-open', file, row.row, `${what} ${status}`, heading('status'))
          return
        }
      }
      if (given === null) findings.note('no-coordinates', file, row.row, what)
      const place = given === undefined ? readPlace(table, row, what) : given
      if (place === null) return
      const [x, y] = place[0]!
      if (x === 0 && y === 0) {
        findings.note('zero-coordinates', file, row.row, what, heading('lng'))
        return
      }
      if (!(Math.abs(x) <= 180 && Math.abs(y) <= 180) || (Math.abs(x) > 90 && Math.abs(y) > 90)) {
        findings.note('bad-coordinates', file, row.row, `${x}, ${y} ${what}`, heading('lng'))
        return
      }
      const own = known('id')
      if (own !== null && ids.has(own)) {
        findings.note('duplicate-id', file, row.row, `${own} ${name}`.trim(), heading('id'))
        return
      }
      if (own !== null) ids.add(own)
      if (!name) findings.note('no-name', file, row.row, label, heading('name'))
      if (!label) findings.note('no-label', file, row.row, name, heading('label'))

      const size = isBlank(cell('capacity')) ? null : cell('capacity')
      const capacity = size === null ? null : numberIn(size)
      const capacityFits = capacity !== null && capacity >= 0 && capacity < 1e7
      if (size !== null && !capacityFits)
        findings.note('bad-number', file, row.row, `${size} ${what}`, heading('capacity'))
      const date = isBlank(cell('confirmed')) ? null : cell('confirmed')
      const confirmed = date === null ? null : dayIn(date)
      if (date !== null && confirmed === null)
        findings.note('bad-date', file, row.row, `${date} ${what}`, heading('confirmed'))
      const outlet: OutletRow = {
        id: own ?? (reading.ledger ? '' : `${file}:${row.row}`),
        name,
        at: place[0]!,
        entrances: NO_ENTRANCES,
        label,
        tags: NO_TAGS,
        capacity: capacityFits ? capacity : null,
        hours: known('hours'),
        address: known('address'),
        origins: [{ kind: origin, file, row: row.row, ref: own ?? known('licence'), confirmed }],
      }
      if (!reading.ledger) {
        drafts.push({ place, at: row.row, row: outlet, datum, exact: ours })
        return
      }
      const doors = entrancesIn(cell('entrances').slice(0, LONGEST_LIST))
      if (doors.includes(null) || doors.length > MOST_ENTRANCES)
        findings.note('bad-entrance', file, row.row, cell('entrances'), heading('entrances'))
      const usable = doors.filter((door) => door !== null && Math.abs(door[0]) <= 180 && Math.abs(door[1]) <= 180)
      const sources = ours ? sourcesOf(exactCell(table, row, 'sources'), row.row, heading('sources')) : null
      const ledgerRow: LedgerRow = {
        ...outlet,
        origins: sources ?? outlet.origins,
        state,
        confirmed,
        confirmedBy: known('confirmedBy'),
        licence: known('licence'),
        remark: known('remark'),
      }
      const stated = datumOfHeading(heading('lng') ?? heading('place') ?? '')
      drafts.push({
        place: [...place, ...(usable as RawPlace)].slice(0, 1 + MOST_ENTRANCES),
        at: row.row,
        row: tidyRow(ledgerRow),
        datum: stated ?? datum,
        exact: ours,
      })
    },

    finish() {
      const turned = turner(drafts.map((d) => d.place[0]!))
      return drafts.map(({ row, place, at, datum, exact }) => {
        const swapped = !exact && turned(place[0]!)
        if (swapped) findings.note('swapped-coordinates', file, at, `${place[0]![0]}, ${place[0]![1]} ${row.name}`)
        const points = place.map(([x, y]) => (swapped ? toWgs84(y, x, datum) : toWgs84(x, y, datum)))
        return { ...row, at: points[0]!, entrances: points.length > 1 ? points.slice(1) : NO_ENTRANCES }
      })
    },
  }

  /** The sources that an export's row states; null where it states none, or none that can be read. */
  function sourcesOf(written: string, row: number, column: string | null): readonly Origin[] | null {
    if (isBlank(written) && written !== NO_SOURCE) return null
    const sources = sourcesIn(written)
    if (!sources) findings.note('bad-source', file, row, written, column)
    return sources
  }
}

/** A cell to the letter, blanks and all. */
const exactCell = (table: Table<LedgerField>, row: TableRow, field: LedgerField): string =>
  row.cells[table.guess.fields[field]?.column ?? -1] ?? ''

/**
 * Whether a point surely stands as lat,lng: its latitude would be beyond 90°, or it lies in mainland China only when
 * turned round (nobody measures the sea north of Norway).
 */
export const surelyTurned = (x: number, y: number): boolean =>
  Math.abs(y) > 90 || (!inMainland(x, y) && inMainland(y, x))

/**
 * Tells whether a point stands as lat,lng. Besides the sure cases the file's other rows say it: more than
 * 5° from their middle as it stands, within 1° of it when turned round.
 */
function turner(points: readonly (readonly [number, number])[]): (point: readonly [number, number]) => boolean {
  const others = points.filter((p) => !surelyTurned(...p))
  const middle = (axis: 0 | 1) => others.map((p) => p[axis]).sort((a, b) => a - b)[others.length >> 1] ?? 0
  const [mx, my] = [middle(0), middle(1)]
  const near = { west: mx - 1, south: my - 1, east: mx + 1, north: my + 1 }
  const far = { west: mx - 5, south: my - 5, east: mx + 5, north: my + 5 }
  return (p) => surelyTurned(...p) || (others.length > 2 && !contains(far, p[0], p[1]) && contains(near, p[1], p[0]))
}

/** Notes formulas in the columns that are read; the others do not matter. */
function noteFormulas(table: Table<LedgerField>, row: TableRow, file: string, { findings }: Reading): void {
  if (!row.formulas) return
  for (const [field, { column, heading }] of Object.entries(table.guess.fields)) {
    const state = row.formulas.get(column)
    if (state === 'cached')
      findings.note('formula-cell', file, row.row, `${heading} = ${table.cell(row, field as LedgerField)}`, heading)
    else if (state === 'empty') findings.note('empty-formula', file, row.row, heading, heading)
  }
}
