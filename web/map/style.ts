// The base map as a MapLibre style: drawn from basemap.json alone. There is no `glyphs` address on purpose: without one
// MapLibre draws every label, Chinese and Latin, with the fonts of the machine.
import type { Basemap } from '@yike/core/report/basemap.ts'
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { GROUND } from '../ui/colours.ts'

/** Fonts for labels, as CSS names them. */
export const LABEL_FONTS = '"PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", sans-serif'

const isClass = (...classes: string[]): ExpressionSpecification => ['in', ['get', 'class'], ['literal', classes]]
/** A width that grows with the zoom: at 11, 14 and 18. */
const grows = (at11: number, at14: number, at18: number): ExpressionSpecification => [
  'interpolate',
  ['exponential', 1.5],
  ['zoom'],
  11,
  at11,
  14,
  at14,
  18,
  at18,
]

/** Road classes from the narrow to the wide: class, [width at zoom 11, 14, 18], first zoom. */
const ROADS = [
  ['street', [0.3, 2, 16], 12],
  ['collector', [0.7, 3.2, 20], 11],
  ['arterial', [1.4, 5, 26], 9],
  ['express', [1.6, 5.5, 28], 8],
] as const

function roadLayers(bridge: 0 | 1): LayerSpecification[] {
  const filter = (kind: string): ExpressionSpecification => ['all', isClass(kind), ['==', ['get', 'bridge'], bridge]]
  const layout = { 'line-cap': bridge ? 'butt' : 'round', 'line-join': 'round' } as const
  const casings = ROADS.map(([kind, [a, b, c], minzoom]): LayerSpecification => {
    const edge = bridge ? 2.4 : 1.4
    return {
      id: `road-${kind}-${bridge}-casing`,
      type: 'line',
      source: 'roads',
      filter: filter(kind),
      minzoom,
      layout,
      paint: {
        'line-color': kind === 'express' ? GROUND.expressLine : bridge ? GROUND.path : GROUND.roadLine,
        'line-width': grows(a + edge * 0.5, b + edge, c + 2 * edge),
      },
    }
  })
  const fills = ROADS.map(
    ([kind, [a, b, c], minzoom]): LayerSpecification => ({
      id: `road-${kind}-${bridge}`,
      type: 'line',
      source: 'roads',
      filter: filter(kind),
      minzoom,
      layout,
      paint: {
        'line-color': kind === 'express' ? GROUND.express : GROUND.road,
        'line-width': grows(a, b, c),
      },
    }),
  )
  return [...casings, ...fills]
}

/** The layers under the cells. */
const UNDER: LayerSpecification[] = [
  { id: 'paper', type: 'background', paint: { 'background-color': GROUND.paper } },
  { id: 'green', type: 'fill', source: 'green', paint: { 'fill-color': GROUND.green } },
  {
    id: 'water',
    type: 'fill',
    source: 'water',
    filter: ['==', ['get', 'class'], 'area'],
    paint: { 'fill-color': GROUND.water },
  },
  {
    id: 'river',
    type: 'line',
    source: 'water',
    filter: ['==', ['get', 'class'], 'river'],
    paint: { 'line-color': GROUND.water, 'line-width': grows(1, 3, 14) },
  },
  {
    id: 'plaza',
    type: 'fill',
    source: 'roads',
    filter: isClass('plaza'),
    paint: { 'fill-color': GROUND.road, 'fill-outline-color': GROUND.roadLine },
  },
  {
    id: 'building',
    type: 'fill',
    source: 'buildings',
    minzoom: 13,
    paint: { 'fill-color': GROUND.building, 'fill-outline-color': GROUND.buildingLine },
  },
  {
    id: 'path',
    type: 'line',
    source: 'roads',
    filter: isClass('path'),
    minzoom: 14,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': GROUND.path, 'line-width': grows(0.3, 0.8, 3), 'line-dasharray': [2, 1.4] },
  },
  ...roadLayers(0),
  {
    id: 'rail',
    type: 'line',
    source: 'rail',
    paint: { 'line-color': GROUND.rail, 'line-width': grows(1, 1.8, 4) },
  },
  {
    id: 'rail-ties',
    type: 'line',
    source: 'rail',
    paint: { 'line-color': GROUND.halo, 'line-width': grows(0.5, 1, 2.4), 'line-dasharray': [5, 5] },
  },
  ...roadLayers(1),
  {
    id: 'wall',
    type: 'line',
    source: 'walls',
    minzoom: 14.5,
    paint: { 'line-color': GROUND.wall, 'line-width': grows(0.4, 0.8, 2) },
  },
]

const names = (id: string, kinds: string[], size: ExpressionSpecification, colour: string, minzoom: number) =>
  ({
    id,
    type: 'symbol',
    source: 'places',
    filter: isClass(...kinds),
    minzoom,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': ['sans'],
      'text-size': size,
      'text-max-width': 7,
      'text-padding': 6,
      'text-letter-spacing': 0.06,
      'symbol-sort-key': ['-', ['get', 'size']],
    },
    paint: { 'text-color': colour, 'text-halo-color': GROUND.halo, 'text-halo-width': 1.6 },
  }) satisfies LayerSpecification

/** Names, over the cells. */
const OVER: LayerSpecification[] = [
  {
    id: 'road-name',
    type: 'symbol',
    source: 'roads',
    minzoom: 13.5,
    filter: ['all', ['!=', ['get', 'name'], ''], isClass('express', 'arterial', 'collector', 'street')],
    layout: {
      'symbol-placement': 'line',
      'text-field': ['get', 'name'],
      'text-font': ['sans'],
      'text-size': ['interpolate', ['linear'], ['zoom'], 13, 10.5, 17, 13],
      'text-letter-spacing': 0.12,
      'symbol-spacing': 320,
      'text-padding': 10,
    },
    paint: { 'text-color': GROUND.name, 'text-halo-color': GROUND.halo, 'text-halo-width': 1.4 },
  },
  names('water-name', ['water'], ['interpolate', ['linear'], ['zoom'], 11, 11, 16, 15], GROUND.waterName, 11),
  names('green-name', ['green'], ['interpolate', ['linear'], ['zoom'], 13, 10, 17, 13], GROUND.greenName, 13.5),
  names('station-name', ['station'], ['interpolate', ['linear'], ['zoom'], 13, 10.5, 17, 13], GROUND.name, 13),
  names('community-name', ['community'], ['interpolate', ['linear'], ['zoom'], 13, 10.5, 16, 13], GROUND.name, 13.2),
  names('subdistrict-name', ['subdistrict'], ['interpolate', ['linear'], ['zoom'], 10, 11, 15, 15], GROUND.name, 10.5),
  names('district-name', ['district'], ['interpolate', ['linear'], ['zoom'], 9, 13, 14, 18], GROUND.name, 8),
]

/** The first layer of names: cells are put before it. */
export const FIRST_NAME = 'road-name'

/** The style of a base map. */
export function styleOf(basemap: Basemap): StyleSpecification {
  const source = (data: unknown, tolerance = 0.3) =>
    ({ type: 'geojson', data: data as GeoJSON.FeatureCollection, tolerance, maxzoom: 16 }) as const
  return {
    version: 8,
    sources: {
      roads: source(basemap.roads),
      water: source(basemap.water),
      green: source(basemap.green),
      rail: source(basemap.rail),
      buildings: source(basemap.buildings),
      walls: source(basemap.walls),
      places: source(basemap.places),
    },
    layers: [...UNDER, ...OVER],
  }
}
