// All peers, in the order of the table.
import geojsonPathFinder from './geojson-path-finder.ts'
import graphology from './graphology.ts'
import ngraphPath from './ngraph-path.ts'
import osmium from './osmium.ts'
import type { Peer } from './peer.ts'
import pgrouting from './pgrouting.ts'
import scipy from './scipy.ts'

export const peers: readonly Peer[] = [scipy, pgrouting, ngraphPath, geojsonPathFinder, graphology, osmium]

/** Compares with the peer of that id; called in a process of its own. */
export function measurePeer(id: string, quick: boolean) {
  const peer = peers.find((p) => p.id === id)
  if (!peer) throw new Error(`There is no peer ${id}.`)
  return peer.measure(quick)
}
