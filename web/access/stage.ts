// What a stage of work is given by the page: the city and its figures, the map to show things on, and whom to ask.
import type { Goal } from '../map/map.tsx'
import type { Overlay } from '../map/overlay.ts'
import type { Engine } from './engine.ts'
import type { City, Figures } from './messages.ts'

/** Handed to the panel of each stage but the first. */
export interface StageProps {
  readonly city: City
  readonly figures: Figures
  /** Index into the city's categories. */
  readonly category: number
  /** The limit, as the slider has it. */
  readonly minutes: number
  /** Asks the worker; one question is answered after another. */
  readonly ask: Engine['ask']
  /** Shows circles and sites on the map until it is told otherwise. */
  readonly onOverlay: (overlay: Overlay | null) => void
  /** Flies somewhere. */
  readonly onShow: (to: Goal) => void
  /** Chooses a category, by id. */
  readonly onCategory: (id: string) => void
}
