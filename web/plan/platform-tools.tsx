// Keeping a plan on the platform: saved over the version one saw, opened from the office's list; of two who saved, both are shown.
import { App, Button, Drawer, Tag } from 'antd'
import { useState, useSyncExternalStore } from 'react'
import type { Engine } from '../access/engine.ts'
import { sentence } from '../api/problem.ts'
import { useList } from '../api/queries.ts'
import { officePath } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { Asked, Empty } from '../shell/parts.tsx'
import { Rows } from '../shell/rows.tsx'
import { type ThisRun, useThisRun } from '../shell/this-run.ts'
import { sayWhen } from '../ui/when.ts'
import type { Laid } from './merge.ts'
import { MergeDialog } from './merge-dialog.tsx'
import type { PlanState, PlanStore } from './plan-store.ts'
import {
  type Clash,
  dropLink,
  hearLink,
  keepLink,
  linkOf,
  openPlan,
  type PlanListed,
  savePlan,
} from './platform-plan.ts'

interface Props {
  readonly store: PlanStore
  readonly state: PlanState
  readonly ask: Engine['ask']
}

/** The tools; nothing where there is no platform. */
export function PlatformTools(props: Props) {
  const run = useThisRun()
  return run ? <Kept {...props} run={run} /> : null
}

function Kept({ store, state, ask, run }: Props & { run: ThisRun }) {
  const { t, lang } = useWords()
  const { message } = App.useApp()
  const link = useSyncExternalStore(hearLink, () => linkOf(run.id))
  const [busy, setBusy] = useState(false)
  const [open, setOpen] = useState(false)
  const [clash, setClash] = useState<Clash | null>(null)
  const wrong = (error: unknown) => void message.error({ content: sentence(error, lang), duration: 10 })
  const mayEdit = link ? link.plan.may.includes('edit') : run.mayEdit
  const save = async (laid: Laid) => {
    setBusy(true)
    try {
      let plan: unknown = null
      if (state.plan) {
        await ask('planCompose', laid) // plan.json is of the plan last composed
        plan = JSON.parse(await ask('planFile', { kind: 'json', lang }))
      }
      const title = laid.settings.title.trim() || t('plan.platform.untitled', { office: run.office.name })
      const found = await savePlan({ run: run.id, office: run.office.code, title, laid, plan })
      setClash(found)
      if (!found) void message.success(t('plan.platform.saved'))
    } catch (error) {
      wrong(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="plan-tools" data-testid="platform-plan">
      <Button size="small" type="primary" loading={busy} disabled={!mayEdit} onClick={() => void save(state.laid)}>
        {t(link ? 'plan.platform.save' : 'plan.platform.save.new')}
      </Button>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('plan.platform.list')}
      </Button>
      <span className="quiet small" role="status">
        {link
          ? t('plan.platform.at', {
              title: link.plan.title,
              version: link.plan.version,
              state: t(`plan.state.${link.plan.state}`),
            })
          : t('plan.platform.none')}
      </span>
      <Drawer
        title={t('plan.platform.of', { office: run.office.name })}
        open={open}
        onClose={() => setOpen(false)}
        size={560}
      >
        <PlanList
          run={run}
          current={link?.plan.id ?? null}
          onNew={() => {
            dropLink()
            setOpen(false)
          }}
          onOpen={async (id) => {
            try {
              store.lay(await openPlan(run.id, id))
              setOpen(false)
            } catch (error) {
              wrong(error)
            }
          }}
        />
      </Drawer>
      {clash && (
        <MergeDialog
          clash={clash}
          mine={state.laid}
          view={state.plan}
          onClose={() => setClash(null)}
          onSettle={async (laid, saved) => {
            keepLink(run.id, clash.theirs)
            store.lay(laid)
            setClash(null)
            if (saved) await save(laid)
          }}
        />
      )}
    </div>
  )
}

interface ListProps {
  readonly run: ThisRun
  readonly current: string | null
  readonly onOpen: (id: string) => Promise<void>
  readonly onNew: () => void
}

function PlanList({ run, current, onOpen, onNew }: ListProps) {
  const { t, lang } = useWords()
  const asked = useList<PlanListed>(officePath(run.office.code, '/plans'))
  return (
    <>
      <p className="quiet small">{t('plan.platform.about')}</p>
      {current && (
        <p>
          <Button size="small" onClick={onNew}>
            {t('plan.platform.new')}
          </Button>
        </p>
      )}
      <Asked asked={{ ...asked, data: asked.items ?? undefined }}>
        {(items) =>
          items.length === 0 ? (
            <Empty>{t('plan.platform.empty')}</Empty>
          ) : (
            <Rows
              label={t('plan.platform.list')}
              rows={items}
              keyOf={(p) => p.id}
              more={{ has: asked.hasNextPage, busy: asked.isFetchingNextPage, next: () => void asked.fetchNextPage() }}
              columns={[
                {
                  id: 'title',
                  head: true,
                  title: t('plan.title'),
                  cell: (p) => (
                    <>
                      <button type="button" className="link" onClick={() => void onOpen(p.id)}>
                        {p.title}
                      </button>{' '}
                      {p.id === current && <Tag>{t('plan.platform.current')}</Tag>}
                    </>
                  ),
                },
                { id: 'state', title: t('plan.col.status'), cell: (p) => t(`plan.state.${p.state}`) },
                {
                  id: 'by',
                  title: t('plan.platform.by'),
                  cell: (p) => `${p.by?.name ?? '—'} · ${sayWhen(p.changedAt, lang)} · v${p.version}`,
                },
              ]}
            />
          )
        }
      </Asked>
    </>
  )
}
