// A question of siting as numbers: who wants to be served (demands), by whom they could be (sites), and how far it is between them.
// A city, an uploaded table and a published reference instance all become one of these, and every model reads nothing else.

/** Rows of pairs: row r has `other[first[r]] .. other[first[r + 1]]`, ascending, with the distance of each. */
export interface Pairs {
  readonly first: Int32Array
  readonly other: Int32Array
  /** In the instance's unit, ≥ 0. */
  readonly distance: Float64Array
}

/** A whole question. A pair that is not listed is out of reach. */
export interface Instance {
  readonly demands: number
  readonly sites: number
  /** Per demand: what it counts for (people, or as a reference instance says), ≥ 0. */
  readonly weight: Float64Array
  /** Per site: the demands in its reach; per demand: the sites. The same pairs twice. */
  readonly bySite: Pairs
  readonly byDemand: Pairs
  /** Per site: 1 where it is open already and stays so. Such sites count neither in p nor in the budget. */
  readonly open: Uint8Array
  /** Per site: what it would cost to open; null where no costs are known. */
  readonly cost: Float64Array | null
  /** Per site: how much weight it can serve; Infinity: any. Null where capacities do not count. */
  readonly capacity: Float64Array | null
  /** Per site: the place it is a use of; sites of one place are opened together and count as one in p. Absent: each is its own. */
  readonly place?: Int32Array
  /** Per site: the floor that it needs, m²; per place: the floor there is. NaN where unknown. Absent: floor does not count. */
  readonly floor?: { readonly needed: Float64Array; readonly there: Float64Array }
  /** Per site: when a mobile one stands there, minutes of the day, `to` beyond 1,440 past midnight. Absent: none is mobile. */
  readonly stands?: { readonly from: Int32Array; readonly to: Int32Array }
  /** What `distance` counts, for whoever writes the answer down. */
  readonly unit: 'ds' | 'mm' | 'm' | 'given'
}
