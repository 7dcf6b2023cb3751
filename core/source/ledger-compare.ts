// An imported ledger against the present one: which rows are new, which changed and in what, which are gone. This is what
// an officer is shown before anything is taken in, and what taking in then does; so it is one to one and always the same.
import { metersBetween } from '../geo/meters.ts'
import type { LedgerRow } from './ledger.ts'
import type { ToldField } from './ledger-read.ts'
import { type CategoriesOf, likelyPairs, MERGE_METERS } from './merge.ts'

/** By what a present and an imported row were taken for one outlet. */
export type MatchedBy = 'id' | 'ref' | 'licence' | 'name'

/** A present row and its imported one. */
export interface LedgerMatch {
  readonly present: LedgerRow
  readonly imported: LedgerRow
  readonly by: MatchedBy
  /** What the import says otherwise; empty where nothing. Only fields that its file has a column for. */
  readonly fields: readonly ToldField[]
}

/** What an import would do. Rows stand in the order of their files. */
export interface LedgerComparison {
  readonly added: readonly LedgerRow[]
  readonly changed: readonly LedgerMatch[]
  readonly same: readonly LedgerMatch[]
  /** Open outlets of the present ledger that the import does not list. It may list a part of the city only: a person decides. */
  readonly missing: readonly LedgerRow[]
}

/** Coordinates nearer than this are the same: a datum's way back leaves under 1 mm, a file with six digits 0.1 m. */
const SAME_PLACE_METERS = 0.2

const label: CategoriesOf = (row) => [row.label.trim()]

/**
 * Compares `imported` with `present`. A pair is found, each row in one at most and in this order, by: the ledger's id; an id of
 * a source (kind and reference, where only one row on either side has it); licence, within 60 m; name and trade as near
 * as sources are merged (`MERGE_METERS`: alike in name 60 m, silent 20 m), nearest first. `told` are the fields that the
 * file of the import has (`LedgerReading.told`); without it all are compared. `categoriesOf` says what may be the same trade;
 * without it the labels must agree.
 */
export function compareLedgers(
  present: readonly LedgerRow[],
  imported: readonly LedgerRow[],
  told?: ReadonlySet<ToldField>,
  categoriesOf: CategoriesOf = label,
): LedgerComparison {
  const of = new Map<number, { present: number; by: MatchedBy }>()
  const taken = new Set<number>()
  const pair = (i: number, p: number, by: MatchedBy) => {
    if (of.has(i) || taken.has(p)) return
    of.set(i, { present: p, by })
    taken.add(p)
  }
  const free = () => ({
    ours: [...present.keys()].filter((p) => !taken.has(p)),
    theirs: [...imported.keys()].filter((i) => !of.has(i)),
  })

  const byId = new Map(present.map((row, p) => [row.id, p]))
  imported.forEach((row, i) => {
    const p = row.id === '' ? undefined : byId.get(row.id)
    if (p !== undefined) pair(i, p, 'id')
  })
  pairByRef(present, imported, free(), pair)
  pairByLicence(present, imported, free(), pair)
  const { ours, theirs } = free()
  const pairs = likelyPairs(
    theirs.map((i) => imported[i]!),
    ours.map((p) => present[p]!),
    categoriesOf,
  )
  for (const { row, outlet } of pairs) pair(theirs[row]!, ours[outlet]!, 'name')

  const added: LedgerRow[] = []
  const changed: LedgerMatch[] = []
  const same: LedgerMatch[] = []
  imported.forEach((row, i) => {
    const found = of.get(i)
    if (!found) {
      added.push(row)
      return
    }
    const before = present[found.present]!
    const fields = differences(before, row).filter((field) => told?.has(field) ?? true)
    const match: LedgerMatch = { present: before, imported: row, by: found.by, fields }
    if (fields.length > 0) changed.push(match)
    else same.push(match)
  })
  return { added, changed, same, missing: present.filter((row, p) => !taken.has(p) && row.state === 'open') }
}

type Free = { readonly ours: readonly number[]; readonly theirs: readonly number[] }
type Pair = (imported: number, present: number, by: MatchedBy) => void

/** Ids that a source gives its rows. Where two rows of a side share one it tells nothing. */
function pairByRef(present: readonly LedgerRow[], imported: readonly LedgerRow[], free: Free, pair: Pair): void {
  const refsOf = (rows: readonly LedgerRow[], of: readonly number[]) => {
    const refs = new Map<string, number | null>()
    // a licence may stand in for a missing reference, and branches share it
    for (const k of of)
      for (const key of new Set(rows[k]!.origins.filter((o) => o.ref).map((o) => `${o.kind} ${o.ref}`)))
        if (!key.endsWith(` ${rows[k]!.licence}`)) refs.set(key, refs.has(key) ? null : k)
    return refs
  }
  const ours = refsOf(present, free.ours)
  for (const [key, i] of refsOf(imported, free.theirs)) {
    const p = ours.get(key)
    if (i !== null && p !== null && p !== undefined) pair(i, p, 'ref')
  }
}

/** More branches of one licence are not held each against each: names find them. */
const MOST_BRANCHES = 500

/** One licence, and near: nearest pairs first, then in the order of the files. */
function pairByLicence(present: readonly LedgerRow[], imported: readonly LedgerRow[], free: Free, pair: Pair): void {
  const holders = new Map<string, number[]>()
  for (const p of free.ours) {
    const { licence } = present[p]!
    if (licence === null) continue
    const list = holders.get(licence)
    if (list) list.push(p)
    else holders.set(licence, [p])
  }
  const pairs: { i: number; p: number; meters: number }[] = []
  for (const i of free.theirs) {
    const row = imported[i]!
    const list = row.licence === null ? [] : (holders.get(row.licence) ?? [])
    if (list.length > MOST_BRANCHES) continue
    for (const p of list) {
      const meters = metersBetween(...row.at, ...present[p]!.at)
      if (meters <= MERGE_METERS.same) pairs.push({ i, p, meters })
    }
  }
  pairs.sort((a, b) => a.meters - b.meters || a.p - b.p || a.i - b.i)
  for (const { i, p } of pairs) pair(i, p, 'licence')
}

/** Fields in which two rows differ. Ids are not among them: the ledger keeps its own. */
function differences(a: LedgerRow, b: LedgerRow): ToldField[] {
  const fields: ToldField[] = []
  const plain = [
    'name',
    'label',
    'address',
    'hours',
    'capacity',
    'state',
    'confirmed',
    'confirmedBy',
    'licence',
    'remark',
  ] as const
  for (const field of plain) if (a[field] !== b[field]) fields.push(field)
  if (metersBetween(...a.at, ...b.at) > SAME_PLACE_METERS) fields.push('at')
  const apart =
    a.entrances.length !== b.entrances.length ||
    a.entrances.some((door, k) => metersBetween(...door, ...b.entrances[k]!) > SAME_PLACE_METERS)
  if (apart) fields.push('entrances')
  if (JSON.stringify(a.origins) !== JSON.stringify(b.origins)) fields.push('origins')
  return fields
}
