// From doors that have met the street to a measured city: every category searched, every cell given a state, sums drawn.
import type { Within } from '../access/answers.ts'
import type { Convention } from '../access/convention.ts'
import { Engine, type Solved } from '../access/engine.ts'
import { shown } from '../access/kernel.ts'
import { type Problem, problemOf } from '../access/problem.ts'
import { Search } from '../access/search.ts'
import { heed, type Progress, SILENT } from '../base/progress.ts'
import { classifier, unclassifiedLabels } from '../standard/classify.ts'
import { coverageOf, limitDs, statesOf } from './coverage.ts'
import { factsOf, groupsOf } from './facts.ts'
import { gapsOf } from './gap.ts'
import { islandsOf } from './islands.ts'
import { knowledgeOf, recounted } from './knowledge.ts'
import type { CellFacts, Measured, MeasureInputs } from './measured.ts'

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
    knowledge: inputs.knownBefore
      ? recounted(inputs.knownBefore, outlets, serves)
      : knowledgeOf(outlets, serves, categories.length, areas, inputs.ledgerComplete),
    findings,
    people: population.people.reduce((sum, n) => sum + n, 0),
  }
}

/** A city made ready for its searches: what they are asked, and what does not need them. */
export interface Begun {
  readonly given: Given
  readonly convention: Convention
  readonly snaps: BothSnaps
  readonly facts: CellFacts
  readonly problem: Problem
}

/** Sorts the streets for the walker of `convention` and puts the questions. */
export function begin(given: Given, convention: Convention, snaps: BothSnaps, progress: Progress): Begun {
  progress.begin({ zh: '整理路网', en: 'Sorting the streets for this walker' }, null)
  const search = new Search(given.graph, convention.walker, convention.legs)
  const facts = factsOf(search, given.population, snaps.cellSnaps, given.areas, given.bounds)
  heed(progress)
  const problem = problemFor(search, given, snaps)
  heed(progress)
  return { given, convention, snaps, facts, problem }
}

/** The measured city: every cell given a state, sums drawn. */
export function finish(begun: Begun, { nearest, within, ran }: Solved, progress: Progress): Measured {
  const { given, convention, snaps, facts } = begun
  progress.begin({ zh: '汇总', en: 'Adding up' }, null)
  const { graph, population } = given
  const m = {
    ...given,
    facts,
    cellArea: facts.tract.map((t) => facts.tractAreas[t]![0] ?? -1),
    convention,
    ...snaps,
    nearest,
    within: shown(within),
    ran,
    islands: islandsOf(graph, snaps.cellSnaps, population.people),
  }
  return { ...m, ...drawn(m) }
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
  const { graph, convention } = measured
  const problem = problemFor(new Search(graph, convention.walker, convention.legs), measured, measured)
  return shown(new Engine(problem).within(limitDs(convention), progress))
}

/** What the searches are asked: from every cell, the outlets of every category. */
export function problemFor(
  search: Search,
  { serves, categories, outlets }: Pick<Measured, 'serves' | 'categories' | 'outlets'>,
  { cellSnaps, outletSnaps }: BothSnaps,
): Problem {
  const members: number[][] = categories.map(() => [])
  serves.forEach((served, o) => {
    for (const c of served) members[c]!.push(o)
  })
  return problemOf(search, cellSnaps, outletSnaps, members, { capacity: outlets.map((o) => o.capacity) })
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
