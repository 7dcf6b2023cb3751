// A walking network that somebody already has: a table of nodes and a table of edges. Each edge becomes a way of two nodes.
import type { Bytes } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import { heed } from '../base/progress.ts'
import { toWgs84 } from '../geo/datum.ts'
import { metersBetween } from '../geo/meters.ts'
import { degreesIn, numberIn } from './cells.ts'
import type { Fields } from './columns.ts'
import { csvRows } from './csv.ts'
import type { Reading } from './define.ts'
import { PLACE_FIELDS, words } from './fields.ts'
import type { Streets, Tags } from './rows.ts'
import { openTable } from './table.ts'

const NODE_FIELDS = {
  id: {
    name: { zh: '节点编号', en: 'node id' },
    headings: words('id 编号 节点编号 节点 node node_id nodeid osmid osm_id fid vertex n_id'),
  },
  lng: PLACE_FIELDS.lng,
  lat: PLACE_FIELDS.lat,
} as const satisfies Fields

const EDGE_FIELDS = {
  start: {
    name: { zh: '起点', en: 'from node' },
    headings: words('from 起点 起点编号 起始节点 u source start from_node from_id node_from fnode origin'),
  },
  end: {
    name: { zh: '终点', en: 'to node' },
    headings: words('to 终点 终点编号 终止节点 v target end to_node to_id node_to tnode destination'),
  },
  length: {
    name: { zh: '长度', en: 'length' },
    headings: words('length 长度 length_m length_km meters metres distance dist len weight 距离 里程'),
  },
  highway: {
    name: { zh: '道路等级', en: 'highway' },
    headings: words('highway 道路等级 道路类型 道路类别 等级 class fclass road_class type 类型'),
  },
} as const satisfies Fields

/**
 * What an edge is tagged where the table does not say: a footway. The table is somebody's walking network, so all of it
 * may be walked; `residential` would also claim that people live there, and a census might be spread along it.
 */
const WALKABLE: Tags = { highway: 'footway' }

/** Road classes of OSM that the walk table knows. Others, such as a class number, say nothing on who may walk. */
const OSM_CLASSES = new Set(
  `motorway motorway_link trunk trunk_link primary primary_link secondary secondary_link tertiary tertiary_link
   unclassified residential living_street service pedestrian track footway path steps cycleway bridleway corridor
   elevator road`.split(/\s+/),
)

/** What Chinese road tables (城市道路工程设计规范 CJJ 37: 快速路、主干路、次干路、支路) call them; the first that fits. */
const CHINESE_CLASSES: readonly (readonly [RegExp, string])[] = [
  [/高速/, 'motorway'],
  [/快速/, 'trunk'],
  [/次干/, 'secondary'],
  [/主干/, 'primary'],
  [/支路|街巷/, 'residential'],
  [/步行街/, 'pedestrian'],
  [/台阶|梯道|阶梯/, 'steps'],
  [/内部|小区/, 'service'],
]

function tagsFor(written: string): Tags {
  const plain = written.toLowerCase()
  if (OSM_CLASSES.has(plain)) return { highway: plain }
  const chinese = CHINESE_CLASSES.find(([word]) => word.test(written))
  return chinese ? { highway: chinese[1] } : WALKABLE
}

/**
 * Reads a node table (`id,lng,lat`) and an edge table (`from,to[,length][,highway]`). Ids may be any text. Lengths are metres
 * (or km, where the heading says so) and go before what is measured on the map; an edge without a usable one is measured.
 * Edges may be walked both ways: a pair listed both ways with one length counts once. Findings: unknown-node, bad-number,
 * bad-coordinates, duplicate-id. Faults: no-columns, empty-file, no-streets.
 */
export async function readNetworkTables(nodesFile: Bytes, edgesFile: Bytes, reading: Reading): Promise<Streets> {
  const nodes = await readNodes(nodesFile, reading)
  return await readEdges(edgesFile, nodes, reading)
}

interface Nodes {
  readonly index: ReadonlyMap<string, number>
  readonly lng: Float64Array
  readonly lat: Float64Array
}

