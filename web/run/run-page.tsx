// One run: how far it is or how it ended, from what it was computed, whether that is still the newest, and its files.
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import type { Run } from '../api/answers.ts'
import { call } from '../api/call.ts'
import { forget } from '../api/queries.ts'
import { OfficeFrame } from '../area/office-frame.tsx'
import { useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { Frame } from '../shell/frame.tsx'
import { mayAt, useMe } from '../shell/me.ts'
import { Asked, Empty, PageHead, Section } from '../shell/parts.tsx'
import { Rows } from '../shell/rows.tsx'
import { useDeed } from '../shell/undo.tsx'
import { sayWhen } from '../ui/when.ts'
import { Coverage } from './coverage.tsx'
import { runPath, useRun } from './follow.ts'
import { RunBar } from './run-bar.tsx'
import { StaleNotice } from './stale.tsx'
import { StateTag } from './state-tag.tsx'
import { hasCity, isGoing, size, standardOf } from './words.ts'

/** The page. */
export function RunPage({ id }: { id: string }) {
  const asked = useRun(id)
  if (!asked.data)
    return (
      <Frame>
        <Asked asked={asked}>{() => null}</Asked>
      </Frame>
    )
  return (
    <OfficeFrame code={asked.data.office.code}>
      <Told run={asked.data} />
    </OfficeFrame>
  )
}

function Told({ run }: { run: Run }) {
  const { t, lang, say } = useWords()
  const me = useMe()
  const office = useOffice()
  const deed = useDeed()
  const may = mayAt(me, 'edit', office)
  const then = async (work: Promise<unknown>) => {
    await work
    await forget(runPath(run.id), '/api/offices/')
  }
  const retry = () => then(call('POST', runPath(run.id, '/retry')))
  return (
    <>
      <PageHead
        title={run.title}
        about={
          <>
            {t(`run.kind.${run.kind}`)} · <StateTag run={run} /> ·{' '}
            {sayWhen(run.endedAt ?? run.beganAt ?? run.madeAt, lang)}
            {run.attempt > 1 && ` · ${t('run.attempt', { n: run.attempt })}`}
          </>
        }
        acts={
          <>
            {run.state === 'done' && hasCity(run) && (
              <Link to="/runs/$id/city" params={{ id: run.id }} className="ant-btn button-primary">
                {t('run.open')}
              </Link>
            )}
            {may && isGoing(run) && (
              <Button
                onClick={() =>
                  void deed({
                    done: t('run.cancelled'),
                    work: () => then(call('POST', runPath(run.id, '/cancel'))),
                    undo: retry,
                  })
                }
              >
                {t('run.cancel')}
              </Button>
            )}
            {may && (run.state === 'failed' || run.state === 'cancelled') && (
              <Button type="primary" onClick={() => void deed({ done: t('run.retried'), work: retry })}>
                {t('run.retry')}
              </Button>
            )}
          </>
        }
      />
      {isGoing(run) && <RunBar run={run} />}
      {run.state === 'failed' && run.error && (
        <Alert type="error" showIcon role="alert" title={t('run.failed')} description={say(run.error)} />
      )}
      <StaleNotice run={run} />
      {run.state === 'done' && run.kind === 'measure' && <Coverage run={run.id} standard={standardOf(run)} />}
      {run.children.length > 0 && (
        <Section title={t('run.children')}>
          <ul className="plain">
            {run.children.map((child) => (
              <li key={child.id}>
                <Link to="/runs/$id" params={{ id: child.id }}>
                  {child.office.name}
                </Link>{' '}
                <StateTag run={child} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Files run={run} />
      <Section title={t('run.inputs')} aside={<span className="quiet">{t('run.engine', { engine: run.engine })}</span>}>
        <p className="quiet small">{t('run.inputs.about')}</p>
        <Rows
          label={t('run.inputs')}
          rows={run.inputs}
          keyOf={(i) => `${i.role} ${i.name} ${i.sha256}`}
          columns={[
            { id: 'role', head: true, title: t('run.role'), cell: (i) => t(`run.role.${i.role}`, i.role) },
            { id: 'name', title: t('run.name'), cell: (i) => i.name },
            { id: 'sha', title: 'SHA-256', cell: (i) => <code title={i.sha256}>{i.sha256.slice(0, 16)}…</code> },
          ]}
        />
      </Section>
    </>
  )
}

function Files({ run }: { run: Run }) {
  const { t } = useWords()
  if (run.state !== 'done') return null
  return (
    <Section title={t('run.files')}>
      {run.files.length === 0 ? (
        <Empty>{t('run.files.none')}</Empty>
      ) : (
        <Rows
          label={t('run.files')}
          rows={run.files}
          keyOf={(f) => f.name}
          columns={[
            {
              id: 'name',
              head: true,
              title: t('run.name'),
              cell: (f) => (
                <>
                  <a href={runPath(run.id, `/files/${encodeURIComponent(f.name)}`)} download={f.name}>
                    {f.name}
                  </a>
                  <small className="names quiet">{t(`run.file.${f.name}`, '')}</small>
                </>
              ),
            },
            { id: 'size', number: true, title: t('run.size'), cell: (f) => size(f.size) },
            { id: 'sha', title: 'SHA-256', cell: (f) => <code title={f.sha256}>{f.sha256.slice(0, 16)}…</code> },
          ]}
        />
      )}
    </Section>
  )
}
