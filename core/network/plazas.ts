// Plazas (area=yes, pedestrian multipolygons) are crossed in a straight line, not walked around, and never dropped.
//
//   ┌────a────┐    a, b, c: where ways or doors meet the plaza. They see each other, or a corner that sees both: the
//   │   ╱ ╲┌──┘    shortest walk over a plaza with corners and holes bends only at its reflex corners (visibility graph,
//   b──╱───c       Lozano-Pérez & Wesley 1979). The border itself is walked too, so nothing is ever cut off.
//   └──────┘
import { type Plane, planeAt } from '../geo/meters.ts'
import type { Plaza, Streets } from '../source/rows.ts'
import type { Walkable } from './build.ts'
import type { Draft } from './draft.ts'
import { type EdgeKind, NOBODY } from './graph.ts'
import { footing } from './tags.ts'

/**
 * More places than this on one plaza are not all joined with each other: beyond it corners are left out, and beyond it
 * again only neighbours along the border and those seen from the middle are joined. Own choice: 64 places are 2,016 lines.
 */
const MOST_PLACES = 64

/**
 * Lays the edges of all plazas: their border as a footway, and (unless they are to be walked `around`, as routers that know
 * only lines do) the straight lines over them. Those that touch no way are laid too: they are islands, and reported as such.
 */
export function layPlazas(
  streets: Streets,
  walkable: readonly Walkable[],
  draft: Draft,
  walked: 'across' | 'around' = 'across',
): void {
  if (streets.plazas.length === 0) return
  const met = new Uint8Array(streets.lng.length) // 1: a way runs here; then how many plazas share the node
  for (const { way } of walkable) {
    for (let i = streets.wayFirst[way]!; i < streets.wayFirst[way + 1]!; i++) met[streets.wayRefs[i]!] = 1
  }
  const plazas = streets.plazas
    .map((plaza) => ({ plaza, foot: footing(plaza.tags) }))
    .filter((p) => p.foot.who !== NOBODY)
  const shared = new Uint8Array(streets.lng.length)
  for (const { plaza } of plazas) for (const n of new Set(ringsOf(plaza).flatMap((r) => [...r]))) shared[n]!++
  const isEntry = (n: number) => met[n] === 1 || shared[n]! > 1 || streets.nodeTags.get(n)?.entrance !== undefined
  for (const { plaza, foot } of plazas) layPlaza(plaza, foot.who, isEntry, streets, draft, walked)
}

const ringsOf = (plaza: Plaza): readonly Int32Array[] => [...plaza.outer, ...plaza.inner]

function layPlaza(
  plaza: Plaza,
  who: number,
  isEntry: (n: number) => boolean,
  streets: Streets,
  draft: Draft,
  walked: 'across' | 'around',
): void {
  const shape = new Shape(plaza, streets)
  const id = Number(/\d+/.exec(plaza.id)?.[0] ?? 0)
  const lay = (a: number, b: number, kind: EdgeKind = 'plaza') => draft.edge(a, b, draft.mm(a, b), kind, who, id)
  for (const ring of ringsOf(plaza)) {
    for (let i = 0; i < ring.length; i++)
      if (ring[i] !== ring[(i + 1) % ring.length]) lay(ring[i]!, ring[(i + 1) % ring.length]!, 'footway')
  }
  if (walked === 'around') return
  const all = [...new Set(ringsOf(plaza).flatMap((r) => [...r]))].sort((a, b) => a - b)
  const entries = all.filter(isEntry)
  const corners = all.filter((n) => !isEntry(n) && shape.isReflex(n))
  const places = entries.length + corners.length <= MOST_PLACES ? [...entries, ...corners] : entries
  if (places.length <= MOST_PLACES) {
    for (let i = 0; i < places.length; i++) {
      for (let j = i + 1; j < places.length; j++) if (shape.sees(places[i]!, places[j]!)) lay(places[i]!, places[j]!)
    }
  } else layHub(places, shape, draft, lay)
}

