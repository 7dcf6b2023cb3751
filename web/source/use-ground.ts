// The ground under the maps of an office: the base map of the newest measurement, its own or of an office above that shares one.
import { useQuery } from '@tanstack/react-query'
import type { Basemap } from '@yike/core/report/basemap.ts'
import type { Office, RunListed } from '../api/answers.ts'
import { call } from '../api/call.ts'
import { Problem } from '../api/problem.ts'
import type { Page } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'

/** The newest measurement that is done, and what is drawn under it; null where it has no base map. */
export interface Ground {
  readonly run: RunListed
  readonly basemap: Basemap | null
}

/** What the server refuses is not there for us; a network that is away says nothing. */
const notThere = (error: unknown): null => {
  if (error instanceof Problem) return null
  throw error
}

async function groundOf(office: Office, signal: AbortSignal): Promise<Ground | null> {
  const places = [office.code, ...[...office.ancestors].reverse().map((above) => above.code)].slice(0, 4)
  for (const code of places) {
    const query = { kind: 'measure', state: 'done', limit: 1 }
    const found = await call<Page<RunListed>>('GET', officePath(code, '/runs'), { query, signal }).catch(notThere)
    const run = found?.items[0]
    if (!run) continue
    const path = `/api/runs/${encodeURIComponent(run.id)}/files/basemap.json`
    return { run, basemap: await call<Basemap>('GET', path, { signal }).catch(notThere) }
  }
  return null
}

/** It; undefined while it is asked for, null where nothing was measured yet. */
export function useGround(): Ground | null | undefined {
  const office = useOffice()
  return useQuery({
    queryKey: ['ground', office.code],
    queryFn: ({ signal }) => groundOf(office, signal),
    staleTime: 10 * 60_000,
  }).data
}
