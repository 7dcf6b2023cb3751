import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import Provider from 'oidc-provider'
import { configFrom } from '../config.ts'
import { makeAccounts } from '../test/accounts.ts'
import type { Caller } from '../test/world.ts'
import { beginOidc, endOidc } from './oidc.ts'

const PUBLIC = 'http://127.0.0.1:4999'
/** Everybody at the provider, by subject. */
const people: Record<string, object> = {
  s1: { email: 'Invited@example.cn', email_verified: true, preferred_username: 'somebody' },
  s2: { email: 'unverified@example.cn', email_verified: false, preferred_username: 'unknown' },
  s3: { preferred_username: 'wanglei' },
  s5: { email: 'unverified@example.cn', email_verified: false, preferred_username: 'unverified@example.cn' },
  s4: { email: 'nobody@example.cn', email_verified: true },
}
let subject = 's1'

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A provider on this machine that lets everybody in as `subject` and asks nothing. */
const server = createServer()
const issuer = await listen(server)
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
const provider = new Provider(issuer, {
  clients: [{ client_id: 'yike', client_secret: 'secret', redirect_uris: [`${PUBLIC}/api/oidc/back`] }],
  jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256' }] },
  cookies: { keys: ['for this test'] },
  conformIdTokenClaims: false,
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['preferred_username'] },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
  async loadExistingGrant({ oidc }) {
    const grant = new oidc.provider.Grant({ clientId: 'yike', accountId: oidc.session?.accountId ?? subject })
    grant.addOIDCScope('openid email profile')
    await grant.save()
    return grant
  },
})
const answer = provider.callback()
server.on('request', (request, response) => {
  if (request.url?.startsWith('/interaction/'))
    void provider.interactionFinished(request, response, { login: { accountId: subject } })
  else void answer(request, response)
})

const here = await makeAccounts({
  YIKE_OIDC_ISSUER: issuer,
  YIKE_OIDC_CLIENT: 'yike',
  YIKE_OIDC_SECRET: 'secret',
  YIKE_PUBLIC_URL: PUBLIC,
})
const code = (a: LightMyRequestResponse) => (a.statusCode < 400 ? a.statusCode : a.json().code)
let calls = 0
const ask = (url: string, cookies: Record<string, string> = {}) =>
  here.nobody({ url, cookies, remoteAddress: `192.0.2.${++calls}` })

/** A browser's walk to the provider: where it is sent back to, and the cookie it has from us. */
async function walk(as: string): Promise<{ back: string; cookie: string }> {
  subject = as
  const begun = await ask('/api/oidc')
  assert.equal(begun.statusCode, 302)
  const cookie = begun.cookies.find((c) => c.name === 'yike-oidc')!
  assert.deepEqual([cookie.httpOnly, cookie.sameSite, cookie.path], [true, 'Lax', '/api/oidc'])
  const jar = new Map<string, string>()
  let url = begun.headers.location as string
  while (!url.startsWith(PUBLIC)) {
    const headers = { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') }
    const response = await fetch(url, { redirect: 'manual', headers })
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!
      jar.set(name!, value!)
    }
    const next = response.headers.get('location')
    assert.ok(next, `${response.status} at ${url}: ${(await response.text()).slice(0, 300)}`)
    url = new URL(next, url).href
  }
  return { back: url.slice(PUBLIC.length), cookie: cookie.value }
}
const come = async (as: string) => {
  const { back, cookie } = await walk(as)
  return ask(back, { 'yike-oidc': cookie })
}
const invite = (who: Caller, login: string) =>
  who({ method: 'POST', url: '/api/offices/980102/invitations', payload: { login, name: '来者', roles: ['edit'] } })

test('who was invited under an address that the provider verified comes in, and again without an invitation', async () => {
  await invite(await here.officer('980102', 'administer'), 'invited@example.cn')
  const first = await come('s1')
  assert.equal(first.statusCode, 302, first.body)
  assert.equal(first.headers.location, '/')
  const me = await ask('/api/me', { yike: first.cookies.find((c) => c.name === 'yike')!.value })
  assert.deepEqual(
    [me.json().login, me.json().held[0].role, me.json().mustChange],
    ['invited@example.cn', 'edit', false],
  )
  people.s1 = { email: 'moved@example.cn', email_verified: true }
  assert.equal(code(await come('s1')), 302, 'the subject is what counts')
  assert.equal((await here.sql('select count(*)::int as n from account where subject is not null'))[0]!.n, 1)
})

