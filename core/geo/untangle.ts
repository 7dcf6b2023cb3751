// Rings that cross themselves: found, and taken apart into rings that do not, so that every later stage may trust them.
import Flatbush from 'flatbush'
import { type MultiPolygon, pointInRing, type Ring, ringAreaM2 } from './polygon.ts'

/** A place where side i of a ring crosses side j (i < j); side i runs from point i to the next. */
interface Crossing {
  readonly i: number
  readonly j: number
  readonly lng: number
  readonly lat: number
}

/** A border has a handful of crossings, made by a slip of the hand. */
const MOST_CROSSINGS = 1_000

/** Pairs of sides that are looked at: a border of a million corners has some ten million near pairs. */
const MOST_PAIRS = 50_000_000

/**
 * Whether two sides of a ring cross in their middles. Touching and running along one another is not crossing.
 * True too where that cannot be told with MOST_PAIRS looked at; `untangle` then gives null.
 */
export function selfCrosses(ring: Ring): boolean {
  const found = crossings(ring, true)
  return found === null || found.length > 0
}

/** All crossings, or one; null beyond the limits. Pairs come from an R-tree: n log n where sides are short, as in a district's border. */
function crossings(ring: Ring, one: boolean): Crossing[] | null {
  const n = ring.length / 2
  const found: Crossing[] = []
  if (n < 4) return found
  const tree = new Flatbush(n)
  for (let i = 0; i < n; i++) {
    const k = (i + 1) % n
    const ax = ring[2 * i]!
    const ay = ring[2 * i + 1]!
    const bx = ring[2 * k]!
    const by = ring[2 * k + 1]!
    tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
  }
  tree.finish()
  let pairs = 0
  for (let i = 0; i < n; i++) {
    if (pairs > MOST_PAIRS) return null
    const k = (i + 1) % n
    const ax = ring[2 * i]!
    const ay = ring[2 * i + 1]!
    const bx = ring[2 * k]!
    const by = ring[2 * k + 1]!
    const near = tree.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by), (j) => {
      pairs++
      return j > i + 1
    })
    for (const j of near.sort((p, q) => p - q)) {
      if (i === 0 && j === n - 1) continue // neighbours round the end
      const m = (j + 1) % n
      const at = cross(ax, ay, bx, by, ring[2 * j]!, ring[2 * j + 1]!, ring[2 * m]!, ring[2 * m + 1]!)
      if (!at) continue
      found.push({ i, j, lng: at[0], lat: at[1] })
      if (one) return found
      if (found.length > MOST_CROSSINGS) return null
    }
  }
  return found
}

/** Where two sides cross strictly inside both; null where they do not. */
function cross(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): readonly [number, number] | null {
  const side = (px: number, py: number, qx: number, qy: number, x: number, y: number) =>
    (qx - px) * (y - py) - (qy - py) * (x - px)
  const c = side(ax, ay, bx, by, cx, cy)
  const d = side(ax, ay, bx, by, dx, dy)
  if (!((c > 0 && d < 0) || (c < 0 && d > 0))) return null
  const a = side(cx, cy, dx, dy, ax, ay)
  const b = side(cx, cy, dx, dy, bx, by)
  if (!((a > 0 && b < 0) || (a < 0 && b > 0))) return null
  const t = a / (a - b)
  return [ax + t * (bx - ax), ay + t * (by - ay)]
}

/**
 * A ring that crosses itself, as rings that do not. The crossing points are put in as corners, and whoever walks round
 * changes at each of them from the side he came on to the side that crosses it (the circles of Seifert 1934):
 *
 *     a───b            a───b
 *      \ /              \ /
 *       ×      becomes    ×     two rings that touch; the sides are the same, so the even-odd inside is too.
 *      / \              / \
 *     c───d            c───d
 *
 * Loops of no surface (spikes) are dropped. A ring that does not cross itself comes back as it is. Null where it crosses
 * itself more than a thousand times, or cannot be looked through: that is no border.
 */
