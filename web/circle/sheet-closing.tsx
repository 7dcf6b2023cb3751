// If this outlet closes: how many of the circle would lose a category with it, and who would take over. A click shows them.
import { useState } from 'react'
import type { StageProps } from '../access/stage.ts'
import { useWords } from '../i18n/index.ts'
import { people } from '../ui/number.ts'
import type { CircleSheet } from './circles-messages.ts'
import type { SectionProps, T } from './sheet-parts.ts'

const felt = (sheet: CircleSheet) => sheet.sheet.singlePoints.filter((p) => p.people >= 0.5)

/** What stands in the head. */
export const closingHead = (sheet: CircleSheet, t: T): string =>
  felt(sheet).length === 0 ? t('sheet.closing.none') : t('sheet.closing.n', { n: felt(sheet).length })

const FIRST = 8

/** The list of what hangs on one outlet. */
export function ClosingSection({
  sheet,
  city,
  store,
  view,
  stand,
  circle,
  ask,
  onShow,
}: SectionProps & Pick<StageProps, 'ask' | 'onShow'>) {
  const { t, lang, say } = useWords()
  const [whole, setWhole] = useState(false)
  const points = felt(sheet)
  if (points.length === 0) return <p className="quiet">{t('sheet.closing.none.what')}</p>
  const nameOf = (outlet: number) => city.outlets[outlet]?.name || t('nameless')
  const show = async (outlet: number, category: number) => {
    const cells = await ask('circleLosers', { key: stand.key, circle, outlet, category })
    if (!cells) return
    store.light({ outlet, cells })
    onShow({ at: city.outlets[outlet]!.at })
  }
  return (
    <div data-testid="closing">
      <ul className="closings">
        {points.slice(0, whole ? points.length : FIRST).map((p, k) => {
          const closing = sheet.closings[k]
          const takers = closing?.takers.filter((taker) => taker.within >= 0.5).slice(0, 2) ?? []
          return (
            <li key={`${p.outlet} ${p.category}`} className={view.lit?.outlet === p.outlet ? 'chosen' : ''}>
              <span>
                <button type="button" className="link" onClick={() => void show(p.outlet, p.category)}>
                  {nameOf(p.outlet)}
                </button>{' '}
                <span className="quiet small">{say(city.categories[p.category]!.name)}</span>
                {!p.inside && <span className="tier">{t('sheet.closing.outside')}</span>}
                <span className="quiet small names">
                  {takers.length > 0
                    ? t('sheet.closing.takers', {
                        list: takers
                          .map((taker) =>
                            t('unknown.partly.n', { name: nameOf(taker.outlet), n: people(taker.within, lang) }),
                          )
                          .join(lang === 'zh' ? '、' : ', '),
                      })
                    : t('sheet.closing.nobody')}
                </span>
              </span>
              <span className="number">
                <b className="lost">{people(p.people, lang)}</b>
                <span className="quiet small names">{t('sheet.of', { n: people(p.of, lang) })}</span>
              </span>
            </li>
          )
        })}
      </ul>
      {points.length > FIRST && (
        <button type="button" className="link small" onClick={() => setWhole(!whole)}>
          {whole ? t('sheet.fewer') : t('sheet.more', { n: points.length })}
        </button>
      )}
      <p className="quiet small">{t('sheet.closing.what')}</p>
    </div>
  )
}
