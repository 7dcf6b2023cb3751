// The run whose city is on the page, where there is a platform behind it; a served folder has none.
import { createContext, useContext } from 'react'
import type { OfficeName } from '../api/answers.ts'

/** The run, and whether one may change the things of its office. */
export interface ThisRun {
  readonly id: string
  readonly office: OfficeName
  readonly mayEdit: boolean
}

const Which = createContext<ThisRun | null>(null)

/** Says which run a page shows. */
export const ThisRunProvider = Which.Provider

/** The run that is shown; null where there is no platform. */
export const useThisRun = (): ThisRun | null => useContext(Which)
