// How unevenly walks are spread: among people of the circle, or of the city, where each age band stands beside. No score: each measure
// says its own thing, and is of those whose walk can be told.
import type { BandInequality, Inequality } from '@yike/core/circle/access-inequality.ts'
import { Segmented } from 'antd'
import { useEffect, useState } from 'react'
import type { StageProps } from '../access/stage.ts'
import { useWords } from '../i18n/index.ts'
import { minutes, people } from '../ui/number.ts'
import type { CircleSheet } from './circles-messages.ts'
import type { SectionProps, T } from './sheet-parts.ts'

/** What stands in the head: of how many categories walks can be told. */
export const inequalityHead = ({ sheet }: CircleSheet, t: T): string => {
  const n = sheet.walks.filter((its) => its.gini !== null).length
  return n === 0 ? t('circles.unmeasured') : t('sheet.inequality.n', { n })
}

const digits = (n: number | null, places: number) => (n === null ? '–' : n.toFixed(places))

/** One row a category. */
export function InequalitySection({ sheet, city, stand, ask }: SectionProps & Pick<StageProps, 'ask'>) {
  const { t, lang, say } = useWords()
  const [where, setWhere] = useState<'circle' | 'city'>('circle')
  const [bands, setBands] = useState<readonly (readonly BandInequality[])[] | null>(null)
  useEffect(() => {
    if (where !== 'city') return
    let wanted = true
    ask('bandWalks', { key: stand.key })
      .then((answer) => wanted && setBands(answer))
      .catch(() => wanted && setBands(null))
    return () => {
      wanted = false
    }
  }, [ask, stand.key, where])
  const [open, setOpen] = useState<number | null>(null)
  const walks = where === 'circle' ? sheet.sheet.walks : sheet.cityWalks
  const rows = walks
    .map((its, category) => ({ its, category }))
    .filter(({ its }) => its.gini !== null)
    .sort((a, b) => b.its.gini! - a.its.gini!)
  const cells = (its: Inequality) => (
    <>
      <td className="number">{its.mean === null ? '–' : minutes(its.mean, lang)}</td>
      <td className="number">{digits(its.gini, 3)}</td>
      <td className="number">{digits(its.palma, 2)}</td>
      <td className="number">{digits(its.theil, 3)}</td>
    </>
  )
  return (
    <div data-testid="inequality">
      <Segmented
        size="small"
        aria-label={t('clock.where')}
        value={where}
        onChange={setWhere}
        options={[
          { value: 'circle', label: t('clock.circle') },
          { value: 'city', label: t('sheet.inequality.city') },
        ]}
      />
      {rows.length === 0 ? (
        <p className="quiet">{t('sheet.inequality.none')}</p>
      ) : (
        <table className="nearest">
          <thead>
            <tr>
              <th scope="col">{t('category')}</th>
              <th scope="col" className="number">
                {t('sheet.inequality.mean')}
              </th>
              <th scope="col" className="number">
                {t('sheet.inequality.gini')}
              </th>
              <th scope="col" className="number">
                {t('sheet.inequality.palma')}
              </th>
              <th scope="col" className="number">
                {t('sheet.inequality.theil')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ its, category }) => [
              <tr key={category}>
                <th scope="row">
                  {where === 'city' ? (
                    <button
                      type="button"
                      className="link"
                      aria-expanded={open === category}
                      onClick={() => setOpen(open === category ? null : category)}
                    >
                      {say(city.categories[category]!.name)}
                    </button>
                  ) : (
                    say(city.categories[category]!.name)
                  )}
                  <span className="quiet small names">
                    {t('sheet.of', { n: people(its.people, lang) })}
                    {its.without + its.untold >= 0.5 &&
                      ` · ${t('sheet.inequality.out', { n: people(its.without + its.untold, lang) })}`}
                    {its.parts &&
                      its.theil! > 0 &&
                      ` · ${t('sheet.inequality.between', { n: Math.round((100 * its.parts.between) / its.theil!) })}`}
                  </span>
                </th>
                {cells(its)}
              </tr>,
              ...(where === 'city' && open === category ? (bands?.[category] ?? []) : [])
                .filter(({ its: band }) => band.gini !== null)
                .map(({ band, its: own, concentration }) => (
                  <tr key={`${category} ${band}`} className="quiet small">
                    <th scope="row">
                      {t(`band.${band}`)}
                      {concentration !== null && ` · ${t('sheet.inequality.index', { n: signed(concentration) })}`}
                    </th>
                    {cells(own)}
                  </tr>
                )),
            ])}
          </tbody>
        </table>
      )}
      {where === 'city' && rows.length > 0 && bands === null && (
        <p className="quiet small" role="status">
          {t('sheet.working')}…
        </p>
      )}
      <p className="quiet small">
        {where === 'city' && `${t('sheet.inequality.open')} `}
        {t('sheet.inequality.what')}
      </p>
    </div>
  )
}

const signed = (n: number): string => `${n > 0 ? '+' : n < 0 ? '−' : ''}${Math.abs(n).toFixed(3)}`
