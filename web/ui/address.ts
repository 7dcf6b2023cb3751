// What is chosen stands in the address, so that a view can be sent to somebody; the language is remembered besides.
import type { Lang } from '@yike/core/base/name.ts'

/** What one is about: to look at what was measured, to draw circles, to choose sites, to plan. */
export const STAGES = ['measure', 'circles', 'siting', 'plan'] as const
/** One of them. */
export type Stage = (typeof STAGES)[number]

/** What the address holds; null where it says nothing. */
export interface Choice {
  readonly stage: Stage
  readonly lang: Lang
  readonly category: string | null
  readonly walker: string | null
  readonly minutes: number | null
}

export const LEAST_MINUTES = 5
export const MOST_MINUTES = 30

const KEY = 'yike.lang'

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null // storage may be forbidden; then it is not remembered
  }
}

/** Reads the address; Chinese unless it or the memory says otherwise. */
export function readChoice(): Choice {
  const query = new URLSearchParams(location.search)
  const minutes = Number(query.get('minutes'))
  return {
    stage: STAGES.find((stage) => stage === query.get('stage')) ?? 'measure',
    lang: (query.get('lang') ?? remembered()) === 'en' ? 'en' : 'zh',
    category: query.get('category'),
    walker: query.get('walker'),
    minutes: Number.isInteger(minutes) && minutes >= LEAST_MINUTES && minutes <= MOST_MINUTES ? minutes : null,
  }
}

/** Writes the address without a step in the history. */
export function writeChoice({ stage, lang, category, walker, minutes }: Choice): void {
  const query = new URLSearchParams()
  if (stage !== 'measure') query.set('stage', stage)
  query.set('lang', lang)
  if (category) query.set('category', category)
  if (walker) query.set('walker', walker)
  if (minutes) query.set('minutes', String(minutes))
  history.replaceState(history.state, '', `?${query}`)
  rememberLang(lang)
}

/** Keeps the language for the next visit. */
export function rememberLang(lang: Lang): void {
  try {
    localStorage.setItem(KEY, lang)
  } catch {
    // as above
  }
}
