// What the stages after the measurement put on the map: circles with their hearts, and places that were or could be chosen.
// They are told as plain things; the layers are here.
import type { LngLat } from '@yike/core/geo/meters.ts'
import { interiorPoint, type MultiPolygon } from '@yike/core/geo/polygon.ts'
import { areaGeometry } from '@yike/core/report/isochrones.ts'
import type { GeoJSONSource, Map as MapLibre, MapMouseEvent, MapTouchEvent } from 'maplibre-gl'
import { CircleHands } from './circle-hands.ts'
import { type Drawing, DrawingTool } from './drawing.ts'
import { fillOpacity, OVERLAY_LAYERS, UNDER_LAYERS } from './overlay-layers.ts'
import { FIRST_NAME } from './style.ts'

/** A circle as it is drawn. */
export interface CircleShape {
  readonly id: string
  readonly name: string
  readonly polygon: MultiPolygon
  /** Which of the tints (ui/colours.ts), so that neighbours differ. */
  readonly tint: number
  readonly locked: boolean
  readonly heart: LngLat | null
}

/** What a place is to a siting. */
export type SiteRole = 'chosen' | 'runner-up' | 'candidate' | 'existing' | 'mobile'

/** A place as it is drawn. */
export interface SiteMark {
  readonly id: string
  readonly at: LngLat
  readonly role: SiteRole
  /** A number or a name beside it; '' for none. */
  readonly label: string
}

/** A part of a circle as it is drawn: a community, which can be given to another circle. */
export interface PartShape {
  readonly id: string
  readonly polygon: MultiPolygon
}

/** A place where people live that is to be noticed. */
export interface Spot {
  readonly at: LngLat
  readonly people: number
}

/** Everything that a stage shows. A new object is drawn anew. */
export interface Overlay {
  readonly circles: readonly CircleShape[]
  readonly sites: readonly SiteMark[]
  /** Ids that are brought out: a circle's, a site's. */
  readonly picked: readonly string[]
  /** A click on one of them; a click elsewhere on the map: null. */
  readonly onPick: (picked: { readonly kind: 'circle' | 'site'; readonly id: string } | null, at: LngLat) => void
  /** A chosen site is being dragged (`isLast` false) or was dragged to a place; null: sites stand still. */
  readonly onMoved: ((id: string, at: LngLat, isLast: boolean) => void) | null
  /** Whether cells keep the colour of their state; else they are drawn pale. */
  readonly cells: boolean
  /** States to colour cells by in place of the measured ones (GAINED among them); missing or null: as measured. */
  readonly states?: Uint8Array | null
  /** Circles as borders only, so that the cells in them are seen; those picked are tinted. */
  readonly plain?: boolean
  /** Parts that may be taken from one circle and given to another: a click on one (`to` null), or a drag of one onto a circle. */
  readonly parts?: readonly PartShape[]
  readonly onPart?: (part: string, to: string | null) => void
  /** A heart was dragged to a place; missing: hearts stand still. */
  readonly onHeart?: ((circle: string, at: LngLat) => void) | undefined
  /** Homes that are to be noticed, such as those that would lose an outlet. */
  readonly spots?: readonly Spot[]
  /** An area is being drawn; clicks are its corners. */
  readonly drawing?: Drawing | null
}

/** Pixels that a press must move to be a drag. */
const LEAST_DRAG = 4
const SITES = ['site-mark', 'site-label']
const NONE: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }

/** The overlay of one map. */
export class OverlayLayers {
  readonly #map: MapLibre
  #overlay: Overlay | null = null
  #begun = false
  /** The site that is being dragged, and where it is. */
  #held: { readonly id: string; at: LngLat } | null = null
  readonly #hands: CircleHands
  readonly #drawing: DrawingTool

  constructor(map: MapLibre) {
    this.#map = map
    this.#hands = new CircleHands(map, () => this.#overlay)
    this.#drawing = new DrawingTool(map)
  }

  /** Whether clicks are ours. */
  get active(): boolean {
    return this.#overlay !== null
  }

