// LISTEN on one connection for all channels, made when first needed and made again when it breaks.
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

/** Called with what was notified; with null after the connection was away, when something may have been missed: look again. */
export type Hear = (payload: string | null) => void

/** Listens at `url`, which must be a session of its own (no pooler that shares connections between clients). */
export function openListener(url: string, log: (line: string) => void) {
  const channels = new Map<string, Set<Hear>>()
  let connected: Promise<Client> | null = null
  let ended = false

  /** One command after another: a client runs one at a time. */
  let last: Promise<unknown> = Promise.resolve()
  const command = (client: Client, word: 'listen' | 'unlisten', channel: string): Promise<unknown> => {
    const next = last.then(() => client.query(`${word} ${client.escapeIdentifier(channel)}`))
    last = next.catch(() => {})
    return next
  }
  const hearAll = () => {
    for (const hearers of channels.values()) for (const hear of hearers) hear(null)
  }
  const connect = async (): Promise<Client> => {
    const client = new Client({
      connectionString: url,
      application_name: 'yike listen',
      connectionTimeoutMillis: 5000,
      keepAlive: true,
    })
    client.on('error', () => {}) // 'end' follows
    client.on('notification', ({ channel, payload }) => {
      for (const hear of channels.get(channel) ?? []) hear(payload ?? '')
    })
    await client.connect()
    try {
      for (const channel of channels.keys()) await command(client, 'listen', channel)
    } catch (error) {
      await client.end().catch(() => {})
      throw error
    }
    client.once('end', () => {
      connected = null
      if (!ended && channels.size > 0) void again()
    })
    return client
  }
  const again = async () => {
    log('the connection that listens broke and is made again')
    for (let wait = 100; !ended; wait = Math.min(wait * 2, 5000)) {
      try {
        connected ??= connect()
        await connected
        return hearAll()
      } catch {
        connected = null
        await sleep(wait, undefined, { ref: false })
      }
    }
  }

  return {
    /** Begins to hear a channel; gives the function that ends it. */
    async listen(channel: string, hear: Hear): Promise<() => void> {
      const hearers = channels.get(channel) ?? new Set()
      channels.set(channel, hearers.add(hear))
      try {
        connected ??= connect()
        const client = await connected
        await command(client, 'listen', channel)
      } catch (error) {
        connected = null
        drop(channel, hear)
        throw error
      }
      return () => drop(channel, hear)
    },
    async stop(): Promise<void> {
      ended = true
      await (await connected?.catch(() => null))?.end().catch(() => {})
    },
  }

  function drop(channel: string, hear: Hear): void {
    const hearers = channels.get(channel)
    if (!hearers?.delete(hear) || hearers.size > 0) return
    channels.delete(channel)
    connected?.then((client) => command(client, 'unlisten', channel)).catch(() => {})
  }
}
