// The offices right below, each with its newest measurement.
import { Link } from '@tanstack/react-router'
import type { OfficeName, RunListed } from '../api/answers.ts'
import { type Page, useAsked } from '../api/queries.ts'
import { officePath, useBelow, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { StateTag } from '../run/state-tag.tsx'
import { mayAt, useMe } from '../shell/me.ts'
import { Asked, Section } from '../shell/parts.tsx'
import { Rows } from '../shell/rows.tsx'
import { sayWhen } from '../ui/when.ts'

/** The section; nothing where nothing lies below. */
export function Below() {
  const { t, lang } = useWords()
  const me = useMe()
  const office = useOffice()
  const asked = useBelow(office.code)
  const may = mayAt(me, 'read', office)
  const runs = useAsked<Page<RunListed>>(may ? officePath(office.code, '/runs') : null, {
    kind: 'measure',
    below: 1,
    limit: 200,
  })
  const newest = new Map<string, RunListed>()
  for (const run of runs.data?.items ?? [])
    if (!newest.has(run.office.code) || run.madeAt > newest.get(run.office.code)!.madeAt)
      newest.set(run.office.code, run)
  if (office.level === 'community') return null
  return (
    <Asked asked={asked}>
      {({ items }) =>
        items.length === 0 ? null : (
          <Section id="below" title={t('office.below', { n: items.length })}>
            <Rows<OfficeName>
              label={t('office.below', { n: items.length })}
              rows={items}
              keyOf={(o) => o.code}
              columns={[
                {
                  id: 'name',
                  head: true,
                  title: t('people.office'),
                  cell: (o) => (
                    <Link to="/o/$office" params={{ office: o.code }}>
                      {o.name} <small className="quiet number">{o.code}</small>
                    </Link>
                  ),
                },
                {
                  id: 'run',
                  title: t('office.below.newest'),
                  cell: (o) => {
                    const run = newest.get(o.code)
                    return run ? (
                      <Link to="/runs/$id" params={{ id: run.id }}>
                        {sayWhen(run.endedAt ?? run.madeAt, lang)}
                      </Link>
                    ) : (
                      <span className="quiet">{may ? t('office.below.none') : t('office.below.hidden')}</span>
                    )
                  },
                },
                {
                  id: 'state',
                  title: t('run.state'),
                  cell: (o) => {
                    const run = newest.get(o.code)
                    return run ? <StateTag run={run} /> : ''
                  },
                },
              ]}
            />
          </Section>
        )
      }
    </Asked>
  )
}
