// Whether points are the middles of a grid's cells, and how wide those are.
import Flatbush from 'flatbush'
import { planeAt } from '../geo/meters.ts'

/** Points looked at; evenly over the file. */
const SAMPLE = 400

/** Neighbours this near to the usual step, as a share of it, are one cell away. Points at random have 8 % of them so near. */
const SLACK = 0.05

/** At least this share of the points must have a neighbour one cell away. */
const REGULAR = 0.6

/**
 * The side of the cells in metres, when most points stand in one lattice; null when they do not. The lattice may lean, as
 * a grid does that was made in another projection: the side is the root of a cell's area.
 *
 *     ·   ·   ·        a  from a point to its nearest neighbour
 *    ·   ·   ·         b  the next step that does not lie along a
 *   ·   ·   ·          cell = |a × b|
 */
export function gridMeters(lng: ArrayLike<number>, lat: ArrayLike<number>): number | null {
  const n = lng.length
  if (n < 9) return null
  const plane = planeAt(lng[n >> 1]!, lat[n >> 1]!)
  const index = new Flatbush(n)
  for (let i = 0; i < n; i++) index.add(plane.x(lng[i]!), plane.y(lat[i]!))
  index.finish()
  const steps: { dx: number; dy: number; meters: number }[] = []
  const around: { dx: number; dy: number; meters: number }[][] = []
  const stride = Math.max(1, n / SAMPLE)
  for (let k = 0; k < n; k += stride) {
    const i = Math.floor(k)
    const [x, y] = [plane.x(lng[i]!), plane.y(lat[i]!)]
    const near = index.neighbors(x, y, 9).filter((j) => j !== i)
    const ways = near.map((j) => {
      const [dx, dy] = [plane.x(lng[j]!) - x, plane.y(lat[j]!) - y]
      return { dx, dy, meters: Math.hypot(dx, dy) }
    })
    if (ways.length === 0 || ways[0]!.meters === 0) continue
    steps.push(ways[0]!)
    around.push(ways)
  }
  const one = middle(steps.map((s) => s.meters))
  const regular = steps.filter((s) => Math.abs(s.meters - one) <= SLACK * one).length
  if (!(one > 0) || regular < REGULAR * steps.length) return null

  const areas: number[] = []
  for (const ways of around) {
    const a = ways[0]!
    if (Math.abs(a.meters - one) > SLACK * one) continue
    // more than 30° off a's line, and not much longer: the cell's other side
    const b = ways.find((w) => Math.abs(a.dx * w.dy - a.dy * w.dx) > 0.5 * a.meters * w.meters)
    if (b && b.meters < 2 * one) areas.push(Math.abs(a.dx * b.dy - a.dy * b.dx))
  }
  const side = areas.length > 0 ? Math.sqrt(middle(areas)) : one
  return Math.round(side * 10) / 10
}

const middle = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0
