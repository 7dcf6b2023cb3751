// Routes of what measuring is drawn from: uploads, the ledger, duplicates, verification, layers.
import { duplicateRoutes } from './duplicate-routes.ts'
import { layerRoutes } from './layer-routes.ts'
import { ledgerRoutes } from './ledger-routes.ts'
import { uploadRoutes } from './upload-routes.ts'
import { verificationRoutes } from './verification-routes.ts'

/** All of them. */
export const sourceRoutes = [
  ...uploadRoutes,
  ...ledgerRoutes,
  ...duplicateRoutes,
  ...verificationRoutes,
  ...layerRoutes,
] as const
