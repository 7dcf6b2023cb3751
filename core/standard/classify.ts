// From what a file calls a thing to the categories of a standard. Raw rows keep their label; a category is worked out,
// and can be worked out again under another standard. The order: a person's own word, then the label, then OSM tags.
import { Fault } from '../base/fault.ts'
import type { OutletRow, Tags } from '../source/rows.ts'
import type { Standard } from './define.ts'
import { opensInTheMorning } from './hours.ts'

/** Ids of the categories that an outlet serves, in the standard's order; empty where nothing claims it. */
export type Classify = (row: OutletRow) => readonly string[]

/** Keys of OSM tags that say what an outlet is, the most telling first: an unclassified outlet is listed under its first. */
const DECIDING = [
  'shop',
  'amenity',
  'craft',
  'office',
  'healthcare',
  'leisure',
  'tourism',
  'social_facility',
  'public_transport',
  'highway',
  'railway',
  'landuse',
  'building',
] as const

/** In a rule, `opening_hours` may be this: it holds where the hours given are known to cover the morning. */
const MORNING = '@morning'

/**
 * The classing of outlets by `standard`.
 *
 * `labels` is a person's own: a label of theirs, or `key=value` of OSM → a category's id, several joined by `+`, or ''
 * for "none of these". It goes before the standard's. Then the label: whole, then each part of it (a map company's
 * export writes `餐饮服务;快餐厅;快餐厅`) by the longest word it contains. Then, where the label says nothing, OSM tags:
 * every rule that holds counts, so that one outlet may serve several categories.
 * Throws `bad-value` where a person names a category that the standard does not have.
 */
export function classifier(standard: Standard, labels: Readonly<Record<string, string>>): Classify {
  const ids = new Set(standard.categories.map((c) => c.id))
  const order = new Map(standard.categories.map((c, i) => [c.id, i]))
  const own = new Map<string, readonly string[]>()
  for (const [label, to] of Object.entries(labels)) {
    const named = to.split('+').filter(Boolean)
    for (const id of named)
      if (!ids.has(id)) throw new Fault('bad-value', { name: label, expected: [...ids].join(' | '), got: id })
    own.set(plain(label), named)
  }
  const words = wordsOf(standard)
  const rules = rulesOf(standard)
  const seen = new Map<string, readonly string[] | null>() // a ledger of 100,000 rows has a hundred labels
  const sorted = (found: Iterable<string>) => [...new Set(found)].sort((a, b) => order.get(a)! - order.get(b)!)

  /** Null: the label says nothing, the tags may. What a person classes as nothing is said, and is []. */
  const byLabel = (label: string): readonly string[] | null => {
    if (!label.trim()) return null
    const whole = plain(label)
    const mine = own.get(whole)
    if (mine) return sorted(mine)
    const tag = /^([\w:]+)=(.+)$/.exec(label.trim())
    const found = tag
      ? byTags({ [tag[1]!]: tag[2]! }, null, rules, own)
      : (words.exact.get(whole) ?? byParts(whole, words.terms))
    return found.length ? sorted(found) : null
  }

  return function classify(row) {
    let ids = seen.get(row.label)
    if (ids === undefined) {
      ids = byLabel(row.label)
      seen.set(row.label, ids)
    }
    return ids ?? sorted(byTags(row.tags, row.hours, rules, own))
  }
}

/** Labels (or deciding OSM tags, `amenity=bench`) of the rows that nothing claims, most first. */
export function unclassifiedLabels(
  rows: readonly OutletRow[],
  classify: Classify,
): readonly { readonly label: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    if (classify(row).length) continue
    const label = row.label.trim() || decidingTag(row.tags)
    counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  return [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
}

/** The tag that says most of what an outlet is, as `key=value`; '' where it has none. */
function decidingTag(tags: Tags): string {
  for (const key of DECIDING) if (tags[key]) return `${key}=${tags[key]}`
  const [first] = Object.entries(tags)
  return first ? `${first[0]}=${first[1]}` : ''
}

/** Letters as they are compared: full-width made half-width, lower case, single spaces. */
const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

interface Words {
  /** Whole label → ids: names, codes and ids too. */
  readonly exact: ReadonlyMap<string, readonly string[]>
  /** Words to be found inside a label, longest first. */
  readonly terms: readonly { readonly term: string; readonly id: string }[]
}

function wordsOf(standard: Standard): Words {
  const exact = new Map<string, string[]>()
  const terms: { term: string; id: string }[] = []
  for (const { id, code, name, labels } of standard.categories) {
    for (const term of new Set([id, code ?? id, name.zh, name.en, ...labels].map(plain))) {
      exact.set(term, [...(exact.get(term) ?? []), id])
    }
    for (const term of new Set([name.zh, name.en, ...labels].map(plain))) terms.push({ term, id })
  }
  terms.sort((a, b) => b.term.length - a.term.length)
  return { exact, terms }
}

/** Each part of a label goes to the category with the longest word in it; two as long both count. */
function byParts(label: string, terms: Words['terms']): readonly string[] {
  const found: string[] = []
  for (const part of label.split(/[;,、/|+]/)) {
    let length = 0
    for (const { term, id } of terms) {
      if (term.length < length) break
      if (!holds(part, term)) continue
      length = term.length
      found.push(id)
    }
  }
  return found
}

/** Chinese words are found anywhere; Latin ones only whole, so that `bar` is not in `barber`. */
function holds(text: string, term: string): boolean {
  if (!/^[\x20-\x7e]+$/.test(term)) return text.includes(term)
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const before = text[at - 1] ?? ' '
    const after = text.slice(at + term.length).replace(/^(e?s)(?![a-z0-9])/, '')[0] ?? ' '
    if (!/[a-z0-9]/.test(before) && !/[a-z0-9]/.test(after)) return true
  }
  return false
}

interface Rule {
  readonly id: string
  /** All must hold; one of the values each. `*` is any value. */
  readonly tags: readonly (readonly [key: string, values: readonly string[]])[]
}

/** Rules by a key that each of them asks for, so that an outlet is held against few; '' for those that ask for none. */
type Rules = ReadonlyMap<string, readonly Rule[]>

function rulesOf(standard: Standard): Rules {
  const rules = new Map<string, Rule[]>()
  for (const { id, osm } of standard.categories)
    for (const rule of osm) {
      const tags = Object.entries(rule).map(([key, value]) => [key, value.split('|')] as const)
      const key = tags.find(([, values]) => values[0] !== MORNING)?.[0] ?? ''
      rules.set(key, [...(rules.get(key) ?? []), { id, tags }])
    }
  return rules
}

function byTags(
  tags: Tags,
  hours: string | null,
  rules: Rules,
  own: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  if (own.size) {
    const named = Object.entries(tags).flatMap(([key, value]) => {
      const ids = own.get(plain(`${key}=${value}`))
      return ids ? [ids] : []
    })
    if (named.length) return named.flat()
  }
  const found: string[] = []
  for (const key of ['', ...Object.keys(tags)])
    for (const rule of rules.get(key) ?? []) if (holdsFor(rule, tags, hours)) found.push(rule.id)
  return found
}

const holdsFor = (rule: Rule, tags: Tags, hours: string | null): boolean =>
  rule.tags.every(([key, values]) => {
    if (values[0] === MORNING) return opensInTheMorning(hours ?? tags[key]) === true
    const given = tags[key]
    // OSM writes several values as `laundry;dry_cleaning`
    return given !== undefined && (values[0] === '*' || given.split(';').some((v) => values.includes(v.trim())))
  })
