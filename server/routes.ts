// Every route of the server. A new one is put in its noun's routes.ts and is then mounted, described and tried by strangers.
import { accountRoutes } from './account/routes.ts'
import { areaRoutes } from './area/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { describeRoute } from './http/describe.ts'
import { healthRoutes } from './http/health.ts'
import type { Route } from './http/route.ts'
import { mapRoutes } from './map/routes.ts'
import { ogcRoutes } from './ogc/routes.ts'
import { planRoutes } from './plan/routes.ts'
import { runRoutes } from './run/routes.ts'
import { sourceRoutes } from './source/routes.ts'

/** All of them, in the order they are mounted. */
export const routes = [
  ...accountRoutes,
  ...areaRoutes,
  ...auditRoutes,
  ...describeRoute,
  ...healthRoutes,
  ...mapRoutes,
  ...ogcRoutes,
  ...planRoutes,
  ...runRoutes,
  ...sourceRoutes,
] as const satisfies readonly Route[]
