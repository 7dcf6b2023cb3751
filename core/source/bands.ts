// Age bands from age groups. A census publishes five-year groups; infants of 0–2 and children of 3–6 cut across them.
import type { Band } from './rows.ts'

/** People whose age in whole years is at least `from` and below `below` (Infinity for the last group). */
export interface AgeGroup {
  readonly from: number
  readonly below: number
  readonly people: number
}

/** Ages of each band, in whole years: 3–6 is 3, 4, 5 and 6. */
const AGES: Readonly<Record<Band, readonly [from: number, below: number]>> = {
  '0-2': [0, 3],
  '3-6': [3, 7],
  '0-14': [0, 15],
  '60+': [60, Infinity],
  '65+': [65, Infinity],
}

/**
 * People by band. **Assumption: within a group every year of age has as many people.** So with the groups of the census
 * (0, 1–4, 5–9, …) 0-2 is age 0 and two quarters of 1–4, 3-6 the other two quarters and two fifths of 5–9; 0-14, 60+
 * and 65+ are whole groups and exact. A band that the groups do not cover, or that cuts a group without an end, is
 * left out: unknown, not zero.
 */
export function bandsOf(groups: readonly AgeGroup[]): Partial<Record<Band, number>> {
  const bands: Partial<Record<Band, number>> = {}
  const sorted = groups.toSorted((a, b) => a.from - b.from)
  for (const [band, [from, below]] of Object.entries(AGES) as [Band, readonly [number, number]][]) {
    let covered = from
    let people = 0
    for (const group of sorted) {
      if (group.below <= from || group.from >= below) continue
      if (group.from > covered) break // a gap
      const years = Math.min(below, group.below) - Math.max(from, group.from)
      const whole = group.from >= from && group.below <= below
      if (!whole && group.below === Infinity) break
      people += whole ? group.people : (group.people * years) / (group.below - group.from)
      covered = Math.min(below, group.below)
    }
    if (covered >= below) bands[band] = people
  }
  return bands
}

/** What a heading says of ages. `sex` is '' for a column of both. */
export interface AgeHeading {
  readonly sex: '男' | '女' | ''
  readonly from: number
  readonly below: number
}

/**
 * The ages in a heading such as 男_0岁, 女_1到4岁, 5-9岁, 85岁以上, 60岁及以上, 60+, 0–2. Null where it says none, or
 * something about them that is not people (人口比重_65岁及以上 is a share, 有65岁及以上老年人口的户数 are households).
 */
export function ageHeading(heading: string): AgeHeading | null {
  const plain = heading.normalize('NFKC').replace(/\s/g, '')
  const found =
    /^(?:(男|女|合计|小计|常住人口|人口数?)性?[_:]?)?(\d{1,3})(?:(?:到|至|-|—|–|~)(\d{1,3}))?(?:岁|周岁)?(及?以上|\+)?(?:人口数?|人数)?$/.exec(
      plain,
    )
  if (!found) return null
  const [, who = '', from, to, open] = found
  if (to && open) return null
  if (!to && !open && !plain.includes('岁')) return null // a bare number is no age
  const sex = who === '男' || who === '女' ? who : ''
  const below = open ? Infinity : Number(to ?? from) + 1
  return below > Number(from) ? { sex, from: Number(from), below } : null
}

/** The band with exactly these ages; null where there is none. */
export function bandOf(from: number, below: number): Band | null {
  for (const [band, ages] of Object.entries(AGES) as [Band, readonly [number, number]][])
    if (ages[0] === from && ages[1] === below) return band
  return null
}
