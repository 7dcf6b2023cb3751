// A server as a process of its own, for scripts that load it, kill it or watch its memory. Settings come from the environment; it
// says where it is in one message, tells its memory when asked, and ends with whoever started it.
import { configFrom } from '../config.ts'
import { startServer } from '../start.ts'

/** What the process says once it listens. */
export interface Listening {
  readonly url: string
  /** The database as the application sees it. */
  readonly database: string
}

/** What it says of its memory, bytes; the heap after a collection where node runs with --expose-gc. */
export interface Memory {
  readonly rss: number
  readonly heap: number
  readonly handles: number
}

const serving = await startServer(configFrom(process.env))
let isEnding = false
const stop = () => {
  if (isEnding) return
  isEnding = true
  void serving.stop().then(() => process.exit(0))
}
process.on('SIGTERM', stop)
process.on('disconnect', stop)
process.on('message', () => {
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  const handles = process.getActiveResourcesInfo().length
  process.send!({ rss, heap: heapUsed, handles } satisfies Memory)
})
process.send!({ url: serving.url, database: serving.platform.database.url } satisfies Listening)
