// Under what two states of a city were measured, and where that is not the same.
import type { Convention } from '../access/convention.ts'
import type { Name } from '../base/name.ts'
import type { Measured } from '../circle/measured.ts'

/** A fact of a measurement that must be the same on every side, as text. */
const FACTS: readonly { readonly name: Name; readonly of: (m: Measured) => string }[] = [
  { name: { zh: '标准', en: 'standard' }, of: (m) => m.standard.id },
  { name: { zh: '业态', en: 'categories' }, of: (m) => m.categories.map((c) => c.id).join(' ') },
  ...convention({ zh: '时限（分钟）', en: 'minutes' }, (c) => c.minutes),
  ...convention({ zh: '步行者', en: 'walker' }, (c) => c.walker.id),
  ...convention({ zh: '步速（千米/时）', en: 'km/h' }, (c) => c.walker.kmh.value),
  ...convention({ zh: '台阶', en: 'steps' }, (c) => c.walker.steps.value ?? '×'),
  ...convention({ zh: '过街等候（秒）', en: 'wait at a crossing, s' }, (c) => c.walker.crossingSeconds.value),
  ...convention({ zh: '私有道路', en: 'private ways' }, (c) => c.walker.gates),
  ...convention({ zh: '吸附', en: 'snap' }, (c) => c.snap),
  ...convention({ zh: '吸附上限（米）', en: 'snap limit, m' }, (c) => c.snapLimitMeters),
  ...convention({ zh: '计门到路', en: 'legs counted' }, (c) => String(c.legs)),
]

function convention(name: Name, of: (c: Convention) => string | number) {
  return [{ name, of: (m: Measured) => String(of(m.convention)) }]
}

/** What differs from the first side, each with both values. Long values are shortened. */
export function conventionDifferences(
  sides: readonly { readonly name: string; readonly measured: Measured }[],
): readonly Name[] {
  const [base, ...others] = sides
  const short = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
  return others.flatMap(({ name, measured }) =>
    FACTS.flatMap((fact): Name[] => {
      const [a, b] = [fact.of(base!.measured), fact.of(measured)]
      if (a === b) return []
      const [x, y] = [short(a), short(b)]
      return [
        {
          zh: `${name} 的${fact.name.zh}与 ${base!.name} 不同：${y}，${x}`,
          en: `${name} differs from ${base!.name} in ${fact.name.en}: ${y}, ${x}`,
        },
      ]
    }),
  )
}
