// All circles, sortable; a click on a row or on the map picks one.
import type { Circle } from '@yike/core/circle/circle.ts'
import type { CircleFigures } from '@yike/core/circle/delineation.ts'
import { Table } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { City } from '../access/messages.ts'
import { useWords } from '../i18n/index.ts'
import { CIRCLE_TINTS } from '../ui/colours.ts'
import { people } from '../ui/number.ts'
import { Lock } from './circle-marks.tsx'
import type { Note, Stand } from './circles-messages.ts'
import type { CirclesStore, CirclesView } from './circles-store.ts'

interface Props {
  readonly store: CirclesStore
  readonly view: CirclesView
  readonly stand: Stand
  readonly tints: readonly number[]
  readonly city: City
  readonly minutes: number
}

interface Row {
  readonly id: string
  readonly circle: Circle
  readonly tint: number
  readonly f: CircleFigures
  readonly note: Note | null
}

const PAGE = 40
const inMinutes = (seconds: number | null) => (seconds === null ? '–' : (seconds / 60).toFixed(1))

/** The table of circles. */
export function CircleList({ store, view, stand, tints, city, minutes }: Props) {
  const { t, lang, say } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const [page, setPage] = useState(1)
  const comma = lang === 'zh' ? '、' : ', '
  const names = new Map(city.categories.map((c) => [c.id, say(c.name)]))
  const { notes } = view
  const isDraft = view.shown === null
  const rows = useMemo(
    () =>
      stand.draft.circles.map(
        (circle, i): Row => ({
          id: circle.id,
          circle,
          tint: tints[i] ?? 0,
          f: stand.delineation.figures[i]!,
          note: isDraft ? (notes?.[i] ?? null) : null,
        }),
      ),
    [stand, tints, notes, isDraft],
  )
  const about = ({ circle, note }: Row): string =>
    [
      circle.units.length > 0 && stand.delineation.units.kind === 'community'
        ? t(circle.units.length === 1 ? 'circles.communities.one' : 'circles.communities', { n: circle.units.length })
        : '',
      note?.grade ? say(note.grade) : '',
      note && note.gaps.length > 0
        ? t('circles.lacks', { list: note.gaps.map((g) => names.get(g.category) ?? g.category).join(comma) })
        : '',
    ]
      .filter(Boolean)
      .join(' · ')
  useEffect(() => {
    const i = rows.findIndex((r) => r.id === view.picked)
    if (i >= 0 && rows.length > PAGE) setPage(1 + Math.floor(i / PAGE))
    if (i >= 0) box.current?.querySelector('.picked')?.scrollIntoView({ block: 'nearest' })
  }, [view.picked, rows])
  return (
    <div ref={box} data-testid="circle-list">
      <Table<Row>
        size="small"
        dataSource={rows}
        rowKey="id"
        showSorterTooltip={false}
        rowClassName={({ id }) => (id === view.picked ? 'picked' : '')}
        onRow={({ id }) => ({ onClick: () => store.pick(id) })}
        locale={{ emptyText: t('circles.list.none') }}
        expandable={{
          expandedRowKeys: rows.map((r) => r.id),
          showExpandColumn: false,
          rowExpandable: (row) => about(row) !== '',
          expandedRowRender: (row) => (
            <button type="button" className="circle-about small" tabIndex={-1} onClick={() => store.pick(row.id)}>
              {about(row)}
            </button>
          ),
          expandedRowClassName: ({ id }) => (id === view.picked ? 'about-row picked-about' : 'about-row'),
        }}
        pagination={{
          pageSize: PAGE,
          current: page,
          onChange: setPage,
          size: 'small',
          showSizeChanger: false,
          hideOnSinglePage: true,
        }}
        columns={[
          {
            title: t('circles.circle'),
            sorter: (a, b) => a.circle.name.localeCompare(b.circle.name, 'zh-CN'),
            render: (_, { id, circle, tint }) => (
              <span className="circle-name">
                <span className="swatch" style={{ background: CIRCLE_TINTS[tint] }} aria-hidden="true" />
                <button
                  type="button"
                  className="link"
                  onClick={(event) => {
                    event.stopPropagation()
                    store.pick(id, 'circle')
                  }}
                >
                  {circle.name || t('circles.nameless')}
                </button>
                {circle.locked && <Lock label={t('circles.locked')} />}
              </span>
            ),
          },
          {
            title: t('circles.people'),
            align: 'right',
            width: 80,
            className: 'number',
            sorter: (a, b) => a.f.people - b.f.people,
            render: (_, { f }) => (
              <>
                {people(f.people, lang)}
                {(f.band.state === 'below' || f.band.state === 'above') && (
                  <span className="band-miss small">
                    {t(`circles.band.${f.band.state}`, { n: people(f.band.by, lang) })}
                  </span>
                )}
              </>
            ),
          },
          {
            title: <span title={t('circles.walk.what')}>{t('circles.walk')}</span>,
            align: 'right',
            width: 86,
            className: 'number',
            sorter: (a, b) => (a.f.longestSeconds ?? -1) - (b.f.longestSeconds ?? -1),
            render: (_, { f }) => (
              <>
                {inMinutes(f.meanSeconds)}
                <span className="quiet"> / {inMinutes(f.longestSeconds)}</span>
              </>
            ),
          },
          {
            title: <span title={t('circles.over.what', { minutes })}>{t('circles.over')}</span>,
            align: 'right',
            width: 64,
            className: 'number',
            sorter: (a, b) => (a.f.beyond ?? -1) - (b.f.beyond ?? -1),
            render: (_, { f }) =>
              f.beyond === null ? (
                <span className="quiet">–</span>
              ) : (
                <span className={f.beyond >= 0.5 ? 'lost' : 'quiet'}>{people(f.beyond, lang)}</span>
              ),
          },
        ]}
      />
      <p className="quiet small list-what">
        {t('circles.walk.what')} {t('circles.over.what', { minutes })}
        {lang === 'zh' ? '。' : '.'}
      </p>
    </div>
  )
}
