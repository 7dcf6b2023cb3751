// Tokens for programs: each with roles no wider than one's own and a last day; the secret is shown once.
import { Button, Checkbox, Input, InputNumber, Popconfirm } from 'antd'
import { useState } from 'react'
import type { Role } from '../api/answers.ts'
import { call } from '../api/call.ts'
import { forget, useList } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { useMe } from '../shell/me.ts'
import { Asked, Empty, Section, Trouble } from '../shell/parts.tsx'
import { Rows } from '../shell/rows.tsx'
import { Secret } from '../shell/secret.tsx'
import { useDeed } from '../shell/undo.tsx'
import { sayDay, sayWhen } from '../ui/when.ts'

interface Token {
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly expiresAt: string
  readonly usedAt: string | null
}

/** The section of tokens. */
export function Tokens() {
  const { t, lang } = useWords()
  const deed = useDeed()
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null)
  const asked = useList<Token>('/api/me/tokens')
  const end = (it: Token) =>
    deed({
      done: t('account.token.ended'),
      work: async () => {
        await call('DELETE', `/api/tokens/${it.id}`)
        await forget('/api/me/tokens')
      },
    })
  return (
    <Section title={t('account.tokens')} aside={<a href="/api/docs">{t('account.tokens.docs')}</a>}>
      <p className="quiet small">{t('account.tokens.about')}</p>
      {made && (
        <Secret
          title={t('account.token.made', { name: made.name })}
          about={t('account.token.once')}
          text={made.secret}
          onClose={() => setMade(null)}
        />
      )}
      <NewToken onMade={setMade} />
      <Asked asked={{ ...asked, data: asked.items ?? undefined }}>
        {(items) =>
          items.length === 0 ? (
            <Empty>{t('account.tokens.none')}</Empty>
          ) : (
            <Rows
              label={t('account.tokens')}
              rows={items}
              keyOf={(k) => k.id}
              columns={[
                { id: 'name', head: true, title: t('account.token.name'), cell: (k) => k.name },
                {
                  id: 'roles',
                  title: t('account.roles'),
                  cell: (k) => k.roles.map((r) => t(`role.${r}`)).join(lang === 'zh' ? '、' : ', '),
                },
                { id: 'until', title: t('account.until'), cell: (k) => sayDay(k.expiresAt, lang) },
                {
                  id: 'used',
                  title: t('account.token.used'),
                  cell: (k) => (k.usedAt ? sayWhen(k.usedAt, lang) : t('account.never')),
                },
                {
                  id: 'acts',
                  title: '',
                  cell: (k) => (
                    <Popconfirm
                      title={t('account.token.end.sure', { name: k.name })}
                      okText={t('account.token.end')}
                      onConfirm={() => void end(k)}
                    >
                      <Button size="small">{t('account.token.end')}</Button>
                    </Popconfirm>
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

function NewToken({ onMade }: { onMade: (made: { name: string; secret: string }) => void }) {
  const { t } = useWords()
  const me = useMe()
  const mine = [...new Set(me.held.map((h) => h.role))]
  const [name, setName] = useState('')
  const [roles, setRoles] = useState<readonly Role[]>(['read'])
  const [days, setDays] = useState<number | null>(90)
  const [error, setError] = useState<unknown>(null)
  const make = async () => {
    setError(null)
    try {
      const { secret } = await call<{ secret: string }>('POST', '/api/me/tokens', { body: { name, roles, days } })
      onMade({ name, secret })
      setName('')
      await forget('/api/me/tokens')
    } catch (wrong) {
      setError(wrong)
    }
  }
  return (
    <form
      className="line"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() && roles.length > 0 && days) void make()
      }}
    >
      <Trouble error={error} />
      <Input
        aria-label={t('account.token.name')}
        placeholder={t('account.token.name')}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <Checkbox.Group<Role>
        value={[...roles]}
        onChange={(to) => setRoles(to)}
        options={(mine.includes('read') ? mine : (['read', ...mine] as const)).map((r) => ({
          value: r,
          label: t(`role.${r}`),
        }))}
      />
      <InputNumber
        aria-label={t('account.token.days')}
        min={1}
        max={366}
        value={days}
        suffix={t('account.token.days')}
        onChange={setDays}
      />
      <Button htmlType="submit" disabled={!name.trim() || roles.length === 0 || !days}>
        {t('account.token.new')}
      </Button>
    </form>
  )
}
