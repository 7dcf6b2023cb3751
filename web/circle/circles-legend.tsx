// What the signs on the map mean while circles are shown; it lies on the map.
import { createPortal } from 'react-dom'
import { useWords } from '../i18n/index.ts'
import { CIRCLE_TINTS } from '../ui/colours.ts'
import type { Stand } from './circles-messages.ts'

interface Props {
  readonly stand: Stand | null
  /** Whether homes that would lose an outlet are shown. */
  readonly lit: boolean
  readonly category: string
}

/** The legend of circles. */
export function CirclesLegend({ stand, lit, category }: Props) {
  const { t } = useWords()
  const map = document.querySelector('.map-side')
  if (!map) return null
  const circles = stand?.draft.circles ?? []
  return createPortal(
    <dl className="legend circles-legend" aria-label={t('circles.legend')} data-testid="legend">
      {circles.length > 0 && (
        <div>
          <dt>
            {CIRCLE_TINTS.slice(0, 3).map((tint) => (
              <span key={tint} className="swatch swatch-circle" style={{ background: tint }} aria-hidden="true" />
            ))}
            <span>{t('circles.legend.tints')}</span>
          </dt>
        </div>
      )}
      {circles.some((c) => c.locked) && (
        <div>
          <dt>
            <span className="sign sign-locked" aria-hidden="true" />
            <span>{t('circles.legend.locked')}</span>
          </dt>
        </div>
      )}
      {circles.some((c) => c.heart) && (
        <div>
          <dt>
            <span className="sign sign-heart" aria-hidden="true" />
            <span>{t('circles.legend.heart')}</span>
          </dt>
        </div>
      )}
      <div>
        <dt>
          <span className="sign sign-outlet" aria-hidden="true" />
          <span>{category}</span>
        </dt>
      </div>
      {lit && (
        <div>
          <dt>
            <span className="sign sign-lost" aria-hidden="true" />
            <span>{t('circles.legend.lost')}</span>
          </dt>
        </div>
      )}
    </dl>,
    map,
  )
}
