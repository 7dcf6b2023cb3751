// To the identity provider and back: /api/oidc, /api/oidc/back.
import { z } from 'zod'
import { as, note } from '../db/context.ts'
import { hashOf } from '../http/identify.ts'
import { route } from '../http/route.ts'
import { theSystem } from './actor.ts'
import { accountOf, beginOidc, endOidc, HANDSHAKE_MS } from './oidc.ts'
import { beginSession, isSecure } from './session.ts'
import { asThemselves } from './sign-in.ts'

/** Goes along to the provider and back; the browser sends it only to this. Lax: the way back is a link from elsewhere. */
const COOKIE = 'yike-oidc'
const PATH = '/api/oidc'

/** Routes of signing in elsewhere. */
export const oidcRoutes = [
  route({
    method: 'GET',
    path: PATH,
    about: { zh: '到统一身份认证登录', en: 'Sign in at the identity provider' },
    rule: { who: 'anybody' },
    replies: { 302: z.null() },
    transaction: 'own',
    perMinute: 30,
    async handle({ platform, reply }) {
      const { config, db, clock } = platform
      const now = clock()
      const { url, secret, kept } = await beginOidc(config, now)
      await as(db, theSystem('system'), async (tx) => {
        await tx.deleteFrom('handshake').where('expires_at', '<', now).execute()
        await tx
          .insertInto('handshake')
          .values({ hash: hashOf(secret), ...kept })
          .execute()
      })
      return reply
        .setCookie(COOKIE, secret, {
          path: PATH,
          httpOnly: true,
          sameSite: 'lax',
          secure: isSecure(config),
          maxAge: HANDSHAKE_MS / 1000,
        })
        .header('cache-control', 'no-store')
        .redirect(url)
    },
  }),
  route({
    method: 'GET',
    path: `${PATH}/back`,
    about: { zh: '从统一身份认证回来', en: 'Back from the identity provider' },
    rule: { who: 'anybody' },
    replies: { 302: z.null() },
    transaction: 'own',
    perMinute: 30,
    async handle({ platform, request, reply, origin }) {
      const { config, db, clock } = platform
      const system = theSystem('system')
      const secret = request.cookies[COOKIE] ?? ''
      reply.clearCookie(COOKIE, { path: PATH }).header('cache-control', 'no-store')
      const kept = await as(db, system, (tx) =>
        tx
          .deleteFrom('handshake')
          .where('hash', '=', hashOf(secret))
          .returning(['state', 'nonce', 'verifier', 'expires_at'])
          .executeTakeFirst(),
      )
      const at = request.url.indexOf('?')
      const identity = await endOidc(kept, config, at < 0 ? '' : request.url.slice(at), clock())
      const person = await as(db, system, (tx) => accountOf(tx, identity, clock()), origin)
      await as(
        db,
        asThemselves(person),
        async (tx) => {
          await beginSession(tx, platform, person.id, request, reply)
          await note(tx, person.path, 'account', person.id, 'sign-in', { elsewhere: true })
        },
        origin,
      )
      return reply.redirect('/')
    },
  }),
] as const
