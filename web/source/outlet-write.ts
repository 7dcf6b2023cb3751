// Changing an outlet: said with the version one saw, taken back by a version that says what was before.
import { useCallback, useState } from 'react'
import { tell } from '../api/call.ts'
import { Problem } from '../api/problem.ts'
import { forget, queries } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { useDeed } from '../shell/undo.tsx'
import type { Outlet } from './office-lists.ts'
import { type OutletChange, reallyChanged } from './outlet-fields.ts'

/** Address of an outlet, and what lies under it. */
export const outletPath = (id: string, more = ''): string => `/api/outlets/${encodeURIComponent(id)}${more}`

/** Writes a change to the outlet as it was seen; what it became. Throws Problem `changed-meanwhile` where somebody was first. */
export async function writeOutlet(seen: Outlet, change: OutletChange): Promise<Outlet> {
  const { body } = await tell<Outlet>('PATCH', outletPath(seen.id), { body: change, seen: seen.version })
  queries.setQueryData([outletPath(seen.id), {}], body)
  await forget(outletPath(seen.id, '/'), '/api/offices/')
  return body
}

/** Two at once: what one wanted, and what somebody else made of it meanwhile. */
export interface Clash {
  readonly seen: Outlet
  readonly wanted: OutletChange
  readonly theirs: Outlet
}

/** Changes outlets and says so, with a way back; where somebody else was first, there is a clash to be settled. */
export function useOutletWriter() {
  const { t } = useWords()
  const deed = useDeed()
  const [clash, setClash] = useState<Clash | null>(null)
  const write = useCallback(
    async (seen: Outlet, wanted: OutletChange, done?: string): Promise<boolean> => {
      const change = reallyChanged(seen, wanted)
      if (Object.keys(change).length === 0) return true
      const before = Object.fromEntries(
        // who says that it was seen, and does not say by whom, is put down as who saw it
        [...Object.keys(change), ...('confirmed' in change ? ['confirmedBy'] : [])].map((part) => [
          part,
          seen[part as keyof Outlet],
        ]),
      ) as OutletChange
      const written = writeOutlet(seen, change)
      try {
        await written
        setClash(null)
      } catch (error) {
        // a clash is no failure: both are shown, and a person decides
        if (error instanceof Problem && error.code === 'changed-meanwhile' && error.current) {
          setClash({ seen, wanted: change, theirs: error.current as Outlet })
          return false
        }
      }
      return deed({
        done: done ?? t('outlet.saved'),
        work: () => written,
        undo: async () => writeOutlet(await written, before),
      })
    },
    [deed, t],
  )
  return { write, clash, settle: () => setClash(null) }
}
