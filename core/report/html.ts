// `report.html` of a measured city, in one call.
import type { Lang } from '../base/name.ts'
import type { Measured } from '../circle/measured.ts'
import type { Extract } from '../source/rows.ts'
import { basemapOf } from './basemap.ts'
import { html } from './outputs/html.ts'
import citySheet from './reports/city-sheet.ts'
import type { Extras } from './tables.ts'

/** What the page needs beside the measured city. */
export interface ReportOptions extends Extras {
  /** The extract that the streets came from, drawn under the map; null where they came from tables. */
  readonly extract: Extract | null
  readonly lang: Lang
}

/** The text of `report.html`: one file, opens offline, same city same bytes. */
export function reportHtml(measured: Measured, { extract, lang, ...extras }: ReportOptions): string {
  const subject = { measured, extras, basemap: extract && basemapOf(extract), lang }
  return html(citySheet.blocks(subject), { title: citySheet.title(subject), lang })
}
