// Whether the database still answers. A PostgreSQL that is stopped, or behind a network that swallows, breaks no connection: whoever
// waits for it would wait for good. So while anybody waits, one connection of its own asks it every second; when that gets no
// answer all are told, and until it gets one again nobody begins to wait.
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '@yike/core/base/fault.ts'
import { Client } from 'pg'

/** ms */
const ASK_EVERY = 1000
const ANSWER_WITHIN = 4000
/** Our own process may have been busy while the answer came: it gets this long to be read. */
const GRACE = 200

/** Watches a database for those who wait for it. */
export interface Pulse {
  /** What `work` gives; Fault `database-away` within some five seconds of the moment from which the database no longer answers. */
  whileAlive<T>(work: () => Promise<T>): Promise<T>
  stop(): Promise<void>
}

/** Opens the watch on the database at `url`; connects when first needed. */
export function openPulse(url: string): Pulse {
  const waiting = new Set<(fault: Fault) => void>()
  let client: Client | null = null
  let away = false
  let isAsking = false
  let ended = false

  async function ask(): Promise<void> {
    let heard = false // an answer, or a break: whoever asks then is told so by itself
    const answer = (async () => {
      if (!client) {
        const fresh = new Client({ connectionString: url, application_name: 'yike pulse', keepAlive: true })
        fresh.on('error', () => {})
        client = fresh
        await fresh.connect()
      }
      await client.query('select 1')
      heard = true
    })().catch(() => {
      heard = true
      drop()
    })
    let late: NodeJS.Timeout | undefined
    await Promise.race([answer, new Promise((resolve) => (late = setTimeout(resolve, ANSWER_WITHIN)))])
    clearTimeout(late)
    if (!heard) await Promise.race([answer, sleep(GRACE, undefined, { ref: false })])
    away = !heard
    if (heard) return
    drop()
    for (const tell of waiting) tell(new Fault('database-away', { why: 'no answer' }))
    waiting.clear()
  }

  const drop = () => {
    // not ended politely: it may never answer
    ;(client as { connection?: { stream: { destroy(): void } } } | null)?.connection?.stream.destroy()
    client = null
  }

  /** Asks on while anybody waits, and while the database is away. */
  const keepAsking = () => {
    if (isAsking) return
    isAsking = true
    void (async () => {
      do {
        await sleep(ASK_EVERY, undefined, { ref: false })
        if (!ended) await ask()
      } while (!ended && (waiting.size > 0 || away))
      isAsking = false
    })()
  }

  return {
    async whileAlive(work) {
      if (away) throw new Fault('database-away', { why: 'no answer' })
      let tell: (fault: Fault) => void = () => {}
      const told = new Promise<never>((_, reject) => {
        tell = reject
      })
      waiting.add(tell)
      keepAsking()
      try {
        return await Promise.race([work(), told])
      } finally {
        waiting.delete(tell)
      }
    },
    async stop() {
      ended = true
      drop()
    },
  }
}
