// Another password: what it must be is said before anything is typed.
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useWords } from '../i18n/index.ts'
import { Trouble } from '../shell/parts.tsx'

/** The rules of server/account/password.ts in words; a test holds the two together. */
export function PolicyList() {
  const { t } = useWords()
  return (
    <ul className="policy small" data-testid="policy">
      {['least', 'kinds', 'own', 'row', 'used'].map((rule) => (
        <li key={rule}>{t(`account.policy.${rule}`)}</li>
      ))}
    </ul>
  )
}

interface Props {
  /** Whether the old one must be given: not where an invitation stands for it. */
  readonly withOld: boolean
  readonly word: string
  readonly send: (passwords: { old: string; new: string }) => Promise<unknown>
}

/** The form; `send` tells the server. */
export function PasswordForm({ withOld, word, send }: Props) {
  const { t } = useWords()
  const id = useId()
  const [old, setOld] = useState('')
  const [next, setNext] = useState('')
  const [twice, setTwice] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const differs = twice !== '' && twice !== next
  const ready = (!withOld || old) && next && twice === next
  const change = async () => {
    setBusy(true)
    setError(null)
    try {
      await send({ old, new: next })
      setOld('')
      setNext('')
      setTwice('')
    } catch (wrong) {
      setError(wrong)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) void change()
      }}
    >
      <PolicyList />
      <Trouble error={error} />
      {withOld && (
        <>
          <label htmlFor={`${id}-old`}>{t('account.old')}</label>
          <Input.Password
            id={`${id}-old`}
            autoComplete="current-password"
            value={old}
            onChange={({ target }) => setOld(target.value)}
          />
        </>
      )}
      <label htmlFor={`${id}-new`}>{t('account.new')}</label>
      <Input.Password
        id={`${id}-new`}
        autoComplete="new-password"
        value={next}
        onChange={({ target }) => setNext(target.value)}
      />
      <label htmlFor={`${id}-twice`}>{t('account.twice')}</label>
      <Input.Password
        id={`${id}-twice`}
        autoComplete="new-password"
        status={differs ? 'error' : ''}
        aria-invalid={differs}
        aria-describedby={`${id}-differs`}
        value={twice}
        onChange={({ target }) => setTwice(target.value)}
      />
      <p id={`${id}-differs`} className="refused small" role="status">
        {differs ? t('account.differs') : ''}
      </p>
      <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>
        {word}
      </Button>
    </form>
  )
}
