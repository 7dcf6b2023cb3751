// What a schema complains of, in both languages.
import type { Name } from '@yike/core/base/name.ts'
import { z } from 'zod'

/** The words of zod's locales for a complaint: its code and what belongs to it. */
export const COMPLAINTS = { zh: z.locales.zhCN().localeError, en: z.locales.en().localeError }

/** An issue of `safeParse` in words: those of its own schema where it has some, the locales' else. */
export function complaintOf(issue: z.core.$ZodIssue): Name {
  const { message } = issue
  const said = (lang: 'zh' | 'en') => {
    const words = COMPLAINTS[lang](issue as z.core.$ZodRawIssue)
    return typeof words === 'string' ? words : (words?.message ?? message)
  }
  const isOwn = issue.code === 'custom' || (issue.code === 'invalid_format' && said('en') !== message)
  // an issue that came out of `safeParse` no longer holds what it was about
  return isOwn ? { zh: message, en: message } : { zh: said('zh').replace(/，实际接收 .*$/, ''), en: message }
}
