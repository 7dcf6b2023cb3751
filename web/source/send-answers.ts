// Sends what waits, one after the other; what the network does not let through stays, what the server refuses stays with its reason.
import { useCallback, useEffect, useRef, useState } from 'react'
import { tell } from '../api/call.ts'
import { Problem, sentence } from '../api/problem.ts'
import { forget } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { dropAnswer, keepAnswer, type WaitingAnswer, waitingOf } from './answer-shelf.ts'

/** Seconds in which an answer can be taken back before it goes. */
export const HOLD_SECONDS = 8

const path = (task: string, more: string) => `/api/verifications/${encodeURIComponent(task)}/${more}`

/** Refusals that time or somebody else may lift: the answer is tried again. */
const LATER = (problem: Problem) => problem.status >= 500 || problem.status === 429 || problem.status === 401

async function sendPhoto(task: string, photo: Blob): Promise<void> {
  const headers = { 'content-type': 'application/octet-stream', accept: 'application/json' }
  const answer = await fetch(`${path(task, 'photo')}?name=photo.jpg`, { method: 'POST', headers, body: photo })
  if (!answer.ok) throw new Problem(answer.status, await answer.json().catch(() => ({})))
}

/** Sends one: the answer, then its photo. */
async function send(answer: WaitingAnswer): Promise<void> {
  if (!answer.told) {
    await tell('POST', path(answer.task, 'answer'), { body: answer.body })
    if (answer.photo) await keepAnswer({ ...answer, told: true })
  }
  if (answer.photo) await sendPhoto(answer.task, answer.photo)
  await dropAnswer(answer.id)
}

/** What waits, and how it is added to, taken back and sent. It sends by itself: when held long enough, and when the network is back. */
export function useAnswers(account: string) {
  const { lang } = useWords()
  const [waiting, setWaiting] = useState<readonly WaitingAnswer[]>([])
  const busy = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const look = useCallback(async () => {
    const all = await waitingOf(account)
    setWaiting(all)
    return all
  }, [account])

  const flush = useCallback(async (): Promise<void> => {
    if (busy.current) return
    busy.current = true
    clearTimeout(timer.current)
    let sent = 0
    try {
      for (const answer of await look()) {
        if (answer.refused !== null || answer.after > Date.now()) continue
        try {
          await send(answer)
          sent++
        } catch (error) {
          if (!(error instanceof Problem)) break // no network: nothing else will go either
          if (LATER(error)) break
          await keepAnswer({ ...answer, refused: sentence(error, lang) })
        }
        await look()
      }
    } finally {
      busy.current = false
    }
    if (sent > 0) await forget('/api/offices/', '/api/outlets/')
    const left = await look()
    const open = left.filter((a) => a.refused === null)
    if (open.length === 0) return
    const next = Math.min(...open.map((a) => a.after)) - Date.now()
    // what is held goes when its time has come; what failed is tried again now and then, should no event tell of the network
    timer.current = setTimeout(() => void flush(), next > 0 ? next + 50 : 30_000)
  }, [look, lang])

  useEffect(() => {
    const back = () => void flush()
    addEventListener('online', back)
    void flush()
    return () => {
      removeEventListener('online', back)
      clearTimeout(timer.current)
    }
  }, [flush])

  return {
    waiting,
    flush,
    /** Keeps an answer and sends it after a while. */
    async give(answer: Omit<WaitingAnswer, 'account' | 'told' | 'after' | 'refused'>): Promise<void> {
      const after = Date.now() + HOLD_SECONDS * 1000
      await keepAnswer({ ...answer, account, told: false, after, refused: null })
      await look()
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), HOLD_SECONDS * 1000 + 50)
    },
    /** Takes one back that has not gone. */
    async takeBack(id: string): Promise<void> {
      await dropAnswer(id)
      await look()
    },
  }
}
