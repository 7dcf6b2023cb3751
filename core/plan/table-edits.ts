// Edits out of plan.csv as officers bring it back: a cell that differs from the computed one beside it was changed by hand. Rows without
// an id were added; a row whose `removed` is not blank was taken out. A row that was deleted says nothing, and comes back.
import type { Bytes } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import type { Findings } from '../base/finding.ts'
import { numberIn } from '../source/cells.ts'
import { csvRows } from '../source/csv.ts'
import { type Action, MEASURES, type Measure, type Term } from './action.ts'
import { type Changed, type Computed, type Fields, NO_EDITS, type PlanEdits, STATUSES, withAdded } from './edits.ts'
import { MEASURE_NAMES, STATUS_NAMES } from './templates.ts'

/** What must be there, for nothing could be read without. */
const NEEDED = ['id', 'circle', 'category', 'measure', 'cost', 'year', 'computed_measure', 'computed_cost', 'computed_year'] // biome-ignore format: one line

/** The edits in a table, and the actions it lists, edited or not. */
export interface TableEdits {
  readonly edits: PlanEdits
  readonly listed: ReadonlySet<string>
}

/**
 * The edits in a plan.csv. `start` is the calendar year of the term's first, as when it was written. Cells that are no number, measure or
 * status are noted and left as computed. Faults: no-columns, and those of a table that cannot be read.
 */
export async function readTableEdits(bytes: Bytes, start: number | null, findings: Findings): Promise<TableEdits> {
  const listed = new Set<string>()
  let columns: Map<string, number> | null = null
  let edits: PlanEdits = NO_EDITS
  const changed: Record<string, Changed> = {}
  const removed: Record<string, string> = {}
  for await (const rows of csvRows(bytes, findings))
    for (const { row, cells } of rows) {
      if (!columns) {
        columns = new Map(cells.map((c, i) => [c.trim().toLowerCase(), i]))
        const missing = NEEDED.filter((c) => !columns!.has(c))
        if (missing.length > 0)
          throw new Fault('no-columns', { file: bytes.name, missing: missing.join(', '), found: cells.slice(0, 20).join(', ') || '—' }) // biome-ignore format: one line
        continue
      }
      const at = columns
      const cell = (name: string) => plain(cells[at.get(name) ?? -1] ?? '')
      const noted = (what: string) => findings.note('bad-number', bytes.name, row, what)
      const read = readerOf(cell, start, noted)
      const id = cell('id')
      if (id !== '') listed.add(id)
      if (cell('removed') !== '') {
        if (id !== '') removed[id] = cell('removed')
        continue
      }
      if (id === '' || id.startsWith('hand/')) {
        const hand = handRow(id, cell, read)
        if (hand) edits = hand(edits)
        else
          findings.note('plan-edit-stray', bytes.name, row, `${cell('circle')} ${cell('category')} ${cell('measure')}`)
        continue
      }
      const change = changeIn(id, cell, read)
      if (change) changed[id] = change
    }
  if (!columns) throw new Fault('no-columns', { file: bytes.name, missing: NEEDED.join(', '), found: '—' })
  return { edits: { ...edits, changed: { ...edits.changed, ...changed }, removed }, listed }
}

/** A cell without blanks round it, and without the apostrophe that keeps spreadsheets from running it. */
const plain = (text: string): string => {
  const t = text.trim()
  return /^'+[=+\-@\t\r]/.test(t) ? t.slice(1) : t
}

type CellOf = (name: string) => string
type Reader = ReturnType<typeof readerOf>

