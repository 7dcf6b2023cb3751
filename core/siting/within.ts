// Only the pairs within a radius: for models that count whoever is listed as reached.
import type { Instance, Pairs } from './instance.ts'

/** The instance without pairs further than `radius`; the same one where that takes nothing away, or no radius is asked (null). */
export function withinRadius(instance: Instance, radius: number | null): Instance {
  if (radius === null || instance.bySite.distance.every((d) => d <= radius)) return instance
  return { ...instance, bySite: cut(instance.bySite, radius), byDemand: cut(instance.byDemand, radius) }
}

function cut({ first, other, distance }: Pairs, radius: number): Pairs {
  const length = distance.reduce((n, d) => (d <= radius ? n + 1 : n), 0)
  const near = {
    first: new Int32Array(first.length),
    other: new Int32Array(length),
    distance: new Float64Array(length),
  }
  let at = 0
  for (let r = 0; r + 1 < first.length; r++) {
    for (let k = first[r]!; k < first[r + 1]!; k++) {
      if (!(distance[k]! <= radius)) continue
      near.other[at] = other[k]!
      near.distance[at++] = distance[k]!
    }
    near.first[r + 1] = at
  }
  return near
}
