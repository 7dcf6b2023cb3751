// How something grows: y = factor × x^exponent, by least squares on logarithms.

/** A fitted power law. */
export interface Power {
  readonly exponent: number
  readonly factor: number
  /** Share of the variance of log y that the line explains, 0 to 1. */
  readonly r2: number
}

/** Fits a power law to points of positive numbers; throws on fewer than two different x. */
export function fitPower(points: readonly { readonly x: number; readonly y: number }[]): Power {
  const logs = points.map(({ x, y }) => [Math.log(x), Math.log(y)] as const)
  const n = logs.length
  const mx = logs.reduce((sum, [x]) => sum + x, 0) / n
  const my = logs.reduce((sum, [, y]) => sum + y, 0) / n
  let [xx, xy, yy] = [0, 0, 0]
  for (const [x, y] of logs) {
    xx += (x - mx) ** 2
    xy += (x - mx) * (y - my)
    yy += (y - my) ** 2
  }
  if (!(xx > 0)) throw new Error(`A power law needs two different sizes; got ${points.length} points.`)
  const exponent = xy / xx
  return { exponent, factor: Math.exp(my - exponent * mx), r2: yy > 0 ? xy ** 2 / (xx * yy) : 1 }
}
