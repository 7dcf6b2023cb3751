// Snaps of a part of the points.
import type { Snaps } from './snap.ts'

/** Snaps of some points, in the order given. */
export function someSnaps(snaps: Snaps, points: ArrayLike<number>): Snaps {
  const first = new Int32Array(points.length + 1)
  const which: number[] = []
  for (let i = 0; i < points.length; i++) {
    for (let s = snaps.first[points[i]!]!; s < snaps.first[points[i]! + 1]!; s++) which.push(s)
    first[i + 1] = which.length
  }
  const ints = (column: Int32Array) => Int32Array.from(which, (s) => column[s]!)
  const doubles = (column: Float64Array) => Float64Array.from(which, (s) => column[s]!)
  return {
    points: points.length,
    first,
    edge: ints(snaps.edge),
    offsetMm: ints(snaps.offsetMm),
    legMm: ints(snaps.legMm),
    lng: doubles(snaps.lng),
    lat: doubles(snaps.lat),
    overWall: Uint8Array.from(which, (s) => snaps.overWall[s]!),
  }
}
