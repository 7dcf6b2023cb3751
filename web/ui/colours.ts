// The colours of the page, one place for the map, the legend and the tables.
import type { State } from '@yike/core/circle/measured.ts'

/**
 * A colour for each state. They differ in lightness as well as in hue (L* of within 68, beyond 46, none 28, edge 80), so that they
 * can be told apart in print and by those who see no red or green; `unknown` is hatched, `unconnected` violet.
 */
export const STATE_COLOURS: Readonly<Record<State, string>> = {
  within: '#4db6ab',
  beyond: '#c2440f',
  none: '#7d1d2b',
  unknown: '#969ba0',
  unconnected: '#6f6690',
  edge: '#c3c9cc',
}

/** Beside the states, on the map only: a cell that would come within the limit by sites that are not there yet. */
export const GAINED = 6
/** Its colour (L* 44): blue, between the pale `within` and the dark `none`, so that it stands out of both. */
export const GAINED_COLOUR = '#2f66c8'

/** Ink, paper and the ground of the base map: calm, so that the cells speak. */
export const GROUND = {
  paper: '#f4f1ea',
  water: '#c5dbe6',
  green: '#dce7d0',
  building: '#e6e0d6',
  buildingLine: '#d8d0c3',
  wall: '#b7ab98',
  rail: '#a9a39a',
  road: '#ffffff',
  roadLine: '#ddd6c9',
  express: '#f3dfb4',
  expressLine: '#d6bd86',
  path: '#cfc7b8',
  name: '#4c5257',
  waterName: '#4d7a92',
  greenName: '#5f7d4d',
  halo: '#fbfaf6',
  border: '#5d6870',
} as const

/** Brand and ink of the panel. */
export const INK = {
  brand: '#1c6b66',
  text: '#22292f',
  quiet: '#5c666e',
  here: '#1b3a8a',
} as const

/** Tints of circles, all of one lightness: neighbours differ in hue only, for a tint says nothing but "another circle". */
export const CIRCLE_TINTS = ['#b9d3c4', '#e3cfae', '#c4cbe4', '#e0c3c0', '#cfd8a8', '#c9bdd6'] as const

/** Places of a siting. */
export const SITE_COLOURS = { chosen: '#1b3a8a', mobile: '#6b4c9a', candidate: '#7f8890' } as const
