// A town drawn in text. Letters are crossings; where they stand is where they are, one character to `meters` east and one
// line to `meters` south. Ways name the letters they join; whatever else is drawn is for the eye.
//
//   const { graph, node } = scene(`A───B        { AB: { highway: 'residential' },
//                                  │   │          ADCB: { highway: 'footway' } })
//                                  D───C`,
//
// Towns lie on the equator, where a metre east is as many degrees as a metre north, so that lengths come out as drawn.
import type { LngLat } from '../geo/meters.ts'
import { planeAt } from '../geo/meters.ts'
import { type BuildOptions, buildNetwork } from '../network/build.ts'
import { EDGE_KINDS, type WalkGraph } from '../network/graph.ts'
import type { Plaza, Streets, Tags } from '../source/rows.ts'

/** The top left corner of every drawn town: in the Indian Ocean, where no real street lies. */
export const SCENE_ORIGIN: LngLat = [83, 0]

/** What may be drawn besides ways. */
export interface SceneOptions {
  /** Metres from one character to the next, and from one line to the next. */
  readonly meters?: number
  /** Tags of crossings, by letter. */
  readonly nodes?: Readonly<Record<string, Tags>>
  /** Plazas: rings of letters, the outer one first, holes after a space: `{ 'ABCD EFG': { highway: 'pedestrian' } }`. */
  readonly plazas?: Readonly<Record<string, Tags>>
  /** Walls: letters in a row. */
  readonly walls?: readonly string[]
  /** Lengths in mm stated for ways, by the way's letters; where it is given, every way must have one. */
  readonly lengthMm?: Readonly<Record<string, number>>
  /** Whether plazas are crossed (default) or walked around. */
  readonly walked?: BuildOptions['plazas']
}

/** A drawn town, as streets and as the network built from them. */
export interface Scene {
  readonly streets: Streets
  readonly graph: WalkGraph
  /** The graph's node at a letter (of a gate: its middle). Throws where no walkable way runs. */
  readonly node: (letter: string) => number
  /** Where a letter stands; `dx` and `dy` characters further east and south. */
  readonly at: (letter: string, dx?: number, dy?: number) => LngLat
  /** The edge between two letters, such as `AB`; gates are looked through. Throws where there is none. */
  readonly edge: (ends: string) => number
  /** The gate edges at a letter. */
  readonly gates: (letter: string) => readonly number[]
}

/**
 * The town of a map. A way is its letters in order, `ABC`; a second way through the same letters is written `ABC#2`.
 * The n-th way has the id n, from 1. Throws a sentence for a letter that is not on the map.
 */
export function scene(
  map: string,
  ways: Readonly<Record<string, Tags>>,
  { meters = 10, nodes = {}, plazas = {}, walls = [], lengthMm, walked = 'across' }: SceneOptions = {},
): Scene {
  const plane = planeAt(...SCENE_ORIGIN)
  const index = new Map<string, number>()
  const lng: number[] = []
  const lat: number[] = []
  for (const [y, row] of map.split('\n').entries()) {
    for (const [x, letter] of [...row].entries()) {
      if (!/[\p{L}\p{N}]/u.test(letter)) continue
      if (index.has(letter)) throw new Error(`${letter} stands twice on this map`)
      index.set(letter, lng.length)
      lng.push(plane.lng(x * meters))
      lat.push(plane.lat(-y * meters))
    }
  }
  const ref = (letter: string): number => {
    const n = index.get(letter)
    if (n === undefined) throw new Error(`There is no ${letter} on this map`)
    return n
  }
  const refs = (letters: string) => Array.from(letters.replace(/#.*/, ''), ref)
  const chains = (lines: readonly string[]) => ({
    first: Int32Array.from([0, ...lines.map((_, i) => lines.slice(0, i + 1).flatMap(refs).length)]),
    refs: Int32Array.from(lines.flatMap(refs)),
  })
  const paths = Object.keys(ways)
  const drawn = chains(paths)
  const fences = chains(walls)
  const streets: Streets = {
    nodeId: Float64Array.from(lng, (_, n) => n + 1),
    lng: Float64Array.from(lng),
    lat: Float64Array.from(lat),
    nodeTags: new Map(Object.entries(nodes).map(([letter, tags]) => [ref(letter), tags])),
    wayId: Float64Array.from(paths, (_, w) => w + 1),
    wayFirst: drawn.first,
    wayRefs: drawn.refs,
    wayTags: Object.values(ways),
    wayLengthMm: lengthMm ? Int32Array.from(paths, (path) => lengthMm[path]!) : null,
    plazas: Object.entries(plazas).map(([rings, tags], p): Plaza => {
      const [outer, ...inner] = rings.split(' ').map((ring) => Int32Array.from(refs(ring)))
      return { id: `way/${paths.length + 1 + p}`, tags, outer: [outer!], inner }
    }),
    wallFirst: fences.first,
    wallRefs: fences.refs,
  }
  const { graph, nodeOf } = buildNetwork(streets, { file: 'scene', plazas: walked })
  const node = (letter: string): number => {
    const n = nodeOf[ref(letter)]!
    if (n < 0) throw new Error(`No way runs through ${letter}`)
    return n
  }
  const GATE = EDGE_KINDS.indexOf('gate')
  const standsAt = (n: number, letter: string) =>
    graph.lng[n] === graph.lng[node(letter)] && graph.lat[n] === graph.lat[node(letter)]
  const edge = (ends: string): number => {
    const [a, b] = [...ends] as [string, string]
    for (let e = 0; e < graph.edges; e++) {
      if (graph.kind[e] === GATE) continue
      const [from, to] = [graph.from[e]!, graph.to[e]!]
      if ((standsAt(from, a) && standsAt(to, b)) || (standsAt(from, b) && standsAt(to, a))) return e
    }
    throw new Error(`No edge joins ${a} and ${b}`)
  }
  const gates = (letter: string) =>
    Array.from({ length: graph.edges }, (_, e) => e).filter(
      (e) => graph.kind[e] === GATE && standsAt(graph.from[e]!, letter),
    )
  return {
    streets,
    graph,
    node,
    at: (letter, dx = 0, dy = 0) => [
      lng[ref(letter)]! + plane.lng(dx * meters) - SCENE_ORIGIN[0],
      lat[ref(letter)]! - plane.lat(dy * meters),
    ],
    edge,
    gates,
  }
}
