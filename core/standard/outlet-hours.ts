// The hours of a city's outlets: read once, kept beside them. Unknown hours stay unknown.
import { type Finding, Findings } from '../base/finding.ts'
import type { OutletRow } from '../source/rows.ts'
import { hoursReader } from './hours.ts'
import type { Week } from './week.ts'

/** What is known of the hours of all outlets. */
export interface OutletHours {
  /** Per outlet; null: not stated, or not understood. */
  readonly weeks: readonly (Week | null)[]
  /** Outlets whose hours some file states, and those of them that could be read. */
  readonly stated: number
  readonly read: number
  /** Hours that could not be read, by file, with their text. */
  readonly findings: readonly Finding[]
}

/** Reads the hours of all outlets; the library for OSM's syntax is loaded for it. */
export async function readOutletHours(outlets: readonly OutletRow[]): Promise<OutletHours> {
  const read = await hoursReader()
  const findings = new Findings()
  let [stated, understood] = [0, 0]
  const weeks = outlets.map(({ hours, origins }) => {
    if (!hours?.trim()) return null
    stated++
    const week = read(hours)
    if (week) understood++
    else findings.note('unread-hours', origins[0]?.file ?? '', origins[0]?.row ?? null, hours)
    return week
  })
  return { weeks, stated, read: understood, findings: findings.list() }
}
