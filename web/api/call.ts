// The one way to the server. A session that ended is not the end of what one was doing: the call waits until its owner has
// signed in again, and then goes on.
import { Problem } from './problem.ts'

/** What a call may carry. */
export interface Ask {
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>
  readonly body?: unknown
  /** The version one saw, for If-Match. */
  readonly seen?: number | '*'
  readonly signal?: AbortSignal
}

/** What came back, with its version where it has one. */
export interface Told<T> {
  readonly body: T
  readonly version: number | null
  readonly status: number
}

let again: (() => Promise<boolean>) | null = null

/** Who is asked when a session has ended: true once somebody has signed in again. The shell says it once. */
export function onSessionEnd(ask: () => Promise<boolean>): void {
  again = ask
}

/** The address of a path of the API with its query. */
export function addressOf(path: string, query: Ask['query'] = {}): string {
  const given = Object.entries(query).filter(([, v]) => v !== undefined && v !== null && v !== '')
  const search = new URLSearchParams(given.map(([k, v]) => [k, String(v)])).toString()
  return search ? `${path}?${search}` : path
}

/** Codes of a session that is no more; a wrong password is 401 as well and something else. */
const ENDED: ReadonlySet<string> = new Set(['sign-in', 'session-ended'])

/** Calls the server. Throws Problem where it refuses, TypeError where it cannot be reached. */
export async function tell<T>(method: string, path: string, ask: Ask = {}): Promise<Told<T>> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': document.documentElement.lang,
  }
  if (ask.body !== undefined) headers['content-type'] = 'application/json'
  if (ask.seen !== undefined) headers['if-match'] = ask.seen === '*' ? '*' : `"${ask.seen}"`
  const response = await fetch(addressOf(path, ask.query), {
    method,
    headers,
    cache: 'no-store', // what is read here is kept by queries.ts; a browser would show an older one
    ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
    ...(ask.signal ? { signal: ask.signal } : {}),
  })
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  const body = isJson ? await response.json() : null
  if (!response.ok) {
    const problem = new Problem(response.status, body ?? {})
    if (response.status === 401 && ENDED.has(problem.code) && again && (await again())) return tell(method, path, ask)
    throw problem
  }
  const tag = /^(?:W\/)?"(\d+)"$/.exec(response.headers.get('etag') ?? '')
  return { body: body as T, version: tag ? Number(tag[1]) : null, status: response.status }
}

/** The same, where only what came back matters. */
export const call = async <T>(method: string, path: string, ask: Ask = {}): Promise<T> =>
  (await tell<T>(method, path, ask)).body
