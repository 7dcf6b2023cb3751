// A map of single places as a component: React says which, the map shows them.
import type { LngLat } from '@yike/core/geo/meters.ts'
import type { Basemap } from '@yike/core/report/basemap.ts'
import { useEffect, useRef } from 'react'
import { useWords } from '../i18n/index.ts'
import { type MapPoint, makePointsMap, type PointHands, type PointsMap } from './points-map.ts'

interface Props {
  readonly basemap: Basemap | null
  readonly points: readonly MapPoint[]
  /** What the map shows, for those who hear it. */
  readonly label: string
  readonly chosen?: string | null
  readonly movable?: LngLat | null
  /** Whether the view follows the places whenever they change; once at first it does in any case. */
  readonly follow?: boolean
  readonly onChoose?: (id: string) => void
  readonly onMove?: (to: LngLat) => void
  readonly onRest?: PointHands['rest']
}

/** The map, filling its parent. */
export function Points(props: Props) {
  const { basemap, points, label, chosen = null, movable = null, follow = true } = props
  const { t, say } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const map = useRef<PointsMap | null>(null)
  const latest = useRef(props)
  latest.current = props
  const fitted = useRef(false)
  useEffect(() => {
    const made = makePointsMap(box.current!, basemap, {
      choose: (id) => latest.current.onChoose?.(id),
      move: (to) => latest.current.onMove?.(to),
      rest: (view) => latest.current.onRest?.(view),
    })
    map.current = made
    fitted.current = false
    Object.assign(box.current!, { cityMap: made }) // the tests' handle
    return () => {
      made.remove()
      map.current = null
    }
  }, [basemap])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new base map is a new map, which is to be filled again
  useEffect(() => {
    map.current?.show(points, follow || !fitted.current)
    if (points.length > 0) fitted.current = true
  }, [points, follow, basemap])
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => map.current?.choose(chosen), [chosen, basemap])
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => map.current?.movable(movable), [movable, basemap])
  // a place that is chosen elsewhere comes into view
  useEffect(() => {
    const point = latest.current.points.find((p) => p.id === chosen)
    if (point) map.current?.flyTo(point.at)
  }, [chosen])
  const credit = basemap ? say(basemap.credit) : ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => map.current?.name({ map: label, zoomIn: t('map.in'), zoomOut: t('map.out'), credit }), [label, t, credit, basemap]) // biome-ignore format: one line
  return <div ref={box} className="map points-map" data-testid="map" />
}
