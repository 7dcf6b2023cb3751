// `report.html` of a measured city, in one call.
import type { Lang } from '../base/name.ts'
import type { Measured } from '../circle/measured.ts'
import type { Basemap } from './basemap.ts'
import { html } from './outputs/html.ts'
import citySheet from './reports/city-sheet.ts'
import type { Extras } from './tables.ts'

/** What the page needs beside the measured city. */
export interface ReportOptions extends Extras {
  /** What is drawn under the map; null where the streets came from tables. */
  readonly basemap: Basemap | null
  readonly lang: Lang
}

/** The text of `report.html`: one file, opens offline, same city same bytes. */
export function reportHtml(measured: Measured, { basemap, lang, ...extras }: ReportOptions): string {
  const subject = { measured, extras, basemap, lang }
  return html(citySheet.blocks(subject), { title: citySheet.title(subject), lang })
}
