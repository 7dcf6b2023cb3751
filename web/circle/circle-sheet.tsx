// One circle: its people and its results side by side, none of them added up into a score. Each section says its figure in its head.
import { Button, Collapse, Input, Popconfirm } from 'antd'
import { useEffect, useState } from 'react'
import type { StageProps } from '../access/stage.ts'
import { useWords } from '../i18n/index.ts'
import { CIRCLE_TINTS } from '../ui/colours.ts'
import { people } from '../ui/number.ts'
import { Communities } from './circle-communities.tsx'
import { Facts } from './circle-facts.tsx'
import { Lock } from './circle-marks.tsx'
import type { CircleSheet, Stand } from './circles-messages.ts'
import type { CirclesStore, CirclesView } from './circles-store.ts'
import { fixHeart, isFixed, lock, remove, rename } from './draft.ts'
import { CapacitySection, capacityHead } from './sheet-capacity.tsx'
import { ClockSection } from './sheet-clock.tsx'
import { ClosingSection, closingHead } from './sheet-closing.tsx'
import { GapsSection, gapsHead } from './sheet-gaps.tsx'
import { IndicatorSection, indicatorHead } from './sheet-indicators.tsx'
import { InequalitySection, inequalityHead } from './sheet-inequality.tsx'
import { SharingSection, sharingHead } from './sheet-sharing.tsx'
import { TypingSection, typingHead } from './sheet-typing.tsx'

interface Props extends StageProps {
  readonly store: CirclesStore
  readonly view: CirclesView
  readonly stand: Stand
  readonly tints: readonly number[]
}

/** What the worker tells of the circle; null while it is asked. */
function useSheet({ ask, stand, view }: Pick<Props, 'ask' | 'stand' | 'view'>, circle: number): CircleSheet | null {
  const [sheet, setSheet] = useState<{ readonly of: string; readonly its: CircleSheet | null } | null>(null)
  const of = `${stand.key} ${circle}`
  const isDraft = view.shown === null
  useEffect(() => {
    if (circle < 0 || !isDraft) return
    let wanted = true
    ask('circleSheet', { key: stand.key, circle })
      .then((its) => wanted && setSheet({ of, its }))
      .catch(() => wanted && setSheet({ of, its: null }))
    return () => {
      wanted = false
    }
  }, [ask, stand.key, circle, of, isDraft])
  return sheet?.of === of ? sheet.its : null
}

/** The sheet of the circle that is picked. */
export function CircleSheetView(props: Props) {
  const { store, view, stand, tints, city } = props
  const { t, lang, say } = useWords()
  const i = stand.draft.circles.findIndex((c) => c.id === view.picked)
  const circle = stand.draft.circles[i]
  const sheet = useSheet(props, i)
  if (!circle) return <p className="quiet">{t('circles.pick.none')}</p>
  const figures = stand.delineation.figures[i]!
  const all = stand.draft.circles
  const step = (by: number) => store.pick(all[(i + by + all.length) % all.length]!.id, 'circle')
  const still = view.shown !== null || view.running !== null
  const named = { sheet: sheet!, city, store, stand, circle: i, view }
  const section = (key: string, head: string | null, children: React.ReactNode) => ({
    key,
    label: t(`sheet.${key}`),
    extra: head === null ? null : <span className="quiet small number">{head}</span>,
    children,
  })
  return (
    <article className="sheet" data-testid="sheet">
      <div className="sheet-head">
        <span className="swatch" style={{ background: CIRCLE_TINTS[tints[i] ?? 0] }} aria-hidden="true" />
        <Input
          key={`${circle.id} ${circle.name}`}
          variant="borderless"
          aria-label={t('circles.rename')}
          className="sheet-name"
          defaultValue={circle.name}
          placeholder={t('circles.nameless')}
          readOnly={still}
          maxLength={40}
          onPressEnter={(event) => event.currentTarget.blur()}
          onBlur={(event) => {
            const name = event.currentTarget.value.trim()
            if (name !== circle.name) void store.edit((d) => rename(d, circle.id, name))
          }}
        />
        <span className="sheet-steps">
          <Button
            size="small"
            type="text"
            aria-label={t('circles.before')}
            title={t('circles.before')}
            onClick={() => step(-1)}
          >
            ‹
          </Button>
          <Button
            size="small"
            type="text"
            aria-label={t('circles.next')}
            title={t('circles.next')}
            onClick={() => step(1)}
          >
            ›
          </Button>
        </span>
      </div>
      <div className="sheet-acts">
        <Button
          size="small"
          disabled={still}
          title={t('circles.lock.what')}
          data-testid="lock"
          onClick={() => void store.edit((d) => lock(d, circle.id, !circle.locked))}
        >
          <Lock label="" open={!circle.locked} />
          {t(circle.locked ? 'circles.unlock' : 'circles.lock')}
        </Button>
        {circle.heart && (
          <Button
            size="small"
            disabled={still}
            title={t('circles.heart.fix.what')}
            onClick={() => void store.edit((d) => fixHeart(d, circle.id, !isFixed(d, circle.id)))}
          >
            {t(isFixed(stand.draft, circle.id) ? 'circles.heart.free' : 'circles.heart.fix')}
          </Button>
        )}
        <Button
          size="small"
          disabled={still}
          type={view.tool === 'heart' ? 'primary' : 'default'}
          onClick={() => store.setTool(view.tool === 'heart' ? 'pick' : 'heart')}
          data-testid="place-heart"
        >
          {t('circles.heart.place')}
        </Button>
        <Button size="small" onClick={() => props.onShow({ area: { polygon: circle.polygon } })}>
          {t('circles.show')}
        </Button>
        {!still && (
          <Popconfirm
            title={t('circles.remove.sure')}
            okText={t('circles.remove')}
            onConfirm={() => void store.edit((d) => remove(d, circle.id))}
          >
            <Button size="small" type="text">
              {t('circles.remove')}
            </Button>
          </Popconfirm>
        )}
      </div>
      <Facts
        figures={figures}
        heart={circle.heart}
        bands={sheet?.bands ?? null}
        minutes={stand.delineation.convention.minutes}
      />
      {circle.units.length > 0 && stand.delineation.units.kind === 'community' && (
        <Communities store={store} view={view} stand={stand} circle={i} still={still} />
      )}
      {view.shown ? (
        <p className="quiet small">{t('sheet.frozen')}</p>
      ) : !sheet ? (
        <p className="quiet" role="status">
          {t('sheet.working')}…
        </p>
      ) : (
        <Collapse
          ghost
          size="small"
          className="sheet-sections"
          defaultActiveKey={['typing', 'gaps']}
          items={[
            section('typing', typingHead(sheet, t, say), <TypingSection {...named} />),
            section(
              'gaps',
              gapsHead(sheet, t),
              <GapsSection {...named} onShow={props.onShow} onCategory={props.onCategory} />,
            ),
            section('capacity', capacityHead(sheet, t), <CapacitySection {...named} />),
            section('inequality', inequalityHead(sheet, t), <InequalitySection {...named} ask={props.ask} />),
            section(
              'closing',
              closingHead(sheet, t),
              <ClosingSection {...named} ask={props.ask} onShow={props.onShow} />,
            ),
            section('sharing', sharingHead(sheet, t), <SharingSection {...named} />),
            section('indicators', indicatorHead(sheet, t), <IndicatorSection {...named} />),
            section('clock', null, <ClockSection {...named} ask={props.ask} />),
          ]}
        />
      )}
      <p className="quiet small">{t('sheet.denominator', { people: people(figures.people, lang) })}</p>
    </article>
  )
}
