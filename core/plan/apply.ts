// A scenario made of a city: other inputs, which are measured like any. The base is never written to: what an edit changes is a
// copy, and the rest is shared.

import { doorsAt } from '../access/points.ts'
import { type Finding, Findings } from '../base/finding.ts'
import type { Name } from '../base/name.ts'
import { givenOf } from '../circle/from-snaps.ts'
import { indexFor, snapAll } from '../circle/measure.ts'
import type { MeasureInputs } from '../circle/measured.ts'
import { contains } from '../geo/bounds.ts'
import { type LngLat, metersBetween } from '../geo/meters.ts'
import { gateOf, type PlaceOnEdge, withPassage, withPath } from '../network/edit.ts'
import { DEGREES, EDGE_KINDS, EVERYONE, NOBODY, RESIDENTS, type WalkGraph } from '../network/graph.ts'
import { BANDS, type OutletRow, type Population } from '../source/rows.ts'
import type { Passage, PlanEdit, PlanScenario } from './scenario.ts'

/** A gate no further from the place than this is meant, metres. Our own proposal: about the width of a gate and its road. */
export const GATE_METERS = 30

/** Thousandths of a crossing on an edge, see network/graph.ts. */
const ONE_CROSSING = 1000

const WHO: Readonly<Record<Passage, number>> = { everyone: EVERYONE, residents: RESIDENTS, nobody: NOBODY }

/** A city as a scenario has it. */
export interface Applied {
  /** What `measure` takes. Outlets that stay keep their order, those opened and homes built come after the others. */
  readonly inputs: MeasureInputs
  /** Edits that did not fit, each named by its number (from 1) and why; the others were made. */
  readonly findings: readonly Finding[]
}

/** Makes the edits in order, each on the city that the ones before it left. The same inputs and scenario give the same bytes. */
export function applyEdits(base: MeasureInputs, scenario: PlanScenario): Applied {
  const found = new Findings()
  let inputs: MeasureInputs = { ...base, knownBefore: base.knownBefore ?? givenOf(base).knowledge }
  scenario.edits.forEach((edit, i) => {
    const made = MAKERS[edit.kind](inputs, edit as never)
    if ('why' in made) {
      const why = { zh: `${edit.kind}：${made.why.zh}`, en: `${edit.kind}: ${made.why.en}` }
      found.note('edit-left-out', scenario.name, i + 1, why)
    } else inputs = { ...inputs, ...made }
  })
  const findings = found.list()
  return { inputs: { ...inputs, findings: [...base.findings, ...findings] }, findings }
}

/** What an edit changes, or why it cannot be made. */
type Made = Partial<MeasureInputs> | { readonly why: Name }
type Of<K extends PlanEdit['kind']> = Extract<PlanEdit, { kind: K }>

const MAKERS: { readonly [K in PlanEdit['kind']]: (inputs: MeasureInputs, edit: Of<K>) => Made } = {
  open: opened,
  close: (inputs, { outlet }) => withOutlet(inputs, outlet, () => []),
  move: (inputs, { outlet, at }) =>
    contains(inputs.bounds, ...at) ? withOutlet(inputs, outlet, (row) => [{ ...row, at, entrances: [] }]) : outside(at),
  change: (inputs, { outlet, hours, capacity }) =>
    withOutlet(inputs, outlet, (row) => [
      {
        ...row,
        ...(hours !== undefined ? { hours } : {}),
        ...(capacity !== undefined ? { capacity } : {}),
      },
    ]),
  gate: passage,
  path: laid,
  crossing: laid,
  homes: built,
}

const placeWords = ([lng, lat]: LngLat) => `${lng.toFixed(6)}, ${lat.toFixed(6)}`

const outside = (at: LngLat): { why: Name } => ({
  why: { zh: `${placeWords(at)} 在路网范围之外`, en: `${placeWords(at)} is outside the street data` },
})

function withOutlet({ outlets }: MeasureInputs, id: string, to: (row: OutletRow) => OutletRow[]): Made {
  if (!outlets.some((o) => o.id === id))
    return { why: { zh: `没有编号为 ${id} 的网点`, en: `there is no outlet ${id}` } }
  return { outlets: outlets.flatMap((o) => (o.id === id ? to(o) : [o])) }
}

/** The label that a new outlet goes by: a person's own classing, so that it serves what it is opened for and nothing else. */
const labelFor = (categories: readonly string[]) => `scenario: ${categories.join(' + ')}`

