// Where outlets lie, as the database keeps it (the function `spot` of the migrations): one number with the bits of x and y of a tile
// of zoom 16 in turn. A tile of a lower zoom is one run of such numbers, a box a few.

/** Zoom of the tiles that spots number. */
export const SPOT_ZOOM = 16
const SIDE = 2 ** SPOT_ZOOM

/** West, south, east, north, in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number]
/** From, to; both inclusive. */
export type Run = readonly [from: number, to: number]

/** Column and row of the tile that holds a place, at a zoom; fractions tell where in it. */
export function tileAt(lng: number, lat: number, z: number): [x: number, y: number] {
  const phi = (Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180
  const n = 2 ** z
  return [((lng + 180) / 360) * n, ((1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2) * n]
}

/** The box of a tile. */
export function boxOf(z: number, x: number, y: number): Box {
  const n = 2 ** z
  const lng = (col: number) => (col / n) * 360 - 180
  const lat = (row: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / n))) * 180) / Math.PI
  return [lng(x), lat(y + 1), lng(x + 1), lat(y)]
}

/** The spots in a tile. z ≤ 16. */
export function runOf(z: number, x: number, y: number): Run {
  let from = 0
  for (let bit = z - 1; bit >= 0; bit--) from = from * 4 + ((x >> bit) & 1) + 2 * ((y >> bit) & 1)
  const many = 4 ** (SPOT_ZOOM - z)
  return [from * many, (from + 1) * many - 1]
}

/** The middle of the tile of a zoom with that number, as fractions of the whole square. */
export function middleOf(number: number, z: number): [x: number, y: number] {
  let [x, y] = [0, 0]
  for (let bit = 0, rest = number; bit < z; bit++, rest = Math.floor(rest / 4)) {
    x += (rest & 1) * 2 ** bit
    y += ((rest >> 1) & 1) * 2 ** bit
  }
  return [(x + 0.5) / 2 ** z, (y + 0.5) / 2 ** z]
}

/** Runs that together hold a box, and some ground round it; ascending, at most about `most`. */
export function runsOf([west, south, east, north]: Box, most = 16): Run[] {
  const clamp = (n: number) => Math.max(0, Math.min(SIDE - 1, Math.floor(n)))
  const [x0, y0] = tileAt(west, north, SPOT_ZOOM).map(clamp) as [number, number]
  const [x1, y1] = tileAt(east, south, SPOT_ZOOM).map(clamp) as [number, number]
  let tiles: [z: number, x: number, y: number][] = [[0, 0, 0]]
  const within = (z: number, x: number, y: number) => {
    const size = 2 ** (SPOT_ZOOM - z)
    return x * size <= x1 && (x + 1) * size > x0 && y * size <= y1 && (y + 1) * size > y0
  }
  for (let z = 0; z < SPOT_ZOOM; z++) {
    const finer = tiles.flatMap(([, x, y]) =>
      [0, 1, 2, 3]
        .map((q) => [z + 1, 2 * x + (q & 1), 2 * y + (q >> 1)] as [number, number, number])
        .filter((tile) => within(...tile)),
    )
    if (finer.length > most) break
    tiles = finer
  }
  const runs: [number, number][] = []
  for (const [from, to] of tiles.map((t) => runOf(...t)).sort((a, b) => a[0] - b[0])) {
    const last = runs.at(-1)
    if (last && last[1] + 1 === from) last[1] = to
    else runs.push([from, to])
  }
  return runs
}
