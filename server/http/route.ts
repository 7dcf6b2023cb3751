// A route is one object: where it is, who may call it, what goes in, what comes out, and what it does. From these objects come
// the server, its OpenAPI, its checks of rights, and the test that tries every one of them as a stranger.
// what cookies and forms add to a request: whoever reads routes, the page's client too, has to know it
import type {} from '@fastify/cookie'
import type {} from '@fastify/multipart'
import type { Name } from '@yike/core/base/name.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Actor, Origin } from '../account/actor.ts'
import type { Role } from '../account/roles.ts'
import type { Tx } from '../db/context.ts'
import type { Platform } from '../platform.ts'

/** Nouns whose rows have an owner: `at: 'run'` means the office of the run named by the `id` of the address. */
export const OWNED = [
  'upload',
  'layer',
  'outlet',
  'duplicate',
  'verification',
  'run',
  'plan',
  'account',
  'token',
  'invitation',
] as const
/** One of them. */
export type Owned = (typeof OWNED)[number]

/**
 * Who may call a route.
 * - `anybody`: also those who are not signed in.
 * - `signed-in`: every person; the query alone decides what they see.
 * - `role` over `at`: the office of code `:office` in the address, the owner of `:id`, or `somewhere`, where holding the
 *   role over any office opens the route and the query decides the rest.
 */
export type Rule =
  | { readonly who: 'anybody' | 'signed-in' }
  | { readonly role: Role; readonly at: 'office' | 'somewhere' | Owned }

/** The office a route is about, when its rule names one. */
export interface Place {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly level: string
  readonly path: string
}

/** One call of a route, checked. */
export interface Call<P, Q, B> {
  readonly platform: Platform
  /** The transaction of this call, in the caller's name. Routes with `transaction: 'own'` have none: it throws there. */
  readonly tx: Tx
  /** A transaction in the caller's name, for routes that make their own. */
  as<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  readonly actor: Actor
  readonly origin: Origin
  /** Throws a mistake where the rule names no office. */
  readonly place: Place
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

type Part = z.ZodType
/** What a route may be called with. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
/** What comes out when it goes well, by status; a string is a media type of bytes. */
export type Replies = Readonly<Record<number, Part | string>>

/** A route as its file writes it. */
export interface Route<
  M extends Method = Method,
  U extends string = string,
  P extends Part = Part,
  Q extends Part = Part,
  B extends Part = Part,
  S extends Replies = Replies,
> {
  readonly method: M
  /** Such as `/api/offices/:office/outlets`. */
  readonly path: U
  readonly about: Name
  readonly rule: Rule
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly replies: S
  /** `own`: uploads, event streams and whatever should not hold a transaction open. */
  readonly transaction?: 'own'
  /** Bytes a body may have; 1 MB if not said. */
  readonly bodyBytes?: number
  /** Whether it asks for If-Match; if not said, every PUT and PATCH of a noun that has an owner does. */
  readonly versioned?: boolean
  /** Calls a minute from one address, where fewer than usual are enough. */
  readonly perMinute?: number
  /** Kept out of OpenAPI: pages and files. */
  readonly hidden?: true
  handle(call: Call<z.infer<P>, z.infer<Q>, z.infer<B>>): Promise<unknown>
}

/** Whether a route changes something that has versions, and so asks which of them was seen. */
export const asksForVersion = ({ method, rule, versioned }: Route): boolean =>
  versioned ??
  ((method === 'PUT' || method === 'PATCH') && 'at' in rule && (OWNED as readonly string[]).includes(rule.at))

/** Writes a route; the types of its parts follow from their schemas, and the typed client of the page from all of these. */
export const route = <
  const M extends Method,
  const U extends string,
  P extends Part,
  Q extends Part,
  B extends Part,
  const S extends Replies,
>(
  it: Route<M, U, P, Q, B, S>,
): Route<M, U, P, Q, B, S> => it
