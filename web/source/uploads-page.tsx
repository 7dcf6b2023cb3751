// The files that an office brought, and what became of each.
import { useList } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { Asked, Empty, PageHead } from '../shell/parts.tsx'
import { Rows } from '../shell/rows.tsx'
import { people } from '../ui/number.ts'
import { sayWhen } from '../ui/when.ts'
import type { Upload } from './office-lists.ts'

/** The page. */
export function UploadsPage() {
  const { t, lang } = useWords()
  const office = useOffice()
  const asked = useList<Upload>(officePath(office.code, '/uploads'))
  return (
    <>
      <PageHead title={t('office.nav.uploads')} about={t('upload.about', { office: office.name })} />
      <Asked asked={{ ...asked, data: asked.items ?? undefined }}>
        {(items) =>
          items.length === 0 ? (
            <Empty>{t('upload.none', { office: office.name })}</Empty>
          ) : (
            <Rows
              label={t('office.nav.uploads')}
              rows={items}
              keyOf={(u) => u.id}
              more={{ has: asked.hasNextPage, busy: asked.isFetchingNextPage, next: () => void asked.fetchNextPage() }}
              columns={[
                { id: 'name', head: true, title: t('run.name'), cell: (u) => u.name },
                { id: 'kind', title: t('run.role'), cell: (u) => t(`run.role.${u.kind}`, u.kind) },
                { id: 'state', title: t('run.state'), cell: (u) => t(`upload.state.${u.state}`) },
                {
                  id: 'rows',
                  number: true,
                  title: t('upload.rows'),
                  cell: (u) => (u.rows === null ? '—' : people(u.rows, lang)),
                },
                { id: 'made', title: t('run.made'), cell: (u) => sayWhen(u.madeAt, lang) },
              ]}
            />
          )
        }
      </Asked>
    </>
  )
}
