// Cities by name, drawn or read once and kept under data/bench (which git ignores), so that a child process that measures
// one has only its arrays in memory and not what it was made from.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { random } from '@yike/core/base/random.ts'
import { WalkGraph } from '@yike/core/network/graph.ts'
import { digestOf, ROOT } from '../scripts/sources.ts'
import { drawNetwork, PLANS, planOf } from './cities.ts'
import { type City, cityOf, scatterOutlets } from './city.ts'
import { demoFiles } from './demo.ts'
import { junctionGraph } from './junctions.ts'
import { graphOf } from './ours.ts'

/** Where everything is kept that benchmarks make. */
export const KEPT = join(ROOT, 'data', 'bench')
/** Real extracts beside the checkout; not there for everybody. */
export const REAL = join(ROOT, '..', 'shared', 'data')

/** Extracts of real cities; their streets are real, the outlets on them are scattered as on drawn ones. */
const EXTRACTS: Readonly<Record<string, string>> = {
  porto: join(REAL, 'porto', 'porto.osm.pbf'),
  shanghai: join(REAL, 'shanghai', 'shanghai-center.osm.pbf'),
  jinan: join(REAL, 'jinan', 'jinan-roads-2020.osm.pbf'),
}

/** The extract of a real city; null where it is not there. */
export function extractOf(name: string): string | null {
  const path = EXTRACTS[name]
  return path && existsSync(path) ? path : null
}

/**
 * The city of a name, null where it needs a file that is not there:
 * s50k, s200k, s1500k, s<any>k (drawn); porto, shanghai, jinan (real streets); demo-<people> (the demo city's streets);
 * any of them with -jct (its chains of streets contracted to single edges).
 */
export async function cityNamed(name: string): Promise<City | null> {
  const graph = await networkNamed(name)
  if (!graph) return null
  const { node, category } = scatterOutlets(graph, random(1).fork('outlets'))
  return cityOf(name, graph, node, category)
}

async function networkNamed(name: string): Promise<WalkGraph | null> {
  const file = join(KEPT, `${name}-${digest().slice(0, 12)}.graph`)
  if (existsSync(file)) {
    const bytes = readFileSync(file)
    const alone = bytes.byteOffset === 0 && bytes.buffer.byteLength === bytes.length
    return WalkGraph.from(alone ? bytes.buffer : new Uint8Array(bytes).buffer)
  }
  const graph = await makeNetwork(name)
  if (!graph) return null
  mkdirSync(KEPT, { recursive: true })
  writeFileSync(`${file}.new`, new Uint8Array(graph.data))
  renameSync(`${file}.new`, file)
  return graph
}

async function makeNetwork(name: string): Promise<WalkGraph | null> {
  if (name.endsWith('-jct')) {
    const drawn = await networkNamed(name.slice(0, -4))
    return drawn && junctionGraph(drawn)
  }
  const size = /^s(\d+)k$/.exec(name)
  if (size) return drawNetwork(PLANS[name as 's200k'] ?? planOf(1000 * Number(size[1])))
  const people = /^demo-(\d+)$/.exec(name)
  if (people) return graphOf(join(demoFiles(Number(people[1])), 'streets.osm.pbf'))
  const path = extractOf(name)
  return path ? graphOf(path) : null
}

let known: string | null = null
/** Of what networks are made by. */
function digest(): string {
  known ??= createHash('sha256')
    .update(digestOf(['core/base', 'core/geo', 'core/network', 'core/source']))
    .update(readFileSync(join(import.meta.dirname, 'cities.ts')))
    .update(readFileSync(join(import.meta.dirname, 'junctions.ts')))
    .digest('hex')
  return known
}
