// Account and password, and what the server says to them.
import { Button, Input, type InputRef } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import type { Me } from '../api/answers.ts'
import { call } from '../api/call.ts'
import { useWords } from '../i18n/index.ts'
import { Trouble } from '../shell/parts.tsx'

/** An answer that comes at once shows no spinner: one that is gone before it has come stays in the button's name. */
const LATER = { delay: 300 }

interface Props {
  /** Whoever was here before, who alone may go on; null: anybody. */
  readonly login: string | null
  readonly onIn: (me: Me) => void
}

/** The form. */
export function SignInForm({ login: only, onIn }: Props) {
  const { t } = useWords()
  const id = useId()
  const [login, setLogin] = useState(only ?? '')
  const [password, setPassword] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const first = useRef<InputRef>(null)
  const second = useRef<InputRef>(null)
  useEffect(() => (only === null ? first : second).current?.focus(), [only])
  const enter = async () => {
    setBusy(true)
    setError(null)
    try {
      onIn(await call<Me>('POST', '/api/session', { body: { login: login.trim(), password } }))
    } catch (wrong) {
      setError(wrong)
      setPassword('')
      second.current?.focus()
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        if (login.trim() && password && !busy) void enter()
      }}
    >
      <Trouble error={error} />
      <label htmlFor={`${id}-login`}>{t('account.login')}</label>
      <Input
        id={`${id}-login`}
        size="large"
        name="login"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        disabled={only !== null}
        ref={first}
        value={login}
        onChange={({ target }) => setLogin(target.value)}
      />
      <label htmlFor={`${id}-password`}>{t('account.password')}</label>
      <Input.Password
        id={`${id}-password`}
        size="large"
        name="password"
        autoComplete="current-password"
        ref={second}
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        block
        loading={busy && LATER}
        disabled={!login.trim() || !password}
      >
        {t('account.sign-in')}
      </Button>
    </form>
  )
}
