// ngraph.path (BSD-3, anvaka): one pair by bidirectional A* (NBA*) and by A*, with the straight line as lower bound.
import { metersBetween } from '@yike/core/geo/meters.ts'
import createGraph from 'ngraph.graph'
import { aStar, nba } from 'ngraph.path'
import { KMH } from '../city.ts'
import { figureOf } from '../figure.ts'
import { inTurn } from '../measure.ts'
import { edgesOf, junctionsWithPairs, type Peer } from './peer.ts'

const DS_PER_METER = 36 / KMH

const peer: Peer = {
  id: 'ngraph-path',
  lines: ['ngraph-nba', 'ngraph-astar'],
  async measure(quick) {
    const { city, pairs, balls, reached } = await junctionsWithPairs()
    const { from, to, ds } = edgesOf(city)
    const graph = createGraph<{ lng: number; lat: number }, number>()
    for (let n = 0; n < city.graph.nodes; n++)
      graph.addNode(n, { lng: city.graph.lng[n]! / 1e7, lat: city.graph.lat[n]! / 1e7 })
    from.forEach((a, e) => {
      graph.addLink(a, to[e]!, ds[e]!)
    })
    const runs = { warmUps: 1, runs: quick ? 1 : 5 }
    const options = {
      distance: (_a: unknown, _b: unknown, link: { data: number }) => link.data,
      heuristic: (a: { data: { lng: number; lat: number } }, b: { data: { lng: number; lat: number } }) =>
        0.99 * DS_PER_METER * metersBetween(a.data.lng, a.data.lat, b.data.lng, b.data.lat), // rounding of edges aside
    }
    const compared = []
    for (const [id, name, make] of [
      ['ngraph-nba', 'NBA*', nba],
      ['ngraph-astar', 'A*', aStar],
    ] as const) {
      const finder = make(graph, options)
      const find = () => {
        for (const pair of pairs) finder.find(pair.from, pair.to)
      }
      const [theirs, our] = await inTurn(runs, find, balls)
      compared.push({
        id,
        theirWork: `ngraph.path: one pair, ${name}`,
        ourWork: `all ${Math.round(reached)} nodes in 15 min, ${city.name}`,
        unit: 'µs' as const,
        theirs: figureOf(theirs, pairs.length / 1000, ''),
        ours: figureOf(our, pairs.length / 1000, ''),
      })
    }
    return compared
  },
}
export default peer
