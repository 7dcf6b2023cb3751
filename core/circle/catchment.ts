// Floating catchment areas: how many places there are for each person when those who can walk to them share them. A catchment
// is all who are within the minutes, and nobody else: weights are 0 or 1. Three ways to share, i for cells of Pᵢ people, j for
// outlets of Sⱼ places, nᵢ outlets in reach of cell i, mⱼ cells with people in reach of outlet j, sums over what is in reach:
//
//   twoStep   Rⱼ = Sⱼ ÷ Σᵢ Pᵢ       Aᵢ = Σⱼ Rⱼ          everybody counts in full at every outlet
//             Luo & Wang 2003, Environment and Planning B 30(6) 865–884, doi 10.1068/b29120.           Σ Pᵢ Aᵢ = Σ Sⱼ
//   balanced  Lⱼ = Sⱼ ÷ Σᵢ Pᵢ/nᵢ    Aᵢ = Σⱼ Lⱼ/mⱼ       everybody is divided among outlets, each level among cells
//             Paez, Higgins & Vivona 2019, PLoS ONE 14(6) e0218773, doi 10.1371/journal.pone.0218773.  Σ Aᵢ = Σ Lⱼ
//   even      Lⱼ as balanced        Aᵢ = Σⱼ Lⱼ/nᵢ       the level that one meets who divides himself as step one has it
//             Wan, Zou & Sternberg 2012, IJGIS 26(6) 1073–1089, doi 10.1080/13658816.2011.624987,
//             whose selection weight is 1/nᵢ where all weights are alike.                              Σ Pᵢ Aᵢ = Σ Sⱼ
//
// Two-step inflates the demand at outlets, Σⱼ Σᵢ Pᵢ ≥ Σᵢ Pᵢ, and so understates each Rⱼ, but gives out each place once. Balanced
// keeps demand, Σⱼ Σᵢ Pᵢ/nᵢ = Σ Pᵢ, and levels, but its Aᵢ goes down as cells are cut smaller, for mⱼ counts cells: compare
// it only between cells of one city cut in one way. The other two do not depend on how cells are cut.
import type { Rows } from '../access/problem.ts'

/** Who is in reach of the outlets, what these hold, who lives where. */
export interface Catchments {
  /** Row j: the cells within the minutes of outlet j, ascending. */
  readonly pairs: Rows
  /** Per outlet: its places, ≥ 0. */
  readonly capacity: ArrayLike<number>
  /** Per cell: people who would use them. Cells without any take no part. */
  readonly people: Float64Array
}

/** What comes of sharing. Places a person, not a thousand. */
export interface Shared {
  /** Per cell; 0 where no place is in reach. */
  readonly twoStep: Float64Array
  readonly balanced: Float64Array
  readonly even: Float64Array
  /** Per outlet: people within the minutes, and people when each is divided among the outlets he can reach. */
  readonly demand: Float64Array
  readonly evenDemand: Float64Array
  /** Per outlet: its places by either; NaN where nobody is in reach of it, so that its places reach nobody. */
  readonly ratio: Float64Array
  readonly level: Float64Array
}

/** Shares the places out. Sums run over outlets and then over cells, both ascending, so that the same is the same to the last bit. */
export function share({ pairs: { first, item }, capacity, people }: Catchments): Shared {
  const outlets = capacity.length
  const cells = people.length
  const reach = new Int32Array(cells)
  for (const i of item) reach[i]!++
  const demand = new Float64Array(outlets)
  const evenDemand = new Float64Array(outlets)
  const inhabited = new Int32Array(outlets)
  for (let j = 0; j < outlets; j++)
    for (let k = first[j]!; k < first[j + 1]!; k++) {
      const i = item[k]!
      if (!(people[i]! > 0)) continue
      demand[j]! += people[i]!
      evenDemand[j]! += people[i]! / reach[i]!
      inhabited[j]!++
    }
  const ratio = demand.map((d, j) => (d > 0 ? capacity[j]! / d : Number.NaN))
  const level = evenDemand.map((d, j) => (d > 0 ? capacity[j]! / d : Number.NaN))
  const [twoStep, balanced, even] = [new Float64Array(cells), new Float64Array(cells), new Float64Array(cells)]
  for (let j = 0; j < outlets; j++) {
    if (!(demand[j]! > 0)) continue
    for (let k = first[j]!; k < first[j + 1]!; k++) {
      const i = item[k]!
      twoStep[i]! += ratio[j]!
      if (people[i]! > 0) balanced[i]! += level[j]! / inhabited[j]!
      even[i]! += level[j]! / reach[i]!
    }
  }
  return { twoStep, balanced, even, demand, evenDemand, ratio, level }
}
