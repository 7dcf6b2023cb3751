// What a search reached, as it is printed: every term of the objective, and the bounds beside the number of circles.
import { type Bounds, boundsOf } from './delineate/bound.ts'
import type { Partition } from './delineate/partition.ts'
import { PER_PERSON } from './delineate/question.ts'
import type { NumberBound, Term } from './delineation.ts'

/** Every term of the objective over the circles that were drawn. */
export function termsOf(p: Partition): Term[] {
  const score = p.score()
  const { walkDs, even, border } = p.parts()
  const { factors, limitDs } = p.q
  return [
    {
      rank: 1,
      id: 'beyond',
      name: { zh: '超出时限的人', en: 'people beyond the minutes' },
      value: score.beyond / PER_PERSON,
      factor: 1,
    },
    {
      rank: 2,
      id: 'miss',
      name: { zh: '超出人口区间的人', en: 'people outside the band' },
      value: score.miss / PER_PERSON,
      factor: 1,
    },
    {
      rank: 3,
      id: 'number',
      name:
        p.q.band.about === null
          ? { zh: '圈数', en: 'circles' }
          : { zh: `圈数与所需 ${p.wanted} 之差`, en: `circles off the ${p.wanted} wanted` },
      value: score.number,
      factor: 1,
    },
    {
      rank: 4,
      id: 'walk',
      name: { zh: '人均步行时间÷时限', en: 'mean walk / minutes' },
      value: walkDs / limitDs,
      factor: factors.walk,
    },
    {
      rank: 4,
      id: 'even',
      name: { zh: '各圈人口变异系数²', en: 'people’s coefficient of variation²' },
      value: even,
      factor: factors.even,
    },
    {
      rank: 4,
      id: 'border',
      name: { zh: '圈界切断的街道占比', en: 'share of streets cut' },
      value: border,
      factor: factors.border,
    },
  ]
}

/** The bounds beside what was reached. */
export function boundOf(p: Partition, bounds: Bounds, locked: number): NumberBound {
  return {
    reached: p.count + locked,
    locked,
    byPeople: bounds.byPeople === null ? null : bounds.byPeople + locked,
    byWalking: bounds.byWalking + locked,
    byBoth: bounds.byBoth === null ? null : bounds.byBoth + locked,
    best: (boundsOf(p.q, p.allowance()).byBoth ?? p.count) + locked,
    leastBeyond: bounds.leastBeyond / PER_PERSON,
  }
}
