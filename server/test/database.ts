import type { Database } from '../db/open.ts'

/** A new, migrated database for one test file. */
export declare function freshDatabase(): Promise<Database>
