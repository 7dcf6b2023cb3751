// The frame of every page of an office: the product, where one is in the tree, what there is here, who one is.
import { Link, useNavigate } from '@tanstack/react-router'
import { Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { call } from '../api/call.ts'
import { queries } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { useMe } from './me.ts'
import './shell.css'

interface Props {
  /** The way down the tree, and the door to other offices. */
  readonly trail?: ReactNode
  /** What there is of this office. */
  readonly nav?: ReactNode
  /** Said above the page, quietly. */
  readonly notice?: ReactNode
  readonly children: ReactNode
}

/** The frame. */
export function Frame({ trail, nav, notice, children }: Props) {
  const { t } = useWords()
  return (
    <div className="office">
      <a className="skip" href="#main">
        {t('office.skip')}
      </a>
      <header className="top">
        <Link to="/" className="brand" aria-label={t('office.home')}>
          <span className="mark" aria-hidden="true" />
          {t('brand')}
        </Link>
        <div className="trail-side">{trail}</div>
        <Account />
      </header>
      {nav}
      {notice}
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}

/** Switches the language. */
export function LanguageButton() {
  const { t, other } = useWords()
  return (
    <button type="button" className="link" aria-label={t('language.label')} onClick={other}>
      {t('language')}
    </button>
  )
}

function Account() {
  const { t } = useWords()
  const me = useMe()
  const go = useNavigate()
  const leave = async () => {
    await call('DELETE', '/api/session').catch(() => {}) // gone already is gone
    queries.clear()
    location.assign('/sign-in')
  }
  return (
    <div className="account-side">
      <LanguageButton />
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'who', disabled: true, label: `${me.office.name}${me.department ? ` · ${me.department}` : ''}` },
            { key: 'me', label: t('office.me') },
            { key: 'leave', label: t('office.leave') },
          ],
          onClick: ({ key }) => void (key === 'leave' ? leave() : go({ to: '/me' })),
        }}
      >
        <button type="button" className="link who">
          {me.name} <span aria-hidden="true">▾</span>
        </button>
      </Dropdown>
    </div>
  )
}

/** A page that is open to everybody: one calm column. */
export function Column({ children }: { children: ReactNode }) {
  const { t } = useWords()
  return (
    <div className="column">
      <div className="column-top">
        <LanguageButton />
      </div>
      <main>
        <h1>
          <span className="mark" aria-hidden="true" />
          {t('brand')}
        </h1>
        <p className="quiet">{t('subtitle')}</p>
        {children}
      </main>
    </div>
  )
}
