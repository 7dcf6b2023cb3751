// Drawing an area by hand. The library is loaded when first needed, and this is its only door.
import type { MultiPolygon } from '@yike/core/geo/polygon.ts'
import type { Map as MapLibre } from 'maplibre-gl'
import type { TerraDraw } from 'terra-draw'
import { INK } from '../ui/colours.ts'

/** An area under way. A new object begins anew. */
export interface Drawing {
  /** It is closed: by a click on its first corner, or Enter. */
  readonly onDrawn: (area: MultiPolygon) => void
  /** Escape. */
  readonly onGivenUp: () => void
}

/** The tool of one map. */
export class DrawingTool {
  readonly #map: MapLibre
  #drawing: Drawing | null = null
  #draw: TerraDraw | null = null

  constructor(map: MapLibre) {
    this.#map = map
  }

  /** Begins the drawing that is wanted now, or ends the one before. */
  follow(drawing: Drawing | null): void {
    if (drawing === this.#drawing) return
    this.#drawing = drawing
    this.#stop()
    if (drawing) void this.#begin(drawing)
  }

  async #begin(drawing: Drawing): Promise<void> {
    const [{ TerraDraw, TerraDrawPolygonMode }, { TerraDrawMapLibreGLAdapter }] = await Promise.all([
      import('terra-draw'),
      import('terra-draw-maplibre-gl-adapter'),
    ])
    if (this.#drawing !== drawing) return
    const draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map: this.#map, coordinatePrecision: 7 }),
      modes: [
        new TerraDrawPolygonMode({
          styles: {
            fillColor: INK.here,
            fillOpacity: 0.14,
            outlineColor: INK.here,
            outlineWidth: 2.5,
            closingPointColor: INK.here,
            closingPointWidth: 6,
          },
        }),
      ],
    })
    this.#draw = draw
    draw.start()
    draw.setMode('polygon')
    draw.on('finish', (id) => {
      const geometry = draw.getSnapshotFeature(id)?.geometry
      if (geometry?.type !== 'Polygon') return
      // later: it is still at its own event
      setTimeout(() =>
        drawing.onDrawn([geometry.coordinates.map((ring) => Float64Array.from(ring.slice(0, -1).flat()))]),
      )
    })
    addEventListener('keydown', this.#hear, true)
  }

  readonly #hear = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !this.#drawing) return
    event.preventDefault()
    this.#drawing.onGivenUp()
  }

  #stop(): void {
    removeEventListener('keydown', this.#hear, true)
    this.#draw?.stop()
    this.#draw = null
  }
}
