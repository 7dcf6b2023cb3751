// For tests: a town drawn in text. Letters are crossings and stand where they are drawn, one character to `meters` east and one
// line to `meters` south; all else is drawing for the reader. Ways name the crossings they run through.
//
//   scene('A──B──C', { ABC: { highway: 'residential' } }, { nodes: { B: { barrier: 'gate', access: 'private' } } })
//
// The town lies in the Taklamakan, where nothing else is, and is built by the real `buildGraph`.
import { type LngLat, planeAt } from '../geo/meters.ts'
import { buildGraph } from '../network/build.ts'
import { DEGREES, EVERYONE, NOBODY, type WalkGraph } from '../network/graph.ts'
import type { Plaza, Streets, Tags } from '../source/rows.ts'

/** Ways by the crossings they run through; as a list where the same crossings carry several. */
export type DrawnWays = Readonly<Record<string, Tags>> | readonly (readonly [path: string, tags: Tags])[]

/** What else a town may have. */
export interface SceneOptions {
  /** Tags of crossings: gates, zebra crossings, entrances. */
  readonly nodes?: Readonly<Record<string, Tags>>
  /** Plazas by their border, holes after a dash: `ABCD-EFGH`. */
  readonly plazas?: Readonly<Record<string, Tags>>
  /** How plazas are walked; across if not told. */
  readonly walked?: 'across' | 'around'
  /** Walls by the crossings they run through. */
  readonly walls?: readonly string[]
  /** Lengths in mm as an edge table states them, one a way. */
  readonly lengthsMm?: readonly number[]
  /** One character and one line, metres. */
  readonly meters?: number
}

/** A drawn town. */
export interface Scene {
  readonly streets: Streets
  readonly graph: WalkGraph
  /** Where a crossing stands, or a place some characters east and lines south of it. */
  at(letter: string, east?: number, south?: number): LngLat
  /** The graph's nodes at a crossing: none where no edge is, several at a gate. */
  nodes(letter: string): number[]
  /** The graph's one node at a crossing. Throws where there are none or several. */
  node(letter: string): number
  /** The graph's edges between two crossings, ascending. */
  edges(from: string, to: string): number[]
  /**
   * Metres of the shortest walk between two crossings for those who pass what `who` may; null where there is none.
   * To a decimetre: places are rounded as OSM keeps them, so lengths are a centimetre off what is drawn.
   */
  meters(from: string, to: string, who?: number): number | null
}

/** Where the first character of a drawing stands. */
const SCENE_ORIGIN: LngLat = [83, 39]

/** Draws and builds a town. */
export function scene(map: string, ways: DrawnWays, options: SceneOptions = {}): Scene {
  const streets = drawStreets(map, ways, options)
  const graph = buildGraph(streets, { plazas: options.walked })
  const letters = lettersOf(map)
  const indexOf = (letter: string) => indexIn(letters, letter)
  const { meters: step = 10 } = options
  const plane = planeAt(...SCENE_ORIGIN)
  const at = (letter: string, east = 0, south = 0): LngLat => [
    streets.lng[indexOf(letter)]! + plane.lng(east * step) - SCENE_ORIGIN[0],
    streets.lat[indexOf(letter)]! + plane.lat(-south * step) - SCENE_ORIGIN[1],
  ]
  const nodes = (letter: string) => {
    const [lng, lat] = [streets.lng[indexOf(letter)]!, streets.lat[indexOf(letter)]!].map((d) =>
      Math.round(d / DEGREES),
    )
    const found: number[] = []
    for (let n = 0; n < graph.nodes; n++) if (graph.lng[n] === lng && graph.lat[n] === lat) found.push(n)
    return found
  }
  const node = (letter: string) => {
    const found = nodes(letter)
    if (found.length !== 1) throw new Error(`The graph has ${found.length} nodes at crossing ${letter}.`)
    return found[0]!
  }
  const edges = (from: string, to: string) => {
    const [a, b] = [nodes(from), nodes(to)]
    return Array.from({ length: graph.edges }, (_, e) => e).filter((e) => {
      const [x, y] = [graph.from[e]!, graph.to[e]!]
      return (a.includes(x) && b.includes(y)) || (a.includes(y) && b.includes(x))
    })
  }
  const meters = (from: string, to: string, who = EVERYONE) => shortestMeters(graph, node(from), node(to), who)
  return { streets, graph, at, nodes, node, edges, meters }
}

