// 分型 and the two results that stay apart from it: what is there (有没有), who reaches it (可达), how good it is (好不好).
import { Select } from 'antd'
import { useState } from 'react'
import { useWords } from '../i18n/index.ts'
import { people, share } from '../ui/number.ts'
import type { CircleSheet, TypingView } from './circles-messages.ts'
import type { Say, SectionProps, T } from './sheet-parts.ts'

/** The typing that has thresholds, else the first. */
const best = (sheet: CircleSheet) => sheet.typings.find((y) => y.published) ?? sheet.typings[0]

const count = ({ least, most }: { least: number; most: number }) =>
  least === most ? String(least) : `${least}–${most}`

function verdictOf(y: TypingView, t: T, say: Say): string {
  const { verdict, grade, possible, entry } = y.result
  if (entry === 'not-met') return t('typing.entry.not-met')
  if (verdict === 'unpublished') return t('typing.unpublished')
  if (entry === 'to-check') return t('typing.entry.to-check')
  if (verdict === 'composite') return t('typing.composite')
  if (verdict === 'decided') return grade ? say(y.labels[grade]) : t('typing.no-grade')
  return t('typing.to-check', { list: possible.map((g) => (g ? say(y.labels[g]) : t('typing.no-grade'))).join(' / ') })
}

/** What stands in the head. */
export function typingHead(sheet: CircleSheet, t: T, say: Say): string {
  const y = best(sheet)
  return y ? verdictOf(y, t, say) : ''
}

/** Three results, side by side. */
export function TypingSection({ sheet, city }: SectionProps) {
  const { t, lang, say } = useWords()
  const [id, setId] = useState(best(sheet)?.id)
  const y = sheet.typings.find((each) => each.id === id) ?? sheet.typings[0]!
  const names = new Map(city.categories.map((c) => [c.id, say(c.name)]))
  const comma = lang === 'zh' ? '、' : ', '
  const { result } = y
  const listed = (tier: 'basic' | 'quality', presence: string) =>
    result[tier].categories.flatMap((c) => (c.presence === presence ? [names.get(c.id) ?? c.id] : []))
  const told = sheet.sheet.coverage.filter((c) => c.band === null && c.share.share !== null)
  const all = told.filter((c) => c.share.share! >= 0.9995).length
  return (
    <div className="results-three" data-testid="typing">
      <h4>
        {t('typing.have')} <span className="quiet small">{t('typing.have.what')}</span>
      </h4>
      <Select
        size="small"
        aria-label={t('sheet.typing')}
        value={y.id}
        onChange={setId}
        options={sheet.typings.map((each) => ({ value: each.id, label: say(each.name) }))}
      />
      <p className="verdict" data-testid="verdict">
        {verdictOf(y, t, say)}
      </p>
      <table className="nearest">
        <thead>
          <tr>
            <th scope="col">{t('typing.tier')}</th>
            <th scope="col" className="number">
              {t('typing.there')}
            </th>
            <th scope="col" className="number">
              {t('typing.of')}
            </th>
            <th scope="col" className="number">
              {t('typing.asked')}
            </th>
          </tr>
        </thead>
        <tbody>
          {(['basic', 'quality'] as const).map((tier) => (
            <tr key={tier}>
              <th scope="row">{t(`tier.${tier}`)}</th>
              <td className="number" data-testid={`typing-${tier}`}>
                {count(result[tier])}
              </td>
              <td className="number">{result[tier].of}</td>
              <td className="number">{y.entry?.[tier] ?? t('typing.unset')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="evidence">
        {(['basic', 'quality'] as const).flatMap((tier) =>
          (['absent', 'unchecked', 'unknown'] as const).flatMap((presence) => {
            const list = listed(tier, presence)
            return list.length > 0
              ? [
                  <dt key={`${tier} ${presence} t`}>{t(`typing.${presence}`, { tier: t(`tier.${tier}.short`) })}</dt>,
                  <dd key={`${tier} ${presence}`}>{list.join(comma)}</dd>,
                ]
              : []
          }),
        )}
        <dt>{t('typing.counts')}</dt>
        <dd>
          {result.presence.by === 'stands-in'
            ? t('typing.stands-in')
            : t('typing.reached', { share: share(result.presence.share, lang) })}
        </dd>
        <dt>{t('circles.ruler.cites')}</dt>
        <dd>{y.cites}</dd>
      </dl>
      {(y.composite || y.note) && <p className="quiet small">{say(y.composite ?? y.note!)}</p>}
      <h4>
        {t('typing.reach')} <span className="quiet small">{t('typing.reach.what')}</span>
      </h4>
      <p>
        {told.length === 0
          ? t('typing.reach.none')
          : t('typing.reach.sum', { all, told: told.length, unknown: city.categories.length - told.length })}
      </p>
      <h4>
        {t('typing.good')} <span className="quiet small">{t('typing.good.what')}</span>
      </h4>
      <p className="quiet">{t('typing.good.none')}</p>
      <p className="quiet small">{t('typing.apart', { people: people(told[0]?.share.people ?? 0, lang) })}</p>
    </div>
  )
}
