// Chance, from a seed: the same seed gives the same numbers on every machine.
// xoshiro128** by Blackman & Vigna (2018), seeded through splitmix32; 32-bit integer arithmetic only, so results are exact.

/** A stream of seeded random numbers. */
export interface Random {
  /** In [0, 1), 32 bits fine. */
  next(): number
  /** A whole number in [from, to). */
  int(from: number, to: number): number
  /** In [from, to). */
  between(from: number, to: number): number
  /** One of `things`. */
  pick<T>(things: readonly T[]): T
  /** Normal, by Box–Muller. */
  normal(mean: number, deviation: number): number
  /** A stream of its own for a named part, so that a change in one part leaves the others as they were. */
  fork(name: string): Random
}

/** A random stream from `seed` (any 32-bit integer). */
export function random(seed: number): Random {
  let mixed = seed | 0
  const splitmix = () => {
    mixed = (mixed + 0x9e3779b9) | 0
    let z = mixed ^ (mixed >>> 16)
    z = Math.imul(z, 0x21f0aaad)
    z ^= z >>> 15
    z = Math.imul(z, 0x735a2d97)
    return (z ^ (z >>> 15)) >>> 0
  }
  let a = splitmix()
  let b = splitmix()
  let c = splitmix()
  let d = splitmix()
  const rotl = (x: number, k: number) => (x << k) | (x >>> (32 - k))
  const next32 = () => {
    const result = Math.imul(rotl(Math.imul(b, 5), 7), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = rotl(d, 11)
    return result
  }
  const next = () => next32() / 4294967296
  return {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from)),
    between: (from, to) => from + next() * (to - from),
    pick: (things) => things[Math.floor(next() * things.length)]!,
    normal: (mean, deviation) =>
      mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    fork(name) {
      let hash = seed | 0 // FNV-1a over the name, begun from the parent's seed
      for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
      return random(hash)
    },
  }
}
