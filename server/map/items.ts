// Features of layers as lists: by box, by property, by id, a page at a time.
import type { Feature } from './features.ts'
import type { ItemsAsked } from './messages.ts'
import type { Box } from './spot.ts'

/** The features of a layer with the box of each. */
export interface Items {
  readonly features: readonly Feature[]
  readonly boxes: readonly Box[]
}

/** Puts boxes beside features. */
export const itemsOf = (features: readonly Feature[]): Items => ({ features, boxes: features.map(boxOfFeature) })

function boxOfFeature({ geometry }: Feature): Box {
  let [w, s, e, n] = [Infinity, Infinity, -Infinity, -Infinity]
  const see = (at: unknown): void => {
    const list = at as readonly unknown[]
    if (typeof list[0] !== 'number') for (const inner of list) see(inner)
    else {
      const [lng, lat] = list as [number, number]
      w = Math.min(w, lng)
      s = Math.min(s, lat)
      e = Math.max(e, lng)
      n = Math.max(n, lat)
    }
  }
  if ('coordinates' in geometry) see(geometry.coordinates)
  return [w, s, e, n]
}

/** The box round all; null round nothing. */
export function extentOf({ boxes }: Items): Box | null {
  if (boxes.length === 0) return null
  const most = (i: number, of: typeof Math.min) => boxes.reduce((sum, box) => of(sum, box[i]!), boxes[0]![i]!)
  return [most(0, Math.min), most(1, Math.min), most(2, Math.max), most(3, Math.max)]
}

/** Whether two boxes share a point; a box whose west is east of its east crosses the antimeridian. */
export function meet(a: Box, b: Box): boolean {
  if (a[0] > a[2]) return meet([a[0], a[1], 180, a[3]], b) || meet([-180, a[1], a[2], a[3]], b)
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]
}

/** A page of those asked for, and how many there are in all. */
export function pick({ features, boxes }: Items, { bbox, where, skip, limit, id }: ItemsAsked) {
  const found = features.filter(
    (feature, i) =>
      (id === null || String(feature.id) === id) &&
      (!bbox || meet(bbox, boxes[i]!)) &&
      where.every(([name, text]) => String(feature.properties[name] ?? '') === text),
  )
  return { features: found.slice(skip, skip + limit), matched: found.length }
}
