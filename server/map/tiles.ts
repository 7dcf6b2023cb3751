// Vector tiles (MVT 2) of the layers of runs. An index of a layer is made once and cuts its tiles when they are first asked for; indexes
// and tiles are kept within bounds of memory.
import { gzipSync } from 'node:zlib'
import { GeoJSONVT } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature as GeoFeature, Geometry } from 'geojson'
import { type AreaCoverage, type Feature, featuresOf, type Layer } from './features.ts'
import { Lru } from './lru.ts'

/** Zooms that have tiles; closer than the last, maps enlarge its tiles. From farther than the first, cells are too small to be drawn. */
export const ZOOMS: Readonly<Record<Layer, readonly [number, number]>> = {
  areas: [0, 14],
  cells: [10, 15],
  circles: [4, 14],
  outlets: [8, 15],
  gaps: [4, 14],
}

/** Bytes of all indexes, and of all tiles that were cut. */
const INDEX_BYTES = 400_000_000
const TILE_BYTES = 64_000_000

/** What a map shows of a cell: its evidence is in the GeoJSON and in the tables. */
const LEFT_OUT = /_(seconds|metres|outlet)$/

/** Indexes and tiles. `key` names a run and its layer: what it names never changes. */
export class Tiles {
  readonly #indexes = new Lru<{ readonly layer: Layer; readonly index: GeoJSONVT }>(INDEX_BYTES)
  readonly #tiles = new Lru<Uint8Array | null>(TILE_BYTES)

  /** About how many bytes are held. */
  get bytes(): number {
    return this.#indexes.bytes + this.#tiles.bytes
  }

  /** A tile, gzipped; null: nothing is there; undefined: `load` the layer first. */
  tile(key: string, z: number, x: number, y: number): Uint8Array | null | undefined {
    const name = `${key}/${z}/${x}/${y}`
    const made = this.#tiles.get(name)
    if (made !== undefined) return made
    const held = this.#indexes.get(key)
    if (!held) return undefined
    const cut = held.index.getTile(z, x, y)
    if (!cut || cut.features.length === 0) {
      this.#tiles.set(name, null, 100)
      return null
    }
    const raw = fromGeojsonVt({ [held.layer]: cut }, { version: 2, extent: 4096 })
    const tile = gzipSync(raw, { level: 6 })
    this.#indexes.grow(key, 6 * raw.length) // the tile stays in the index, as objects
    this.#tiles.set(name, tile, tile.length + 100)
    return tile
  }

  /** Makes the index of a layer from its file. */
  load(key: string, layer: Layer, file: Uint8Array, coverage: readonly AreaCoverage[]): void {
    const features: Feature[] = []
    let bytes = 0
    for (const { id, geometry, properties } of featuresOf(layer, file, coverage)) {
      const shown = Object.entries(properties).filter(([name, value]) => value !== null && !LEFT_OUT.test(name))
      features.push({ type: 'Feature', id, geometry, properties: Object.fromEntries(shown) })
      bytes += 400 + 16 * shown.length + 24 * pointsIn(geometry)
    }
    const index = new GeoJSONVT(
      { type: 'FeatureCollection', features: features as GeoFeature[] },
      { maxZoom: ZOOMS[layer][1], indexMaxZoom: 0, buffer: 64, extent: 4096, tolerance: 3 },
    )
    this.#indexes.set(key, { layer, index }, bytes)
  }
}

function pointsIn(geometry: Geometry): number {
  if (geometry.type === 'Point') return 1
  if (geometry.type === 'LineString') return geometry.coordinates.length
  if (geometry.type === 'Polygon') return geometry.coordinates.reduce((sum, ring) => sum + ring.length, 0)
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flat().reduce((sum, ring) => sum + ring.length, 0)
  return 0
}
