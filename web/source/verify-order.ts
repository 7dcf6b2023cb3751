// In which order to go: street by street, most people first, as the server lists it; or the nearest first, where the phone says
// where it is.
import { type LngLat, metersBetween } from '@yike/core/geo/meters.ts'
import type { Verification } from './office-lists.ts'

/** Tasks under one heading: a street's, or all of them where they are sorted by distance. */
export interface Stretch {
  readonly code: string
  readonly name: string
  readonly tasks: readonly { readonly task: Verification; readonly meters: number | null }[]
}

/** The tasks in order; `from` is where the phone is, null where it does not say: then by street. */
export function inOrder(tasks: readonly Verification[], from: LngLat | null): readonly Stretch[] {
  const far = (task: Verification) => (from ? metersBetween(...from, task.lng, task.lat) : null)
  const all = tasks.map((task) => ({ task, meters: far(task) }))
  if (from) return all.length === 0 ? [] : [{ code: '', name: '', tasks: all.sort((a, b) => a.meters! - b.meters!) }]
  const streets = new Map<string, typeof all>()
  for (const each of all) streets.set(each.task.office.code, [...(streets.get(each.task.office.code) ?? []), each])
  return [...streets].map(([code, its]) => ({
    code,
    name: its[0]!.task.office.name,
    tasks: its.sort((a, b) => (b.task.people ?? -1) - (a.task.people ?? -1)),
  }))
}
