// How far a run is: a bar, and in words what is being done.
import { Progress } from 'antd'
import type { RunListed } from '../api/answers.ts'
import { useWords } from '../i18n/index.ts'
import { INK } from '../ui/colours.ts'
import { doneOf } from './words.ts'

/** The bar of a run that goes. */
export function RunBar({ run }: { run: RunListed }) {
  const { t, say } = useWords()
  const done = doneOf(run)
  const words = run.progress ? say(run.progress.what) : t(`run.state.${run.state}.what`)
  return (
    <div className="run-bar" role="status">
      <p>
        {words}
        {done !== null && <span className="quiet number"> {Math.floor(done * 100)}%</span>}
      </p>
      <Progress
        percent={done === null ? 100 : Math.floor(done * 100)}
        status={done === null ? 'active' : 'normal'}
        strokeColor={INK.brand}
        showInfo={false}
        aria-label={words}
        className={done === null ? 'unsure' : ''}
        size="small"
      />
    </div>
  )
}
