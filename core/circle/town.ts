// A measured city made ready for circles: streets sorted for its walker, units told. Made once, kept while an officer tries.

import { doorsAt } from '../access/points.ts'
import { Search } from '../access/search.ts'
import type { Finding } from '../base/finding.ts'
import { Findings } from '../base/finding.ts'
import { heed, type Progress, SILENT } from '../base/progress.ts'
import type { LngLat } from '../geo/meters.ts'
import type { EdgeIndex, Snaps } from '../network/snap.ts'
import { someSnaps } from '../network/some-snaps.ts'
import type { Heart } from './circle.ts'
import { indexFor, snapAll } from './measure.ts'
import type { Measured } from './measured.ts'
import { type Units, unitsOf } from './units.ts'

/** What circles need of a measured city. */
export type CitySource = Pick<
  Measured,
  | 'graph'
  | 'population'
  | 'areas'
  | 'cellSnaps'
  | 'outletSnaps'
  | 'facts'
  | 'outlets'
  | 'serves'
  | 'categories'
  | 'convention'
  | 'cellArea'
>

/** A city ready for circles. */
export interface Town {
  readonly m: CitySource
  readonly search: Search
  readonly units: Units
  /** What is odd in its units. */
  readonly findings: readonly Finding[]
  /** Where places meet the street, by the convention of the city. */
  readonly snap: (places: readonly LngLat[]) => Snaps
}

/** Makes a city ready. Fault: cancelled. */
export function townOf(m: CitySource, progress: Progress = SILENT): Town {
  progress.begin({ zh: '认出社区与相邻', en: 'Telling units and neighbours' }, null)
  const search = new Search(m.graph, m.convention.walker, m.convention.legs)
  const findings = new Findings()
  const units = unitsOf(m, search, findings)
  heed(progress)
  let index: EdgeIndex | null = null
  return {
    m,
    search,
    units,
    findings: findings.list(),
    snap: (places) => {
      index ??= indexFor(m.graph, m.convention)
      const doors = doorsAt(
        Float64Array.from(places, ([x]) => x),
        Float64Array.from(places, ([, y]) => y),
      )
      return snapAll(index, doors, m.convention)
    },
  }
}

/** Where a heart meets the street: by the doors of its outlet, where it is one of this city's, else where it stands. */
export function snapsOfHeart({ m, snap }: Town, heart: Heart): Snaps {
  const own = heart.outlet !== null && m.outlets[heart.outlet]?.id === heart.id
  return own ? someSnaps(m.outletSnaps, [heart.outlet!]) : snap([heart.at])
}
