// Residents given as points or cells may reach beyond the streets; those out there cannot be asked how far they walk.
import type { Findings } from '../base/finding.ts'
import { type Bounds, contains } from '../geo/bounds.ts'
import type { Band, Population } from './rows.ts'

/**
 * The population within `bounds`. Points outside are dropped with the finding outside-extract, whose first example says
 * how many people they are in all. The same object where nothing lies outside.
 */
export function clipPopulation(population: Population, bounds: Bounds, findings: Findings): Population {
  const { lng, lat, people, outlineFirst, outline } = population
  const kept: number[] = []
  let lost = 0
  for (let i = 0; i < lng.length; i++)
    if (contains(bounds, lng[i]!, lat[i]!)) kept.push(i)
    else lost += people[i]!
  const dropped = lng.length - kept.length
  if (dropped === 0) return population
  const total = { zh: `共 ${Math.round(lost)} 人`, en: `${Math.round(lost)} people in all` }
  for (let i = 0; i < dropped; i++) findings.note('outside-extract', population.file, null, i === 0 ? total : '')

  const take = (column: Float64Array) => Float64Array.from(kept, (i) => column[i]!)
  const bands: Partial<Record<Band, Float64Array>> = {}
  for (const [band, column] of Object.entries(population.bands)) bands[band as Band] = take(column)
  let keptFirst: Int32Array | null = null
  let keptOutline: Float64Array | null = null
  if (outlineFirst && outline) {
    keptFirst = new Int32Array(kept.length + 1)
    kept.forEach((p, k) => {
      keptFirst![k + 1] = keptFirst![k]! + outlineFirst[p + 1]! - outlineFirst[p]!
    })
    keptOutline = new Float64Array(2 * keptFirst[kept.length]!)
    for (let k = 0; k < kept.length; k++) {
      const p = kept[k]!
      keptOutline.set(outline.subarray(2 * outlineFirst[p]!, 2 * outlineFirst[p + 1]!), 2 * keptFirst[k]!)
    }
  }
  return {
    ...population,
    lng: take(lng),
    lat: take(lat),
    people: take(people),
    bands,
    outlineFirst: keptFirst,
    outline: keptOutline,
  }
}
