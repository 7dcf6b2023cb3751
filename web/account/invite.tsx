// Inviting somebody: who, to what; the link is shown once, to be handed over.
import { Button, Checkbox, Input } from 'antd'
import { useId, useState } from 'react'
import { type Office, ROLES, type Role } from '../api/answers.ts'
import { call } from '../api/call.ts'
import { forget } from '../api/queries.ts'
import { officePath } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { Trouble } from '../shell/parts.tsx'
import { Secret } from '../shell/secret.tsx'
import { DepartmentSelect } from './departments.tsx'

/** The form. */
export function Invite({ office }: { office: Office }) {
  const { t } = useWords()
  const id = useId()
  const [name, setName] = useState('')
  const [login, setLogin] = useState('')
  const [department, setDepartment] = useState<string | null>(null)
  const [roles, setRoles] = useState<readonly Role[]>(['read'])
  const [error, setError] = useState<unknown>(null)
  const [made, setMade] = useState<{ name: string; link: string } | null>(null)
  const ready = name.trim() && login.trim() && roles.length > 0
  const invite = async () => {
    setError(null)
    try {
      const { secret } = await call<{ secret: string }>('POST', officePath(office.code, '/invitations'), {
        body: { name: name.trim(), login: login.trim(), department, roles },
      })
      setMade({ name, link: `${location.origin}/invitation#secret=${encodeURIComponent(secret)}` })
      setName('')
      setLogin('')
      await forget(officePath(office.code, '/invitations'))
    } catch (wrong) {
      setError(wrong)
    }
  }
  return (
    <>
      {made && (
        <Secret
          title={t('people.invitation', { name: made.name })}
          about={t('people.invitation.once')}
          text={made.link}
          onClose={() => setMade(null)}
        />
      )}
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) void invite()
        }}
      >
        <p className="quiet small">{t('people.invite.about', { office: office.name })}</p>
        <Trouble error={error} />
        <label htmlFor={`${id}-name`}>{t('people.name')}</label>
        <Input id={`${id}-name`} value={name} onChange={({ target }) => setName(target.value)} />
        <label htmlFor={`${id}-login`}>{t('account.login')}</label>
        <Input
          id={`${id}-login`}
          autoCapitalize="none"
          spellCheck={false}
          value={login}
          onChange={({ target }) => setLogin(target.value)}
        />
        <label htmlFor={`${id}-department`}>{t('people.department')}</label>
        <DepartmentSelect id={`${id}-department`} value={department} onChange={setDepartment} />
        <RoleChoice label={t('account.roles')} value={roles} onChange={setRoles} />
        <Button type="primary" htmlType="submit" disabled={!ready}>
          {t('people.invite.make')}
        </Button>
      </form>
    </>
  )
}

interface RoleChoiceProps {
  readonly label: string
  readonly value: readonly Role[]
  readonly onChange: (roles: readonly Role[]) => void
}

/** Roles with what each lets one do. */
export function RoleChoice({ label, value, onChange }: RoleChoiceProps) {
  const { t } = useWords()
  return (
    <fieldset className="role-choice">
      <legend>{label}</legend>
      {ROLES.map((role) => (
        <Checkbox
          key={role}
          checked={value.includes(role)}
          onChange={({ target }) => onChange(target.checked ? [...value, role] : value.filter((r) => r !== role))}
        >
          {t(`role.${role}`)} <small className="quiet">{t(`role.${role}.what`)}</small>
        </Checkbox>
      ))}
    </fieldset>
  )
}
