// The server's API, typed by its very routes: what an address holds, what is sent and what comes back are the schemas that the server checks
// by. Only types come from there; nothing of the server is in the page. Who is calling, the browser's cookie says: no token is ever kept.
import type { Lang, Word } from '@yike/core/base/name.ts'
import type { routes } from '@yike/server/routes.ts'
import type { z } from 'zod'

type Routes = (typeof routes)[number]
type KeyOf<R> = R extends { readonly method: infer M extends string; readonly path: infer U extends string }
  ? `${M} ${U}`
  : never
/** A route by name: `GET /api/plans/:id`. */
export type Key = KeyOf<Routes>
type RouteOf<K extends Key> = K extends `${infer M} ${infer U}`
  ? Extract<Routes, { readonly method: M; readonly path: U }>
  : never

type NamesIn<U> = U extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<`/${Rest}`>
  : U extends `${string}:${infer Name}`
    ? Name
    : never
type PathOf<K extends Key> = K extends `${string} ${infer U}` ? U : never

type InputOf<R, Part extends string> = R extends { readonly [P in Part]?: infer S }
  ? NonNullable<S> extends z.ZodType
    ? z.input<NonNullable<S>>
    : unknown
  : unknown
/** A part of what is asked: not there where the route has none, and only needed where something in it is. */
type PartOf<Name extends string, T> = unknown extends T
  ? { readonly [N in Name]?: never }
  : object extends T
    ? { readonly [N in Name]?: T }
    : null extends T
      ? { readonly [N in Name]?: T }
      : { readonly [N in Name]: T }

/** What a call of a route is told. */
export type Asked<K extends Key> = ([NamesIn<PathOf<K>>] extends [never]
  ? object
  : { readonly params: Readonly<Record<NamesIn<PathOf<K>>, string | number>> }) &
  PartOf<'query', InputOf<RouteOf<K>, 'query'>> &
  PartOf<'body', InputOf<RouteOf<K>, 'body'>> & {
    /** The version that was seen: its ETag, or its number. */
    readonly ifMatch?: string | number
    readonly signal?: AbortSignal
  }

type Good = 200 | 201 | 202 | 204
type DataIn<S> = S extends z.ZodType
  ? z.output<S>
  : S extends `${string}json${string}`
    ? unknown
    : S extends string
      ? ArrayBuffer
      : never
/** What comes back from a route; of routes of bytes, those bytes. */
export type DataOf<K extends Key> =
  RouteOf<K> extends { readonly replies: infer S }
    ? { [N in keyof S]: N extends Good ? DataIn<S[N]> : never }[keyof S]
    : never

/** What came back, with its version for the next change. */
export interface Answer<T> {
  readonly data: T
  readonly etag: string | null
}

/** A refusal of the server: problem+json. The title is a sentence in the page's language that says what to do. */
export class Problem extends Error {
  /** A code of core's table of faults. */
  readonly code: string
  readonly status: number
  readonly title: string
  readonly values: Readonly<Record<string, Word>>
  /** Number of the request, for an administrator. */
  readonly request: string | null
  /** Where somebody else changed it first (412): what is there now, and its version. */
  readonly current: unknown
  readonly version: number | null

  constructor(status: number, said: Readonly<Record<string, unknown>>) {
    super(typeof said.title === 'string' ? said.title : `HTTP ${status}`)
    this.name = 'Problem'
    this.status = status
    this.code = typeof said.code === 'string' ? said.code : ''
    this.title = this.message
    this.values = (said.values ?? {}) as Record<string, Word>
    this.request = typeof said.request === 'string' ? said.request : null
    this.current = said.current
    this.version = typeof said.version === 'number' ? said.version : null
  }
}

/** What a client works with. */
export interface Means {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>
  /** The page's language, at each call. */
  readonly lang: () => Lang
  /** Waits so many ms, or until the call is given up. */
  readonly wait: (ms: number, signal: AbortSignal | undefined) => Promise<void>
}

/** Times that a reading is tried in all while the server is away, and how long before the second, ms; then twice that, and so on. */
const TRIES = 4
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 10_000

/** What a call is told, as the wire has it; `Asked` is its face. */
interface Told {
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: object
  readonly body?: unknown
  readonly ifMatch?: string | number
  readonly signal?: AbortSignal
}

/** Calls a route. Throws Problem where the server refuses, TypeError where it cannot be reached, AbortError where it was given up. */
export type Call = <K extends Key>(
  key: K,
  ...told: object extends Asked<K> ? [asked?: Asked<K>] : [asked: Asked<K>]
) => Promise<Answer<DataOf<K>>>

/** Makes the caller. */
export function makeCall({ fetch, lang, wait }: Means): Call {
  return async (key, ...told) => {
    const asked = (told[0] ?? {}) as Told
    const [method, path] = key.split(' ') as [string, string]
    const address = addressOf(path, asked)
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(address, initOf(method, asked, lang()))
      const data = await dataIn(response)
      if (response.ok) return { data: data as never, etag: response.headers.get('etag') }
      // a reading may be done again; whether a change was done, nobody knows who got no answer
      if (response.status !== 503 || method !== 'GET' || attempt >= TRIES)
        throw new Problem(response.status, (data ?? {}) as Record<string, unknown>)
      await wait(waitOf(attempt, response.headers.get('retry-after')), asked.signal)
    }
  }
}

/** The address of a route with what is asked of it; what is null or undefined is not asked. */
export function addressOf(path: string, { params = {}, query = {} }: Pick<Told, 'params' | 'query'>): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined || value === '') throw new Error(`${path} needs ${name}`)
    return encodeURIComponent(value)
  })
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined)
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return search ? `${filled}?${search}` : filled
}

function initOf(method: string, { body, ifMatch, signal }: Told, lang: Lang): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json, */*', 'accept-language': lang }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (ifMatch !== undefined) headers['if-match'] = typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch
  return {
    method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }
}

/** JSON as what it says, nothing as undefined, all else as bytes; a text that claims to be JSON and is none says nothing. */
async function dataIn(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined
  if (!/\bjson\b/.test(response.headers.get('content-type') ?? '')) return response.ok ? response.arrayBuffer() : null
  return response.ok ? response.json() : response.json().catch(() => null)
}

function waitOf(attempt: number, retryAfter: string | null): number {
  const said = Number(retryAfter) * 1000
  const ours = FIRST_WAIT_MS * 2 ** (attempt - 1)
  return Math.min(LONGEST_WAIT_MS, Number.isFinite(said) && said > ours ? said : ours)
}

/** The page's caller. */
export const call: Call = makeCall({
  fetch: (address, init) => fetch(address, init),
  lang: () => (document.documentElement.lang.startsWith('en') ? 'en' : 'zh'),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms)
      const given = () => {
        clearTimeout(timer)
        reject(signal!.reason)
      }
      if (signal?.aborted) given()
      else signal?.addEventListener('abort', given, { once: true })
    }),
})
