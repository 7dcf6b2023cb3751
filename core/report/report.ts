// A report says what goes on the page, in blocks; outputs know how to set the blocks. `reports/` holds one in each file.
import type { Lang, Name } from '../base/name.ts'
import type { Measured } from '../circle/measured.ts'
import type { Basemap } from './basemap.ts'
import type { Block } from './block.ts'
import type { Extras } from './tables.ts'

/** What a report of a measured city is made from. */
export interface CitySubject {
  readonly measured: Measured
  readonly extras: Extras
  /** The ground under the map; null where streets came from tables. */
  readonly basemap: Basemap | null
  readonly lang: Lang
}

export interface Report<S> {
  readonly id: string
  readonly name: Name
  /** The title of the document. */
  readonly title: (subject: S) => string
  readonly blocks: (subject: S) => Iterable<Block>
}

/** A report, typed by what it is made from. */
export const defineReport = <S>(report: Report<S>): Report<S> => report
