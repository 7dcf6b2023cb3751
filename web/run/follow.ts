// A run as it goes: what it says of itself (server-sent events) is laid over what was read, and read anew once it has ended.
import { useQueryClient } from '@tanstack/react-query'
import type { Run } from '../api/answers.ts'
import { useEvents } from '../api/events.ts'
import { forget, useAsked } from '../api/queries.ts'
import { isGoing } from './words.ts'

/** Address of a run, and what lies under it. */
export const runPath = (id: string, more = ''): string => `/api/runs/${encodeURIComponent(id)}${more}`

/** A run, followed while it goes. */
export function useRun(id: string) {
  const memory = useQueryClient()
  const asked = useAsked<Run>(runPath(id))
  const going = asked.data !== undefined && isGoing(asked.data)
  useEvents(going ? runPath(id, '/events') : null, ['progress', 'done'], (name, data) => {
    if (name === 'progress') {
      const told = data as Pick<Run, 'state' | 'progress' | 'attempt'> | null
      if (told)
        memory.setQueryData<Run>([runPath(id), {}], (before) =>
          before && isGoing(before) ? { ...before, ...told } : before,
        )
    } else void forget(runPath(id), '/api/offices/')
  })
  return asked
}
