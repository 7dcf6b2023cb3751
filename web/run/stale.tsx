// Some of what a run rests on has a newer version.
import { Alert } from 'antd'
import type { ReactNode } from 'react'
import type { Run } from '../api/answers.ts'
import { useWords } from '../i18n/index.ts'

/** The notice, with what to do about it; nothing where all is as it was. */
export function StaleNotice({ run, act }: { run: Pick<Run, 'stale' | 'state'>; act?: ReactNode }) {
  const { t, lang, say } = useWords()
  if (run.stale.length === 0 || run.state !== 'done') return null
  const what = run.stale.map((s) => say(s.what))
  return (
    <Alert
      type="warning"
      showIcon
      data-testid="stale"
      title={t('run.stale', { what: what.join(lang === 'zh' ? '；' : '; ') })}
      description={t('run.stale.about')}
      action={act}
    />
  )
}
