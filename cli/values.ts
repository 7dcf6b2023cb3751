// Values of options, checked: each gives what was meant, or the fault bad-value with what was expected.
import type { Walker } from '@yike/core/access/convention.ts'
import { atPace, walkerOf } from '@yike/core/access/walkers.ts'
import { Fault } from '@yike/core/base/fault.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'

/** A whole number from an option, within bounds; fault bad-value otherwise. */
export function wholeNumber(name: string, text: string, from: number, to: number): number {
  const n = Number(text)
  if (!Number.isInteger(n) || n < from || n > to)
    throw new Fault('bad-value', { name, expected: `${from}–${to}`, got: text })
  return n
}

/** The option's value if it is one of `known`; fault bad-value otherwise. */
export function oneOf<T extends string>(name: string, got: string, known: readonly T[]): T {
  const found = known.find((k) => k === got)
  if (!found) throw new Fault('bad-value', { name, expected: known.join(' | '), got })
  return found
}

/** A number from an option above 0 and up to `most`; fault bad-value otherwise. */
export function amount(name: string, text: string, most: number): number {
  const n = Number(text)
  if (!(n > 0 && n <= most)) throw new Fault('bad-value', { name, expected: `0 < n ≤ ${most}`, got: text })
  return n
}

/** A gap between a value and its bound: `0.001`, or `0.1%`, from 0 to below 1; fault bad-value otherwise. */
export function gapFrom(text: string): number {
  const isPercent = text.endsWith('%')
  const n = text.trim() === '' ? Number.NaN : Number(isPercent ? text.slice(0, -1) : text) / (isPercent ? 100 : 1)
  if (!(n >= 0 && n < 1)) throw new Fault('bad-value', { name: '--gap', expected: '0 ≤ n < 1 | 0%–99%', got: text })
  return n
}

/** A number of km/h that somebody can walk; fault bad-value otherwise. */
export function speed(text: string): number {
  const kmh = Number(text)
  if (!(kmh > 0 && kmh <= 20)) throw new Fault('bad-value', { name: '--speed', expected: '0 < km/h ≤ 20', got: text })
  return kmh
}

/** The walker of that id, at another pace where one is given. Faults: unknown-walker, bad-value. */
export const walkerAt = (id: string, kmh: string | undefined): Walker =>
  kmh === undefined ? walkerOf(id) : atPace(walkerOf(id), speed(kmh))

/** `LAT,LNG` as people copy it from a map; fault bad-value otherwise. */
export function place(name: string, text: string): LngLat {
  const [lat, lng, more] = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (more !== undefined || !(Math.abs(lat!) <= 90) || !(Math.abs(lng!) <= 180)) {
    throw new Fault('bad-value', { name, expected: 'LAT,LNG', got: text })
  }
  return [lng!, lat!]
}

/** Minutes by commas, as limits: ascending, each once, at most a dozen; fault bad-value otherwise. */
export function minutesList(name: string, text: string): number[] {
  const all = text.split(',').map((part) => amount(name, part.trim(), 180))
  const ascending = [...new Set(all)].sort((a, b) => a - b)
  if (ascending.length > 12) throw new Fault('bad-value', { name, expected: '1–12', got: String(ascending.length) })
  return ascending
}
