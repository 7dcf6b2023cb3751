// What the sections of a sheet are given.
import type { City } from '../access/messages.ts'
import type { useWords } from '../i18n/index.ts'
import type { CircleSheet, Stand } from './circles-messages.ts'
import type { CirclesStore, CirclesView } from './circles-store.ts'

export interface SectionProps {
  readonly sheet: CircleSheet
  readonly city: City
  readonly store: CirclesStore
  readonly view: CirclesView
  readonly stand: Stand
  /** Index of the circle. */
  readonly circle: number
}

export type T = ReturnType<typeof useWords>['t']
export type Say = ReturnType<typeof useWords>['say']
