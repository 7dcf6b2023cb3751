// Everything about people: signing in, oneself, an office's people, invitations.
import { invitationRoutes } from './invitation-routes.ts'
import { oidcRoutes } from './oidc-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { sessionRoutes } from './session-routes.ts'

/** Routes of accounts. */
export const accountRoutes = [...sessionRoutes, ...oidcRoutes, ...peopleRoutes, ...invitationRoutes] as const
