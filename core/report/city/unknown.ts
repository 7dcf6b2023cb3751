// What the data do not know: whole categories, and categories that ledgers know in part of the city only.
import type { Measured } from '../../circle/measured.ts'
import type { Category } from '../../standard/define.ts'
import type { Block } from '../block.ts'
import { byTier, coverageOf, TIER_NAMES } from '../lookup.ts'
import { grouped } from '../numbers.ts'
import type { CitySubject } from '../report.ts'
import { indexOf, sayIn } from './say.ts'

/** A category that ledgers know in part: where they do not, and how many residents of whom nothing is said for it. */
export interface Partly {
  readonly category: Category
  readonly areas: readonly string[]
  /** Residents whose state is `unknown`. */
  readonly people: number
}

/** Categories known in part, basic first. */
export function partly(m: Measured): readonly Partly[] {
  const share = coverageOf(m)
  return byTier(m).flatMap((category): Partly[] => {
    const k = m.knowledge[indexOf(m, category.id)]!
    const people = share(null, category.id)?.unknown ?? 0
    if (!k.known || (k.unknownIn.length === 0 && people < 0.5)) return []
    return [{ category, areas: k.unknownIn.map((a) => m.areas[a]!.name), people }]
  })
}

/** What the data here know nothing of: apart, and before anybody takes it for missing. */
export function* unknown({ measured: m, lang }: CitySubject): Generator<Block> {
  const say = sayIn(lang)
  const comma = say('、', ', ')
  const not = byTier(m).filter((c) => !m.knowledge[indexOf(m, c.id)]!.known)
  const some = partly(m)
  if (not.length === 0 && some.length === 0) return
  yield {
    kind: 'heading',
    level: 2,
    text: say('这里还不知道的', 'Not known here'),
    sub: say(
      '台账未覆盖：没有数据说到这些业态，不能说有，也不能说缺',
      'no source tells of these: they are neither there nor missing',
    ),
  }
  if (not.length > 0)
    yield {
      kind: 'table',
      columns: [{ text: say('类别', 'Tier') }, { text: say('业态', 'Categories') }],
      rows: (['basic', 'quality', 'carrier'] as const).flatMap((tier) => {
        const names = not.filter((c) => c.tier === tier).map((c) => c.name[lang])
        return names.length ? [[`${TIER_NAMES[tier][lang]} ${names.length}`, names.join(comma)]] : []
      }),
    }
  if (some.length > 0) {
    yield { kind: 'heading', level: 3, text: say('台账只覆盖一部分地方的', 'Known in part of the city only') }
    yield {
      kind: 'table',
      columns: [
        { text: say('业态', 'Category') },
        { text: say('未覆盖居民', 'People not known of'), figures: true },
        { text: say('未覆盖之处', 'Where not known') },
      ],
      rows: some.map(({ category, areas, people }) => [category.name[lang], grouped(people), areas.join(comma)]),
    }
  }
  yield {
    kind: 'paragraph',
    tone: 'quiet',
    text: say(
      '补上官方台账或商业地图导出即可判断。若台账确已列全，可声明“台账完整”，空白才算作缺少。',
      'An official ledger or a commercial export makes them known. Where a ledger is complete, say so: only then does an empty list mean none.',
    ),
  }
}
