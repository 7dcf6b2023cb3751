// What stands at an office: the newest measurement and whether it still holds, what goes on, what waits, and how it is below.
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { RunListed } from '../api/answers.ts'
import { type Page, useAsked } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { Coverage } from '../run/coverage.tsx'
import { useRun } from '../run/follow.ts'
import { RunBar } from '../run/run-bar.tsx'
import { StaleNotice } from '../run/stale.tsx'
import { StartRun } from '../run/start-run.tsx'
import { hasCity, isGoing, standardOf } from '../run/words.ts'
import { mayAt, useMe } from '../shell/me.ts'
import { Asked, Empty, PageHead, Section } from '../shell/parts.tsx'
import { sayWhen } from '../ui/when.ts'
import { Below } from './below.tsx'
import { ToCheck } from './to-check.tsx'
import { Waiting as WaitingUploads } from './uploads.tsx'

/** The page. */
export function OfficePage() {
  const { t } = useWords()
  const me = useMe()
  const office = useOffice()
  const [starting, setStarting] = useState(false)
  const may = mayAt(me, 'edit', office)
  const start = may && (
    <Button type="primary" onClick={() => setStarting(true)}>
      {t('run.start')}
    </Button>
  )
  return (
    <>
      <PageHead title={office.name} about={`${t(`level.of.${office.level}`)} · ${office.code}`} acts={start} />
      <div className="desk">
        <div>
          <Newest start={start} />
          <Below />
        </div>
        <div>
          <Going />
          <ToCheck />
          <WaitingUploads />
        </div>
      </div>
      {may && <StartRun open={starting} onClose={() => setStarting(false)} office={office} />}
    </>
  )
}

/** The newest measurement of the office itself; where it has none, of the nearest above that shares one. */
function Newest({ start }: { start: React.ReactNode }) {
  const { t } = useWords()
  const office = useOffice()
  const places = [office.code, ...[...office.ancestors].reverse().map((a) => a.code)].slice(0, 3)
  const own = useNewest(places[0] ?? null)
  const noneHere = own.data?.items.length === 0
  const next = useNewest(noneHere ? (places[1] ?? null) : null)
  const above = useNewest(noneHere && next.data?.items.length === 0 ? (places[2] ?? null) : null)
  const run = own.data?.items[0] ?? next.data?.items[0] ?? above.data?.items[0]
  return (
    <Asked asked={own}>
      {() =>
        run ? (
          <Measurement run={run} start={start} />
        ) : (
          <Section title={t('office.newest')}>
            <Empty act={start}>
              {t(start ? 'office.newest.none' : 'office.newest.none.read', { office: office.name })}
            </Empty>
          </Section>
        )
      }
    </Asked>
  )
}

const useNewest = (code: string | null) =>
  useAsked<Page<RunListed>>(code === null ? null : officePath(code, '/runs'), {
    kind: 'measure',
    state: 'done',
    limit: 1,
  })

function Measurement({ run: listed, start }: { run: RunListed; start: React.ReactNode }) {
  const { t, lang } = useWords()
  const office = useOffice()
  const whole = useRun(listed.id).data
  const run = { ...listed, stale: [], files: [], ...whole }
  const shared = run.office.code !== office.code
  return (
    <Section
      id="newest"
      title={t('office.newest')}
      aside={
        <span className="quiet">
          {run.endedAt && sayWhen(run.endedAt, lang)}
          {shared && ` · ${t('office.newest.shared', { office: run.office.name })}`}
        </span>
      }
    >
      <p className="newest-head">
        <Link to="/runs/$id" params={{ id: run.id }}>
          {run.title}
        </Link>
        {hasCity(run) && (
          <Link to="/runs/$id/city" params={{ id: run.id }} className="button-primary">
            {t('run.open')}
          </Link>
        )}
      </p>
      <StaleNotice run={run} act={shared ? undefined : start} />
      <Coverage run={run.id} standard={standardOf(run)} most={8} />
    </Section>
  )
}

/** Runs that go on, each followed as it goes. */
function Going() {
  const { t } = useWords()
  const office = useOffice()
  const waiting = useAsked<Page<RunListed>>(officePath(office.code, '/runs'), { state: 'waiting', limit: 5 })
  const running = useAsked<Page<RunListed>>(officePath(office.code, '/runs'), { state: 'running', limit: 5 })
  const runs = [...(running.data?.items ?? []), ...(waiting.data?.items ?? [])]
  return (
    <Section
      id="going"
      title={t('office.going')}
      aside={
        <Link to="/o/$office/runs" params={{ office: office.code }}>
          {t('office.all')}
        </Link>
      }
    >
      {runs.length === 0 ? (
        <p className="quiet">{t('office.going.none')}</p>
      ) : (
        runs.map((run) => <OneGoing key={run.id} first={run} />)
      )}
    </Section>
  )
}

function OneGoing({ first }: { first: RunListed }) {
  const run = useRun(first.id).data ?? first
  return (
    <div className="going">
      <Link to="/runs/$id" params={{ id: run.id }}>
        {run.title}
      </Link>
      {isGoing(run) && <RunBar run={run} />}
    </div>
  )
}
