// Indicators of a circle, each with its definition, its denominator and its source; what cannot be measured says so.
import type { Reading } from '@yike/core/circle/indicator.ts'
import { partName, readingText, valueText } from '@yike/core/report/indicators.ts'
import { Tag } from 'antd'
import { useWords } from '../i18n/index.ts'
import { people } from '../ui/number.ts'
import type { CircleSheet, IndicatorView } from './circles-messages.ts'
import type { SectionProps, T } from './sheet-parts.ts'

/** What stands in the head. */
export const indicatorHead = (sheet: CircleSheet, t: T): string =>
  t('sheet.indicators.n', {
    n: sheet.indicators.filter((i) => i.readings).length,
    of: sheet.indicators.length,
  })

const FEW = 6

/** The list of indicators. */
export function IndicatorSection({ sheet, city }: SectionProps) {
  const { t, lang, say } = useWords()
  const value = (its: IndicatorView, r: Reading) => readingText(its, r, lang)
  const part = (its: IndicatorView, r: Reading) => {
    const name = partName(its, r.part, city.categories)
    return name ? say(name) : (r.part ?? '')
  }
  return (
    <div className="indicators" data-testid="indicators">
      {sheet.indicators.map((its) => (
        <details key={its.id}>
          <summary>
            <span>{say(its.name)}</span>
            <span className="number">
              {its.readings === null ? (
                <span className="quiet">{t('circles.unmeasured')}</span>
              ) : its.readings.length === 1 ? (
                value(its, its.readings[0]!)
              ) : (
                <span className="quiet">{t('sheet.indicators.parts', { n: its.readings.length })}</span>
              )}
            </span>
          </summary>
          {its.readings && its.readings.length > 1 && (
            <ul className="parts">
              {its.readings.slice(0, its.parts === 'category' ? 60 : FEW * 3).map((r) => (
                <li key={r.part}>
                  <span>{part(its, r)}</span>
                  <span className="number">{value(its, r)}</span>
                </li>
              ))}
            </ul>
          )}
          <dl className="evidence">
            <dt>{t('sheet.indicators.how')}</dt>
            <dd>
              {say(its.how)}{' '}
              <Tag className={`certainty certainty-${its.how.status}`}>{t(`certainty.${its.how.status}`)}</Tag>
            </dd>
            {its.per && (
              <>
                <dt>{t('sheet.indicators.per')}</dt>
                <dd>
                  {say(its.per)}
                  {its.readings?.length === 1 && its.readings[0]!.of !== null && (
                    <span className="number">{` ${people(its.readings[0]!.of, lang)}`}</span>
                  )}
                </dd>
              </>
            )}
            {its.goal && (
              <>
                <dt>{t('sheet.indicators.goal')}</dt>
                <dd className="number">
                  {valueText(its, its.goal.value)}
                  {its.goal.by && ` (${its.goal.by})`}
                </dd>
              </>
            )}
            <dt>{t('circles.ruler.cites')}</dt>
            <dd>
              {its.source.cites}{' '}
              <Tag className={`certainty certainty-${its.source.status}`}>{t(`certainty.${its.source.status}`)}</Tag>
            </dd>
          </dl>
        </details>
      ))}
    </div>
  )
}