test('who was invited under the name they have there comes in', async () => {
  await invite(await here.officer('980102', 'administer'), 'wanglei')
  assert.equal(code(await come('s3')), 302)
})

test('an address that nobody verified, and somebody nobody invited, are strangers', async () => {
  await invite(await here.officer('980102', 'administer'), 'unverified@example.cn')
  assert.equal(code(await come('s2')), 'oidc-stranger')
  assert.equal(code(await come('s5')), 'oidc-stranger', 'nor as a name that anybody may choose')
  assert.equal(code(await come('s4')), 'oidc-stranger')
})

test('an account that ended does not come in, invited again or not', async () => {
  await here.sql(`update account set ended_at = now() where subject like '% s3'`)
  assert.equal(code(await come('s3')), 'oidc-stranger')
})

test('nobody signs in with a password where there is none', async () => {
  const payload = { login: 'invited@example.cn', password: '' }
  assert.equal(code(await here.nobody({ method: 'POST', url: '/api/session', payload })), 'bad-request')
  assert.equal(
    code(await here.nobody({ method: 'POST', url: '/api/session', payload: { ...payload, password: 'nobody' } })),
    'wrong-password',
  )
})

test('an answer that is replayed, of another browser, of another sign-in, or late is refused', async () => {
  const { back, cookie } = await walk('s1')
  assert.equal(code(await ask(back)), 'oidc-refused', 'another browser')
  assert.equal(code(await ask(back.replace(/state=[^&]+/, 'state=forged'), { 'yike-oidc': cookie })), 'oidc-refused')
  assert.equal(code(await ask(back, { 'yike-oidc': cookie })), 'oidc-refused', 'one answer for each secret')
  const [one, two] = [await walk('s1'), await walk('s1')]
  assert.equal(code(await ask(one.back, { 'yike-oidc': two.cookie })), 'oidc-refused')
  assert.equal(code(await ask('/api/oidc/back?error=access_denied', { 'yike-oidc': one.cookie })), 'oidc-refused')
  const late = await walk('s1')
  here.wait(600_001)
  assert.equal(code(await ask(late.back, { 'yike-oidc': late.cookie })), 'oidc-refused')
})

test('only the issuer is ever asked, whatever it says of itself', async () => {
  let asked = 0
  const inner = createServer((_request, response) => {
    asked++
    response.end('{}')
  })
  const secretPlace = await listen(inner)
  for (const kind of ['names', 'redirects'] as const) {
    const liar = createServer((request, response) => {
      if (kind === 'redirects') {
        response.writeHead(302, { location: `${secretPlace}/.well-known/openid-configuration` }).end()
        return
      }
      assert.match(request.url!, /openid-configuration$/)
      const own = `http://${request.headers.host}`
      const said = {
        issuer: own,
        authorization_endpoint: `${own}/auth`,
        token_endpoint: `${secretPlace}/token`,
        jwks_uri: `${secretPlace}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      }
      response.setHeader('content-type', 'application/json').end(JSON.stringify(said))
    })
    const config = configFrom({
      YIKE_OIDC_ISSUER: await listen(liar),
      YIKE_OIDC_CLIENT: 'yike',
      YIKE_PUBLIC_URL: PUBLIC,
    })
    const begin = beginOidc(config, new Date())
    if (kind === 'redirects') await assert.rejects(begin, { code: 'oidc-refused' })
    else {
      const state = new URL((await begin).url).searchParams.get('state')!
      const handshake = { state, nonce: 'n', verifier: 'v'.repeat(43), expires_at: new Date(Date.now() + 1e6) }
      await assert.rejects(endOidc(handshake, config, `?code=x&state=${state}`, new Date()), {
        code: 'oidc-refused',
        message: /points elsewhere/,
      })
    }
  }
  assert.equal(asked, 0)
})

test('where no provider is set, one is told so', async () => {
  const plain = await makeAccounts()
  assert.equal(code(await plain.nobody({ url: '/api/oidc' })), 'oidc-off')
})
