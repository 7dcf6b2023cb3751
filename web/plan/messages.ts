// What the page and its worker say to each other of plans. The worker holds the draft and the plan whole; the page holds what officers
// changed, and is told how the plan stands after each change.
import type { Finding } from '@yike/core/base/finding.ts'
import type { Lang } from '@yike/core/base/name.ts'
import type { Circle } from '@yike/core/circle/circle.ts'
import type { Delivery } from '@yike/core/plan/deliver.ts'
import type { PlanEdits } from '@yike/core/plan/edits.ts'
import type { Plan, PlanSettings } from '@yike/core/plan/plan.ts'
import type { TableEdits } from '@yike/core/plan/table-edits.ts'
import type { AreaLevel } from '@yike/core/source/rows.ts'

/** What circles a plan is drafted for: those drawn, or areas of one level in their stead. */
export type CircleChoice =
  | { readonly kind: 'drawn'; readonly circles: readonly Circle[] }
  | { readonly kind: 'areas'; readonly level: AreaLevel }

/** What a draft is made from. */
export interface DraftAsk {
  readonly circles: CircleChoice
  /** Answered sitings (web/siting) whose sites the plan may use, in the order in which they are asked. */
  readonly sitings: readonly number[]
  /** Those that the plan sought itself, a category each. */
  readonly sought: readonly number[]
  /** Gates to be opened in thought; 0: none. */
  readonly gates: number
  /** The text of a survey's tally, and its file; null: nobody was asked. */
  readonly tally: { readonly text: string; readonly file: string } | null
}

/** A plan as the page holds it: all but what only a later measurement needs. */
export type PlanView = Omit<Plan, 'outlets' | 'edits'>

/** A draft that was made. */
export interface Drafted {
  readonly circles: readonly Circle[]
  /** Proposals of siting it was given. */
  readonly proposals: number
  /** Residents in no circle: the plan does not see to them. */
  readonly outside: number
}

/** A plan.json that was read. */
export interface PlanRead {
  readonly settings: PlanSettings
  readonly edits: PlanEdits
  readonly view: PlanView
}

/** A plan.csv that was read. */
export interface TableRead extends TableEdits {
  readonly findings: readonly Finding[]
}

/** Questions of plans. */
export interface PlanDialogue {
  /** Asks every rule; the draft before is forgotten. */
  planDraft: [DraftAsk, Drafted]
  /** The draft with what was changed laid over it. */
  planCompose: [{ settings: PlanSettings; edits: PlanEdits }, PlanView]
  /** The plan last composed, as a file; `delivered`: the paper of the plan last held against this city, with what came of it. */
  planFile: [{ kind: 'json' | 'csv' | 'tasks' | 'html' | 'delivered'; lang: Lang }, string]
  /** Reads a plan.json. */
  planRead: [{ text: string; file: string }, PlanRead]
  /** Reads a plan.csv as it came back from a spreadsheet; `start` is the calendar year of the first. */
  planTable: [{ file: string; bytes: Uint8Array; start: number | null }, TableRead]
  /** Holds a plan.json against the city as it is measured now. */
  planDeliver: [{ text: string; file: string }, Delivery]
}

declare module '../access/messages.ts' {
  interface Dialogue extends PlanDialogue {}
}
