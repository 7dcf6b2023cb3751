// All circles, sortable; a click on a row or on the map picks one.
import { Table } from 'antd'
import { useEffect, useRef } from 'react'
import type { City } from '../access/messages.ts'
import { useWords } from '../i18n/index.ts'
import { CIRCLE_TINTS } from '../ui/colours.ts'
import { people } from '../ui/number.ts'
import { Lock } from './circle-marks.tsx'
import type { CircleRow, Stand } from './circles-messages.ts'
import type { CirclesStore, CirclesView } from './circles-store.ts'

interface Props {
  readonly store: CirclesStore
  readonly view: CirclesView
  readonly stand: Stand
  readonly tints: readonly number[]
  readonly city: City
  readonly minutes: number
}

const inMinutes = (seconds: number | null) => (seconds === null ? '–' : (seconds / 60).toFixed(1))

/** The table of circles. */
export function CircleList({ store, view, stand, tints, city, minutes }: Props) {
  const { t, lang, say } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const comma = lang === 'zh' ? '、' : ', '
  const byId = new Map(stand.draft.circles.map((c, i) => [c.id, { circle: c, tint: tints[i] ?? 0 }]))
  const names = new Map(city.categories.map((c) => [c.id, say(c.name)]))
  useEffect(() => {
    if (view.picked) box.current?.querySelector('.picked')?.scrollIntoView({ block: 'nearest' })
  }, [view.picked])
  return (
    <div ref={box} data-testid="circle-list">
      <Table<CircleRow>
        size="small"
        dataSource={stand.rows as CircleRow[]}
        rowKey="id"
        showSorterTooltip={false}
        rowClassName={({ id }) => (id === view.picked ? 'picked' : '')}
        onRow={({ id }) => ({ onClick: () => store.pick(id) })}
        pagination={{ pageSize: 50, size: 'small', showSizeChanger: false, hideOnSinglePage: true }}
        columns={[
          {
            title: t('circles.circle'),
            sorter: (a, b) => byId.get(a.id)!.circle.name.localeCompare(byId.get(b.id)!.circle.name, 'zh-CN'),
            render: (_, row) => {
              const { circle, tint } = byId.get(row.id)!
              const parts = [
                row.communities === null
                  ? null
                  : t(row.communities === 1 ? 'circles.communities.one' : 'circles.communities', {
                      n: row.communities,
                    }),
                row.grade && say(row.grade),
                row.gaps.length > 0
                  ? t('circles.lacks', { list: row.gaps.map((g) => names.get(g.category) ?? g.category).join(comma) })
                  : null,
              ].filter(Boolean)
              return (
                <span className="circle-name">
                  <span className="swatch" style={{ background: CIRCLE_TINTS[tint] }} aria-hidden="true" />
                  <button
                    type="button"
                    className="link"
                    onClick={(event) => {
                      event.stopPropagation()
                      store.pick(row.id, 'circle')
                    }}
                  >
                    {circle.name || t('circles.nameless')}
                  </button>
                  {circle.locked && <Lock label={t('circles.locked')} />}
                  {parts.length > 0 && <span className="quiet small circle-about">{parts.join(' · ')}</span>}
                </span>
              )
            },
          },
          {
            title: t('circles.people'),
            align: 'right',
            width: 84,
            className: 'number',
            sorter: (a, b) => a.people - b.people,
            render: (_, row) => (
              <>
                {people(row.people, lang)}
                {row.band !== null && row.band !== 'within' && (
                  <span className="band-miss small">
                    {t(`circles.band.${row.band}`, { n: people(row.miss, lang) })}
                  </span>
                )}
              </>
            ),
          },
          {
            title: <span title={t('circles.walk.what')}>{t('circles.walk')}</span>,
            align: 'right',
            width: 78,
            className: 'number',
            sorter: (a, b) => (a.longest ?? -1) - (b.longest ?? -1),
            render: (_, row) => (
              <>
                {inMinutes(row.mean)}
                <span className="quiet">／{inMinutes(row.longest)}</span>
              </>
            ),
          },
          {
            title: <span title={t('circles.over.what', { minutes })}>{t('circles.over')}</span>,
            align: 'right',
            width: 66,
            className: 'number',
            sorter: (a, b) => (a.beyond ?? -1) - (b.beyond ?? -1),
            render: (_, row) =>
              row.beyond === null ? (
                <span className="quiet">–</span>
              ) : (
                <span className={row.beyond >= 0.5 ? 'lost' : 'quiet'}>{people(row.beyond, lang)}</span>
              ),
          },
        ]}
      />
      <p className="quiet small">{t('circles.walk.what')}</p>
    </div>
  )
}
