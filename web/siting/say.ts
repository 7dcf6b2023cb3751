// Values of sitings as people read them, and the proof as a sentence.
import type { Lang } from '@yike/core/base/name.ts'
import type { useWords } from '../i18n/index.ts'
import { minutes, people, share } from '../ui/number.ts'
import type { SitingView, ValueUnit } from './messages.ts'

type T = ReturnType<typeof useWords>['t']

/** A value with its unit. */
export function sayValue(value: number, unit: ValueUnit, lang: Lang, t: T): string {
  if (unit === 'people') return t('people.n', { n: people(value, lang) })
  if (unit === 'times') return t('siting.times.n', { n: people(value, lang) })
  if (unit === 'sites') return t('siting.sites.n', { n: Math.round(value) })
  return minutes(value, lang)
}

/** A difference with its unit: of walks in seconds where it is less than a minute, for a tenth of a minute hides it. */
export function sayFar(far: number, unit: ValueUnit, lang: Lang, t: T): string {
  if (unit === 'seconds' && far < 60) return t('siting.seconds.n', { n: far.toFixed(far < 10 ? 1 : 0) })
  return sayValue(far, unit, lang, t)
}

/** The least difference that is one, in the unit of a value: half a person, half a site, a twentieth of a second. */
export const LEAST: Readonly<Record<ValueUnit, number>> = { people: 0.5, times: 0.5, sites: 0.5, seconds: 0.05 }

/** A value alone, as it stands on an axis or in a column: people, sites, or minutes with one decimal. */
export const bareValue = (value: number, unit: ValueUnit, lang: Lang): string =>
  unit === 'seconds' ? (value / 60).toFixed(1) : people(value, lang)

/** How far below the bound a value lies, in the unit people read: 0 where it shows none. */
export const headroom = ({ value, bound, unit }: Pick<SitingView, 'value' | 'bound' | 'unit'>): number => {
  const far = Math.abs(bound - value)
  return far < LEAST[unit] ? 0 : far
}

/** What is proven of an answer. */
export function sayProof(view: SitingView, lang: Lang, t: T): string {
  const { unit, gap, bound, value } = view
  const far = headroom(view)
  if (far === 0) return t(`siting.proof.best.${unit}`)
  const of = value !== 0 ? Math.abs(bound - value) / Math.abs(value) : gap
  return t(`siting.proof.gap.${unit}`, {
    share: of > 1 ? `${(100 * of).toFixed(0)}%` : share(of, lang), // a share ends at 100 %, and a distance does not
    far: sayFar(far, unit, lang, t),
    bound: sayValue(unit === 'sites' ? Math.ceil(bound - 1e-6) : bound, unit, lang, t),
  })
}
