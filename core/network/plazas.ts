// Plazas (area=yes, pedestrian multipolygons) are crossed in a straight line, not walked around, and never dropped.
//
//   ┌────a────┐    a, b, c: where ways or doors meet the plaza. They see each other, or a corner that sees both: the
//   │   ╱ ╲┌──┘    shortest walk over a plaza with corners and holes bends only at its reflex corners (visibility graph,
//   b──╱───c       Lozano-Pérez & Wesley 1979). The border itself is walked too, so nothing is ever cut off.
//   └──────┘
import type { Plaza, Streets } from '../source/rows.ts'
import type { Draft } from './draft.ts'
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
export function layPlazas(
  streets: Streets,
  walkable: Int32Array,
  draft: Draft,
  walked: 'across' | 'around' = 'across',
): void {
  if (streets.plazas.length === 0) return
  const { wayFirst, wayRefs } = streets
  const met = new Uint8Array(draft.nodes)
  for (let w = 0; w < walkable.length; w++) {
    const end = wayFirst[walkable[w]! + 1]!
    for (let i = wayFirst[walkable[w]!]!; i < end; i++) met[wayRefs[i]!] = 1
  }
  const plazas = streets.plazas
    .filter((plaza) => plaza.outer.length > 0 && footing(plaza.tags).who !== NOBODY)
    .map((plaza) => ({ plaza, shape: new PlazaShape(plaza, draft) }))
  const shared = new Uint16Array(draft.nodes)
  for (const { shape } of plazas) for (const n of shape.nodes) shared[n]!++
  const isEntry = (n: number) => met[n] === 1 || shared[n]! > 1 || streets.nodeTags.get(n)?.entrance !== undefined
  for (const { plaza, shape } of plazas) {
    const foot = footing(plaza.tags)
    layBorder(plaza, foot, draft)
    if (walked === 'across') layAcross(shape, foot, isEntry, draft)
  }
}

/** The border, as a way of its own; that of a multipolygon has no way's id. */
function layBorder({ id, outer, inner }: Plaza, { who, kind }: Footing, draft: Draft): void {
  const way = id.startsWith('way/') ? Number(id.slice(4)) : 0
  for (const ring of [...outer, ...inner]) {
    for (let i = 0; i < ring.length; i++) {
      const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!]
      if (a !== b) draft.edge(a, b, draft.mm(a, b), kind === 'street' ? 'footway' : kind, who, way)
    }
  }
}

/** The straight lines over a plaza that a shortest walk may take. */
function layAcross(shape: PlazaShape, foot: Footing, isEntry: (n: number) => boolean, draft: Draft): void {
  const kind: EdgeKind = foot.kind === 'steps' ? 'steps' : 'plaza'
  const entries = shape.nodes.filter(isEntry)
  const corners = shape.nodes.filter((n) => !isEntry(n) && shape.isReflex(n))
  if (entries.length > MOST_ENTRIES) {
    layHub(shape, entries, foot.who, draft)
    return
  }
  const places = entries.length + corners.length <= MOST_PLACES ? [...entries, ...corners] : entries
  const isPlace = new Set(places)
  const through = (n: number) => isPlace.has(n)
  for (let i = 0; i < places.length; i++) {
    const a = places[i]!
    for (let j = i + 1; j < places.length; j++) {
      const b = places[j]!
      if (shape.areBeside(a, b)) continue // laid as border
      // nobody stops at a corner: a line that runs into it rather than past it is part of no shortest walk
      if ((i >= entries.length && !shape.bendsAt(a, b)) || (j >= entries.length && !shape.bendsAt(b, a))) continue
      if (shape.sees(a, ...shape.xy(b), through)) draft.edge(a, b, draft.mm(a, b), kind, foot.who, 0)
    }
  }
}

/** Joins many entries through the middle of them; who does not see it has the border. */
function layHub(shape: PlazaShape, entries: readonly number[], who: number, draft: Draft): void {
  const mean = (of: (n: number) => number) => entries.reduce((sum, n) => sum + of(n), 0) / entries.length
  const hub = draft.node(
    mean((n) => draft.lng(n)),
    mean((n) => draft.lat(n)),
  )
  const x = mean((n) => shape.xy(n)[0])
  const y = mean((n) => shape.xy(n)[1])
  for (const n of entries) if (shape.sees(n, x, y, () => false)) draft.edge(hub, n, draft.mm(hub, n), 'plaza', who, 0)
}
