// Layers of circles and sites: tints under the names and cells, borders and places over them.
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { CIRCLE_TINTS, GROUND, INK, SITE_COLOURS, STATE_COLOURS } from '../ui/colours.ts'

const tint = [
  'match',
  ['get', 'tint'],
  ...CIRCLE_TINTS.flatMap((colour, i) => [i, colour]),
  CIRCLE_TINTS[0],
] as unknown as ExpressionSpecification

const picked: ExpressionSpecification = ['boolean', ['get', 'picked'], false]

/** How strong tints are: where cells speak they only hint, and where borders alone are shown only what is picked has one. */
export const fillOpacity = (cells: boolean, plain: boolean): ExpressionSpecification =>
  plain ? ['case', picked, 0.3, 0] : cells ? ['case', picked, 0.32, 0.12] : ['case', picked, 0.78, 0.5]

/** Under the names. */
export const UNDER_LAYERS: LayerSpecification[] = [
  {
    id: 'circle-fill',
    type: 'fill',
    source: 'circles',
    paint: { 'fill-color': tint, 'fill-opacity': fillOpacity(false, false) },
  },
  {
    id: 'part-fill',
    type: 'fill',
    source: 'parts',
    paint: { 'fill-color': INK.here, 'fill-opacity': ['case', picked, 0.28, 0] },
  },
  {
    id: 'part-line',
    type: 'line',
    source: 'parts',
    paint: { 'line-color': INK.quiet, 'line-width': ['case', picked, 2.4, 0.8], 'line-dasharray': [2, 1.6] },
  },
]

/** Over the names. */
export const OVERLAY_LAYERS: LayerSpecification[] = [
  {
    id: 'circle-casing',
    type: 'line',
    source: 'circles',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': '#ffffff', 'line-width': ['case', picked, 6, 3.6], 'line-opacity': 0.85 },
  },
  {
    id: 'circle-line',
    type: 'line',
    source: 'circles',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': INK.text, 'line-width': ['case', picked, 3, 1.6] },
  },
  {
    id: 'circle-locked',
    type: 'line',
    source: 'circles',
    filter: ['boolean', ['get', 'locked'], false],
    layout: { 'line-join': 'round' },
    paint: { 'line-color': INK.text, 'line-width': 4, 'line-dasharray': [0.4, 1.2] },
  },
  {
    id: 'lead',
    type: 'line',
    source: 'lead',
    layout: { 'line-cap': 'round' },
    paint: { 'line-color': INK.here, 'line-width': 3, 'line-dasharray': [1, 1.5] },
  },
  {
    id: 'spot',
    type: 'circle',
    source: 'spots',
    paint: {
      'circle-radius': [
        'interpolate',
        ['linear'],
        ['zoom'],
        11,
        ['interpolate', ['linear'], ['sqrt', ['get', 'people']], 0, 1.2, 20, 4],
        15,
        ['interpolate', ['linear'], ['sqrt', ['get', 'people']], 0, 3, 20, 10],
      ],
      'circle-color': STATE_COLOURS.beyond,
      'circle-opacity': 0.8,
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 0.8,
    },
  },
  {
    id: 'circle-heart',
    type: 'circle',
    source: 'circle-points',
    filter: ['==', ['get', 'role'], 'heart'],
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 2.2, 14, 5],
      'circle-color': INK.text,
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 1.5,
    },
  },
  {
    id: 'circle-name',
    type: 'symbol',
    source: 'circle-points',
    filter: ['==', ['get', 'role'], 'name'],
    minzoom: 11.5,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': ['sans'],
      'text-size': ['interpolate', ['linear'], ['zoom'], 11.5, 11, 15, 14],
      'text-max-width': 8,
    },
    paint: { 'text-color': INK.text, 'text-halo-color': GROUND.halo, 'text-halo-width': 2 },
  },
  {
    id: 'site-mark',
    type: 'circle',
    source: 'sites',
    layout: {
      // what was chosen lies over what could be
      'circle-sort-key': ['match', ['get', 'role'], 'candidate', 0, 'existing', 1, 'runner-up', 2, 3],
    },
    paint: {
      'circle-radius': ['match', ['get', 'role'], 'candidate', 3, 'existing', 4, 'runner-up', 7, 11],
      'circle-color': [
        'match',
        ['get', 'role'],
        'chosen',
        SITE_COLOURS.chosen,
        'mobile',
        SITE_COLOURS.mobile,
        'runner-up',
        '#ffffff',
        'existing',
        '#ffffff',
        SITE_COLOURS.candidate,
      ],
      'circle-stroke-color': [
        'match',
        ['get', 'role'],
        'runner-up',
        SITE_COLOURS.chosen,
        'existing',
        INK.text,
        '#ffffff',
      ],
      'circle-stroke-width': ['case', picked, 4, ['match', ['get', 'role'], 'candidate', 0.5, 2]],
    },
  },
  {
    id: 'site-label',
    type: 'symbol',
    source: 'sites',
    filter: ['!=', ['get', 'label'], ''],
    layout: {
      'text-field': ['get', 'label'],
      'text-font': ['sans'],
      'text-size': 12,
      'text-allow-overlap': true,
      'text-offset': ['match', ['get', 'role'], 'runner-up', ['literal', [0, 1.4]], ['literal', [0, 0]]],
    },
    paint: {
      'text-color': ['match', ['get', 'role'], 'runner-up', SITE_COLOURS.chosen, '#ffffff'],
      'text-halo-color': ['match', ['get', 'role'], 'runner-up', '#ffffff', SITE_COLOURS.chosen],
      'text-halo-width': ['match', ['get', 'role'], 'runner-up', 1.6, 0],
    },
  },
]
