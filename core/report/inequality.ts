// How unevenly access is spread, as a table: minutes on foot in the city, in each circle and in each age band of the city, and places
// a person where they are known. Who has no minutes, or of whom nothing is known, stands beside and is in no measure.
import { type BandInequality, capacityInequality, type Inequality } from '../circle/access-inequality.ts'
import type { Circles } from '../circle/circle.ts'
import type { Measured } from '../circle/measured.ts'
import { placesOfCircles } from '../circle/places.ts'
import type { Sheets } from '../circle/sheet.ts'
import { type Cell, csvPieces, type Row } from './csv.ts'
import { fileShare } from './numbers.ts'

const measures = (its: Inequality, concentration: number | null): readonly Cell[] => [
  Math.round(its.people),
  Math.round(its.without),
  Math.round(its.untold),
  fileShare(its.mean),
  fileShare(its.gini),
  fileShare(its.palma),
  fileShare(its.theil),
  fileShare(its.parts?.between ?? null),
  fileShare(its.parts?.within ?? null),
  fileShare(concentration),
]

/**
 * `inequality.csv`: a row a circle, category and band; a blank circle is the city. `what` is `walk_seconds` (to the nearest) or
 * `places_per_person` (two-step, among those whom the category is for). Theil between and within the circles, and the concentration
 * index by the band's share of a cell, are of the city alone. Not known is blank.
 */
export function* inequalityCsv(
  m: Measured,
  circles: Circles,
  { circles: sheets, city, capacities }: Sheets,
  bands: readonly (readonly BandInequality[])[],
): Generator<string> {
  const places = placesOfCircles(circles, m)
  yield* csvPieces(
    (function* (): Generator<Row> {
      yield ['circle', 'category', 'category_name', 'tier', 'what', 'band', 'people', 'without', 'untold', 'mean', 'gini', 'palma', 'theil', 'theil_between_circles', 'theil_within_circles', 'concentration'] // biome-ignore format: one line
      for (const [c, { id, name, tier }] of m.categories.entries()) {
        const row = (place: number | null, what: string, band: string, its: Inequality, index: number | null): Row => [
          place === null ? null : circles.circles[place]!.id,
          id,
          name.zh,
          tier,
          what,
          band,
          ...measures(its, index),
        ]
        yield row(null, 'walk_seconds', 'all', city.walks[c]!, null)
        for (const { band, its, concentration } of bands[c]!) yield row(null, 'walk_seconds', band, its, concentration)
        for (const [place, sheet] of sheets.entries()) yield row(place, 'walk_seconds', 'all', sheet.walks[c]!, null)
        const capacity = capacities[c]
        if (!capacity) continue
        for (const its of capacityInequality(m, capacity, places))
          yield row(its.place, 'places_per_person', capacity.band ?? 'all', its, null)
      }
    })(),
  )
}
