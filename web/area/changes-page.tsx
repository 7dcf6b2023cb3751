// What happened to offices: renamed, recoded, merged, split, moved, with the day and the document; and a new change to be told.
import { useNavigate } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useList } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { mayAt, useMe } from '../shell/me.ts'
import { Asked, Empty, PageHead } from '../shell/parts.tsx'
import { Rows } from '../shell/rows.tsx'
import { sayDay } from '../ui/when.ts'
import { NewChange } from './new-change.tsx'
import { officePath, useOffice } from './tree.ts'

/** A change as the server tells it. */
export interface OfficeChange {
  readonly id: string
  readonly kind: 'found' | 'rename' | 'recode' | 'merge' | 'split' | 'move' | 'end'
  readonly happened: string
  readonly document: string | null
  readonly before: unknown
  readonly after: unknown
}

/** The names and codes that a side of a change mentions. */
function told(side: unknown): string {
  const parts: string[] = []
  const walk = (value: unknown) => {
    if (Array.isArray(value)) for (const v of value) walk(v)
    else if (value && typeof value === 'object') {
      const { name, code } = value as { name?: unknown; code?: unknown }
      if (typeof name === 'string' || typeof code === 'string') parts.push([name, code].filter(Boolean).join(' '))
      else for (const v of Object.values(value)) walk(v)
    }
  }
  walk(side)
  return parts.join('、')
}

/** The page. */
export function ChangesPage() {
  const { t, lang } = useWords()
  const me = useMe()
  const office = useOffice()
  const [open, setOpen] = useState(false)
  const go = useNavigate()
  const may = mayAt(me, 'administer', office)
  const above = office.ancestors.at(-1)
  const mayAbove =
    above !== undefined && mayAt(me, 'administer', { code: above.code, ancestors: office.ancestors.slice(0, -1) })
  const asked = useList<OfficeChange>(officePath(office.code, '/changes'))
  return (
    <>
      <PageHead
        title={t('changes.title')}
        about={t('changes.about')}
        acts={
          may && (
            <Button type="primary" onClick={() => setOpen(true)}>
              {t('changes.new')}
            </Button>
          )
        }
      />
      <Asked asked={{ ...asked, data: asked.items ?? undefined }}>
        {(items) =>
          items.length === 0 ? (
            <Empty>{t('changes.none', { office: office.name })}</Empty>
          ) : (
            <Rows
              label={t('changes.title')}
              rows={items}
              keyOf={(c) => c.id}
              more={{ has: asked.hasNextPage, busy: asked.isFetchingNextPage, next: () => void asked.fetchNextPage() }}
              columns={[
                { id: 'kind', head: true, title: t('changes.kind'), cell: (c) => t(`changes.kind.${c.kind}`) },
                { id: 'happened', title: t('changes.happened'), cell: (c) => sayDay(c.happened, lang) },
                { id: 'before', title: t('audit.before'), cell: (c) => told(c.before) || '—' },
                { id: 'after', title: t('audit.after'), cell: (c) => told(c.after) || '—' },
                { id: 'document', title: t('changes.document'), cell: (c) => c.document ?? '—' },
              ]}
            />
          )
        }
      </Asked>
      <Drawer title={t('changes.new')} open={open} onClose={() => setOpen(false)} size={460}>
        <NewChange
          office={office}
          mayAbove={mayAbove}
          onDone={(code) => {
            setOpen(false)
            if (code !== office.code) void go({ to: '/o/$office/changes', params: { office: code } })
          }}
        />
      </Drawer>
    </>
  )
}
