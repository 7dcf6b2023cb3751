// What can be left out of a covering question before it is searched: a demand is covered whenever another whose sites are among its
// own is; a site is never needed where another covers all that it does. Rounds until nothing more goes (Toregas & ReVelle 1973).
import type { Service } from './service.ts'

/** Words compared at most; beyond, what is left is left. It only decides how much goes. */
const WORK = 4e8

/**
 * The same question with fewer demands (where all must be covered, `rows`, those that others make needless; else those alike
 * joined into one) and fewer sites. Sites that went keep their number and
 * have no pairs. `plain` questions only. `cols` false: sites differ in more than whom they cover, so none goes.
 */
export function reduced(service: Service, rows: boolean, cols = true): Service {
  let now = service
  let work = WORK
  for (;;) {
    const rowGone = rows
      ? dominated(now.demands, now.sites, now.first, now.site, now.siteFirst, now.demand, true)
      : null
    if (rowGone && rowGone.gone > 0) now = kept(now, rowGone.mark, null)
    const colGone = cols
      ? dominated(now.sites, now.demands, now.siteFirst, now.demand, now.first, now.site, false)
      : null
    if (colGone && colGone.gone > 0) now = kept(now, null, colGone.mark)
    work -= (rowGone?.work ?? 0) + (colGone?.work ?? 0)
    const rowsWent = (rowGone?.gone ?? 0) > 0
    const colsWent = (colGone?.gone ?? 0) > 0
    if (work <= 0 || (!rowsWent && !colsWent) || !(rows && cols)) return rows ? now : joined(now)
  }
}

/** Demands that are left with the same sites are one, missed together or not at all. */
function joined(service: Service): Service {
  const { demands, first, site } = service
  const met = new Map<number, number[]>()
  const into = new Int32Array(demands)
  const gone = new Uint8Array(demands)
  for (let j = 0; j < demands; j++) {
    let hash = 0
    for (let e = first[j]!; e < first[j + 1]!; e++) hash = (Math.imul(hash, 0x01000193) ^ site[e]!) | 0
    const list = met.get(hash)
    const same = list?.find((r) => isSame(r, j))
    into[j] = same ?? j
    if (same !== undefined) gone[j] = 1
    else if (list) list.push(j)
    else met.set(hash, [j])
  }
  if (!gone.includes(1)) return service
  const [miss, weight] = [new Float64Array(demands), new Float64Array(demands)]
  for (let j = 0; j < demands; j++) {
    miss[into[j]!]! += service.miss[j]!
    weight[into[j]!]! += service.weight[j]!
  }
  return kept({ ...service, miss, weight }, gone, null)

  function isSame(a: number, b: number): boolean {
    const n = first[a + 1]! - first[a]!
    if (first[b + 1]! - first[b]! !== n) return false
    for (let k = 0; k < n; k++) if (site[first[a]! + k] !== site[first[b]! + k]) return false
    return true
  }
}

/**
 * Lines (demands or sites) that another makes needless. With `supersets` a line goes where it holds all of another; else where
 * another holds all of it. Of equal lines the first stays.
 */
function dominated(
  lines: number,
  width: number,
  first: Int32Array,
  item: Int32Array,
  itemFirst: Int32Array,
  holder: Int32Array,
  supersets: boolean,
): { mark: Uint8Array; gone: number; work: number } {
  const words = (width + 31) >> 5
  const mark = new Uint8Array(lines)
  if (lines * words > 6e7) return { mark, gone: 0, work: 0 }
  const bits = new Uint32Array(lines * words)
  for (let a = 0; a < lines; a++)
    for (let e = first[a]!; e < first[a + 1]!; e++) bits[a * words + (item[e]! >> 5)]! |= 1 << (item[e]! & 31)
  let gone = 0
  let work = 0
  for (let a = 0; a < lines && work < WORK; a++) {
    if (first[a] === first[a + 1] || mark[a] === 1) continue
    // the lines that hold all of a are among those that hold its rarest item
    let rare = item[first[a]!]!
    for (let e = first[a]!; e < first[a + 1]!; e++) {
      const x = item[e]!
      if (itemFirst[x + 1]! - itemFirst[x]! < itemFirst[rare + 1]! - itemFirst[rare]!) rare = x
    }
    const size = first[a + 1]! - first[a]!
    for (let e = itemFirst[rare]!; e < itemFirst[rare + 1]!; e++) {
      const b = holder[e]!
      work++
      if (b === a || mark[b] === 1) continue
      const sizeB = first[b + 1]! - first[b]!
      if (sizeB < size || (sizeB === size && (supersets ? b < a : b > a))) continue
      let holds = true
      for (let w = 0; w < words; w++) {
        work++
        if ((bits[a * words + w]! & ~bits[b * words + w]!) !== 0) {
          holds = false
          break
        }
      }
      if (!holds) continue
      gone++
      if (supersets) mark[b] = 1
      else {
        mark[a] = 1
        break
      }
    }
  }
  return { mark, gone, work }
}

/** The question without the marked demands and sites. */
function kept(service: Service, rowGone: Uint8Array | null, siteGone: Uint8Array | null): Service {
  const { demands } = service
  const first = new Int32Array(demands + 1)
  const site = new Int32Array(service.site.length)
  const stays: number[] = []
  let at = 0
  for (let j = 0; j < demands; j++) {
    if (rowGone?.[j] === 1) continue
    for (let e = service.first[j]!; e < service.first[j + 1]!; e++)
      if (siteGone?.[service.site[e]!] !== 1) site[at++] = service.site[e]!
    stays.push(j)
    first[stays.length] = at
  }
  return withoutCosts(service, stays, first.slice(0, stays.length + 1), site.slice(0, at))
}

/** The question of the demands that stay, with their pairs as given. */
function withoutCosts(service: Service, stays: readonly number[], first: Int32Array, site: Int32Array): Service {
  const { sites } = service
  const siteFirst = new Int32Array(sites + 1)
  for (const i of site) siteFirst[i + 1]!++
  for (let i = 0; i < sites; i++) siteFirst[i + 1]! += siteFirst[i]!
  const next = siteFirst.slice(0, sites)
  const demand = new Int32Array(site.length)
  for (let r = 0; r < stays.length; r++) for (let e = first[r]!; e < first[r + 1]!; e++) demand[next[site[e]!]!++] = r
  return {
    ...service,
    demands: stays.length,
    first,
    site,
    cost: new Float64Array(site.length),
    siteFirst,
    demand,
    siteCost: new Float64Array(site.length),
    miss: Float64Array.from(stays, (j) => service.miss[j]!),
    weight: Float64Array.from(stays, (j) => service.weight[j]!),
  }
}
