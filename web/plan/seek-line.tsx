// Under the grounds of a plan: sites for what is lacked, sought on the spot, with how good they are.
import type { Sited } from '@yike/core/plan/site-gaps.ts'
import { sitedSentence } from '@yike/core/plan/templates.ts'
import type { Candidate } from '@yike/core/siting/candidate.ts'
import type { City } from '../access/messages.ts'
import { useWords } from '../i18n/index.ts'
import type { PlanStore } from './plan-store.ts'
import type { Seeking } from './seek.ts'

interface SeekProps {
  readonly store: PlanStore
  readonly seeking: Seeking | null
  readonly sought: readonly Sited[]
  readonly city: City
  /** Indices of the categories to seek for. */
  readonly categories: readonly number[]
  readonly minutes: number
  readonly premises: readonly Candidate[] | null
}

/** The button, how far it is, and what was found. */
export function Seek({ store, seeking, sought, city, categories, minutes, premises }: SeekProps) {
  const { t, say } = useWords()
  if (seeking)
    return (
      <p role="status" data-testid="plan-seek">
        {t('plan.seeking', {
          category: say(city.categories[seeking.category]!.name),
          n: seeking.done + 1,
          of: seeking.of,
        })}{' '}
        <button type="button" className="link" onClick={() => store.stopSeeking()}>
          {t('plan.seek.stop')}
        </button>
      </p>
    )
  return (
    <div data-testid="plan-seek">
      <p>
        {categories.length === 0 ? (
          <span className="quiet">{t('plan.seek.none')}</span>
        ) : (
          <button type="button" className="link" onClick={() => void store.seek({ categories, minutes, premises })}>
            {t(premises ? 'plan.seek.premises' : 'plan.seek')}
          </button>
        )}
      </p>
      {sought.length > 0 && (
        <details>
          <summary>
            {t('plan.sought', { n: sought.length, sites: sought.reduce((sum, s) => sum + s.sites, 0) })}
          </summary>
          <ul>
            {sought.map((s) => (
              <li key={s.category}>{say(sitedSentence(s, city))}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
