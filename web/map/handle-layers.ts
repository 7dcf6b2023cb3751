// How handles are drawn. Each kind has a shape of its own besides its colour: a new outlet is full, a closed one crossed out, a moved one
// ringed and tied to where it was; a gate is two posts with nothing, a dot or a bar between them.
import { EVERYONE, NOBODY, RESIDENTS } from '@yike/core/network/graph.ts'
import type { ExpressionSpecification, LayerSpecification, Map as MapLibre } from 'maplibre-gl'
import { INK } from '../ui/colours.ts'

const mark = (name: string): ExpressionSpecification => ['==', ['get', 'mark'], name]
const LIFTED: ExpressionSpecification = ['boolean', ['feature-state', 'lifted'], false]

/** Layers of the handles, over everything. */
export const HANDLE_LAYERS: LayerSpecification[] = [
  {
    id: 'what-if-path-casing',
    type: 'line',
    source: 'what-if-paths',
    filter: ['==', ['geometry-type'], 'LineString'],
    layout: { 'line-cap': 'round' },
    paint: { 'line-color': '#ffffff', 'line-width': 7 },
  },
  {
    id: 'what-if-path',
    type: 'line',
    source: 'what-if-paths',
    filter: ['==', ['geometry-type'], 'LineString'],
    layout: { 'line-cap': 'butt' },
    paint: { 'line-color': INK.here, 'line-width': 4, 'line-dasharray': [1.6, 0.8] },
  },
  {
    id: 'what-if-path-from',
    type: 'circle',
    source: 'what-if-paths',
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 6,
      'circle-color': '#ffffff',
      'circle-stroke-color': INK.here,
      'circle-stroke-width': 3,
    },
  },
  {
    id: 'what-if-move',
    type: 'line',
    source: 'what-if-moves',
    filter: ['==', ['geometry-type'], 'LineString'],
    paint: { 'line-color': INK.here, 'line-width': 1.6, 'line-dasharray': [3, 2] },
  },
  {
    id: 'what-if-was',
    type: 'circle',
    source: 'what-if-moves',
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 3.5,
      'circle-color': '#ffffff',
      'circle-stroke-color': INK.here,
      'circle-stroke-width': 1.2,
      'circle-opacity': 0.8,
    },
  },
  {
    id: 'what-if-gate',
    type: 'symbol',
    source: 'what-if-gates',
    minzoom: 14,
    layout: {
      'icon-image': ['get', 'image'],
      'icon-allow-overlap': true,
      'icon-size': ['interpolate', ['linear'], ['zoom'], 14, 0.6, 15, 0.8, 17, 1],
    },
  },
  {
    id: 'what-if-outlet',
    type: 'circle',
    source: 'what-if-outlets',
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 4.5, 14, 6, 16, 8],
      'circle-color': ['case', mark('new'), INK.here, mark('closed'), '#e9e6de', '#ffffff'],
      'circle-stroke-color': [
        'case',
        mark('same'),
        INK.text,
        mark('closed'),
        INK.quiet,
        mark('new'),
        '#ffffff',
        INK.here,
      ],
      'circle-stroke-width': ['case', mark('moved'), 3, 2],
      'circle-opacity': ['case', LIFTED, 0.35, 1],
      'circle-stroke-opacity': ['case', LIFTED, 0.35, 1],
    },
  },
  {
    id: 'what-if-closed',
    type: 'symbol',
    source: 'what-if-outlets',
    filter: mark('closed'),
    layout: { 'icon-image': 'crossed', 'icon-allow-overlap': true },
  },
]

/** The image of a gate. */
export const gateImage = ({ who, changed }: { readonly who: number; readonly changed: boolean }): string =>
  `gate-${who}${changed ? '-changed' : ''}`

const COLOUR: Readonly<Record<number, string>> = { [EVERYONE]: INK.brand, [RESIDENTS]: '#7a5b00', [NOBODY]: '#7d1d2b' }
const SIDE = 22
const RATIO = 2

/** Draws a gate on a canvas of 22 × 22: its posts, and what stands between them. */
export function drawGate(to: CanvasRenderingContext2D, who: number, changed: boolean): void {
  to.fillStyle = '#ffffff'
  to.strokeStyle = changed ? INK.here : '#8b8578'
  to.lineWidth = changed ? 2.4 : 1
  to.beginPath()
  to.roundRect(1.5, 1.5, SIDE - 3, SIDE - 3, 4)
  to.fill()
  to.stroke()
  to.fillStyle = COLOUR[who]!
  to.fillRect(4.5, 6, 3, 10)
  to.fillRect(14.5, 6, 3, 10)
  if (who === NOBODY) to.fillRect(7, 9.4, 8, 3.2)
  if (who !== RESIDENTS) return
  to.beginPath()
  to.arc(11, 11, 2.1, 0, 7)
  to.fill()
}

function imageOf(draw: (to: CanvasRenderingContext2D) => void): ImageData {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = SIDE * RATIO
  const to = canvas.getContext('2d')!
  to.scale(RATIO, RATIO)
  draw(to)
  return to.getImageData(0, 0, canvas.width, canvas.height)
}

/** Puts the images of gates, and the cross of a closed outlet, on a map. */
export function addGateImages(map: MapLibre): void {
  for (const who of [EVERYONE, RESIDENTS, NOBODY])
    for (const changed of [false, true])
      map.addImage(gateImage({ who, changed }), imageOf((to) => drawGate(to, who, changed)), { pixelRatio: RATIO }) // biome-ignore format: one line
  const cross = imageOf((to) => {
    to.strokeStyle = '#7d1d2b'
    to.lineWidth = 3
    to.lineCap = 'round'
    to.beginPath()
    to.moveTo(5, 5)
    to.lineTo(17, 17)
    to.moveTo(17, 5)
    to.lineTo(5, 17)
    to.stroke()
  })
  map.addImage('crossed', cross, { pixelRatio: RATIO })
}
