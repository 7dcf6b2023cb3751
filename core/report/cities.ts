// Many cities that were measured alike, in one table: a row for each city and category, then one for all of them together. A city that
// could not be measured is named with the reason; its people are in no sum.
import type { Lang, Name } from '../base/name.ts'
import type { Standard } from '../standard/define.ts'
import { getCategory } from '../standard/named.ts'
import { csv } from './csv.ts'
import { fileShare, wholeStates } from './numbers.ts'

/** People of one category in one city. All of them: of those of whom something is known, `within + beyond + lacking`. */
export interface CityShare {
  readonly category: string
  readonly within: number
  readonly beyond: number
  readonly lacking: number
  readonly unknown: number
}

/** One city; `why` says why it has no shares. */
export interface CityLine {
  readonly code: string
  readonly name: string
  readonly why: Name | null
  readonly shares: readonly CityShare[]
}

const HEADINGS = [
  'code',
  'name',
  'why',
  'category',
  'category_name',
  'people',
  'within',
  'beyond',
  'lacking',
  'share',
  'unknown',
] as const

/** The code of the rows that add up all cities. */
export const ALL = 'all'

const SUMMED: Name = { zh: '合计', en: 'all cities' }

/** All cities that have shares, added up by category, in the order of the first. */
export function sumOf(cities: readonly CityLine[]): readonly CityShare[] {
  const sums = new Map<string, { category: string; within: number; beyond: number; lacking: number; unknown: number }>()
  for (const { shares } of cities)
    for (const { category, within, beyond, lacking, unknown } of shares) {
      const sum = sums.get(category) ?? { category, within: 0, beyond: 0, lacking: 0, unknown: 0 }
      sums.set(category, sum)
      sum.within += within
      sum.beyond += beyond
      sum.lacking += lacking
      sum.unknown += unknown
    }
  return [...sums.values()]
}

/** within / (within + beyond + lacking); null where that is nobody. */
export function shareIn({ within, beyond, lacking }: CityShare): number | null {
  const people = within + beyond + lacking
  return people > 0 ? within / people : null
}

/** `cities.csv`: people are whole, shares have four decimals; blank is not known. */
export function citiesCsv(cities: readonly CityLine[], standard: Standard, lang: Lang): string {
  const rows = [...cities, { code: ALL, name: SUMMED[lang], why: null, shares: sumOf(cities) }].flatMap(
    ({ code, name, why, shares }) => {
      if (why) return [[code, name, why[lang]]]
      return shares.map((s) => {
        const { within, beyond, lacking, unknown } = wholeStates(s)
        const numbers = [within + beyond + lacking, within, beyond, lacking]
        const category = getCategory(standard.categories, s.category, 'category').name[lang]
        return [code, name, null, s.category, category, ...numbers, fileShare(shareIn(s)), unknown]
      })
    },
  )
  return csv([HEADINGS, ...rows])
}

/** The same for programs. */
export const citiesJson = (cities: readonly CityLine[]): string =>
  `${JSON.stringify({ yike: 'cities', version: 1, cities, sum: sumOf(cities) }, null, 1)}\n`
