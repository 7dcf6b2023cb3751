// What kinds beside the measurement are asked: the measurement they start from, and their own few numbers.
import { rulers } from '@yike/core/circle/rulers/index.ts'
import { models } from '@yike/core/siting/models/index.ts'
import { InputNumber, Select } from 'antd'
import type { RunKind, RunListed } from '../api/answers.ts'
import { useWords } from '../i18n/index.ts'
import { sayWhen } from '../ui/when.ts'
import type { Wanted } from './asking.ts'
import { categoriesOf } from './coverage.tsx'
import { standardOf } from './words.ts'

/** Models that are asked by a number of sites and nothing else. */
const COUNTED = models.filter((m) => ['most-covered', 'p-median', 'p-center', 'shared'].includes(m.id))

interface Props {
  readonly kind: RunKind
  readonly wanted: Wanted
  readonly measures: readonly RunListed[]
  readonly id: string
  readonly onChange: (to: Partial<Wanted>) => void
}

/** The fields. */
export function MoreOptions({ kind, wanted, measures, id, onChange }: Props) {
  const { t, lang, say } = useWords()
  if (kind === 'measure' || kind === 'remeasure') return null
  const from = measures.find((m) => m.id === wanted.measure) ?? measures[0]
  const categories = [...categoriesOf(from ? standardOf(from) : null).values()].filter((c) => c.tier === 'basic')
  return (
    <>
      <label htmlFor={`${id}-from`}>{t('run.from')}</label>
      <Select
        id={`${id}-from`}
        value={from?.id ?? null}
        placeholder={t('run.from.none')}
        onChange={(to) => onChange({ measure: to })}
        options={measures.map((m) => ({ value: m.id, label: `${m.title} · ${sayWhen(m.endedAt ?? m.madeAt, lang)}` }))}
      />
      {kind === 'delineate' && (
        <>
          <label htmlFor={`${id}-ruler`}>{t('run.ruler')}</label>
          <Select
            id={`${id}-ruler`}
            value={wanted.ruler}
            onChange={(to) => onChange({ ruler: to })}
            options={rulers.map((r) => ({ value: r.id as string, label: say(r.name) }))}
          />
        </>
      )}
      {kind === 'site' && (
        <>
          <label htmlFor={`${id}-category`}>{t('category')}</label>
          <Select
            id={`${id}-category`}
            showSearch={{ optionFilterProp: 'label' }}
            value={wanted.category}
            placeholder={t('category')}
            onChange={(to) => onChange({ category: to })}
            options={categories.map((c) => ({ value: c.id, label: say(c.name) }))}
          />
          <label htmlFor={`${id}-model`}>{t('run.model')}</label>
          <Select
            id={`${id}-model`}
            value={wanted.model}
            onChange={(to) => onChange({ model: to })}
            options={COUNTED.map((m) => ({ value: m.id as string, label: say(m.name) }))}
          />
          <label htmlFor={`${id}-sites`}>{t('run.sites')}</label>
          <InputNumber
            id={`${id}-sites`}
            min={1}
            max={500}
            precision={0}
            value={wanted.sites}
            onChange={(to) => onChange({ sites: to ?? 1 })}
          />
        </>
      )}
    </>
  )
}
