// Shops and services: as many as the residents of a block keep alive, fewer where a quarter is badly served.
import type { Random } from '@yike/core/base/random.ts'
import type { Drawing } from './drawing.ts'
import type { Built, Spot } from './lots.ts'
import { outletName, shuffled } from './names.ts'
import type { P } from './shape.ts'
import { getTrade, TRADES } from './trades.ts'
import type { Cell } from './zones.ts'

/** An outlet as it is, before any office has written it down. Metres. */
export interface Outlet {
  readonly id: number
  readonly trade: string
  readonly name: string
  readonly at: P
  readonly address: string
  readonly hours: string
  /** Beds, places or seats; null where the trade has none. */
  readonly capacity: number | null
  readonly lot: number
  /** Whether OSM has it, as a node, as a way, or not at all. */
  readonly onOsm: 'node' | 'way' | null
}

/** People who work or shop in a block without living there keep outlets alive too. */
const VISITORS: Readonly<Partial<Record<Cell['zone'], number>>> = { cbd: 5200, industry: 900 }

/** Outlets that OSM has. In Chinese cities it is a part; malls and schools more often. */
const OSM_SHARE = 0.3
const OSM_LANDMARKS = 0.8

/** Fills the places for shops. `peopleOf` gives the residents of each home. */
export function openOutlets(board: Drawing, built: Built, peopleOf: Int32Array, rng: Random): Outlet[] {
  const { lots, homes, spots, landmarks } = built
  const residents = new Map<Cell, number>()
  homes.forEach((home, h) => {
    const cell = lots[home.lot]!.cell
    residents.set(cell, (residents.get(cell) ?? 0) + peopleOf[h]!)
  })
  const places = new Map<Cell, Spot[]>()
  for (const spot of spots) {
    const cell = lots[spot.lot]!.cell
    const list = places.get(cell)
    if (list) list.push(spot)
    else places.set(cell, [spot])
  }
  const outlets: Outlet[] = []
  const names = rng.fork('names')
  const facts = rng.fork('facts')
  const osm = rng.fork('osm')
  const open = (
    trade: string,
    name: string | null,
    at: P,
    street: string,
    number: number,
    lot: number,
    way: number | null,
  ) => {
    const { word, chain, hours, capacity, osm: tags } = getTrade(trade)
    const title = name ?? outletName(word, street, chain, names)
    const hour = facts.pick(hours)
    const size = capacity ? facts.int(capacity[0], capacity[1] + 1) : null
    const mapped = osm.next() < (way === null ? OSM_SHARE : OSM_LANDMARKS) && tags !== null
    const onOsm = mapped ? (way === null ? 'node' : 'way') : null
    if (mapped && way !== null) board.tagWay(way, { ...tags, name: title, opening_hours: hour })
    outlets.push({
      id: outlets.length,
      trade,
      name: title,
      at,
      address: `${street}${number}号`,
      hours: hour,
      capacity: size,
      lot,
      onOsm,
    })
  }
  for (const { trade, name, at, street, number, lot, way } of landmarks) open(trade, name, at, street, number, lot, way)

  for (const [cell, list] of places) {
    const demand = ((residents.get(cell) ?? 0) + (VISITORS[cell.zone] ?? 0)) / 1000
    const fronts = shuffled(
      list.filter((s) => s.kind !== 'inner'),
      rng,
    )
    const inner = shuffled(
      list.filter((s) => s.kind === 'inner'),
      rng,
    )
    for (const { id, rate, zones, acrossRiver, inside } of TRADES) {
      const expected = demand * rate * (zones[cell.zone] ?? 1) * (cell.acrossRiver ? acrossRiver : 1)
      const count = Math.floor(expected + rng.next())
      for (let k = 0; k < count; k++) {
        const spot = inside && inner.length && rng.next() < 0.6 ? inner.pop() : fronts.pop()
        if (!spot) break
        open(id, null, spot.at, spot.street, spot.number, spot.lot, null)
      }
    }
  }
  return outlets
}

/** Puts the outlets that OSM has as nodes on the map: some metres off, with a name that somebody else wrote down. */
export function mapOutlets(board: Drawing, outlets: readonly Outlet[], rng: Random): void {
  for (const { trade, name, at, hours, onOsm } of outlets) {
    if (onOsm !== 'node') continue
    const x = rng.next()
    const word = getTrade(trade).word
    const plain = name.replace(/（.*）$/, '')
    const written =
      x < 0.5
        ? name
        : x < 0.8
          ? plain
          : plain.endsWith(word) && plain.length > word.length + 1
            ? plain.slice(0, -word.length)
            : `${plain}演示店`
    const tags: Record<string, string> = { ...getTrade(trade).osm, name: written }
    if (rng.next() < 0.4) tags.opening_hours = hours
    board.node([at[0] + rng.normal(0, 4), at[1] + rng.normal(0, 4)], tags)
  }
}
