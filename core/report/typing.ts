// A circle's type in words and as a table. A type that is not decided says what it may be; a threshold nobody published is 未公布.
import type { Name } from '../base/name.ts'
import type { Circles } from '../circle/circle.ts'
import type { CircleResults } from '../circle/results.ts'
import type { Grade, TierCount, TypeResult, Typing, Verdict } from '../circle/typing.ts'
import { csvPieces, type Row } from './csv.ts'

/** What a person reads for whether a category is there. */
export const PRESENCE_NAMES = {
  present: { zh: '有', en: 'there' },
  absent: { zh: '无', en: 'not there' },
  unchecked: { zh: '无（仅据OSM，待核实）', en: 'not on OSM; to be checked' },
  unknown: { zh: '台账未覆盖', en: 'not known here' },
} as const satisfies Record<string, Name>

const VERDICTS: Readonly<Record<Verdict, Name>> = {
  met: { zh: '达到', en: 'met' },
  'not-met': { zh: '未达到', en: 'not met' },
  'to-check': { zh: '待核实', en: 'to be checked' },
}
const NO_GRADE: Name = { zh: '未入型', en: 'no type' }

/** `13–23/23`; one number where nothing is open. */
const countText = ({ least, most, of }: TierCount) => `${least === most ? least : `${least}–${most}`}/${of}`

/** The grade of a circle in words. */
export function gradeWords(result: TypeResult, typing: Typing): Name {
  const name = (grade: Grade | null) => (grade === null ? NO_GRADE : typing.labels[grade])
  const { verdict, grade, possible } = result
  if (verdict === 'unpublished') return { zh: '门槛未公布，不定型', en: 'thresholds not published; no type is told' }
  if (verdict === 'composite') return typing.composite!
  if (verdict === 'decided') return name(grade)
  const [low, high] = [name(possible[0]!), name(possible.at(-1)!)]
  return { zh: `待核实：${low.zh}至${high.zh}`, en: `to be checked: ${low.en} to ${high.en}` }
}

/** Counts, entry and grade in one line. */
export function typeWords(result: TypeResult, typing: Typing): Name {
  const { basic, quality, entry } = result
  const grade = gradeWords(result, typing)
  const door = entry && VERDICTS[entry]
  return {
    zh: [`基本保障类 ${countText(basic)}`, `品质提升类 ${countText(quality)}`, door && `参评门槛${door.zh}`, grade.zh]
      .filter(Boolean)
      .join(' · '),
    en: [`basic ${countText(basic)}`, `quality ${countText(quality)}`, door && `entry ${door.en}`, grade.en]
      .filter(Boolean)
      .join(' · '),
  }
}

/** Every circle with its counts and type as CSV; a blank grade is not decided. */
export function* typesCsv(circles: Circles, results: readonly CircleResults[], typing: Typing): Generator<string> {
  const rows = function* (): Generator<Row> {
    yield ['circle', 'name', 'people', 'basic_least', 'basic_most', 'basic_of', 'quality_least', 'quality_most', 'quality_of', 'entry', 'verdict', 'grade', 'possible', 'says', 'typing'] // biome-ignore format: one line
    for (const [c, { circle, people, typing: t }] of results.entries()) {
      const counts = [t.basic, t.quality].flatMap(({ least, most, of }) => [least, most, of])
      const possible = t.possible.map((grade) => grade ?? 'none').join('|')
      yield [
        circle,
        circles.circles[c]!.name,
        Math.round(people),
        ...counts,
        t.entry,
        t.verdict,
        t.grade,
        possible,
        typeWords(t, typing).zh,
        typing.cites,
      ]
    }
  }
  yield* csvPieces(rows())
}
