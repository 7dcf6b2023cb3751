// An invitation: who is invited where, and the password they choose. The link works once.
import type { Me, OfficeName } from '../api/answers.ts'
import { call } from '../api/call.ts'
import { useAsked } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { Column } from '../shell/frame.tsx'
import { Asked } from '../shell/parts.tsx'
import { sayWhen } from '../ui/when.ts'
import { PasswordForm } from './password.tsx'

interface Invited {
  readonly login: string
  readonly name: string
  readonly office: OfficeName
  readonly expiresAt: string
}

/** The page. */
export function InvitationPage({ secret, onIn }: { secret: string; onIn: (me: Me | null) => void }) {
  const { t, lang } = useWords()
  const asked = useAsked<Invited>('/api/invitation', { secret })
  return (
    <Column>
      <h2>{t('account.invited')}</h2>
      <Asked asked={asked}>
        {(it) => (
          <>
            <p>{t('account.invited.about', { name: it.name, office: it.office.name })}</p>
            <dl className="facts">
              <dt>{t('account.login')}</dt>
              <dd>{it.login}</dd>
              <dt>{t('account.until')}</dt>
              <dd>{sayWhen(it.expiresAt, lang)}</dd>
            </dl>
            <PasswordForm
              withOld={false}
              word={t('account.accept')}
              send={async ({ new: password }) =>
                onIn(await call<Me | null>('POST', '/api/invitation', { body: { secret, password } }))
              }
            />
          </>
        )}
      </Asked>
    </Column>
  )
}
