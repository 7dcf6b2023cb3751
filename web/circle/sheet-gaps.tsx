// Who lacks what in a circle, basic before quality, with what it rests on; and coverage of the rest.
import type { Coverage, Gap } from '@yike/core/circle/measured.ts'
import { whyUntold } from '@yike/core/report/city/say.ts'
import { Tag } from 'antd'
import { useState } from 'react'
import type { StageProps } from '../access/stage.ts'
import { useWords } from '../i18n/index.ts'
import { Bar } from '../ui/bar.tsx'
import { minutes as inMinutes, meters, people, share } from '../ui/number.ts'
import type { CircleSheet } from './circles-messages.ts'
import type { SectionProps, T } from './sheet-parts.ts'

const lacking = (sheet: CircleSheet) => sheet.sheet.gaps.filter((g) => g.people >= 0.5)

/** What stands in the head. */
export const gapsHead = (sheet: CircleSheet, t: T): string =>
  lacking(sheet).length === 0 ? t('sheet.gaps.none') : t('sheet.gaps.n', { n: lacking(sheet).length })

const FIRST = 8

/** The table of categories. */
export function GapsSection({
  sheet,
  city,
  onShow,
  onCategory,
}: SectionProps & Pick<StageProps, 'onShow' | 'onCategory'>) {
  const { t, lang, say } = useWords()
  const [whole, setWhole] = useState(false)
  const gaps = lacking(sheet)
  const byCategory = new Map(sheet.sheet.coverage.filter((c) => c.band === null).map((c) => [c.category, c]))
  const gapOf = new Map(gaps.map((g) => [g.category, g]))
  const rest = city.categories.filter((c) => !gapOf.has(c.id))
  const rows: { id: string; gap: Gap | null; its: Coverage | undefined }[] = [
    ...gaps.map((gap) => ({ id: gap.category, gap, its: byCategory.get(gap.category) })),
    ...(whole ? rest.map((c) => ({ id: c.id, gap: null, its: byCategory.get(c.id) })) : []),
  ]
  const shown = whole ? rows : rows.slice(0, FIRST)
  const category = new Map(city.categories.map((c) => [c.id, c]))
  return (
    <div data-testid="circle-gaps">
      <table className="nearest">
        <thead>
          <tr>
            <th scope="col">{t('gaps.category')}</th>
            <th scope="col" className="number">
              {t('gaps.people')}
            </th>
            <th scope="col" className="number">
              {t('coverage.share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ id, gap, its }) => {
            const c = category.get(id)
            const nearest = gap?.nearest ? city.outlets[gap.nearest.outlet] : null
            return (
              <tr key={id} data-category={id}>
                <th scope="row">
                  <button
                    type="button"
                    className="link"
                    onClick={() => {
                      onCategory(id)
                      if (gap) onShow({ at: [city.population.lng[gap.cell]!, city.population.lat[gap.cell]!] })
                    }}
                  >
                    {c ? say(c.name) : id}
                  </button>{' '}
                  {c && <span className={`tier tier-${c.tier}`}>{t(`tier.${c.tier}.short`)}</span>}
                  {gap?.basis === 'osm' && (
                    <Tag className="check" title={t('gaps.check.what')}>
                      {t('gaps.check')}
                    </Tag>
                  )}
                  {gap && (
                    <span className="quiet small names">
                      {gap.nearest && nearest
                        ? t('sheet.gaps.nearest', {
                            name: nearest.name || t('nameless'),
                            meters: meters(gap.nearest.meters, lang),
                            minutes: inMinutes(gap.nearest.seconds, lang),
                          })
                        : t('gap.nothing')}
                      {` · ${t(`origin.${gap.basis}`)}`}
                      {gap.confirmed && ` · ${t('sheet.gaps.confirmed', { day: gap.confirmed })}`}
                    </span>
                  )}
                </th>
                <td className="number">
                  <span data-testid="gap-people">{gap ? people(gap.people, lang) : '–'}</span>
                  {its && its.share.unknown >= 0.5 && (
                    <span className="quiet small names">
                      {t('sheet.unknown', { n: people(its.share.unknown, lang) })}
                    </span>
                  )}
                </td>
                <td className="number">
                  {its && its.share.share !== null ? (
                    <>
                      <Bar share={its.share.share} /> {share(its.share.share, lang)}
                      <span className="quiet small names">{t('sheet.of', { n: people(its.share.people, lang) })}</span>
                    </>
                  ) : (
                    <span className="quiet small">{its ? whyUntold(its.share, lang) : t('circles.unmeasured')}</span>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {gaps.length === 0 && !whole && <p className="quiet">{t('sheet.gaps.none.what')}</p>}
      <button type="button" className="link small" onClick={() => setWhole(!whole)}>
        {whole ? t('sheet.fewer') : t('sheet.gaps.all', { n: city.categories.length })}
      </button>
    </div>
  )
}
