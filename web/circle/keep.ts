// What is kept of work on circles, on the shelf of the browser (access/shelf.ts).
import type { CircleVersion } from '@yike/core/circle/version.ts'
import type { Draft, Rule } from './circles-messages.ts'
import type { Reach } from './circles-store.ts'

/** A frozen version as the page keeps it: core's, which never changes, with its place in the list and what tints it. */
export interface Version {
  readonly name: string
  readonly rule: Rule
  /** The circles beside each, for tints. */
  readonly neighbours: readonly (readonly number[])[]
  readonly version: CircleVersion
}

/** What is kept of one city. */
export interface Kept {
  readonly draft: Draft | null
  readonly drawn?: Reach | null
  readonly versions: readonly Version[]
  readonly at: number
}

/** The name of their shelf. */
export const CIRCLES_KEPT = 'yike.circles'

/** What tells a city from another that is served at the same address: its people, outlets and areas. */
export const cityKey = (city: {
  readonly people: number
  readonly outlets: readonly { readonly id: string }[]
  readonly areas: readonly { readonly id: string }[]
  readonly population: { readonly lng: ArrayLike<number>; readonly lat: ArrayLike<number> }
}): string =>
  [
    Math.round(city.people),
    city.population.lng.length,
    city.population.lng[0]?.toFixed(5),
    city.population.lat[0]?.toFixed(5),
    city.outlets.length,
    city.areas.length,
  ].join(' ')
