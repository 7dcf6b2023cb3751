// The tools of the stage: what hands on the map do, undo and redo, files in and out, freezing.
import { DATUMS, type Datum } from '@yike/core/geo/datum.ts'
import { Button, Dropdown, Popconfirm, Segmented, Select, Switch } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { City } from '../access/messages.ts'
import { useWords } from '../i18n/index.ts'
import { fetchManifest, type Manifest } from '../source/fetch.ts'
import type { CirclesStore, CirclesView, Tool } from './circles-store.ts'
import { circleOfUnit, give } from './draft.ts'
import { bring, freezeNow, KINDS, saveCircles } from './versions.ts'

interface Props {
  readonly store: CirclesStore
  readonly view: CirclesView
  readonly city: City
  readonly cells: boolean
  readonly onCells: (on: boolean) => void
  readonly category: string
}

/** The bar of tools. */
export function CircleTools({ store, view, city, cells, onCells, category }: Props) {
  const { t, say } = useWords()
  const [manifest, setManifest] = useState<Manifest>({})
  useEffect(() => void fetchManifest().then(setManifest), [])
  const [datum, setDatum] = useState<Datum>('wgs84')
  const file = useRef<HTMLInputElement>(null)
  const { stand, running, shown, tool, ground, part, judging } = view
  const still = running !== null || shown !== null
  const shownNow = shown?.stand ?? stand
  const tools: Tool[] = ground?.kind === 'community' && stand ? ['pick', 'parts', 'draw'] : ['pick', 'draw']
  const hint = shown ? 'frozen' : !stand && tool === 'pick' ? 'begin' : tool
  return (
    <div className="circle-tools">
      {!shown && (
        <>
          <div className="tools">
            <Segmented<Tool>
              size="small"
              aria-label={t('circles.tool')}
              value={tool}
              disabled={still}
              onChange={(to) => store.setTool(to)}
              options={tools.map((value) => ({ value, label: t(`circles.tool.${value}`) }))}
            />
            <span className="tool-buttons">
              <Button
                size="small"
                disabled={still || judging || view.past.length === 0}
                onClick={() => void store.undo()}
                data-testid="undo"
              >
                {t('circles.undo')}
              </Button>
              <Button
                size="small"
                disabled={still || judging || view.future.length === 0}
                onClick={() => void store.redo()}
                data-testid="redo"
              >
                {t('circles.redo')}
              </Button>
            </span>
          </div>
          <p className="quiet small circle-hint" data-testid="circle-hint">
            {t(`circles.hint.${hint}`)}
          </p>
          {view.remark && (
            <p className="small circle-remark" role="status" data-testid="remark">
              {t(`circles.remark.${view.remark}`)}
            </p>
          )}
          {part && stand && <PartInHand store={store} view={view} city={city} part={part} />}
        </>
      )}
      <div className="tools file-tools">
        {!shown && (
          <>
            <Button
              size="small"
              disabled={still}
              title={t('circles.upload.what')}
              onClick={() => file.current?.click()}
            >
              {t('circles.upload')}
            </Button>
            <Select<Datum>
              size="small"
              aria-label={t('circles.upload.datum')}
              title={t('circles.upload.datum')}
              className="upload-datum"
              popupMatchSelectWidth={false}
              disabled={still}
              value={datum}
              onChange={setDatum}
              options={DATUMS.map(({ id, name }) => ({ value: id, label: say(name) }))}
            />
            <input
              ref={file}
              type="file"
              hidden
              accept=".json,.geojson,application/geo+json"
              data-testid="circle-file"
              onChange={async (event) => {
                const its = event.target.files?.[0]
                event.target.value = ''
                if (!its || !view.rule) return
                try {
                  const brought = await bring(its, datum, view.rule, view.versions)
                  if ('draft' in brought) await store.load(brought.draft)
                  else {
                    store.freeze(brought.version)
                    store.show(brought.version)
                  }
                } catch (error) {
                  store.fail(error as Error)
                }
              }}
            />
          </>
        )}
        {shownNow && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: KINDS.map((kind) => ({
                key: kind,
                label: t(`circles.download.${kind}`),
                onClick: () => saveCircles(kind, shownNow, shown?.version ?? null, manifest, new Date()),
              })),
            }}
          >
            <Button size="small">{t('circles.download')}</Button>
          </Dropdown>
        )}
        {stand && !shown && (
          <>
            <Button
              size="small"
              disabled={still || judging}
              onClick={() => store.freeze(freezeNow(stand, manifest, new Date(), view.versions))}
            >
              {t('circles.freeze')}
            </Button>
            <Popconfirm title={t('circles.clear.sure')} okText={t('circles.clear')} onConfirm={() => store.clear()}>
              <Button size="small" type="text" disabled={still}>
                {t('circles.clear')}
              </Button>
            </Popconfirm>
          </>
        )}
        <span className="only cells-switch">
          <Switch size="small" id="circle-cells" checked={cells} onChange={onCells} />
          <label htmlFor="circle-cells">{t('circles.cells', { category })}</label>
        </span>
      </div>
    </div>
  )
}

/** The community that was clicked, and where it may go. */
function PartInHand({ store, view, city, part }: { store: CirclesStore; view: CirclesView; city: City; part: string }) {
  const { t } = useWords()
  const draft = view.stand!.draft
  const area = city.areas.find((a) => a.id === part)
  const now = circleOfUnit(draft, part)
  return (
    <div className="part-in-hand" data-testid="part">
      <span>
        {t('circles.part.in', {
          name: area?.name ?? part,
          circle: now ? now.name || t('circles.nameless') : t('circles.part.none'),
        })}
      </span>
      <label htmlFor="part-to">
        {t('circles.part.to')}{' '}
        <Select
          id="part-to"
          size="small"
          showSearch={{ optionFilterProp: 'label' }}
          value={null}
          placeholder={t('circles.part.choose')}
          style={{ minWidth: 150 }}
          options={draft.circles
            .filter((c) => c !== now && c.units.length > 0)
            .map((c) => ({ value: c.id, label: c.name || c.id }))}
          onChange={(to) => {
            void store.edit((d) => give(d, part, to!))
            store.takePart(null)
          }}
        />
      </label>
    </div>
  )
}
