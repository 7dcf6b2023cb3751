// What is to be verified on the spot, those first that concern most people.
import { useList } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { Asked, Empty, PageHead } from '../shell/parts.tsx'
import { Rows } from '../shell/rows.tsx'
import { people } from '../ui/number.ts'
import { sayDay } from '../ui/when.ts'
import type { Verification } from './office-lists.ts'

/** The page. */
export function VerifyPage() {
  const { t, lang } = useWords()
  const office = useOffice()
  const asked = useList<Verification>(officePath(office.code, '/verifications'), { state: 'open' })
  return (
    <>
      <PageHead title={t('office.nav.verify')} about={t('verify.about')} />
      <Asked asked={{ ...asked, data: asked.items ?? undefined }}>
        {(items) =>
          items.length === 0 ? (
            <Empty>{t('office.check.none')}</Empty>
          ) : (
            <Rows
              label={t('office.nav.verify')}
              rows={items}
              keyOf={(v) => v.id}
              more={{ has: asked.hasNextPage, busy: asked.isFetchingNextPage, next: () => void asked.fetchNextPage() }}
              columns={[
                { id: 'place', head: true, title: t('verify.place'), cell: (v) => v.place },
                { id: 'reason', title: t('verify.reason'), cell: (v) => t(`verify.reason.${v.reason}`) },
                {
                  id: 'people',
                  number: true,
                  title: t('verify.people'),
                  cell: (v) => (v.people === null ? '—' : people(v.people, lang)),
                },
                { id: 'due', title: t('verify.due'), cell: (v) => (v.due ? sayDay(v.due, lang) : '—') },
              ]}
            />
          )
        }
      </Asked>
    </>
  )
}
