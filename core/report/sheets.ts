// The sheets of circles as tables: what is missing in each, what hangs on one outlet, places against people, what neighbours share.
// A row names its circle by id; blank is the city, or in `served.csv` those in no circle. A number that is not known is blank.

import { IN_NONE } from '../circle/by-circle.ts'
import type { Circles } from '../circle/circle.ts'
import type { Measured, Share } from '../circle/measured.ts'
import type { Sheets } from '../circle/sheet.ts'
import { csvPieces, type Row } from './csv.ts'
import { fileShare, shareFields } from './numbers.ts'

const share = (s: Share): readonly (number | null)[] => Object.values(shareFields(s))
const SHARE = ['people', 'within', 'share', 'unknown', 'unconnected', 'edge']
const CATEGORY = ['category', 'category_name', 'tier']

const categoryCells = (m: Measured, c: number) => {
  const { id, name, tier } = m.categories[c]!
  return [id, name.zh, tier]
}
const outletCells = (m: Measured, o: number | null) =>
  o === null ? [null, null] : [m.outlets[o]!.id, m.outlets[o]!.name]
const micro = (n: number | null): number | null => (n === null ? null : Math.round(n * 1e6) / 1e6)

/** `coverage.csv`: circles by category and band, with their denominators; the city has a blank id, those in no circle `-`. */
export function* circleCoverageCsv(m: Measured, { circles, city, rest }: Sheets): Generator<string> {
  const index = new Map(m.categories.map((c, i) => [c.id, i]))
  yield* csvPieces(
    (function* (): Generator<Row> {
      yield ['circle', ...CATEGORY, 'band', ...SHARE]
      for (const list of [city.coverage, ...circles.map((s) => s.coverage), rest.coverage])
        for (const { area, category, band, share: its } of list) {
          const id = area === IN_NONE ? '-' : area
          yield [id, ...categoryCells(m, index.get(category)!), band ?? 'all', ...share(its)]
        }
    })(),
  )
}

/** `gaps.csv`: residents without, by circle and category, with the evidence of the place where most of them live. */
export function* circleGapsCsv(m: Measured, { circles, city }: Sheets): Generator<string> {
  const index = new Map(m.categories.map((c, i) => [c.id, i]))
  yield* csvPieces(
    (function* (): Generator<Row> {
      yield ['circle', ...CATEGORY, 'people', 'cells', 'nearest_outlet', 'nearest_name', 'nearest_seconds', 'nearest_metres', 'lng', 'lat', 'basis', 'confirmed'] // biome-ignore format: one line
      for (const gap of [city, ...circles].flatMap((s) => s.gaps)) {
        const { nearest, cell } = gap
        yield [
          gap.area,
          ...categoryCells(m, index.get(gap.category)!),
          Math.round(gap.people),
          gap.cells,
          ...outletCells(m, nearest?.outlet ?? null),
          nearest?.seconds,
          nearest && Math.round(nearest.meters),
          micro(m.population.lng[cell]!),
          micro(m.population.lat[cell]!),
          gap.basis,
          gap.confirmed,
        ]
      }
    })(),
  )
}

/** `single-points.csv`: what hangs on one outlet, for whom, in each circle and in the city; most people first. */
export function* singlePointsCsv(m: Measured, { circles, city }: Sheets): Generator<string> {
  yield* csvPieces(
    (function* (): Generator<Row> {
      yield [
        'circle',
        ...CATEGORY,
        'outlet',
        'outlet_name',
        'stands_inside',
        'people_who_would_lose_it',
        'of_people_who_have_it',
      ]
      for (const { circle, singlePoints } of [city, ...circles])
        for (const p of singlePoints)
          yield [
            circle?.id,
            ...categoryCells(m, p.category),
            ...outletCells(m, p.outlet),
            p.inside ? 1 : 0,
            Math.round(p.people),
            Math.round(p.of),
          ]
    })(),
  )
}

/** `capacity.csv`: presence and sufficiency, side by side; a category of which no outlet says how many it holds has no row. */
export function* capacityCsv(m: Measured, { circles, city, capacities }: Sheets): Generator<string> {
  yield* csvPieces(
    (function* (): Generator<Row> {
      yield ['circle', ...CATEGORY, 'band', 'residents', ...SHARE.map((s) => `presence_${s}`), 'outlets', 'outlets_with_known_capacity', 'capacity', 'capacity_per_resident', 'people_told', 'people_told_in_part', 'people_untold', 'two_step_per_1000', 'even_per_1000', 'people_below_city_mean'] // biome-ignore format: one line
      const thousand = (n: number | null) => (n === null ? null : micro(n * 1000))
      for (const { circle, capacity } of [city, ...circles])
        for (const [c, its] of capacity.entries()) {
          if (!its) continue
          yield [
            circle?.id,
            ...categoryCells(m, c),
            capacities[c]!.band ?? 'all',
            Math.round(its.people),
            ...share(its.presence),
            its.outlets,
            its.known,
            its.capacity,
            micro(its.ratio),
            Math.round(its.told),
            Math.round(its.partly),
            Math.round(its.untold),
            thousand(its.twoStep),
            thousand(its.even),
            its.belowMean === null ? null : Math.round(its.belowMean),
          ]
        }
    })(),
  )
}

/** `served.csv`: where people of a circle are served, by category: at home, by others, by none. Blank: those in no circle. */
export function* servedCsv(m: Measured, { circles }: Circles, { sharing }: Sheets): Generator<string> {
  yield* csvPieces(
    (function* (): Generator<Row> {
      yield ['circle', ...CATEGORY, 'people', 'served_at_home', 'served_in_other_circles', 'served_in_none', 'lacking', 'untold', 'given_to_other_circles', 'given_to_people_in_none', 'home_share', 'could_at_home', 'outlets', 'outlets_others_reach'] // biome-ignore format: one line
      for (const b of sharing.balances) {
        const people = [b.people, b.atHome, b.taken, b.elsewhere, b.lacking, b.untold, b.given, b.givenOutside]
        yield [
          b.circle === null ? null : circles[b.circle]!.id,
          ...categoryCells(m, b.category),
          ...people.map(Math.round),
          fileShare(b.homeShare),
          Math.round(b.couldAtHome),
          b.outlets,
          b.shared,
        ]
      }
    })(),
  )
}

/** `pairs.csv`: circles that touch, serve each other or share outlets. Gives are people × categories. */
export function* pairsCsv({ circles }: Circles, { sharing }: Sheets): Generator<string> {
  yield* csvPieces(
    (function* (): Generator<Row> {
      yield ['a', 'b', 'ways_across', 'a_gives_person_categories', 'b_gives_person_categories', 'outlets_of_a_that_b_reaches', 'outlets_of_b_that_a_reaches'] // biome-ignore format: one line
      for (const p of sharing.pairs)
        yield [
          circles[p.a]!.id,
          circles[p.b]!.id,
          p.ways,
          Math.round(p.aGives),
          Math.round(p.bGives),
          p.aShares,
          p.bShares,
        ]
    })(),
  )
}
