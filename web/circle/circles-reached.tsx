// What a set of circles comes to: how many, how few it could be, every constraint with what was asked and reached, the objective.
import { Trans } from 'react-i18next'
import { useWords } from '../i18n/index.ts'
import { people } from '../ui/number.ts'
import type { Stand } from './circles-messages.ts'
import type { CirclesStore, CirclesView } from './circles-store.ts'

interface Props {
  readonly stand: Stand
  readonly view: CirclesView
  readonly store: CirclesStore
  readonly minutes: number
}

/** The figure of the stage. */
export function Reached({ stand, view, store, minutes }: Props) {
  const { t, lang, say } = useWords()
  const { rules, terms, bound, inNone, beyond } = stand
  const held = rules.filter((r) => r.holds).length
  const broken = rules.filter((r) => r.holds === false).length
  return (
    <section
      className={view.judging ? 'figure reached judging' : 'figure reached'}
      aria-live="polite"
      data-testid="reached"
    >
      <p className="reached-line">
        <span data-testid="circle-count">
          <Trans i18nKey="circles.count" values={{ n: stand.draft.circles.length }} components={{ b: <strong /> }} />
        </span>
        <span className="quiet" data-testid="circle-bound" title={bound ? say(bound.how) : undefined}>
          {bound ? (
            <Trans i18nKey="circles.bound" values={{ n: bound.circles }} components={{ b: <b /> }} />
          ) : (
            t('circles.bound.none')
          )}
        </span>
      </p>
      <p className="small reached-people">
        <span data-testid="in-circles">{t('circles.in', { n: people(stand.people - inNone, lang) })}</span>
        <span className="quiet">{t('circles.of', { n: people(stand.people, lang) })}</span>
        <span className={inNone >= 0.5 ? 'lost' : 'quiet'} data-testid="in-none">
          {t('circles.innone', { n: people(inNone, lang) })}
        </span>
        <span className={beyond !== null && beyond >= 0.5 ? 'lost' : 'quiet'} data-testid="beyond-hearts">
          {beyond === null ? t('circles.beyond.null') : t('circles.beyond', { n: people(beyond, lang), minutes })}
        </span>
      </p>
      {rules.length > 0 && (
        <details className="rules" data-testid="rules">
          <summary>
            {t('circles.rules')}
            <span className={broken > 0 ? 'lost' : 'quiet'}>
              {t(broken > 0 ? 'circles.rules.sum' : 'circles.rules.all', { held, broken })}
            </span>
          </summary>
          <ul>
            {rules.map((r) => (
              <li key={r.id} className={`rule rule-${r.holds}`}>
                <span className="rule-mark" role="img" aria-label={t(`circles.holds.${r.holds}`)}>
                  {r.holds === null ? '–' : r.holds ? '✓' : '✗'}
                </span>
                <span>
                  {say(r.name)}
                  <span className="quiet small rule-limit">
                    {r.limit ? t('circles.rules.limit', { limit: say(r.limit) }) : t('circles.rules.unset')}
                  </span>
                </span>
                <span className="number">
                  {say(r.value)}
                  {r.circles.length > 0 && (
                    <button
                      type="button"
                      className="link small"
                      onClick={() => store.pick(r.circles[0]!, 'circle')}
                      title={r.circles.join(' ')}
                    >
                      {t('circles.rules.where', { n: r.circles.length })}
                    </button>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {terms.length > 0 && (
        <details className="rules" data-testid="terms">
          <summary>
            {t('circles.terms')}
            <span className="quiet">
              {terms
                .map((term) => say(term.value))
                .slice(0, 3)
                .join(' · ')}
            </span>
          </summary>
          <p className="small quiet">{t('circles.terms.what')}</p>
          <ol>
            {terms.map((term) => (
              <li key={term.id} className="rule">
                <span>
                  {say(term.name)}
                  <span className="quiet small rule-limit">{say(term.what)}</span>
                </span>
                <span className="number">{say(term.value)}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  )
}
