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

/** Up to so many numbers, to put each in its place by hand is quicker than to have them sorted. */
const FEW = 40

/**
 * The border of a plaza. Its nodes go by number here, 0 to `count` − 1, in the order of their numbers in the streets. Holes and
 * rings that cross themselves are told by counting (even-odd), as the map draws them. One shape serves for many plazas, one
 * after the other: a town has thousands, most of a dozen nodes.
 */
export class PlazaShape {
  readonly #places: Places
  /** The nodes of its rings in the streets, ascending. */
  nodes = new Int32Array(0)
  /** How many there are. */
  count = 0
  /** Per node: its place on the plane, metres. */
  x = new Float64Array(0)
  y = new Float64Array(0)
  /**
   * The border as it is drawn, ring behind ring, each with its first node again at its end: the nodes, and their places a
   * second time, since to look along a line is to run over all of them.
   */
  #drawn = new Int32Array(0)
  #drawnX = new Float64Array(0)
  #drawnY = new Float64Array(0)
  /** Where each ring begins, and where the last ends. */
  #rings: number[] = [0]
  /** Node before and node behind; NONE, or TWICE. */
  #before = new Int32Array(0)
  #behind = new Int32Array(0)
  #reflex = new Uint8Array(0)
  /** The piece of the border that was last in the way; it often is again. −1: none yet. */
  #blocker = -1

  constructor(places: Places) {
    this.#places = places
  }

