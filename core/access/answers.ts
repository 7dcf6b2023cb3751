// What a search answers. Inside core, -1 in an Int32Array means "none"; no -1 ever leaves core (see circle/coverage.ts).

/** Seconds are counted in tenths (deciseconds): whole numbers, exact sums, 16 bits for an hour and three quarters. */
export const DS = 10

/** From every point to the nearest outlet of one category. */
export interface Nearest {
  /** Deciseconds on foot, both legs included when the convention says so; -1: cannot be reached at all. */
  readonly ds: Int32Array
  /** Millimetres walked along that way; -1 likewise. */
  readonly mm: Int32Array
  /** Index of the outlet; -1 likewise. Ties go to fewer mm, then to the smaller index. */
  readonly outlet: Int32Array
}

/** From every point: how many outlets of one category lie within the limit, and what they hold together. */
export interface Within {
  readonly count: Int32Array
  /** Sum of the known capacities; outlets of unknown capacity add nothing. */
  readonly capacity: Float64Array
}

/** A walked way. */
export interface Walk {
  readonly ds: number
  readonly mm: number
  /** [lng, lat, lng, lat, …] from door to door. */
  readonly line: Float64Array
}
