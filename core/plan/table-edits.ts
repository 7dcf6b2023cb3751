// Edits out of plan.csv as officers bring it back: a cell that differs from the computed one beside it was changed by hand. Rows without
// an id were added; a row whose `removed` is not blank was taken out. A row that was deleted says nothing, and comes back.
import type { Bytes } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import type { Findings } from '../base/finding.ts'
import type { Name } from '../base/name.ts'
import { numberIn } from '../source/cells.ts'
import { csvRows } from '../source/csv.ts'
import { type Action, MEASURES, type Measure, type Term } from './action.ts'
import { type Changed, type Computed, type Fields, NO_EDITS, type PlanEdits, STATUSES, withAdded } from './edits.ts'
import { MEASURE_NAMES, STATUS_NAMES } from './templates.ts'

/** What must be there, for nothing could be read without. */
const NEEDED = ['id', 'circle', 'category', 'measure', 'cost', 'year', 'computed_measure', 'computed_cost', 'computed_year'] // biome-ignore format: one line

const FIRST_YEAR: Name = {
  zh: '第一年是哪一年（--start），因为表里写的是公历年',
  en: 'the calendar year of the first (--start), for the table has calendar years',
}

/** The edits in a table, and the actions it lists, edited or not. */
export interface TableEdits {
  readonly edits: PlanEdits
  readonly listed: ReadonlySet<string>
}

/**
 * The edits in a plan.csv. `start` is the calendar year of the term's first, as when it was written. Cells that are no number, measure or
 * status are noted and left as computed. Faults: no-columns; needs, for calendar years without `start`; and those of a table that cannot be read.
 */
export async function readTableEdits(bytes: Bytes, start: number | null, findings: Findings): Promise<TableEdits> {
  const listed = new Set<string>()
  let columns: Map<string, number> | null = null
  let edits: PlanEdits = NO_EDITS
  const changed: Record<string, Changed> = {}
  const removed: Record<string, string> = {}
  const names = new Names()
  const hands: { row: number; id: string; cell: CellOf; read: Reader }[] = []
  for await (const rows of csvRows(bytes, findings))
    for (const { row, cells } of rows) {
      if (!columns) {
        columns = new Map(cells.map((c, i) => [c.trim().toLowerCase(), i]))
        const missing = NEEDED.filter((c) => !columns!.has(c))
        if (missing.length > 0)
          throw new Fault('no-columns', { file: bytes.name, missing: missing.join(', '), found: cells.slice(0, 20).join(', ') || '—' }) // biome-ignore format: one line
        continue
      }
      if (cells.every((c) => c.trim() === '')) continue
      const at = columns
      const cell = (name: string) => plain(cells[at.get(name) ?? -1] ?? '')
      const noted = (what: string) => findings.note('bad-number', bytes.name, row, what)
      const read = readerOf(cell, start, noted)
      if (start === null && (numberIn(cell('computed_year')) ?? 0) >= 1000)
        throw new Fault('needs', { what: FIRST_YEAR })
      const id = cell('id')
      if (id !== '') {
        listed.add(id)
        if (!id.startsWith('hand/')) names.learn(id, cell)
      }
      if (cell('removed') !== '') {
        if (id !== '') removed[id] = cell('removed')
        continue
      }
      if (id === '' || id.startsWith('hand/')) {
        hands.push({ row, id, cell, read })
        continue
      }
      const change = changeIn(id, cell, read)
      if (change) changed[id] = change
    }
  for (const { row, id, cell, read } of hands) {
    const hand = handRow(id, cell, read, names)
    if (hand) edits = hand(edits)
    else findings.note('plan-edit-stray', bytes.name, row, `${cell('circle')} ${cell('category')} ${cell('measure')}`)
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
    const n = numberIn(text.replace(/^[¥￥]\s*|\s*元$/g, ''))
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

/**
 * What circles and categories are called, out of the rows that have an id of ours. People write names, and a spreadsheet turns a code
 * of twelve figures into 9.9E+11: such an added row is known by its name.
 */
class Names {
  readonly #circles = new Map<string, string | null>()
  readonly #categories = new Map<string, string | null>()

  learn(id: string, cell: CellOf): void {
    const [circle, category] = id.split('/')
    const names = [
      [this.#circles, circle, [circle, cell('circle_name'), cell('circle')]],
      [this.#categories, category, [category, cell('category_name'), cell('category')]],
    ] as const
    for (const [known, is, called] of names)
      for (const name of called)
        if (name && is) known.set(name, (known.get(name) ?? is) === is && known.get(name) !== null ? is : null) // null: several
  }

  readonly circle = (cell: CellOf) => named(this.#circles, cell('circle'), cell('circle_name'))
  readonly category = (cell: CellOf) => named(this.#categories, cell('category'), cell('category_name'))
}

const named = (known: ReadonlyMap<string, string | null>, id: string, name: string): string =>
  known.get(id) ?? known.get(name) ?? (id || name)

/** A row that a person added: with an id of ours from an earlier time, or none yet. Null where it does not say what it is. */
function handRow(id: string, cell: CellOf, read: Reader, names: Names): ((edits: PlanEdits) => PlanEdits) | null {
  const measure = read.measure('measure')
  const [circle, category] = [names.circle(cell), names.category(cell)]
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
