// When to stop: time is up, or someone has given up. The clock is asked for this and for nothing else.
import type { Answer, Effort } from './model.ts'

/** A clock that runs, and says why the work ended. */
export interface Watch {
  readonly effort: Effort
  readonly stop: () => boolean
  /** Seconds that are left. */
  readonly left: () => number
  /** `time` or `cancelled` where one of them was the reason; null while there is time. */
  readonly why: () => 'time' | 'cancelled' | null
  /** Whether a value and its bound are no further apart than the gap asked for; never where none was. */
  readonly within: (value: number, bound: number) => boolean
}

/** Starts the clock. */
export function watchOf(effort: Effort): Watch {
  const begun = effort.now()
  const left = () => effort.seconds - (effort.now() - begun)
  let why: 'time' | 'cancelled' | null = null
  const stop = () => {
    if (why === null && effort.progress.signal?.aborted) why = 'cancelled'
    if (why === null && left() <= 0) why = 'time'
    return why !== null
  }
  const { gap = 0 } = effort
  const within = (value: number, bound: number) => gap > 0 && gapOf(value, bound) <= gap
  return { effort, stop, left, why: () => why, within }
}

/** The gap between a value and its bound: |bound − value| / max(|bound|, |value|); 0 where both are 0. */
export function gapOf(value: number, bound: number): number {
  const scale = Math.max(Math.abs(value), Math.abs(bound))
  return scale === 0 ? 0 : Math.abs(bound - value) / scale
}

/** A gap so small is that of floating point. */
export const CLOSED = 2e-9

/**
 * Why it ended: proven where nothing but rounding is left between value and bound, within where the gap asked for is reached, time
 * being up or not; `scale` is what was added up to get them.
 */
export function endedOf(watch: Watch, value: number, bound: number, scale = 0): Answer['ended'] {
  if (Math.abs(bound - value) <= CLOSED * Math.max(scale, Math.abs(value), Math.abs(bound))) return 'proven'
  const why = watch.why()
  if (why !== 'cancelled' && watch.within(value, bound)) return 'within'
  return why ?? 'method'
}
