// Everything about people: signing in, oneself, an office's people, invitations.
import { invitationRoutes } from './invitation-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { sessionRoutes } from './session-routes.ts'

/** Routes of accounts. */
export const accountRoutes = [...sessionRoutes, ...peopleRoutes, ...invitationRoutes] as const
