// Advisory locks around backups, by number; each is held by a session and ends with it.

/** Of whoever makes a backup: one at a time for a database. */
export const BACKUP_LOCK = 0x79_62_61_6b
/**
 * Shared by a backup, alone by whoever collects blobs that nobody names: a blob that the backup saw named must not go before it is
 * copied. The collector asks with `pg_try_advisory_lock` and comes another time.
 */
export const COLLECT_LOCK = 0x79_63_6f_6c
