// A map on a page of the ledger: the ground is fetched when the map is drawn, the map itself only when it is wanted.
import { type ComponentProps, lazy, Suspense } from 'react'
import { useWords } from '../i18n/index.ts'
import { useGround } from './use-ground.ts'

const Points = lazy(() => import('../map/points.tsx').then((m) => ({ default: m.Points })))

type Props = Omit<ComponentProps<typeof Points>, 'basemap'> & { readonly tall?: boolean }

/** The map, with a sentence where there is no ground to draw. */
export function PlaceMap({ tall, ...rest }: Props) {
  const { t } = useWords()
  const ground = useGround()
  return (
    <div className={tall ? 'place-map tall' : 'place-map'}>
      {ground === undefined ? (
        <div className="map" />
      ) : (
        <Suspense fallback={<div className="map" />}>
          <Points basemap={ground?.basemap ?? null} {...rest} />
        </Suspense>
      )}
      {ground !== undefined && !ground?.basemap && <p className="map-note small">{t('ledger.map.none')}</p>}
    </div>
  )
}
