// Which area a point lies in, for a million points and a thousand areas.
import Flatbush from 'flatbush'
import { areaM2, boundsOfPolygon, type MultiPolygon, raySees } from './polygon.ts'

/**
 * Areas, ready to be asked. The rectangles round them are in an R-tree (flatbush); the sides of each polygon are sorted
 * into bands of latitude, so that a point is held against the sides of its own band only:
 *
 *     north ┌──/\───┐ band 2     band b has sides `side[first[b] .. first[b + 1])`, each four numbers: ax ay bx by;
 *           │ /  \  │ band 1     a side that runs through several bands stands in each
 *     south └/────\─┘ band 0
 */
export class AreaIndex {
  readonly #polygons: readonly (readonly Banded[])[]
  /** Place in the order of size, the smallest first; equal sizes in the order given. */
  readonly #rank: Int32Array
  readonly #tree: Flatbush | null

  constructor(areas: readonly MultiPolygon[]) {
    this.#polygons = areas.map((multi) => multi.map((rings) => banded(rings)))
    const size = areas.map(areaM2)
    this.#rank = new Int32Array(areas.length)
    areas
      .map((_, i) => i)
      .sort((a, b) => size[a]! - size[b]! || a - b)
      .forEach((area, rank) => {
        this.#rank[area] = rank
      })
    this.#tree = areas.length > 0 ? new Flatbush(areas.length) : null
    for (const multi of areas) {
      const b = boundsOfPolygon(multi)
      // An area without a point gets a rectangle that nothing meets.
      if (b) this.#tree!.add(b.west, b.south, b.east, b.north)
      else this.#tree!.add(1e9, 1e9, 1e9, 1e9)
    }
    this.#tree?.finish()
  }

  /** Index of the smallest area that holds the point (border as in `pointInPolygon`); −1 where none does. */
  areaOf(lng: number, lat: number): number {
    let finest = -1
    for (const area of this.#tree?.search(lng, lat, lng, lat) ?? [])
      if ((finest === -1 || this.#rank[area]! < this.#rank[finest]!) && this.#holds(area, lng, lat)) finest = area
    return finest
  }

  /** Indices of all areas that hold the point, the smallest first. */
  allOf(lng: number, lat: number): readonly number[] {
    const near = this.#tree?.search(lng, lat, lng, lat) ?? []
    return near.filter((area) => this.#holds(area, lng, lat)).sort((a, b) => this.#rank[a]! - this.#rank[b]!)
  }

  #holds(area: number, lng: number, lat: number): boolean {
    for (const polygon of this.#polygons[area]!) if (inBanded(polygon, lng, lat)) return true
    return false
  }
}

interface Banded {
  readonly south: number
  readonly perDegree: number
  readonly bands: number
  readonly first: Int32Array
  readonly sides: Float64Array
}

/** Sides per band aimed at: few enough to be quick, enough that long sides do not stand in a hundred bands. */
const SIDES_A_BAND = 8

function banded(rings: readonly Float64Array[]): Banded {
  const b = boundsOfPolygon([rings])
  const points = rings.reduce((sum, ring) => sum + ring.length / 2, 0)
  const height = b ? b.north - b.south : 0
  const bands = height > 0 ? Math.max(1, Math.floor(points / SIDES_A_BAND)) : 1
  const south = b?.south ?? 0
  const perDegree = height > 0 ? bands / height : 0
  const band = (lat: number) => Math.min(bands - 1, Math.max(0, Math.floor((lat - south) * perDegree)))
  const each = (take: (from: number, to: number, ring: Float64Array, j: number, i: number) => void) => {
    for (const ring of rings)
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const low = Math.min(ring[j + 1]!, ring[i + 1]!)
        const high = Math.max(ring[j + 1]!, ring[i + 1]!)
        if (low !== high) take(band(low), band(high), ring, j, i) // a ray never sees a level side
      }
  }
  const first = new Int32Array(bands + 1)
  each((from, to) => {
    for (let k = from; k <= to; k++) first[k + 1]!++
  })
  for (let k = 0; k < bands; k++) first[k + 1]! += first[k]!
  const sides = new Float64Array(4 * first[bands]!)
  const next = first.slice()
  each((from, to, ring, j, i) => {
    for (let k = from; k <= to; k++) {
      const at = 4 * next[k]!++
      sides[at] = ring[j]!
      sides[at + 1] = ring[j + 1]!
      sides[at + 2] = ring[i]!
      sides[at + 3] = ring[i + 1]!
    }
  })
  return { south, perDegree, bands, first, sides }
}

function inBanded(p: Banded, lng: number, lat: number): boolean {
  const k = Math.min(p.bands - 1, Math.max(0, Math.floor((lat - p.south) * p.perDegree)))
  let inside = false
  for (let s = 4 * p.first[k]!; s < 4 * p.first[k + 1]!; s += 4)
    if (raySees(p.sides[s]!, p.sides[s + 1]!, p.sides[s + 2]!, p.sides[s + 3]!, lng, lat)) inside = !inside
  return inside
}
