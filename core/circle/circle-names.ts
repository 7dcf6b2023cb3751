// What circles are called: by their centre, else by their largest community, else by the finest area that most of
// their residents live in; each differently.
import type { Heart } from './circle.ts'
import type { Town } from './town.ts'

/** What is taken off a name before 生活圈 is put on. */
const ENDINGS = /(社区居民委员会|居民委员会|村民委员会|社区居委会|居委会|村委会|社区|村)$/
const CENTRES =
  /(社区商业中心|便民商业中心|商业中心|邻里中心|社区服务中心|党群服务中心|便民服务中心|服务中心|购物中心|中心)$/

/** One to be named. */
export interface Unnamed {
  readonly heart: Heart
  /** Its units, by index. */
  readonly units: readonly number[]
}

/**
 * A name each, none of them twice nor among `taken`: where several would be called alike they are numbered (第1 …), in order.
 */
export function circleNames(
  { m, units }: Town,
  circles: readonly Unnamed[],
  people: Float64Array,
  taken: readonly string[],
): string[] {
  const circleOf = new Int32Array(units.ids.length).fill(-1)
  circles.forEach(({ units: own }, c) => {
    for (const u of own) circleOf[u] = c
  })
  const areas = circles.map(() => new Float64Array(m.areas.length)) // residents by area
  units.ofCell.forEach((u, i) => {
    const [c, area] = [u < 0 ? -1 : circleOf[u]!, m.cellArea[i]!]
    if (c >= 0 && area >= 0) areas[c]![area]! += m.population.people[i]!
  })
  const bases = circles.map(({ heart, units: own }, c) => {
    if (heart.kind === 'centre' && heart.name) return heart.name.replace(CENTRES, '') || heart.name
    if ((heart.kind === 'fixed' || heart.kind === 'site') && heart.name) return heart.name
    const largest = own.filter((u) => units.names[u]).sort((a, b) => people[b]! - people[a]! || a - b)[0]
    if (largest !== undefined) return units.names[largest]!.replace(ENDINGS, '') || units.names[largest]!
    const area = areas[c]!.reduce((most, n, a, all) => (n > (all[most] ?? 0) ? a : most), -1)
    return (area >= 0 && m.areas[area]!.name) || heart.name || ''
  })
  const used = new Set(taken)
  const often = new Map<string, number>()
  for (const base of bases) often.set(base, (often.get(base) ?? 0) + 1)
  const given = new Map<string, number>()
  return bases.map((base) => {
    for (;;) {
      const n = (given.get(base) ?? 0) + 1
      given.set(base, n)
      const alone = often.get(base) === 1 && n === 1 && base !== ''
      const name = alone ? `${base}生活圈` : `${base}第${n}生活圈`
      if (used.has(name)) continue
      used.add(name)
      return name
    }
  })
}
