// Actions that officers took out; each can come back.
import { type PlanEdits, withRestored } from '@yike/core/plan/edits.ts'
import { MEASURE_NAMES } from '@yike/core/plan/templates.ts'
import { useWords } from '../i18n/index.ts'
import type { PlanView } from './messages.ts'
import type { PlanStore } from './plan-store.ts'

/** The list of them. */
export function Removed({ plan, edits, store }: { plan: PlanView; edits: PlanEdits; store: PlanStore }) {
  const { t, say } = useWords()
  const ids = Object.keys(edits.removed)
  if (ids.length === 0) return null
  const named = (id: string) => {
    const [circle, category, measure] = id.replace(/^hand\//, '').split('/')
    const its = plan.categories.find((c) => c.id === category)
    const name = plan.circles.find((c) => c.id === circle)?.name ?? circle
    const what = measure && measure in MEASURE_NAMES ? say(MEASURE_NAMES[measure as keyof typeof MEASURE_NAMES]) : ''
    return [name, its ? say(its.name) : category, what].filter(Boolean).join(' · ')
  }
  return (
    <details className="small removed" data-testid="removed">
      <summary>{t('plan.removed', { n: ids.length })}</summary>
      <ul>
        {ids.map((id) => (
          <li key={id}>
            {named(id)}{' '}
            <button type="button" className="link" onClick={() => store.edit((e) => withRestored(e, id))}>
              {t('plan.restore')}
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}
