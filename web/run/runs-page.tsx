// The runs of an office: what was computed, when, from what, and how it ended.
import { Link } from '@tanstack/react-router'
import { Button, Select, Switch } from 'antd'
import { useState } from 'react'
import { RUN_KINDS, type RunKind, type RunListed, type RunState } from '../api/answers.ts'
import { useList } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { mayAt, useMe } from '../shell/me.ts'
import { Asked, Empty, PageHead } from '../shell/parts.tsx'
import { type Column, Rows } from '../shell/rows.tsx'
import { sayWhen } from '../ui/when.ts'
import { StartRun } from './start-run.tsx'
import { StateTag } from './state-tag.tsx'

const STATES: readonly RunState[] = ['waiting', 'running', 'done', 'failed', 'cancelled']

/** The page. */
export function RunsPage() {
  const { t } = useWords()
  const me = useMe()
  const office = useOffice()
  const [kind, setKind] = useState<RunKind | null>(null)
  const [state, setState] = useState<RunState | null>(null)
  const [below, setBelow] = useState(false)
  const [starting, setStarting] = useState(false)
  const may = mayAt(me, 'edit', office)
  const asked = useList<RunListed>(officePath(office.code, '/runs'), { kind, state, ...(below ? { below: 1 } : {}) })
  const start = may && (
    <Button type="primary" onClick={() => setStarting(true)}>
      {t('run.start')}
    </Button>
  )
  return (
    <>
      <PageHead
        title={t('office.nav.runs')}
        about={may ? t('run.list.about') : t('run.list.read', { office: office.name })}
        acts={start}
      />
      <div className="line filters">
        <Select<RunKind | null>
          aria-label={t('run.kind')}
          value={kind}
          onChange={setKind}
          options={[
            { value: null, label: t('run.kind.all') },
            ...RUN_KINDS.map((k) => ({ value: k, label: t(`run.kind.${k}`) })),
          ]}
        />
        <Select<RunState | null>
          aria-label={t('run.state')}
          value={state}
          onChange={setState}
          options={[
            { value: null, label: t('run.state.all') },
            ...STATES.map((s) => ({ value: s, label: t(`run.state.${s}`) })),
          ]}
        />
        <span className="only">
          <Switch id="runs-below" size="small" checked={below} onChange={setBelow} />
          <label htmlFor="runs-below">{t('run.below')}</label>
        </span>
      </div>
      <Asked asked={{ ...asked, data: asked.items ?? undefined }}>
        {(items) =>
          items.length === 0 ? (
            <Empty act={start}>{t(kind || state ? 'run.none.filtered' : 'run.none', { office: office.name })}</Empty>
          ) : (
            <RunRows
              runs={items}
              more={{ has: asked.hasNextPage, busy: asked.isFetchingNextPage, next: () => void asked.fetchNextPage() }}
            />
          )
        }
      </Asked>
      {may && <StartRun open={starting} onClose={() => setStarting(false)} office={office} />}
    </>
  )
}

interface RunRowsProps {
  readonly runs: readonly RunListed[]
  readonly more?: { readonly has: boolean; readonly busy: boolean; readonly next: () => void }
}

/** Runs as rows. */
export function RunRows({ runs, more }: RunRowsProps) {
  const { t, lang } = useWords()
  const office = useOffice()
  const elsewhere = runs.some((r) => r.office.code !== office.code)
  const columns: Column<RunListed>[] = [
    {
      id: 'title',
      head: true,
      title: t('run.title'),
      cell: (r) => (
        <>
          <Link to="/runs/$id" params={{ id: r.id }}>
            {r.title}
          </Link>
          <small className="names quiet">{t(`run.kind.${r.kind}`)}</small>
        </>
      ),
    },
    { id: 'state', title: t('run.state'), cell: (r) => <StateTag run={r} /> },
    { id: 'made', title: t('run.made'), cell: (r) => sayWhen(r.endedAt ?? r.madeAt, lang) },
  ]
  if (elsewhere) columns.splice(1, 0, { id: 'office', title: t('people.office'), cell: (r) => r.office.name })
  return (
    <Rows label={t('office.nav.runs')} rows={runs} keyOf={(r) => r.id} columns={columns} {...(more ? { more } : {})} />
  )
}
