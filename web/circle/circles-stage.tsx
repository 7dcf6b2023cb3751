// The stage of circles: drawn by a ruler, by hand or from a file; locked, mended and drawn anew; one circle at a time; kept for good.

import { Fault } from '@yike/core/base/fault.ts'
import { Alert, Button, Progress, Tabs } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { StageProps } from '../access/stage.ts'
import { useWords } from '../i18n/index.ts'
import { INK } from '../ui/colours.ts'
import { sayWhen } from '../ui/when.ts'
import { Checks, oddities } from './circle-checks.tsx'
import { CircleList } from './circle-list.tsx'
import { CircleSheetView } from './circle-sheet.tsx'
import { CirclesLegend } from './circles-legend.tsx'
import { shownStand, useOverlay, useTints } from './circles-overlay.ts'
import { Reached } from './circles-reached.tsx'
import { SetUp } from './circles-set-up.tsx'
import type { Side } from './circles-store.ts'
import { CircleTools } from './circles-tools.tsx'
import { useCircles } from './use-circles.ts'
import { VersionList } from './version-list.tsx'
import './circles.css'

/** The panel of the stage. */
export default function CirclesStage(props: StageProps) {
  const { city, figures, category, onOverlay, onShow } = props
  const { t, lang, say } = useWords()
  const { store, view } = useCircles(props)
  const [cells, setCells] = useState(false)
  const overlay = useOverlay(store, view, city, cells)
  useEffect(() => onOverlay(overlay), [overlay, onOverlay])
  useEffect(() => () => onOverlay(null), [onOverlay])
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.target instanceof HTMLInputElement) return
      const key = event.key.toLowerCase()
      if ((event.ctrlKey || event.metaKey) && key === 'z') {
        event.preventDefault()
        void (event.shiftKey ? store.redo() : store.undo())
      } else if (event.key === 'Escape' && store.view().tool !== 'draw') {
        if (store.view().tool === 'heart') store.setTool('pick')
        else if (store.view().part) store.takePart(null)
        else store.pick(null)
      }
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [store])
  const stand = shownStand(view)
  // a run that has ended is looked at whole
  const { drawn } = view
  const seen = useRef(drawn)
  useEffect(() => {
    if (drawn === seen.current) return
    seen.current = drawn
    const circles = store.view().stand?.draft.circles ?? []
    if (drawn && circles.length > 0 && store.view().restored === null)
      onShow({ area: { polygon: circles.flatMap((c) => c.polygon) } })
  }, [drawn, store, onShow])
  const tints = useTints(stand)
  const { running, failure, restored, shown } = view
  const share = running?.doing?.of ? Math.round((100 * running.doing.done) / running.doing.of) : null
  const chosen = city.categories[category]
  return (
    <section className="circles" data-testid="circles">
      {!cells && <CirclesLegend stand={stand} lit={view.lit !== null} category={chosen ? say(chosen.name) : ''} />}
      {restored !== null && (
        <p className="note small" role="status" data-testid="restored">
          {t('circles.restored', { when: sayWhen(restored, lang) })}
          <button type="button" className="link" onClick={() => store.forgive()}>
            {t('circles.restored.ok')}
          </button>
        </p>
      )}
      {shown && (
        <p className="note small" role="status" data-testid="frozen">
          {t('circles.frozen', { name: shown.version.name })}
          <button type="button" className="link" onClick={() => store.show(null)}>
            {t('circles.versions.leave')}
          </button>
        </p>
      )}
      {!shown && <SetUp store={store} view={view} />}
      {running && (
        <div className="circle-run" role="status" data-testid="run">
          <span className="circle-run-what">
            {running.doing ? say(running.doing.what) : t('circles.running')}…
            <Button size="small" onClick={() => store.giveUp()}>
              {t('circles.cancel')}
            </Button>
          </span>
          <Progress percent={share ?? 0} size="small" showInfo={share !== null} strokeColor={INK.brand} />
        </div>
      )}
      {failure && (
        <Alert
          type="error"
          className="circle-failure"
          title={failure instanceof Fault ? failure.say(lang) : failure.message}
          closable={{ onClose: () => store.forgive() }}
        />
      )}
      {stand ? (
        <Reached
          stand={stand}
          view={view}
          minutes={stand.delineation.convention.minutes}
          onSites={view.shown || running ? null : () => void store.delineateWithSites()}
        />
      ) : (
        !running && <p className="quiet circle-none">{t('circles.none')}</p>
      )}
      <CircleTools
        store={store}
        view={view}
        city={city}
        cells={cells}
        onCells={setCells}
        category={chosen ? say(chosen.name) : ''}
      />
      {(stand || view.versions.length > 0) && (
        <Tabs
          activeKey={view.side}
          onChange={(side) => store.setSide(side as Side)}
          size="small"
          items={[
            {
              key: 'list',
              label: t('circles.side.list'),
              children: stand && (
                <CircleList
                  store={store}
                  view={view}
                  stand={stand}
                  tints={tints}
                  city={city}
                  minutes={figures.convention.minutes}
                />
              ),
            },
            {
              key: 'circle',
              label: t('circles.side.circle'),
              children: stand && <CircleSheetView {...props} store={store} view={view} stand={stand} tints={tints} />,
            },
            {
              key: 'checks',
              label: stand ? `${t('circles.side.checks')} ${oddities(stand) || ''}` : t('circles.side.checks'),
              children: stand && (
                <Checks store={store} stand={stand} units={view.ground?.units ?? []} onShow={onShow} />
              ),
            },
            {
              key: 'versions',
              label: `${t('circles.side.versions')} ${view.versions.length || ''}`,
              children: <VersionList store={store} view={view} />,
            },
          ]}
        />
      )}
    </section>
  )
}
