import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { fastify, LogController } from 'fastify'
import { logRequests, makeLog } from './log.ts'

/** A log whose lines are kept. */
function kept(level: 'info' | 'debug' = 'info') {
  const text: string[] = []
  const to = new Writable({ write: (piece, _encoding, done) => done(void text.push(String(piece))) })
  return {
    log: makeLog({ LOG: level }, to),
    lines: () => text.join('').split('\n').filter(Boolean),
    text: () => text.join(''),
  }
}

test('a line is one object with a time, whatever a caller sends', () => {
  const { log, lines } = kept()
  const forged = 'x\n{"level":"error","msg":"forged"}\r\u2028\u001b[31m"'
  log.info({ name: forged, [forged]: 1 }, forged)
  assert.equal(lines().length, 1)
  const line = JSON.parse(lines()[0]!)
  assert.deepEqual([line.level, line.name, line.msg], ['info', forged, forged])
  assert.match(line.time, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
})

test('secrets are written nowhere: not in fields, not in errors, not in addresses', () => {
  const { log, text } = kept()
  const s = 'hunter2'
  log.info({
    password: s,
    old_passwords: [s],
    headers: { Authorization: s, 'set-cookie': s },
    deep: [{ a: { S3_SECRET: s } }],
  })
  log.info({ child: { token: s } }, `connecting to postgres://yike:${s}@db/yike`)
  const error = Object.assign(new Error(`GET /api/invitation?lang=zh&secret=${s} failed`), { config: { token: s } })
  log.error({ err: error }, 'failed')
  log.error(error)
  log.child({ cookie: s }).warn({ secret: s })
  assert.doesNotMatch(text(), /hunter2/)
  assert.match(text(), /postgres:\/\/yike:·@db\/yike/)
  assert.equal(text().match(/"·"/g)?.length, 10)
})

test('a request is one line: route, status, ms, account; not what was asked or sent', async () => {
  const { log, lines, text } = kept()
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request' }),
  })
  app.decorateRequest('actor', null)
  app.addHook('onRequest', async (request) => {
    request.actor = { account: 'a1' } as never
  })
  logRequests(app as never)
  app.post('/api/runs/:id', async (_request, reply) => reply.status(201).send({}))
  app.get('/health/live', async () => ({}))
  await app.inject({ method: 'POST', url: '/api/runs/7?secret=hunter2', payload: { password: 'hunter2' } })
  await app.inject('/health/live')
  await app.inject('/nowhere/hunter2')
  await app.close()
  const requests = lines().map((line) => JSON.parse(line))
  assert.deepEqual(
    requests.map(({ route, method, status, account }) => [route, method, status, account]),
    [
      ['/api/runs/:id', 'POST', 201, 'a1'],
      [null, 'GET', 404, 'a1'],
    ],
  )
  for (const { ms, request } of requests) assert.ok(ms >= 0 && request)
  assert.doesNotMatch(text(), /hunter2/)
})
