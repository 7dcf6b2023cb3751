// Reading a measured city: small questions that every table and page asks.

import type { Convention } from '../access/convention.ts'
import type { Name } from '../base/name.ts'
import type { Coverage, Gap, Measured, Share, State } from '../circle/measured.ts'
import { STATES } from '../circle/measured.ts'
import { type Designation, designationsNamed, designationsOf } from '../programme/register.ts'
import type { AreaRow, Band } from '../source/rows.ts'
import type { Category, Tier } from '../standard/define.ts'

/** What a person reads for each state. */
export const STATE_NAMES: Readonly<Record<State, Name>> = {
  within: { zh: '时限内可达', en: 'within reach' },
  beyond: { zh: '超出时限', en: 'beyond' },
  none: { zh: '台账无网点', en: 'none on the ledger' },
  unknown: { zh: '台账未覆盖', en: 'not known here' },
  unconnected: { zh: '未连通路网', en: 'not connected' },
  edge: { zh: '数据边缘', en: 'edge of the data' },
}

export const TIER_NAMES: Readonly<Record<Tier, Name>> = {
  basic: { zh: '基本保障类', en: 'Basic' },
  quality: { zh: '品质提升类', en: 'Quality' },
  carrier: { zh: '载体', en: 'Carrier' },
}
/** Basic before quality before carriers. */
export const TIERS = ['basic', 'quality', 'carrier'] as const satisfies readonly Tier[]

/** The state of cell `i` for category `c`. */
export const stateOf = (m: Measured, c: number, i: number): State => STATES[m.state[c * m.population.lng.length + i]!]!

type ShareOf = (area: string | null, category: string, band?: Band | null) => Share | null

/** A city of millions has 100,000 shares, and every table and page asks for them. */
const indexed = new WeakMap<readonly Coverage[], ShareOf>()

/** Shares by area, category and band, found without searching. */
export function coverageOf({ coverage }: Measured): ShareOf {
  const known = indexed.get(coverage)
  if (known) return known
  const shareOf = byPlace(coverage)
  indexed.set(coverage, shareOf)
  return shareOf
}

/** An array of shares for each area: category c, band b at c × bands + b, both numbered as they appear. */
function byPlace(coverage: readonly Coverage[]): ShareOf {
  const numbered = <T>(values: Iterable<T>) => new Map([...new Set(values)].map((value, i) => [value, i]))
  const category = numbered(coverage.map((c) => c.category))
  const band = numbered(coverage.map((c) => c.band))
  const slot = (c: string, b: Band | null) => (category.get(c) ?? Number.NaN) * band.size + (band.get(b) ?? Number.NaN)
  const byArea = new Map<string | null, Share[]>()
  for (const c of coverage) {
    const shares = byArea.get(c.area) ?? []
    if (shares.length === 0) byArea.set(c.area, shares)
    shares[slot(c.category, c.band)] = c.share
  }
  return (area, c, b = null) => byArea.get(area)?.[slot(c, b)] ?? null
}

/** Gaps in the order in which they are to be looked at: basic first, then by people, then as the standard lists them. */
export function gapsInOrder(m: Measured): readonly Gap[] {
  const rank = new Map(m.categories.map((c, i) => [c.id, [TIERS.indexOf(c.tier), i] as const]))
  const areas = new Map(m.areas.map((a, i) => [a.id, i]))
  const at = (g: Gap) => (g.area === null ? -1 : (areas.get(g.area) ?? areas.size))
  return [...m.gaps].sort(
    (a, b) =>
      rank.get(a.category)![0] - rank.get(b.category)![0] ||
      b.people - a.people ||
      rank.get(a.category)![1] - rank.get(b.category)![1] ||
      at(a) - at(b),
  )
}

/** Categories by tier, basic first, in the standard's order within a tier. */
export const byTier = (m: Measured): readonly Category[] =>
  TIERS.flatMap((tier) => m.categories.filter((c) => c.tier === tier))

/** The straight leg from a cell to its street, tenths of a metre; null where it found none. The shortest, where it has several. */
export function snapTenths(m: Measured, i: number): number | null {
  const { first, legMm } = m.cellSnaps
  let least = Number.POSITIVE_INFINITY
  for (let s = first[i]!; s < first[i + 1]!; s++) least = Math.min(least, legMm[s]!)
  return Number.isFinite(least) ? Math.round(least / 100) : null
}

/** What all names begin with, up to a middle dot (`演示·`): said once in a title, it need not stand on every label. */
export function sharedPrefix(names: readonly string[]): string {
  const [first = ''] = names
  const prefix = first.slice(0, first.indexOf('·') + 1)
  return names.length > 1 && names.every((name) => name.startsWith(prefix) && name !== prefix) ? prefix : ''
}

/** Designations of a measured area itself; one without a code is looked up by name. */
export const designations = (area: AreaRow): readonly Designation[] =>
  area.adcode ? (area.adcode.length === 6 ? designationsOf(area.adcode) : []) : designationsNamed(area.name)

/** A convention in one line of words. */
export function conventionWords(c: Convention): Name {
  const { walker, minutes, snap, legs, snapLimitMeters } = c
  const kmh = walker.kmh.value
  const steps = walker.steps.value
  const wait = walker.crossingSeconds.value
  const zh = [
    `${walker.name.zh}步行 ${kmh} km/h`,
    `${minutes} 分钟`,
    legs ? '计门到路两端' : '不计门到路',
    `${snap === 'edge' ? '沿边' : '到节点'}吸附 ≤ ${snapLimitMeters} m`,
    steps === null ? '不走台阶' : `台阶 ×${steps}`,
    `过街等候 ${wait} 秒`,
    { own: '封闭小区只走本小区与所到之处', never: '不走私有道路', all: '私有道路全部可走' }[walker.gates],
  ]
  const en = [
    `${walker.name.en} on foot at ${kmh} km/h`,
    `${minutes} minutes`,
    legs ? 'legs from door to street counted' : 'legs from door to street not counted',
    `snapped to ${snap === 'edge' ? 'edges' : 'nodes'} within ${snapLimitMeters} m`,
    steps === null ? 'no steps' : `steps ×${steps}`,
    `${wait} s at a crossing`,
    {
      own: 'private ways only of the home compound and the place visited',
      never: 'no private ways',
      all: 'all private ways',
    }[walker.gates],
  ]
  return { zh: zh.join(' · '), en: en.join(' · ') }
}

/** Bands that the residents are known by, in the order of the product. */
export const knownBands = (m: Measured): readonly Band[] =>
  (['0-2', '3-6', '0-14', '60+', '65+'] as const).filter((band) => m.population.bands[band])
