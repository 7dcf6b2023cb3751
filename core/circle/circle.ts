// A circle (便民生活圈) and the circles of a city: how they were drawn is delineate.ts's business, how they stand that of the rest.
import type { LngLat } from '../geo/meters.ts'
import type { MultiPolygon } from '../geo/polygon.ts'

/** What a circle is drawn round: a real cluster of outlets, a community service centre, a site to be, or a place that a person fixed. */
export interface Heart {
  readonly id: string
  readonly name: string
  readonly kind: 'cluster' | 'centre' | 'site' | 'fixed'
  readonly at: LngLat
  /** Index of the outlet that it is or stands for; null where it is a place without one. */
  readonly outlet: number | null
}

/** One circle. */
export interface Circle {
  /** Stable over re-runs that keep it: `c001` … or the id of the file it came from. */
  readonly id: string
  readonly name: string
  /** Null where it was uploaded or drawn without one. */
  readonly heart: Heart | null
  /** Ids of the units (communities; blocks of cells where there are none) it is made of, ascending; empty where it was drawn freely. */
  readonly units: readonly string[]
  readonly polygon: MultiPolygon
  /** Whether a re-run must leave it as it is. */
  readonly locked: boolean
}

/** The circles of a city. A cell, and so a resident, is in one circle at most; so is an outlet. */
export interface Circles {
  readonly circles: readonly Circle[]
  /** Per cell of the population: index into `circles`; -1: in none. */
  readonly ofCell: Int32Array
  /** Per outlet: index into `circles` of the one it stands in; -1: in none. An outlet serves its neighbours too: see sharing. */
  readonly ofOutlet: Int32Array
}
