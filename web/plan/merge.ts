// Two officers changed one plan: where the two differ, who of them changed what since the version that both had seen, and the plan
// that comes of choosing, action by action.
import type { PlanEdits } from '@yike/core/plan/edits.ts'
import type { PlanSettings } from '@yike/core/plan/plan.ts'

/** What officers lay over a draft. */
export interface Laid {
  readonly settings: PlanSettings
  readonly edits: PlanEdits
}

/** What one side did to one action; all undefined: nothing. */
export interface Unit {
  readonly changed?: PlanEdits['changed'][string] | undefined
  readonly removed?: string | undefined
  readonly added?: PlanEdits['added'][number] | undefined
}

/** Whose is taken. */
export type Side = 'mine' | 'theirs'

interface Of<K extends string, T> {
  readonly kind: K
  /** Unique among the differences of two plans. */
  readonly key: string
  /** Id of the action, id of the circle, or name of the setting. */
  readonly id: string
  readonly mine: T
  readonly theirs: T
  /** Who changed it since the version that both had seen. */
  readonly by: Side | 'both'
}

/** A place where the two differ. */
export type Difference =
  | Of<'setting', PlanSettings[keyof PlanSettings]>
  | Of<'action', Unit>
  | Of<'lock', number | undefined>

/** Whether two JSON values say the same, whatever the order of their keys: a database keeps its own. */
export function alike(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b || Array.isArray(a) !== Array.isArray(b)) return false
  const [x, y] = [a, b] as [Record<string, unknown>, Record<string, unknown>]
  const keys = new Set([...Object.keys(x), ...Object.keys(y)])
  return [...keys].every((key) => alike(x[key], y[key]))
}

const unitOf = ({ changed, removed, added }: PlanEdits, id: string): Unit => ({
  changed: changed[id],
  removed: removed[id],
  added: added.find((a) => a.id === id),
})

const idsOf = ({ changed, removed, added }: PlanEdits) => [
  ...Object.keys(changed),
  ...Object.keys(removed),
  ...added.map((a) => a.id),
]

/** Where `mine` and `theirs` differ: settings first, then actions and locks in the order of their ids. */
export function differencesOf(base: Laid, mine: Laid, theirs: Laid): Difference[] {
  const found: Difference[] = []
  const add = <K extends Difference['kind'], T>(kind: K, id: string, b: T, m: T, t: T) => {
    if (alike(m, t)) return
    const by = alike(m, b) ? 'theirs' : alike(t, b) ? 'mine' : 'both'
    found.push({ kind, key: `${kind} ${id}`, id, mine: m, theirs: t, by } as Difference)
  }
  for (const name of ['title', 'years', 'start', 'budget'] as const)
    add('setting', name, base.settings[name], mine.settings[name], theirs.settings[name])
  const sorted = (ids: readonly string[]) => [...new Set(ids)].sort()
  for (const id of sorted([...idsOf(mine.edits), ...idsOf(theirs.edits)]))
    add('action', id, unitOf(base.edits, id), unitOf(mine.edits, id), unitOf(theirs.edits, id))
  for (const id of sorted([...Object.keys(mine.edits.locks), ...Object.keys(theirs.edits.locks)]))
    add('lock', id, base.edits.locks[id], mine.edits.locks[id], theirs.edits.locks[id])
  return found
}

const without = <T>(record: Readonly<Record<string, T>>, id: string): Record<string, T> => {
  const { [id]: _, ...rest } = record
  return rest
}

/** Theirs, with what was chosen of mine put in its place. */
export function mergedLaid(theirs: Laid, differences: readonly Difference[], chosen: ReadonlyMap<string, Side>): Laid {
  let { settings, edits } = theirs
  for (const it of differences) {
    if (chosen.get(it.key) !== 'mine') continue
    if (it.kind === 'setting') settings = { ...settings, [it.id]: it.mine }
    else if (it.kind === 'lock') {
      const locks = without(edits.locks, it.id)
      edits = { ...edits, locks: it.mine === undefined ? locks : { ...locks, [it.id]: it.mine } }
    } else {
      const { changed, removed, added } = it.mine
      const rest = edits.added.filter((a) => a.id !== it.id)
      edits = {
        ...edits,
        changed: changed ? { ...edits.changed, [it.id]: changed } : without(edits.changed, it.id),
        removed: removed === undefined ? without(edits.removed, it.id) : { ...edits.removed, [it.id]: removed },
        added: added ? [...rest, added] : rest,
      }
    }
  }
  return { settings, edits }
}
