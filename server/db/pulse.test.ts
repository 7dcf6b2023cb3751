import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { after, test } from 'node:test'
import { Client } from 'pg'
import { freshDatabase } from '../test/database.ts'
import { openPulse } from './pulse.ts'

const database = await freshDatabase()

// a line to the database that can be made to swallow what is sent
const line = createServer()
const sockets = new Set<Socket>()
let swallows = false
const real = new URL(database.url)
const socket = real.searchParams.get('host')
line.on('connection', (client) => {
  const port = Number(real.port || 5432)
  const server = socket ? connect(`${socket}/.s.PGSQL.${port}`) : connect(port, real.hostname)
  for (const end of [client, server]) {
    sockets.add(end)
    end.on('error', () => {})
    end.on('close', () => [client, server].forEach((one) => void one.destroy()))
  }
  client.on('data', (piece) => void (swallows || server.write(piece)))
  server.on('data', (piece) => void (swallows || client.write(piece)))
})
line.listen(0, '127.0.0.1')
await once(line, 'listening')
const { port } = line.address() as { port: number }
const url = `postgres://${real.username}:${real.password}@127.0.0.1:${port}${real.pathname}`
after(() => {
  for (const end of sockets) end.destroy()
  line.close()
})

test('who waits for a database that swallows is told, nobody begins to wait, and it goes on when it answers again', async () => {
  const pulse = openPulse(url)
  const asked = () =>
    pulse.whileAlive(async () => {
      const client = new Client({ connectionString: url })
      client.on('error', () => {})
      await client.connect()
      return client.query('select 1').then(async ({ rowCount }) => {
        await client.end()
        return rowCount
      })
    })
  assert.equal(await asked(), 1)
  swallows = true
  await assert.rejects(asked(), { code: 'database-away' })
  await assert.rejects(asked(), { code: 'database-away' })
  for (const end of sockets) end.destroy()
  swallows = false
  const begun = Date.now()
  for (;;) {
    const answer = await asked().catch(() => null)
    if (answer === 1) break
    if (Date.now() - begun > 60_000) assert.fail('it does not go on')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await pulse.stop()
})

test('what fails by itself fails as it is', async () => {
  const pulse = openPulse(url)
  await assert.rejects(
    pulse.whileAlive(async () => {
      throw new RangeError('ours')
    }),
    RangeError,
  )
  await pulse.stop()
})
