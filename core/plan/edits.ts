// What officers change in a plan, kept apart from what is computed: an overlay by action id, laid over every new draft. Where a computed
// value has moved since an officer set another, both are shown and the officer's stands.
import { type Action, MEASURES, type Measure, type Term } from './action.ts'
import type { Shape } from './shape.ts'

/** What may be set by hand. Null is a value: unknown, or in no year. */
export interface Fields {
  readonly measure?: Measure
  readonly lead?: string | null
  /** Yuan. */
  readonly cost?: number | null
  readonly term?: Term | null
  /** People promised in place of those computed. */
  readonly promised?: number | null
  readonly status?: Status
  readonly note?: string
}
/** The names of those fields. */
export const FIELDS = ['measure', 'lead', 'cost', 'term', 'promised', 'status', 'note'] as const

/** How far an action is, as its department says. */
export const STATUSES = ['planned', 'begun', 'done', 'dropped'] as const
/** One of them. */
export type Status = (typeof STATUSES)[number]

/** The computed values that a hand may overrule. */
export interface Computed {
  readonly measure: Measure
  readonly lead: string | null
  readonly cost: number | null
  readonly term: Term | null
  readonly promised: number | null
  /** People of the problem: told beside an edit when it has moved, never set by hand. */
  readonly people: number | null
}

/** The computed values of an action. */
export const computedOf = ({ measure, lead, cost, term, gain, problem }: Action): Computed => ({
  measure,
  lead: lead?.name ?? null,
  cost,
  term,
  promised: gain?.people ?? null,
  people: problem?.people ?? null,
})

/** One action as an officer changed it. */
export interface Changed {
  readonly fields: Fields
  /** What was computed when it was changed. */
  readonly computed: Computed
  /** The action as it was then, so that it is not lost with its gap. */
  readonly action: Action
}

/** All that officers did to a plan. */
export interface PlanEdits {
  readonly changed: Readonly<Record<string, Changed>>
  /** Ids of actions taken out, with the reason where one was given. */
  readonly removed: Readonly<Record<string, string>>
  /** Actions that no rule drew; their ids begin with `hand/`. */
  readonly added: readonly Action[]
  /** Circle id → year of the term. */
  readonly locks: Readonly<Record<string, number>>
}

/** Nobody has changed anything. */
export const NO_EDITS: PlanEdits = { changed: {}, removed: {}, added: [], locks: {} }

/** A computed value that is another than when an officer set the field, or the number of people. */
export interface Conflict {
  readonly field: keyof Computed
  readonly was: unknown
  readonly now: unknown
}

