// Areas that stand for circles where nobody has drawn any: which level of them.
import type { AreaLevel } from '@yike/core/source/rows.ts'
import type { City, Figures } from '../access/messages.ts'

/** A level of areas stands for circles where it holds this share of residents. */
const NEARLY_ALL = 0.9

/** Residents who live in some area of each level. */
export function peopleByLevel(city: City, { facts }: Figures): ReadonlyMap<AreaLevel, number> {
  const byTract = new Float64Array(facts.tractAreas.length)
  facts.tract.forEach((t, i) => {
    byTract[t]! += city.population.people[i]!
  })
  const held = new Map<AreaLevel, number>()
  facts.tractAreas.forEach((areas, t) => {
    for (const level of new Set(areas.map((a) => city.areas[a]!.level)))
      held.set(level, (held.get(level) ?? 0) + byTract[t]!)
  })
  return held
}

/** The finest level that holds nearly everybody, else the one that holds most; null where there are no areas. */
export function mostHeld(
  levels: readonly AreaLevel[],
  held: ReadonlyMap<AreaLevel, number>,
  all: number,
): AreaLevel | null {
  const of = (level: AreaLevel) => held.get(level) ?? 0
  const most = Math.max(0, ...levels.map(of))
  return levels.findLast((level) => of(level) >= Math.min(NEARLY_ALL * all, most)) ?? levels.at(-1) ?? null
}