/** The streets of a drawing, before they are built. */
export function drawStreets(map: string, ways: DrawnWays, options: SceneOptions = {}): Streets {
  const { nodes = {}, plazas = {}, walls = [], lengthsMm, meters = 10 } = options
  const letters = lettersOf(map)
  const refs = (path: string) => Int32Array.from([...path], (letter) => indexIn(letters, letter))
  const plane = planeAt(...SCENE_ORIGIN)
  const degrees = (x: number) => Math.round(x / DEGREES) / 1e7 // as OSM keeps them
  const list: readonly (readonly [string, Tags])[] = Array.isArray(ways) ? ways : Object.entries(ways)
  const places = [...letters.values()]
  const way = rows(list.map(([path]) => refs(path)))
  const wall = rows(walls.map(refs))
  return {
    nodeId: Float64Array.from(places, (_, n) => n + 1),
    lng: Float64Array.from(places, ([x]) => degrees(plane.lng(x * meters))),
    lat: Float64Array.from(places, ([, y]) => degrees(plane.lat(-y * meters))),
    nodeTags: new Map(Object.entries(nodes).map(([letter, tags]) => [indexIn(letters, letter), tags])),
    wayId: Float64Array.from(list, (_, w) => 101 + w),
    wayFirst: way.first,
    wayRefs: way.refs,
    wayTags: list.map(([, tags]) => tags),
    wayLengthMm: lengthsMm ? Int32Array.from(lengthsMm) : null,
    plazas: Object.entries(plazas).map(([rings, tags], p): Plaza => {
      const [outer, ...inner] = rings.split('-').map(refs)
      return { id: `way/${901 + p}`, tags, outer: [outer!], inner }
    }),
    wallFirst: wall.first,
    wallRefs: wall.refs,
  }
}

/** Lists of node indices, one after another. */
function rows(lists: readonly ArrayLike<number>[]): { first: Int32Array; refs: Int32Array } {
  const first = new Int32Array(lists.length + 1)
  lists.forEach((list, i) => {
    first[i + 1] = first[i]! + list.length
  })
  return { first, refs: Int32Array.from(lists.flatMap((list) => Array.from(list))) }
}

/** Letters and digits of a drawing with their column and line, in order of reading. */
function lettersOf(map: string): Map<string, readonly [x: number, y: number]> {
  const letters = new Map<string, readonly [number, number]>()
  map.split('\n').forEach((row, y) => {
    ;[...row].forEach((letter, x) => {
      if (!/[A-Za-z0-9]/.test(letter)) return
      if (letters.has(letter)) throw new Error(`Crossing ${letter} is drawn twice.`)
      letters.set(letter, [x, y])
    })
  })
  return letters
}

function indexIn(letters: ReadonlyMap<string, unknown>, letter: string): number {
  const index = [...letters.keys()].indexOf(letter)
  if (index < 0) throw new Error(`There is no crossing ${letter} in this drawing.`)
  return index
}

/** By going over all edges until nothing changes: as plain as the definition. */
function shortestMeters(graph: WalkGraph, a: number, b: number, who: number): number | null {
  const mm = new Float64Array(graph.nodes).fill(Infinity)
  mm[a] = 0
  for (let changed = true; changed; ) {
    changed = false
    for (let e = 0; e < graph.edges; e++) {
      if (graph.who[e]! > who || graph.who[e] === NOBODY) continue
      for (const [x, y] of [
        [graph.from[e]!, graph.to[e]!],
        [graph.to[e]!, graph.from[e]!],
      ] as const) {
        if (mm[x]! + graph.lengthMm[e]! < mm[y]!) {
          mm[y] = mm[x]! + graph.lengthMm[e]!
          changed = true
        }
      }
    }
  }
  return mm[b] === Infinity ? null : Math.round(mm[b]! / 100) / 10
}
