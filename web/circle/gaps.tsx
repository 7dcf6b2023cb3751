// Who lacks what, most people first and basic needs before the rest, each with the evidence it stands on.
import type { Gap } from '@yike/core/circle/measured.ts'
import type { AreaLevel, AreaRow } from '@yike/core/source/rows.ts'
import { BANDS } from '@yike/core/source/rows.ts'
import { Segmented, Switch, Table, Tag } from 'antd'
import { memo, useState } from 'react'
import type { City, Figures } from '../access/messages.ts'
import { useWords } from '../i18n/index.ts'
import { meters, minutes, people } from '../ui/number.ts'
import { finest, type Level, levelsOf } from './levels.ts'

interface Props {
  readonly city: City
  readonly figures: Figures
  /** Id of the category the map shows. */
  readonly category: string
  readonly onShow: (gap: Gap) => void
}

interface Row {
  readonly key: string
  readonly gap: Gap
  readonly area: AreaRow | null
}

/** The table of gaps. Drawn anew only when its figures are. */
export const Gaps = memo(function Gaps({ city, figures, category, onShow }: Props) {
  const { t, lang, say } = useWords()
  const levels = levelsOf(city.areas)
  const [level, setLevel] = useState<Level>(finest(levels))
  const [only, setOnly] = useState(false)
  const areas = new Map(city.areas.map((a) => [a.id, a]))
  const categories = new Map(city.categories.map((c) => [c.id, c]))
  const rows = figures.gaps.flatMap((gap): Row[] => {
    const area = gap.area === null ? null : (areas.get(gap.area) ?? null)
    const its: AreaLevel | 'city' = area?.level ?? 'city'
    if (its !== level || (only && gap.category !== category)) return []
    return [{ key: `${gap.area} ${gap.category}`, gap, area }]
  })
  const chosen = categories.get(category)
  const of = (area: string | null, id: string) => `${area ?? ''}\n${id}`
  const unknown = new Map(
    figures.coverage.filter((c) => c.band === null).map((c) => [of(c.area, c.category), c.share.unknown]),
  )
  const partly = city.categories.flatMap((c, i) => {
    const n = unknown.get(of(null, c.id)) ?? 0
    const meant = figures.knowledge[i]!.known && n >= 0.5 && (!only || c.id === category)
    return meant ? [t('unknown.partly.n', { name: say(c.name), n: people(n, lang) })] : []
  })
  const knows = (c: { readonly id: string }, i: number) => figures.knowledge[i]!.known && (!only || c.id === category)
  const told = figures.coverage.some((c) => c.share.share !== null && (!only || c.category === category))
  const empty = city.categories.some(knows)
    ? t(told ? 'gaps.none' : 'gaps.untold')
    : only && chosen
      ? t('gaps.unknown.one', { category: say(chosen.name) })
      : t('gaps.unknown')
  return (
    <section data-testid="gaps">
      <div className="tools">
        {levels.length > 1 && (
          <Segmented
            size="small"
            aria-label={t('level')}
            value={level}
            onChange={setLevel}
            options={levels.map((l) => ({ value: l, label: t(`level.${l}`) }))}
          />
        )}
        <span className="only">
          <Switch size="small" id="only" checked={only} onChange={setOnly} />
          <label htmlFor="only">{t('gaps.only', { category: chosen ? say(chosen.name) : category })}</label>
        </span>
      </div>
      <Table<Row>
        size="small"
        dataSource={rows}
        rowKey="key"
        showSorterTooltip={false}
        locale={{ emptyText: empty }}
        pagination={{
          pageSize: 12,
          size: 'small',
          showSizeChanger: false,
          hideOnSinglePage: true,
          showTotal: (count) => t('gaps.total', { count }),
        }}
        expandable={{
          expandedRowRender: ({ gap }) => <Evidence gap={gap} city={city} />,
          columnWidth: 30,
        }}
        columns={[
          {
            title: t('gaps.people'),
            align: 'right',
            width: 76,
            className: 'number',
            render: (_, { gap }) => {
              const n = unknown.get(of(gap.area, gap.category)) ?? 0
              return (
                <>
                  {people(gap.people, lang)}
                  {n >= 0.5 && <span className="beside small">{t('unknown.beside', { n: people(n, lang) })}</span>}
                </>
              )
            },
          },
          {
            title: t('gaps.category'),
            render: (_, { gap }) => {
              const c = categories.get(gap.category)
              return (
                <>
                  <span className="whole">{c ? say(c.name) : gap.category}</span>{' '}
                  {c && <span className={`tier tier-${c.tier}`}>{t(`tier.${c.tier}.short`)}</span>}
                  {gap.basis === 'osm' && (
                    <Tag className="check" title={t('gaps.check.what')}>
                      {t('gaps.check')}
                    </Tag>
                  )}
                </>
              )
            },
          },
          {
            title: t('gaps.area'),
            width: '29%',
            render: (_, { gap, area }) => {
              const name = area?.name || t('level.city')
              const c = categories.get(gap.category)
              return (
                <button
                  type="button"
                  className="link"
                  aria-label={t('gaps.show', { area: name, category: c ? say(c.name) : gap.category })}
                  onClick={() => onShow(gap)}
                >
                  {name}
                </button>
              )
            },
          },
        ]}
      />
      {partly.length > 0 && (
        <p className="quiet small">{t('gaps.partly', { list: partly.join(lang === 'zh' ? '、' : ', ') })}</p>
      )}
    </section>
  )
})

/** What a gap stands on: the worst-off cell's nearest outlet, the walk, and whose word it is. */
function Evidence({ gap, city }: { gap: Gap; city: City }) {
  const { t, lang } = useWords()
  const outlet = gap.nearest ? city.outlets[gap.nearest.outlet] : undefined
  const origin = outlet?.origins[0]
  const bands = BANDS.filter((b) => gap.bands[b] !== undefined)
  return (
    <dl className="evidence">
      <dt>{t('gap.nearest')}</dt>
      <dd>{outlet ? outlet.name || t('nameless') : t('gap.nothing')}</dd>
      {gap.nearest && (
        <>
          <dt>{t('gap.walk')}</dt>
          <dd className="number">
            {meters(gap.nearest.meters, lang)} · {minutes(gap.nearest.seconds, lang)}
          </dd>
        </>
      )}
      {gap.snapMeters !== null && (
        <>
          <dt>{t('gap.snap')}</dt>
          <dd className="number">{meters(gap.snapMeters, lang)}</dd>
        </>
      )}
      <dt>{t('gap.cells')}</dt>
      <dd>{t('gap.cells.n', { n: gap.cells })}</dd>
      <dt>{t('gap.source')}</dt>
      <dd>
        {t(`origin.${gap.basis}`)}
        {origin && (
          <span className="quiet"> {[origin.file, origin.row ?? origin.ref].filter(Boolean).join(' : ')}</span>
        )}
        {gap.basis === 'osm' && <span className="quiet"> · {t('gaps.check.what')}</span>}
      </dd>
      <dt>{t('gap.confirmed')}</dt>
      <dd className="number">{gap.confirmed ?? t('gap.confirmed.unknown')}</dd>
      {bands.length > 0 && (
        <>
          <dt>{t('gap.bands')}</dt>
          <dd className="number">{bands.map((b) => `${t(`band.${b}`)} ${people(gap.bands[b]!, lang)}`).join(' · ')}</dd>
        </>
      )}
    </dl>
  )
}
