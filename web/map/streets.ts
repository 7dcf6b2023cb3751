// A base map for a city whose streets came as tables: the walked network itself, and nothing else, for nothing else is known.
import type { Bounds } from '@yike/core/geo/bounds.ts'
import { DEGREES, type WalkGraph } from '@yike/core/network/graph.ts'
import type { Basemap } from '@yike/core/report/basemap.ts'

/** Edges to a feature: enough that there are few features, few enough that a map tile skips most of them. */
const CHUNK = 500

/** Every edge as a nameless street. */
export function streetsOf(graph: WalkGraph, bounds: Bounds): Basemap {
  const at = (n: number): [number, number] => [
    Math.round(graph.lng[n]! * DEGREES * 1e6) / 1e6,
    Math.round(graph.lat[n]! * DEGREES * 1e6) / 1e6,
  ]
  const roads: Basemap['roads']['features'][number][] = []
  for (let from = 0; from < graph.edges; from += CHUNK) {
    const coordinates: [number, number][][] = []
    for (let e = from; e < Math.min(from + CHUNK, graph.edges); e++)
      coordinates.push([at(graph.from[e]!), at(graph.to[e]!)])
    roads.push({
      type: 'Feature',
      properties: { class: 'street', name: '', bridge: 0 },
      geometry: { type: 'MultiLineString', coordinates },
    })
  }
  const none = { type: 'FeatureCollection', features: [] } as const
  return {
    credit: { zh: '', en: '' }, // a table of edges does not say whose it is
    bounds,
    roads: { type: 'FeatureCollection', features: roads },
    water: none,
    green: none,
    rail: none,
    buildings: none,
    walls: none,
    places: none,
  }
}
