// A map of single places: outlets to be chosen, two to be compared, one to be moved. The ground is a base map where there is one,
// else paper; nothing is fetched from a map service.
import type { LngLat } from '@yike/core/geo/meters.ts'
import type { Basemap } from '@yike/core/report/basemap.ts'
import {
  AttributionControl,
  type GeoJSONSource,
  type LayerSpecification,
  Map as MapLibre,
  Marker,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import { GROUND, INK } from '../ui/colours.ts'
import { LABEL_FONTS, styleOf } from './style.ts'

setWorkerUrl(workerUrl)

/** How a place is drawn: filled, hollow, or with a thick rim, so that it can be told without colour. */
export type PointLook = 'open' | 'closed' | 'moved' | 'first' | 'second' | 'here'

/** A place on the map. */
export interface MapPoint {
  readonly id: string
  readonly at: LngLat
  readonly name: string
  readonly look: PointLook
}

/** What the map and its buttons are called; `credit` names whose ground it is, '' where nobody need be named. */
export interface PointWords {
  readonly map: string
  readonly zoomIn: string
  readonly zoomOut: string
  readonly credit: string
}

/** What is told of the map. */
export interface PointHands {
  choose(id: string): void
  /** The movable place was put elsewhere. */
  move(to: LngLat): void
  /** The view came to rest: west, south, east, north. */
  rest(box: readonly [number, number, number, number]): void
}

/** The map. */
export interface PointsMap {
  /** Shows these; `fit` brings all of them into view. */
  show(points: readonly MapPoint[], fit: boolean): void
  choose(id: string | null): void
  /** A place that can be dragged, or put where the map is clicked; null takes it away. */
  movable(at: LngLat | null): void
  flyTo(at: LngLat): void
  name(words: PointWords): void
  /** Resolves when nothing is left to be drawn: for tests and pictures. */
  idle(): Promise<void>
  remove(): void
}

const COLOUR = ['match', ['get', 'look'], 'open', '#1c6b66', 'closed', '#ffffff', 'moved', '#f0c36a', 'first', '#1b3a8a', 'second', '#c2440f', '#1b3a8a'] // biome-ignore format: one line
const RIM = ['match', ['get', 'look'], 'open', '#ffffff', 'closed', '#5a2030', 'moved', '#5f3500', '#ffffff']

const LAYERS = [
  {
    id: 'chosen',
    type: 'circle',
    source: 'points',
    filter: ['==', ['get', 'id'], ''],
    paint: { 'circle-radius': 13, 'circle-color': INK.here, 'circle-opacity': 0.25, 'circle-stroke-color': INK.here, 'circle-stroke-width': 2 }, // biome-ignore format: one line
  },
  {
    id: 'points',
    type: 'circle',
    source: 'points',
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 3.5, 14, 6, 18, 9],
      'circle-color': COLOUR,
      'circle-stroke-color': RIM,
      'circle-stroke-width': 1.8,
    },
  },
  {
    id: 'point-names',
    type: 'symbol',
    source: 'points',
    minzoom: 14.5,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': ['sans'],
      'text-size': 12,
      'text-offset': [0, 1.1],
      'text-anchor': 'top',
      'text-max-width': 9,
      'text-optional': true,
    },
    paint: { 'text-color': INK.text, 'text-halo-color': GROUND.halo, 'text-halo-width': 1.6 },
  },
] as unknown as LayerSpecification[]

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches

/** Draws it in `container`. */
export function makePointsMap(container: HTMLElement, basemap: Basemap | null, hands: PointHands): PointsMap {
  const box = basemap?.bounds
  const map = new MapLibre({
    container,
    style: basemap
      ? styleOf(basemap)
      : { version: 8, sources: {}, layers: [{ id: 'paper', type: 'background', paint: { 'background-color': GROUND.paper } }] }, // biome-ignore format: one line
    ...(box ? { bounds: [box.west, box.south, box.east, box.north] as [number, number, number, number] } : { center: [105, 35] as [number, number], zoom: 3 }), // biome-ignore format: one line
    minZoom: 3,
    maxZoom: 19,
    localIdeographFontFamily: LABEL_FONTS,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left')
  const ready = new Promise<void>((resolve) => {
    map.once('load', () => {
      map.addSource('points', { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
      for (const layer of LAYERS) map.addLayer(layer)
      resolve()
    })
  })
  let gone = false
  const then = (work: () => void) => void ready.then(() => gone || work())
  let marker: Marker | null = null
  let credit: AttributionControl | null = null
  const put = (at: LngLat) => {
    marker?.setLngLat([at[0], at[1]])
    hands.move(at)
  }
  map.on('click', (event) => {
    if (marker) return put([event.lngLat.lng, event.lngLat.lat])
    if (!map.getLayer('points')) return
    const { x, y } = event.point
    const near = map.queryRenderedFeatures([[x - 8, y - 8], [x + 8, y + 8]], { layers: ['points'] }) // biome-ignore format: one line
    const id = near[0]?.properties.id
    if (typeof id === 'string') hands.choose(id)
  })
  map.getCanvas().addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !marker) return
    const { lng, lat } = map.getCenter()
    put([lng, lat])
  })
  map.on('moveend', () => {
    const view = map.getBounds()
    hands.rest([view.getWest(), view.getSouth(), view.getEast(), view.getNorth()])
  })
  return {
    show(points, fit) {
      then(() => {
        map.getSource<GeoJSONSource>('points')?.setData({
          type: 'FeatureCollection',
          features: points.map(({ at, ...properties }) => ({
            type: 'Feature',
            properties,
            geometry: { type: 'Point', coordinates: [at[0], at[1]] },
          })),
        })
        if (!fit || points.length === 0) return
        const lng = points.map((p) => p.at[0])
        const lat = points.map((p) => p.at[1])
        const bounds = [Math.min(...lng), Math.min(...lat), Math.max(...lng), Math.max(...lat)] as const
        map.fitBounds([...bounds], { padding: 46, maxZoom: 16.5, animate: false })
      })
    },
    choose: (id) => then(() => map.setFilter('chosen', ['==', ['get', 'id'], id ?? ''])),
    movable(at) {
      if (!at) {
        marker?.remove()
        marker = null
        return
      }
      if (marker) return void marker.setLngLat([at[0], at[1]])
      marker = new Marker({ color: INK.here, draggable: true }).setLngLat([at[0], at[1]]).addTo(map)
      marker.on('dragend', () => {
        const { lng, lat } = marker!.getLngLat()
        hands.move([lng, lat])
      })
    },
    flyTo: (at) =>
      map.flyTo({ center: [at[0], at[1]], zoom: Math.max(15.5, map.getZoom()), duration: still() ? 0 : 700 }),
    name(words) {
      const set = (selector: string, text: string) => {
        const part = container.querySelector(selector)
        part?.setAttribute('aria-label', text)
        if (part instanceof HTMLButtonElement) part.title = text
      }
      set('canvas', words.map)
      set('.maplibregl-ctrl-zoom-in', words.zoomIn)
      set('.maplibregl-ctrl-zoom-out', words.zoomOut)
      if (credit) map.removeControl(credit)
      credit = words.credit ? new AttributionControl({ compact: false, customAttribution: words.credit }) : null
      if (credit) map.addControl(credit, 'bottom-right')
    },
    async idle() {
      await ready
      if (map.loaded() && !map.isMoving()) return
      await new Promise((resolve) => map.once('idle', resolve))
    },
    remove() {
      gone = true
      map.remove()
    },
  }
}
