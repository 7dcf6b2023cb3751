import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { z } from 'zod'
import { route } from './http/route.ts'
import { putRun } from './test/runs.ts'
import { makeWorld } from './test/world.ts'

let begun = () => {}
const isBegun = new Promise<void>((resolve) => {
  begun = resolve
})
let finish = () => {}
const isFinished = new Promise<void>((resolve) => {
  finish = resolve
})
const world = await makeWorld([
  route({
    method: 'GET',
    path: '/api/slow',
    about: { zh: '慢', en: 'slow' },
    rule: { who: 'anybody' },
    replies: { 200: z.object({ done: z.literal(true) }) },
    transaction: 'own',
    async handle() {
      begun()
      await isFinished
      return { done: true as const }
    },
  }),
])
after(() => world.end())

test('a server that ends answers what is under way, ends its streams, and takes nothing new', async () => {
  const officer = await world.officer('980100', 'read')
  const run = await putRun(world, '980100', {}, { state: 'running' })
  await world.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = world.app.server.address() as AddressInfo
  const ask = (path: string) =>
    request({ host: '127.0.0.1', port, path, headers: { cookie: `yike=${officer.secret}` } }).end()
  const [stream] = await once(ask(`/api/runs/${run}/events`), 'response')
  assert.equal(stream.statusCode, 200)
  const slow = once(ask('/api/slow'), 'response')
  await isBegun
  const closed = world.app.close()
  for await (const _ of stream); // its end comes, and it is not cut off
  assert.ok(stream.complete)
  finish()
  const [answer] = await slow
  let body = ''
  for await (const piece of answer) body += piece
  assert.deepEqual([answer.statusCode, answer.complete, JSON.parse(body)], [200, true, { done: true }])
  await closed
  await assert.rejects(once(ask('/api/slow'), 'response'), { code: /^ECONN(REFUSED|RESET)$/ })
})
