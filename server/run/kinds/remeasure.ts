// Measures every city under an office again, each as a run of its own, and gathers them into one table.
import { type CityLine, citiesCsv, citiesJson, shareIn, sumOf } from '@yike/core/report/cities.ts'
import { type FilesMade, manifestJson } from '@yike/core/report/files.ts'
import { standards } from '@yike/core/standard/standards/index.ts'
import { sql } from 'kysely'
import type { Place } from '../../http/route.ts'
import { type CoverageRow, defineKind } from '../kind.ts'
import { type Measuring, measuring } from '../options.ts'
import { CITY } from '../rows.ts'

/**
 * Of the offices that could be measured those that count nobody twice: what stands below another of them is within it. Where cities
 * can be measured the province or state above them is not one of them, even with streets of its own.
 */
export function citiesAmong<T extends Pick<Place, 'path' | 'level'>>(measurable: readonly T[]): readonly T[] {
  const below = (one: T, other: T) => one.path.startsWith(`${other.path}.`)
  const cities = measurable.filter(
    (office) =>
      !['state', 'province'].includes(office.level) ||
      !measurable.some((other) => below(other, office) && ['province', 'prefecture'].includes(other.level)),
  )
  return cities.filter((city) => !cities.some((other) => below(city, other)))
}

export default defineKind<Measuring>({
  id: 'remeasure',
  name: { zh: '各市重新测度', en: 'measure all cities again' },
  options: measuring,
  inputs: async () => [],
  fan: {
    child: 'measure',
    options: ({ title: _, codes: __, ...options }) => options,
    async offices({ tx, office }) {
      const measurable = await tx
        .selectFrom('office')
        .select(['id', 'code', 'name', 'level', 'path'])
        .where(sql<boolean>`path <@ ${office.path}::ltree`)
        .where('until', 'is', null)
        .where(sql<boolean>`exists (select from layer where layer.office = office.id
          and layer.kind = 'streets' and layer.ended_at is null)`)
        .where(sql<boolean>`exists (select from layer where layer.path @> office.path
          and layer.kind in ('population', 'census') and layer.ended_at is null)`)
        .orderBy('code')
        .execute()
      return citiesAmong(measurable)
    },
  },
  async compute({ children, options, versions }) {
    const cities = children
      .map(
        ({ office, state, error, coverage }): CityLine => ({
          code: office.code,
          name: office.name,
          why: state === 'done' ? null : (error ?? { zh: '已取消', en: 'called off' }),
          shares: coverage.filter((row) => row.band === 'all'),
        }),
      )
      .map((city) => ({
        ...city,
        shares: city.shares.map(({ category, within, beyond, lacking, unknown }) => ({
          category,
          within,
          beyond,
          lacking,
          unknown,
        })),
      }))
    const standard = standards.find((known) => known.id === options.standard)!
    const inputs = children.flatMap(({ office, files }) => {
      const city = files.find((file) => file.name === 'city.json')
      return city ? [{ role: 'city', file: `${office.code}/city.json`, bytes: city.size, sha256: city.sha256 }] : []
    })
    function* files(): FilesMade {
      yield ['cities.csv', citiesCsv(cities, standard, options.lang)]
      yield ['cities.json', citiesJson(cities)]
      yield ['manifest.json', manifestJson({ tool: 'yike', kind: 'cities', versions, inputs, options })]
    }
    const coverage = children.flatMap(({ office, coverage }) =>
      coverage.map((row): CoverageRow => ({ ...row, area: office.code, name: office.name, level: 'other' })),
    )
    const sum = sumOf(cities)
    coverage.push(
      ...sum.map((s) => ({ ...s, area: CITY, name: options.title ?? '', level: null, band: 'all', share: shareIn(s) })),
    )
    const summary = {
      cities: cities.length,
      failed: cities.filter((city) => city.why).map(({ code, name, why }) => ({ code, name, why })),
      shares: sum.map((s) => ({ category: s.category, share: shareIn(s) })),
    }
    return { files: files(), coverage, circles: [], summary }
  },
})
