// The shape of a plaza on a plane of metres: which of its nodes see each other, and where a walk over it may bend.
import { planeAt } from '../geo/meters.ts'
import type { Plaza } from '../source/rows.ts'

/**
 * What lies nearer than this is touched, not crossed, metres. Places are whole 10⁻⁷ degrees, a centimetre, so points drawn on
 * one line are off it by less than that; a plaza that is left by a hand's breadth of paper is not left.
 */
const TOUCH_METERS = 0.02

/** No node beside, and one that the border runs through more than once. */
const NONE = -1
const TWICE = -2

/** Where nodes are, degrees. */
interface Places {
  lng(n: number): number
  lat(n: number): number
}

/**
 * The border of a plaza. Its nodes go by number here, 0 to `count` − 1, in the order of their numbers in the streets. Holes and
 * rings that cross themselves are told by counting (even-odd), as the map draws them.
 */
export class PlazaShape {
  /** The nodes of its rings in the streets, ascending. */
  readonly nodes: Int32Array
  /** How many there are. */
  readonly count: number
  /** Per node: its place on the plane, metres. */
  readonly x: Float64Array
  readonly y: Float64Array
  /** Pieces of the border: the nodes each begins and ends at. */
  readonly #begins: Int32Array
  readonly #ends: Int32Array
  /** Node before and node behind; NONE, or TWICE. */
  readonly #before: Int32Array
  readonly #behind: Int32Array
  readonly #reflex: Uint8Array

  constructor(plaza: Plaza, places: Places) {
    const rings = [...plaza.outer, ...plaza.inner]
    const origin = rings[0]![0]!
    const plane = planeAt(places.lng(origin), places.lat(origin))
    let length = 0
    for (const ring of rings) length += ring.length
    this.nodes = distinct(rings, length)
    const count = this.nodes.length
    this.count = count
    this.x = new Float64Array(count)
    this.y = new Float64Array(count)
    for (let n = 0; n < count; n++) {
      this.x[n] = plane.x(places.lng(this.nodes[n]!))
      this.y[n] = plane.y(places.lat(this.nodes[n]!))
    }
    this.#begins = new Int32Array(length)
    this.#ends = new Int32Array(length)
    this.#before = new Int32Array(count).fill(NONE)
    this.#behind = new Int32Array(count).fill(NONE)
    this.#reflex = new Uint8Array(count)
    let at = 0
    for (let r = 0; r < rings.length; r++) {
      this.#draw(rings[r]!, at, r < plaza.outer.length)
      at += rings[r]!.length
    }
  }

