// What `items` may be asked, read from the address: a box, a time, properties, a page. What is not known is refused, as the standard has it.
import { Fault } from '@yike/core/base/fault.ts'
import type { Box } from '../map/spot.ts'
import { FILTERS, type Kind } from './collections.ts'

/** Features a page has at most, and where nothing is said. */
export const MOST = 1000
const USUAL = 100

/** A time or a span of time; null: open. */
export interface Span {
  readonly from: string | null
  readonly to: string | null
}

/** A page that was asked for. */
export interface Asked {
  readonly limit: number
  readonly bbox: Box | null
  readonly span: Span | null
  readonly where: readonly (readonly [string, string])[]
  readonly after: string | null
}

const COMMON = new Set(['f', 'lang', 'limit', 'bbox', 'datetime', 'after'])

const wrong = (why: string): Fault => new Fault('bad-request', { why })

/** Reads the query of `items`. Fault: bad-request. */
export function readAsked(query: Readonly<Record<string, unknown>>, kind: Kind): Asked {
  const known = FILTERS[kind] as readonly string[]
  for (const [name, value] of Object.entries(query)) {
    if (!COMMON.has(name) && !known.includes(name)) throw wrong(`${name} ∉ {${[...COMMON, ...known].join(', ')}}`)
    if (typeof value !== 'string' || value.length > 1000) throw wrong(name)
  }
  const { limit, bbox, datetime, after } = query as Record<string, string | undefined>
  return {
    limit: limitIn(limit),
    bbox: bbox === undefined ? null : boxIn(bbox),
    span: datetime === undefined ? null : spanIn(datetime),
    where: known.flatMap((name) => (name in query ? [[name, String(query[name])] as const] : [])),
    after: after ?? null,
  }
}

function limitIn(text: string | undefined): number {
  if (text === undefined) return USUAL
  const n = Number(text)
  if (!/^\d+$/.test(text) || n < 1) throw wrong('limit 1 …')
  return Math.min(n, MOST)
}

/** Four numbers, or six with heights, which do not matter here. */
function boxIn(text: string): Box {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const box = numbers.length === 6 ? [numbers[0], numbers[1], numbers[3], numbers[4]] : numbers
  const [w, s, e, n] = box as [number, number, number, number]
  const isSound = box.length === 4 && numbers.every(Number.isFinite) && Math.abs(w) <= 180 && Math.abs(e) <= 180
  if (!isSound || s > n || s < -90 || n > 90) throw wrong('bbox: west,south,east,north (CRS84)')
  return [w, s, e, n]
}

const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?$/

function spanIn(text: string): Span {
  const parts = text.split('/')
  const ends = parts.map((part) => {
    if (parts.length > 1 && (part === '..' || part === '')) return null
    if (!TIME.test(part) || Number.isNaN(Date.parse(part))) throw wrong('datetime: 2026-01-31, …/…, ../…, …/..')
    return part
  })
  if (ends.length > 2) throw wrong('datetime')
  const [from, to] = [ends[0]!, ends.at(-1)!]
  if (from && to && Date.parse(from) > Date.parse(to)) throw wrong('datetime')
  return { from, to }
}