  /** Takes the border of a plaza that has a ring. */
  take({ outer, inner }: Plaza): void {
    let length = 0
    for (const ring of outer) length += ring.length
    for (const ring of inner) length += ring.length
    this.#room(length, outer.length + inner.length)
    this.count = this.#number(outer, inner)
    const origin = outer[0]![0]!
    const plane = planeAt(this.#places.lng(origin), this.#places.lat(origin))
    for (let n = 0; n < this.count; n++) {
      this.x[n] = plane.x(this.#places.lng(this.nodes[n]!))
      this.y[n] = plane.y(this.#places.lat(this.nodes[n]!))
      this.#before[n] = NONE
      this.#behind[n] = NONE
      this.#reflex[n] = 0
    }
    this.#rings.length = 1
    for (const ring of outer) this.#draw(ring, true)
    for (const ring of inner) this.#draw(ring, false)
    this.#blocker = -1
  }

  #room(length: number, rings: number): void {
    const drawn = length + rings
    if (drawn <= this.#drawn.length) return
    const room = 2 * drawn
    this.nodes = new Int32Array(room)
    this.x = new Float64Array(room)
    this.y = new Float64Array(room)
    this.#drawn = new Int32Array(room)
    this.#drawnX = new Float64Array(room)
    this.#drawnY = new Float64Array(room)
    this.#before = new Int32Array(room)
    this.#behind = new Int32Array(room)
    this.#reflex = new Uint8Array(room)
  }

  /** Puts the nodes of the rings, each once, ascending, into `nodes`; how many there are. */
  #number(outer: readonly Int32Array[], inner: readonly Int32Array[]): number {
    const { nodes } = this
    let length = 0
    for (const rings of [outer, inner]) {
      for (const ring of rings) {
        nodes.set(ring, length)
        length += ring.length
      }
    }
    if (length > FEW) nodes.subarray(0, length).sort()
    else {
      for (let i = 1; i < length; i++) {
        const node = nodes[i]!
        let j = i
        for (; j > 0 && nodes[j - 1]! > node; j--) nodes[j] = nodes[j - 1]!
        nodes[j] = node
      }
    }
    let count = 0
    for (let i = 0; i < length; i++) if (i === 0 || nodes[i] !== nodes[i - 1]) nodes[count++] = nodes[i]!
    return count
  }

  /** Takes one more ring as drawn. */
  #draw(ring: Int32Array, isOuter: boolean): void {
    const drawn = this.#drawn
    const begin = this.#rings.at(-1)!
    const end = begin + ring.length
    for (let i = 0; i < ring.length; i++) this.#put(begin + i, this.#numberOf(ring[i]!))
    this.#put(end, drawn[begin]!)
    this.#rings.push(end + 1)
    // walked with the plaza on the left, a corner that turns right juts into it
    const plazaLeft = (this.#areaOf(begin, end) > 0 ? 1 : -1) * (isOuter ? 1 : -1)
    for (let i = begin; i < end; i++) {
      const n = drawn[i]!
      const before = drawn[i > begin ? i - 1 : end - 1]!
      const behind = drawn[i + 1]!
      const twice = this.#before[n] !== NONE
      this.#before[n] = twice ? TWICE : before
      this.#behind[n] = twice ? TWICE : behind
      if (twice || plazaLeft * this.#turn(before, n, behind) < 0) this.#reflex[n] = 1
    }
  }

  #put(at: number, n: number): void {
    this.#drawn[at] = n
    this.#drawnX[at] = this.x[n]!
    this.#drawnY[at] = this.y[n]!
  }

  /** The number here of a node of the streets. */
  #numberOf(node: number): number {
    const { nodes } = this
    let from = 0
    for (let to = this.count; to - from > 1; ) {
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
    const drawn = this.#drawn
    for (let r = 0; r + 1 < this.#rings.length; r++)
      for (let i = this.#rings[r]!; i + 1 < this.#rings[r + 1]!; i++)
        if ((drawn[i] === a && drawn[i + 1] === b) || (drawn[i] === b && drawn[i + 1] === a)) return true
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
    const drawnX = this.#drawnX
    const drawnY = this.#drawnY
    let touches: number[] | null = null
    if (this.#blocker >= 0 && this.#isBlocked(px, py, ux, uy, length, through)) return false
    for (let r = 0; r + 1 < this.#rings.length; r++) {
      const begin = this.#rings[r]!
      const end = this.#rings[r + 1]! - 1
      // metres to the left of the line, of where a piece begins and of where it ends: most pieces lie to one side of it
      let db = ux * (drawnY[begin]! - py) - uy * (drawnX[begin]! - px)
      for (let i = begin; i < end; i++) {
        const da = db
        const bx = drawnX[i + 1]! - px
        const by = drawnY[i + 1]! - py
        db = ux * by - uy * bx
        const touched = da <= TOUCH_METERS && da >= -TOUCH_METERS
        if (!touched && (da > 0 === db > 0 || (db <= TOUCH_METERS && db >= -TOUCH_METERS))) continue
        const along = ux * (drawnX[i]! - px) + uy * (drawnY[i]! - py)
        if (touched) {
          if (along <= TOUCH_METERS || along >= length - TOUCH_METERS) continue
          if (through[this.#drawn[i]!]) {
            this.#blocker = i
            return false
          }
          touches ??= []
          touches.push(along)
        } else {
          const t = along + (da / (da - db)) * (ux * bx + uy * by - along)
          if (t > TOUCH_METERS && t < length - TOUCH_METERS) {
            this.#blocker = i
            return false
          }
        }
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

  /** Whether the piece that was last in the way is in the way of the line from (px, py) on as well; asked as in `sees`. */
  #isBlocked(px: number, py: number, ux: number, uy: number, length: number, through: Uint8Array): boolean {
    const i = this.#blocker
    const ax = this.#drawnX[i]! - px
    const ay = this.#drawnY[i]! - py
    const bx = this.#drawnX[i + 1]! - px
    const by = this.#drawnY[i + 1]! - py
    const da = ux * ay - uy * ax
    const db = ux * by - uy * bx
    const along = ux * ax + uy * ay
    if (da <= TOUCH_METERS && da >= -TOUCH_METERS)
      return along > TOUCH_METERS && along < length - TOUCH_METERS && through[this.#drawn[i]!] === 1
    if (da > 0 === db > 0 || (db <= TOUCH_METERS && db >= -TOUCH_METERS)) return false
    const t = along + (da / (da - db)) * (ux * bx + uy * by - along)
    return t > TOUCH_METERS && t < length - TOUCH_METERS
  }

  /** Whether a place is on the plaza or its border. */
  #holds(x: number, y: number): boolean {
    const drawnX = this.#drawnX
    const drawnY = this.#drawnY
    let inside = false
    for (let r = 0; r + 1 < this.#rings.length; r++) {
      const end = this.#rings[r + 1]! - 1
      for (let i = this.#rings[r]!; i < end; i++) {
        const y1 = drawnY[i]!
        const y2 = drawnY[i + 1]!
        if (y1 > y === y2 > y) continue
        const x1 = drawnX[i]!
        if (x < x1 + ((y - y1) / (y2 - y1)) * (drawnX[i + 1]! - x1)) inside = !inside
      }
    }
    return inside || this.#touches(x, y)
  }

  #touches(x: number, y: number): boolean {
    const drawnX = this.#drawnX
    const drawnY = this.#drawnY
    for (let r = 0; r + 1 < this.#rings.length; r++) {
      const end = this.#rings[r + 1]! - 1
      for (let i = this.#rings[r]!; i < end; i++) {
        const dx = drawnX[i + 1]! - drawnX[i]!
        const dy = drawnY[i + 1]! - drawnY[i]!
        const square = dx * dx + dy * dy
        const along = square > 0 ? ((x - drawnX[i]!) * dx + (y - drawnY[i]!) * dy) / square : 0
        const t = Math.max(0, Math.min(1, along))
        const offX = x - drawnX[i]! - t * dx
        const offY = y - drawnY[i]! - t * dy
        if (Math.sqrt(offX * offX + offY * offY) <= TOUCH_METERS) return true
      }
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

  /** Twice the area of the ring drawn from `begin` to `end`. */
  #areaOf(begin: number, end: number): number {
    const drawnX = this.#drawnX
    const drawnY = this.#drawnY
    let sum = 0
    for (let i = begin; i < end; i++) sum += drawnX[i]! * drawnY[i + 1]! - drawnX[i + 1]! * drawnY[i]!
    return sum
  }
}