  /** Takes a ring as pieces from `at` on. */
  #draw(ring: Int32Array, at: number, isOuter: boolean): void {
    const own = ring.map((n) => this.#numberOf(n))
    // walked with the plaza on the left, a corner that turns right juts into it
    const plazaLeft = (this.#areaOf(own) > 0 ? 1 : -1) * (isOuter ? 1 : -1)
    for (let i = 0; i < own.length; i++) {
      const n = own[i]!
      const before = own[(i + own.length - 1) % own.length]!
      const behind = own[(i + 1) % own.length]!
      this.#begins[at + i] = n
      this.#ends[at + i] = behind
      const twice = this.#before[n] !== NONE
      this.#before[n] = twice ? TWICE : before
      this.#behind[n] = twice ? TWICE : behind
      if (twice || plazaLeft * this.#turn(before, n, behind) < 0) this.#reflex[n] = 1
    }
  }

  /** The number here of a node of the streets. */
  #numberOf(node: number): number {
    const { nodes } = this
    let from = 0
    for (let to = nodes.length; to - from > 1; ) {
      const middle = (from + to) >> 1
      if (nodes[middle]! <= node) from = middle
      else to = middle
    }
    return from
  }

  /** Whether the border turns inwards at a node: only there does a shortest walk bend. */
  isReflex(n: number): boolean {
    return this.#reflex[n] === 1
  }

  /** Whether a walk that comes straight from `from` may bend at corner `n`: if it runs along the border's corner, not into it. */
  bendsAt(n: number, from: number): boolean {
    const before = this.#before[n]!
    if (before < 0) return true
    const dx = this.x[from]! - this.x[n]!
    const dy = this.y[from]! - this.y[n]!
    const reach = TOUCH_METERS * Math.sqrt(dx * dx + dy * dy)
    const left = this.#turn(from, n, before)
    const right = this.#turn(from, n, this.#behind[n]!)
    return !((left > reach && right < -reach) || (left < -reach && right > reach))
  }

  /** Whether a piece of the border joins two nodes. */
  areBeside(a: number, b: number): boolean {
    if (this.#before[a]! >= 0) return this.#before[a] === b || this.#behind[a] === b
    if (this.#before[b]! >= 0) return this.#before[b] === a || this.#behind[b] === a
    const begins = this.#begins
    const ends = this.#ends
    for (let i = 0; i < begins.length; i++)
      if ((begins[i] === a && ends[i] === b) || (begins[i] === b && ends[i] === a)) return true
    return false
  }

  /**
   * Whether the straight line from node `a` to (x, y) stays on the plaza. `through` is 1 for nodes that the line need not pass,
   * since it is made of two shorter ones that meet there.
   */
  sees(a: number, x: number, y: number, through: Uint8Array): boolean {
    const px = this.x[a]!
    const py = this.y[a]!
    const length = Math.sqrt((x - px) * (x - px) + (y - py) * (y - py))
    if (length <= TOUCH_METERS) return true
    const ux = (x - px) / length
    const uy = (y - py) / length
    const begins = this.#begins
    const ends = this.#ends
    const xs = this.x
    const ys = this.y
    let touches: number[] | null = null
    // metres to the left of the line, of where a piece begins and of where it ends: most pieces lie to one side of it
    let [da, last] = [0, NONE]
    for (let i = 0; i < begins.length; i++) {
      const n = begins[i]!
      if (n !== last) da = ux * (ys[n]! - py) - uy * (xs[n]! - px)
      const before = da
      last = ends[i]!
      da = ux * (ys[last]! - py) - uy * (xs[last]! - px)
      const touched = before <= TOUCH_METERS && before >= -TOUCH_METERS
      if (!touched && (before > 0 === da > 0 || (da <= TOUCH_METERS && da >= -TOUCH_METERS))) continue
      const along = ux * (xs[n]! - px) + uy * (ys[n]! - py)
      if (touched) {
        if (along <= TOUCH_METERS || along >= length - TOUCH_METERS) continue
        if (through[n]) return false
        touches ??= []
        touches.push(along)
      } else {
        const t = along + (before / (before - da)) * (ux * (xs[last]! - px) + uy * (ys[last]! - py) - along)
        if (t > TOUCH_METERS && t < length - TOUCH_METERS) return false
      }
    }
    // the border is touched at most: between two touches the line is inside, outside, or on it
    if (!touches) return this.#holds(px + ux * (length / 2), py + uy * (length / 2))
    touches.push(length)
    touches.sort((s, t) => s - t)
    let from = 0
    for (const to of touches) {
      const middle = (from + to) / 2
      if (to - from > TOUCH_METERS && !this.#holds(px + ux * middle, py + uy * middle)) return false
      from = to
    }
    return true
  }

  /** Whether a place is on the plaza or its border. */
  #holds(x: number, y: number): boolean {
    const begins = this.#begins
    const ends = this.#ends
    let inside = false
    for (let i = 0; i < begins.length; i++) {
      const y1 = this.y[begins[i]!]!
      const y2 = this.y[ends[i]!]!
      if (y1 > y === y2 > y) continue
      const x1 = this.x[begins[i]!]!
      if (x < x1 + ((y - y1) / (y2 - y1)) * (this.x[ends[i]!]! - x1)) inside = !inside
    }
    return inside || this.#touches(x, y)
  }

  #touches(x: number, y: number): boolean {
    const begins = this.#begins
    const ends = this.#ends
    for (let i = 0; i < begins.length; i++) {
      const x1 = this.x[begins[i]!]!
      const y1 = this.y[begins[i]!]!
      const dx = this.x[ends[i]!]! - x1
      const dy = this.y[ends[i]!]! - y1
      const square = dx * dx + dy * dy
      const along = square > 0 ? ((x - x1) * dx + (y - y1) * dy) / square : 0
      const t = Math.max(0, Math.min(1, along))
      const offX = x - x1 - t * dx
      const offY = y - y1 - t * dy
      if (Math.sqrt(offX * offX + offY * offY) <= TOUCH_METERS) return true
    }
    return false
  }

  /** Twice the area of the triangle a-b-c: above zero where c lies to the left of the line from a over b. */
  #turn(a: number, b: number, c: number): number {
    const { x, y } = this
    const ax = x[a]!
    const ay = y[a]!
    return (x[b]! - ax) * (y[c]! - ay) - (y[b]! - ay) * (x[c]! - ax)
  }

  #areaOf(ring: Int32Array): number {
    const { x, y } = this
    let sum = 0
    for (let i = 0; i < ring.length; i++) {
      const a = ring[i]!
      const b = ring[(i + 1) % ring.length]!
      sum += x[a]! * y[b]! - x[b]! * y[a]!
    }
    return sum
  }
}

/** The nodes of rings, each once, ascending. */
function distinct(rings: readonly Int32Array[], length: number): Int32Array {
  const all = new Int32Array(length)
  let at = 0
  for (const ring of rings) {
    all.set(ring, at)
    at += ring.length
  }
  all.sort()
  let count = 0
  for (let i = 0; i < length; i++) if (i === 0 || all[i] !== all[i - 1]) all[count++] = all[i]!
  return all.subarray(0, count)
}
