// The state of a run as a word and a sign: the sign differs in shape, so that no colour need be seen.
import type { Run } from '../api/answers.ts'
import { useWords } from '../i18n/index.ts'

const SIGNS = { waiting: '◌', running: '◐', done: '●', failed: '✕', cancelled: '–' } as const

/** The state. */
export function StateTag({ run }: { run: Pick<Run, 'state'> & Partial<Pick<Run, 'stale'>> }) {
  const { t } = useWords()
  const stale = (run.stale?.length ?? 0) > 0 && run.state === 'done'
  return (
    <span className={`state state-${run.state}`}>
      <span aria-hidden="true">{SIGNS[run.state]}</span> {t(`run.state.${run.state}`)}
      {stale && <span className="stale-mark">{t('run.stale.short')}</span>}
    </span>
  )
}
