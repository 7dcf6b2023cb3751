// Outlets that may be written twice, the likeliest first; each pair is decided, and what was decided can be taken back.
import { Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { call } from '../api/call.ts'
import { forget, useList } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { mayAt, useMe } from '../shell/me.ts'
import { Asked, Empty, PageHead } from '../shell/parts.tsx'
import { useDeed } from '../shell/undo.tsx'
import { useChoice } from './choice.ts'
import { DuplicatePair } from './duplicate-pair.tsx'
import type { Pair } from './office-lists.ts'
import './ledger.css'

const STATES = ['open', 'merged', 'apart'] as const

/** The page. */
export function DuplicatesPage() {
  const { t } = useWords()
  const me = useMe()
  const office = useOffice()
  const deed = useDeed()
  const [choice, choose] = useChoice()
  const state = STATES.find((s) => s === choice.state) ?? 'open'
  const may = mayAt(me, 'edit', office)
  const path = officePath(office.code, '/duplicates')
  const asked = useList<Pair>(path, { state, limit: 10 })
  const find = may && (
    <Button
      onClick={() =>
        void deed({
          done: t('duplicate.sought'),
          work: async () => {
            await call('POST', `${path}/find`)
            await forget(path)
          },
        })
      }
    >
      {t('duplicate.find')}
    </Button>
  )
  return (
    <>
      <p className="back">
        <Link to="/o/$office/ledger" params={{ office: office.code }}>
          ← {t('office.nav.ledger')}
        </Link>
      </p>
      <PageHead title={t('duplicate.title')} about={t('duplicate.about')} acts={find} />
      <p className="line">
        <Segmented
          aria-label={t('run.state')}
          value={state}
          onChange={(to) => choose({ state: to === 'open' ? undefined : to })}
          options={STATES.map((s) => ({ value: s, label: t(`duplicate.state.${s}`) }))}
        />
      </p>
      <Asked asked={{ ...asked, data: asked.items ?? undefined }}>
        {(items) =>
          items.length === 0 ? (
            <Empty act={state === 'open' ? find : undefined}>{t(`duplicate.none.${state}`)}</Empty>
          ) : (
            <>
              {items.map((pair) => (
                <DuplicatePair key={`${pair.id} ${pair.state}`} pair={pair} may={may} />
              ))}
              {asked.hasNextPage && (
                <Button onClick={() => void asked.fetchNextPage()} loading={asked.isFetchingNextPage}>
                  {t('office.more')}
                </Button>
              )}
            </>
          )
        }
      </Asked>
    </>
  )
}
