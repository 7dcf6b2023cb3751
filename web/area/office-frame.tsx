// A page of one office: the frame, the way to the office, and what else there is of it.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Office } from '../api/answers.ts'
import { useWords } from '../i18n/index.ts'
import { Frame } from '../shell/frame.tsx'
import { mayAt, useMe } from '../shell/me.ts'
import { Asked } from '../shell/parts.tsx'
import { Trail } from './trail.tsx'
import { OfficeProvider, useOfficeOf } from './tree.ts'

/** What there is of an office; those with a role are shown to those who hold it there. */
const PAGES = [
  { to: '/o/$office', word: 'office.nav.home' },
  { to: '/o/$office/runs', word: 'office.nav.runs' },
  { to: '/o/$office/ledger', word: 'office.nav.ledger' },
  { to: '/o/$office/uploads', word: 'office.nav.uploads' },
  { to: '/o/$office/verify', word: 'office.nav.verify' },
  { to: '/o/$office/people', word: 'office.nav.people', role: 'administer' },
  { to: '/o/$office/changes', word: 'office.nav.changes' },
  { to: '/o/$office/audit', word: 'office.nav.audit', role: 'administer' },
] as const

function Nav({ office }: { office: Office }) {
  const { t } = useWords()
  const me = useMe()
  return (
    <nav className="pages" aria-label={t('office.nav')}>
      {PAGES.filter((page) => !('role' in page) || mayAt(me, page.role, office)).map(({ to, word }) => (
        <Link
          key={to}
          to={to}
          params={{ office: office.code }}
          activeOptions={{ exact: to === '/o/$office' }}
          activeProps={{ 'aria-current': 'page' }}
        >
          {t(word)}
        </Link>
      ))}
    </nav>
  )
}

/** The frame of an office's pages, round a page that finds the office by `useOffice`. */
export function OfficeFrame({ code, children, notice }: { code: string; children: ReactNode; notice?: ReactNode }) {
  const asked = useOfficeOf(code)
  const office = asked.data
  return (
    <Frame
      trail={<Trail office={office ?? null} />}
      {...(office ? { nav: <Nav office={office} /> } : {})}
      notice={notice}
    >
      <Asked asked={asked}>
        {(there) => (
          <OfficeProvider key={there.code} value={there}>
            {children}
          </OfficeProvider>
        )}
      </Asked>
    </Frame>
  )
}
