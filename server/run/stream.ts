// A stream of events (text/event-stream) to a browser: `progress` as a run moves on, `done` once it has ended, and a line now and then
// so that nothing between takes the connection for dead.
import type { Server, ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'

/** A stream that is open. */
export interface Stream {
  /** Sends one event; what a slow reader has not taken yet is replaced by what is newer. */
  send(event: string, data: object): void
  end(): void
}

/** Streams that are open, by the server that sends them. */
const openOf = new WeakMap<Server, Set<ServerResponse>>()

/** Ends the streams of a server that is to close; browsers come back, to another or to the next. */
export function endStreams(server: Server): void {
  for (const raw of openOf.get(server) ?? []) raw.end()
}

const ALIVE_EVERY = 15_000
/** After this long the browser is let go; it comes back by itself, and its rights are looked at anew. */
const LASTS = 10 * 60_000
/** The browser comes back after this long, ms. */
const BACK_AFTER = 3000

/** Opens a stream in place of an answer; `closed` is called once, whoever ended it. */
export function openStream(reply: FastifyReply, closed: () => void): Stream {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  raw.write(`retry: ${BACK_AFTER}\n\n`)
  let waiting: string | null = null
  let open = true
  const its = openOf.get(reply.server.server) ?? new Set()
  openOf.set(reply.server.server, its.add(raw))
  const alive = setInterval(() => raw.write(':\n\n'), ALIVE_EVERY)
  const last = setTimeout(() => raw.end(), LASTS)
  raw.on('drain', () => {
    if (waiting === null) return
    const text = waiting
    waiting = null
    raw.write(text)
  })
  raw.on('error', () => {}) // 'close' follows
  const close = () => {
    if (!open) return
    open = false
    clearInterval(alive)
    clearTimeout(last)
    its.delete(raw)
    closed()
  }
  raw.once('close', close)
  if (raw.destroyed || raw.socket?.destroyed) close() // who asked went while we looked
  return {
    send(event, data) {
      if (!open) return
      const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
      if (raw.writableNeedDrain) waiting = text
      else raw.write(text)
    },
    end: () => void (open && raw.end()),
  }
}
