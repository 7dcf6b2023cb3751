// A moment as people write it.
import type { Lang } from '@yike/core/base/name.ts'

/** Day and time; `at` in milliseconds since 1970. */
export const sayWhen = (at: number, lang: Lang): string =>
  new Date(at).toLocaleString(lang === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' })