  /** Shows it; null takes it away. The map has been loaded. */
  show(overlay: Overlay | null): void {
    if (!overlay && !this.#begun) return
    this.#begin()
    this.#drawing.follow(overlay?.drawing ?? null)
    this.#overlay = overlay
    const circles = overlay?.circles ?? []
    const isPicked = (id: string) => overlay?.picked.includes(id) ?? false
    this.#fill(
      'circles',
      circles.map((c) => ({
        type: 'Feature',
        properties: { id: c.id, tint: c.tint, locked: c.locked, picked: isPicked(c.id) },
        geometry: areaGeometry(c.polygon),
      })),
    )
    this.#fill(
      'circle-points',
      circles.flatMap((c): GeoJSON.Feature[] => {
        const at = interiorPoint(c.polygon)
        const name = at ? [pointAt(at, { role: 'name', name: c.name, picked: isPicked(c.id) })] : []
        return c.heart
          ? [...name, pointAt(c.heart, { role: 'heart', id: c.id, name: '', picked: isPicked(c.id) })]
          : name
      }),
    )
    this.#fill(
      'parts',
      (overlay?.parts ?? []).map(({ id, polygon }) => ({
        type: 'Feature',
        properties: { id, picked: isPicked(id) },
        geometry: areaGeometry(polygon),
      })),
    )
    this.#fill(
      'spots',
      (overlay?.spots ?? []).map(({ at, people }) => pointAt(at, { people })),
    )
    this.#fillSites()
    this.#map.setPaintProperty(
      'circle-fill',
      'fill-opacity',
      fillOpacity(overlay?.cells ?? false, overlay?.plain ?? false),
    )
    const pale = overlay !== null && !overlay.cells
    for (const { id, type } of this.#map.getStyle().layers) {
      if (!id.startsWith('cell-')) continue
      if (type === 'fill' || type === 'line' || type === 'circle')
        this.#map.setLayoutProperty(id, 'visibility', pale ? 'none' : 'visible')
    }
  }

  /** A click or Enter at a place. */
  click(at: LngLat, point: { readonly x: number; readonly y: number }): void {
    const overlay = this.#overlay
    if (!overlay || overlay.drawing) return
    const around: [[number, number], [number, number]] = [
      [point.x - 6, point.y - 6],
      [point.x + 6, point.y + 6],
    ]
    const site = this.#map.queryRenderedFeatures(around, { layers: SITES })[0]
    if (site) {
      overlay.onPick({ kind: 'site', id: String(site.properties.id) }, at)
      return
    }
    const part = this.#map.queryRenderedFeatures([point.x, point.y], { layers: ['part-fill'] })[0]
    if (part && overlay.onPart) {
      overlay.onPart(String(part.properties.id), null)
      return
    }
    const circle = this.#map.queryRenderedFeatures([point.x, point.y], { layers: ['circle-fill'] })[0]
    overlay.onPick(circle ? { kind: 'circle', id: String(circle.properties.id) } : null, at)
  }

  #begin(): void {
    if (this.#begun) return
    this.#begun = true
    for (const id of ['circles', 'circle-points', 'parts', 'lead', 'spots', 'sites'])
      this.#map.addSource(id, { type: 'geojson', data: NONE })
    for (const layer of UNDER_LAYERS) this.#map.addLayer(layer, FIRST_NAME)
    for (const layer of OVERLAY_LAYERS) this.#map.addLayer(layer)
    this.#map.on('mousedown', 'site-mark', (event) => this.#take(event))
    this.#map.on('touchstart', 'site-mark', (event) => this.#take(event))
    this.#map.on('mouseenter', 'site-mark', () => this.#pointer('pointer'))
    this.#map.on('mouseleave', 'site-mark', () => this.#pointer(''))
    this.#hands.begin()
  }

  #take(
    event: (MapMouseEvent | MapTouchEvent) & { features?: { properties: { id?: unknown; role?: unknown } }[] },
  ): void {
    const { id, role } = event.features?.[0]?.properties ?? {}
    if (!this.#overlay?.onMoved || role !== 'chosen') return
    if ('touches' in event.originalEvent && event.originalEvent.touches.length > 1) return
    event.preventDefault() // the map stays where it is
    const from = event.point
    let isAway = false // a press without a move is a click
    const held = { id: String(id), at: [event.lngLat.lng, event.lngLat.lat] as LngLat }
    const move = ({ lngLat, point }: MapMouseEvent | MapTouchEvent) => {
      isAway ||= Math.hypot(point.x - from.x, point.y - from.y) > LEAST_DRAG
      if (!isAway) return
      this.#held = held
      held.at = [lngLat.lng, lngLat.lat]
      this.#fillSites()
      this.#overlay?.onMoved?.(held.id, held.at, false)
    }
    const drop = () => {
      this.#map.off('mousemove', move)
      this.#map.off('touchmove', move)
      this.#map.off('mouseup', drop)
      this.#map.off('touchend', drop)
      this.#map.off('touchcancel', drop)
      this.#held = null
      if (isAway) this.#overlay?.onMoved?.(held.id, held.at, true)
    }
    this.#map.on('mousemove', move)
    this.#map.on('touchmove', move)
    this.#map.on('mouseup', drop)
    this.#map.on('touchend', drop)
    this.#map.on('touchcancel', drop)
  }

  #fillSites(): void {
    const sites = this.#overlay?.sites ?? []
    this.#fill(
      'sites',
      sites.map(({ id, at, role, label }) =>
        pointAt(this.#held?.id === id ? this.#held.at : at, {
          id,
          role,
          label,
          picked: this.#overlay?.picked.includes(id) ?? false,
        }),
      ),
    )
  }

  #pointer(cursor: string): void {
    this.#map.getCanvas().style.cursor = cursor
  }

  #fill(id: string, features: GeoJSON.Feature[]): void {
    this.#map.getSource<GeoJSONSource>(id)?.setData({ type: 'FeatureCollection', features })
  }
}

const pointAt = (at: LngLat, properties: GeoJSON.GeoJsonProperties): GeoJSON.Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [at[0], at[1]] },
})
