// Numbers at the edge: people whole, shares 0–1 in files and percent on the page, no sentinel ever.
import type { Share } from '../circle/measured.ts'

/**
 * Whole numbers for `parts` that add up to the rounded total (largest remainder): a table's rows then add up to its foot.
 * Ties go to the earlier part.
 */
export function wholes(parts: ArrayLike<number>): Int32Array {
  const whole = new Int32Array(parts.length)
  let total = 0
  let given = 0
  for (let i = 0; i < parts.length; i++) {
    whole[i] = Math.floor(parts[i]!)
    total += parts[i]!
    given += whole[i]!
  }
  const left = Math.round(total) - given
  if (!(left > 0)) return whole
  const rest = Float64Array.from(whole, (w, i) => parts[i]! - w)
  const least = rest.slice().sort()[parts.length - left]! // the smallest remainder that still gets one, if it comes early
  let ties = left
  for (const r of rest) if (r > least) ties--
  for (let i = 0; i < parts.length; i++) if (rest[i]! > least || (rest[i] === least && ties-- > 0)) whole[i]!++
  return whole
}

/**
 * People of a share, whole: the denominator and those who lack it are rounded, and those within are the rest, so that the
 * numbers add up and a gap is the same number wherever it stands.
 */
export function wholeShare({ people, within }: { readonly people: number; readonly within: number }): {
  readonly people: number
  readonly within: number
  readonly lacking: number
} {
  const all = Math.round(people)
  const lacking = Math.round(people - within)
  return { people: all, within: all - lacking, lacking }
}

/**
 * The same where those beyond the limit and those who can walk to none stand apart: `within + beyond + lacking` is the denominator,
 * whole. `unknown` stands beside it.
 */
export function wholeStates(parts: {
  readonly within: number
  readonly beyond: number
  readonly lacking: number
  readonly unknown: number
}): { readonly within: number; readonly beyond: number; readonly lacking: number; readonly unknown: number } {
  const without = parts.beyond + parts.lacking
  const { within, lacking: all } = wholeShare({ people: parts.within + without, within: parts.within })
  const lacking = Math.min(all, Math.round(parts.lacking))
  return { within, beyond: all - lacking, lacking, unknown: Math.round(parts.unknown) }
}

/** A share for a file: six decimals at most; null stays null. */
export const fileShare = (share: number | null): number | null =>
  share === null ? null : Math.round(share * 1e6) / 1e6

/** The numbers of a share as files have them; in a table they stand in this order. */
export function shareFields(s: Share) {
  const { people, within } = wholeShare(s)
  return {
    people,
    within,
    share: fileShare(s.share),
    unknown: Math.round(s.unknown),
    unconnected: Math.round(s.unconnected),
    edge: Math.round(s.edge),
  }
}

/** Whole tenths of `unit`; null where `value` is negative, which inside core means "none". */
export const inTenths = (value: number, unit: number): number | null =>
  value < 0 ? null : Math.round((value * 10) / unit)

export { grouped } from '../base/grouped.ts'

/** A share as percent with one decimal; a share that is not all is never shown as 100 %, nor a part as 0 %. */
export function percent(share: number): string {
  const p = Math.round(share * 1000) / 10
  if (share < 1 && p >= 100) return '99.9%'
  if (share > 0 && p <= 0) return '<0.1%'
  return `${p.toFixed(1)}%`
}

/** Degrees for a file: six decimals, 0.1 m. */
export const degrees = (value: number): number => micro(value) / 1e6

/** Whole millionths of a degree. */
export const micro = (value: number): number => Math.round(value * 1e6)
