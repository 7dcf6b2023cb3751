// What a role lets a person do. A role is held over an office and everything below it (an appointment).
/** A role that an appointment gives. */
export const ROLES = ['read', 'edit', 'submit', 'review', 'publish', 'administer', 'expert'] as const
/** One of them. */
export type Role = (typeof ROLES)[number]

/** Roles that change an office's things; all of them read. What each may change, its routes say. */
export const WRITING: readonly Role[] = ['edit', 'submit', 'review', 'publish', 'administer']
