// What a plan is drafted from. Everything but the city and its circles may be empty: then the rules that need it are silent.
import type { Circles } from '../circle/circle.ts'
import type { Measured } from '../circle/measured.ts'
import type { LngLat } from '../geo/meters.ts'
import type { Candidate, Proposal } from '../siting/candidate.ts'
import { Shape } from './shape.ts'
import type { Sited } from './site-gaps.ts'

/** Candidates on the streets, a category, where a plan seeks sites itself (site-gaps.ts). */
export const STREETS_A_CATEGORY = 1000

/** What residents wished for, added up by circle and category (问需于民). */
export interface Tally {
  readonly name: string
  readonly circles: readonly {
    readonly circle: string
    /** Residents who answered. */
    readonly asked: number
    /** Of them, by category id, how many wished for it. */
    readonly wanted: Readonly<Record<string, number>>
  }[]
}

/** People who have an outlet within reach that is shut at the hour asked for. */
export interface ShutWhenAsked {
  readonly category: string
  /** The outlet (id) that most of them have nearest. */
  readonly outlet: string
  readonly cells: Int32Array
}

/** People who have an outlet within reach, and fewer places a person than the city's mean (see apart.ts). */
export interface TooSmall {
  readonly category: string
  readonly outlet: string
  readonly cells: Int32Array
}

/** A gate that was opened in thought (gates.ts): who comes within reach. */
export interface GateTried {
  /** Its smallest edge. */
  readonly edge: number
  readonly at: LngLat
  /** Who may pass it now. */
  readonly passage: 'residents' | 'nobody'
  /** Category id → cells, ascending. */
  readonly gained: ReadonlyMap<string, Int32Array>
}

/** A move that was made in thought (moves.ts). */
export interface MoveTried {
  readonly category: string
  readonly outlet: string
  readonly to: Candidate
  readonly gained: Int32Array
  readonly lost: Int32Array
}

/** All of it. */
export interface PlanInputs {
  readonly measured: Measured
  readonly circles: Circles
  readonly proposals: readonly Proposal[]
  readonly tally: Tally | null
  readonly shut: readonly ShutWhenAsked[]
  readonly small: readonly TooSmall[]
  readonly gates: readonly GateTried[]
  readonly moves: readonly MoveTried[]
  /** How proposals were found that the plan sought itself (site-gaps.ts). */
  readonly sited: readonly Sited[]
}

/** A plan from the city alone. */
export const plainInputs = (measured: Measured, circles: Circles): PlanInputs => ({
  measured,
  circles,
  proposals: [],
  tally: null,
  shut: [],
  small: [],
  gates: [],
  moves: [],
  sited: [],
})

/**
 * A tally of a survey from the JSON of `file`: `{"yike":"tally","version":1,"circles":[{"circle":"c001","asked":120,
 * "wanted":{"wet-market":43}}]}`; no circle at all is a tally too. Fault: bad-file.
 */
export function readTally(text: string, file: string): Tally {
  const shape = Shape.of(text, file).headed('tally', 1)
  const circles = shape
    .get('circles')
    .list()
    .map((c) => {
      const asked = c.get('asked').number(0)
      const wanted = c.get('wanted').entries().map(([id, n]) => [id, n.number(0, asked)] as const) // biome-ignore format: one line
      return { circle: c.get('circle').text(), asked, wanted: Object.fromEntries(wanted) }
    })
  return { name: shape.get('name').textOrNull() ?? file, circles }
}
