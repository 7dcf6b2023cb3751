// The plan as the platform keeps it: which one this desk is working on, the version last seen, and saving over it.
import { call, tell } from '../api/call.ts'
import { Problem } from '../api/problem.ts'
import { forget } from '../api/queries.ts'
import type { Laid } from './merge.ts'

/** A plan in the list of an office. */
export interface PlanListed {
  readonly id: string
  readonly title: string
  readonly run: string | null
  readonly state: 'draft' | 'submitted' | 'returned' | 'approved' | 'published'
  readonly version: number
  readonly by: { readonly account: string; readonly name: string | null } | null
  readonly changedAt: string
  readonly shared: boolean
  readonly may: readonly ('edit' | 'submit' | 'return' | 'approve' | 'publish')[]
}

/** A plan with what it holds. */
export interface PlanWhole extends PlanListed {
  readonly body: Laid & { readonly plan: unknown }
}

/** The plan at this desk: where it is kept, and as it was when it was last read or saved. */
export interface Link {
  readonly plan: PlanListed
  readonly base: Laid
}

/** Somebody else saved first: theirs is to be looked at beside mine. */
export interface Clash {
  readonly theirs: PlanWhole
  readonly base: Laid
}

let link: { readonly run: string; readonly its: Link } | null = null
const hearers = new Set<() => void>()

/** Hears when another plan, or another version, is at this desk. */
export const hearLink = (hear: () => void): (() => void) => {
  hearers.add(hear)
  return () => hearers.delete(hear)
}

/** The plan at this desk, of that run's city; null where it was never saved. */
export const linkOf = (run: string): Link | null => (link?.run === run ? link.its : null)

const laidIn = ({ body: { settings, edits } }: PlanWhole): Laid => ({ settings, edits })

/** Takes a version for the one that was seen. */
export function keepLink(run: string, { body, ...plan }: PlanWhole): void {
  link = { run, its: { plan, base: { settings: body.settings, edits: body.edits } } }
  for (const hear of hearers) hear()
}

/** Works on a new plan from now on. */
export function dropLink(): void {
  link = null
  for (const hear of hearers) hear()
}

interface Saving {
  readonly run: string
  readonly office: string
  readonly title: string
  readonly laid: Laid
  /** As plan.json has it; null: not composed. */
  readonly plan: unknown
}

/**
 * Saves over the version that was seen, or begins a plan where none is linked. Gives the clash where somebody else saved meanwhile.
 * Throws Problem where the server refuses for another reason.
 */
export async function savePlan({ run, office, title, laid, plan }: Saving): Promise<Clash | null> {
  const its = linkOf(run)
  const body = { title, run, shared: its?.plan.shared ?? false, body: { ...laid, plan } }
  try {
    const { body: saved } = its
      ? await tell<PlanWhole>('PUT', `/api/plans/${its.plan.id}`, { body, seen: its.plan.version })
      : await tell<PlanWhole>('POST', `/api/offices/${office}/plans`, { body })
    keepLink(run, { ...saved, body: { ...laid, plan } })
    await forget(`/api/offices/${office}/plans`)
    return null
  } catch (error) {
    if (its && error instanceof Problem && error.status === 412 && error.current)
      return { theirs: error.current as PlanWhole, base: its.base }
    throw error
  }
}

/** Reads a plan and works on it from now on; what it lays over the draft. */
export async function openPlan(run: string, id: string): Promise<Laid> {
  const whole = await call<PlanWhole>('GET', `/api/plans/${id}`)
  keepLink(run, whole)
  return laidIn(whole)
}