function readerOf(cell: CellOf, start: number | null, noted: (what: string) => void) {
  const oneOf = <T extends string>(
    column: string,
    known: readonly T[],
    names: Readonly<Record<T, { zh: string; en: string }>>,
  ): T | null => {
    const text = cell(column)
    if (text === '') return null
    const found = known.find((k) => k === text || names[k].zh === text || names[k].en === text)
    if (!found) noted(`${column}: ${text}`)
    return found ?? null
  }
  /** Null: blank. Undefined: no number. */
  const number = (column: string): number | null | undefined => {
    const text = cell(column)
    if (text === '') return null
    const n = numberIn(text)
    if (n !== null && n >= 0) return n
    noted(`${column}: ${text}`)
    return undefined
  }
  return {
    number,
    measure: (column: string): Measure | null => oneOf(column, MEASURES, MEASURE_NAMES),
    status: () => oneOf('status', STATUSES, STATUS_NAMES),
    term: (prefix: string): Term | null | undefined => {
      const [year, phase] = [number(`${prefix}year`), number(`${prefix}phase`)]
      if (year === undefined) return undefined
      if (year === null) return null
      const of = start !== null && year >= 1000 ? year - start + 1 : year
      if (Number.isInteger(of) && of >= 1 && of <= 50) return { year: of, phase: phase ?? 1 }
      noted(`${prefix}year: ${year}`)
      return undefined
    },
  }
}

/** A row that a person added: with an id of ours from an earlier time, or none yet. Null where it does not say what it is. */
function handRow(id: string, cell: CellOf, read: Reader): ((edits: PlanEdits) => PlanEdits) | null {
  const measure = read.measure('measure')
  const [circle, category] = [cell('circle'), cell('category')]
  if (circle === '' || category === '' || !measure) return null
  const { measure: _, ...fields } = fieldsIn(cell, read, computedIn(cell, read))
  return (edits) => withAdded(edits, { circle, category, measure }, fields, id || undefined)
}

/** The computed values that stand beside those a hand may change. */
const computedIn = (cell: CellOf, read: Reader): Computed => ({
  measure: read.measure('computed_measure') ?? 'check',
  lead: cell('computed_lead') || null,
  cost: read.number('computed_cost') ?? null,
  term: read.term('computed_') ?? null,
  promised: read.number('computed_promised') ?? null,
  people: read.number('people') ?? null,
})

/** The fields that differ from them. */
function fieldsIn(cell: CellOf, read: Reader, computed: Computed): Fields {
  const measure = read.measure('measure')
  const lead = cell('lead') || null
  const [cost, term, promised] = [read.number('cost'), read.term(''), read.number('promised')]
  const status = read.status()
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  return {
    ...(measure && measure !== computed.measure ? { measure } : {}),
    ...(lead !== computed.lead ? { lead } : {}),
    ...(cost !== undefined && cost !== computed.cost ? { cost } : {}),
    ...(term !== undefined && !same(term, computed.term) ? { term } : {}),
    ...(promised !== undefined && promised !== computed.promised ? { promised } : {}),
    ...(status && status !== 'planned' ? { status } : {}),
    ...(cell('note') ? { note: cell('note') } : {}),
  }
}

/** What a row changes; null where nothing. */
function changeIn(id: string, cell: CellOf, read: Reader): Changed | null {
  const computed = computedIn(cell, read)
  const fields = fieldsIn(cell, read, computed)
  if (Object.keys(fields).length === 0) return null
  const action: Action = {
    id,
    circle: cell('circle'),
    category: cell('category'),
    measure: computed.measure,
    problem: null,
    sites: [],
    lead: computed.lead ? { name: computed.lead, status: 'inference' } : null,
    cost: computed.cost,
    term: computed.term,
    gain: null,
    after: null,
    wishes: null,
    sources: [],
  }
  return { fields, computed, action }
}

/**
 * Two overlays as one: what `later` says of an action goes before what `earlier` says. Of actions in `listed` it says all there is to
 * say: an edit or a removal that it does not have was taken back.
 */
export function editsOver(earlier: PlanEdits, later: PlanEdits, listed: ReadonlySet<string> = new Set()): PlanEdits {
  const kept = <T>(record: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(record).filter(([id]) => !listed.has(id)))
  return {
    changed: { ...kept(earlier.changed), ...later.changed },
    removed: { ...kept(earlier.removed), ...later.removed },
    added: [...earlier.added.filter((a) => !later.added.some((b) => b.id === a.id)), ...later.added],
    locks: { ...earlier.locks, ...later.locks },
  }
}