export function untangle(ring: Ring): Ring[] | null {
  const found = crossings(ring, false)
  if (found === null) return null
  if (found.length === 0) return [ring]
  const n = ring.length / 2
  const onSide = new Map<number, { t: number; id: number; lng: number; lat: number }[]>()
  found.forEach(({ i, j, lng, lat }, id) => {
    for (const side of [i, j]) {
      const dx = lng - ring[2 * side]!
      const dy = lat - ring[2 * side + 1]!
      const list = onSide.get(side) ?? []
      list.push({ t: dx * dx + dy * dy, id, lng, lat })
      onSide.set(side, list)
    }
  })
  const path: { id: number; lng: number; lat: number }[] = []
  for (let i = 0; i < n; i++) {
    path.push({ id: -1, lng: ring[2 * i]!, lat: ring[2 * i + 1]! })
    path.push(...(onSide.get(i) ?? []).sort((p, q) => p.t - q.t || p.id - q.id))
  }
  const passages: number[][] = found.map(() => []) // a crossing is passed twice
  path.forEach((corner, k) => {
    if (corner.id >= 0) passages[corner.id]!.push(k)
  })
  const loops: Ring[] = []
  const walked = new Uint8Array(path.length)
  for (let start = 0; start < path.length; start++) {
    const corners: number[] = []
    for (let k = start; !walked[k]; ) {
      walked[k] = 1
      const { id, lng, lat } = path[k]!
      corners.push(lng, lat)
      const leaves = id < 0 ? k : passages[id]![0] === k ? passages[id]![1]! : passages[id]![0]!
      k = (leaves + 1) % path.length
    }
    const loop = Float64Array.from(corners)
    if (ringAreaM2(loop) !== 0) loops.push(loop)
  }
  return loops
}

/**
 * Rings that do not cross, as polygons by the even-odd rule: a ring inside an even number of others is an outer one,
 * inside an odd number a hole of the smallest of them. Sorted by size, the largest first.
 */
export function nest(rings: readonly Ring[]): MultiPolygon {
  const sorted = rings
    .map((ring, i) => ({ ring, i, size: Math.abs(ringAreaM2(ring)) }))
    .filter((r) => r.size > 0)
    .sort((a, b) => b.size - a.size || a.i - b.i)
  const depth: number[] = []
  const polygons: (Ring[] | null)[] = []
  sorted.forEach(({ ring }, k) => {
    // Only a larger ring can hold this one; the last that does is the smallest.
    let parent = -1
    let around = 0
    for (let p = 0; p < k; p++)
      if (ringInRing(ring, sorted[p]!.ring)) {
        around++
        parent = p
      }
    depth.push(around)
    if (around % 2 === 0) polygons.push([ring])
    else {
      polygons.push(null)
      polygons[parent]?.push(ring)
    }
  })
  return polygons.filter((p) => p !== null)
}

/** Sides of a ring that are asked where it lies; of a longer ring as many, evenly. */
const MOST_ASKED = 2_000

/** Whether a ring lies in another that it does not cross: asked of the middles of its sides, by majority, since corners may touch. */
function ringInRing(ring: Ring, other: Ring): boolean {
  let votes = 0
  const step = 2 * Math.ceil(ring.length / 2 / MOST_ASKED)
  for (let i = 0; i < ring.length; i += step) {
    const j = i === 0 ? ring.length - 2 : i - 2
    votes += pointInRing(other, (ring[i]! + ring[j]!) / 2, (ring[i + 1]! + ring[j + 1]!) / 2) ? 1 : -1
  }
  return votes > 0
}

/** Corners that `nest` looks at for these rings, at most. */
export function nestingWork(rings: readonly Ring[]): number {
  let work = 0
  let before = 0
  for (const { length } of rings.toSorted((a, b) => b.length - a.length)) {
    work += Math.min(MOST_ASKED, length / 2) * before
    before += length / 2
  }
  return work
}
