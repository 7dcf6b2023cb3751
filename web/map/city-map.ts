// The one door to MapLibre: a city on a map, told what to show in the words of the product.

import type { LngLat } from '@yike/core/geo/meters.ts'
import { boundsOfPolygon, interiorPoint, type MultiPolygon } from '@yike/core/geo/polygon.ts'
import type { Basemap } from '@yike/core/report/basemap.ts'
import { areaGeometry } from '@yike/core/report/isochrones.ts'
import { sharedPrefix } from '@yike/core/report/lookup.ts'
import type { AreaRow, OutletRow } from '@yike/core/source/rows.ts'
import {
  AttributionControl,
  type GeoJSONSource,
  Map as MapLibre,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import { type CellColumns, cellFeatures, idOf } from './cells.ts'
import { type HandleActs, Handles, type Handling } from './handles.ts'
import { CELL_LAYERS, hatch, REACH_LAYERS, TOP_LAYERS } from './layers.ts'
import { type Overlay, OverlayLayers } from './overlay.ts'
import { Pace } from './pace.ts'
import { QuickCells } from './quick-cells.ts'
import { FIRST_NAME, LABEL_FONTS, styleOf } from './style.ts'

setWorkerUrl(workerUrl) // without it a production build shows an empty map

/** The place somebody asked about, and the way from it to an outlet. */
export interface Asked {
  readonly at: LngLat
  /** Where it meets the street; null where nothing is near enough. */
  readonly snap: LngLat | null
  /** [lng, lat, …] from door to door; null while none is chosen. */
  readonly walk: Float64Array | null
}

/** What the map and its buttons are called. */
export interface MapWords {
  readonly map: string
  readonly zoomIn: string
  readonly zoomOut: string
  /** Who must be named; blank where nobody is known. */
  readonly credit: string
}

const EMPTY: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }

const features = (list: GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({ type: 'FeatureCollection', features: list })
const point = (at: LngLat, properties: GeoJSON.GeoJsonProperties = {}): GeoJSON.Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [at[0], at[1]] },
})
const line = (coordinates: [number, number][]): GeoJSON.Feature => ({
  type: 'Feature',
  properties: {},
  geometry: { type: 'LineString', coordinates },
})

