// Signing in: one calm column. Whoever comes from a page goes back to it.
import { Button } from 'antd'
import type { Me } from '../api/answers.ts'
import { useAsked } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { Column } from '../shell/frame.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** A place of our own to go to afterwards; anything else in the address is not followed. */
export const placeIn = (search: string): string => {
  const to = new URLSearchParams(search).get('to') ?? ''
  return /^\/(?![/\\])/.test(to) ? to : '/'
}

/** The page. */
export function SignInPage({ onIn }: { onIn: (me: Me) => void }) {
  const { t } = useWords()
  const ways = useAsked<{ readonly oidc: boolean }>('/api/session')
  return (
    <Column>
      <h2>{t('account.sign-in')}</h2>
      <SignInForm login={null} onIn={onIn} />
      {ways.data?.oidc && (
        <>
          <p className="or quiet small">{t('account.or')}</p>
          <Button block size="large" href="/api/oidc">
            {t('account.oidc')}
          </Button>
        </>
      )}
      <p className="quiet small help">{t('account.help')}</p>
    </Column>
  )
}
