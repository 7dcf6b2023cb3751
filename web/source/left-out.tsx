// Rows of the newest ledger that was taken in which have no coordinates: they are in no ledger, so here is where they are found.
import { useState } from 'react'
import { type Page, useAsked, useList } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { Rows } from '../shell/rows.tsx'
import type { RowFinding, Upload } from './office-lists.ts'

/** A line that says how many, and the rows themselves where they are wanted; nothing where there are none. */
export function LeftOut() {
  const { t } = useWords()
  const office = useOffice()
  const [shown, setShown] = useState(false)
  const uploads = useAsked<Page<Upload>>(officePath(office.code, '/uploads'), { kind: 'outlets', limit: 50 })
  const newest = uploads.data?.items.find((u) => u.state === 'applied')
  const count = newest?.found.filter((f) => f.code === 'no-coordinates').reduce((sum, f) => sum + f.count, 0) ?? 0
  const rows = useList<RowFinding>(shown && newest ? `/api/uploads/${newest.id}/findings` : null, {
    code: 'no-coordinates',
  })
  if (!newest || count === 0) return null
  return (
    <div className="missing" data-testid="left-out">
      {t('ledger.left-out', { n: count, file: newest.name })}{' '}
      <button type="button" className="link" aria-expanded={shown} onClick={() => setShown(!shown)}>
        {t(shown ? 'ledger.left-out.hide' : 'ledger.left-out.show')}
      </button>
      {shown && rows.items && (
        <Rows
          label={t('ledger.left-out', { n: count, file: newest.name })}
          rows={rows.items}
          keyOf={(f) => String(f.seq)}
          more={{ has: rows.hasNextPage, busy: rows.isFetchingNextPage, next: () => void rows.fetchNextPage() }}
          columns={[
            { id: 'row', head: true, title: t('found.row'), cell: (f) => t('outlet.origin.row', { n: f.row ?? '—' }) },
            { id: 'what', title: t('found.what'), cell: (f) => f.what },
          ]}
        />
      )}
    </div>
  )
}
