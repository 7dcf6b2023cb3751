// What one waits for, in one line and a bar.
import { Fault } from '@yike/core/base/fault.ts'
import { Alert, Progress } from 'antd'
import { useWords } from '../i18n/index.ts'
import type { Doing } from './messages.ts'

/** How far it is, or why it stopped. */
export function Busy({ doing, failure }: { doing: Doing | null; failure: Error | null }) {
  const { t, lang, say } = useWords()
  if (failure)
    return (
      <div className="busy" role="alert">
        <Alert
          type="error"
          title={t('loading.failed')}
          description={failure instanceof Fault ? failure.say(lang) : failure.message}
        />
      </div>
    )
  if (!doing) return null
  const share = doing.of ? Math.round((100 * doing.done) / doing.of) : null
  return (
    <div className="busy" role="status" data-testid="busy">
      <span>{say(doing.what)}…</span>
      {share !== null && <Progress percent={share} size="small" showInfo={false} />}
    </div>
  )
}
