// Routes of what measuring is drawn from: uploads, the ledger, duplicates, verification, layers.
import { duplicateRoutes } from './duplicate-routes.ts'
import { ledgerRoutes } from './ledger-routes.ts'
import { uploadRoutes } from './upload-routes.ts'

/** All of them. */
export const sourceRoutes = [...uploadRoutes, ...ledgerRoutes, ...duplicateRoutes] as const
