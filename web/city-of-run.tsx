// The map of a run: the page of a measured city, over the files of that run.
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Run } from './api/answers.ts'
import { CityPage } from './app.tsx'
import { OfficeFrame } from './area/office-frame.tsx'
import { useOfficeOf } from './area/tree.ts'
import { useWords } from './i18n/index.ts'
import { runPath, useRun } from './run/follow.ts'
import { hasCity } from './run/words.ts'
import { Frame } from './shell/frame.tsx'
import { mayAt, useMe } from './shell/me.ts'
import { Asked, Empty } from './shell/parts.tsx'
import { ThisRunProvider } from './shell/this-run.ts'
import { readCityFrom } from './source/fetch.ts'
import { readChoice } from './ui/address.ts'

/** The page. */
export function CityOfRun({ id }: { id: string }) {
  const asked = useRun(id)
  const run = asked.data
  if (run && run.state === 'done' && hasCity(run)) return <Shown key={id} run={run} />
  return run ? (
    <OfficeFrame code={run.office.code}>
      <NoCity run={run} />
    </OfficeFrame>
  ) : (
    <Frame>
      <Asked asked={asked}>{() => null}</Asked>
    </Frame>
  )
}

function NoCity({ run }: { run: Run }) {
  const { t } = useWords()
  return (
    <Empty
      act={
        <Link to="/runs/$id" params={{ id: run.id }}>
          {run.title}
        </Link>
      }
    >
      {t('run.no-city')}
    </Empty>
  )
}

function Shown({ run }: { run: Run }) {
  const { t } = useWords()
  const me = useMe()
  const office = useOfficeOf(run.office.code).data
  const choice = useMemo(() => {
    readCityFrom(runPath(run.id, '/files/'))
    return readChoice()
  }, [run.id])
  const here = useMemo(
    () => ({ id: run.id, office: run.office, mayEdit: office !== undefined && mayAt(me, 'edit', office) }),
    [run.id, run.office, office, me],
  )
  return (
    <ThisRunProvider value={here}>
      <CityPage
        choice={choice}
        back={
          <nav className="back small" aria-label={t('office.trail')}>
            <Link to="/o/$office" params={{ office: run.office.code }}>
              {run.office.name}
            </Link>{' '}
            <i aria-hidden="true">›</i>{' '}
            <Link to="/runs/$id" params={{ id: run.id }}>
              {run.title}
            </Link>
          </nav>
        }
      />
    </ThisRunProvider>
  )
}
