// A session that ended in the middle of something: one signs in again over the page, and what one was typing is still there.
import { Alert, Button, Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Me } from '../api/answers.ts'
import { onSessionEnd } from '../api/call.ts'
import { queries } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { SignInForm } from './sign-in-form.tsx'

/**
 * The dialog; it opens by itself when a call finds that the session has ended, and the call goes on afterwards. Put aside, it
 * leaves a quiet line on the page, for whoever wants to copy something first.
 */
export function SignInAgain({ me, onIn }: { me: Me; onIn: (me: Me) => void }) {
  const { t } = useWords()
  const [shown, setShown] = useState<'not' | 'dialog' | 'line'>('not')
  const aside = useRef(false)
  aside.current = shown === 'line'
  const waiting = useRef<((goOn: boolean) => void)[]>([])
  useEffect(() => {
    onSessionEnd(() => {
      if (aside.current) return Promise.resolve(false)
      setShown('dialog')
      return new Promise((resolve) => waiting.current.push(resolve))
    })
    return () => onSessionEnd(async () => false)
  }, [])
  const answer = (goOn: boolean) => {
    setShown(goOn ? 'not' : 'line')
    for (const resolve of waiting.current.splice(0)) resolve(goOn)
    if (goOn) void queries.invalidateQueries({ predicate: ({ state }) => state.status === 'error' })
  }
  return (
    <>
      {shown === 'line' && (
        <Alert
          banner
          type="info"
          className="session-line"
          title={t('account.again.line')}
          action={
            <Button size="small" onClick={() => setShown('dialog')}>
              {t('account.again')}
            </Button>
          }
        />
      )}
      <Modal
        open={shown === 'dialog'}
        title={t('account.again')}
        footer={null}
        width={420}
        mask={{ closable: false }}
        destroyOnHidden
        onCancel={() => answer(false)}
      >
        <p className="quiet">{t('account.again.about')}</p>
        <SignInForm
          login={me.login}
          onIn={(now) => {
            onIn(now)
            answer(true)
          }}
        />
        <p className="small">
          <a href="/sign-in">{t('account.again.other')}</a>
        </p>
      </Modal>
    </>
  )
}
