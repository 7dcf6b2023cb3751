// What a set of circles comes to: how many, how few it could be, every constraint with what was asked and reached, the objective.
import type { Check, Term } from '@yike/core/circle/delineation.ts'
import { Trans } from 'react-i18next'
import { useWords } from '../i18n/index.ts'
import { people } from '../ui/number.ts'
import type { Stand } from './circles-messages.ts'
import type { CirclesView } from './circles-store.ts'

interface Props {
  readonly stand: Stand
  readonly view: CirclesView
  readonly minutes: number
  /** Draws anew with sites to be where no heart reaches; null where nothing can be drawn now. */
  readonly onSites: (() => void) | null
}

const PEOPLE_TERMS: readonly Term['id'][] = ['beyond', 'miss']

/** The figure of the stage. */
export function Reached({ stand, view, minutes, onSites }: Props) {
  const { t, lang, say } = useWords()
  const { checks, inNone, people: all, evenness, parameters, convention } = stand.delineation
  const beyond = checks.find((c) => c.id === 'minutes')?.reached ?? null
  const ofRun =
    view.drawn?.minutes === minutes && view.drawn.walker === convention.walker.id && !view.shown ? view.drawn : null
  const bound = stand.delineation.bound ?? ofRun?.bound ?? null
  const terms = stand.delineation.objective.length > 0 ? stand.delineation.objective : (ofRun?.objective ?? [])
  const isOld = stand.delineation.objective.length === 0 && terms.length > 0
  const held = checks.filter((c) => c.holds).length
  const broken = checks.filter((c) => c.holds === false).length
  const least = bound?.best ?? null
  const value = (n: number, unit: Check['unit']) =>
    unit === 'people' ? t('people.n', { n: people(n, lang) }) : t(`circles.unit.${unit}`, { n: people(n, lang) })
  const termValue = ({ id, value: n }: Term) =>
    PEOPLE_TERMS.includes(id) ? t('people.n', { n: people(n, lang) }) : id === 'number' ? people(n, lang) : n.toFixed(3)
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
        <span className="quiet" data-testid="circle-bound">
          {least === null ? (
            t('circles.bound.none')
          ) : (
            <Trans i18nKey="circles.bound" values={{ n: least }} components={{ b: <b /> }} />
          )}
        </span>
      </p>
      {bound && (
        <p className="small quiet bound-how">
          {t('circles.bound.how', {
            people: bound.byPeople ?? t('circles.bound.unset'),
            walking: bound.byWalking,
            both: bound.byBoth ?? t('circles.bound.impossible'),
            minutes,
          })}
          {bound.leastBeyond >= 0.5 &&
            `${lang === 'zh' ? '' : ' '}${t('circles.bound.beyond', { n: people(bound.leastBeyond, lang) })}`}{' '}
          {bound.leastBeyond >= 0.5 && onSites && !view.rule?.sites && (
            <button type="button" className="link" onClick={onSites}>
              {t('circles.sites.draw')}
            </button>
          )}
        </p>
      )}
      <p className="small reached-people">
        <span data-testid="in-circles">{t('circles.in', { n: people(all - inNone, lang) })}</span>
        <span className="quiet">{t('circles.of', { n: people(all, lang) })}</span>
        <span className={inNone >= 0.5 ? 'lost' : 'quiet'} data-testid="in-none">
          {t('circles.innone', { n: people(inNone, lang) })}
        </span>
        <span className={beyond !== null && beyond >= 0.5 ? 'lost' : 'quiet'} data-testid="beyond-hearts">
          {beyond === null ? t('circles.beyond.null') : t('circles.beyond', { n: people(beyond, lang), minutes })}
        </span>
        {evenness && (
          <span className="quiet">
            {t('circles.mean', {
              mean: people(evenness.mean, lang),
              least: people(evenness.least, lang),
              most: people(evenness.most, lang),
            })}
          </span>
        )}
      </p>
      <details className="rules" data-testid="rules">
        <summary>
          {t('circles.rules')}
          <span className={broken > 0 ? 'lost' : 'quiet'}>
            {t(broken > 0 ? 'circles.rules.sum' : 'circles.rules.all', { held, broken })}
          </span>
        </summary>
        <ul>
          {checks.map((c) => (
            <li key={c.id} className={`rule rule-${c.holds}`} data-testid={`rule-${c.id}`}>
              <span className="rule-mark" role="img" aria-label={t(`circles.holds.${c.holds}`)}>
                {c.holds === null ? '–' : c.holds ? '✓' : '✗'}
              </span>
              <span className="rule-words">
                {say(c.name)}
                <span className="quiet small rule-limit">{say(c.rule)}</span>
                {c.say && <span className="small rule-limit lost">{say(c.say)}</span>}
              </span>
              <span className="number">
                {c.reached === null ? t('circles.unmeasured') : value(c.reached, c.unit)}
                <span className="quiet small rule-limit">
                  {c.limit === null
                    ? t('circles.rules.unset')
                    : t('circles.rules.limit', { limit: value(c.limit, c.unit) })}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </details>
      {terms.length > 0 && (
        <details className="rules" data-testid="terms">
          <summary>
            {t('circles.terms')}
            <span className="quiet">{isOld ? t('circles.terms.old') : t('circles.terms.n', { n: terms.length })}</span>
          </summary>
          <p className="small quiet">{t('circles.terms.what')}</p>
          <ol>
            {terms.map((term) => (
              <li key={term.id} className="rule">
                <span className="rule-mark number">{term.rank}</span>
                <span className="rule-words">
                  {say(term.name)}
                  {term.factor !== 1 && <span className="quiet small"> × {term.factor}</span>}
                </span>
                <span className="number">{termValue(term)}</span>
              </li>
            ))}
          </ol>
          <p className="small quiet">{t('circles.terms.seed', { seed: parameters.seed })}</p>
        </details>
      )}
    </section>
  )
}
