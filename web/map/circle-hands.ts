// Hands on circles: a community is dragged onto another circle, a heart to another place. Overlay says what may be taken hold of.
import type { GeoJSONSource, MapLayerMouseEvent, Map as MapLibre, MapMouseEvent } from 'maplibre-gl'
import type { Overlay } from './overlay.ts'

/** Pixels before a press becomes a drag. */
const SLACK = 5

/** Listens for hands once the layers are there. */
export class CircleHands {
  readonly #map: MapLibre
  readonly #overlay: () => Overlay | null

  constructor(map: MapLibre, overlay: () => Overlay | null) {
    this.#map = map
    this.#overlay = overlay
  }

  /** The layers `part-fill` and `circle-heart` have been added. */
  begin(): void {
    this.#map.on('mousedown', 'circle-heart', (event) => this.#takeHeart(event))
    this.#map.on('mousedown', 'part-fill', (event) => this.#takePart(event))
    this.#hover('circle-heart', () => this.#overlay()?.onHeart !== undefined)
    this.#hover('part-fill', () => this.#overlay()?.onPart !== undefined)
  }

  #takeHeart(event: MapLayerMouseEvent): void {
    const id = event.features?.[0]?.properties.id
    if (!this.#overlay()?.onHeart || id === undefined) return
    this.#drag(event, 'grabbing', (end) => this.#overlay()?.onHeart?.(String(id), [end.lngLat.lng, end.lngLat.lat]))
  }

  #takePart(event: MapLayerMouseEvent): void {
    if (event.defaultPrevented) return // a heart lies above
    const id = event.features?.[0]?.properties.id
    if (!this.#overlay()?.onPart || id === undefined) return
    this.#drag(event, 'grabbing', (end) => {
      const circle = this.#map.queryRenderedFeatures(end.point, { layers: ['circle-fill'] })[0]
      if (circle) this.#overlay()?.onPart?.(String(id), String(circle.properties.id))
    })
  }

  /** Follows the pointer with a line until it is let go; `drop` hears where, if it went anywhere. */
  #drag(event: MapLayerMouseEvent, cursor: string, drop: (end: MapMouseEvent) => void): void {
    event.preventDefault()
    const from = event.lngLat
    const canvas = this.#map.getCanvas()
    let far = false
    const move = ({ point, lngLat }: MapMouseEvent) => {
      far ||= Math.hypot(point.x - event.point.x, point.y - event.point.y) > SLACK
      if (!far) return
      canvas.style.cursor = cursor
      this.#lead([
        [from.lng, from.lat],
        [lngLat.lng, lngLat.lat],
      ])
    }
    const stop = () => {
      this.#map.off('mousemove', move)
      this.#map.off('mouseup', end)
      removeEventListener('keydown', key, true)
      canvas.style.cursor = ''
      this.#lead([])
    }
    const end = (up: MapMouseEvent) => {
      stop()
      if (far) drop(up)
    }
    const key = (pressed: KeyboardEvent) => {
      if (pressed.key !== 'Escape') return
      pressed.preventDefault()
      stop()
    }
    this.#map.on('mousemove', move)
    this.#map.on('mouseup', end)
    addEventListener('keydown', key, true)
  }

  #lead(coordinates: [number, number][]): void {
    const geometry = { type: 'LineString' as const, coordinates }
    this.#map.getSource<GeoJSONSource>('lead')?.setData({
      type: 'FeatureCollection',
      features: coordinates.length ? [{ type: 'Feature', properties: {}, geometry }] : [],
    })
  }

  #hover(layer: string, may: () => boolean): void {
    this.#map.on('mouseenter', layer, () => {
      if (may()) this.#map.getCanvas().style.cursor = 'grab'
    })
    this.#map.on('mouseleave', layer, () => {
      this.#map.getCanvas().style.cursor = ''
    })
  }
}
