// Where a point meets the network: on an edge, never at a node for convenience; the leg to it is kept and counted.

/**
 * Snaps of many points, in columns. Point p has the snaps `first[p] .. first[p + 1])`: one for each of its entrances
 * that found an edge within the limit, none if it found no edge at all.
 */
export interface Snaps {
  readonly points: number
  readonly first: Int32Array
  /** Per snap: the edge, and how far along it from its `from` end, in mm. */
  readonly edge: Int32Array
  readonly offsetMm: Int32Array
  /** Straight leg from the entrance to that place, mm. */
  readonly legMm: Int32Array
  /** The place on the edge, degrees. */
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** 1 where the leg steps across a wall because there was no other edge within the limit. */
  readonly overWall: Uint8Array
}
