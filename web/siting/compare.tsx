// Answers laid side by side, each under its own question; the newest first.
import type { City } from '../access/messages.ts'
import { useWords } from '../i18n/index.ts'
import { people, share } from '../ui/number.ts'
import { namesOf } from './answer.tsx'
import { dropSiting, showSiting, useDesk } from './desk.ts'
import type { SitingView } from './messages.ts'
import { sayValue } from './say.ts'

/** What was asked, in phrases. */
export function useQuestion(city: City): (view: SitingView) => readonly string[] {
  const { t, lang, say } = useWords()
  return ({ asked, candidates, sites }) => [
    namesOf(city.categories, asked.categories, say, lang),
    t(`siting.aim.${asked.aim}`),
    asked.share !== null
      ? share(asked.share, lang)
      : asked.budget === null
        ? t('siting.sites.n', { n: asked.p ?? sites.length })
        : t('siting.budget.n', { n: asked.budget / 10_000 }),
    t('siting.compare.minutes', { n: asked.minutes }),
    ...(asked.band ? [t(`band.${asked.band}`)] : []),
    t('siting.compare.candidates', { n: candidates }),
  ]
}

/** All answers of the visit. */
export function Compare({ city }: { city: City }) {
  const { t, lang } = useWords()
  const { answers, shown } = useDesk()
  const question = useQuestion(city)
  if (answers.length < 2) return null
  return (
    <section data-testid="compare">
      <h3>{t('siting.compare')}</h3>
      <table className="nearest compare">
        <thead>
          <tr>
            <th scope="col">{t('siting.compare.asked')}</th>
            <th scope="col" className="number">
              {t('siting.gained')}
            </th>
            <th scope="col" className="number">
              {t('siting.after')}
            </th>
            <th scope="col" className="number">
              {t('siting.compare.gap')}
            </th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {answers.map((view) => {
            const first = view.effects[0]
            return (
              <tr key={view.id} className={view.id === shown ? 'chosen' : ''}>
                <th scope="row">
                  <button
                    type="button"
                    className="link"
                    aria-pressed={view.id === shown}
                    onClick={() => showSiting(view.id)}
                  >
                    {question(view).join(' · ')}
                  </button>
                  {view.unit === 'seconds' && (
                    <span className="quiet small names">{sayValue(view.value, view.unit, lang, t)}</span>
                  )}
                </th>
                <td className="number">
                  {people(
                    view.effects.reduce((sum, e) => sum + e.gained, 0),
                    lang,
                  )}
                </td>
                <td className="number">{view.effects.length > 1 || !first ? '—' : share(first.after.share, lang)}</td>
                <td className="number quiet">{`${(view.gap * 100).toFixed(view.gap > 0 && view.gap < 0.001 ? 2 : 1)}%`}</td>
                <td className="number">
                  <button
                    type="button"
                    className="link"
                    aria-label={t('siting.compare.drop', { what: question(view).join(' · ') })}
                    onClick={() => dropSiting(view.id)}
                  >
                    ✕
                  </button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
