// Signing in at an identity provider: OpenID Connect, authorization code with PKCE. The provider that the settings name is the only
// address this ever asks, wherever its own description would send us.
import { Fault } from '@yike/core/base/fault.ts'
import * as oidc from 'openid-client'
import type { Config } from '../config.ts'
import type { Tx } from '../db/context.ts'
import { acceptInvitation, openInvitation } from './invitation.ts'
import { newSecret } from './session.ts'

/** How long a sign-in may take at the provider, ms; how long the provider may take to answer. */
export const HANDSHAKE_MS = 600_000
const ANSWER_MS = 10_000
/** How long what the provider says of itself holds, ms. */
const KNOWN_MS = 3_600_000
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

const known = new WeakMap<Config, { readonly at: number; readonly provider: Promise<oidc.Configuration> }>()

/** Where people reach the server. */
export const publicUrl = ({ PUBLIC_URL, HOST, PORT }: Config): string => PUBLIC_URL ?? `http://${HOST}:${PORT}`

/** Asks an address of the issuer, and no other: not one it names, nor one it sends us on to. */
const onlyAt =
  (issuer: URL): oidc.CustomFetch =>
  (url, options) => {
    if (new URL(url).origin !== issuer.origin)
      throw refused(`统一身份认证指向别处：${url}`, `the provider points elsewhere: ${url}`)
    return fetch(url, { ...options, redirect: 'error', signal: AbortSignal.timeout(ANSWER_MS) } as RequestInit)
  }

const refused = (zh: string, en: string) => new Fault('oidc-refused', { why: { zh, en } })

/** What the provider says of itself, asked once an hour. Faults: oidc-off, oidc-refused. */
async function providerOf(config: Config): Promise<oidc.Configuration> {
  const { OIDC_ISSUER, OIDC_CLIENT, OIDC_SECRET } = config
  if (!OIDC_ISSUER || !OIDC_CLIENT) throw new Fault('oidc-off')
  const held = known.get(config)
  if (held && Date.now() - held.at < KNOWN_MS) return held.provider
  const issuer = new URL(OIDC_ISSUER)
  const provider = oidc.discovery(issuer, OIDC_CLIENT, OIDC_SECRET ?? undefined, undefined, {
    [oidc.customFetch]: onlyAt(issuer),
    execute: issuer.protocol === 'http:' && LOOPBACK.has(issuer.hostname) ? [oidc.allowInsecureRequests] : [],
  })
  known.set(config, { at: Date.now(), provider })
  return provider.catch((error) => {
    known.delete(config)
    throw faultOf(error)
  })
}

/** What went wrong between the provider and us, without what the provider sent. */
function faultOf(error: unknown): Fault {
  for (let at = error as Error | undefined; at; at = at.cause as Error | undefined) if (at instanceof Fault) return at
  const { code, error: said } = error as { code?: string; error?: string }
  const word = /^[\w-]{1,60}$/.exec(said ?? code ?? '')?.[0] ?? 'no answer'
  return refused(word, word)
}

/** What is kept of a sign-in that is under way. */
export interface Handshake {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly expires_at: Date
}

/** Begins a sign-in: where the browser goes, the secret it takes along, and what is to be kept under its hash. */
export async function beginOidc(
  config: Config,
  now: Date,
): Promise<{ readonly url: string; readonly secret: string; readonly kept: Handshake }> {
  const provider = await providerOf(config)
  const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()]
  const url = oidc.buildAuthorizationUrl(provider, {
    redirect_uri: `${publicUrl(config)}/api/oidc/back`,
    scope: 'openid profile email',
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const expires_at = new Date(now.getTime() + HANDSHAKE_MS)
  return { url: url.href, secret: newSecret(), kept: { state, nonce, verifier, expires_at } }
}

/** Who somebody is at the provider. */
export interface Identity {
  /** Issuer and subject. */
  readonly subject: string
  /** What they may have been invited as: an address that the provider has verified, then the name they sign in with there. */
  readonly logins: readonly string[]
}

/** Ends a sign-in: who came back. `kept` has been taken away, so that a secret is good for one answer. Fault: oidc-refused. */
export async function endOidc(
  kept: Handshake | undefined,
  config: Config,
  query: string,
  now: Date,
): Promise<Identity> {
  if (!kept || kept.expires_at <= now) throw refused('登录请求已过期或已用过', 'it has expired or was used')
  const provider = await providerOf(config)
  try {
    const tokens = await oidc.authorizationCodeGrant(provider, new URL(`${publicUrl(config)}/api/oidc/back${query}`), {
      pkceCodeVerifier: kept.verifier,
      expectedState: kept.state,
      expectedNonce: kept.nonce,
      idTokenExpected: true,
    })
    const { iss, sub, email, email_verified, preferred_username } = tokens.claims()!
    const address = email_verified === true ? email : undefined
    // a name that looks like an address is one that nobody has verified
    const name =
      typeof preferred_username === 'string' && preferred_username.includes('@') ? undefined : preferred_username
    const logins = [address, name]
    return { subject: `${iss} ${sub}`, logins: logins.filter((l): l is string => typeof l === 'string' && l !== '') }
  } catch (error) {
    throw faultOf(error)
  }
}

/**
 * The account of an identity; the first time, the one that an administrator invited under its login. `tx` sees everything.
 * Fault: oidc-stranger.
 */
export async function accountOf(tx: Tx, { subject, logins }: Identity, now: Date) {
  const found = await tx
    .selectFrom('account')
    .select(['id', 'name', 'path', 'ended_at'])
    .where('subject', '=', subject)
    .executeTakeFirst()
  if (found && !found.ended_at) return found
  if (!found)
    for (const login of logins) {
      const invitation = await openInvitation(tx, { login }, now).catch((error) => {
        if (error instanceof Fault && error.code === 'invitation-ended') return null
        throw error
      })
      if (invitation) return acceptInvitation(tx, invitation, { subject }, now)
    }
  throw new Fault('oidc-stranger', { login: (logins[0] ?? subject).slice(0, 100) })
}