function opened(inputs: MeasureInputs, edit: Of<'open'>): Made {
  const { outlets, standard, labels, bounds } = inputs
  if (outlets.some((o) => o.id === edit.id))
    return { why: { zh: `编号 ${edit.id} 已有网点`, en: `there is an outlet ${edit.id} already` } }
  const unknown = edit.categories.filter((id) => !standard.categories.some((c) => c.id === id))
  if (unknown.length > 0)
    return {
      why: {
        zh: `标准 ${standard.id} 没有业态 ${unknown.join('、')}`,
        en: `standard ${standard.id} has no category ${unknown.join(', ')}`,
      },
    }
  if (!contains(bounds, ...edit.at)) return outside(edit.at)
  const label = labelFor(edit.categories)
  const row: OutletRow = {
    id: edit.id,
    name: edit.name,
    at: edit.at,
    entrances: [],
    label,
    tags: {},
    capacity: edit.capacity,
    hours: edit.hours,
    address: null,
    origins: [{ kind: 'official', file: 'scenario', row: null, ref: edit.id, confirmed: null }],
  }
  return { outlets: [...outlets, row], labels: { ...labels, [label]: edit.categories.join('+') } }
}

const GATE = EDGE_KINDS.indexOf('gate')

function passage({ graph }: MeasureInputs, { at, who }: Of<'gate'>): Made {
  const edge = typeof at === 'number' ? gateAtNode(graph, at) : gateNear(graph, at)
  if (edge === null)
    return typeof at === 'number'
      ? { why: { zh: `节点 ${at} 处没有大门`, en: `there is no gate at node ${at}` } }
      : {
          why: {
            zh: `${placeWords(at)} 附近 ${GATE_METERS} 米内没有大门`,
            en: `there is no gate within ${GATE_METERS} m of ${placeWords(at)}`,
          },
        }
  return { graph: withPassage(graph, gateOf(graph, edge), WHO[who]) }
}

/** A gate edge that meets node `n`; null where none does. */
function gateAtNode(graph: WalkGraph, n: number): number | null {
  if (!Number.isInteger(n) || n < 0 || n >= graph.nodes) return null
  for (let a = graph.first[n]!; a < graph.first[n + 1]!; a += 2)
    if (graph.kind[graph.arcs[a + 1]!] === GATE) return graph.arcs[a + 1]!
  return null
}

/** The gate edge with an end nearest to a place; of two alike the first. Null where none is within GATE_METERS. */
function gateNear(graph: WalkGraph, [lng, lat]: LngLat): number | null {
  let best: number | null = null
  let least = GATE_METERS
  for (let e = 0; e < graph.edges; e++) {
    if (graph.kind[e] !== GATE) continue
    for (const n of [graph.from[e]!, graph.to[e]!]) {
      const meters = metersBetween(lng, lat, graph.lng[n]! * DEGREES, graph.lat[n]! * DEGREES)
      if (meters < least || (meters === least && best === null)) [best, least] = [e, meters]
    }
  }
  return best
}

function laid({ graph, convention }: MeasureInputs, { kind, ends: places, via, who }: Of<'path' | 'crossing'>): Made {
  const index = indexFor(graph, convention)
  const ends: PlaceOnEdge[] = []
  for (const at of places) {
    const snaps = snapAll(index, doorsAt(Float64Array.of(at[0]), Float64Array.of(at[1])), convention)
    if (snaps.edge.length === 0) {
      const m = convention.snapLimitMeters
      return {
        why: {
          zh: `${placeWords(at)} 附近 ${m} 米内没有可走的路`,
          en: `there is no way to walk within ${m} m of ${placeWords(at)}`,
        },
      }
    }
    ends.push({ edge: snaps.edge[0]!, offsetMm: snaps.offsetMm[0]! })
  }
  const edited = withPath(graph, ends[0]!, ends[1]!, via, WHO[who])
  // the graph is ours alone as yet; the crossing stands on the path's first piece
  if (kind === 'crossing') edited.graph.crossings[edited.path[0]!] = ONE_CROSSING
  return { graph: edited.graph }
}

function built({ population, bounds }: MeasureInputs, { at, people, bands }: Of<'homes'>): Made {
  if (!contains(bounds, ...at)) return outside(at)
  const lacking = BANDS.filter((band) => population.bands[band] && bands[band] === undefined)
  if (lacking.length > 0)
    return {
      why: {
        zh: `未说明 ${lacking.join('、')} 岁各有多少人，而现有人口分年龄段`,
        en: `it does not say how many are ${lacking.join(', ')}, and the residents of this city are known by age`,
      },
    }
  const more = (column: Float64Array, value: number) => Float64Array.from([...column, value])
  const known = BANDS.filter((band) => population.bands[band])
  return {
    population: {
      ...population,
      lng: more(population.lng, at[0]),
      lat: more(population.lat, at[1]),
      people: more(population.people, people),
      bands: Object.fromEntries(known.map((band) => [band, more(population.bands[band]!, bands[band]!)])),
      ...outlineWith(population, at),
    },
  }
}

/** Outlines with one more, which is a mere point: nobody has drawn the house yet. */
function outlineWith({ outline, outlineFirst }: Population, [lng, lat]: LngLat): Partial<Population> {
  if (!outline || !outlineFirst) return {}
  return {
    outline: Float64Array.from([...outline, lng, lat]),
    outlineFirst: Int32Array.from([...outlineFirst, outlineFirst.at(-1)! + 1]),
  }
}
