// Cells that change while something is dragged, on a sheet over the map: where the map itself needs long for a frame, as without a graphics
// card, it stands still until what is dragged is let go, and only these are drawn.
import { STATES } from '@yike/core/circle/measured.ts'
import type { Map as MapLibre } from 'maplibre-gl'
import { STATE_COLOURS } from '../ui/colours.ts'
import { type CellColumns, shapeOf } from './cells.ts'

/** Pixels: half the side of a cell that is a point, the width of one that is a street, and of the rim that covers the map's own. */
const POINT = 4
const STREET = 3
const RIM = 2.4

/** A sheet of cells over a map that does not move. */
export class QuickCells {
  readonly #map: MapLibre
  readonly #sheet = document.createElement('canvas')
  /** Cells as they lie on the sheet, worked out when first drawn. */
  readonly #paths = new Map<number, { readonly path: Path2D; readonly isArea: boolean }>()
  #isBlank = true

  constructor(map: MapLibre) {
    this.#map = map
    Object.assign(this.#sheet.style, { position: 'absolute', inset: '0', pointerEvents: 'none' })
    this.#sheet.setAttribute('aria-hidden', 'true')
  }

  /** Draws cells in the colours of their states, over what was drawn before. */
  draw(cells: CellColumns, changed: Iterable<readonly [cell: number, state: number]>): void {
    if (this.#isBlank) this.#lay()
    const ink = this.#sheet.getContext('2d')!
    for (const [cell, state] of changed) {
      const { path, isArea } = this.#pathOf(cells, cell)
      const colour = STATE_COLOURS[STATES[state]!]
      ink.fillStyle = colour
      ink.strokeStyle = colour
      ink.lineWidth = isArea ? RIM : STREET
      if (isArea) ink.fill(path)
      ink.stroke(path)
    }
  }

  /** Takes everything off again. */
  clear(): void {
    if (this.#isBlank) return
    this.#isBlank = true
    this.#paths.clear()
    this.#sheet.remove()
  }

  #lay(): void {
    const canvas = this.#map.getCanvas()
    const [wide, high] = [canvas.clientWidth, canvas.clientHeight]
    const ratio = window.devicePixelRatio
    this.#sheet.width = wide * ratio
    this.#sheet.height = high * ratio
    this.#sheet.style.width = `${wide}px`
    this.#sheet.style.height = `${high}px`
    this.#sheet.getContext('2d')!.scale(ratio, ratio)
    canvas.after(this.#sheet)
    this.#isBlank = false
  }

  #pathOf(cells: CellColumns, cell: number) {
    const known = this.#paths.get(cell)
    if (known) return known
    const shape = shapeOf(cells, cell)
    const path = new Path2D()
    const draw = (line: readonly GeoJSON.Position[]) =>
      line.forEach((at, i) => {
        const { x, y } = this.#map.project([at[0]!, at[1]!])
        if (i === 0) path.moveTo(x, y)
        else path.lineTo(x, y)
      })
    if (shape.type === 'Polygon') for (const ring of shape.coordinates) draw(ring)
    else if (shape.type === 'LineString') draw(shape.coordinates)
    else if (shape.type === 'Point') {
      const { x, y } = this.#map.project([shape.coordinates[0]!, shape.coordinates[1]!])
      path.rect(x - POINT, y - POINT, 2 * POINT, 2 * POINT)
    }
    const made = { path, isArea: shape.type !== 'LineString' }
    this.#paths.set(cell, made)
    return made
  }
}
