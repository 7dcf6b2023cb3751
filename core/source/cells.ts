// What stands in a cell, as a person in an office writes it: numbers with units, coordinates in degrees and minutes, days.

/** Full-width digits and letters become plain ones, and the blanks round it go. */
const plain = (text: string): string => text.normalize('NFKC').trim()

/** A cell that only says that nothing is known: blank, `-`, `/`, 无, N/A … */
export const isBlank = (text: string): boolean =>
  /^(?:[\s\-—–/\\.]*|无|暂无|未知|不详|n\/?a|null|none|nan)$/i.test(text)

/**
 * The number in a cell such as `50`, `1,200`, `约50张`, `５０`: null where there is none, or more than one (`50-60`).
 * A unit behind it is passed over; 万 multiplies.
 */
export function numberIn(text: string): number | null {
  const quick = +text // the usual case, of which a network table has millions
  if (Number.isFinite(quick) && text.trim() !== '') return quick
  const found = /^(?:约|共|≈|~)?\s*([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d+)?)\s*(万)?[^\d.,\-~]*$/i.exec(
    plain(text),
  )
  if (!found) return null
  return Number(found[1]!.replaceAll(',', '')) * (found[2] ? 10_000 : 1)
}

/** Degrees in a cell: `121.4737`, `121,4737`, `121.4737°E`, `东经121.4737`, `121°28′25.3″`, `S 31°14.5'`; null where there are none. */
export function degreesIn(text: string): number | null {
  const quick = +text
  if (Number.isFinite(quick) && text.trim() !== '') return quick
  const found =
    /^(?:(东经|西经|北纬|南纬|[NSEW])[:\s]*)?([+-]?\d+(?:[.,]\d+)?)\s*(?:[°度º]\s*(?:(\d+(?:\.\d+)?)\s*[′'’分]\s*(?:(\d+(?:\.\d+)?)\s*(?:″|"|”|''|′′|秒))?)?)?\s*([NSEW])?$/i.exec(
      plain(text),
    )
  if (!found) return null
  const [, before, whole, minutes = '0', seconds = '0', after] = found
  const degrees = Number(whole!.replace(',', '.'))
  const size = Math.abs(degrees) + Number(minutes) / 60 + Number(seconds) / 3600
  const turned = /西经|南纬|[SW]/i.test(before ?? after ?? '') !== whole!.startsWith('-')
  return turned ? -size : size
}

/** Two numbers of degrees in one cell, in the order written: `121.47,31.23`, `(121.47 31.23)`, `POINT (121.47 31.23)`; else null. */
export function pairIn(text: string): readonly [number, number] | null {
  const words = plain(text)
    .replace(/^point\s*z?/i, '')
    .replace(/^[([{]+|[)\]}]+$/g, '')
    .trim()
    .split(/\s*[,;、|]\s*|\s+/)
  if (words.length !== 2) return null
  const [first, second] = [degreesIn(words[0]!), degreesIn(words[1]!)]
  return first === null || second === null ? null : [first, second]
}

const two = (n: number): string => String(n).padStart(2, '0')

/** `YYYY-MM-DD` of a calendar day; null if there is no such day between 1900 and 2100. */
function day(year: number, month: number, date: number): string | null {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  return year >= 1900 && year <= 2100 && days && date >= 1 && date <= days ? `${year}-${two(month)}-${two(date)}` : null
}

/** Days from 1899-12-30, which is Excel's day 0, to 1970-01-01. */
const EXCEL_DAYS = 25_569

/**
 * The day in a cell, `YYYY-MM-DD`: `2024-05-01`, `2024/5/1`, `2024.5.1`, `2024年5月1日`, `20240501`, an Excel serial
 * (`45413`), any of them with a time behind. Where only a month or a year is given it is the first day of it: what was
 * confirmed in May was confirmed no earlier. Null where it is no day, or one that could be read in two ways (`5/1/24`).
 */
export function dayIn(text: string): string | null {
  const cell = plain(text)
  const parts = /^(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT].*)?|\s*月)?|年)?$/.exec(cell)
  if (parts) return day(Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1))
  const run = /^(\d{4})(\d{2})(\d{2})$/.exec(cell)
  if (run) return day(Number(run[1]), Number(run[2]), Number(run[3]))
  const serial = /^\d{5}(?:\.\d+)?$/.test(cell) ? Math.floor(Number(cell)) : 0
  if (serial) return new Date((serial - EXCEL_DAYS) * 86_400_000).toISOString().slice(0, 10)
  return null
}
