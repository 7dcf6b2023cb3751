// The page's end of the wire to the reader of files. A question that is no longer wanted ends its reader, however far it is.
import { Fault } from '@yike/core/base/fault.ts'
import { useEffect, useRef, useState } from 'react'
import type { ReaderAnswers, ReaderAsk, ReaderTold, ReadingProgress } from './upload-messages.ts'

/** Asks a reader of its own; aborted, it is ended. Faults: those of core. */
export function ask<K extends keyof ReaderAnswers>(
  question: Extract<ReaderAsk, { readonly kind: K }>,
  hear: (doing: ReadingProgress) => void,
  signal: AbortSignal,
): Promise<ReaderAnswers[K]['answer']> {
  const worker = new Worker(new URL('./upload.worker.ts', import.meta.url), { type: 'module' })
  const answered = new Promise<ReaderAnswers[K]['answer']>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Fault('cancelled')))
    worker.onerror = (event) => reject(new Error(event.message || 'The reader did not start.'))
    worker.onmessage = ({ data }: MessageEvent<ReaderTold>) => {
      if ('doing' in data) hear(data.doing)
      else if ('answer' in data) resolve(data.answer)
      else if ('fault' in data) reject(new Fault(data.fault.code, data.fault.values))
      else reject(new Error(data.mistake))
    }
  })
  worker.postMessage(question)
  return answered.finally(() => worker.terminate())
}

/** A question to the reader as a page follows it: how far, then the answer or what was wrong. `key` tells questions apart; null asks nothing. */
export function useReader<K extends keyof ReaderAnswers>(
  key: string | null,
  question: Extract<ReaderAsk, { readonly kind: K }>,
) {
  type Answer = ReaderAnswers[K]['answer']
  const [state, setState] = useState<{ key: string; answer?: Answer; error?: unknown; doing?: ReadingProgress } | null>(
    null,
  )
  const latest = useRef(question)
  latest.current = question
  useEffect(() => {
    if (key === null) return
    const gone = new AbortController()
    const tell = (to: { answer?: Answer; error?: unknown; doing?: ReadingProgress }) =>
      gone.signal.aborted || setState({ key, ...to })
    ask<K>(latest.current, (doing) => tell({ doing }), gone.signal).then(
      (answer) => tell({ answer }),
      (error) => tell({ error }),
    )
    return () => gone.abort()
  }, [key])
  const current = state?.key === key ? state : null
  return { answer: current?.answer, error: current?.error, doing: current?.doing ?? null, last: state?.answer }
}
