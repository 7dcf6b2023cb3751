// What the measurement puts on the base map: cells by state, borders of areas, outlets, and the place one has asked about.
import { STATES } from '@yike/core/circle/measured.ts'
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { GAINED, GAINED_COLOUR, GROUND, INK, STATE_COLOURS } from '../ui/colours.ts'

/** A cell's state is feature state `s` (index into STATES): only cells whose state changes are touched when the minutes move. */
const STATE: ExpressionSpecification = ['coalesce', ['feature-state', 's'], -1]

const colour: ExpressionSpecification = [
  'match',
  STATE,
  ...STATES.flatMap((state, i): [number, string] => [i, STATE_COLOURS[state]]),
  GAINED,
  GAINED_COLOUR,
  'rgba(0,0,0,0)',
] as unknown as ExpressionSpecification

const UNKNOWN = STATES.indexOf('unknown')
const hatched: ExpressionSpecification = ['case', ['==', STATE, UNKNOWN], 1, 0]
const plain = (opacity: number): ExpressionSpecification => ['case', ['==', STATE, UNKNOWN], 0.25, opacity]

const is = (type: string): ExpressionSpecification => ['==', ['geometry-type'], type]

/** Diagonal strokes, 8 px: the sign for what is not known. */
export function hatch(): { width: number; height: number; data: Uint8Array } {
  const size = 8
  const data = new Uint8Array(size * size * 4)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const stroke = (x + y) % size < 2
      data.set([0x80, 0x86, 0x8c, stroke ? 235 : 0], (y * size + x) * 4)
    }
  return { width: size, height: size, data }
}

const streetWidth: ExpressionSpecification = ['interpolate', ['exponential', 1.5], ['zoom'], 11, 1.6, 14, 4, 18, 14]

/** The area in reach of the asked place, for display only: tinted under the cells, which are what is counted, and a thin line over them. */
export const REACH_LAYERS: LayerSpecification[] = [
  { id: 'reach-fill', type: 'fill', source: 'reach', paint: { 'fill-color': INK.here, 'fill-opacity': 0.1 } },
  {
    id: 'reach-line',
    type: 'line',
    source: 'reach',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': INK.here, 'line-width': 1.6, 'line-opacity': 0.75 },
  },
]

/** Layers of cells, under the names. */
export const CELL_LAYERS: LayerSpecification[] = [
  {
    id: 'cell-fill',
    type: 'fill',
    source: 'cells',
    filter: is('Polygon'),
    paint: { 'fill-color': colour, 'fill-opacity': plain(0.9) },
  },
  {
    id: 'cell-rim', // keeps small footprints visible when the whole city is on the page
    type: 'line',
    source: 'cells',
    filter: is('Polygon'),
    paint: {
      'line-color': colour,
      'line-width': ['interpolate', ['linear'], ['zoom'], 10, 1.2, 13, 1.4, 15, 0.6, 17, 0.6],
      'line-opacity': plain(0.9),
    },
  },
  {
    id: 'cell-hatch',
    type: 'fill',
    source: 'cells',
    filter: is('Polygon'),
    paint: { 'fill-pattern': 'hatch', 'fill-opacity': hatched },
  },
  {
    id: 'cell-line',
    type: 'line',
    source: 'cells',
    filter: is('LineString'),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': streetWidth, 'line-opacity': plain(0.92) },
  },
  {
    id: 'cell-line-hatch',
    type: 'line',
    source: 'cells',
    filter: is('LineString'),
    paint: { 'line-pattern': 'hatch', 'line-width': streetWidth, 'line-opacity': hatched },
  },
  {
    id: 'cell-point',
    type: 'circle',
    source: 'cells',
    filter: is('Point'),
    paint: {
      'circle-color': colour,
      'circle-radius': [
        'interpolate',
        ['exponential', 1.6],
        ['zoom'],
        10,
        ['*', 0.22, ['sqrt', ['get', 'people']]],
        16,
        ['*', 1.1, ['sqrt', ['get', 'people']]],
      ],
      'circle-opacity': plain(0.85),
      'circle-stroke-width': ['case', ['==', STATE, UNKNOWN], 1, 0],
      'circle-stroke-color': STATE_COLOURS.unknown,
    },
  },
]

/** Borders, outlets and the asked place, over the names. */
export const TOP_LAYERS: LayerSpecification[] = [
  {
    id: 'area-line',
    type: 'line',
    source: 'areas',
    paint: {
      'line-color': GROUND.border,
      'line-width': ['match', ['get', 'level'], 'community', 0.8, 'subdistrict', 1.4, 2],
      'line-opacity': ['match', ['get', 'level'], 'community', 0.4, 0.6],
      'line-dasharray': [4, 2.5],
    },
  },
  {
    id: 'outlet',
    type: 'circle',
    source: 'outlets',
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 1.6, 13, 3.2, 16, 6],
      'circle-color': '#ffffff',
      'circle-stroke-color': INK.text,
      'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 10, 0.8, 13, 1.4, 16, 2],
    },
  },
  {
    id: 'outlet-name',
    type: 'symbol',
    source: 'outlets',
    minzoom: 15.5,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': ['sans'],
      'text-size': 11.5,
      'text-offset': [0, 0.9],
      'text-anchor': 'top',
      'text-optional': true,
      'text-max-width': 8,
    },
    paint: { 'text-color': INK.text, 'text-halo-color': GROUND.halo, 'text-halo-width': 1.5 },
  },
  {
    id: 'walk-casing',
    type: 'line',
    source: 'walk',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': '#ffffff', 'line-width': 8 },
  },
  {
    id: 'walk',
    type: 'line',
    source: 'walk',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': INK.here, 'line-width': 4.5 },
  },
  {
    id: 'leg',
    type: 'line',
    source: 'leg',
    paint: { 'line-color': INK.here, 'line-width': 2.5, 'line-dasharray': [1, 1.2] },
  },
  {
    id: 'here',
    type: 'circle',
    source: 'here',
    paint: {
      'circle-radius': ['match', ['get', 'role'], 'here', 8, 7],
      'circle-color': ['match', ['get', 'role'], 'here', INK.here, '#ffffff'],
      'circle-stroke-color': ['match', ['get', 'role'], 'here', '#ffffff', INK.here],
      'circle-stroke-width': 3,
    },
  },
]
