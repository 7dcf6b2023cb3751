// Who is here, and what they may do where.
import { createContext, useContext } from 'react'
import type { Me, Office, Role } from '../api/answers.ts'

const Whose = createContext<Me | null>(null)

/** Says who is here to all that is within it. */
export const MeProvider = Whose.Provider

/** Who is here; a mistake on pages that are open to everybody. */
export function useMe(): Me {
  const me = useContext(Whose)
  if (!me) throw new Error('Nobody is signed in on this page.')
  return me
}

/** Whether somebody holds a role over an office or one above it; every role reads. The server decides, the page only hides. */
export const mayAt = (me: Me, role: Role, office: Pick<Office, 'code' | 'ancestors'>): boolean =>
  me.held.some(
    (h) =>
      (role === 'read' || h.role === role) &&
      (h.office.code === office.code || office.ancestors.some((above) => above.code === h.office.code)),
  )

/** The offices that somebody reaches by themselves: none of them lies below another. Those above come first. */
export function topsOf(me: Me): Me['office'][] {
  const all = new Map([me.office, ...me.held.map((h) => h.office)].map((o) => [o.code, o]))
  return [...all.values()].filter((o) => ![...all.values()].some((above) => isBelow(o.code, above.code)))
}

/** What of a code names the office itself: 980000 is a province, 980102 a district, 980102001 a street. */
const stem = (code: string) => (code === '000000' ? '' : code.length > 6 ? code : code.replace(/(00){1,2}$/, ''))

/** By code alone, as GB/T 2260 nests them: enough to tidy a list, never to give a right. */
const isBelow = (code: string, above: string) => code !== above && code.startsWith(stem(above))
