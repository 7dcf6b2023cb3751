// The levels at which a city is counted: the city itself, and whatever levels its areas have.
import type { AreaLevel, AreaRow } from '@yike/core/source/rows.ts'

export type Level = AreaLevel | 'city'

const ORDER: readonly Level[] = ['city', 'province', 'prefecture', 'district', 'subdistrict', 'community', 'other']

/** From the whole to the parts. */
export function levelsOf(areas: readonly AreaRow[]): Level[] {
  const present = new Set<Level>(areas.map((a) => a.level))
  return ORDER.filter((level) => level === 'city' || present.has(level))
}

/** The smallest parts, where gaps are closed. */
export const finest = (levels: readonly Level[]): Level => levels.at(-1) ?? 'city'
