// People and walks of a circle, and how large it is.
import type { Heart } from '@yike/core/circle/circle.ts'
import type { CircleFigures } from '@yike/core/circle/delineation.ts'
import { BANDS } from '@yike/core/source/rows.ts'
import { useWords } from '../i18n/index.ts'
import { meters, people } from '../ui/number.ts'
import type { CircleSheet } from './circles-messages.ts'

interface Props {
  readonly figures: CircleFigures
  readonly heart: Heart | null
  /** People by band; null while they are asked, or where a frozen version is looked at. */
  readonly bands: CircleSheet['bands'] | null
  readonly minutes: number
}

/** The facts of a circle. */
export function Facts({ figures: f, heart, bands: byBand, minutes }: Props) {
  const { t, lang } = useWords()
  const bands = BANDS.flatMap((b): [string, number][] => {
    const n = byBand?.[b]
    return n === undefined ? [] : [[b, n]]
  })
  const inMinutes = (s: number | null) =>
    s === null ? t('circles.unmeasured') : t('sheet.minutes', { n: (s / 60).toFixed(1) })
  const km2 = f.areaM2 / 1e6
  return (
    <dl className="facts">
      <dt>{t('circles.people')}</dt>
      <dd className="number">
        <b data-testid="sheet-people">{people(f.people, lang)}</b>
        {f.band.state && (
          <span className={f.band.state === 'within' ? 'quiet' : 'lost'}>
            {' '}
            {t(`circles.band.${f.band.state}`, { n: people(f.band.by, lang) })}
          </span>
        )}
        {bands.length > 0 && (
          <span className="quiet small facts-more">
            {bands.map(([b, n]) => `${t(`band.${b}`)} ${people(n, lang)}`).join(' · ')}
          </span>
        )}
      </dd>
      <dt>{t('circles.heart')}</dt>
      <dd>
        {heart
          ? t('circles.heart.is', { name: heart.name || t('nameless'), kind: t(`circles.heart.${heart.kind}`) })
          : t('circles.heart.none')}
      </dd>
      <dt>{t('circles.walk')}</dt>
      <dd className="number">
        {t('sheet.walk', { mean: inMinutes(f.meanSeconds), longest: inMinutes(f.longestSeconds) })}
        {f.beyond !== null && (
          <span className={f.beyond >= 0.5 ? 'lost facts-more' : 'quiet small facts-more'}>
            {t('sheet.beyond', {
              n: people(f.beyond, lang),
              of: people((f.within ?? 0) + f.beyond, lang),
              minutes,
            })}
          </span>
        )}
        {f.unconnected >= 0.5 && (
          <span className="quiet small facts-more">
            {t('circles.odd.unconnected', { n: people(f.unconnected, lang) })}
          </span>
        )}
      </dd>
      <dt>{t('sheet.size')}</dt>
      <dd className="number">
        {km2 >= 0.1 ? t('sheet.km2', { n: km2.toFixed(2) }) : `${meters(f.areaM2, lang)}²`} ·{' '}
        {t('sheet.outlets', { n: people(f.outlets, lang) })}
      </dd>
    </dl>
  )
}
