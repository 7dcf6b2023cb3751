// A moment as people write it.
import type { Lang } from '@yike/core/base/name.ts'

const LOCALE: Readonly<Record<Lang, string>> = { zh: 'zh-CN', en: 'en-GB' }

/** Day and time; `at` in milliseconds since 1970, or ISO 8601. */
export const sayWhen = (at: number | string, lang: Lang): string =>
  new Date(at).toLocaleString(LOCALE[lang], { dateStyle: 'medium', timeStyle: 'short' })

/** The day alone. */
export const sayDay = (at: number | string, lang: Lang): string =>
  new Date(at).toLocaleDateString(LOCALE[lang], { dateStyle: 'medium' })

/** Today where the reader is, as YYYY-MM-DD. */
export const today = (): string => new Date().toLocaleDateString('sv-SE')
