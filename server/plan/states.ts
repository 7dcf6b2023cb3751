// The way of a plan: drafted, submitted, returned or approved, published. Each step is one person's right, from certain states only.
import { Fault } from '@yike/core/base/fault.ts'
import type { Name } from '@yike/core/base/name.ts'
import type { Role } from '../account/roles.ts'

/** How far a plan is. */
export const PLAN_STATES = ['draft', 'submitted', 'returned', 'approved', 'published'] as const
/** One of them. */
export type PlanState = (typeof PLAN_STATES)[number]

/** How states are called. */
export const STATE_NAMES: Readonly<Record<PlanState, Name>> = {
  draft: { zh: '草稿', en: 'draft' },
  submitted: { zh: '已报送', en: 'submitted' },
  returned: { zh: '已退回', en: 'returned' },
  approved: { zh: '已审定', en: 'approved' },
  published: { zh: '已发布', en: 'published' },
}

/** A step from one state to another. */
export interface Step {
  readonly about: Name
  readonly from: readonly PlanState[]
  readonly to: PlanState
  /** Whose right it is, over the office of the plan. */
  readonly role: Role
  /** Not by whoever submitted it. */
  readonly byAnother?: true
}

/** Every step there is. */
export const STEPS = {
  submit: {
    about: { zh: '报送', en: 'Submit for review' },
    from: ['draft', 'returned'],
    to: 'submitted',
    role: 'submit',
  },
  return: {
    about: { zh: '退回修改', en: 'Return for changes' },
    from: ['submitted', 'approved'],
    to: 'returned',
    role: 'review',
  },
  approve: {
    about: { zh: '审定', en: 'Approve' },
    from: ['submitted'],
    to: 'approved',
    role: 'review',
    byAnother: true,
  },
  publish: { about: { zh: '发布', en: 'Publish' }, from: ['approved'], to: 'published', role: 'publish' },
} as const satisfies Record<string, Step>
/** The name of one. */
export type StepName = keyof typeof STEPS

/** States in which officers may change what a plan says. */
export const OPEN: readonly PlanState[] = ['draft', 'returned']

/** The steps that lead on from a state. */
export const stepsFrom = (state: PlanState): StepName[] =>
  (Object.keys(STEPS) as StepName[]).filter((name) => (STEPS[name].from as readonly PlanState[]).includes(state))

/** Goes on only from one of `from`. Fault: not-now, with the state the plan is in. */
export function expectState(state: PlanState, from: readonly PlanState[]): void {
  if (from.includes(state)) return
  const is = STATE_NAMES[state]
  throw new Fault('not-now', { why: { zh: `方案${is.zh}`, en: `the plan is ${is.en}` } })
}
