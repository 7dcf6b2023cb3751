// Opening hours in the syntax of OpenStreetMap, read by the library that defines it. It knows public holidays of many countries by
// their dates; we ask about ordinary weeks, so weeks are chosen that hold none of China's.
import { commonWeek, DAY, type Stretch, type Week, weekOf } from './week.ts'

/** Reads OSM's syntax; null where it is not that, or says too little. */
export type OsmHoursReader = (text: string) => Week | null

/** Somewhere in China, for rules that speak of public holidays. Nothing is looked up anywhere. */
const PLACE = { lat: 35, lon: 105, address: { country_code: 'cn', state: '' } }

/**
 * The year whose weeks stand for all years, for rules that differ by season: one week a month, each beginning on the Monday
 * from the 9th to the 15th, when no country puts its clocks forward or back.
 */
const YEAR = 2025
/** Only the week of January the 13th where all are alike. */
const ORDINARY = 0

/** What the library says when it has guessed: a text that is no opening hours at all can be read so. */
const GUESSED = new Set(['nothing_useful', 'vague', 'ambiguous_word', 'interpreted_as_year'])

/** The reader; the library (1.2 MB) is loaded now, not before. */
export async function osmHoursReader(): Promise<OsmHoursReader> {
  const { default: OpeningHours } = await import('opening_hours')
  return function read(text) {
    // Chinese words the library skips or takes for comments; the sun's hours depend on the date and the place
    const bare = text.replace(/"[^"]*"/g, '')
    if (/[\u2e80-\u9fff]/.test(bare) || /sun(rise|set)|dawn|dusk/i.test(bare)) return null
    if (!/\d/.test(bare) && !/^\s*(off|closed)\s*$/i.test(bare)) return null
    try {
      // school holidays are defined nowhere for China, and are no ordinary week
      const hours = new OpeningHours(withoutSchoolHolidays(text), PLACE, 0)
      if (hours.getStructuredWarnings().some(({ type }) => GUESSED.has(type))) return null
      const holidays = /\bPH\s+(off|closed)\b/i.test(bare) ? 'closed' : /\bPH\b/.test(bare) ? 'open' : null
      const months = hours.isWeekStable() ? [ORDINARY] : Array.from({ length: 12 }, (_, month) => month)
      return commonWeek(
        months.map((month) => {
          const monday = mondayIn(month)
          const at = (days: number) => new Date(YEAR, month, monday + days)
          const open: Stretch[] = []
          const unsure: Stretch[] = []
          // from the Sunday before, whose night may run into Monday
          for (const [from, to, isUnsure] of hours.getOpenIntervals(at(0), at(7))) {
            const start = minuteFrom(at(0), from)
            ;(isUnsure ? unsure : open).push([Math.max(0, start), Math.min(7 * DAY, minuteFrom(at(0), to))])
          }
          return weekOf(open, unsure, holidays)
        }),
      )
    } catch {
      return null // the library throws a sentence at whatever it cannot read
    }
  }
}

/** The day of the month, 9–15, that is a Monday. */
function mondayIn(month: number): number {
  const weekday = (new Date(YEAR, month, 9).getDay() + 6) % 7
  return 9 + ((7 - weekday) % 7)
}

/** Minutes of the local calendar from one midnight to a time in the week after it. */
function minuteFrom(midnight: Date, time: Date): number {
  const days = Math.round(
    (new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime() - midnight.getTime()) / 864e5,
  )
  return days * DAY + time.getHours() * 60 + time.getMinutes()
}

const withoutSchoolHolidays = (text: string): string =>
  text
    .split(';')
    .filter((rule) => !/^\s*SH\b/.test(rule))
    .join(';')
    .replace(/,\s*SH\b|\bSH\s*,/g, '')
