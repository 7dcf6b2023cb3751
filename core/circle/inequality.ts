// Inequality: how unevenly something that people have (places within reach) or bear (minutes on foot) is spread among them. Every
// person counts alike, wherever cells are cut: a cell of Pᵢ people is Pᵢ people with xᵢ each. All measures are 0 where everybody
// has the same (the Palma ratio is 1), stay as they are when all xᵢ or all Pᵢ are multiplied, and know no negative x.
//
//   Gini       0 … 1   twice the area between the Lorenz curve and the diagonal. Gini 1914; as a sum over cells sorted by x, the
//                      trapezoids under the curve of (share of people, share of x)
//   Palma      ≥ 1     mean of the tenth of people with most ÷ mean of the four tenths with least. Palma 2011 compares their
//                      shares of the total, Development and Change 42(1) 87–153: that is a quarter of this
//   Theil T    ≥ 0     Σ pᵢ (xᵢ/μ) ln(xᵢ/μ), with 0 ln 0 = 0; ln(1/p) where the share p of people has all there is. Theil 1967,
//                      Economics and Information Theory. Falls into parts within and between groups of people, exactly
//   concentration  −1 … 1   2/μ Σ pᵢ xᵢ Rᵢ − 1, Rᵢ the fractional rank by another variable: above 0 where those who rank high have
//                      more. Kakwani, Wagstaff & van Doorslaer 1997, Journal of Econometrics 77(1) 87–103. Equal ranks share
//                      their mean rank. Ranked by x itself it is the Gini
//
// For minutes on foot more is worse: a Palma of 3 says that the tenth who walk furthest walk three times as far as the four tenths
// who walk least. People for whom x cannot be told do not belong here: whoever calls counts them beside it.

/** Values and the people who have them. Values are finite and ≥ 0, people ≥ 0; cells without people do not count. */
export interface Spread {
  readonly values: ArrayLike<number>
  readonly people: ArrayLike<number>
}

/** The people of a spread, sorted by `by` (else by value), and their sums. */
interface Sorted {
  readonly order: Int32Array
  readonly people: number
  /** Σ people × value. */
  readonly total: number
}

/** Cells with people, and sums over them. */
function summed({ values, people }: Spread): { readonly cells: Int32Array; people: number; total: number } {
  if (values.length !== people.length) throw new Error(`${values.length} values for ${people.length} cells.`)
  const kept: number[] = []
  let [n, total] = [0, 0]
  for (let i = 0; i < people.length; i++) {
    if (!(people[i]! > 0)) continue
    if (!(values[i]! >= 0 && values[i]! < Infinity)) throw new Error(`Value ${values[i]} of cell ${i}: from 0 on.`)
    kept.push(i)
    n += people[i]!
    total += people[i]! * values[i]!
  }
  return { cells: Int32Array.from(kept), people: n, total }
}

function sorted(spread: Spread, by: ArrayLike<number> = spread.values): Sorted {
  const { cells, people, total } = summed(spread)
  for (const i of cells) if (!(by[i]! <= Infinity)) throw new Error(`Cell ${i} has no rank.`)
  return { order: cells.sort((a, b) => by[a]! - by[b]! || a - b), people, total }
}

/** The measures of one spread; all null where there is nobody. */
export interface Measures {
  readonly people: number
  readonly mean: number | null
  readonly gini: number | null
  readonly palma: number | null
  readonly theil: number | null
}

/** All measures that need no more than the spread, with one sorting. */
export function measuresOf(spread: Spread): Measures {
  const by = sorted(spread)
  const mean = by.people > 0 ? by.total / by.people : null
  return { people: by.people, mean, gini: gini(spread, by), palma: palma(spread, by), theil: theil(spread, by) }
}

