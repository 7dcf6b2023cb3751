// What circles are made of: communities, which stay whole; where a city has none, blocks of cells (blocks.ts). Every street node
// and every cell gets the unit it lies in, or the one that is nearest on foot; who neighbours whom follows from the streets.
import type { Search } from '../access/search.ts'
import type { Findings } from '../base/finding.ts'
import type { MultiPolygon } from '../geo/polygon.ts'
import { AreaIndex } from '../geo/polygon-index.ts'
import { DEGREES, type WalkGraph } from '../network/graph.ts'
import type { Snaps } from '../network/snap.ts'
import type { AreaRow } from '../source/rows.ts'
import { blocksOf, spreadLabels } from './blocks.ts'
import type { Measured } from './measured.ts'
import { piecesOfCircles } from './pieces.ts'
import { type Neighbours, neighboursOf } from './unit-neighbours.ts'

/** The units of a city, in columns. */
export interface Units {
  readonly kind: 'community' | 'block'
  readonly ids: readonly string[]
  /** Names as people use them; '' where a unit has none. */
  readonly names: readonly string[]
  /** Borders of communities; null for blocks, which have none but the streets. */
  readonly polygons: readonly MultiPolygon[] | null
  /** Per cell and per street node: its unit; -1 where none can be told. */
  readonly ofCell: Int32Array
  readonly ofNode: Int32Array
  readonly neighbours: Neighbours
}

/** What the units of a city are made from. */
export type UnitSource = Pick<Measured, 'graph' | 'population' | 'areas' | 'cellSnaps' | 'facts'>

/**
 * The units of a measured city. Findings: communities that overlap, cells in no community, communities without a street. A cell in
 * several communities belongs to the smallest; one in none to that of its street.
 */
export function unitsOf(m: UnitSource, search: Search, findings: Findings): Units {
  const communities = m.areas.filter((a) => a.level === 'community')
  return communities.length > 0 ? ofCommunities(m, search, communities, findings) : ofBlocks(m, search)
}

function ofCommunities(m: UnitSource, search: Search, communities: readonly AreaRow[], findings: Findings): Units {
  const { population, graph, cellSnaps } = m
  const index = new AreaIndex(communities.map((a) => a.polygon))
  const ofNode = Int32Array.from(graph.lng, (x, n) => index.areaOf(x * DEGREES, graph.lat[n]! * DEGREES))
  const streets = new Uint8Array(communities.length)
  for (const u of ofNode) if (u >= 0) streets[u] = 1
  spreadLabels(search, ofNode)
  let [overlapped, overlaps, outside, holes] = [0, 0, 0, 0]
  let [pair, place] = ['', '']
  const ofCell = Int32Array.from(population.lng, (x, i) => {
    const held = index.allOf(x, population.lat[i]!)
    if (held.length > 1) {
      overlapped += population.people[i]!
      if (overlaps++ === 0) pair = `${communities[held[0]!]!.name} / ${communities[held[1]!]!.name}`
    }
    if (held.length > 0) return held[0]!
    outside += population.people[i]!
    if (holes++ === 0) place = `${x.toFixed(5)}, ${population.lat[i]!.toFixed(5)}`
    return nodeLabel(graph, cellSnaps, i, ofNode)
  })
  const file = population.file
  const said = (n: number, people: number, what: string) => ({
    zh: `${n} 个单元、${Math.round(people)} 人，如 ${what}`,
    en: `${n} cells, ${Math.round(people)} people, such as ${what}`,
  })
  if (overlaps) findings.note('units-overlap', file, null, said(overlaps, overlapped, pair))
  if (holes) findings.note('units-hole', file, null, said(holes, outside, place))
  communities.forEach((a, u) => {
    if (!streets[u]) findings.note('unit-no-street', file, null, a.name || a.id)
  })
  const polygons = communities.map((a) => a.polygon)
  const pieces = piecesOfCircles(
    search,
    communities.length,
    ofNode,
    ofCell,
    population.people,
    cellSnaps,
    m.facts.joined,
  )
  pieces.forEach(({ others }, u) => {
    const people = Math.round(others.reduce((s, part) => s + part.people, 0))
    if (people > 0) findings.note('unit-cut', file, null, `${communities[u]!.name || communities[u]!.id} ${people}`)
  })
  return {
    kind: 'community',
    ids: communities.map((a) => a.id),
    names: communities.map((a) => a.name),
    polygons,
    ofCell,
    ofNode,
    neighbours: neighboursOf(search, ofNode, communities.length, polygons),
  }
}

function ofBlocks({ graph, cellSnaps }: UnitSource, search: Search): Units {
  const { ofNode, blocks } = blocksOf(search, cellSnaps)
  const digits = Math.max(4, String(blocks).length)
  return {
    kind: 'block',
    ids: Array.from({ length: blocks }, (_, b) => `b${String(b + 1).padStart(digits, '0')}`),
    names: Array.from({ length: blocks }, () => ''),
    polygons: null,
    ofCell: Int32Array.from({ length: cellSnaps.points }, (_, i) => nodeLabel(graph, cellSnaps, i, ofNode)),
    ofNode,
    neighbours: neighboursOf(search, ofNode, blocks, null),
  }
}

/** The label of the nearer end of the edge where a point meets the street; -1 where it meets none. */
export function nodeLabel(graph: WalkGraph, snaps: Snaps, point: number, label: Int32Array): number {
  const s = snaps.first[point]!
  if (s === snaps.first[point + 1]) return -1
  const e = snaps.edge[s]!
  const near = 2 * snaps.offsetMm[s]! <= graph.lengthMm[e]! ? graph.from[e]! : graph.to[e]!
  const far = near === graph.from[e] ? graph.to[e]! : graph.from[e]!
  return label[near]! >= 0 ? label[near]! : label[far]!
}
