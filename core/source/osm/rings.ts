// Joins the members of a multipolygon end to end into rings. By node, never by nearness: where two ends do not
// meet, the ring is open, and open rings are handed back rather than closed by a guess.
import { pointInRing, ringAreaM2 } from '../../geo/polygon.ts'
import type { MultiPolygon, Ring } from '../rows.ts'

/** Rings found, and chains left over whose ends meet nothing. Both are lists of nodes; a ring does not repeat its first. */
export interface Joined {
  readonly rings: readonly Int32Array[]
  readonly open: readonly Int32Array[]
}

/**
 * Joins `chains` (the nodes of each member way, by any number that tells them apart) into rings. Where more than two ends meet at a node, a walk that comes
 * back to a node it has passed closes a ring there, so rings that touch come out apart. Chains of fewer than two nodes
 * are ignored; the order of rings follows the order of chains.
 */
export function joinRings(chains: readonly Int32Array[]): Joined {
  const rings: Int32Array[] = []
  const open: Int32Array[] = []
  const ends = new Map<number, number[]>() // node → chains that end there and are not used yet
  const used = new Uint8Array(chains.length)
  for (const [c, chain] of chains.entries()) {
    if (chain.length < 2) used[c] = 1
    else if (chain[0] === chain.at(-1)) {
      used[c] = 1
      if (chain.length > 3) rings.push(chain.slice(0, -1))
    } else for (const end of [chain[0]!, chain.at(-1)!]) ends.set(end, [...(ends.get(end) ?? []), c])
  }
  for (const first of chains.keys()) {
    if (used[first]) continue
    used[first] = 1
    let walk: Int32Array[] = [chains[first]!] // each begins where the one before it ends
    let passed = [chains[first]![0]!] // the node each begins at
    for (;;) {
      const tail = walk.at(-1)!.at(-1)!
      const back = passed.indexOf(tail)
      if (back >= 0) {
        const ring = concat(walk.slice(back))
        if (ring.length > 3) rings.push(ring.slice(0, -1))
        walk = walk.slice(0, back)
        passed = passed.slice(0, back)
        if (walk.length === 0) break
        continue
      }
      const next = ends.get(tail)?.find((c) => !used[c])
      if (next === undefined) {
        open.push(concat(walk))
        break
      }
      used[next] = 1
      const chain = chains[next]!
      walk.push(chain[0] === tail ? chain : chain.slice().reverse())
      passed.push(tail)
    }
  }
  return { rings, open }
}

function concat(walk: readonly Int32Array[]): Int32Array {
  const out = new Int32Array(walk.reduce((sum, chain) => sum + chain.length - 1, 1))
  let at = 0
  out[at++] = walk[0]![0]!
  for (const chain of walk) {
    out.set(chain.subarray(1), at)
    at += chain.length - 1
  }
  return out
}

/**
 * Outer rings with the holes that lie in them; a hole in several outer rings goes to the smallest, one in none is
 * dropped. Rings without an area are left out.
 */
export function nest(outer: readonly Ring[], inner: readonly Ring[]): MultiPolygon {
  const polygons = outer
    .map((ring) => ({ rings: [ring], area: Math.abs(ringAreaM2(ring)) }))
    .filter((polygon) => polygon.area > 0)
  for (const hole of inner) {
    let smallest: (typeof polygons)[number] | null = null
    for (const polygon of polygons)
      if ((!smallest || polygon.area < smallest.area) && mostlyIn(polygon.rings[0]!, hole)) smallest = polygon
    smallest?.rings.push(hole)
  }
  return polygons.map((polygon) => polygon.rings)
}

/** Whether most middles of a hole's sides lie in a ring: corners may touch it, so one corner alone does not tell. */
function mostlyIn(ring: Ring, hole: Ring): boolean {
  let inside = 0
  const n = hole.length
  for (let i = 0; i < n; i += 2) {
    const j = (i + 2) % n
    if (pointInRing(ring, (hole[i]! + hole[j]!) / 2, (hole[i + 1]! + hole[j + 1]!) / 2)) inside++
  }
  return inside > n / 4
}
