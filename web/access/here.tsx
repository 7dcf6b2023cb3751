// What is in reach of the place somebody asked about: the nearest of each category, how many within the minutes, and the way there.

import { DS } from '@yike/core/access/answers.ts'
import { STATE_NAMES } from '@yike/core/report/lookup.ts'
import { useWords } from '../i18n/index.ts'
import { STATE_COLOURS } from '../ui/colours.ts'
import { minutes as inMinutes, meters, people } from '../ui/number.ts'
import type { City, Figures, Here, NearestHere, Way } from './messages.ts'

interface Props {
  readonly city: City
  readonly figures: Figures
  readonly here: Here | null
  readonly asking: boolean
  readonly way: Way | null
  readonly category: string
  readonly minutes: number
  readonly onWay: (category: string, outlet: number) => void
  readonly onClose: () => void
}

/** The panel of a place. */
export function HereView({ city, figures, here, asking, way, category, minutes, onWay, onClose }: Props) {
  const { t, lang, say } = useWords()
  if (asking && !here) return <p className="quiet">{t('here.asking')}…</p>
  if (!here) return <p className="quiet">{t('here.none')}</p>
  const known = here.categories.filter((n) => n.known || (n.nearest && n.nearest.seconds <= minutes * 60))
  const unknown = here.categories.filter((n) => !known.includes(n))
  const comma = lang === 'zh' ? '、' : ', '
  const limit = minutes * 60
  const to = way && city.outlets[way.outlet]
  return (
    <section data-testid="here" aria-live="polite">
      <p className="tools small">
        <span className="number quiet">
          {here.at[1].toFixed(5)}, {here.at[0].toFixed(5)}
          {here.snap && ` · ${t('here.snap', { meters: meters(here.snap.meters, lang) })}`}
        </span>
        <button type="button" className="link" onClick={onClose}>
          {t('here.close')}
        </button>
      </p>
      {!here.snap && <p>{t('here.nosnap', { limit: figures.convention.snapLimitMeters })}</p>}
      {way && to && (
        <p className="way" data-testid="way">
          {t('here.way', {
            name: to.name || t('nameless'),
            meters: meters(way.meters, lang),
            minutes: inMinutes(way.seconds, lang),
          })}
        </p>
      )}
      {known.length > 0 && (
        <table className="nearest">
          <thead>
            <tr>
              <th scope="col">{t('category')}</th>
              <th scope="col">{t('here.nearest')}</th>
              <th scope="col" className="number">
                {t('here.walk')}
              </th>
              <th scope="col" className="number">
                {t('here.count')}
              </th>
            </tr>
          </thead>
          <tbody>
            {known.map((n) => (
              <Row
                key={n.category}
                its={n}
                city={city}
                limit={limit}
                chosen={city.categories[n.category]!.id === category}
                onWay={onWay}
              />
            ))}
          </tbody>
        </table>
      )}
      {unknown.length > 0 && (
        <p className="quiet small" title={t('here.unknown.what')}>
          {t('here.unknown', { list: unknown.map((n) => say(city.categories[n.category]!.name)).join(comma) })}
        </p>
      )}
    </section>
  )
}

interface RowProps {
  readonly its: NearestHere
  readonly city: City
  readonly limit: number
  readonly chosen: boolean
  readonly onWay: Props['onWay']
}

function Row({ its, city, limit, chosen, onWay }: RowProps) {
  const { t, lang, say } = useWords()
  const category = city.categories[its.category]!
  const { nearest } = its
  const outlet = nearest && city.outlets[nearest.outlet]
  const state = !nearest ? 'none' : nearest.seconds <= limit ? 'within' : 'beyond'
  return (
    <tr className={chosen ? 'chosen' : ''}>
      <th scope="row">
        <span
          className="swatch"
          style={{ background: STATE_COLOURS[state] }}
          role="img"
          aria-label={say(STATE_NAMES[state])}
        />
        {say(category.name)}
      </th>
      <td>
        {nearest && outlet ? (
          <button
            type="button"
            className="link"
            aria-label={t('here.show', { category: say(category.name) })}
            onClick={() => onWay(category.id, nearest.outlet)}
          >
            {outlet.name || t('nameless')}
          </button>
        ) : (
          <span className="quiet">{t('here.nothing')}</span>
        )}
      </td>
      <td className="number">
        {nearest && (
          <>
            {inMinutes(nearest.seconds, lang)}
            <br />
            <span className="quiet small">{meters(nearest.meters, lang)}</span>
          </>
        )}
      </td>
      <td className="number">{people(its.ds.filter((ds) => ds <= limit * DS).length, lang)}</td>
    </tr>
  )
}
