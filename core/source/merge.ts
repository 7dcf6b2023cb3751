// One outlet, several sources: the ledger of the office, a map company's export, OSM. They become one row that remembers
// all of them. An OSM convenience store and a ledger row 12 m away are one outlet.
//
//   ledger   A───12 m───B   osm         A and B: one category, like or silent names, near  →  A, origins [ledger, osm]
//            A'                         A' 4 m from A, same source, same name              →  written twice
import Flatbush from 'flatbush'
import type { Certainty } from '../base/certainty.ts'
import { metersBetween } from '../geo/meters.ts'
import { type Likeness, likeness, type PlainName, plainName } from './names.ts'
import type { Origin, OriginKind, OutletRow } from './rows.ts'

/**
 * How far apart, in metres, two sources may put one outlet, by how alike they name it. Fixed by no document.
 *
 *  same, similar  60   a ledger is located by house number (the middle of a parcel), a map by its sign: half a block apart
 *  silent         20   only the trade speaks; in a street of shops the next one of the same trade is seldom nearer
 *  twice           5   two rows of one source: it knows its own, so only what is plainly written twice
 */
export const MERGE_METERS = {
  same: 60,
  similar: 60,
  silent: 20,
  twice: 5,
  source: 'own proposal',
  status: 'inference' satisfies Certainty,
} as const

/** Whose word is taken: the office keeps the ledger, a company sells what it saw, anybody may edit OSM. */
const PRECEDENCE: Readonly<Record<OriginKind, number>> = { official: 0, commercial: 1, osm: 2 }

/** What merging made. */
export interface Merged {
  /** One row per outlet, sources of higher precedence first, then by file and row. Ids are unique. */
  readonly rows: readonly OutletRow[]
  /** Rows that went into another. */
  readonly merged: number
}

/** A row with what it is compared by. None of that changes when another row is taken in: merging twice merges nothing more. */
interface Candidate {
  readonly row: OutletRow
  readonly name: PlainName
  readonly categories: readonly string[]
  readonly lng: number
  readonly lat: number
  /** Rows taken in, in order of precedence. */
  readonly others: OutletRow[]
  /** Files that have had their say on this outlet. */
  readonly files: Set<string>
}

/**
 * Merges the rows of `sources`, which may come in any order. Two rows are one outlet when they share a category (or,
 * without any, their label) and are as near as MERGE_METERS says; nearest pairs first; an outlet takes at most one row
 * of each file, but for rows written twice. Name, place, label and tags are those of the best source (official, commercial, OSM;
 * of one kind the file confirmed last); capacity, hours and address of the best that knows them; entrances are united;
 * every origin is kept, the best first.
 */
export function mergeOutlets(sources: readonly (readonly OutletRow[])[], categoriesOf: CategoriesOf): Merged {
  const all = sources.flat().map((row) => candidate(row, categoriesOf))
  const byPrecedence = precedence(all)
  all.sort(byPrecedence)
  const outlets: Candidate[] = []
  for (let from = 0; from < all.length; ) {
    const file = all[from]!.row.origins[0]?.file
    let to = from
    while (to < all.length && all[to]!.row.origins[0]?.file === file) to++
    const own = onceEach(all.slice(from, to))
    for (const outlet of joinInto(outlets, own)) outlets.push(outlet) // not spread: a ledger may have a million rows
    from = to
  }
  outlets.sort(byPrecedence)
  const rows = withUniqueIds(outlets.map(united))
  return { rows, merged: all.length - rows.length }
}

/**
 * A total order that does not depend on how the rows came: kind of source, the file confirmed last, file name, then the
 * row confirmed last, its line, its id, and whatever else differs.
 */
function precedence(rows: readonly Candidate[]): (a: Candidate, b: Candidate) => number {
  const newest = new Map<string, string>()
  for (const { row } of rows)
    for (const { file, confirmed } of row.origins)
      if (confirmed !== null && confirmed > (newest.get(file) ?? '')) newest.set(file, confirmed)
  return (a, b) => {
    const [one, other] = [a.row.origins[0], b.row.origins[0]]
    const [file, otherFile] = [one?.file ?? '', other?.file ?? '']
    return (
      PRECEDENCE[one?.kind ?? 'osm'] - PRECEDENCE[other?.kind ?? 'osm'] ||
      compare(newest.get(otherFile) ?? '', newest.get(file) ?? '') ||
      compare(file, otherFile) ||
      compare(other?.confirmed ?? '', one?.confirmed ?? '') ||
      (one?.row ?? 0) - (other?.row ?? 0) ||
      compare(a.row.id, b.row.id) ||
      a.lng - b.lng ||
      a.lat - b.lat ||
      compare(JSON.stringify(a.row), JSON.stringify(b.row))
    )
  }
}

