// How deep the crossings of a grid lie in the ground that is near to lines: a surface whose line at 0 is the border of it.

/**
 * A grid on a plane, row by row from the south-west. At each crossing: the greatest of (radius − distance) over the lines
 * drawn so far, metres; at least 0 in the ground near them, and −(one cell) where none is near, deeper outside not being told.
 * The distance changes no faster than one walks, so a crossing beside one inside is never that far out, and the line at 0
 * can be interpolated everywhere. For the same reason one that lies a cell deep has none outside beside it: how much
 * deeper it lies does not matter, and is not worked out.
 */
export class NearLines {
  readonly columns: number
  readonly rows: number
  readonly value: Float32Array<ArrayBuffer>
  readonly #west: number
  readonly #south: number
  readonly #cell: number

  /** Crossing (c, r) stands at `west + c × cell`, `south + r × cell`. */
  constructor(columns: number, rows: number, west: number, south: number, cell: number) {
    this.columns = columns
    this.rows = rows
    this.#west = west
    this.#south = south
    this.#cell = cell
    this.value = new Float32Array(columns * rows).fill(-cell)
  }

  /** Draws the ground within `radius` metres of the line from (x1, y1) to (x2, y2); of a point where the two are one. */
  draw(x1: number, y1: number, x2: number, y2: number, radius: number): void {
    const { value, columns } = this
    const cell = this.#cell
    const reach = radius + cell // to the first crossings outside
    const [low, high] = y1 < y2 ? [y1, y2] : [y2, y1]
    const [dx, dy] = [x2 - x1, y2 - y1]
    const length2 = dx * dx + dy * dy
    const perLength2 = length2 > 0 ? 1 / length2 : 0
    const firstRow = Math.max(0, Math.ceil((low - reach - this.#south) / cell))
    const lastRow = Math.min(this.rows - 1, Math.floor((high + reach - this.#south) / cell))
    for (let r = firstRow; r <= lastRow; r++) {
      const y = this.#south + r * cell
      // the part of the line that is near enough to this row, and what lies near that
      let [a, b] = [0, 1]
      if (dy !== 0) {
        const [s, t] = [(y - reach - y1) / dy, (y + reach - y1) / dy]
        a = Math.max(0, Math.min(s, t))
        b = Math.min(1, Math.max(s, t))
        if (a > b) continue
      }
      const [xa, xb] = [x1 + a * dx, x1 + b * dx]
      const firstColumn = Math.max(0, Math.ceil((Math.min(xa, xb) - reach - this.#west) / cell))
      const lastColumn = Math.min(columns - 1, Math.floor((Math.max(xa, xb) + reach - this.#west) / cell))
      const ey = y - y1
      const alongRow = ey * dy
      for (let c = firstColumn, i = r * columns + c; c <= lastColumn; c++, i++) {
        const old = value[i]!
        if (old >= cell) continue
        const ex = this.#west + c * cell - x1
        let t = (ex * dx + alongRow) * perLength2
        if (t < 0) t = 0
        else if (t > 1) t = 1
        const fx = ex - t * dx
        const fy = ey - t * dy
        const distance2 = fx * fx + fy * fy
        const room = radius - old
        if (room > 0 && distance2 < room * room) value[i] = radius - Math.sqrt(distance2)
      }
    }
  }

  /** Takes over what another surface of the same grid has that is deeper. */
  include({ value }: NearLines): void {
    for (let i = 0; i < value.length; i++) if (value[i]! > this.value[i]!) this.value[i] = value[i]!
  }
}
