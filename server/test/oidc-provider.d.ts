// The part of oidc-provider that its test uses; the package brings no types.
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  interface Grant {
    addOIDCScope(scope: string): void
    save(): Promise<string>
  }
  interface Context {
    readonly oidc: {
      readonly session?: { readonly accountId?: string }
      readonly provider: { readonly Grant: new (of: { clientId: string; accountId: string }) => Grant }
    }
  }
  interface Settings {
    readonly [setting: string]: unknown
    readonly interactions: { url(ctx: Context, interaction: { readonly uid: string }): string }
    findAccount(ctx: Context, id: string): { accountId: string; claims(): Promise<object> }
    loadExistingGrant(ctx: Context): Promise<Grant>
  }
  export default class Provider {
    constructor(issuer: string, settings: Settings)
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>
  }
}
