// geojson-path-finder (ISC, Liedman): one pair over lines of GeoJSON.
import type { Feature, LineString, Point } from 'geojson'
import imported from 'geojson-path-finder'
import { figureOf } from '../figure.ts'
import { inTurn } from '../measure.ts'
import { edgesOf, junctionsWithPairs, type Peer } from './peer.ts'

// Node takes its CommonJS build, whose default lies one deeper than its types say
const PathFinder = (imported as unknown as { default?: typeof imported }).default ?? imported

const peer: Peer = {
  id: 'geojson-path-finder',
  lines: ['geojson-path-finder'],
  async measure(quick) {
    const { city, pairs, balls, reached } = await junctionsWithPairs()
    const { from, to, ds } = edgesOf(city)
    const at = (n: number): [number, number] => [city.graph.lng[n]! / 1e7, city.graph.lat[n]! / 1e7]
    const point = (n: number): Feature<Point> => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Point', coordinates: at(n) },
    })
    const features = Array.from(
      from,
      (a, e): Feature<LineString, { ds: number }> => ({
        type: 'Feature',
        properties: { ds: ds[e]! },
        geometry: { type: 'LineString', coordinates: [at(a), at(to[e]!)] },
      }),
    )
    const finder = new PathFinder(
      { type: 'FeatureCollection', features },
      { weight: (_a, _b, properties) => Math.max(1, properties.ds), tolerance: 1e-7 },
    )
    const find = () => {
      for (const pair of pairs) finder.findPath(point(pair.from), point(pair.to))
    }
    const [theirs, our] = await inTurn({ warmUps: 1, runs: quick ? 1 : 5 }, find, balls)
    return [
      {
        id: 'geojson-path-finder',
        theirWork: 'geojson-path-finder: one pair',
        ourWork: `all ${Math.round(reached)} nodes in 15 min, ${city.name}`,
        unit: 'µs',
        theirs: figureOf(theirs, pairs.length / 1000, ''),
        ours: figureOf(our, pairs.length / 1000, ''),
      },
    ]
  },
}
export default peer
