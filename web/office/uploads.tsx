// Uploads that wait for somebody: read and not yet put to use, or refused.
import { Link } from '@tanstack/react-router'
import { type Page, useAsked } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { mayAt, useMe } from '../shell/me.ts'
import { Section } from '../shell/parts.tsx'
import { sayWhen } from '../ui/when.ts'

interface Upload {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly state: 'received' | 'reading' | 'read' | 'applied' | 'refused'
  readonly madeAt: string
}

/** The section. */
export function Waiting() {
  const { t, lang } = useWords()
  const me = useMe()
  const office = useOffice()
  const may = mayAt(me, 'read', office)
  const { data } = useAsked<Page<Upload>>(may ? officePath(office.code, '/uploads') : null, { limit: 50 })
  const waiting = (data?.items ?? []).filter((u) => u.state !== 'applied')
  if (!may) return null
  return (
    <Section
      id="uploads"
      title={t('office.uploads')}
      aside={
        <Link to="/o/$office/uploads" params={{ office: office.code }}>
          {t('office.all')}
        </Link>
      }
    >
      {waiting.length === 0 ? (
        <p className="quiet">{t('office.uploads.none')}</p>
      ) : (
        <ul className="plain">
          {waiting.slice(0, 5).map((u) => (
            <li key={u.id}>
              {u.name}
              <small className="names quiet">
                {t(`run.role.${u.kind}`, u.kind)} · {t(`upload.state.${u.state}`)} · {sayWhen(u.madeAt, lang)}
              </small>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
