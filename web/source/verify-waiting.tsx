// What was answered and has not reached the server: what can still be taken back, what waits for a network, what was refused.
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useWords } from '../i18n/index.ts'
import type { WaitingAnswer } from './answer-shelf.ts'

interface Props {
  readonly waiting: readonly WaitingAnswer[]
  readonly onTakeBack: (id: string) => void
  readonly onSend: () => void
}

/** The list; nothing where nothing waits. */
export function VerifyWaiting({ waiting, onTakeBack, onSend }: Props) {
  const { t } = useWords()
  const [now, setNow] = useState(Date.now)
  const held = waiting.some((a) => a.after > now)
  useEffect(() => {
    if (!held) return
    const tick = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(tick)
  }, [held])
  if (waiting.length === 0) return null
  return (
    <section className="waiting-answers" aria-label={t('verify.waiting')} aria-live="polite" data-testid="waiting">
      <p>
        <strong>{t('verify.waiting.n', { n: waiting.length })}</strong> {!navigator.onLine && t('verify.offline')}
      </p>
      <ul className="plain">
        {waiting.map((answer) => (
          <li key={answer.id}>
            {answer.place} · {t(`verify.there.${answer.body.there}`)}
            {answer.photo && ` · ${t('verify.with-photo')}`}
            {answer.refused !== null && <span className="missing">{answer.refused}</span>}{' '}
            {!answer.told && (
              <Button size="small" onClick={() => onTakeBack(answer.id)}>
                {answer.refused !== null
                  ? t('verify.drop')
                  : answer.after > now
                    ? t('verify.undo', { n: Math.ceil((answer.after - now) / 1000) })
                    : t('office.undo')}
              </Button>
            )}
            {answer.told && answer.refused !== null && (
              <Button size="small" onClick={() => onTakeBack(answer.id)}>
                {t('verify.photo.drop')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!held && (
        <Button size="small" onClick={onSend}>
          {t('verify.send')}
        </Button>
      )}
    </section>
  )
}
