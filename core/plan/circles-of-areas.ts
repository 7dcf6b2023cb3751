// Areas of one level taken as circles, where nobody has drawn any: a plan a community, or a subdistrict.
import { Fault } from '../base/fault.ts'
import type { Circles } from '../circle/circle.ts'
import type { Measured } from '../circle/measured.ts'
import { AreaIndex } from '../geo/polygon-index.ts'
import type { AreaLevel } from '../source/rows.ts'

/** The areas of `level` as circles, in the order of the file; where two overlap the smaller holds. Fault: no-such-areas. */
export function circlesOfAreas(measured: Measured, level: AreaLevel): Circles {
  const { areas } = measured
  const taken = areas.filter((a) => a.level === level)
  if (taken.length === 0) {
    const known = [...new Set(areas.map((a) => a.level))].join(', ') || '—'
    throw new Fault('no-such-areas', { level, known })
  }
  const { population, outlets } = measured
  const index = new AreaIndex(taken.map((a) => a.polygon))
  return {
    circles: taken.map(({ id, name, polygon }) => ({ id, name, heart: null, units: [id], polygon, locked: false })),
    ofCell: Int32Array.from(population.lng, (lng, i) => index.areaOf(lng, population.lat[i]!)),
    ofOutlet: Int32Array.from(outlets, ({ at }) => index.areaOf(...at)),
  }
}

/**
 * The same circles over another state of the city: cells that were there before keep their circle, those that came after lie where
 * the border says, as outlets all do.
 */
export function circlesOver({ circles, ofCell }: Circles, { population, outlets }: Measured): Circles {
  const index = new AreaIndex(circles.map((c) => c.polygon))
  return {
    circles,
    ofCell: Int32Array.from(population.lng, (lng, i) => ofCell[i] ?? index.areaOf(lng, population.lat[i]!)),
    ofOutlet: Int32Array.from(outlets, ({ at }) => index.areaOf(...at)),
  }
}
