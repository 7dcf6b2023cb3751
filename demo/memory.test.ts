import { test } from 'node:test'
import { doorsAt } from '@yike/core/access/points.ts'
import { problemOf } from '@yike/core/access/problem.ts'
import { Search } from '@yike/core/access/search.ts'
import { walkerOf } from '@yike/core/access/walkers.ts'
import { bytesOf } from '@yike/core/base/bytes.ts'
import { Findings } from '@yike/core/base/finding.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import { buildGraph } from '@yike/core/network/build.ts'
import { EdgeIndex, snapPoints } from '@yike/core/network/snap.ts'
import osmPbf from '@yike/core/source/formats/osm-pbf.ts'
import { isStatedWell } from '@yike/core/test/memory.ts'
import { makeCity } from './city.ts'
import { cityFiles } from './files.ts'
import { TRADES } from './trades.ts'

test('in a whole city, gates and compounds and all, the kernels take what is stated for them', async () => {
  const city = makeCity({ people: 20_000, seed: 1 })
  const file = (await cityFiles(city)).get('streets.osm.pbf')!
  const reading = { datum: 'wgs84', origin: 'osm', findings: new Findings(), progress: SILENT } as const
  const graph = buildGraph((await osmPbf.read(bytesOf('streets.osm.pbf', file), reading)).streets)
  const index = new EdgeIndex(graph)
  const snapped = (lng: Float64Array, lat: Float64Array) => snapPoints(index, doorsAt(lng, lat), { limitMeters: 250 })
  const homes = snapped(city.homes.lng, city.homes.lat)
  const shops = snapped(
    Float64Array.from(city.outlets, ({ lng }) => lng),
    Float64Array.from(city.outlets, ({ lat }) => lat),
  )
  const trades = Object.keys(TRADES)
  const members = trades.map((trade) => [...city.outlets.keys()].filter((o) => city.outlets[o]!.trade === trade))
  const capacity = city.outlets.map((outlet) => outlet.capacity)
  const people = Float64Array.from(city.homes.people)
  isStatedWell(problemOf(new Search(graph, walkerOf('elder')), homes, shops, members, { capacity, people }), 9000)
})
