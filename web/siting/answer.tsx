// What a siting came to: the gain and what it is a part of, the proof as a sentence, who checked it, and where the gain falls.
import { sayFinding } from '@yike/core/base/finding.ts'
import { wholeShare } from '@yike/core/report/numbers.ts'
import type { Category } from '@yike/core/standard/define.ts'
import type { City } from '../access/messages.ts'
import { useWords } from '../i18n/index.ts'
import { people, share } from '../ui/number.ts'
import type { SitingView } from './messages.ts'
import { sayProof, sayValue } from './say.ts'

/** Sums of the same people in another order differ by no more than this share. */
const SAME = 1e-6

interface Props {
  readonly view: SitingView
  readonly city: City
}

/** The names of the categories of a question. */
export const namesOf = (
  categories: readonly Category[],
  indices: readonly number[],
  say: (n: Category['name']) => string,
  lang: 'zh' | 'en',
) => indices.map((c) => say(categories[c]!.name)).join(lang === 'zh' ? '、' : ', ')

/** The number, what it is of, and the proof. */
export function AnswerFigure({ view, city }: Props) {
  const { t, lang, say } = useWords()
  const { asked, unit, value, start, effects, sites } = view
  const lacking = effects.reduce((sum, e) => sum + e.lacking, 0)
  const gained = effects.reduce((sum, e) => sum + e.gained, 0)
  const names = namesOf(city.categories, asked.categories, say, lang)
  const whom = asked.band ? t(`band.${asked.band}`) : t('siting.residents')
  const beside = sites.reduce((sum, s) => sum + s.beside, 0)
  const agrees = view.checked !== null && Math.abs(view.checked - value) <= SAME * Math.max(1, Math.abs(value))
  return (
    <section className="figure siting-figure" aria-live="polite" data-testid="siting-figure">
      <p className="figure-line">
        <strong data-testid="siting-value">{sayValue(value, unit, lang, t)}</strong>
        <span>
          {(unit === 'people' || unit === 'times') && (
            <>
              {t('siting.gain', { n: sites.length, minutes: asked.minutes })} <b className="whole">{names}</b>
            </>
          )}
          {unit === 'sites' && t(`siting.fewest.${asked.aim}`, { share: share(asked.share, lang) })}
          {unit === 'seconds' &&
            t(`siting.walk.${asked.aim}`, {
              n: sites.length,
              names,
              was: start === null ? '—' : sayValue(start, 'seconds', lang, t),
            })}
          <span className="quiet names" data-testid="siting-of">
            {lacking > 0
              ? t(effects.length > 1 ? 'siting.of.several' : 'siting.of', {
                  whom,
                  lacking: people(lacking, lang),
                  gained: people(gained, lang),
                  share: share(gained / lacking, lang),
                })
              : t('siting.of.none')}
          </span>
        </span>
      </p>
      <table className="nearest effects">
        <thead>
          <tr>
            <th scope="col">{t('siting.coverage')}</th>
            <th scope="col" className="number">
              {t('siting.before')}
            </th>
            <th scope="col" className="number">
              {t('siting.after')}
            </th>
            <th scope="col" className="number">
              {t('coverage.people')}
            </th>
          </tr>
        </thead>
        <tbody>
          {effects.map(({ category, before, after }) => (
            <tr key={category}>
              <th scope="row">{say(city.categories[category]!.name)}</th>
              <td className="number quiet">{share(before.share, lang)}</td>
              <td className="number" data-testid="siting-after">
                {share(after.share, lang)}
              </td>
              <td className="number quiet">{people(wholeShare(after).people, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet small">
        {t('siting.denominator', { whom })}
        {asked.unknownToo && ` ${t('siting.denominator.unknown')}`}
      </p>
      {beside >= 0.5 && <p className="quiet small">{t('siting.beside.n', { n: people(beside, lang) })}</p>}
      {view.served && (
        <p className="small">
          {t('siting.served', {
            before: people(view.served.before, lang),
            after: people(view.served.after, lang),
            people: people(view.served.people, lang),
          })}
        </p>
      )}
      {view.cost !== null && view.cost > 0 && <p className="small">{t('siting.cost', { n: view.cost / 10_000 })}</p>}
      <div className="proof" data-testid="proof">
        <p>
          <b>{sayProof(view, lang, t)}</b>
        </p>
        <p className="small">
          {t(`siting.ended.${view.ended}`)}
          {view.gap > 1e-6 && ` ${t('siting.gap', { gap: (view.gap * 100).toFixed(view.gap < 0.001 ? 3 : 2) })}`}
        </p>
        <p className="small" data-testid="checked">
          {agrees ? (
            <>
              <span className="tick" aria-hidden="true">
                ✓
              </span>{' '}
              {t('siting.checked', { n: sites.length, value: sayValue(view.checked!, unit, lang, t) })}
            </>
          ) : view.checked === null ? (
            <span className="refused">{t('siting.checked.broken')}</span>
          ) : (
            <span className="refused">
              {t('siting.checked.differs', { value: sayValue(view.checked, unit, lang, t) })}
            </span>
          )}
        </p>
        <details className="small">
          <summary>{t('siting.how')}</summary>
          <p className="quiet">
            {t('siting.how.size', { candidates: view.candidates, useful: view.useful })}
            {view.capMinutes !== null && ` ${t('siting.how.cap', { n: view.capMinutes })}`}
          </p>
          <ul className="quiet">
            {view.how.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
        {view.findings.length > 0 && (
          <details className="small">
            <summary>{t('findings.n', { n: view.findings.length })}</summary>
            <ul className="quiet">
              {view.findings.map((f) => (
                <li key={`${f.code} ${f.file}`}>{sayFinding(f, lang)}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  )
}

/** Areas where the gain falls. */
export function GainByArea({
  view,
  city,
  onShow,
}: Props & { readonly onShow: (area: Pick<City['areas'][number], 'polygon'>) => void }) {
  const { t, lang } = useWords()
  const { circles } = view.asked
  const places = circles ?? city.areas
  const rows = view.areas.filter((a) => a.gained >= 0.5)
  if (rows.length === 0) return null
  const [few, more] = [rows.slice(0, 8), rows.slice(8)]
  const line = ({ area, lacking, gained }: (typeof rows)[number]) => (
    <tr key={area}>
      <th scope="row">
        <button type="button" className="link" onClick={() => onShow(places[area]!)}>
          {places[area]!.name || t('nameless')}
        </button>
      </th>
      <td className="number">{people(gained, lang)}</td>
      <td className="number quiet">{people(lacking, lang)}</td>
      <td className="number quiet">{share(lacking > 0 ? gained / lacking : null, lang)}</td>
    </tr>
  )
  const head = (
    <thead>
      <tr>
        <th scope="col">{t(circles ? 'siting.circle' : 'coverage.area')}</th>
        <th scope="col" className="number">
          {t('siting.gained')}
        </th>
        <th scope="col" className="number">
          {t('siting.lacked')}
        </th>
        <th scope="col" className="number">
          {t('siting.part')}
        </th>
      </tr>
    </thead>
  )
  return (
    <section data-testid="gain-areas">
      <h3>{t('siting.areas')}</h3>
      <table className="nearest">
        {head}
        <tbody>{few.map(line)}</tbody>
      </table>
      {more.length > 0 && (
        <details className="small">
          <summary>{t(circles ? 'siting.circles.more' : 'siting.areas.more', { n: more.length })}</summary>
          <table className="nearest">
            {head}
            <tbody>{more.map(line)}</tbody>
          </table>
        </details>
      )}
    </section>
  )
}