/** An action as it stands in the plan: computed, with what was set by hand laid over it. */
export interface Planned extends Action {
  /** Fields set by hand, in the order of FIELDS. */
  readonly edited: readonly (keyof Fields)[]
  /** What is computed for them now; null for an action that no rule draws (any more). */
  readonly computed: Computed | null
  readonly conflicts: readonly Conflict[]
  /** `drafted`: by a rule; `hand`: added; `kept`: changed by an officer, and its gap is no longer there. */
  readonly origin: 'drafted' | 'hand' | 'kept'
  /** People promised: by hand, else as computed; null: not computed. */
  readonly promised: number | null
  readonly status: Status
  readonly note: string
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** Lays edits over a draft. Merging twice is merging once; a draft without edits comes back with nothing changed. */
export function merged(draft: readonly Action[], edits: PlanEdits): Planned[] {
  const ids = new Set(draft.map((a) => a.id))
  const plan = draft.filter((a) => !(a.id in edits.removed)).map((a) => overlaid(a, edits.changed[a.id], 'drafted'))
  for (const id of Object.keys(edits.changed).sort()) {
    const { action } = edits.changed[id]!
    if (ids.has(id) || id in edits.removed || edits.added.some((a) => a.id === id)) continue
    plan.push(overlaid(action, edits.changed[id]!, 'kept'))
  }
  for (const action of edits.added)
    if (!(action.id in edits.removed)) plan.push(overlaid(action, edits.changed[action.id], 'hand'))
  return plan
}

function overlaid(action: Action, change: Changed | undefined, origin: Planned['origin']): Planned {
  const fields = change?.fields ?? {}
  const edited = FIELDS.filter((f) => fields[f] !== undefined)
  const now = origin === 'drafted' ? computedOf(action) : null
  const conflicts: Conflict[] = []
  if (change && now) {
    const watched = [...edited.filter((f): f is keyof Computed & keyof Fields => f in now), 'people'] as const
    for (const field of watched)
      if (!same(change.computed[field], now[field]))
        conflicts.push({ field, was: change.computed[field], now: now[field] })
  }
  return {
    ...action,
    measure: fields.measure ?? action.measure,
    lead:
      fields.lead === undefined || fields.lead === (action.lead?.name ?? null)
        ? action.lead
        : fields.lead === null
          ? null
          : { name: fields.lead, status: 'verified' },
    cost: fields.cost === undefined ? action.cost : fields.cost,
    term: fields.term === undefined ? action.term : fields.term,
    promised: fields.promised === undefined ? (action.gain?.people ?? null) : fields.promised,
    status: fields.status ?? 'planned',
    note: fields.note ?? '',
    edited,
    computed: now,
    conflicts,
    origin,
  }
}

/**
 * The edits with one more: these fields of an action of the plan are set; a field given as undefined goes back to what is computed.
 * For the page's table: `edits = withFields(edits, action, { cost: 120000 })`, then `recompose`.
 */
export function withFields(edits: PlanEdits, planned: Planned, fields: Fields): PlanEdits {
  const before = edits.changed[planned.id]
  const all: Fields = { ...before?.fields, ...fields }
  const kept = Object.fromEntries(FIELDS.filter((f) => all[f] !== undefined).map((f) => [f, all[f]])) as Fields
  const { [planned.id]: _, ...others } = edits.changed
  if (Object.keys(kept).length === 0) return { ...edits, changed: others }
  const action = bare(planned, before)
  const computed = planned.computed ?? before?.computed ?? computedOf(action)
  return { ...edits, changed: { ...others, [planned.id]: { fields: kept, computed, action } } }
}

/** The action as computed, without what was laid over it. */
function bare(planned: Planned, before: Changed | undefined): Action {
  const { edited: _e, computed, conflicts: _c, origin: _o, promised: _p, status: _s, note: _n, ...action } = planned
  if (!computed) return before?.action ?? action
  const lead = planned.edited.includes('lead') ? (before?.action.lead ?? null) : action.lead
  return { ...action, measure: computed.measure, lead, cost: computed.cost, term: computed.term }
}

/** The edits with an action taken out. */
export const withRemoved = (edits: PlanEdits, id: string, why = ''): PlanEdits => ({
  ...edits,
  removed: { ...edits.removed, [id]: why },
})

/** The edits without that removal. */
export function withRestored(edits: PlanEdits, id: string): PlanEdits {
  const { [id]: _, ...removed } = edits.removed
  return { ...edits, removed }
}

/** The edits with an action that a person adds: in a circle, for a category, with what is known of it. Its id begins with `hand/`. */
export function withAdded(
  edits: PlanEdits,
  { circle, category, measure }: Pick<Action, 'circle' | 'category' | 'measure'>,
  fields: Fields = {},
  id = freeId(edits, circle, category),
): PlanEdits {
  const action: Action = {
    id,
    circle,
    category,
    measure,
    problem: null,
    sites: [],
    lead: null,
    cost: null,
    term: null,
    gain: null,
    after: null,
    wishes: null,
    sources: [],
  }
  const added = { ...edits, added: [...edits.added, action] }
  const set = FIELDS.some((f) => fields[f] !== undefined)
  return set ? withFields(added, overlaid(action, undefined, 'hand'), fields) : added
}

function freeId(edits: PlanEdits, circle: string, category: string): string {
  let n = 1
  while (edits.added.some((a) => a.id === `hand/${circle}/${category}/${n}`)) n++
  return `hand/${circle}/${category}/${n}`
}

/** The edits with a circle's year fixed, or (null) free again. */
export function withLock(edits: PlanEdits, circle: string, year: number | null): PlanEdits {
  const { [circle]: _, ...locks } = edits.locks
  return { ...edits, locks: year === null ? locks : { ...locks, [circle]: year } }
}

/** The actions of a plan that is not drafted again, with how far they are: status, note and promise as the edits have them. */
export const withProgress = (actions: readonly Planned[], { changed }: PlanEdits): Planned[] =>
  actions.map((a) => {
    const { status = a.status, note = a.note, promised = a.promised } = changed[a.id]?.fields ?? {}
    return { ...a, status, note, promised }
  })

/** Edits as they stand in plan.json, under `edits`. Fault: bad-file. */
export function readEdits(shape: Shape): PlanEdits {
  if (shape.isNone) return NO_EDITS
  return {
    changed: Object.fromEntries(
      shape.get('changed').entries().map(([id, c]) => [id, {
        fields: fieldsOf(c.get('fields')),
        computed: c.get('computed').value as Computed,
        action: actionOf(c.get('action')),
      }]), // biome-ignore format: one line
    ),
    removed: Object.fromEntries(shape.get('removed').entries().map(([id, why]) => [id, typeof why.value === 'string' ? why.value : why.wrong('"…"')])), // biome-ignore format: one line
    added: shape.get('added').isNone ? [] : shape.get('added').list().map(actionOf),
    locks: Object.fromEntries(
      shape
        .get('locks')
        .entries()
        .map(([id, year]) => [id, year.number(1, 50)]),
    ),
  }
}

function fieldsOf(f: Shape): Fields {
  const of = <T>(key: keyof Fields, read: (s: Shape) => T) => {
    const at = f.get(key)
    return at.value === undefined ? {} : { [key]: read(at) }
  }
  return {
    ...of('measure', (s) => s.oneOf(MEASURES)),
    ...of('lead', (s) => s.textOrNull()),
    ...of('cost', (s) => s.numberOrNull(0)),
    ...of('term', (s) =>
      s.isNone ? null : { year: s.get('year').number(1, 50), phase: s.get('phase').number(1, 12) },
    ),
    ...of('promised', (s) => s.numberOrNull(0)),
    ...of('status', (s) => s.oneOf(STATUSES)),
    ...of('note', (s) => (typeof s.value === 'string' ? s.value : s.wrong('"…"'))),
  }
}

/** An action of a file: what everything rests on is checked, the rest is as we wrote it. */
export function actionOf(a: Shape): Action {
  for (const key of ['id', 'circle', 'category'] as const) a.get(key).text()
  a.get('measure').oneOf(MEASURES)
  if (!a.get('problem').isNone) a.get('problem').get('people').number(0)
  a.get('sites').list()
  const gain = a.get('gain')
  if (!gain.isNone) for (const cell of gain.get('cells').list()) cell.number(0)
  return a.value as Action
}
