// Lines and relations as shapes: which are whole, which are cut where nodes are missing, which do not close.
import type { MultiPolygon, Ring } from '../rows.ts'
import type { Collected, Relation } from './collect.ts'
import type { Lines } from './lines.ts'
import type { NodeColumns } from './nodes.ts'
import type { Noter } from './noter.ts'
import { joinRings, nest } from './rings.ts'
import { CLOSED, OUTLET } from './tags.ts'

/** A relation with its members joined. Rings are node indices, each of which has a place. */
export interface Shape {
  readonly relation: Relation
  readonly outer: readonly Int32Array[]
  readonly inner: readonly Int32Array[]
  /** Whether every member was there and every ring closed. */
  readonly whole: boolean
  /** Of an outlet: every node of its outline that the file holds, joined or not. */
  readonly there: readonly number[]
}

/** Notes every line that runs through nodes that the file does not hold, and says which those are. */
export function findCut({ id, is, first, at, missing: any }: Lines, noter: Noter): Uint8Array {
  const cut = new Uint8Array(id.length)
  if (any === 0) return cut
  for (let l = 0; l < id.length; l++) {
    if (is.data[l] === 0) continue
    const from = first.data[l]!
    const to = first.data[l + 1]!
    let missing = 0
    for (let r = from; r < to; r++) if (at.data[r]! < 0) missing++
    if (missing === 0) continue
    cut[l] = 1
    noter.note('missing-nodes', `way/${id.data[l]} ${missing}/${to - from}`)
  }
  return cut
}

/**
 * Joins the members of every relation; each that does not close is noted, and keeps the rings that do. One that is an
 * outlet and nothing else is not noted: for it a place will do. Where all members are called inner, they are the outline.
 */
export function shapesOf(found: Collected, cut: Uint8Array, noter: Noter): readonly Shape[] {
  return found.relations.map((relation) => {
    const outline = relation.outer.length > 0 ? relation.outer : relation.inner
    const outer = join(found, cut, outline)
    const inner = join(found, cut, relation.outer.length > 0 ? relation.inner : [])
    const whole = outer.whole && inner.whole && outer.rings.length > 0
    const there = relation.is & OUTLET ? outline.flatMap((way) => [...nodesOf(found, way)]) : []
    if (!whole && (relation.is !== OUTLET || there.length === 0))
      noter.note('broken-relation', `relation/${relation.id}`)
    return { relation, outer: outer.rings, inner: inner.rings, whole, there }
  })
}

/** The nodes of a member way that the file holds. */
function nodesOf({ lines, memberLine }: Collected, way: number): Int32Array {
  const l = memberLine.get(way)
  if (l === undefined) return new Int32Array(0)
  return lines.at.data.subarray(lines.first.data[l], lines.first.data[l + 1]).filter((n) => n >= 0)
}

function join({ lines, memberLine }: Collected, cut: Uint8Array, ways: readonly number[]) {
  const chains: Int32Array[] = []
  let all = true
  for (const way of new Set(ways)) {
    const l = memberLine.get(way)
    if (l === undefined || cut[l]) all = false
    else chains.push(lines.at.data.subarray(lines.first.data[l], lines.first.data[l + 1]))
  }
  const { rings, open } = joinRings(chains)
  return { rings, whole: all && open.length === 0 }
}

/** The area of a shape, degrees; null where no ring of it closes or none has an area. */
export function polygonOf(shape: Shape, nodes: NodeColumns): MultiPolygon | null {
  const polygons = nest(
    shape.outer.map((ring) => ringAt(ring, nodes)),
    shape.inner.map((ring) => ringAt(ring, nodes)),
  )
  return polygons.length > 0 ? polygons : null
}

/** The ring through nodes that all have a place, in degrees. */
export function ringAt(ring: ArrayLike<number>, nodes: NodeColumns): Ring {
  const degrees = new Float64Array(2 * ring.length)
  for (let i = 0; i < ring.length; i++) {
    degrees[2 * i] = nodes.lng(ring[i]!)
    degrees[2 * i + 1] = nodes.lat(ring[i]!)
  }
  return degrees
}

/** The nodes of a closed line, the repeated last left out; −1 for one that the file does not hold. */
export function closedNodes({ first, at }: Lines, l: number): Int32Array {
  return at.data.subarray(first.data[l], first.data[l + 1]! - 1)
}

/** Whether a line ends where it begins. */
export const isClosed = ({ is }: Lines, l: number): boolean => (is.data[l]! & CLOSED) !== 0

/**
 * A line as runs of places: indices of two or more nodes in a row that the file holds. A hole ends a run and
 * is never stepped over; a node that repeats the one before it is left out.
 */
export function* pieces({ first, at }: Lines, l: number): Generator<readonly number[]> {
  let run: number[] = []
  for (let r = first.data[l]!; r < first.data[l + 1]!; r++) {
    const n = at.data[r]!
    if (n >= 0) {
      if (run.at(-1) !== n) run.push(n)
      continue
    }
    if (run.length > 1) yield run
    run = []
  }
  if (run.length > 1) yield run
}
