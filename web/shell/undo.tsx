// What was done, and the way back: a line at the foot of the page with "undo" in it, for as long as one may still think better of it.
import { App, Button } from 'antd'
import { useCallback, useRef } from 'react'
import { sentence } from '../api/problem.ts'
import { useWords } from '../i18n/index.ts'

/** Seconds for which a deed can be taken back. */
const SECONDS = 12

/**
 * Does something and says so. `undo` takes it back; without one the line only says that it is done. What goes wrong is said in
 * a sentence and never thrown.
 */
export function useDeed(): (deed: {
  readonly done: string
  readonly work: () => Promise<unknown>
  readonly undo?: () => Promise<unknown>
}) => Promise<boolean> {
  const { message } = App.useApp()
  const { t, lang } = useWords()
  const number = useRef(0)
  return useCallback(
    async ({ done, work, undo }) => {
      const wrong = (error: unknown) => void message.error({ content: sentence(error, lang), duration: SECONDS })
      try {
        await work()
      } catch (error) {
        wrong(error)
        return false
      }
      const key = `deed-${++number.current}`
      const back = async () => {
        message.destroy(key)
        try {
          await undo!()
          void message.info(t('office.undone'))
        } catch (error) {
          wrong(error)
        }
      }
      void message.success({
        key,
        duration: undo ? SECONDS : 4,
        content: (
          <>
            {done}
            {undo && (
              <Button type="link" size="small" onClick={() => void back()}>
                {t('office.undo')}
              </Button>
            )}
          </>
        ),
      })
      return true
    },
    [message, t, lang],
  )
}
