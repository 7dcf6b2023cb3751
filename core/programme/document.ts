// A document of the state: its number, its day and the departments that issued it together. Which departments those are changes
// from one document to the next, so they are data of the document and no list of ours.
import type { Certainty } from '../base/certainty.ts'
import type { Name } from '../base/name.ts'

/** What departments are called in lists; a document's own wording stands in its `departments`. */
const NAMES = {
  commerce: { zh: '商务', en: 'Commerce' },
  reform: { zh: '发展改革', en: 'Development and reform' },
  'civil-affairs': { zh: '民政', en: 'Civil affairs' },
  finance: { zh: '财政', en: 'Finance' },
  labour: { zh: '人力资源社会保障', en: 'Human resources and social security' },
  land: { zh: '自然资源', en: 'Natural resources' },
  housing: { zh: '住房城乡建设', en: 'Housing and urban-rural development' },
  culture: { zh: '文化和旅游', en: 'Culture and tourism' },
  health: { zh: '卫生健康', en: 'Health' },
  market: { zh: '市场监管', en: 'Market regulation' },
  tax: { zh: '税务', en: 'Taxation' },
  banking: { zh: '银保监', en: 'Banking and insurance regulation' },
  'financial-regulation': { zh: '金融监管', en: 'Financial regulation' },
  sport: { zh: '体育', en: 'Sport' },
  post: { zh: '邮政管理', en: 'Postal administration' },
} as const satisfies Record<string, Name>

/** A department, by a word that lasts longer than its name. */
export type Department = keyof typeof NAMES

/** A document and who issued it. */
export interface StateDocument {
  readonly id: string
  /** 文号; null where it was not found. */
  readonly number: string | null
  /** `YYYY-MM-DD`. */
  readonly date: string
  readonly title: string
  /** Which tier of government issued it; its departments have their counterparts at each level below. */
  readonly level: 'state'
  /** How many departments, as the title or the reports of it say. */
  readonly departmentCount: number
  /** Those departments in the order of the document; null 未公布: the sources do not name them. */
  readonly departments: readonly { readonly id: Department; readonly name: Name; readonly lead: boolean }[] | null
  readonly source: string
  /** How sure the list of departments is; of number and date where there is none. */
  readonly status: Certainty
  readonly note: string | null
}

/** A document from what its file says; the first department leads. Throws a sentence on a list that does not count up. */
export function defineDocument(
  document: Omit<StateDocument, 'departments' | 'level' | 'note'> & {
    readonly departments: readonly Department[] | null
    readonly note?: string
  },
): StateDocument {
  const { id, departments, departmentCount } = document
  if (departments && new Set(departments).size !== departmentCount)
    throw new Error(`${id} is of ${departmentCount} departments; ${departments.length} are listed.`)
  return {
    ...document,
    level: 'state',
    departments: departments?.map((d, i) => ({ id: d, name: NAMES[d], lead: i === 0 })) ?? null,
    note: document.note ?? null,
  }
}

/** Whether some document could name such a department. */
export const isDepartment = (id: string): id is Department => Object.hasOwn(NAMES, id)
