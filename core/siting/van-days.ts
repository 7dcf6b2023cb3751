// Which van makes which stop: stops are spans of the day, a van is at one of them at a time.

/** When each site stands, minutes of the day. */
export interface Stands {
  readonly from: Int32Array
  readonly to: Int32Array
}

/**
 * The stops of each van, in order of time, or null where these vans cannot make them: by time, each stop to a van that is free by
 * then, of these to the one that has made most stops yet may make one more (so that vans fill up, and few are needed), else to a
 * van that has not set out. Without a limit of stops this finds a way whenever there is one; with a limit it may miss one.
 */
export function routed(
  stops: readonly number[],
  { from, to }: Stands,
  vans: number,
  perVan: number,
  between: number,
): readonly (readonly number[])[] | null {
  const days: { free: number; stops: number[] }[] = []
  for (const stop of [...stops].sort((a, b) => from[a]! - from[b]! || to[a]! - to[b]! || a - b)) {
    let best: (typeof days)[number] | null = null
    for (const day of days) {
      if (day.free > from[stop]! || day.stops.length >= perVan) continue
      if (!best || day.stops.length > best.stops.length) best = day
    }
    if (!best) {
      if (days.length >= vans) return null
      best = { free: 0, stops: [] }
      days.push(best)
    }
    best.stops.push(stop)
    best.free = to[stop]! + between
  }
  return days.map((day) => day.stops)
}

const UNITS = 1024

/**
 * The stops worth most that `vans` vans can make, each at one stop at a time: a flow of so many units through the hours of a
 * day, of least cost (Arkin & Silverberg 1987, "Scheduling jobs with fixed start and end times"), by augmenting paths.
 */
export function busiest(
  values: Float64Array,
  { from, to }: Stands,
  vans: number,
  between: number,
): { readonly most: number; readonly stops: readonly number[] } {
  // in whole 1/1024ths, rounded up, so that sums are exact and what comes out is no less than the truth
  const whole = Float64Array.from(values, (v) => Math.ceil(v * UNITS))
  const worth = [...values.keys()].filter((s) => whole[s]! > 0)
  const times = [...new Set(worth.flatMap((s) => [from[s]!, to[s]! + between]))].sort((a, b) => a - b)
  const nodes = times.length
  if (nodes === 0) return { most: 0, stops: [] }
  const at = new Map(times.map((t, n) => [t, n]))
  const start = Int32Array.from(worth, (s) => at.get(from[s]!)!)
  const end = Int32Array.from(worth, (s) => at.get(to[s]! + between)!)
  const isTaken = new Uint8Array(worth.length)
  /** Vans that wait from one time to the next. */
  const waiting = new Int32Array(nodes)
  let most = 0
  for (let van = 0; van < vans; van++) {
    // the dearest path from the first time to the last; backwards over what was taken
    const dear = new Float64Array(nodes).fill(-Infinity)
    const by = new Int32Array(nodes).fill(-1) // k: by stop k; −2: by waiting; −3 − k: back over stop k; backwards waiting −1e9
    dear[0] = 0
    for (let changed = true; changed; ) {
      changed = false
      const offer = (node: number, value: number, how: number) => {
        if (!(value > dear[node]!)) return
        dear[node] = value
        by[node] = how
        changed = true
      }
      for (let n = 0; n + 1 < nodes; n++) {
        offer(n + 1, dear[n]!, -2)
        if (waiting[n]) offer(n, dear[n + 1]!, -1_000_000_000)
      }
      for (let k = 0; k < worth.length; k++) {
        if (!isTaken[k]) offer(end[k]!, dear[start[k]!]! + whole[worth[k]!]!, k)
        else offer(start[k]!, dear[end[k]!]! - whole[worth[k]!]!, -3 - k)
      }
    }
    if (!(dear[nodes - 1]! > 0)) break
    most += dear[nodes - 1]!
    for (let n = nodes - 1; n > 0; ) {
      const how = by[n]!
      if (how >= 0) {
        isTaken[how] = 1
        n = start[how]!
      } else if (how === -2) waiting[--n]!++
      else if (how === -1_000_000_000) waiting[n++]!--
      else {
        isTaken[-3 - how] = 0
        n = end[-3 - how]!
      }
    }
  }
  return { most: most / UNITS, stops: worth.filter((_, k) => isTaken[k]) }
}
