// Every number carries its convention: who walks, how fast, over what, and how points meet the network.
import type { Sourced } from '../base/certainty.ts'
import type { Name } from '../base/name.ts'

/** Somebody on foot. `walkers.ts` holds adult, elder and with child. */
export interface Walker {
  readonly id: string
  readonly name: Name
  /** On the level, km/h. */
  readonly kmh: Sourced<number>
  /** Steps take this many times as long as the level for the same length on the map; null: cannot use steps. */
  readonly steps: Sourced<number | null>
  /** Seconds waited at each crossing. */
  readonly crossingSeconds: Sourced<number>
  /** Private ways and gates: `own`, only those of one's own compound and of the place one visits; `never`; or `all`. */
  readonly gates: 'own' | 'never' | 'all'
}

/** The whole convention of a measurement. It goes into the manifest and stands under every table. */
export interface Convention {
  readonly walker: Walker
  /** The limit asked: within how many minutes. */
  readonly minutes: number
  /** Snap to the nearest place on an edge, or (to compare with engines that do no better) to the nearest node. */
  readonly snap: 'edge' | 'node'
  /** Whether the legs from door to street are counted at both ends. */
  readonly legs: boolean
  /** Nothing snaps further than this, metres. */
  readonly snapLimitMeters: number
}

/**
 * Nothing snaps further than this unless asked, metres. Our own proposal, fixed by no document: about the depth of a
 * large gated superblock, so that homes deep inside one still find their street, and no lake or hill does.
 */
export const SNAP_LIMIT_METERS = 250

/** The convention used where nobody asks for another: door to door, on edges, legs counted, a quarter of an hour. */
export const defaultConvention = (walker: Walker, minutes = 15): Convention => ({
  walker,
  minutes,
  snap: 'edge',
  legs: true,
  snapLimitMeters: SNAP_LIMIT_METERS,
})