/** Joins many places through the middle of them; who does not see it has the border. */
function layHub(places: readonly number[], shape: Shape, draft: Draft, lay: (a: number, b: number) => void): void {
  const mean = (of: Float64Array) => places.reduce((sum, n) => sum + of[n]!, 0) / places.length
  const hub = draft.node(mean(draft.lng.data), mean(draft.lat.data))
  const at = shape.point(draft.lng.data[hub]!, draft.lat.data[hub]!)
  for (const n of places) if (shape.seesPoint(n, at)) lay(hub, n)
}

type Point = readonly [x: number, y: number]

/** A plaza on a plane of metres: which of its nodes see each other. */
class Shape {
  readonly #plane: Plane
  readonly #at = new Map<number, Point>()
  /** Border segments x1, y1, x2, y2. */
  readonly #border: Float64Array
  readonly #beside = new Set<string>()
  readonly #reflex = new Set<number>()

  constructor(plaza: Plaza, { lng, lat }: Streets) {
    const rings = ringsOf(plaza)
    const origin = rings[0]![0]!
    this.#plane = planeAt(lng[origin]!, lat[origin]!)
    const segments: number[] = []
    rings.forEach((ring, r) => {
      for (const n of ring) this.#at.set(n, [this.#plane.x(lng[n]!), this.#plane.y(lat[n]!)])
      const turns = Math.sign(area([...ring].map((n) => this.#at.get(n)!))) * (r < plaza.outer.length ? 1 : -1)
      for (let i = 0; i < ring.length; i++) {
        const before = this.#at.get(ring[(i + ring.length - 1) % ring.length]!)!
        const [n, m] = [ring[i]!, ring[(i + 1) % ring.length]!]
        const [here, next] = [this.#at.get(n)!, this.#at.get(m)!]
        segments.push(...here, ...next)
        this.#beside.add(pair(n, m))
        if (turns * cross(before, here, next) < 0) this.#reflex.add(n)
      }
    })
    this.#border = Float64Array.from(segments)
  }

  point(lng: number, lat: number): Point {
    return [this.#plane.x(lng), this.#plane.y(lat)]
  }

  /** Whether the border turns inwards at a node: only there does a shortest walk bend. */
  isReflex(n: number): boolean {
    return this.#reflex.has(n)
  }

  /** Whether the straight line between two nodes of the border stays on the plaza (the border's own pieces are laid already). */
  sees(a: number, b: number): boolean {
    return !this.#beside.has(pair(a, b)) && this.#free(this.#at.get(a)!, this.#at.get(b)!)
  }

  seesPoint(n: number, to: Point): boolean {
    return this.#free(this.#at.get(n)!, to)
  }

  #free(p: Point, q: Point): boolean {
    const border = this.#border
    for (let i = 0; i < border.length; i += 4) {
      const a: Point = [border[i]!, border[i + 1]!]
      const b: Point = [border[i + 2]!, border[i + 3]!]
      const d1 = cross(p, q, a)
      const d2 = cross(p, q, b)
      const d3 = cross(a, b, p)
      const d4 = cross(a, b, q)
      if (d1 > 0 !== d2 > 0 && d3 > 0 !== d4 > 0 && d1 !== 0 && d2 !== 0 && d3 !== 0 && d4 !== 0) return false
    }
    // no border is crossed, but the line may run outside between two corners, or through one: ask some of its points
    for (const t of [0.25, 0.5, 0.75]) {
      if (!this.#inside(p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1]))) return false
    }
    return true
  }

  /** Even-odd over all rings, so that holes are outside. */
  #inside(x: number, y: number): boolean {
    const border = this.#border
    let inside = false
    for (let i = 0; i < border.length; i += 4) {
      const [x1, y1, x2, y2] = [border[i]!, border[i + 1]!, border[i + 2]!, border[i + 3]!]
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside
    }
    return inside
  }
}

const pair = (a: number, b: number) => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** Twice the area of the triangle o-a-b; above zero where it turns left. */
const cross = (o: Point, a: Point, b: Point) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])

function area(ring: readonly Point[]): number {
  return ring.reduce((sum, p, i) => {
    const q = ring[(i + 1) % ring.length]!
    return sum + p[0] * q[1] - q[0] * p[1]
  }, 0)
}
