// Which actions of a plan are shown: of a year, a department, a measure.
import type { Planned } from '@yike/core/plan/edits.ts'
import { yearName } from '@yike/core/plan/plan.ts'
import { MEASURE_NAMES } from '@yike/core/plan/templates.ts'
import { Select } from 'antd'
import { useWords } from '../i18n/index.ts'
import type { PlanView } from './messages.ts'

/** Which actions are shown. */
export interface Filter {
  readonly year: number | 'none' | null
  readonly lead: string | null
  readonly measure: string | null
}

/** Whether an action is among them. */
export const fitsIn = (a: Planned, { year, lead, measure }: Filter): boolean =>
  (year === null || (year === 'none' ? a.term === null : a.term?.year === year)) &&
  (lead === null || (a.lead?.name ?? '') === lead) &&
  (measure === null || a.measure === measure)

/** All of them. */
export const ALL: Filter = { year: null, lead: null, measure: null }

interface Props {
  readonly plan: PlanView
  readonly filter: Filter
  readonly onFilter: (filter: Filter) => void
}

/** The choices. */
export function FilterChoices({ plan, filter, onFilter }: Props) {
  const { t, say } = useWords()
  const leads = [...new Set(plan.actions.map((a) => a.lead?.name ?? ''))].sort()
  const measures = [...new Set(plan.actions.map((a) => a.measure))]
  return (
    <>
      <Select<number | 'none' | 'all'>
        size="small"
        aria-label={t('plan.filter.year')}
        value={filter.year ?? 'all'}
        popupMatchSelectWidth={false}
        onChange={(year) => onFilter({ ...filter, year: year === 'all' ? null : year })}
        options={[
          { value: 'all' as const, label: t('plan.filter.year') },
          ...plan.sums.map((s) => ({ value: s.year, label: say(yearName(plan.start, s.year)) })),
          { value: 'none' as const, label: t('plan.term.none') },
        ]}
      />
      <Select<string>
        size="small"
        aria-label={t('plan.filter.lead')}
        value={filter.lead ?? 'all'}
        popupMatchSelectWidth={false}
        onChange={(lead) => onFilter({ ...filter, lead: lead === 'all' ? null : lead })}
        options={[
          { value: 'all', label: t('plan.filter.lead') },
          ...leads.map((l) => ({ value: l, label: l || t('plan.unpublished') })),
        ]}
      />
      <Select<string>
        size="small"
        aria-label={t('plan.filter.measure')}
        value={filter.measure ?? 'all'}
        popupMatchSelectWidth={false}
        onChange={(m) => onFilter({ ...filter, measure: m === 'all' ? null : m })}
        options={[
          { value: 'all', label: t('plan.filter.measure') },
          ...measures.map((m) => ({ value: m, label: say(MEASURE_NAMES[m]) })),
        ]}
      />
    </>
  )
}
