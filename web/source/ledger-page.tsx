// The ledger of an office: its outlets, by name or trade.
import { Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useList } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { Asked, Empty, PageHead } from '../shell/parts.tsx'
import { Rows } from '../shell/rows.tsx'
import type { Outlet } from './office-lists.ts'

/** The page. */
export function LedgerPage() {
  const { t } = useWords()
  const office = useOffice()
  const [words, setWords] = useState('')
  const q = useDeferredValue(words.trim())
  const asked = useList<Outlet>(officePath(office.code, '/outlets'), { q })
  return (
    <>
      <PageHead
        title={t('office.nav.ledger')}
        about={t('ledger.about', { office: office.name })}
        acts={
          <>
            <a href={`${officePath(office.code, '/ledger')}?as=xlsx`} download className="button">
              {t('ledger.xlsx')}
            </a>
            <a href={`${officePath(office.code, '/ledger')}?as=csv`} download className="button">
              {t('ledger.csv')}
            </a>
          </>
        }
      />
      <search className="line filters">
        <Input.Search
          allowClear
          aria-label={t('ledger.q')}
          placeholder={t('ledger.q')}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      </search>
      <Asked asked={{ ...asked, data: asked.items ?? undefined }}>
        {(items) =>
          items.length === 0 ? (
            <Empty>{t(q ? 'ledger.none.found' : 'ledger.none', { office: office.name, q })}</Empty>
          ) : (
            <Rows
              label={t('office.nav.ledger')}
              rows={items}
              keyOf={(o) => o.id}
              more={{ has: asked.hasNextPage, busy: asked.isFetchingNextPage, next: () => void asked.fetchNextPage() }}
              columns={[
                {
                  id: 'name',
                  head: true,
                  title: t('ledger.name'),
                  cell: (o) => (
                    <>
                      {o.name || '—'} <small className="names quiet">{o.label}</small>
                    </>
                  ),
                },
                { id: 'address', title: t('ledger.address'), cell: (o) => o.address ?? '—' },
                { id: 'state', title: t('run.state'), cell: (o) => t(`outlet.state.${o.state}`) },
                {
                  id: 'confirmed',
                  title: t('ledger.confirmed'),
                  cell: (o) =>
                    o.confirmed ? [o.confirmed, o.confirmedBy].filter(Boolean).join(' · ') : t('account.never'),
                },
              ]}
            />
          )
        }
      </Asked>
    </>
  )
}
