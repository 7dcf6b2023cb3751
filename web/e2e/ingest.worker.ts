// The reader and the builder of core in a browser's worker, for a test: a file comes in, the network's bytes go out.
import { bytesOf } from '@yike/core/base/bytes.ts'
import { Findings } from '@yike/core/base/finding.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import { buildGraph } from '@yike/core/network/build.ts'
import { readStreets } from '@yike/core/source/osm/extract.ts'

self.onmessage = async ({ data }: MessageEvent<Uint8Array>) => {
  const streets = await readStreets(bytesOf('city.osm.pbf', data), { progress: SILENT, findings: new Findings() })
  const graph = buildGraph(streets).seal() as ArrayBuffer
  self.postMessage(graph, { transfer: [graph] })
}
