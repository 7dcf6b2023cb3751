// Who is at the other end of a request, or whose deed a job is; and what they may do where.
import type { Role } from './roles.ts'
import { WRITING } from './roles.ts'

/** A role held over an office and all below it. */
export interface Held {
  readonly role: Role
  /** Path of the office in the tree. */
  readonly path: string
}

/** A person, a program with a token, or the system itself. */
export interface Actor {
  /** Null: the system. */
  readonly account: string | null
  readonly name: string
  /** The office they belong to, and where it stands. */
  readonly office: string | null
  readonly path: string
  readonly held: readonly Held[]
  readonly via: 'page' | 'token' | 'worker' | 'cli' | 'system'
  /** A password that must be changed opens nothing but its change. */
  readonly mustChange: boolean
}

/** Where a request came from, for the trail. */
export interface Origin {
  readonly address: string | null
  readonly request: string | null
}

/** Whether `path` is `over` itself or below it. */
export const isWithin = (path: string, over: string): boolean => path === over || path.startsWith(`${over}.`)

/** Whether the actor holds a role over a place; every role reads. */
export const holds = (actor: Actor, role: Role, path: string): boolean =>
  actor.held.some((h) => (role === 'read' || h.role === role) && isWithin(path, h.path))

/** Whether the actor holds a role anywhere. */
export const holdsSomewhere = (actor: Actor, role: Role): boolean =>
  actor.held.some((h) => role === 'read' || h.role === role)

const tops = (paths: readonly string[]): string[] =>
  [...new Set(paths)].filter((p) => !paths.some((q) => q !== p && isWithin(p, q))).sort()

/** The tops of all that the actor may read. */
export const readsOf = (actor: Actor): string[] => tops(actor.held.map((h) => h.path))
/** The tops of all that the actor may change in some way. */
export const writesOf = (actor: Actor): string[] =>
  tops(actor.held.filter((h) => WRITING.includes(h.role)).map((h) => h.path))
/** The tops of all whose people and offices the actor may change. */
export const administersOf = (actor: Actor): string[] =>
  tops(actor.held.filter((h) => h.role === 'administer').map((h) => h.path))

/** The top of the tree. */
export const TOP = 'cn'

/** The system at work on a place and what is below it, or everywhere: signing in, jobs, upkeep. */
export const theSystem = (via: 'worker' | 'cli' | 'system', path = TOP): Actor => ({
  account: null,
  name: 'yike',
  office: null,
  path,
  held: [
    { role: 'read', path },
    { role: 'edit', path },
    { role: 'administer', path },
  ],
  via,
  mustChange: false,
})
