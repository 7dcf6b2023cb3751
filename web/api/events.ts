// What a run says while it is being computed, as it says it (server-sent events). Nothing is asked twice.
import { useEffect, useRef } from 'react'

/** Hears the events of these names at an address until the page goes elsewhere; null hears nothing. */
export function useEvents(
  path: string | null,
  names: readonly string[],
  hear: (name: string, data: unknown) => void,
): void {
  const latest = useRef(hear)
  latest.current = hear
  const all = names.join(' ')
  useEffect(() => {
    if (path === null) return
    const source = new EventSource(path)
    for (const name of all.split(' '))
      source.addEventListener(name, (event) => {
        const { data } = event as MessageEvent<string>
        latest.current(name, data ? JSON.parse(data) : null)
      })
    return () => source.close()
  }, [path, all])
}
