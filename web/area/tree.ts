// The tree of offices, as it is read from the server.
import { createContext, useContext } from 'react'
import type { Office, OfficeName } from '../api/answers.ts'
import { type Page, useAsked } from '../api/queries.ts'

/** Address of an office, and what lies under it. */
export const officePath = (code: string, more = ''): string => `/api/offices/${encodeURIComponent(code)}${more}`

/** An office with the way to it. */
export const useOfficeOf = (code: string | null) => useAsked<Office>(code === null ? null : officePath(code))

/** The offices right below one. */
export const useBelow = (code: string | null) =>
  useAsked<Page<OfficeName>>(code === null ? null : '/api/offices', { under: code ?? '', limit: 200 })

const Here = createContext<Office | null>(null)

/** Says which office a page is about. */
export const OfficeProvider = Here.Provider

/** The office this page is about. */
export function useOffice(): Office {
  const office = useContext(Here)
  if (!office) throw new Error('This page is about no office.')
  return office
}
