// One's own account: the password, where one is signed in, tokens for programs.
import { Button, Tag } from 'antd'
import type { Role } from '../api/answers.ts'
import { call } from '../api/call.ts'
import { forget, type Page, useAsked } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { useMe } from '../shell/me.ts'
import { Asked, PageHead, Section } from '../shell/parts.tsx'
import { Rows } from '../shell/rows.tsx'
import { useDeed } from '../shell/undo.tsx'
import { sayWhen } from '../ui/when.ts'
import { PasswordForm } from './password.tsx'
import { Tokens } from './tokens.tsx'

interface Session {
  readonly id: string
  readonly madeAt: string
  readonly seenAt: string
  readonly address: string | null
  readonly agent: string | null
  readonly here: boolean
}

/** The page. */
export function MePage() {
  const { t, lang } = useWords()
  const me = useMe()
  const deed = useDeed()
  const roles = new Map<string, { name: string; roles: Role[] }>()
  for (const { role, office } of me.held) {
    const its = roles.get(office.code) ?? { name: office.name, roles: [] }
    its.roles.push(role)
    roles.set(office.code, its)
  }
  return (
    <>
      <PageHead title={me.name} about={[me.office.name, me.department, me.login].filter(Boolean).join(' · ')} />
      <div className="halves">
        <Section title={t('account.roles')}>
          <dl className="facts">
            {[...roles].map(([code, its]) => (
              <div key={code}>
                <dt>{its.name}</dt>
                <dd>{its.roles.map((r) => t(`role.${r}`)).join(lang === 'zh' ? '、' : ', ')}</dd>
              </div>
            ))}
          </dl>
          <p className="quiet small">{t('account.roles.about')}</p>
        </Section>
        <Section title={t('account.change')}>
          <PasswordForm
            withOld
            word={t('account.change')}
            send={async (passwords) => {
              await call('PUT', '/api/me/password', { body: passwords })
              await deed({ done: t('account.changed'), work: async () => forget('/api/me') })
            }}
          />
        </Section>
      </div>
      <Sessions />
      <Tokens />
    </>
  )
}

function Sessions() {
  const { t, lang } = useWords()
  const deed = useDeed()
  const asked = useAsked<Page<Session>>('/api/me/sessions')
  const end = (it: Session) =>
    deed({
      done: t('account.session.ended'),
      work: async () => {
        await call('DELETE', `/api/me/sessions/${it.id}`)
        await forget('/api/me/sessions')
      },
    })
  return (
    <Section title={t('account.sessions')} aside={<span className="quiet">{t('account.sessions.about')}</span>}>
      <Asked asked={asked}>
        {({ items }) => (
          <Rows
            label={t('account.sessions')}
            rows={items}
            keyOf={(s) => s.id}
            columns={[
              {
                id: 'where',
                head: true,
                title: t('account.session.where'),
                cell: (s) => (
                  <>
                    {s.address ?? '—'} {s.here && <Tag>{t('account.session.this')}</Tag>}
                    <small className="names quiet">{s.agent}</small>
                  </>
                ),
              },
              { id: 'made', title: t('account.session.made'), cell: (s) => sayWhen(s.madeAt, lang) },
              { id: 'seen', title: t('account.session.seen'), cell: (s) => sayWhen(s.seenAt, lang) },
              {
                id: 'acts',
                title: '',
                cell: (s) =>
                  !s.here && (
                    <Button size="small" onClick={() => void end(s)}>
                      {t('account.session.end')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Asked>
    </Section>
  )
}
