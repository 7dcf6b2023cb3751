// Who and what is in which circle. A circle made of units has their cells, streets and outlets; one that was drawn freely has what
// lies within its border. Nobody is in two: where circles overlap, the one that comes first has it, and the overlap is told.
import { AreaIndex } from '../geo/polygon-index.ts'
import { DEGREES } from '../network/graph.ts'
import type { Circle, Circles } from './circle.ts'
import type { CitySource, Town } from './town.ts'
import { townOf } from './town.ts'
import { nodeLabel } from './units.ts'

/** Circles with all that is in them. */
export interface Membership extends Circles {
  /** Per street node: index into `circles`; -1 in none. */
  readonly ofNode: Int32Array
  /** Per cell: 1 where several circles claim it. */
  readonly claimedTwice: Uint8Array
}

/** The circles of a measured city, for whoever builds on them. */
export const circlesOf = (m: CitySource, circles: readonly Circle[]): Circles => membershipOf(townOf(m), circles)

/** Everything by circle. */
export function membershipOf({ m, units }: Pick<Town, 'm' | 'units'>, circles: readonly Circle[]): Membership {
  const index = new Map(units.ids.map((id, u) => [id, u]))
  const ofUnit: number[][] = units.ids.map(() => [])
  const drawn: number[] = []
  circles.forEach((circle, c) => {
    if (circle.units.length === 0) drawn.push(c)
    for (const id of circle.units) if (index.has(id)) ofUnit[index.get(id)!]!.push(c)
  })
  const borders = new AreaIndex(drawn.map((c) => circles[c]!.polygon))
  const claims = (unit: number, lng: number, lat: number): number[] => {
    const byUnit = unit >= 0 ? ofUnit[unit]! : []
    return drawn.length > 0 ? [...byUnit, ...borders.allOf(lng, lat).map((k) => drawn[k]!)] : byUnit
  }
  // what a person drew goes before what was worked out round it; of each kind, the earlier
  const rank = (c: number) => (circles[c]!.units.length === 0 ? c : circles.length + c)
  const first = (list: readonly number[]) => list.reduce((a, b) => (a < 0 || rank(b) < rank(a) ? b : a), -1)
  const { population, outlets, outletSnaps, graph } = m
  const claimedTwice = new Uint8Array(population.lng.length)
  const ofCell = Int32Array.from(units.ofCell, (u, i) => {
    const list = claims(u, population.lng[i]!, population.lat[i]!)
    if (list.length > 1) claimedTwice[i] = 1
    return first(list)
  })
  const communities = units.polygons && new AreaIndex(units.polygons)
  const ofOutlet = Int32Array.from(outlets, ({ at }, o) => {
    const within = communities?.areaOf(...at) ?? -1
    return first(claims(within >= 0 ? within : nodeLabel(graph, outletSnaps, o, units.ofNode), ...at))
  })
  const ofNode = Int32Array.from(units.ofNode, (u, n) =>
    first(claims(u, graph.lng[n]! * DEGREES, graph.lat[n]! * DEGREES)),
  )
  return { circles, ofCell, ofOutlet, ofNode, claimedTwice }
}
