// Numbers as people read them. No data is not zero: null is said in words.
import type { Lang } from '@yike/core/base/name.ts'

const LOCALE: Readonly<Record<Lang, string>> = { zh: 'zh-CN', en: 'en-GB' }
const UNMEASURED: Readonly<Record<Lang, string>> = { zh: '未测', en: 'not measured' }

/** People are whole at the edge. */
export const people = (n: number, lang: Lang): string => Math.round(n).toLocaleString(LOCALE[lang])

/** A share of 0–1 as a percentage with one decimal; never rounded up to 100 % or down to 0 %. */
export function share(of: number | null, lang: Lang): string {
  if (of === null) return UNMEASURED[lang]
  const tenths = of >= 1 ? 1000 : of <= 0 ? 0 : Math.min(999, Math.max(1, Math.round(of * 1000)))
  return `${(tenths / 10).toFixed(1)}%`
}

/** Metres, whole; from 10 km in kilometres. */
export function meters(m: number, lang: Lang): string {
  if (m >= 10000) return `${(m / 1000).toFixed(1)} ${lang === 'zh' ? '公里' : 'km'}`
  return `${Math.round(m).toLocaleString(LOCALE[lang])} ${lang === 'zh' ? '米' : 'm'}`
}

/** Seconds as minutes with one decimal: what the limit is compared with. */
export const minutes = (seconds: number, lang: Lang): string =>
  `${(seconds / 60).toFixed(1)} ${lang === 'zh' ? '分钟' : 'min'}`
