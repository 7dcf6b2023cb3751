// What the server answers, as the page reads it. Times are ISO 8601, offices are named by their code.
import type { Name } from '@yike/core/base/name.ts'

/** Levels of the tree, from the top. */
export const LEVELS = ['state', 'province', 'prefecture', 'district', 'subdistrict', 'community'] as const
/** One of them. */
export type Level = (typeof LEVELS)[number]

/** Roles an appointment gives. */
export const ROLES = ['read', 'edit', 'submit', 'review', 'publish', 'administer', 'expert'] as const
/** One of them. */
export type Role = (typeof ROLES)[number]

/** An office as others name it. */
export interface OfficeName {
  readonly code: string
  readonly name: string
  readonly level: Level
}

/** Who is signed in, and what they may do where. */
export interface Me {
  readonly account: string
  readonly login: string
  readonly name: string
  readonly office: OfficeName
  readonly department: string | null
  readonly held: readonly { readonly role: Role; readonly office: OfficeName }[]
  readonly mustChange: boolean
  readonly demo: boolean
  readonly sessionEndsAt: string | null
}

/** An office with the way to it from the top. */
export interface Office extends OfficeName {
  readonly ancestors: readonly OfficeName[]
  readonly version?: number
}

/** States of a run. */
export type RunState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** How far a run is. `of` is null where its length is not known. */
export interface RunProgress {
  readonly what: Name
  readonly of: number | null
  readonly at: number
}

/** A computation, as lists have it. */
export interface RunListed {
  readonly id: string
  readonly office: OfficeName
  readonly kind: RunKind
  readonly title: string
  readonly state: RunState
  readonly progress: RunProgress | null
  readonly attempt: number
  readonly shared: boolean
  readonly madeAt: string
  readonly beganAt: string | null
  readonly endedAt: string | null
  readonly engine: string
  readonly inputHash: string
  readonly summary: Readonly<Record<string, unknown>> | null
  /** Why it failed: a code, its sentence in both languages. */
  readonly error: ({ readonly code: string } & Name) | null
  readonly version: number
}

/** A computation, whole. */
export interface Run extends RunListed {
  readonly inputs: readonly { readonly role: string; readonly name: string; readonly sha256: string }[]
  /** Inputs of which there is a newer one. */
  readonly stale: readonly { readonly role: string; readonly what: Name }[]
  readonly files: readonly { readonly name: string; readonly size: number; readonly sha256: string }[]
  readonly children: readonly {
    readonly id: string
    readonly state: RunState
    readonly office: { readonly code: string; readonly name: string }
  }[]
}

/** Kinds of run. */
export const RUN_KINDS = ['measure', 'delineate', 'site', 'plan', 'remeasure'] as const
/** One of them. */
export type RunKind = (typeof RUN_KINDS)[number]
