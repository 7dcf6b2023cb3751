// What one does with a plan as a whole: take back, hand out as a file, load an older one, attach a survey.
import { sayFinding } from '@yike/core/base/finding.ts'
import { Alert, Button, Dropdown } from 'antd'
import { useRef } from 'react'
import type { Engine } from '../access/engine.ts'
import { useWords } from '../i18n/index.ts'
import { save } from '../ui/save.ts'
import type { PlanState, PlanStore } from './plan-store.ts'

const FILES = [
  ['csv', 'plan.csv', 'text/csv'],
  ['tasks', 'tasks.csv', 'text/csv'],
  ['html', 'plan.html', 'text/html'],
  ['json', 'plan.json', 'application/json'],
] as const

/** Undo, redo, files. */
export function Tools({ store, state, ask }: { store: PlanStore; state: PlanState; ask: Engine['ask'] }) {
  const { t, lang } = useWords()
  const file = useRef<HTMLInputElement>(null)
  const get = async (kind: (typeof FILES)[number][0]) => {
    const [, name, type] = FILES.find(([k]) => k === kind)!
    try {
      save(name, await ask('planFile', { kind, lang }), type)
    } catch (failure) {
      store.fail(failure as Error)
    }
  }
  return (
    <div className="plan-tools">
      <Button size="small" disabled={state.past.length === 0} onClick={() => store.undo()}>
        {t('whatif.undo')}
      </Button>
      <Button size="small" disabled={state.future.length === 0} onClick={() => store.redo()}>
        {t('plan.redo')}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: FILES.map(([kind, name]) => ({ key: kind, label: `${name} ${t(`plan.file.${kind}`)}` })),
          onClick: ({ key }) => void get(key as (typeof FILES)[number][0]),
        }}
      >
        <Button size="small">{t('plan.download')}</Button>
      </Dropdown>
      <input
        ref={file}
        type="file"
        accept=".json,.csv"
        className="hidden"
        tabIndex={-1}
        aria-label={t('plan.load')}
        onChange={async ({ target }) => {
          const chosen = target.files?.[0]
          target.value = ''
          if (!chosen) return
          if (/\.csv$/i.test(chosen.name))
            await store.loadTable(chosen.name, new Uint8Array(await chosen.arrayBuffer()))
          else await store.load(chosen.name, await chosen.text())
        }}
      />
      <Button size="small" onClick={() => file.current?.click()}>
        {t('plan.load')}
      </Button>
      <span className="quiet small" role="status">
        {state.kept === null ? '' : t(state.kept ? 'plan.kept' : 'plan.kept.not')}
      </span>
    </div>
  )
}

/** What a table that was read back changed, and what was odd in it. */
export function TableNote({ table, store }: { table: NonNullable<PlanState['table']>; store: PlanStore }) {
  const { t, lang } = useWords()
  const { file, changed, findings } = table
  return (
    <Alert
      type={findings.length > 0 ? 'warning' : 'info'}
      showIcon
      closable={{ onClose: () => store.closeTable() }}
      title={t('plan.table', { file, n: changed })}
      description={findings.length > 0 ? findings.map((f) => sayFinding(f, lang)).join('；') : undefined}
    />
  )
}

interface TallyProps {
  readonly tally: { readonly file: string } | null
  readonly onTally: (tally: { readonly text: string; readonly file: string } | null) => void
  readonly onFailure: (failure: Error) => void
}

/** The tally of a survey: a file, or none. */
export function TallyFile({ tally, onTally, onFailure }: TallyProps) {
  const { t } = useWords()
  const file = useRef<HTMLInputElement>(null)
  return (
    <p className="plan-line">
      <span className={tally ? '' : 'quiet'}>
        {tally ? t('plan.tally', { file: tally.file }) : t('plan.tally.none')}
      </span>
      <input
        ref={file}
        type="file"
        accept=".json"
        className="hidden"
        tabIndex={-1}
        aria-label={t('plan.tally.file')}
        onChange={async ({ target }) => {
          const chosen = target.files?.[0]
          target.value = ''
          try {
            if (chosen) onTally({ file: chosen.name, text: await chosen.text() })
          } catch (failure) {
            onFailure(failure as Error)
          }
        }}
      />
      <button type="button" className="link" onClick={() => (tally ? onTally(null) : file.current?.click())}>
        {t(tally ? 'plan.tally.drop' : 'plan.tally.file')}
      </button>
    </p>
  )
}
