// Plane geometry for drawing a city: points in metres (x east, y north) and four-cornered pieces of ground.

/** A point, metres. */
export type P = readonly [x: number, y: number]

/** A convex piece of ground: south-west, south-east, north-east, north-west (counter-clockwise). */
export type Quad = readonly [P, P, P, P]

/** Sides of a quad. South and north run west to east, west and east run south to north. */
export const SOUTH = 0
export const EAST = 1
export const NORTH = 2
export const WEST = 3
export type Side = 0 | 1 | 2 | 3
export const SIDES: readonly Side[] = [SOUTH, EAST, NORTH, WEST]

/** Metres between two points. */
export const apart = (a: P, b: P): number => Math.hypot(b[0] - a[0], b[1] - a[1])

/** The point a share `t` of the way from a to b. */
export const along = (a: P, b: P, t: number): P => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]

/** `p` moved by `s` along the unit vector `e` and by `n` to its left. */
export const step = (p: P, e: P, s: number, n: number): P => [p[0] + e[0] * s - e[1] * n, p[1] + e[1] * s + e[0] * n]

/** The unit vector from a to b. */
export function unit(a: P, b: P): P {
  const length = apart(a, b) || 1
  return [(b[0] - a[0]) / length, (b[1] - a[1]) / length]
}

/** The place (u, v) of a quad, u from west to east and v from south to north, both 0–1 (bilinear). */
export function place(q: Quad, u: number, v: number): P {
  return along(along(q[0], q[1], u), along(q[3], q[2], u), v)
}

/** The ends of a side, in the direction that sides run in. */
export function sideOf(q: Quad, side: Side): readonly [P, P] {
  if (side === SOUTH) return [q[0], q[1]]
  if (side === EAST) return [q[1], q[2]]
  if (side === NORTH) return [q[3], q[2]]
  return [q[0], q[3]]
}

/** A quad with each side moved inwards by its own metres; null where nothing of 4 m is left. */
export function inset(q: Quad, by: readonly [number, number, number, number]): Quad | null {
  const lines = q.map((a, k) => {
    const e = unit(a, q[(k + 1) % 4]!)
    return { a: step(a, e, 0, by[k]!), e }
  })
  const corners = lines.map((line, k) => cross(lines[(k + 3) % 4]!, line)) as (P | null)[]
  if (corners.some((c) => c === null)) return null
  const r = corners as unknown as Quad
  // A side that has turned round means that the quad was too narrow.
  for (let k = 0; k < 4; k++) {
    const e = lines[k]!.e
    const a = r[k as Side]
    const b = r[((k + 1) % 4) as Side]
    if ((b[0] - a[0]) * e[0] + (b[1] - a[1]) * e[1] < 4) return null
  }
  return r
}

function cross(l: { a: P; e: P }, m: { a: P; e: P }): P | null {
  const d = l.e[0] * m.e[1] - l.e[1] * m.e[0]
  if (Math.abs(d) < 1e-6) return null
  const s = ((m.a[0] - l.a[0]) * m.e[1] - (m.a[1] - l.a[1]) * m.e[0]) / d
  return [l.a[0] + l.e[0] * s, l.a[1] + l.e[1] * s]
}

/** Where a straight line leaves and enters a quad. */
export interface Hit {
  /** Metres along the line. */
  readonly s: number
  readonly side: Side
  /** Share of the side, in its own direction. */
  readonly t: number
}

/** The two hits of the line through `p` along the unit vector `e` with a quad, the lesser s first; null if it misses. */
export function hits(q: Quad, p: P, e: P): readonly [Hit, Hit] | null {
  const found: Hit[] = []
  for (const side of SIDES) {
    const [a, b] = sideOf(q, side)
    const fa = (a[0] - p[0]) * -e[1] + (a[1] - p[1]) * e[0]
    const fb = (b[0] - p[0]) * -e[1] + (b[1] - p[1]) * e[0]
    if (fa > 0 === fb > 0) continue
    const t = fa / (fa - fb)
    const at = along(a, b, t)
    found.push({ s: (at[0] - p[0]) * e[0] + (at[1] - p[1]) * e[1], side, t })
  }
  if (found.length < 2) return null
  found.sort((a, b) => a.s - b.s)
  return [found[0]!, found[found.length - 1]!]
}

/** The stretch [from, to] of a line on which a strip from `low` to `high` metres left of it lies wholly in the quad; null if none. */
export function stretch(q: Quad, p: P, e: P, low: number, high: number): readonly [number, number] | null {
  const a = hits(q, step(p, e, 0, low), e)
  const b = hits(q, step(p, e, 0, high), e)
  if (!a || !b) return null
  const from = Math.max(a[0].s, b[0].s)
  const to = Math.min(a[1].s, b[1].s)
  return to > from ? [from, to] : null
}

/** A rectangle with one side from s0 to s1 along the line (p, e), reaching from n0 to n1 metres left of it. */
export const box = (p: P, e: P, s0: number, s1: number, n0: number, n1: number): Quad => [
  step(p, e, s0, n0),
  step(p, e, s1, n0),
  step(p, e, s1, n1),
  step(p, e, s0, n1),
]

/** Square metres of a ring of points. */
export function areaOf(ring: readonly P[]): number {
  let sum = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++)
    sum += ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1]
  return Math.abs(sum) / 2
}

/** The middle of a quad. */
export const middle = (q: Quad): P => place(q, 0.5, 0.5)

/** A part of a quad: from share u0 to u1 of its width, v0 to v1 of its depth. */
export const part = (q: Quad, u0: number, v0: number, u1: number, v1: number): Quad => [
  place(q, u0, v0),
  place(q, u1, v0),
  place(q, u1, v1),
  place(q, u0, v1),
]
