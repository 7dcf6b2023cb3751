// What a role lets a person do. A role is held over an office and everything below it (an appointment).
import type { Name } from '@yike/core/base/name.ts'

/** A role that an appointment gives. */
export const ROLES = ['read', 'edit', 'submit', 'review', 'publish', 'administer', 'expert'] as const
/** One of them. */
export type Role = (typeof ROLES)[number]

/** How roles are called. */
export const ROLE_NAMES: Readonly<Record<Role, Name>> = {
  read: { zh: '查看', en: 'read' },
  edit: { zh: '编辑', en: 'edit' },
  submit: { zh: '报送', en: 'submit' },
  review: { zh: '审核', en: 'review' },
  publish: { zh: '发布', en: 'publish' },
  administer: { zh: '管理', en: 'administer' },
  expert: { zh: '专家', en: 'expert' },
}

/** Roles that change an office's things; all of them read. What each may change, its routes say. */
export const WRITING: readonly Role[] = ['edit', 'submit', 'review', 'publish', 'administer']
