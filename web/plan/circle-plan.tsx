// The plan of one circle: closed it is a line, open it is its table of actions.
import { MEASURES, type Measure } from '@yike/core/plan/action.ts'
import { type Planned, withAdded, withLock } from '@yike/core/plan/edits.ts'
import { type PlanCircle, yearName } from '@yike/core/plan/plan.ts'
import { MEASURE_NAMES, yuan } from '@yike/core/plan/templates.ts'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useWords } from '../i18n/index.ts'
import { people } from '../ui/number.ts'
import { ActionRow } from './action-row.tsx'
import type { PlanView } from './messages.ts'
import type { PlanStore } from './plan-store.ts'

interface Props {
  readonly circle: PlanCircle
  /** Those that are shown, in order; `all` of the circle. */
  readonly actions: readonly Planned[]
  readonly all: number
  readonly plan: PlanView
  readonly store: PlanStore
  readonly leads: readonly string[]
  readonly open: boolean
  readonly picked: string | null
  readonly onOpen: (open: boolean) => void
  readonly onPick: (action: Planned) => void
}

const COLUMNS = ['problem', 'measure', 'lead', 'cost', 'term', 'gain'] as const

/** One circle. */
export function CirclePlan(props: Props) {
  const { circle, actions, all, plan, store, leads, open, picked, onOpen, onPick } = props
  const { t, lang, say } = useWords()
  const task = plan.tasks.tasks.find((k) => k.circle === circle.id)
  const cost = actions.reduce((sum, a) => sum + (a.cost ?? 0), 0)
  const unknown = actions.filter((a) => a.cost === null).length
  const years = Array.from({ length: plan.years }, (_, y) => y + 1)
  return (
    <section className={open ? 'circle-plan open' : 'circle-plan'} data-testid="circle-plan" id={`plan-${circle.id}`}>
      <div className="circle-head">
        <button type="button" className="circle-open" aria-expanded={open} onClick={() => onOpen(!open)}>
          <span className="turn" aria-hidden="true" />
          <b>{circle.name || circle.id}</b>
          <span className="quiet small number">
            {t('people.n', { n: people(circle.people, lang) })} ·{' '}
            {actions.length === all
              ? t('plan.actions.n', { n: all })
              : t('plan.actions.of', { n: actions.length, of: all })}
            {cost > 0 && ` · ${say(yuan(cost))}`}
            {unknown > 0 && ` · ${t('plan.cost.unknown.n', { n: unknown })}`}
          </span>
        </button>
        {task && task.year > 0 ? (
          <Select<number>
            size="small"
            variant="borderless"
            aria-label={t('plan.year.label', { circle: circle.name })}
            value={task.locked ? task.year : 0}
            popupMatchSelectWidth={false}
            onChange={(year) => store.edit((edits) => withLock(edits, circle.id, year === 0 ? null : year))}
            options={[
              { value: 0, label: t('plan.year.auto', { year: say(yearName(plan.start, task.year)) }) },
              ...years.map((y) => ({ value: y, label: t('plan.year.locked', { year: say(yearName(plan.start, y)) }) })),
            ]}
          />
        ) : (
          <span className="quiet small">{t('plan.year.done')}</span>
        )}
      </div>
      {open && (
        <>
          {actions.length === 0 ? (
            <p className="quiet small">
              {t(circle.people === 0 ? 'plan.circle.nobody' : all === 0 ? 'plan.circle.none' : 'plan.circle.filtered')}
            </p>
          ) : (
            <table className="plan-table">
              <thead>
                <tr>
                  {COLUMNS.map((c) => (
                    <th key={c} scope="col" className={c === 'cost' || c === 'gain' ? 'number' : ''}>
                      {t(`plan.col.${c}`)}
                    </th>
                  ))}
                  <th scope="col">
                    <span className="hidden">{t('plan.col.acts')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {actions.map((action) => (
                  <ActionRow
                    key={action.id}
                    action={action}
                    plan={plan}
                    store={store}
                    leads={leads}
                    picked={picked === action.id}
                    onPick={onPick}
                  />
                ))}
              </tbody>
            </table>
          )}
          <AddAction circle={circle} plan={plan} store={store} />
        </>
      )}
    </section>
  )
}

/** An action that no rule drew. */
function AddAction({ circle, plan, store }: Pick<Props, 'circle' | 'plan' | 'store'>) {
  const { t, say } = useWords()
  const [category, setCategory] = useState<string | null>(null)
  const [measure, setMeasure] = useState<Measure>('open')
  return (
    <p className="add-action">
      <Select<string>
        size="small"
        aria-label={t('plan.add.category')}
        placeholder={t('plan.add.category')}
        value={category}
        onChange={setCategory}
        popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: 'label' }}
        options={plan.categories.map((c) => ({ value: c.id, label: say(c.name) }))}
      />
      <Select<Measure>
        size="small"
        aria-label={t('plan.col.measure')}
        value={measure}
        onChange={setMeasure}
        popupMatchSelectWidth={false}
        options={MEASURES.map((m) => ({ value: m, label: say(MEASURE_NAMES[m]) }))}
      />
      <Button
        size="small"
        disabled={category === null}
        onClick={() => {
          store.edit((edits) => withAdded(edits, { circle: circle.id, category: category!, measure }))
          setCategory(null)
        }}
      >
        {t('plan.add')}
      </Button>
    </p>
  )
}
