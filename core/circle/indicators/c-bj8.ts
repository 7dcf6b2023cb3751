import { defineIndicator, shareBetween } from '../indicator.ts'
import { absenceOf, areasOf, countOf, type Presence } from '../presence.ts'

/** The eight functions and the categories that serve each: the reading is ours. */
const FUNCTIONS = [
  { id: 'vegetables', name: { zh: '蔬菜零售', en: 'Vegetables' }, by: ['wet-market', 'greengrocer'] },
  { id: 'shop', name: { zh: '便利店（社区超市）', en: 'Convenience store' }, by: ['convenience-store', 'supermarket'] },
  { id: 'breakfast', name: { zh: '早餐', en: 'Breakfast' }, by: ['breakfast'] },
  { id: 'home-service', name: { zh: '家政', en: 'Home services' }, by: ['home-service'] },
  { id: 'hairdresser', name: { zh: '美容美发', en: 'Hair and beauty' }, by: ['hairdresser'] },
  { id: 'parcels', name: { zh: '末端配送（快递柜）', en: 'Parcels' }, by: ['parcel-point', 'parcel-locker'] },
  { id: 'repair', name: { zh: '便民维修', en: 'Repair' }, by: ['repair'] },
  { id: 'laundry', name: { zh: '洗染', en: 'Laundry' }, by: ['laundry'] },
] as const

export default defineIndicator({
  id: 'C-BJ8',
  name: { zh: '8项基本便民商业服务功能社区覆盖率', en: 'Communities with the eight basic functions' },
  unit: 'share',
  better: 'higher',
  goal: null,
  source: { cites: '北京市', seen: 'https://chinawznews.net/mingsheng/2022071284647.html', status: 'verified' },
  how: {
    zh: '社区边界内有该功能的网点即为有；台账未覆盖的、只凭OSM为无的，可能有，故为区间',
    en: 'A community has a function when an outlet of it stands within its border; what no ledger knows, or OSM alone does not show, may be there, hence a span',
    status: 'inference',
  },
  per: { zh: '社区', en: 'communities' },
  scope: 'city',
  parts: [{ id: 'all', name: { zh: '八项俱全', en: 'All eight' } }, ...FUNCTIONS.map(({ id, name }) => ({ id, name }))],

  of({ frame }) {
    const { measured, communities, outletCommunity } = frame
    if (communities.length === 0) return null
    const index = new Map(measured.categories.map((c, i) => [c.id, i]))
    const there = new Map(communities.map((area) => [area, new Set<number>()]))
    measured.serves.forEach((its, o) => {
      for (const c of its) there.get(outletCommunity[o]!)?.add(c)
    })
    const presences = communities.map((area) => {
      const areas = new Set([area, ...areasOf(measured, frame.communityCells(area))])
      return FUNCTIONS.map(({ by }): Presence => {
        const all = by.map((id): Presence => {
          const c = index.get(id)
          if (c === undefined) return 'unknown'
          return there.get(area)!.has(c) ? 'present' : absenceOf(measured, c, areas)
        })
        return (['present', 'unknown', 'unchecked'] as const).find((p) => all.includes(p)) ?? 'absent'
      })
    })
    if (presences.every((its) => its.every((p) => p === 'unknown'))) return null
    const worst = (its: readonly Presence[]): Presence =>
      (['absent', 'unknown', 'unchecked'] as const).find((p) => its.includes(p)) ?? 'present'
    const share = (of: (its: readonly Presence[]) => Presence, part: string) =>
      shareBetween(countOf(presences.map(of)), communities.length, part)
    return [share(worst, 'all'), ...FUNCTIONS.map(({ id }, f) => share((its) => its[f]!, id))]
  },
})
