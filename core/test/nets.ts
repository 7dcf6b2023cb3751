// For tests: nets without a drawn graph, and walks over them as plain as the definition.
import type { Net } from '../access/net.ts'
import { random } from '../base/random.ts'

/** A line between two junctions. */
export type PlainLine = readonly [a: number, b: number, ds: number]

/** The net of lines; each is as many millimetres as deciseconds. */
export function netFrom(nodes: number, lines: readonly PlainLine[]): Net {
  const around: (readonly [number, number])[][] = Array.from({ length: nodes }, () => [])
  for (const [a, b, ds] of lines) {
    around[a]!.push([b, ds])
    around[b]!.push([a, ds])
  }
  const first = new Int32Array(nodes + 1)
  around.forEach((arcs, n) => {
    first[n + 1] = first[n]! + arcs.length
  })
  const arcs = around.flat()
  const ds = Int32Array.from(arcs, ([, its]) => its)
  return { nodes, first, to: Int32Array.from(arcs, ([other]) => other), ds, mm: ds.slice() }
}

/** Lines by chance: mostly between near nodes, some far, some parallel, some of no length. */
export function randomLines(seed: number, nodes: number, lines: number, longest = 400): PlainLine[] {
  const chance = random(seed)
  return Array.from({ length: lines }, (): PlainLine => {
    const a = chance.int(0, nodes)
    const near = Math.min(nodes - 1, a + chance.int(1, 6))
    const b = chance.next() < 0.85 ? near : chance.int(0, nodes)
    return a === b ? [a, (a + 1) % nodes, 7] : [a, b, chance.next() < 0.08 ? 0 : chance.int(1, longest)]
  })
}

/** Deciseconds from `from` to every node over arcs, Infinity where there is no way: by going over all until nothing changes. */
export function plainWalks(nodes: number, arcs: readonly PlainLine[], from: number): number[] {
  const best = Array<number>(nodes).fill(Infinity)
  best[from] = 0
  for (let changed = true; changed; ) {
    changed = false
    for (const [a, b, ds] of arcs) {
      if (best[a]! + ds >= best[b]!) continue
      best[b] = best[a]! + ds
      changed = true
    }
  }
  return best
}
