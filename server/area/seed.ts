// The tree of China down to districts and counties, with codes of GB/T 2260: what a new system begins with. What lies below,
// subdistricts and communities, comes with the offices themselves.
import { areaList } from '@vant/area-data'
import { v7 } from 'uuid'
import type { Tx } from '../db/context.ts'

/** A place of the tree before it has a row. */
export interface Place {
  readonly code: string
  readonly name: string
  readonly level: 'state' | 'province' | 'prefecture' | 'district' | 'subdistrict' | 'community'
  /** Code; null: the state. */
  readonly parent: string | null
}

/** Beijing, Tianjin, Shanghai, Chongqing: their districts and counties stand directly under them. */
const MUNICIPALITIES = new Set(['11', '12', '31', '50'])
/** GB/T 2260 gives no codes below these three; the list has some of its own. */
const WHOLE = new Set(['71', '81', '82'])
/** Prefectures without districts; the list gives their towns codes of its own. 东莞, 中山, 儋州, 嘉峪关. */
const WITHOUT_DISTRICTS = new Set(['4419', '4420', '4604', '6202'])
/** Zones that look like districts by their code: 江北新区, 镇江新区, 大柴旦行政委员会, and the four of 大兴安岭. */
const ZONES = new Set(['320112', '321150', '632857', '232761', '232762', '232763', '232764'])
/** Still in the list, and no more: 港闸区 (in 崇川区 since 2020), 梅列区 (in 三元区 since 2021), 长岛县 (in 蓬莱区 since 2020). */
const ENDED = new Set(['320611', '350402', '370634'])

/** Counts for statistics use 71 to 80 for development zones and the list 90 and more; units of government have neither. */
const isZone = (code: string) => {
  const last = Number(code.slice(4))
  return ZONES.has(code) || (code.slice(2, 4) !== '90' && ((last >= 71 && last <= 80) || last >= 90))
}

/** The whole tree, each place after the one it stands under. */
export function treeOfChina(): Place[] {
  const { province_list, city_list, county_list } = areaList
  const of = (list: Record<string, string>) => Object.entries(list).sort(([a], [b]) => (a < b ? -1 : 1))
  const provinces = of(province_list).map(
    ([code, name]): Place => ({ code, name, level: 'province', parent: '000000' }),
  )
  const prefectures = of(city_list)
    // xx90 stands for what a province administers itself: the counties are real, the prefecture is not
    .filter(
      ([code]) => !WHOLE.has(code.slice(0, 2)) && !MUNICIPALITIES.has(code.slice(0, 2)) && code.slice(2, 4) !== '90',
    )
    .map(([code, name]): Place => ({ code, name, level: 'prefecture', parent: `${code.slice(0, 2)}0000` }))
  const cities = new Set(prefectures.map((p) => p.code))
  const districts = of(county_list)
    .filter(
      ([code]) =>
        !WHOLE.has(code.slice(0, 2)) && !WITHOUT_DISTRICTS.has(code.slice(0, 4)) && !isZone(code) && !ENDED.has(code),
    )
    .map(([code, name]): Place => {
      const city = `${code.slice(0, 4)}00`
      return { code, name, level: 'district', parent: cities.has(city) ? city : `${code.slice(0, 2)}0000` }
    })
  return [{ code: '000000', name: '全国', level: 'state', parent: null }, ...provinces, ...prefectures, ...districts]
}

/** Founds places below those that are there, in the name of `tx`. Gives paths and ids by code. */
export async function foundPlaces(
  tx: Tx,
  places: readonly Place[],
  { demo = false, under }: { demo?: boolean; under?: { id: string; code: string; path: string } } = {},
): Promise<ReadonlyMap<string, { readonly id: string; readonly path: string }>> {
  const made = new Map<string, { id: string; path: string }>()
  if (under) made.set(under.code, under)
  const rows = places.map(({ code, name, level, parent }) => {
    const above = parent === null ? null : made.get(parent)
    if (above === undefined) throw new Error(`${code} ${name} stands under ${parent}, which was not founded before it`)
    const row = {
      id: v7(),
      code,
      name,
      level,
      parent: above?.id ?? null,
      path: above ? `${above.path}.${code}` : 'cn',
      demo,
    }
    made.set(code, row)
    return row
  })
  for (let i = 0; i < rows.length; i += 1000)
    await tx
      .insertInto('office')
      .values(rows.slice(i, i + 1000))
      .execute()
  return made
}

/** Plants the tree in an empty database; whether it was empty. */
export async function seedTree(tx: Tx): Promise<boolean> {
  const there = await tx.selectFrom('office').select('id').limit(1).executeTakeFirst()
  if (there) return false
  await foundPlaces(tx, treeOfChina())
  return true
}
