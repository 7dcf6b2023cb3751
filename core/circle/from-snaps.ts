// From doors that have met the street to a measured city: every category searched, every cell given a state, sums drawn.
import type { Nearest, Within } from '../access/answers.ts'
import { Balls } from '../access/balls.ts'
import type { Convention } from '../access/convention.ts'
import { Search } from '../access/search.ts'
import { heed, type Progress, SILENT } from '../base/progress.ts'
import { classifier, unclassifiedLabels } from '../standard/classify.ts'
import { coverageOf, limitDs, statesOf } from './coverage.ts'
import { factsOf, groupsOf } from './facts.ts'
import { gapsOf } from './gap.ts'
import { islandsOf } from './islands.ts'
import { knowledgeOf } from './knowledge.ts'
import type { Measured, MeasureInputs } from './measured.ts'

/** What does not change with the walker: it is worked out once. */
export type Given = Pick<
  Measured,
  | 'graph'
  | 'bounds'
  | 'population'
  | 'outlets'
  | 'categories'
  | 'serves'
  | 'unclassified'
  | 'standard'
  | 'areas'
  | 'knowledge'
  | 'findings'
  | 'people'
>

/** Where cells and outlets meet the street. */
export type BothSnaps = Pick<Measured, 'cellSnaps' | 'outletSnaps'>

/** Outlets classed, and what is known of each category. */
export function givenOf(inputs: MeasureInputs): Given {
  const { graph, bounds, population, outlets, areas, standard, findings } = inputs
  const classify = classifier(standard, inputs.labels)
  const categories = standard.categories
  const index = new Map(categories.map((c, i) => [c.id, i]))
  const serves = outlets.map((row) => classify(row).map((id) => index.get(id)!))
  return {
    graph,
    bounds,
    population,
    outlets,
    categories,
    serves,
    unclassified: unclassifiedLabels(outlets, classify),
    standard,
    areas,
    knowledge: knowledgeOf(outlets, serves, categories.length, areas, inputs.ledgerComplete),
    findings,
    people: population.people.reduce((sum, n) => sum + n, 0),
  }
}

/** The measured city, from where its doors meet the street. */
export function measureFrom(given: Given, convention: Convention, snaps: BothSnaps, progress: Progress): Measured {
  const { graph, bounds, population, areas, categories } = given
  const { cellSnaps, outletSnaps } = snaps
  progress.begin({ zh: '整理路网', en: 'Sorting the streets for this walker' }, null)
  const search = new Search(graph, convention.walker, convention.legs)
  const facts = factsOf(search, population, cellSnaps, areas, bounds)
  heed(progress)

  progress.begin({ zh: '找最近的网点', en: 'Finding the nearest outlets' }, categories.length)
  const nearest = outletsBy(given).map((which, c): Nearest => {
    const found = search.nearest(cellSnaps, outletSnaps, which)
    progress.step(c + 1)
    heed(progress)
    return found
  })
  const m = {
    graph,
    bounds,
    population,
    outlets: given.outlets,
    categories,
    serves: given.serves,
    unclassified: given.unclassified,
    standard: given.standard,
    areas,
    knowledge: given.knowledge,
    findings: given.findings,
    people: given.people,
    facts,
    cellArea: facts.tract.map((t) => facts.tractAreas[t]![0] ?? -1),
    convention,
    cellSnaps,
    outletSnaps,
    nearest,
    islands: islandsOf(graph, cellSnaps, population.people),
  }
  return { ...m, within: counted(search, m, progress), ...drawn(m) }
}

/**
 * The same city for another limit in minutes, without any search: states, shares and gaps. `within` is left empty, for
 * counts belong to a limit: `countWithin` makes them.
 */
export function recolour(measured: Measured, minutes: number): Measured {
  const convention = { ...measured.convention, minutes }
  return { ...measured, ...drawn({ ...measured, convention }), convention, within: [] }
}

/** Outlets and capacity within the limit, for every category. */
export function countWithin(measured: Measured, progress: Progress = SILENT): readonly Within[] {
  const { walker, legs } = measured.convention
  return counted(new Search(measured.graph, walker, legs), measured, progress)
}

/** Outlets of each category, as indices. */
function outletsBy({ serves, categories }: Pick<Measured, 'serves' | 'categories'>): readonly number[][] {
  const by: number[][] = categories.map(() => [])
  serves.forEach((served, o) => {
    for (const c of served) by[c]!.push(o)
  })
  return by
}

function counted(
  search: Search,
  m: BothSnaps & Pick<Measured, 'serves' | 'categories' | 'outlets' | 'convention'>,
  progress: Progress,
): readonly Within[] {
  const balls = new Balls(search, m.cellSnaps)
  const capacity = m.outlets.map((o) => o.capacity)
  progress.begin({ zh: '数可达的网点', en: 'Counting outlets within reach' }, m.categories.length)
  return outletsBy(m).map((which, c) => {
    const within = balls.within(m.outletSnaps, which, capacity, limitDs(m.convention))
    progress.step(c + 1)
    heed(progress)
    return within
  })
}

type Searched = Pick<
  Measured,
  'nearest' | 'knowledge' | 'facts' | 'convention' | 'categories' | 'areas' | 'population' | 'outlets' | 'cellSnaps'
>

/** What follows from the searches and the limit alone. */
function drawn(m: Searched): Pick<Measured, 'state' | 'coverage' | 'gaps'> {
  const state = statesOf(m.nearest, m.knowledge, m.facts, m.convention)
  const groups = groupsOf(m.population)
  return {
    state,
    coverage: coverageOf(state, m.categories, m.areas, m.facts, groups),
    gaps: gapsOf({ ...m, state, groups }),
  }
}