/** A map of one city. Sources that come later than the base map are filled when they come. */
export class CityMap {
  readonly #map: MapLibre
  readonly #basemap: Basemap
  #painted: Uint8Array | null = null
  #credit: AttributionControl | null = null
  readonly #handles: Handles
  readonly #overlay: OverlayLayers
  /** Cells to be painted, and their states. */
  readonly #changed = new Map<number, number>()
  readonly #pace = new Pace(
    () => this.#paintChanged(),
    () => {
      this.#isSlow = true
    },
  )
  /** Whether something is being dragged, and whether the map was found to need long for a frame. */
  #isDragging = false
  #isSlow = false
  #isHandled = false
  #cells: CellColumns | null = null
  #quick: QuickCells | null = null
  /** What is on the sheet over the map and not yet on the map. */
  readonly #owed = new Map<number, number>()
  #ready: Promise<void>

  /** Draws the base map in `container`; a click, or Enter with the map in focus, asks about a place, unless handles are shown. */
  constructor(container: HTMLElement, basemap: Basemap, onAsk: (at: LngLat) => void) {
    this.#basemap = basemap
    const { west, south, east, north } = basemap.bounds
    const map = new MapLibre({
      container,
      style: styleOf(basemap),
      bounds: [west, south, east, north],
      fitBoundsOptions: { padding: 24 },
      minZoom: 8,
      maxZoom: 19,
      localIdeographFontFamily: LABEL_FONTS,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: 150,
    })
    this.#map = map
    map.touchZoomRotate.disableRotation()
    map.keyboard.disableRotation()
    map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
    map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left')
    this.#handles = new Handles(map)
    this.#overlay = new OverlayLayers(map)
    const point = (at: LngLat, byKey: boolean) => {
      if (this.#overlay.active) this.#overlay.click(at, map.project([at[0], at[1]]))
      else if (this.#handles.active) this.#handles.click(at, byKey)
      else onAsk(at)
    }
    map.on('click', (event) => point([event.lngLat.lng, event.lngLat.lat], false))
    map.getCanvas().addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return
      const { lng, lat } = map.getCenter()
      point([lng, lat], true)
    })
    this.#ready = new Promise((resolve) => {
      map.once('load', () => {
        map.addImage('hatch', hatch())
        for (const id of ['areas', 'outlets', 'reach', 'walk', 'leg', 'here'])
          map.addSource(id, { type: 'geojson', data: EMPTY })
        for (const layer of REACH_LAYERS) map.addLayer(layer, FIRST_NAME)
        for (const layer of TOP_LAYERS) map.addLayer(layer)
        resolve()
      })
    })
  }

  /** Resolves when nothing is left to be drawn: for tests and pictures. */
  async idle(): Promise<void> {
    await this.#ready
    this.#pace.now()
    if (!this.#isDragging) this.#payUp()
    if (this.#map.loaded() && !this.#map.isMoving()) return
    await new Promise((resolve) => this.#map.once('idle', resolve))
  }

  /** Names of the map and its buttons, for those who hear them, and whose map it is. */
  name(words: MapWords): void {
    const box = this.#map.getContainer()
    const set = (selector: string, text: string) => {
      const part = box.querySelector(selector)
      part?.setAttribute('aria-label', text)
      if (part instanceof HTMLButtonElement) part.title = text
    }
    set('canvas', words.map)
    set('.maplibregl-ctrl-zoom-in', words.zoomIn)
    set('.maplibregl-ctrl-zoom-out', words.zoomOut)
    if (this.#credit) this.#map.removeControl(this.#credit)
    this.#credit = words.credit ? new AttributionControl({ compact: false, customAttribution: words.credit }) : null
    if (this.#credit) this.#map.addControl(this.#credit, 'bottom-right')
  }

  /** Puts the cells on the map, without colour until `paint`, and the view where the people are. */
  async showCells(cells: CellColumns): Promise<void> {
    await this.#ready
    this.#cells = cells
    this.#map.addSource('cells', { type: 'geojson', data: cellFeatures(cells), tolerance: 0.1, maxzoom: 16 })
    for (const layer of CELL_LAYERS) this.#map.addLayer(layer, FIRST_NAME)
    this.#map.moveLayer('reach-line', FIRST_NAME) // or squares of a grid, which leave no gap, would hide it
    if (cells.lng.length === 0) return
    const box = peopleBox(cells)
    this.#map.fitBounds(box, { padding: 28, animate: false, maxZoom: 15 })
  }

  /** Colours the cells by state; only those that changed are touched. */
  async paint(states: Uint8Array): Promise<void> {
    await this.#ready
    this.#pace.now()
    this.#payUp()
    const before = this.#painted
    for (let i = 0; i < states.length; i++)
      if (before?.[i] !== states[i]) this.#map.setFeatureState({ source: 'cells', id: idOf(i) }, { s: states[i] })
    this.#painted = states.slice()
  }

  /** Colours just these cells, cell `cells[k]` by `states[k]`, as fast as frames can be drawn. */
  paintSome(cells: Int32Array, states: Uint8Array): void {
    for (let k = 0; k < cells.length; k++) this.#changed.set(cells[k]!, states[k]!)
    if (this.#changed.size > 0) this.#pace.ask()
  }

  /** What may be taken hold of, and what is done with it; null takes it away. */
  async handle(handling: Handling | null, acts: HandleActs | null): Promise<void> {
    await this.#ready
    if (handling && !this.#isHandled) {
      this.#map.triggerRepaint() // so that it is known before the first drag how long a frame takes
      this.#pace.watch()
    }
    this.#isHandled = handling !== null
    this.#isDragging = handling !== null && handling.dragged !== null
    if (!this.#isDragging) this.#payUp()
    this.#handles.show(handling, acts)
  }

  /** Circles and sites; null takes them away. */
  async overlay(overlay: Overlay | null): Promise<void> {
    await this.#ready
    this.#overlay.show(overlay)
  }

  focus(): void {
    this.#map.getCanvas().focus()
  }

  /** Gives up what is being dragged. */
  letGo(): void {
    this.#handles.give()
  }

  /** Borders and names of the areas that are counted by. */
  async showAreas(areas: readonly AreaRow[]): Promise<void> {
    await this.#ready
    const borders = areas.map(
      ({ polygon, level }): GeoJSON.Feature => ({
        type: 'Feature',
        properties: { level },
        geometry: {
          type: 'MultiLineString',
          coordinates: polygon.flatMap((rings) => rings.map((r) => [...pairs(r), [r[0]!, r[1]!]])),
        },
      }),
    )
    this.#fill('areas', features(borders))
    const said = new Set(this.#basemap.places.features.map((f) => f.properties.name))
    const prefix = sharedPrefix(areas.map(({ name }) => name))
    const short = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name)
    const names = areas.flatMap(({ polygon, level, name }) => {
      const at = interiorPoint(polygon)
      const kind = level === 'other' ? 'community' : level
      return at && !said.has(name) ? [point(at, { class: kind, name: short(name), size: 1e12 })] : []
    })
    const places = this.#basemap.places.features.map(({ properties, ...rest }) => ({
      ...rest,
      properties: { ...properties, name: short(properties.name) },
    })) as unknown as GeoJSON.Feature[]
    this.#fill('places', features([...places, ...names]))
  }

  async showOutlets(outlets: readonly OutletRow[]): Promise<void> {
    await this.#ready
    this.#fill('outlets', features(outlets.map((o) => point(o.at, { name: o.name }))))
  }

  /** The asked place, its leg to the street, and the walk; null takes them away. */
  async showAsked(asked: Asked | null): Promise<void> {
    await this.#ready
    const way = asked?.walk ? pairs(asked.walk) : []
    this.#fill('walk', way.length > 1 ? features([line(way)]) : EMPTY)
    this.#fill('leg', asked?.snap ? features([line([[...asked.at], [...asked.snap]])]) : EMPTY)
    const end = way.at(-1)
    const marks = asked ? [...(end ? [point(end, { role: 'outlet' })] : []), point(asked.at, { role: 'here' })] : []
    this.#fill('here', features(marks))
    if (way.length > 1) this.#bringIntoView(way)
  }

  /** The area in reach of the asked place; null takes it away. */
  async showOutline(area: MultiPolygon | null): Promise<void> {
    await this.#ready
    const feature = (): GeoJSON.Feature => ({ type: 'Feature', properties: {}, geometry: areaGeometry(area!) })
    this.#fill('reach', area?.length ? features([feature()]) : EMPTY)
  }

  flyTo(at: LngLat, zoom = 15.5): void {
    this.#map.flyTo({ center: [at[0], at[1]], zoom, duration: duration(1200) })
  }

  flyToArea(area: Pick<AreaRow, 'polygon'>): void {
    const b = boundsOfPolygon(area.polygon)
    if (b) this.#map.fitBounds([b.west, b.south, b.east, b.north], { padding: 40, duration: duration(1200) })
  }

  /** Where a place is on the page, in pixels of the map: for tests. */
  project(at: LngLat): { x: number; y: number } {
    return this.#map.project([at[0], at[1]])
  }

  remove(): void {
    this.#map.remove()
  }

  /** What was drawn on the sheet goes onto the map, and the sheet away as soon as the map shows it. */
  #payUp(): void {
    if (this.#owed.size === 0) return
    for (const [cell, state] of this.#owed) if (!this.#changed.has(cell)) this.#changed.set(cell, state)
    this.#owed.clear()
    this.#map.once('render', () => this.#quick?.clear())
    this.#map.triggerRepaint()
    this.#paintChanged()
  }

  #paintChanged(): void {
    const painted = this.#painted
    if (!painted) return // `paint` will colour them all
    if (this.#isDragging && this.#isSlow && this.#cells) {
      this.#quick ??= new QuickCells(this.#map)
      this.#quick.draw(this.#cells, this.#changed)
      for (const [cell, state] of this.#changed) this.#owed.set(cell, state)
      this.#changed.clear()
      return
    }
    for (const [cell, state] of this.#changed) {
      if (painted[cell] === state) continue
      painted[cell] = state
      this.#map.setFeatureState({ source: 'cells', id: idOf(cell) }, { s: state })
    }
    this.#changed.clear()
  }

  #fill(id: string, data: GeoJSON.FeatureCollection): void {
    this.#map.getSource<GeoJSONSource>(id)?.setData(data)
  }

  /** Moves only if some of the way lies outside the view. */
  #bringIntoView(way: readonly [number, number][]): void {
    const view = this.#map.getBounds()
    if (way.every((p) => view.contains(p))) return
    const lng = way.map((p) => p[0])
    const lat = way.map((p) => p[1])
    this.#map.fitBounds([Math.min(...lng), Math.min(...lat), Math.max(...lng), Math.max(...lat)], {
      padding: 60,
      maxZoom: 16.5,
      duration: duration(800),
    })
  }
}

/** No flights for those who asked their system for less motion. */
const duration = (ms: number): number => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : ms)

function pairs(flat: ArrayLike<number>): [number, number][] {
  const points: [number, number][] = []
  for (let i = 0; i + 1 < flat.length; i += 2) points.push([flat[i]!, flat[i + 1]!])
  return points
}

/** The box that holds all but 0.2 % of the residents on each side, so that one far hamlet does not shrink the city. */
function peopleBox({ lng, lat, people }: CellColumns): [number, number, number, number] {
  const all = people.reduce((sum, n) => sum + n, 0)
  const span = (column: Float64Array): [number, number] => {
    const order = Array.from(column.keys()).sort((a, b) => column[a]! - column[b]!)
    let passed = 0
    let from = order[0]!
    let to = order.at(-1)!
    for (const cell of order) {
      if (passed <= all * 0.002) from = cell
      passed += people[cell]!
      if (passed >= all * 0.998) {
        to = cell
        break
      }
    }
    return [column[from]!, column[to]!]
  }
  const [west, east] = span(lng)
  const [south, north] = span(lat)
  return [west, south, east, north]
}
