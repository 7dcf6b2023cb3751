// The area in reach of the asked place, to be looked at. While one is being drawn the slider may have moved on: only where it
// stands then is asked next.
import type { LngLat } from '@yike/core/geo/meters.ts'
import type { MultiPolygon } from '@yike/core/geo/polygon.ts'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Engine } from './engine.ts'
import type { Here } from './messages.ts'

/** The outline within `minutes` of `here`; null while no place on the streets is asked about. For display only. */
export function useOutline(
  engine: RefObject<Engine | null>,
  here: Here | null,
  minutes: number | null,
  onFailure: (why: Error) => void,
): MultiPolygon | null {
  const [outline, setOutline] = useState<MultiPolygon | null>(null)
  const wanted = useRef<{ readonly at: LngLat; readonly minutes: number } | null>(null)
  const busy = useRef(false)

  useEffect(() => {
    wanted.current = here?.snap && minutes ? { at: here.at, minutes } : null
    if (!wanted.current) setOutline(null)
    if (!wanted.current || busy.current) return
    const draw = async () => {
      busy.current = true
      try {
        for (let asked = wanted.current; asked; ) {
          const area = await engine.current!.ask('outline', asked)
          if (wanted.current === asked) {
            setOutline(area)
            break
          }
          asked = wanted.current
        }
      } catch (error) {
        onFailure(error as Error)
      } finally {
        busy.current = false
      }
    }
    draw()
  }, [engine, here, minutes, onFailure])

  return outline
}
