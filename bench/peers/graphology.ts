// graphology-shortest-path (MIT, Plique): Dijkstra from one source to everywhere; it knows no limit.
import { UndirectedGraph } from 'graphology'
import { singleSource } from 'graphology-shortest-path/dijkstra.js'
import { figureOf } from '../figure.ts'
import { inTurn } from '../measure.ts'
import { edgesOf, junctionsWithPairs, type Peer } from './peer.ts'

const peer: Peer = {
  id: 'graphology',
  lines: ['graphology'],
  async measure(quick) {
    const { city, outlets, balls, reached } = await junctionsWithPairs()
    const { from, to, ds } = edgesOf(city)
    const graph = new UndirectedGraph<Record<string, never>, { ds: number }>()
    for (let n = 0; n < city.graph.nodes; n++) graph.addNode(n)
    from.forEach((a, e) => {
      graph.addEdge(a, to[e]!, { ds: ds[e]! })
    })
    let i = 0
    const search = () => singleSource(graph, String(city.outletNode[outlets[i++]!]!), 'ds')
    const [theirs, our] = await inTurn({ warmUps: 1, runs: quick ? 1 : 5 }, search, balls)
    return [
      {
        id: 'graphology',
        theirWork: 'graphology: one source to everywhere',
        ourWork: `all ${Math.round(reached)} nodes in 15 min, ${city.name}`,
        unit: 'ms',
        theirs: figureOf(theirs, 1, ''),
        ours: figureOf(our, outlets.length, ''),
      },
    ]
  },
}
export default peer
