// The instances of the OR-Library's p-median files (Beasley 1990): an undirected graph whose every node is a demand of weight 1
// and a site. First line: nodes, edges, p; then an edge a line: from, to, length. A later line for the same edge wins.
import { Fault } from '../base/fault.ts'
import { instanceOfMatrix } from './build.ts'
import type { Instance } from './instance.ts'

/** A file of that kind, with the number of sites it asks for. */
export interface Pmed {
  readonly instance: Instance
  readonly p: number
}

/** Nodes beyond which all-pairs distances would not fit a computer's memory. */
const MOST_NODES = 5000

/** Reads one; `file` is its name, for the fault `bad-file` where a line is not what it must be. */
export function readPmed(text: string, file: string): Pmed {
  const wrong = (line: number, zh: string, en: string) =>
    new Fault('bad-file', { file, why: { zh: `第 ${line} 行：${zh}`, en: `line ${line}: ${en}` } })
  const lines = text.split(/\r\n?|\n/).map((l) => l.trim())
  const rows = lines.flatMap((l, i) => (l === '' ? [] : [{ line: i + 1, numbers: l.split(/\s+/).map(Number) }]))
  const head = rows[0]
  const [nodes = 0, edges = 0, p = 0] = head?.numbers ?? []
  if (head?.numbers.length !== 3 || !head.numbers.every((n) => Number.isInteger(n) && n > 0))
    throw wrong(head?.line ?? 1, '应为三个正整数：节点数 边数 p', 'expected three whole numbers: nodes, edges, p')
  if (nodes > MOST_NODES)
    throw wrong(head.line, `节点多于 ${MOST_NODES}`, `more nodes than ${MOST_NODES}, which is the most`)
  if (rows.length - 1 !== edges)
    throw wrong(
      head.line,
      `说有 ${edges} 条边，实有 ${rows.length - 1} 条`,
      `it says ${edges} edges; ${rows.length - 1} follow`,
    )
  const length = new Map<number, number>()
  for (const { line, numbers } of rows.slice(1)) {
    const [a = 0, b = 0, d = Number.NaN] = numbers
    const isNode = (n: number) => Number.isInteger(n) && n >= 1 && n <= nodes
    if (numbers.length !== 3 || !isNode(a) || !isNode(b) || !(d >= 0 && d < Infinity))
      throw wrong(line, `应为 节点 节点 长度（节点 1–${nodes}）`, `expected node, node, length, with nodes 1–${nodes}`)
    length.set(Math.min(a, b) * (nodes + 1) + Math.max(a, b), d)
  }
  return { instance: instanceOfMatrix(allPairs(nodes, length), nodes, nodes), p }
}

/** Shortest ways between all nodes (Floyd 1962, Warshall 1962), row by row. */
function allPairs(nodes: number, length: ReadonlyMap<number, number>): Float64Array {
  const way = new Float64Array(nodes * nodes).fill(Infinity)
  for (let i = 0; i < nodes; i++) way[i * nodes + i] = 0
  for (const [key, d] of length) {
    const a = Math.floor(key / (nodes + 1)) - 1
    const b = (key % (nodes + 1)) - 1
    if (a !== b) way[a * nodes + b] = way[b * nodes + a] = d
  }
  for (let via = 0; via < nodes; via++)
    for (let i = 0; i < nodes; i++) {
      const here = way[i * nodes + via]!
      if (here === Infinity) continue
      for (let j = 0, at = i * nodes, by = via * nodes; j < nodes; j++, at++, by++) {
        const d = here + way[by]!
        if (d < way[at]!) way[at] = d
      }
    }
  return way
}
