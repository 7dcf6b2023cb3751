// Who sends slowly on purpose holds a connection for as long as it likes, and thousands of them cost nothing to open. A request has
// to come at some pace: files may take hours, but never stand still; everything else is small and has to be there soon.
import type { FastifyInstance } from 'fastify'

/** How slowly a request may come. */
export interface Pace {
  /** How often it is looked at, ms. */
  readonly every: number
  /** Bytes that have to come from one look to the next. */
  readonly bytes: number
  /** Looks after which all that is no file has to be there. */
  readonly looks: number
}

const PACE: Pace = { every: 60_000, bytes: 4_000, looks: 4 }
const FILE = /^(application\/octet-stream|multipart\/form-data)\b/i

/** Ends connections whose requests come too slowly; also those that were answered before they had been sent whole. */
export function endSlow(app: FastifyInstance, { every, bytes, looks }: Pace = PACE): void {
  app.addHook('onRequest', async ({ raw }, reply) => {
    const { socket } = raw
    if (raw.complete || raw.readableEnded || !('content-length' in raw.headers || 'transfer-encoding' in raw.headers))
      return
    let [seen, left] = [socket.bytesRead, looks]
    const judge = () => {
      if (raw.complete || raw.destroyed) return leave()
      const came = socket.bytesRead - seen
      seen = socket.bytesRead
      left--
      const taken = FILE.test(raw.headers['content-type'] ?? '') && !reply.sent
      if (came >= bytes && (taken || left > 0)) return
      leave()
      socket.destroy()
    }
    // where this process itself was busy, what came meanwhile is read first
    const look = setInterval(() => setImmediate(judge), every)
    look.unref()
    // nothing stays at the connection: one that is kept sees thousands of requests
    const leave = () => {
      clearInterval(look)
      socket.off('close', leave)
    }
    socket.once('close', leave)
    raw.once('end', leave)
  })
}
