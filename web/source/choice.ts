// What a page is asked to show, in its address: so that it survives a reload, can be sent to a colleague, and "back" goes back.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Words by name; those that say nothing are left out of the address. */
export type Choice = Readonly<Record<string, string | undefined>>

/** The choice, and a way to change some of it. `step` makes it a step that "back" takes back. */
export function useChoice(): readonly [Choice, (to: Choice, step?: boolean) => void] {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>
  const go = useNavigate()
  const choose = useCallback(
    (to: Choice, step = false) =>
      void go({
        to: '.',
        replace: !step,
        resetScroll: step,
        search: ((before: Record<string, unknown>) =>
          Object.fromEntries(
            Object.entries({ ...before, ...to }).filter(([, v]) => v !== undefined && v !== ''),
          )) as never,
      }),
    [go],
  )
  const choice = Object.fromEntries(
    Object.entries(search).map(([name, v]) => [name, v == null ? undefined : String(v)]),
  )
  return [choice, choose]
}
