// What is told of each circle, in three results that stay apart: its type by what is there (有没有), who reaches what over the streets,
// and how good the service is (好不好). No score is made of them.

import type { Frame } from './frame.ts'
import type { Share } from './measured.ts'
import { type TypeResult, type Typing, typeOf } from './typing.ts'

/** Residents' answers on how good the services of a circle are. */
export interface ServiceResult {
  /** Valid answers, and the share of them that are satisfied, 0–1. */
  readonly answers: number
  readonly satisfied: number
}

/** One circle. */
export interface CircleResults {
  /** Its id. */
  readonly circle: string
  /** Residents of its cells. */
  readonly people: number
  /** 有没有. */
  readonly typing: TypeResult
  /** Spatial access, per category of the standard. */
  readonly access: readonly { readonly category: string; readonly share: Share }[]
  /** 好不好: null until residents have been asked. */
  readonly service: ServiceResult | null
}

/** The results of every circle, in order; none where there are no circles. */
export function resultsOf(frame: Frame, typing: Typing): readonly CircleResults[] {
  const { categories } = frame.measured
  return (frame.circles?.circles ?? []).map(({ id }, circle) => {
    const cells = frame.cellsOf(circle)
    return {
      circle: id,
      people: frame.peopleOf(cells),
      typing: typeOf(frame, circle, typing),
      access: categories.map((category, c) => ({ category: category.id, share: frame.shareOf(c, cells) })),
      service: null,
    }
  })
}
