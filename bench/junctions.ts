// The junction graph of a network: chains of nodes with two streets each become single edges, of the chain's length. Searches
// of engines that contract, and of those that do not, can so be compared on the same graph.
import { WalkGraph } from '@yike/core/network/graph.ts'

/** The network between crossings and blind ends: loops dropped, of parallel edges the shortest kept, all public streets. */
export function junctionGraph(graph: WalkGraph): WalkGraph {
  const { nodes, first, arcs, lengthMm } = graph
  const degree = (n: number) => (first[n + 1]! - first[n]!) / 2
  const number = new Int32Array(nodes).fill(-1)
  const kept: number[] = []
  for (let n = 0; n < nodes; n++) if (degree(n) !== 2) number[n] = kept.push(n) - 1
  const least = new Map<number, number>() // a × nodes + b, a < b → mm
  kept.forEach((n, a) => {
    for (let at = first[n]!; at < first[n + 1]!; at += 2) {
      let [here, edge] = [arcs[at]!, arcs[at + 1]!]
      let mm = lengthMm[edge]!
      while (number[here]! < 0) {
        const on = arcs[first[here]! + 1] === edge ? first[here]! + 2 : first[here]!
        edge = arcs[on + 1]!
        mm += lengthMm[edge]!
        here = arcs[on]!
      }
      const b = number[here]!
      if (a >= b) continue // each chain is met from both ends; a loop is of no use
      const key = a * kept.length + b
      least.set(key, Math.min(mm, least.get(key) ?? Infinity))
    }
  })
  return ofEdges(graph, kept, least)
}

/** Nodes keep their order, and with it their places in memory. Nodes that lost all edges (a loop's own) go. */
function ofEdges(graph: WalkGraph, kept: readonly number[], least: ReadonlyMap<number, number>): WalkGraph {
  const ends = [...least].map(([key, mm]) => [Math.floor(key / kept.length), key % kept.length, mm] as const)
  ends.sort(([a, b], [c, d]) => a - c || b - d)
  const number = new Int32Array(kept.length)
  for (const [a, b] of ends) number[a] = number[b] = 1
  let nodes = 0
  for (let n = 0; n < kept.length; n++) number[n] = number[n] ? nodes++ : -1
  const result = new WalkGraph({ nodes, edges: ends.length, walls: 0 })
  kept.forEach((old, n) => {
    if (number[n]! < 0) return
    result.lng[number[n]!] = graph.lng[old]!
    result.lat[number[n]!] = graph.lat[old]!
  })
  ends.forEach(([a, b, mm], e) => {
    result.from[e] = number[a]!
    result.to[e] = number[b]!
    result.lengthMm[e] = mm
    result.first[number[a]! + 1]! += 2
    result.first[number[b]! + 1]! += 2
  })
  for (let n = 0; n < nodes; n++) result.first[n + 1]! += result.first[n]!
  const next = result.first.slice(0, nodes)
  ends.forEach((_, e) => {
    for (const [n, other] of [
      [result.from[e]!, result.to[e]!],
      [result.to[e]!, result.from[e]!],
    ] as const) {
      result.arcs.set([other, e], next[n]!)
      next[n]! += 2
    }
  })
  return result
}
