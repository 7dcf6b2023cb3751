// Capacity: whether there is one (有没有) and whether it is enough (够不够) are two numbers, and stand in two columns.
import { useWords } from '../i18n/index.ts'
import { people, share } from '../ui/number.ts'
import type { CircleSheet } from './circles-messages.ts'
import type { SectionProps, T } from './sheet-parts.ts'

const told = (sheet: CircleSheet) =>
  sheet.sheet.capacity.flatMap((its, category) => (its && its.people > 0 ? [{ its, category }] : []))

/** What stands in the head. */
export const capacityHead = (sheet: CircleSheet, t: T): string =>
  told(sheet).length === 0 ? t('circles.unmeasured') : t('sheet.capacity.n', { n: told(sheet).length })

/** One row a category of which places are known. */
export function CapacitySection({ sheet, city }: SectionProps) {
  const { t, lang, say } = useWords()
  const rows = told(sheet)
  if (rows.length === 0) return <p className="quiet">{t('sheet.capacity.none')}</p>
  return (
    <div data-testid="capacity">
      <table className="nearest">
        <thead>
          <tr>
            <th scope="col">{t('category')}</th>
            <th scope="col" className="number">
              {t('sheet.capacity.presence')}
            </th>
            <th scope="col" className="number">
              {t('sheet.capacity.enough')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ its, category }) => (
            <tr key={category}>
              <th scope="row">
                {say(city.categories[category]!.name)}
                <span className="quiet small names">
                  {its.capacity === null
                    ? t('sheet.capacity.unknown', { n: its.outlets })
                    : t('sheet.capacity.places', {
                        places: people(its.capacity, lang),
                        known: its.known,
                        outlets: its.outlets,
                        people: people(its.people, lang),
                      })}
                </span>
              </th>
              <td className="number">{share(its.presence.share, lang)}</td>
              <td className="number">
                {its.twoStep === null ? (
                  <span className="quiet">{t('circles.unmeasured')}</span>
                ) : (
                  t('sheet.capacity.per', { n: (1000 * its.twoStep).toFixed(1) })
                )}
                {its.even !== null && (
                  <span className="quiet small names">
                    {t('sheet.capacity.even', { n: (1000 * its.even).toFixed(1) })}
                  </span>
                )}
                {its.partly >= 0.5 && (
                  <span className="quiet small names">
                    {t('sheet.capacity.partly', { n: people(its.partly, lang) })}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet small">{t('sheet.capacity.what')}</p>
    </div>
  )
}
