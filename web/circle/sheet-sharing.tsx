// 圈圈相融: what a circle gives to and takes from each neighbour, nobody and no outlet counted twice.
import { useWords } from '../i18n/index.ts'
import { people } from '../ui/number.ts'
import type { CircleSheet } from './circles-messages.ts'
import type { SectionProps, T } from './sheet-parts.ts'

/** What stands in the head. */
export const sharingHead = (sheet: CircleSheet, t: T): string =>
  t('sheet.sharing.n', { n: sheet.sheet.pairs.filter((p) => p.ways > 0).length })

/** The balance with each neighbour. */
export function SharingSection({ sheet, city, store, stand, circle }: SectionProps) {
  const { t, lang, say } = useWords()
  const rows = sheet.sheet.pairs
    .map((p) => {
      const mine = p.a === circle
      return {
        other: mine ? p.b : p.a,
        ways: p.ways,
        gives: mine ? p.aGives : p.bGives,
        takes: mine ? p.bGives : p.aGives,
        shares: mine ? p.aShares : p.bShares,
        by: p.byCategory.map((c) => ({
          category: c.category,
          takes: mine ? c.bGives : c.aGives,
        })),
      }
    })
    .sort((x, y) => y.gives + y.takes - (x.gives + x.takes))
  if (rows.length === 0) return <p className="quiet">{t('sheet.sharing.none')}</p>
  return (
    <div data-testid="sharing">
      <table className="nearest">
        <thead>
          <tr>
            <th scope="col">{t('sheet.sharing.with')}</th>
            <th scope="col" className="number">
              {t('sheet.sharing.gives')}
            </th>
            <th scope="col" className="number">
              {t('sheet.sharing.takes')}
            </th>
            <th scope="col" className="number">
              {t('sheet.sharing.shares')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const other = stand.draft.circles[row.other]!
            const most = row.by.filter((b) => b.takes >= 0.5).sort((a, b) => b.takes - a.takes)[0]
            return (
              <tr key={other.id}>
                <th scope="row">
                  <button type="button" className="link" onClick={() => store.pick(other.id, 'circle')}>
                    {other.name || t('circles.nameless')}
                  </button>
                  <span className="quiet small names">
                    {row.ways > 0 ? t('sheet.sharing.ways', { n: row.ways }) : t('sheet.sharing.noways')}
                    {most && ` · ${t('sheet.sharing.most', { category: say(city.categories[most.category]!.name) })}`}
                  </span>
                </th>
                <td className="number">{people(row.gives, lang)}</td>
                <td className="number">{people(row.takes, lang)}</td>
                <td className="number">{row.shares}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="quiet small">{t('sheet.sharing.what')}</p>
    </div>
  )
}
