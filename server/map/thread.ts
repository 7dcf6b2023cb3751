// The thread that draws maps: whatever takes long of a layer (reading a city, cutting tiles) happens here, while the server answers.
import { parentPort } from 'node:worker_threads'
import { collectionOf, featuresOf } from './features.ts'
import { extentOf, type Items, itemsOf, pick } from './items.ts'
import { Lru } from './lru.ts'
import type { Answered, Asked, Calls, LayerSource } from './messages.ts'
import { Tiles } from './tiles.ts'

const ITEM_BYTES = 200_000_000

const tiles = new Tiles()
const lists = new Lru<Items>(ITEM_BYTES)
const read = ({ layer, file, coverage }: LayerSource) => featuresOf(layer, file, coverage)

const answers: { [K in keyof Calls]: (told: Calls[K][0]) => Calls[K][1] } = {
  tile: ({ key, z, x, y }) => tiles.tile(key, z, x, y),
  loadTiles({ key, source }) {
    tiles.load(key, source.layer, source.file, source.coverage)
    return null
  },
  items({ key, asked }) {
    const items = lists.get(key)
    return items && pick(items, asked)
  },
  extent({ key }) {
    const items = lists.get(key)
    return items && { box: extentOf(items), count: items.features.length }
  },
  loadItems({ key, source }) {
    const features = [...read(source)]
    lists.set(key, itemsOf(features), 3 * source.file.length + 1000 * features.length)
    return null
  },
  collection: ({ source }) => collectionOf(read(source)),
}

parentPort!.on('message', ({ id, call, told }: Asked) => {
  let answer: Answered
  try {
    answer = { id, gives: (answers[call] as (told: unknown) => unknown)(told) }
  } catch (error) {
    answer = { id, fails: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
  parentPort!.postMessage(answer)
})
