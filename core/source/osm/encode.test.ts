import assert from 'node:assert/strict'
import test from 'node:test'
import { bytesOf } from '../../base/bytes.ts'
import { SILENT } from '../../base/progress.ts'
import { town } from '../../test/osm-town.ts'
import { Blobs } from './blobs.ts'
import {
  decodeBlock,
  HAS_NODES,
  HAS_RELATIONS,
  HAS_WAYS,
  type NodeRun,
  type RelationRun,
  type WayRun,
} from './decode.ts'
import { encodePbf, type PbfContent, type PbfNode, type PbfShape } from './encode.ts'

/** What a reader that wants everything makes of a file. */
async function everything(file: Uint8Array) {
  const blobs = new Blobs(bytesOf('x.osm.pbf', file))
  const header = await blobs.header()
  const nodes: unknown[] = []
  const ways: unknown[] = []
  const relations: unknown[] = []
  const kinds: number[] = []
  const judge = () => 0
  await blobs.each(SILENT, (block) => {
    const places: [number, number][] = []
    decodeBlock(block, {
      judge,
      allNodes(run: NodeRun) {
        for (let n = 0; n < run.count; n++) places.push([run.lng[n]!, run.lat[n]!])
        for (let n = 0; n < run.count; n++) nodes.push({ id: run.id[n]!, lng: places[n]![0], lat: places[n]![1] })
      },
    })
    kinds.push(
      decodeBlock(block, {
        judge,
        ways(run: WayRun, strings) {
          for (let w = 0; w < run.count; w++)
            ways.push({
              id: run.id[w],
              refs: [...run.refs.subarray(run.refFirst[w], run.refFirst[w + 1])],
              tags: strings.tags(run.tags, run.tagFirst[w]!, run.tagFirst[w + 1]!),
            })
        },
        relations(run: RelationRun, strings) {
          for (let r = 0; r < run.count; r++)
            relations.push({
              id: run.id[r],
              members: Array.from({ length: run.refFirst[r + 1]! - run.refFirst[r]! }, (_, i) => {
                const m = run.refFirst[r]! + i
                const type = ['node', 'way', 'relation'][run.types[m]!]
                return { type, ref: run.refs[m], role: strings.text(run.roles[m]!) }
              }),
              tags: strings.tags(run.tags, run.tagFirst[r]!, run.tagFirst[r + 1]!),
            })
        },
      }),
    )
  })
  return { header, nodes, ways, relations, kinds }
}

const plain = (content: PbfContent) => ({
  nodes: (content.nodes as readonly PbfNode[]).map(({ id, lng, lat }) => ({ id, lng, lat })),
  ways: content.ways!.map(({ id, refs, tags = {} }) => ({ id, refs, tags })),
  relations: content.relations!.map(({ id, members, tags = {} }) => ({ id, members, tags })),
})

test('what is written is read back, in every shape', async () => {
  const content = town()
  const shapes: PbfShape[] = [
    {},
    { plainNodes: true },
    { raw: true },
    { perBlock: 5 },
    { plainNodes: true, perBlock: 2 },
  ]
  for (const shape of shapes) {
    const { nodes, ways, relations } = await everything(await encodePbf(content, shape))
    assert.deepEqual({ nodes, ways, relations }, plain(content), JSON.stringify(shape))
  }
})

test('the header states the box and what a reader must know', async () => {
  const { header } = await everything(await encodePbf(town()))
  assert.deepEqual(header.bounds, town().bounds)
  assert.deepEqual(header.requiredFeatures, ['OsmSchema-V0.6', 'DenseNodes'])
})

test('a block is of one kind and holds at most 8,000', async () => {
  const n = 20_001
  const id = Float64Array.from({ length: n }, (_, i) => i + 1)
  const lng = id.map((i) => 83 + i / 1e6)
  const lat = id.map((i) => 39 - i / 1e6)
  const ways = Array.from({ length: 8001 }, (_, i) => ({ id: i + 1, refs: [i + 1, i + 2] }))
  const { kinds, nodes } = await everything(
    await encodePbf({ nodes: { id, lng, lat }, ways, relations: [{ id: 1, members: [] }] }),
  )
  assert.deepEqual(kinds, [HAS_NODES, HAS_NODES, HAS_NODES, HAS_WAYS, HAS_WAYS, HAS_RELATIONS])
  assert.equal(nodes.length, n)
})

test('columns and objects make the same bytes, and so do two runs', async () => {
  const content = town()
  const list = content.nodes as readonly PbfNode[]
  const nodes = {
    id: Float64Array.from(list, (n) => n.id),
    lng: Float64Array.from(list, (n) => n.lng),
    lat: Float64Array.from(list, (n) => n.lat),
    tags: new Map([...list.entries()].flatMap(([i, n]) => (n.tags ? [[i, n.tags] as const] : []))),
  }
  const once = await encodePbf(content)
  assert.deepEqual(await encodePbf({ ...content, nodes }), once)
  assert.deepEqual(await encodePbf(content), once)
})

test('an id that is no whole number and a place that is nowhere are refused', async () => {
  await assert.rejects(encodePbf({ nodes: [{ id: 1.5, lng: 0, lat: 0 }] }), /whole number/)
  await assert.rejects(encodePbf({ nodes: [{ id: 1, lng: Number.NaN, lat: 0 }] }), /coordinate/)
  await assert.rejects(encodePbf({ nodes: [], ways: [{ id: -1, refs: [] }] }), /0 or more/)
})
