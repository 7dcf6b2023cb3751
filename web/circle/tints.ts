// Tints so that neighbours differ: the circle with most neighbours chooses first, each the tint least used among those left to it.
import { CIRCLE_TINTS } from '../ui/colours.ts'

/** Per circle: index into CIRCLE_TINTS. `neighbours[i]`: those that lie beside circle i. */
export function tintsOf(neighbours: readonly (readonly number[])[]): number[] {
  const tints = neighbours.map(() => -1)
  const used = new Array<number>(CIRCLE_TINTS.length).fill(0)
  const order = [...neighbours.keys()].sort((a, b) => neighbours[b]!.length - neighbours[a]!.length || a - b)
  for (const i of order) {
    const clashes = CIRCLE_TINTS.map((_, t) => neighbours[i]!.filter((j) => tints[j] === t).length)
    let best = 0
    CIRCLE_TINTS.forEach((_, t) => {
      const [now, then] = [clashes[t]!, clashes[best]!]
      if (now < then || (now === then && used[t]! < used[best]!)) best = t
    })
    tints[i] = best
    used[best]!++
  }
  return tints
}
