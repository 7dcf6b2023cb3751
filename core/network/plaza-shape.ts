// The shape of a plaza on a plane of metres: which of its nodes see each other, and where a walk over it may bend.
import { planeAt } from '../geo/meters.ts'
import type { Plaza } from '../source/rows.ts'

/**
 * What lies nearer than this is touched, not crossed, metres. Places are whole 10⁻⁷ degrees, a centimetre, so points drawn on
 * one line are off it by less than that; a plaza that is left by a hand's breadth of paper is not left.
 */
const TOUCH_METERS = 0.02

/** The border of a plaza. Holes and rings that cross themselves are told by counting (even-odd), as the map draws them. */
export class PlazaShape {
  /** All nodes of its rings, ascending. */
  readonly nodes: readonly number[]
  readonly #x: Map<number, number> = new Map()
  readonly #y: Map<number, number> = new Map()
  /** Pieces of the border: x1, y1, x2, y2 each, and the node each begins at. */
  readonly #border: Float64Array
  readonly #begins: Int32Array
  readonly #pieces = new Set<number>()
  /** Node before and node behind, of nodes that the border runs through once. */
  readonly #beside = new Map<number, readonly [number, number] | null>()
  readonly #reflex = new Set<number>()

  constructor(plaza: Plaza, places: { lng(n: number): number; lat(n: number): number }) {
    const rings = [...plaza.outer, ...plaza.inner]
    const origin = rings[0]![0]!
    const plane = planeAt(places.lng(origin), places.lat(origin))
    for (const ring of rings) {
      for (const n of ring) {
        this.#x.set(n, plane.x(places.lng(n)))
        this.#y.set(n, plane.y(places.lat(n)))
      }
    }
    this.nodes = [...this.#x.keys()].sort((a, b) => a - b)
    const border: number[] = []
    const begins: number[] = []
    rings.forEach((ring, r) => {
      // walked with the plaza on the left, a corner that turns right juts into it
      const plazaLeft = (this.#areaOf(ring) > 0 ? 1 : -1) * (r < plaza.outer.length ? 1 : -1)
      for (let i = 0; i < ring.length; i++) {
        const n = ring[i]!
        const before = ring[(i + ring.length - 1) % ring.length]!
        const behind = ring[(i + 1) % ring.length]!
        border.push(this.#x.get(n)!, this.#y.get(n)!, this.#x.get(behind)!, this.#y.get(behind)!)
        begins.push(n)
        this.#pieces.add(pair(n, behind))
        const twice = this.#beside.has(n)
        this.#beside.set(n, twice ? null : [before, behind])
        if (twice || plazaLeft * this.#turn(before, n, behind) < 0) this.#reflex.add(n)
      }
    })
    this.#border = Float64Array.from(border)
    this.#begins = Int32Array.from(begins)
  }

  /** The place on its plane, metres. */
  xy(n: number): readonly [x: number, y: number] {
    return [this.#x.get(n)!, this.#y.get(n)!]
  }

  /** Whether the border turns inwards at a node: only there does a shortest walk bend. */
  isReflex(n: number): boolean {
    return this.#reflex.has(n)
  }

  /** Whether a walk that comes straight from `from` may bend at corner `n`: if it runs along the border's corner, not into it. */
  bendsAt(n: number, from: number): boolean {
    const beside = this.#beside.get(n)
    if (!beside) return true
    const [x, y] = this.xy(n)
    const reach = TOUCH_METERS * Math.hypot(this.#x.get(from)! - x, this.#y.get(from)! - y)
    const left = this.#turn(from, n, beside[0])
    const right = this.#turn(from, n, beside[1])
    return !((left > reach && right < -reach) || (left < -reach && right > reach))
  }

  /** Whether a piece of the border joins two nodes. */
  areBeside(a: number, b: number): boolean {
    return this.#pieces.has(pair(a, b))
  }

  /**
   * Whether the straight line from node `a` to (x, y) stays on the plaza. `through` holds for nodes that the line need not pass,
   * since it is made of two shorter ones that meet there.
   */
  sees(a: number, x: number, y: number, through: (node: number) => boolean): boolean {
    const border = this.#border
    const px = this.#x.get(a)!
    const py = this.#y.get(a)!
    const length = Math.hypot(x - px, y - py)
    if (length <= TOUCH_METERS) return true
    const ux = (x - px) / length
    const uy = (y - py) / length
    const cuts: number[] = []
    for (let i = 0; i < border.length; i += 4) {
      const ax = border[i]! - px
      const ay = border[i + 1]! - py
      const bx = border[i + 2]! - px
      const by = border[i + 3]! - py
      // metres to the left of the line, and along it
      const da = ux * ay - uy * ax
      const db = ux * by - uy * bx
      const ta = ux * ax + uy * ay
      if (Math.abs(da) <= TOUCH_METERS) {
        if (ta <= TOUCH_METERS || ta >= length - TOUCH_METERS) continue
        if (through(this.#begins[i >> 2]!)) return false
        cuts.push(ta)
      } else if (Math.abs(db) > TOUCH_METERS && da > 0 !== db > 0) {
        const t = ta + (da / (da - db)) * (ux * bx + uy * by - ta)
        if (t > TOUCH_METERS && t < length - TOUCH_METERS) return false
      }
    }
    // the border is touched at most: between two touches the line is inside, outside, or on it
    cuts.push(length)
    cuts.sort((s, t) => s - t)
    let from = 0
    for (const to of cuts) {
      const middle = (from + to) / 2
      if (to - from > TOUCH_METERS && !this.#holds(px + ux * middle, py + uy * middle)) return false
      from = to
    }
    return true
  }

  /** Whether a place is on the plaza or its border. */
  #holds(x: number, y: number): boolean {
    const border = this.#border
    let inside = false
    for (let i = 0; i < border.length; i += 4) {
      const x1 = border[i]!
      const y1 = border[i + 1]!
      const x2 = border[i + 2]!
      const y2 = border[i + 3]!
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside
    }
    return inside || this.#touches(x, y)
  }

  #touches(x: number, y: number): boolean {
    const border = this.#border
    for (let i = 0; i < border.length; i += 4) {
      const dx = border[i + 2]! - border[i]!
      const dy = border[i + 3]! - border[i + 1]!
      const square = dx * dx + dy * dy
      const along = square > 0 ? ((x - border[i]!) * dx + (y - border[i + 1]!) * dy) / square : 0
      const t = Math.max(0, Math.min(1, along))
      if (Math.hypot(x - border[i]! - t * dx, y - border[i + 1]! - t * dy) <= TOUCH_METERS) return true
    }
    return false
  }

  /** Twice the area of the triangle a-b-c: above zero where c lies to the left of the line from a over b. */
  #turn(a: number, b: number, c: number): number {
    const [ax, ay] = this.xy(a)
    const [bx, by] = this.xy(b)
    const [cx, cy] = this.xy(c)
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
  }

  #areaOf(ring: Int32Array): number {
    let sum = 0
    for (let i = 0; i < ring.length; i++) {
      const [x1, y1] = this.xy(ring[i]!)
      const [x2, y2] = this.xy(ring[(i + 1) % ring.length]!)
      sum += x1 * y2 - x2 * y1
    }
    return sum
  }
}

/** Two nodes as one number, whichever comes first; node numbers lie below 2²⁶. */
const pair = (a: number, b: number): number => Math.min(a, b) * 2 ** 26 + Math.max(a, b)
