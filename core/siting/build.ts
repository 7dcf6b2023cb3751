// Instances from what people have: rows of pairs (a city's table of walks), a list of pairs (an uploaded table), a full matrix.
import type { Instance, Pairs } from './instance.ts'

/** What an instance says beside its pairs; what is left out is 1 for every demand, nothing open, and not known. */
export interface About {
  readonly weight?: ArrayLike<number>
  readonly open?: ArrayLike<number>
  readonly cost?: ArrayLike<number> | null
  readonly capacity?: ArrayLike<number> | null
  readonly unit?: Instance['unit']
}

/** Rows turned into columns: of `columns` rows each, ascending. The order of work is that of memory, so it is linear. */
export function transposed(pairs: Pairs, columns: number): Pairs {
  const rows = pairs.first.length - 1
  const first = new Int32Array(columns + 1)
  for (let e = pairs.first[0]!; e < pairs.first[rows]!; e++) first[pairs.other[e]! + 1]!++
  for (let c = 0; c < columns; c++) first[c + 1]! += first[c]!
  const at = first.slice(0, columns)
  const other = new Int32Array(first[columns]!)
  const distance = new Float64Array(first[columns]!)
  for (let r = 0; r < rows; r++)
    for (let e = pairs.first[r]!; e < pairs.first[r + 1]!; e++) {
      const to = at[pairs.other[e]!]!++
      other[to] = r
      distance[to] = pairs.distance[e]!
    }
  return { first, other, distance }
}

/**
 * An instance from its pairs by site: row i holds the demands in reach of site i, ascending, each once.
 * `sites` rows, demands `0 .. demands − 1`. Throws where a number is not what it must be.
 */
export function instanceBySite(bySite: Pairs, demands: number, about: About = {}): Instance {
  const sites = bySite.first.length - 1
  for (let i = 0; i < sites; i++)
    for (let e = bySite.first[i]!; e < bySite.first[i + 1]!; e++) {
      const j = bySite.other[e]!
      if (!(j >= 0 && j < demands)) throw new RangeError(`Site ${i} reaches demand ${j}; there are ${demands}.`)
      if (e > bySite.first[i]! && bySite.other[e - 1]! >= j)
        throw new RangeError(`The demands of site ${i} are not in ascending order at ${j}.`)
      if (!(bySite.distance[e]! >= 0 && bySite.distance[e]! < Infinity))
        throw new RangeError(`From site ${i} to demand ${j} it is ${bySite.distance[e]}; expected 0 or more.`)
    }
  return finished(bySite, transposed(bySite, demands), about)
}

/**
 * From a list of pairs in any order: `demand[e]` and `site[e]` are `distance[e]` apart. A pair listed twice keeps its last
 * distance; readers of files tell people of duplicates before it comes to that.
 */
export function instanceOfPairs(
  pairs: { readonly demand: ArrayLike<number>; readonly site: ArrayLike<number>; readonly distance: ArrayLike<number> },
  demands: number,
  sites: number,
  about: About = {},
): Instance {
  const n = pairs.distance.length
  const order = Uint32Array.from({ length: n }, (_, e) => e)
  order.sort((a, b) => pairs.site[a]! - pairs.site[b]! || pairs.demand[a]! - pairs.demand[b]! || a - b)
  const first = new Int32Array(sites + 1)
  const other = new Int32Array(n)
  const distance = new Float64Array(n)
  let at = 0
  for (let k = 0; k < n; k++) {
    const e = order[k]!
    const next = order[k + 1]
    if (next !== undefined && pairs.site[next] === pairs.site[e] && pairs.demand[next] === pairs.demand[e]) continue
    const i = pairs.site[e]!
    if (!(i >= 0 && i < sites)) throw new RangeError(`A pair names site ${i}; there are ${sites}.`)
    first[i + 1]!++
    other[at] = pairs.demand[e]!
    distance[at++] = pairs.distance[e]!
  }
  for (let i = 0; i < sites; i++) first[i + 1]! += first[i]!
  return instanceBySite({ first, other: other.slice(0, at), distance: distance.slice(0, at) }, demands, about)
}

/** From a full matrix, `demands` rows of `sites` distances; Infinity: out of reach. */
export function instanceOfMatrix(
  matrix: ArrayLike<number>,
  demands: number,
  sites: number,
  about: About = {},
): Instance {
  if (matrix.length !== demands * sites)
    throw new RangeError(`The matrix has ${matrix.length} numbers; expected ${demands} × ${sites}.`)
  const first = new Int32Array(sites + 1)
  let pairs = 0
  for (let i = 0; i < sites; i++) {
    for (let j = 0; j < demands; j++) if (matrix[j * sites + i]! !== Infinity) pairs++
    first[i + 1] = pairs
  }
  const other = new Int32Array(pairs)
  const distance = new Float64Array(pairs)
  let at = 0
  for (let i = 0; i < sites; i++)
    for (let j = 0; j < demands; j++) {
      const d = matrix[j * sites + i]!
      if (d === Infinity) continue
      other[at] = j
      distance[at++] = d
    }
  return instanceBySite({ first, other, distance }, demands, about)
}

function finished(bySite: Pairs, byDemand: Pairs, about: About): Instance {
  const sites = bySite.first.length - 1
  const demands = byDemand.first.length - 1
  const weight = about.weight ? Float64Array.from(about.weight) : new Float64Array(demands).fill(1)
  const open = about.open ? Uint8Array.from(about.open) : new Uint8Array(sites)
  const cost = about.cost ? Float64Array.from(about.cost) : null
  const capacity = about.capacity ? Float64Array.from(about.capacity) : null
  const length = (what: string, got: number, expected: number) => {
    if (got !== expected) throw new RangeError(`${what}: ${got} numbers; expected ${expected}.`)
  }
  length('Weights', weight.length, demands)
  length('Open sites', open.length, sites)
  length('Costs', cost?.length ?? sites, sites)
  length('Capacities', capacity?.length ?? sites, sites)
  weight.forEach((w, j) => {
    if (!(w >= 0 && w < Infinity)) throw new RangeError(`Demand ${j} has the weight ${w}; expected 0 or more.`)
  })
  cost?.forEach((c, i) => {
    if (!(c >= 0)) throw new RangeError(`Site ${i} costs ${c}; expected 0 or more.`)
  })
  return { demands, sites, weight, bySite, byDemand, open, cost, capacity, unit: about.unit ?? 'given' }
}
