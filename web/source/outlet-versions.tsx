// What an outlet was, from version to version: when, why, by whom, and what changed.
import { Link } from '@tanstack/react-router'
import { useList } from '../api/queries.ts'
import { useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { Asked, Section } from '../shell/parts.tsx'
import { sayWhen } from '../ui/when.ts'
import type { OutletVersion } from './office-lists.ts'
import { differing, sayField } from './outlet-fields.ts'
import { outletPath } from './outlet-write.ts'

/** The versions, the newest first. */
export function OutletVersions({ id }: { id: string }) {
  const { t, lang } = useWords()
  const office = useOffice()
  const asked = useList<OutletVersion>(outletPath(id, '/versions'))
  return (
    <Section title={t('outlet.versions')} id="versions">
      <Asked asked={{ ...asked, data: asked.items ?? undefined }}>
        {(items) => (
          <>
            <ol className="plain versions" reversed>
              {items.map((version, i) => {
                const before = items[i + 1]?.outlet
                return (
                  <li key={version.version}>
                    <p>
                      <time dateTime={version.since}>{sayWhen(version.since, lang)}</time> ·{' '}
                      {version.upload ? (
                        <Link
                          to="/o/$office/uploads"
                          params={{ office: office.code }}
                          search={{ upload: version.upload } as never}
                        >
                          {' '}
                          {t(`outlet.cause.${version.cause}`)}
                        </Link>
                      ) : (
                        t(`outlet.cause.${version.cause}`)
                      )}
                      {version.account && ` · ${version.by ?? t('outlet.by.unseen')}`}
                    </p>
                    {before ? (
                      <ul className="small changes">
                        {differing(before, version.outlet).map((field) => (
                          <li key={field}>
                            {t(`outlet.${field}`)}: <del>{sayField(before, field, t)}</del> →{' '}
                            <ins>{sayField(version.outlet, field, t)}</ins>
                          </li>
                        ))}
                        {before.office !== version.outlet.office && (
                          <li>
                            {t('outlet.office')}: <del>{before.office}</del> → <ins>{version.outlet.office}</ins>
                          </li>
                        )}
                      </ul>
                    ) : (
                      version.version === 1 && <p className="small quiet">{t('outlet.version.first')}</p>
                    )}
                  </li>
                )
              })}
            </ol>
            {asked.hasNextPage && (
              <button type="button" className="link" onClick={() => void asked.fetchNextPage()}>
                {t('office.more')}
              </button>
            )}
          </>
        )}
      </Asked>
    </Section>
  )
}
