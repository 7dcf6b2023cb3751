// Whether an outlet is open in the morning, told from opening hours as people write them: OSM's `Mo-Fr 06:00-10:00`
// and a ledger's `6:30—20:00` alike. Only clock times are read, not days: open on one morning is open in the morning.

/** Breakfast is asked for at half past seven, in minutes of the day. Our own proposal: no document names an hour. */
const BREAKFAST = 7 * 60 + 30

const SPAN = /(\d{1,2})[:：](\d{2})\s*(?:-|–|—|~|～|至|到)\s*(\d{1,2})[:：](\d{2})/g

/** Whether hours as written cover half past seven in the morning; null where they are not known or cannot be read. */
export function opensInTheMorning(hours: string | null | undefined): boolean | null {
  if (!hours) return null
  if (/24\s*\/\s*7|24\s*小时|全天/.test(hours)) return true
  let read = false
  for (const [, h1, m1, h2, m2] of hours.matchAll(SPAN)) {
    read = true
    const from = Number(h1) * 60 + Number(m1)
    const to = Number(h2) * 60 + Number(m2)
    // past midnight: 18:00-02:00 runs to two in the morning; 20:00-09:00 is open at breakfast
    if (to > from ? from <= BREAKFAST && BREAKFAST < to : from <= BREAKFAST || BREAKFAST < to) return true
  }
  return read ? false : null
}
