// For tests: a drawn town (scene.ts) with homes, convenience stores and areas, measured for somebody who walks a metre a second.
import { defaultConvention } from '../access/convention.ts'
import { atPace, walkerOf } from '../access/walkers.ts'
import { measure } from '../circle/measure.ts'
import type { Measured } from '../circle/measured.ts'
import type { LngLat } from '../geo/meters.ts'
import type { AreaRow } from '../source/rows.ts'
import notice2025 from '../standard/standards/notice-2025.ts'
import type { Scene } from './scene.ts'

/** The category of the shops, as an index. */
export const CONVENIENCE = notice2025.categories.findIndex((c) => c.id === 'convenience-store')

/** A hundred people live at each home; the ledger lists the shops and nothing else. A quarter of an hour, 900 m. */
export const smallCity = (
  { graph }: Scene,
  homes: readonly LngLat[],
  shops: readonly LngLat[],
  areas: readonly AreaRow[] = [],
): Measured =>
  measure({
    graph,
    bounds: { west: 80, south: 36, east: 86, north: 42 },
    population: {
      kind: 'point',
      file: 'people.csv',
      lng: Float64Array.from(homes, ([lng]) => lng),
      lat: Float64Array.from(homes, ([, lat]) => lat),
      people: new Float64Array(homes.length).fill(100),
      bands: {},
      cellMeters: null,
      outlineFirst: null,
      outline: null,
      notes: [],
    },
    outlets: shops.map((at, i) => ({
      id: `shop ${i}`,
      name: '',
      at,
      entrances: [],
      label: '便利店',
      tags: {},
      capacity: null,
      hours: null,
      address: null,
      origins: [{ kind: 'official', file: 'ledger.csv', row: i + 2, ref: null, confirmed: null }],
    })),
    areas,
    standard: notice2025,
    convention: defaultConvention(atPace(walkerOf('adult'), 3.6), 15),
    labels: {},
    ledgerComplete: false,
    findings: [],
  })
