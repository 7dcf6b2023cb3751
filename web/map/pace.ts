// Drawing at a pace that leaves the pointer free: where a machine needs long for a frame, as one that draws without a graphics card
// does, changes are gathered for as long again before they are drawn. Where frames are short, every frame draws.

/** Frames up to this are short, milliseconds. */
const SHORT = 24
/** Nobody waits longer than this to see what changed, milliseconds. */
const LONGEST = 400

/** Calls `draw` in a frame soon after `ask`: once, however often it was asked. */
export class Pace {
  readonly #draw: () => void
  readonly #slow: () => void
  #asked = false
  #next = 0

  /** `slow` is called after every frame that was not short. */
  constructor(draw: () => void, slow: () => void) {
    this.#draw = draw
    this.#slow = slow
  }

  /** There is something to draw. */
  ask(): void {
    if (this.#asked) return
    this.#asked = true
    requestAnimationFrame(this.#frame)
  }

  readonly #frame = (now: number): void => {
    if (!this.#asked) return
    if (now < this.#next) {
      requestAnimationFrame(this.#frame)
      return
    }
    this.now()
    this.watch()
  }

  /** Looks how long the next frame takes: what is asked for in one is drawn in the next, and holds up the one after it. */
  watch(): void {
    requestAnimationFrame((begun) =>
      requestAnimationFrame((done) => {
        const cost = done - begun
        this.#next = cost > SHORT ? performance.now() + Math.min(cost, LONGEST) : 0
        if (cost > SHORT) this.#slow()
      }),
    )
  }

  /** Draws what was asked for, at once. */
  now(): void {
    if (!this.#asked) return
    this.#asked = false
    this.#draw()
  }
}
