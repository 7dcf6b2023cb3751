// How evenly people are spread over circles.
import type { CircleFigures, Delineation } from './delineation.ts'

/** Mean, least, most and the coefficient of variation of the circles' people; null where there is none. */
export function evennessOf(figures: readonly Pick<CircleFigures, 'people'>[]): Delineation['evenness'] {
  if (figures.length === 0) return null
  const people = figures.map((f) => f.people)
  const mean = people.reduce((s, n) => s + n, 0) / people.length
  const variance = people.reduce((s, n) => s + (n - mean) ** 2, 0) / people.length
  return {
    mean,
    least: Math.min(...people),
    most: Math.max(...people),
    variation: mean > 0 ? Math.sqrt(variance) / mean : 0,
  }
}