async function readNodes(bytes: Bytes, reading: Reading): Promise<Nodes> {
  const { findings, progress, datum } = reading
  const file = bytes.name
  if (bytes.size === 0) throw new Fault('empty-file', { file })
  progress.begin({ zh: `读节点 ${file}`, en: `Reading nodes ${file}` }, null)
  const table = await openTable(
    csvRows(bytes, findings),
    { file, sheet: null },
    NODE_FIELDS,
    [['id', 'lng', 'lat']],
    reading,
  )
  const index = new Map<string, number>()
  const places: number[] = []
  for await (const rows of table.batches) {
    heed(progress)
    for (const row of rows) {
      const id = table.cell(row, 'id')
      const lng = degreesIn(table.cell(row, 'lng'))
      const lat = degreesIn(table.cell(row, 'lat'))
      if (id === '' || lng === null || lat === null || Math.abs(lng) > 180 || Math.abs(lat) > 90)
        findings.note('bad-coordinates', file, row.row, row.cells.join(', '))
      else if (index.has(id)) findings.note('duplicate-id', file, row.row, id)
      else {
        index.set(id, index.size)
        places.push(...toWgs84(lng, lat, datum))
      }
    }
    progress.step(index.size)
  }
  return {
    index,
    lng: Float64Array.from({ length: index.size }, (_, i) => places[2 * i]!),
    lat: Float64Array.from({ length: index.size }, (_, i) => places[2 * i + 1]!),
  }
}

async function readEdges(bytes: Bytes, { index, lng, lat }: Nodes, reading: Reading): Promise<Streets> {
  const { findings, progress } = reading
  const file = bytes.name
  if (bytes.size === 0) throw new Fault('empty-file', { file })
  progress.begin({ zh: `读边 ${file}`, en: `Reading edges ${file}` }, null)
  const table = await openTable(
    csvRows(bytes, findings),
    { file, sheet: null },
    EDGE_FIELDS,
    [['start', 'end']],
    reading,
  )
  const mmPerUnit = /km|公里|千米/i.test(table.guess.fields.length?.heading ?? '') ? 1e6 : 1e3
  const given = table.has('length')

  const refs: number[] = []
  const lengths: number[] = []
  const tags: Tags[] = []
  const lines: number[] = []
  const tagsOf = new Map<string, Tags>()
  const listed = new Map<number, number>() // pair of nodes → the first edge between them
  for await (const rows of table.batches) {
    heed(progress)
    for (const row of rows) {
      const [fromId, toId] = [table.cell(row, 'start'), table.cell(row, 'end')]
      const [a, b] = [index.get(fromId), index.get(toId)]
      if (a === undefined || b === undefined) {
        findings.note('unknown-node', file, row.row, `${fromId} → ${toId}`)
        continue
      }
      if (a === b) continue // a loop leads nowhere
      const cell = given ? table.cell(row, 'length') : ''
      const units = cell === '' ? null : numberIn(cell)
      const stated = units !== null && units >= 0 && units * mmPerUnit < 2 ** 31
      if (cell !== '' && !stated) findings.note('bad-number', file, row.row, cell)
      const mm = Math.round(stated ? units * mmPerUnit : 1000 * metersBetween(lng[a]!, lat[a]!, lng[b]!, lat[b]!))
      const written = table.cell(row, 'highway')
      let tag = tagsOf.get(written)
      if (!tag) {
        tag = tagsFor(written)
        tagsOf.set(written, tag)
      }
      const key = Math.min(a, b) * index.size + Math.max(a, b)
      const before = listed.get(key)
      if (before !== undefined && lengths[before] === mm && tags[before]!.highway === tag.highway) continue
      if (before === undefined) listed.set(key, lengths.length)
      refs.push(a, b)
      lengths.push(mm)
      tags.push(tag)
      lines.push(row.row)
    }
    progress.step(lengths.length)
  }
  if (lengths.length === 0) throw new Fault('no-streets', { file })
  const ways = lengths.length
  return {
    nodeId: Float64Array.from(lng, (_, i) => i),
    lng,
    lat,
    nodeTags: new Map(),
    wayId: Float64Array.from(lines), // so that evidence names the line of the table
    wayFirst: Int32Array.from({ length: ways + 1 }, (_, i) => 2 * i),
    wayRefs: Int32Array.from(refs),
    wayTags: tags,
    wayLengthMm: given ? Int32Array.from(lengths) : null,
    plazas: [],
    wallFirst: new Int32Array(1),
    wallRefs: new Int32Array(0),
  }
}
