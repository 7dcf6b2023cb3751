// Written by scripts/tables.ts from the migrations. Do not edit.

/** Every table, as PostgreSQL has it. */
export type Tables = Record<never, never>
