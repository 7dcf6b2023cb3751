// How good a set of circles is: four numbers, and an earlier one outweighs all that follow.
//
//   beyond   people beyond the minutes of their circle's heart
//   miss     people by which circles miss the band
//   number   circles; where the band says about how many people, circles more or fewer than that makes
//   shape    walk × mean walk / minutes  +  even × (people's coefficient of variation)²  +  border × share of streets cut
//
// The minutes go before the band because they are what the circle is named after; the band is a ruler, of which there are three.

/** The four numbers; less is better. */
export interface Score {
  beyond: number
  miss: number
  number: number
  shape: number
}

/** Differences of shape below this are rounding. */
const SAME = 1e-10

/** Below 0 where `a` is better, above where `b` is, 0 where they are alike. */
export function compareScores(a: Score, b: Score): number {
  if (a.beyond !== b.beyond) return a.beyond - b.beyond
  if (a.miss !== b.miss) return a.miss - b.miss
  if (a.number !== b.number) return a.number - b.number
  return Math.abs(a.shape - b.shape) <= SAME ? 0 : a.shape - b.shape
}
