// Bringing a file, and the files that an office brought: what was read of each, and what became of it.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useList } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { mayAt, useMe } from '../shell/me.ts'
import { Asked, Empty, PageHead, Section } from '../shell/parts.tsx'
import { Rows } from '../shell/rows.tsx'
import { people } from '../ui/number.ts'
import { sayWhen } from '../ui/when.ts'
import { useChoice } from './choice.ts'
import type { Upload } from './office-lists.ts'
import { UploadDrop } from './upload-drop.tsx'
import { UploadLook } from './upload-look.tsx'
import { UploadOne } from './upload-one.tsx'
import './ledger.css'

/** The page: a file that was just chosen, an upload that is looked at, or the list. */
export function UploadsPage() {
  const { t } = useWords()
  const me = useMe()
  const office = useOffice()
  const [choice, choose] = useChoice()
  const [file, setFile] = useState<File | null>(null)
  const [sent, setSent] = useState<{ readonly id: string; readonly file: File } | null>(null)
  const may = mayAt(me, 'edit', office)
  if (choice.upload)
    return (
      <UploadOne
        key={choice.upload}
        id={choice.upload}
        file={sent?.id === choice.upload ? sent.file : null}
        onLeave={() => choose({ upload: undefined }, true)}
      />
    )
  if (file)
    return (
      <UploadLook
        key={`${file.name} ${file.size} ${file.lastModified}`}
        file={file}
        onLeave={() => setFile(null)}
        onFirst={(upload) => {
          setFile(null)
          choose({ upload }, true)
        }}
        onSent={({ id }) => {
          setSent({ id, file })
          setFile(null)
          choose({ upload: id }, true)
        }}
      />
    )
  return (
    <>
      <PageHead
        title={t('office.nav.uploads')}
        about={t('upload.about', { office: office.name })}
        acts={
          <Link to="/o/$office/uploads/layers" params={{ office: office.code }} className="button">
            {t('layer.title')}
          </Link>
        }
      />
      {may ? (
        <UploadDrop onFile={setFile} />
      ) : (
        <p className="quiet">{t('upload.read-only', { office: office.name })}</p>
      )}
      <History onOpen={(upload) => choose({ upload }, true)} />
    </>
  )
}

function History({ onOpen }: { onOpen: (id: string) => void }) {
  const { t, lang } = useWords()
  const office = useOffice()
  const asked = useList<Upload>(officePath(office.code, '/uploads'))
  return (
    <Section title={t('upload.history')}>
      <Asked asked={{ ...asked, data: asked.items ?? undefined }}>
        {(items) =>
          items.length === 0 ? (
            <Empty>{t('upload.none', { office: office.name })}</Empty>
          ) : (
            <Rows
              label={t('upload.history')}
              rows={items}
              keyOf={(u) => u.id}
              more={{ has: asked.hasNextPage, busy: asked.isFetchingNextPage, next: () => void asked.fetchNextPage() }}
              columns={[
                {
                  id: 'name',
                  head: true,
                  title: t('run.name'),
                  cell: (u) => (
                    <button type="button" className="link" onClick={() => onOpen(u.id)}>
                      {u.name}
                    </button>
                  ),
                },
                { id: 'kind', title: t('upload.kind'), cell: (u) => t(`upload.kind.${u.kind}`) },
                {
                  id: 'state',
                  title: t('run.state'),
                  cell: (u) => (
                    <>
                      {t(`upload.state.${u.state}`)}
                      {u.error && <small className="names quiet">{u.error[lang]}</small>}
                    </>
                  ),
                },
                { id: 'by', title: t('upload.by'), cell: (u) => u.by ?? '—' },
                { id: 'made', title: t('run.made'), cell: (u) => sayWhen(u.madeAt, lang) },
                {
                  id: 'rows',
                  number: true,
                  title: t('upload.rows'),
                  cell: (u) => (u.rows === null ? '—' : people(u.rows, lang)),
                },
                {
                  id: 'found',
                  number: true,
                  title: t('found.title'),
                  cell: (u) =>
                    people(
                      u.found.reduce((sum, f) => sum + f.count, 0),
                      lang,
                    ),
                },
              ]}
            />
          )
        }
      </Asked>
    </Section>
  )
}
