// A scenario: a named list of things that are different, as a file holds it. `apply.ts` makes a city of it, which is then measured
// like any other; access/scenario.ts is the quick one of the page, for one category while something is dragged.
import type { LngLat } from '../geo/meters.ts'
import { BANDS, type Band } from '../source/rows.ts'
import { Shape } from './shape.ts'

/** Who may pass, as a file says it. */
export const PASSAGES = ['everyone', 'residents', 'nobody'] as const
/** One of them. */
export type Passage = (typeof PASSAGES)[number]

/** One thing that is different. Outlets go by their id. Places are WGS-84. */
export type PlanEdit =
  /** A new outlet that serves these categories. Its id is unlike any other's. */
  | {
      readonly kind: 'open'
      readonly id: string
      readonly name: string
      readonly categories: readonly string[]
      readonly at: LngLat
      readonly capacity: number | null
      readonly hours: string | null
    }
  | { readonly kind: 'close'; readonly outlet: string }
  /** All its doors are at the new place. */
  | { readonly kind: 'move'; readonly outlet: string; readonly at: LngLat }
  /** Hours or capacity; what is absent stays, null makes it unknown. */
  | {
      readonly kind: 'change'
      readonly outlet: string
      readonly hours?: string | null
      readonly capacity?: number | null
    }
  /** A gate, all its sides: the one at node `at` of the network, or the one nearest to a place. */
  | { readonly kind: 'gate'; readonly at: LngLat | number; readonly who: Passage }
  /** A new footpath between two places of the network; a crossing is one on which the walker waits as at any crossing. */
  | {
      readonly kind: 'path' | 'crossing'
      readonly ends: readonly [LngLat, LngLat]
      readonly via: readonly LngLat[]
      readonly who: Passage
    }
  /** New homes. Every band that the city knows must be stated, for a band is never made up. */
  | {
      readonly kind: 'homes'
      readonly name: string
      readonly at: LngLat
      readonly people: number
      readonly bands: Readonly<Partial<Record<Band, number>>>
    }

/** A named list of edits, made in this order. */
export interface PlanScenario {
  readonly name: string
  readonly edits: readonly PlanEdit[]
}

const KINDS = ['open', 'close', 'move', 'change', 'gate', 'path', 'crossing', 'homes'] as const

/** A scenario from the JSON of `file`. Fault: bad-file, naming the edit and the field. */
export function readScenario(text: string, file: string): PlanScenario {
  const shape = Shape.of(text, file).headed('scenario', 1)
  return { name: shape.get('name').textOrNull() ?? file, edits: shape.get('edits').list().map(editOf) }
}

/** The file of a scenario: what `readScenario` reads. */
export const scenarioJson = ({ name, edits }: PlanScenario): string =>
  `${JSON.stringify({ yike: 'scenario', version: 1, name, edits }, null, 2)}\n`

function editOf(e: Shape): PlanEdit {
  const kind = e.get('kind').oneOf(KINDS)
  switch (kind) {
    case 'open': {
      const categories = e.get('categories').list().map((c) => c.text()) // biome-ignore format: one line
      if (categories.length === 0) e.get('categories').wrong('["…"]')
      return {
        kind,
        id: e.get('id').text(),
        name: e.get('name').textOrNull() ?? '',
        categories,
        at: e.get('at').place(),
        capacity: e.get('capacity').numberOrNull(0),
        hours: e.get('hours').textOrNull(),
      }
    }
    case 'close':
      return { kind, outlet: e.get('outlet').text() }
    case 'move':
      return { kind, outlet: e.get('outlet').text(), at: e.get('at').place() }
    case 'change': {
      const [hours, capacity] = [e.get('hours'), e.get('capacity')]
      if (hours.value === undefined && capacity.value === undefined) e.wrong('hours | capacity')
      return {
        kind,
        outlet: e.get('outlet').text(),
        ...(hours.value === undefined ? {} : { hours: hours.textOrNull() }),
        ...(capacity.value === undefined ? {} : { capacity: capacity.numberOrNull(0) }),
      }
    }
    case 'gate': {
      const at = e.get('at')
      return { kind, at: typeof at.value === 'number' ? at.number(0) : at.place(), who: whoOf(e) }
    }
    case 'path':
    case 'crossing': {
      const via = e.get('via')
      return {
        kind,
        ends: endsOf(e.get('ends')),
        via: via.isNone ? [] : via.list().map((v) => v.place()),
        who: whoOf(e),
      }
    }
    case 'homes':
      return {
        kind,
        name: e.get('name').textOrNull() ?? '',
        at: e.get('at').place(),
        people: e.get('people').number(0, 1e7),
        bands: bandsOf(e.get('bands')),
      }
  }
}

function endsOf(shape: Shape): readonly [LngLat, LngLat] {
  const [begin, end, more] = shape.list()
  if (!begin || !end || more) shape.wrong('[[lng, lat], [lng, lat]]')
  return [begin.place(), end.place()]
}

const whoOf = (e: Shape): Passage => (e.get('who').isNone ? 'everyone' : e.get('who').oneOf(PASSAGES))

function bandsOf(shape: Shape): Partial<Record<Band, number>> {
  const bands: Partial<Record<Band, number>> = {}
  for (const [key, value] of shape.entries()) {
    const band = BANDS.find((b) => b === key) ?? value.wrong(`${BANDS.join(' | ')}: 0…`)
    bands[band] = value.number(0, 1e7)
  }
  return bands
}
