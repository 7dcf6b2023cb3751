// The map as a component: React says what should be shown, CityMap shows it.
import type { LngLat } from '@yike/core/geo/meters.ts'
import type { MultiPolygon } from '@yike/core/geo/polygon.ts'
import type { Basemap } from '@yike/core/report/basemap.ts'
import type { AreaRow, OutletRow } from '@yike/core/source/rows.ts'
import { useEffect, useRef } from 'react'
import type { CellColumns } from './cells.ts'
import { type Asked, CityMap, type MapWords } from './city-map.ts'
import type { HandleActs, Handling } from './handles.ts'
import type { Overlay } from './overlay.ts'

/** Somewhere to fly to: a place or an area. A new object is a new flight. */
export type Goal = { readonly at: LngLat } | { readonly area: Pick<AreaRow, 'polygon'> }

interface Props {
  readonly basemap: Basemap
  readonly cells: CellColumns | null
  readonly states: Uint8Array | null
  readonly areas: readonly AreaRow[]
  readonly outlets: readonly OutletRow[]
  readonly asked: Asked | null
  readonly outline: MultiPolygon | null
  readonly goal: Goal | null
  readonly words: MapWords
  readonly onAsk: (at: LngLat) => void
  /** Null: nothing can be taken hold of. */
  readonly handling: Handling | null
  readonly acts: HandleActs
  /** What the stage at hand shows; null: nothing. */
  readonly overlay: Overlay | null
  /** Hears of the map, so that single cells can be painted past React; null when it is gone. */
  readonly onMap: (map: CityMap | null) => void
}

/** The map, filling its parent. */
export function MapView(props: Props) {
  const { basemap, cells, states, areas, outlets, asked, outline, goal, words, onAsk, handling, acts, overlay, onMap } =
    props
  const box = useRef<HTMLDivElement>(null)
  const map = useRef<CityMap | null>(null)
  const ask = useRef(onAsk)
  ask.current = onAsk

  useEffect(() => {
    const made = new CityMap(box.current!, basemap, (at) => ask.current(at))
    map.current = made
    onMap(made)
    // the tests' handle: what is drawn where cannot be read off a canvas
    Object.assign(box.current!, { cityMap: made })
    return () => {
      made.remove()
      map.current = null
      onMap(null)
    }
  }, [basemap, onMap])
  useEffect(() => void (cells && map.current?.showCells(cells)), [cells])
  useEffect(() => void (cells && states && map.current?.paint(states)), [cells, states])
  useEffect(() => void map.current?.showAreas(areas), [areas])
  useEffect(() => void map.current?.showOutlets(outlets), [outlets])
  useEffect(() => void map.current?.showAsked(asked), [asked])
  useEffect(() => void map.current?.showOutline(outline), [outline])
  useEffect(() => void map.current?.handle(handling, acts), [handling, acts])
  useEffect(() => void map.current?.overlay(overlay), [overlay])
  useEffect(() => map.current?.name(words), [words])
  useEffect(() => {
    if (!goal) return
    if ('at' in goal) map.current?.flyTo(goal.at)
    else map.current?.flyToArea(goal.area)
  }, [goal])

  return <div ref={box} className="map" data-testid="map" />
}
