import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { test } from 'node:test'
import { fastify } from 'fastify'
import { endSlow } from './slow.ts'

/** A server that takes words and files, and looks often. */
async function listening() {
  const app = fastify({ requestTimeout: 0, forceCloseConnections: true })
  endSlow(app, { every: 100, bytes: 100, looks: 3 })
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
  app.post('/words', async () => 'heard')
  app.post('/refused', { onRequest: async (_request, reply) => reply.status(401).send('no') }, async () => '')
  app.post('/files', async (request) => {
    let size = 0
    for await (const piece of request.body as AsyncIterable<Uint8Array>) size += piece.length
    return { size }
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  test.after(() => app.close())
  const { port } = app.server.address() as AddressInfo
  return (path: string, type: string, size: number) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: ${size}\r\n\r\n`)
    return socket
  }
}
const send = await listening()
const drip = (socket: ReturnType<typeof send>, bytes: number) => {
  const dripping = setInterval(() => socket.write('x'.repeat(bytes)), 20)
  socket.once('close', () => clearInterval(dripping))
}

for (const [what, path, type, bytes] of [
  ['words that do not come', '/words', 'application/json', 0],
  ['words that come and come', '/words', 'application/json', 500],
  ['a file that stands still', '/files', 'application/octet-stream', 0],
  ['a file that drips', '/files', 'application/octet-stream', 1],
  ['what was refused and goes on coming', '/refused', 'application/octet-stream', 500],
] as const)
  test(`${what}: the connection ends`, { timeout: 20_000 }, async () => {
    const socket = send(path, type, 900_000)
    socket.resume()
    if (bytes) drip(socket, bytes)
    await once(socket, 'close')
  })

test('a file that comes steadily is taken, however long it takes', { timeout: 20_000 }, async () => {
  const pieces = 60
  const socket = send('/files', 'application/octet-stream', pieces * 1000)
  for (let i = 0; i < pieces; i++) {
    socket.write('x'.repeat(1000))
    await new Promise((done) => setTimeout(done, 15)) // all of it takes more looks than words have
  }
  const [answer] = await once(socket, 'data')
  assert.match(String(answer), /\{"size":60000\}/)
  socket.destroy()
})

test('a connection that is kept gathers nothing from the requests it has seen', async () => {
  const app = fastify()
  const held: number[] = []
  endSlow(app)
  app.post('/words', async ({ raw }) => {
    held.push(raw.socket.listenerCount('close'))
    return 'heard'
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  for (let n = 0; n < 20; n++) {
    const asked = request({ agent, host: '127.0.0.1', port, path: '/words', method: 'POST', headers: { 'content-type': 'application/json' } }) // biome-ignore format: one line
    asked.end('{}')
    const [answer] = await once(asked, 'response')
    for await (const _ of answer);
  }
  agent.destroy()
  await app.close()
  assert.equal(Math.max(...held), held[0])
})
