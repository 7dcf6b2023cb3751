// What to check today: outlets to be confirmed on the spot, those first that concern most people.
import { Link } from '@tanstack/react-router'
import { type Page, useAsked } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { mayAt, useMe } from '../shell/me.ts'
import { Section } from '../shell/parts.tsx'
import { people } from '../ui/number.ts'

interface Verification {
  readonly id: string
  readonly place: string
  readonly reason: 'gap' | 'nearest' | 'oldest' | 'duplicate'
  readonly people: number | null
  readonly due: string | null
}

/** The section. */
export function ToCheck() {
  const { t, lang } = useWords()
  const me = useMe()
  const office = useOffice()
  const may = mayAt(me, 'read', office)
  const { data } = useAsked<Page<Verification>>(may ? officePath(office.code, '/verifications') : null, {
    state: 'open',
    limit: 5,
  })
  const items = data?.items ?? []
  if (!may) return null
  return (
    <Section
      id="to-check"
      title={t('office.check')}
      aside={
        <Link to="/o/$office/verify" params={{ office: office.code }}>
          {t('office.all')}
        </Link>
      }
    >
      {items.length === 0 ? (
        <p className="quiet">{t('office.check.none')}</p>
      ) : (
        <ul className="plain">
          {items.map((v) => (
            <li key={v.id}>
              {v.place}
              <small className="names quiet">
                {t(`verify.reason.${v.reason}`)}
                {v.people !== null && ` · ${t('office.check.people', { n: people(v.people, lang) })}`}
              </small>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