/** Categories of a row, in whatever standard. */
export type CategoriesOf = (row: OutletRow) => readonly string[]

/** A row and an outlet that may be one, by their places in the two lists. */
export interface LikelyPair {
  readonly row: number
  readonly outlet: number
  readonly alike: Exclude<Likeness, 'different'>
  readonly meters: number
}

/** Neighbours that a row is held against: a thousand rows on one spot are an address that was not found. */
const MOST_NEIGHBOURS = 64

/**
 * Which of `rows` may be which of `outlets`, by the rules of merging: the likest names first, then the nearest, then in the
 * order of the lists. A row may stand in several pairs. Rows that agree in name, label and place (0.1 m) always find each
 * other; else each is held against its 64 nearest.
 */
export function likelyPairs(
  rows: readonly OutletRow[],
  outlets: readonly OutletRow[],
  categoriesOf: CategoriesOf,
): LikelyPair[] {
  const [theirs, ours] = [rows, outlets].map((list) => list.map((row) => candidate(row, categoriesOf))) as [
    Candidate[],
    Candidate[],
  ]
  const index = indexOf(ours)
  if (!index) return []
  const pairs: LikelyPair[] = []
  const alikeRows = new Map<string, number[]>()
  const spot = ({ row, lng, lat }: Candidate) => JSON.stringify([row.name, row.label, lng.toFixed(6), lat.toFixed(6)])
  ours.forEach((outlet, o) => {
    const key = spot(outlet)
    const list = alikeRows.get(key)
    if (list) list.push(o)
    else alikeRows.set(key, [o])
  })
  const times = new Map<string, number>()
  theirs.forEach((row, r) => {
    const key = spot(row)
    const time = times.get(key) ?? 0
    times.set(key, time + 1)
    // the n-th of rows that are alike in all of it belongs to the n-th there; when a list is held against itself, to the next
    const list = alikeRows.get(key)
    const twin = list?.[rows === outlets ? time + 1 : time]
    const found = new Set(twin === undefined ? [] : [twin])
    const reach = MERGE_METERS.same / 110_000 / Math.max(0.01, Math.cos((row.lat * Math.PI) / 180))
    for (const o of index.neighbors(row.lng, row.lat, MOST_NEIGHBOURS, reach)) found.add(o)
    for (const o of found) {
      const outlet = ours[o]!
      if (!shareCategory(row, outlet)) continue
      const same = row.row.name.trim() !== '' && row.row.name.trim() === outlet.row.name.trim()
      const alike = same ? 'same' : likeness(row.name, outlet.name)
      if (alike === 'different') continue
      const meters = between(row, outlet)
      if (meters <= MERGE_METERS[alike]) pairs.push({ row: r, outlet: o, alike, meters })
    }
  })
  const rank = (pair: LikelyPair) => RANK[pair.alike]
  return pairs.sort((a, b) => rank(a) - rank(b) || a.meters - b.meters || a.outlet - b.outlet || a.row - b.row)
}

