// What a person asks of a run, as the page holds it, and as the server wants it.
import type { Lang } from '@yike/core/base/name.ts'
import type { RunKind } from '../api/answers.ts'

/** All that the drawer holds; a kind takes of it what is its own. */
export interface Wanted {
  readonly kind: RunKind
  readonly title: string
  readonly standard: string
  readonly walker: string
  readonly minutes: number
  /** The measurement that circles, sites and plans are made from; null: the newest. */
  readonly measure: string | null
  readonly ruler: string
  readonly category: string | null
  readonly model: string
  readonly sites: number
}

/** Where one begins: the national notice of 2025, an adult, a quarter of an hour. */
export const DEFAULTS: Wanted = {
  kind: 'measure',
  title: '',
  standard: 'notice-2025',
  walker: 'adult',
  minutes: 15,
  measure: null,
  ruler: 'commerce-2024',
  category: null,
  model: 'most-covered',
  sites: 5,
}

/** The options of a kind. */
export function optionsOf(w: Wanted, lang: Lang): Readonly<Record<string, unknown>> {
  const from = w.measure ? { measured: w.measure } : {}
  switch (w.kind) {
    case 'measure':
    case 'remeasure':
      return { standard: w.standard, walker: w.walker, minutes: w.minutes, lang }
    case 'delineate':
      return { ...from, ruler: w.ruler }
    case 'site':
      return { ...from, categories: w.category ? [w.category] : [], model: w.model, p: w.sites }
    case 'plan':
      return { ...from, by: 'community', lang }
  }
}
