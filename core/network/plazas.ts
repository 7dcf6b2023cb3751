// Plazas (area=yes, pedestrian multipolygons) are crossed in a straight line, not walked around, and never dropped.
//
//   ┌────a────┐    a, b, c: where ways or doors meet the plaza. They see each other, or a corner that sees both: the
//   │   ╱ ╲┌──┘    shortest walk over a plaza with corners and holes bends only at its reflex corners (visibility graph,
//   b──╱───c       Lozano-Pérez & Wesley 1979). The border itself is walked too, so nothing is ever cut off.
//   └──────┘
import type { Plaza, Streets, Tags } from '../source/rows.ts'
import { waySetsOf } from '../source/way-sets.ts'
import { type Draft, ENTRY, ON_PLAZA, WALKED } from './draft.ts'
import { type EdgeKind, NOBODY } from './graph.ts'
import { PlazaShape } from './plaza-shape.ts'
import { type Footing, footing } from './tags.ts'

/**
 * Up to so many entries, and so many entries and corners, every walk over a plaza is exact. With more corners the lines
 * between entries are laid and the corners left to the border; with more entries they are joined through their middle.
 * Own choice: no plaza of Porto, Helsinki, Monaco or Beijing that we have seen has more than 37 entries.
 */
const MOST_ENTRIES = 64
const MOST_PLACES = 256

/**
 * Lays the edges of all plazas: their border as a footway, and (unless they are to be walked `around`, as routers that know
 * only lines do) the straight lines over them. Those that touch no way are laid too: they are islands, and reported as such.
 */
export function layPlazas(streets: Streets, draft: Draft, walked: 'across' | 'around' = 'across'): void {
  if (streets.plazas.length === 0) return
  const sets = waySetsOf(streets).plazas
  const asked = new Map<Tags, Footing>()
  const plazas: { plaza: Plaza; foot: Footing }[] = []
  for (const [p, plaza] of streets.plazas.entries()) {
    const foot = asked.get(sets[p]!) ?? footing(sets[p]!)
    asked.set(sets[p]!, foot)
    if (plaza.outer.length > 0 && foot.who !== NOBODY) plazas.push({ plaza, foot })
  }
  markEntries(streets, plazas, draft)
  const shape = new PlazaShape(draft)
  for (const { plaza, foot } of plazas) {
    layBorder(plaza, foot, draft)
    if (walked === 'around') continue
    shape.take(plaza)
    layAcross(shape, foot, draft)
  }
}

/** Marks where one comes upon a plaza though no way meets it: from another plaza, or through a door. */
function markEntries({ nodeTags }: Streets, plazas: readonly { readonly plaza: Plaza }[], { marks }: Draft): void {
  for (const [node, tags] of nodeTags) if (tags.entrance !== undefined) marks[node]! |= ENTRY
  for (const { plaza } of plazas) {
    const rings = plaza.inner.length > 0 ? [...plaza.outer, ...plaza.inner] : plaza.outer
    for (const ring of rings)
      for (let i = 0; i < ring.length; i++) if (marks[ring[i]!]! & ON_PLAZA) marks[ring[i]!]! |= ENTRY
    for (const ring of rings) for (let i = 0; i < ring.length; i++) marks[ring[i]!]! |= ON_PLAZA
  }
}

/** The border, as a way of its own; that of a multipolygon has no way's id. */
function layBorder({ id, outer, inner }: Plaza, { who, kind }: Footing, draft: Draft): void {
  const way = id.startsWith('way/') ? Number(id.slice(4)) : 0
  for (const ring of inner.length > 0 ? [...outer, ...inner] : outer) {
    for (let i = 0; i < ring.length; i++) {
      const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!]
      if (a !== b) draft.edge(a, b, draft.pieceMm(a, b), kind === 'street' ? 'footway' : kind, who, way)
    }
  }
}

/** The straight lines over a plaza that a shortest walk may take. */
function layAcross(shape: PlazaShape, foot: Footing, draft: Draft): void {
  const kind: EdgeKind = foot.kind === 'steps' ? 'steps' : 'plaza'
  const { nodes, count, x, y } = shape
  const isEntry = (n: number) => (draft.marks[nodes[n]!]! & (WALKED | ENTRY)) !== 0
  const places: number[] = []
  for (let n = 0; n < count; n++) if (isEntry(n)) places.push(n)
  const entries = places.length
  if (entries > MOST_ENTRIES) {
    layHub(shape, places, foot.who, draft)
    return
  }
  for (let n = 0; n < count; n++) if (!isEntry(n) && shape.isReflex(n)) places.push(n)
  if (places.length > MOST_PLACES) places.length = entries
  const through = new Uint8Array(count)
  for (const n of places) through[n] = 1
  for (let i = 0; i < places.length; i++) {
    const a = places[i]!
    for (let j = i + 1; j < places.length; j++) {
      const b = places[j]!
      // nobody stops at a corner: a line that runs into it rather than past it is part of no shortest walk
      if ((i >= entries && !shape.bendsAt(a, b)) || (j >= entries && !shape.bendsAt(b, a))) continue
      if (shape.areBeside(a, b)) continue // laid as border
      if (!shape.sees(a, x[b]!, y[b]!, through)) continue
      draft.edge(nodes[a]!, nodes[b]!, draft.pieceMm(nodes[a]!, nodes[b]!), kind, foot.who, 0)
    }
  }
}

/** Joins many entries through the middle of them; who does not see it has the border. */
function layHub(shape: PlazaShape, entries: readonly number[], who: number, draft: Draft): void {
  const { nodes } = shape
  const mean = (of: (n: number) => number) => entries.reduce((sum, n) => sum + of(n), 0) / entries.length
  const hub = draft.node(
    mean((n) => draft.lng(nodes[n]!)),
    mean((n) => draft.lat(nodes[n]!)),
  )
  const x = mean((n) => shape.x[n]!)
  const y = mean((n) => shape.y[n]!)
  const nowhere = new Uint8Array(shape.count)
  for (const n of entries)
    if (shape.sees(n, x, y, nowhere)) draft.edge(hub, nodes[n]!, draft.mm(hub, nodes[n]!), 'plaza', who, 0)
}