function candidate(row: OutletRow, categoriesOf: CategoriesOf): Candidate {
  const [lng, lat] = row.at
  const files = new Set(row.origins.map((origin) => origin.file))
  return { row, name: plainName(row.name), categories: categoriesOf(row), lng, lat, others: [], files }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The rows of one source without those it has written twice. */
function onceEach(rows: readonly Candidate[]): Candidate[] {
  const index = indexOf(rows)
  const kept: Candidate[] = []
  const gone = new Set<number>()
  rows.forEach((row, i) => {
    if (gone.has(i)) return
    kept.push(row)
    for (const j of near(index, row, MERGE_METERS.twice).sort((x, y) => x - y)) {
      if (j <= i || gone.has(j) || !isTwice(row, rows[j]!)) continue
      gone.add(j)
      take(row, rows[j]!)
    }
  })
  return kept
}

/** Joins rows of one source to the outlets there are, nearest pairs first; what finds none is returned. */
function joinInto(outlets: readonly Candidate[], rows: readonly Candidate[]): Candidate[] {
  if (outlets.length === 0) return [...rows]
  const index = indexOf(outlets)
  const pairs: { row: number; outlet: number; rank: number; meters: number }[] = []
  rows.forEach((row, r) => {
    for (const o of near(index, row, MERGE_METERS.same)) {
      const outlet = outlets[o]!
      if (!shareCategory(row, outlet)) continue
      const alike = likeness(row.name, outlet.name)
      if (alike === 'different') continue
      const meters = between(row, outlet)
      if (meters <= MERGE_METERS[alike]) pairs.push({ row: r, outlet: o, rank: RANK[alike], meters })
    }
  })
  pairs.sort((a, b) => a.rank - b.rank || a.meters - b.meters || a.outlet - b.outlet || a.row - b.row)
  const joined = new Set<number>()
  for (const { row: r, outlet: o } of pairs) {
    const [row, outlet] = [rows[r]!, outlets[o]!]
    if (joined.has(r)) continue
    const bothSaid = [...row.files].some((file) => outlet.files.has(file))
    if (bothSaid && !isTwice(row, outlet)) continue
    take(outlet, row)
    joined.add(r)
  }
  return rows.filter((_, r) => !joined.has(r))
}

/** Names that are alike find each other before a nameless one is given away. */
const RANK: Readonly<Record<Exclude<Likeness, 'different'>, number>> = { same: 0, similar: 1, silent: 2 }

/** One place written twice in a source: the same name to the letter (or none in both), category, and 5 m. */
const isTwice = (a: Candidate, b: Candidate): boolean =>
  a.row.name.trim() === b.row.name.trim() && shareCategory(a, b) && between(a, b) <= MERGE_METERS.twice

/** Whether two rows may be the same kind of thing. Rows that no category claims must at least be called the same. */
function shareCategory(a: Candidate, b: Candidate): boolean {
  if (a.categories.length === 0 && b.categories.length === 0)
    return a.row.label.trim() === b.row.label.trim() && (a.row.label.trim() !== '' || sameTrade(a.row, b.row))
  return a.categories.some((category) => b.categories.includes(category))
}

/** Without category or label: rows whose tags (name and the like apart) agree. */
function sameTrade(a: OutletRow, b: OutletRow): boolean {
  const keys = ['shop', 'amenity', 'craft', 'office', 'leisure', 'healthcare', 'tourism'] as const
  return keys.every((key) => a.tags[key] === b.tags[key])
}

function take(outlet: Candidate, row: Candidate): void {
  outlet.others.push(row.row)
  for (const other of row.others) outlet.others.push(other)
  for (const file of row.files) outlet.files.add(file)
}

/** The row of an outlet with what the rows taken in add to it. */
function united({ row, others }: Candidate): OutletRow {
  if (others.length === 0) return row
  const all = [row, ...others]
  const first = <T>(of: (r: OutletRow) => T | null): T | null => all.map(of).find((value) => value !== null) ?? null
  const entrances = new Map(all.flatMap((r) => r.entrances).map((at) => [`${at[0]},${at[1]}`, at]))
  const origins = new Map(all.flatMap((r) => r.origins).map((o): [string, Origin] => [JSON.stringify(o), o]))
  return {
    ...row,
    entrances: [...entrances.values()],
    capacity: first((r) => r.capacity),
    hours: first((r) => r.hours),
    address: first((r) => r.address),
    origins: [...origins.values()],
  }
}

/** Two ledgers may both have a number 17: the later one is then called by its file too. */
function withUniqueIds(rows: readonly OutletRow[]): OutletRow[] {
  const taken = new Set<string>()
  return rows.map((row) => {
    let id = row.id
    if (taken.has(id)) id = `${row.origins[0]?.file ?? ''}:${row.id}`
    for (let n = 2; taken.has(id); n++) id = `${row.origins[0]?.file ?? ''}:${row.id}:${n}`
    taken.add(id)
    return id === row.id ? row : { ...row, id }
  })
}

const between = (a: Candidate, b: Candidate): number => metersBetween(a.lng, a.lat, b.lng, b.lat)

function indexOf(rows: readonly Candidate[]): Flatbush | null {
  if (rows.length === 0) return null
  const index = new Flatbush(rows.length)
  for (const { lng, lat } of rows) index.add(lng, lat)
  index.finish()
  return index
}

/** Indices of the rows within a square of `meters` round a row; distances are measured afterwards. */
function near(index: Flatbush | null, { lng, lat }: Candidate, meters: number): number[] {
  const dLat = meters / 110_000 // a degree of latitude has 110.6 to 111.7 km
  const dLng = dLat / Math.max(0.01, Math.cos(((Math.abs(lat) + dLat) * Math.PI) / 180))
  return index?.search(lng - dLng, lat - dLat, lng + dLng, lat + dLat) ?? []
}
