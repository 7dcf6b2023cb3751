// Coverage of the chosen category: by age, and area by area, worst first.

import type { Share } from '@yike/core/circle/measured.ts'
import { whyUntold } from '@yike/core/report/city/say.ts'
import { wholeShare } from '@yike/core/report/numbers.ts'
import type { AreaRow, Band } from '@yike/core/source/rows.ts'
import { BANDS } from '@yike/core/source/rows.ts'
import { Segmented, Select, Table } from 'antd'
import { memo, useState } from 'react'
import type { City, Figures } from '../access/messages.ts'
import { useWords } from '../i18n/index.ts'
import { Bar } from '../ui/bar.tsx'
import { people, share } from '../ui/number.ts'
import { finest, levelsOf } from './levels.ts'

interface Props {
  readonly city: City
  readonly figures: Figures
  readonly category: string
  readonly onArea: (area: AreaRow) => void
}

interface Row {
  readonly area: AreaRow
  readonly share: Share
}

/** Shares of people, each with its denominator. Drawn anew only when its figures are. */
export const CoverageView = memo(function CoverageView({ city, figures, category, onArea }: Props) {
  const { t, lang } = useWords()
  const levels = levelsOf(city.areas).filter((l) => l !== 'city')
  const [level, setLevel] = useState(levels.length > 0 ? finest(levels) : 'city')
  const [band, setBand] = useState<Band | 'all'>('all')
  const ofCategory = figures.coverage.filter((c) => c.category === category)
  const cityWide = (b: Band | null) => ofCategory.find((c) => c.area === null && c.band === b)?.share
  const known = BANDS.filter((b) => cityWide(b) !== undefined)
  const wanted = band === 'all' ? null : band
  const byArea = new Map(ofCategory.filter((c) => c.band === wanted && c.area !== null).map((c) => [c.area, c.share]))
  const rows = city.areas
    .flatMap((area): Row[] => {
      const its = byArea.get(area.id)
      return area.level === level && its ? [{ area, share: its }] : []
    })
    .sort((a, b) => (a.share.share ?? 2) - (b.share.share ?? 2))
  return (
    <section data-testid="coverage">
      <h3>{t('coverage.bands')}</h3>
      {known.length === 0 && <p className="quiet small">{t('band.missing')}</p>}
      <table className="bands">
        <tbody>
          {[null, ...known].map((b) => {
            const its = cityWide(b)
            return (
              its && (
                <tr key={b ?? 'all'}>
                  <th scope="row">{t(`band.${b ?? 'all'}`)}</th>
                  <td>
                    <Bar share={its.share} />
                  </td>
                  <td className="number">{share(its.share, lang)}</td>
                  <td className="number quiet">
                    {its.share === null
                      ? whyUntold(its, lang)
                      : t('reach.of', {
                          within: people(wholeShare(its).within, lang),
                          people: people(its.people, lang),
                        })}
                    {its.share !== null && <Beside share={its} />}
                  </td>
                </tr>
              )
            )
          })}
        </tbody>
      </table>
      <h3>{t('coverage.areas')}</h3>
      {levels.length === 0 ? (
        <p className="quiet small">{t('coverage.noareas')}</p>
      ) : (
        <>
          <div className="tools">
            <Segmented
              size="small"
              aria-label={t('level')}
              value={level}
              onChange={setLevel}
              options={levels.map((l) => ({ value: l, label: t(`level.${l}`) }))}
            />
            {known.length > 0 && (
              <Select
                size="small"
                aria-label={t('band')}
                value={band}
                onChange={setBand}
                options={(['all', ...known] as const).map((b) => ({ value: b, label: t(`band.${b}`) }))}
              />
            )}
          </div>
          <Table<Row>
            size="small"
            dataSource={rows}
            rowKey={({ area }) => area.id}
            showSorterTooltip={false}
            pagination={{ pageSize: 12, size: 'small', showSizeChanger: false, hideOnSinglePage: true }}
            columns={[
              {
                title: t('coverage.area'),
                render: (_, { area }) => (
                  <button type="button" className="link" onClick={() => onArea(area)}>
                    {area.name}
                  </button>
                ),
              },
              {
                title: t('coverage.share'),
                width: 150,
                className: 'number',
                sorter: (a, b) => (a.share.share ?? 2) - (b.share.share ?? 2),
                render: (_, { share: its }) => (
                  <>
                    <span className="barred">
                      <Bar share={its.share} />
                      {its.share === null ? whyUntold(its, lang) : share(its.share, lang)}
                    </span>
                    {its.share !== null && <Beside share={its} />}
                  </>
                ),
              },
              {
                title: t('coverage.without'),
                align: 'right',
                width: 92,
                className: 'number',
                sorter: (a, b) => a.share.people - a.share.within - (b.share.people - b.share.within),
                render: (_, { share: its }) => (its.share === null ? '–' : people(wholeShare(its).lacking, lang)),
              },
              {
                title: t('coverage.people'),
                align: 'right',
                width: 76,
                className: 'number quiet',
                sorter: (a, b) => a.share.people - b.share.people,
                render: (_, { share: its }) => (its.share === null ? '–' : people(its.people, lang)),
              },
            ]}
          />
        </>
      )}
    </section>
  )
})

/** Of whom no ledger tells, under the figure of the others. */
function Beside({ share: { unknown } }: { share: Share }) {
  const { t, lang } = useWords()
  return unknown >= 0.5 ? (
    <span className="beside small">{t('unknown.beside', { n: people(unknown, lang) })}</span>
  ) : null
}
