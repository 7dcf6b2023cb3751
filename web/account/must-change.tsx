// A password that must be changed opens nothing but its change.
import type { Me } from '../api/answers.ts'
import { call } from '../api/call.ts'
import { useWords } from '../i18n/index.ts'
import { Column } from '../shell/frame.tsx'
import { PasswordForm } from './password.tsx'

/** The page. */
export function MustChangePage({ me, onChanged }: { me: Me; onChanged: () => void }) {
  const { t } = useWords()
  return (
    <Column>
      <h2>{t('account.must')}</h2>
      <p>{t('account.must.about', { name: me.name })}</p>
      <PasswordForm
        withOld
        word={t('account.change')}
        send={async (passwords) => {
          await call('PUT', '/api/me/password', { body: passwords })
          onChanged()
        }}
      />
    </Column>
  )
}
