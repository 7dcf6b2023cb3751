// Other people's programs, on the same graph and the same work. Each has a file here; what is not installed is skipped.
import { spawnSync } from 'node:child_process'
import { random } from '@yike/core/base/random.ts'
import type { City } from '../city.ts'
import type { Figure } from '../figure.ts'
import * as ours from '../ours.ts'
import { cityNamed } from '../store.ts'

/** One work done by both. */
export interface Compared {
  readonly id: string
  /** Who, at which version, and what it did; what we did beside it. */
  readonly theirWork: string
  readonly ourWork: string
  readonly unit: 's' | 'ms' | 'µs' | 'ns'
  readonly theirs: Figure
  readonly ours: Figure
}

/** A program to compare with. */
export interface Peer {
  readonly id: string
  /** Ids of the lines that it makes. */
  readonly lines: readonly string[]
  /** Compares; a sentence where it cannot. */
  measure(quick: boolean): Promise<readonly Compared[] | string>
}

/** From one node to another that lies within the limit of it. */
export interface Pair {
  readonly from: number
  readonly to: number
}

/** Pairs that routers are asked for. */
const PAIRS = 200

/** A city with its junction graph only, real streets where they are there, and pairs on it: the same for all peers. */
export async function junctionsWithPairs() {
  const city = (await cityNamed('porto-jct')) ?? (await cityNamed('s200k-jct'))!
  const prepared = ours.searches(city)
  const chance = random(11)
  const pairs: Pair[] = []
  const outlets: number[] = []
  let nodes = 0
  while (pairs.length < PAIRS) {
    const outlet = chance.int(0, city.outletNode.length)
    const ball: number[] = []
    ours.reach(prepared, outlet, (n) => ball.push(n))
    if (ball.length < 2) continue // a lane that leads nowhere
    nodes += ball.length
    outlets.push(outlet)
    pairs.push({ from: city.outletNode[outlet]!, to: chance.pick(ball) })
  }
  /** Our part: a search from every one of the outlets. */
  const balls = () => {
    let met = 0
    for (const outlet of outlets) ours.reach(prepared, outlet, () => met++)
    return met
  }
  return { city, pairs, outlets, balls, reached: nodes / PAIRS }
}

/** Undirected edges of a city with their walking time in whole tenths of a second, as every peer is given them. */
export function edgesOf({ graph }: City): { from: Int32Array; to: Int32Array; ds: Int32Array } {
  return { from: graph.from, to: graph.to, ds: ours.edgeDs(graph) }
}

/** What a program says when asked for its version; null where it is not installed. */
export function versionOf(program: string, ...args: string[]): string | null {
  const asked = spawnSync(program, args, { encoding: 'utf8' })
  return asked.status === 0 ? (/\d+(\.\d+)+/.exec(asked.stdout)?.[0] ?? '?') : null
}
