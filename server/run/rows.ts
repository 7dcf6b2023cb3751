// What a run found, as rows that can be asked of a database.
import { coverageOf } from '@yike/core/circle/coverage.ts'
import type { Delineation } from '@yike/core/circle/delineation.ts'
import { groupsOf } from '@yike/core/circle/facts.ts'
import { type Coverage, type Measured, STATES } from '@yike/core/circle/measured.ts'
import { circlesGeojson } from '@yike/core/report/circles.ts'
import type { CircleRow, CoverageRow } from './kind.ts'

/** The `area` of rows of the whole city. */
export const CITY = 'city'

/** Columns of a coverage row as they are read back: a `CoverageRow`. */
export const COVERAGE = [
  'area',
  'area_name as name',
  'level',
  'category',
  'band',
  'within',
  'beyond',
  'lacking',
  'unknown',
  'share',
] as const

/** A measured city by area, category and age band. */
export function coverageRows(m: Measured): CoverageRow[] {
  const [beyond, unknown] = [STATES.indexOf('beyond'), STATES.indexOf('unknown')]
  // the same sums without those who are beyond: what is left of a denominator is those within and those who lack it
  const without = m.state.map((state) => (state === beyond ? unknown : state))
  const sums = coverageOf(without, m.categories, m.areas, m.facts, groupsOf(m.population))
  const areas = new Map(m.areas.map((area) => [area.id, area]))
  return m.coverage.map((row: Coverage, i) => {
    const { area, category, band, share: s } = row
    const lacking = sums[i]!.share.people - s.within
    return {
      area: area ?? CITY,
      name: area === null ? m.population.notes.map((note) => note.name).join('、') : (areas.get(area)?.name ?? area),
      level: area === null ? null : (areas.get(area)?.level ?? null),
      category,
      band: band ?? 'all',
      within: s.within,
      beyond: s.people - s.within - lacking,
      lacking,
      unknown: s.unknown + s.unconnected + s.edge,
      share: s.share,
    }
  })
}

/** Circles with their borders and figures. */
export function circleRows(d: Delineation): CircleRow[] {
  const { features } = JSON.parse([circlesGeojson(d)].flat().join('')) as {
    features: { properties: { id: string }; geometry: object }[]
  }
  const borders = new Map(features.map((feature) => [feature.properties.id, feature.geometry]))
  return d.circles.map(({ id, name, heart, units, locked }, c) => ({
    id,
    name,
    people: d.figures[c]!.people,
    lng: heart?.at[0] ?? null,
    lat: heart?.at[1] ?? null,
    border: borders.get(id)!,
    what: { units, locked, heart, figures: d.figures[c]! },
  }))
}
