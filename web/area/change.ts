// A change of an office as a person tells it, and as the server wants it.
import { LEVELS, type OfficeName } from '../api/answers.ts'

/** What can happen to an office, in the order in which it is offered. */
export const CHANGE_KINDS = ['rename', 'merge', 'split', 'recode', 'end', 'found'] as const
/** One of them. */
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** An office that is split off, with those below that go with it. */
export interface Part {
  readonly code: string
  readonly name: string
  readonly children: readonly string[]
}

/** What a person has typed. */
export interface Told {
  readonly kind: ChangeKind
  /** YYYY-MM-DD. */
  readonly happened: string
  readonly document: string
  readonly name: string
  readonly code: string
  readonly into: string | null
  readonly parts: readonly Part[]
}

/** An office that is split off and about which nothing was said yet. */
export const EMPTY_PART: Part = { code: '', name: '', children: [] }

/** Before anything is typed. */
export const NOTHING: Told = {
  ...{ kind: 'rename', happened: '', document: '', name: '', code: '', into: null, parts: [EMPTY_PART] },
}

const isCode = (code: string) => /^\d{6}(\d{3}){0,2}$/.test(code.trim())

/** What is sent; null while something is missing. */
export function bodyOf(told: Told, office: Pick<OfficeName, 'level'>): object | null {
  const { kind, happened } = told
  if (!/^\d{4}-\d\d-\d\d$/.test(happened)) return null
  const [name, code] = [told.name.trim(), told.code.trim()]
  const said = { kind, happened, document: told.document.trim() || null }
  switch (kind) {
    case 'rename':
      return name ? { ...said, name } : null
    case 'recode':
      return isCode(code) ? { ...said, code } : null
    case 'found': {
      const level = LEVELS[LEVELS.indexOf(office.level) + 1]
      return name && isCode(code) && level ? { ...said, name, code, level } : null
    }
    case 'merge':
      return told.into ? { ...said, into: told.into } : null
    case 'split':
      return told.parts.length > 0 && told.parts.every((p) => p.name.trim() && isCode(p.code))
        ? { ...said, into: told.parts.map((p) => ({ ...p, code: p.code.trim(), name: p.name.trim() })) }
        : null
    case 'end':
      return said
  }
}