/** Gini coefficient, 0–1; 0 where nobody has anything; null where there is nobody. */
export function gini(spread: Spread, by = sorted(spread)): number | null {
  const { order, people, total } = by
  if (!(people > 0)) return null
  if (total === 0) return 0
  let below = 0 // x of those before
  let twiceArea = 0
  for (const i of order) {
    const own = spread.people[i]! * spread.values[i]!
    twiceArea += spread.people[i]! * (below + below + own)
    below += own
  }
  return Math.max(0, 1 - twiceArea / people / total)
}

/** Mean of the top tenth ÷ mean of the bottom four tenths; a cell on the border is divided. Null where these have nothing, or nobody is. */
export function palma(spread: Spread, by = sorted(spread)): number | null {
  const { order, people } = by
  if (!(people > 0)) return null
  const least = part(spread, order, 0.4 * people) / 4
  const most = part(spread, order.toReversed(), 0.1 * people)
  return least > 0 ? Math.max(1, most / least) : null
}

/** Σ x of the first `people` people in `order`. */
function part({ values, people }: Spread, order: Int32Array, most: number): number {
  let [left, sum] = [most, 0]
  for (const i of order) {
    const n = Math.min(left, people[i]!)
    sum += n * values[i]!
    left -= n
    if (!(left > 0)) break
  }
  return sum
}

/** Theil's T, ≥ 0; 0 where nobody has anything; null where there is nobody. */
export function theil(spread: Spread, by = sorted(spread)): number | null {
  const { order, people, total } = by
  if (!(people > 0)) return null
  if (total === 0) return 0
  const mean = total / people
  let sum = 0
  for (const i of order) {
    const x = spread.values[i]! / mean
    if (x > 0) sum += spread.people[i]! * x * Math.log(x)
  }
  return Math.max(0, sum / people)
}

/** Theil's T in two parts: theil = within + between. */
export interface TheilParts {
  /** What there would be if all groups had the same mean: Σ sg Tg, sg the group's share of the total. */
  readonly within: number
  /** What there would be if everybody had the mean of his group: Σ sg ln(μg/μ). */
  readonly between: number
}

/** Theil's T by group: `group[i]` is a whole number ≥ 0, of whatever meaning. Null where there is nobody. */
export function theilParts(spread: Spread, group: ArrayLike<number>): TheilParts | null {
  const { people: all, total } = summed(spread)
  if (!(all > 0)) return null
  if (total === 0) return { within: 0, between: 0 }
  const members = new Map<number, { values: number[]; people: number[] }>()
  for (let i = 0; i < spread.people.length; i++) {
    if (!members.has(group[i]!)) members.set(group[i]!, { values: [], people: [] })
    members.get(group[i]!)!.values.push(spread.values[i]!)
    members.get(group[i]!)!.people.push(spread.people[i]!)
  }
  let [within, between] = [0, 0]
  for (const [, own] of [...members].sort(([a], [b]) => a - b)) {
    const { people, total: has, cells } = summed(own)
    if (!(has > 0)) continue // 0 ln 0
    within += (has / total) * theil(own, { order: cells, people, total: has })! // Theil asks for no order
    between += (has / total) * Math.log(has / people / (total / all))
  }
  return { within, between: Math.max(0, between) }
}

/** Concentration index of the values by rank, −1 … 1; 0 where nobody has anything; null where there is nobody. */
export function concentration(spread: Spread, rank: ArrayLike<number>): number | null {
  const { order, people, total } = sorted(spread, rank)
  if (!(people > 0)) return null
  if (total === 0) return 0
  let before = 0 // people of lesser rank
  let sum = 0
  for (let a = 0; a < order.length; ) {
    let [b, tied, has] = [a, 0, 0]
    for (; b < order.length && rank[order[b]!] === rank[order[a]!]; b++) {
      tied += spread.people[order[b]!]!
      has += spread.people[order[b]!]! * spread.values[order[b]!]!
    }
    sum += has * (before + tied / 2)
    before += tied
    a = b
  }
  return (2 * sum) / people / total - 1
}
