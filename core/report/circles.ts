// The files of a set of circles: a table with a row a circle, and borders for a GIS.
import type { Delineation } from '../circle/delineation.ts'
import type { Ring } from '../geo/polygon.ts'
import { type Cell, csv } from './csv.ts'
import { degrees, wholes } from './numbers.ts'

/** Columns of `circles.csv`, in order. */
const HEADINGS = [
  'id',
  'name',
  'locked',
  'heart',
  'heart_name',
  'heart_kind',
  'heart_lng',
  'heart_lat',
  'units',
  'people',
  'unconnected',
  'within',
  'beyond',
  'mean_walk_seconds',
  'longest_walk_seconds',
  'outlets',
  'area_km2',
  'band',
  'band_missed_by',
  'parts_cut_off',
  'split_units',
] as const

const tenth = (n: number | null): number | null => (n === null ? null : Math.round(n * 10) / 10)

/** What the table and the borders say of each circle. */
function rowsOf({ circles, figures }: Delineation): Record<(typeof HEADINGS)[number], Cell>[] {
  const people = wholes(figures.map((f) => f.people))
  return circles.map(({ id, name, locked, heart, units }, c) => {
    const f = figures[c]!
    const unconnected = Math.round(f.unconnected)
    const beyond = f.beyond === null ? null : Math.round(f.beyond)
    return {
      id,
      name,
      locked: locked ? 1 : 0,
      heart: heart?.id ?? null,
      heart_name: heart?.name || null,
      heart_kind: heart?.kind ?? null,
      heart_lng: heart ? degrees(heart.at[0]) : null,
      heart_lat: heart ? degrees(heart.at[1]) : null,
      units: units.join(' ') || null,
      people: people[c]!,
      unconnected,
      within: beyond === null ? null : people[c]! - unconnected - beyond,
      beyond,
      mean_walk_seconds: tenth(f.meanSeconds),
      longest_walk_seconds: tenth(f.longestSeconds),
      outlets: f.outlets,
      area_km2: Math.round(f.areaM2 / 100) / 10_000,
      band: f.band.state,
      band_missed_by: f.band.state === null ? null : Math.round(f.band.by),
      parts_cut_off: f.parts.length,
      split_units: f.split.length,
    }
  })
}

/** `circles.csv`: a row a circle. People are whole and add up to those in circles. */
export const circlesCsv = (d: Delineation): string =>
  csv([HEADINGS, ...rowsOf(d).map((row) => HEADINGS.map((h) => row[h]))])

/** `circles.geojson`: borders (RFC 7946) with the columns of the table as properties. */
export function circlesGeojson(d: Delineation): string {
  const rows = rowsOf(d)
  const features = d.circles.map(({ id, polygon }, c) =>
    JSON.stringify({
      type: 'Feature',
      id,
      properties: rows[c],
      geometry: {
        type: 'MultiPolygon',
        coordinates: polygon.map((rings) => rings.map((ring, r) => positions(ring, r === 0))),
      },
    }),
  )
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`
}

/** A ring as positions, closed; outer ones anticlockwise, holes clockwise. */
export function positions(ring: Ring | readonly number[], outer: boolean): [number, number][] {
  const all: [number, number][] = []
  let twice = 0
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    all.push([degrees(ring[i]!), degrees(ring[i + 1]!)])
    twice += (ring[j]! - ring[0]!) * (ring[i + 1]! - ring[1]!) - (ring[i]! - ring[0]!) * (ring[j + 1]! - ring[1]!)
  }
  if (twice > 0 !== outer) all.reverse()
  return [...all, all[0]!]
}
