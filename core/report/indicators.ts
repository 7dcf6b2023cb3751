// Indicators in words and as a table: each number with what it was divided by, 未测 where it cannot be told, a span where it is open.
import type { Lang, Name } from '../base/name.ts'
import type { Indicated } from '../circle/indicated.ts'
import { UNMEASURED } from '../circle/indicated.ts'
import type { Indicator, Reading } from '../circle/indicator.ts'
import type { Category } from '../standard/define.ts'
import { csvPieces, type Row } from './csv.ts'
import { fileShare, grouped, percent } from './numbers.ts'

/** What stands where there is no number. */
export const NOT_MEASURED: Name = { zh: '未测', en: 'not measured' }

/** A number in an indicator's unit. */
export function valueText({ unit }: Pick<Indicator, 'unit'>, value: number): string {
  if (unit === 'share') return value < 0 ? `−${percent(-value)}` : percent(value)
  if (unit === 'count') return Number.isInteger(value) || value >= 100 ? grouped(value) : value.toFixed(1)
  return value.toFixed(2)
}

/** A reading: its number, or the span; both where chance leaves a span round a number. */
export function readingText(indicator: Pick<Indicator, 'unit'>, { value, span }: Reading, lang: Lang): string {
  const text = (x: number) => valueText(indicator, x)
  const range = span && `${text(span[0])}–${text(span[1])}`
  if (value === null) return range ?? NOT_MEASURED[lang]
  if (!range) return text(value)
  return lang === 'zh' ? `${text(value)}（${range}）` : `${text(value)} (${range})`
}

/** What a reading is divided by: `58 社区`; '' where nothing is. */
export const perText = ({ per }: Indicator, { of }: Reading, lang: Lang): string =>
  per && of !== null ? `${grouped(of)} ${per[lang]}` : ''

/** What a part is called; null where the indicator has none. */
export function partName(
  indicator: Pick<Indicator, 'parts'>,
  part: string | null,
  categories: readonly Category[],
): Name | null {
  const named = indicator.parts === 'category' ? categories : indicator.parts
  return named?.find(({ id }) => id === part)?.name ?? null
}

/** Some circle or, with null for its id, the whole city, with its indicators. */
export interface IndicatedPlace {
  readonly circle: string | null
  readonly indicated: readonly Indicated[]
}

/** Indicators as CSV: one row a number; blank where not measured. Those that cannot be worked out here follow, with why. */
export function* indicatorsCsv(places: Iterable<IndicatedPlace>, categories: readonly Category[]): Generator<string> {
  const number = (value: number | undefined | null) => fileShare(value ?? null)
  const rows = function* (): Generator<Row> {
    yield ['circle', 'indicator', 'name', 'part', 'part_name', 'value', 'least', 'most', 'divided_by', 'of_what', 'unit', 'goal', 'how'] // biome-ignore format: one line
    for (const { circle, indicated } of places) {
      for (const { indicator, readings } of indicated) {
        const { id, name, unit, per, goal, how } = indicator
        for (const r of readings ?? [{ part: null, value: null, span: null, of: null }]) {
          yield [
            circle,
            id,
            name.zh,
            r.part,
            partName(indicator, r.part, categories)?.zh,
            number(r.value),
            number(r.span?.[0]),
            number(r.span?.[1]),
            number(r.of),
            per?.zh,
            unit,
            goal?.value,
            readings ? how.zh : `${NOT_MEASURED.zh}；${how.zh}`,
          ]
        }
      }
    }
    for (const { id, name, why } of UNMEASURED)
      yield [null, id, name.zh, null, null, null, null, null, null, null, null, null, `${NOT_MEASURED.zh}：${why.zh}`]
  }
  yield* csvPieces(rows())
}
