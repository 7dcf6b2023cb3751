// How a ledger's cells are written, so that reading them gives the same again: the headings of an export, which also say
// its datum, states in a word, entrances and sources in a line each, and texts that a spreadsheet would take for a formula.
import type { Datum } from '../geo/datum.ts'
import type { LngLat } from '../geo/meters.ts'
import { pairIn } from './cells.ts'
import type { LEDGER_FIELDS } from './fields.ts'
import type { OutletState } from './ledger.ts'
import type { Origin, OriginKind } from './rows.ts'

/** A field of a ledger's table (see fields.ts). */
export type LedgerField = keyof typeof LEDGER_FIELDS

/** The columns of an exported ledger in order. A table whose headings hold all of these word for word is read as an export. */
export const EXPORT_HEADINGS = [
  ['id', '编号'],
  ['name', '名称'],
  ['label', '业态'],
  ['lng', '经度(WGS-84)'],
  ['lat', '纬度(WGS-84)'],
  ['address', '地址'],
  ['hours', '营业时间'],
  ['capacity', '容量'],
  ['status', '状态'],
  ['confirmed', '核实日期'],
  ['confirmedBy', '核实人'],
  ['licence', '统一社会信用代码'],
  ['entrances', '出入口(WGS-84)'],
  ['sources', '来源'],
  ['remark', '备注'],
] as const

/** Whether a heading row is that of our own export; columns may have been moved about, and others put in. */
export function isExport(headings: readonly string[]): boolean {
  const there = new Set(headings)
  return EXPORT_HEADINGS.every(([, heading]) => there.has(heading))
}

/** The datum that a coordinate's heading states, such as `经度(WGS-84)` or `gcj02_lng`; null where it states none. */
export function datumOfHeading(heading: string): Datum | null {
  const said = /(wgs|gcj|bd|cgcs)[-_ ]?(84|02|09|2000)/i.exec(heading.normalize('NFKC'))
  if (!said) return null
  const id = `${said[1]}${said[2]}`.toLowerCase()
  return id === 'wgs84' || id === 'gcj02' || id === 'bd09' || id === 'cgcs2000' ? id : null
}

// ── texts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a spreadsheet takes for a formula (OWASP, "CSV Injection"), behind any number of apostrophes. */
const FORMULA = /^'*[=+\-@\t\n＝＋－＠]/

/**
 * A text as it is exported: one that begins like a formula gets an apostrophe in front. One that begins with apostrophes
 * and then like a formula gets one more, so that taking one away is always right.
 */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

/** The text of an exported cell again. Only for our own exports: elsewhere an apostrophe is somebody's. */
export const unguarded = (cell: string): string => (cell[0] === "'" && FORMULA.test(cell) ? cell.slice(1) : cell)

// ── states ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** The word for each state. */
export const STATE_WORDS: Readonly<Record<OutletState, string>> = { open: '营业', closed: '停业', moved: '搬迁' }

/** Not there yet: no row of a ledger. */
const NOT_YET = /筹建|筹备|在建|建设中|规划|拟建|待建|未开业|未启用|planned|proposed|construction/i
const MOVED = /迁出|迁址|搬离|搬迁|moved/i

/** The state that a cell which says "not open" means; null for one that is not there yet. */
export const stateOf = (cell: string): OutletState | null =>
  NOT_YET.test(cell) ? null : MOVED.test(cell) ? 'moved' : 'closed'

/** Whether a cell says that an outlet moved away, in words that measuring does not look for. */
export const saysMoved = (cell: string): boolean => MOVED.test(cell)

// ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Entrances in a cell: `121.4,31.2; 121.5,31.3`. */
export const entrancesText = (entrances: readonly LngLat[]): string =>
  entrances.map(([lng, lat]) => `${lng},${lat}`).join('; ')

/** The pairs of such a cell; null in the place of one that is no pair. */
export const entrancesIn = (cell: string): readonly (readonly [number, number] | null)[] =>
  cell
    .split(/[;；\n]/)
    .filter((pair) => pair.trim() !== '')
    .map(pairIn)

const KIND_WORDS: Readonly<Record<OriginKind, string>> = { official: '台账', commercial: '商业', osm: 'OSM' }
const KINDS = new Map(Object.entries(KIND_WORDS).map(([kind, word]) => [word, kind as OriginKind]))
/** A row without any source. */
export const NO_SOURCE = '无'

/** Sources in a cell, a line each: `台账|ledger.csv|7|N-12|2024-05-01`; kind, file, row, its id there, day. `\` stands before `\`, `|`, and as `\n` for a line end. */
export function sourcesText(origins: readonly Origin[]): string {
  const plain = (text: string) => text.replace(/[\\|]/g, '\\$&').replaceAll('\n', '\\n')
  return (
    origins
      .map(({ kind, file, row, ref, confirmed }) =>
        [KIND_WORDS[kind], plain(file), row ?? '', plain(ref ?? ''), confirmed ?? ''].join('|'),
      )
      .join('\n') || NO_SOURCE
  )
}

/** The sources of such a cell; null where it was not written so. */
export function sourcesIn(cell: string): Origin[] | null {
  if (cell === NO_SOURCE) return []
  const origins: Origin[] = []
  for (const line of cell.split('\n')) {
    const parts = (line.match(/(?:\\.|[^\\|])*(?:\||$)/g) ?? []).map((part) =>
      part.replace(/\|$/, '').replace(/\\(.)/g, (_, c) => (c === 'n' ? '\n' : c)),
    )
    const [word, file, row, ref, confirmed] = parts
    const kind = KINDS.get(word ?? '')
    const fits = kind && /^\d{0,15}$/.test(row ?? '?') && /^(?:\d{4}-\d\d-\d\d)?$/.test(confirmed ?? '?')
    if (!kind || !fits || file === undefined || ref === undefined) return null
    origins.push({ kind, file, row: row ? Number(row) : null, ref: ref || null, confirmed: confirmed || null })
  }
  return origins
}
