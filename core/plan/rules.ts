// How a gap finds its measure. Rules are asked in the order below; each takes the people it gains away from those still lacking, so
// that nobody is promised twice for one category. A rule whose inputs are absent is silent.
//
//   check         the gap rests on OpenStreetMap alone, or no ledger here knows the category: verify before building
//   open-gate     of the gates tried, the one that gains most of those still lacking, as long as one gains anybody
//   mobile, open  proposals of siting that gain some of those still lacking
//   move          a move tried that gains more of those still lacking than it makes losers anywhere
//   open          nothing of all this applies, and the gap does not rest on OpenStreetMap alone: a site is still to be found
//   extend-hours  an outlet within reach is shut at the hour asked for (its people are not lacking; they stand apart)
//   enlarge       an outlet within reach has too few places (likewise)
import { type Action, actionId, type Gain, type Measure, type Problem, type Site } from './action.ts'
import type { PlanInputs } from './inputs.ts'
import { bandsOf, type Lack, lacksOf, outletOf, peopleOf, problemOf, residentsOf } from './lacks.ts'

/** All actions that the rules find, by circle and category; neither ordered nor dated, and each site's cost on every action it serves. */
export function actionsFrom(inputs: PlanInputs): Action[] {
  const { measured: m, circles } = inputs
  const lacks = lacksOf(m, circles)
  const apartMoves = { ...inputs, moves: movesTogether(inputs) }
  return [...lacks.flatMap((lack) => forLack(apartMoves, lack)), ...apart(inputs)]
}

/** Moves that can all be made: an outlet goes to one place only, and a place takes one; those that gain most more than they lose first. */
function movesTogether({ measured: m, moves }: PlanInputs): PlanInputs['moves'] {
  const net = new Map(moves.map((move) => [move, peopleOf(m, move.gained) - peopleOf(m, move.lost)]))
  const taken = new Set<string>()
  const kept = new Set<PlanInputs['moves'][number]>()
  for (const move of [...moves].sort((a, b) => net.get(b)! - net.get(a)!)) {
    const keys = [`outlet ${move.outlet}`, `place ${move.to.id}`]
    if (keys.some((key) => taken.has(key))) continue
    for (const key of keys) taken.add(key)
    kept.add(move)
  }
  return moves.filter((move) => kept.has(move))
}

interface Found {
  readonly measure: Measure
  readonly sites: readonly Site[]
  readonly cells: readonly number[]
  readonly lost: number
}

function forLack(inputs: PlanInputs, lack: Lack): Action[] {
  const { measured: m } = inputs
  const { id } = m.categories[lack.category]!
  const make = actionMaker(inputs, lack.circle, lack.category)
  const actions: Action[] = []
  if (peopleOf(m, lack.unknown) >= 1) {
    actions.push(make('check', problemOf(m, 'unknown', lack.category, lack.unknown, lack.residents), [], null, null))
  }
  if (peopleOf(m, lack.lacking) < 1) return actions
  const problem = problemOf(m, 'lacking', lack.category, lack.lacking, lack.told)
  const doubtful = problem.basis === 'osm'
  if (doubtful) actions.push(make('check', problem, [], null, null))
  const after = doubtful ? actions.at(-1)!.id : null

  const left = new Set(lack.lacking)
  const found: Found[] = []
  for (const rule of [byGates, byProposals, byMove]) found.push(...rule(inputs, id, left))
  for (const { measure, sites, cells, lost } of found) {
    const gain: Gain = { people: peopleOf(m, cells), bands: bandsOf(m, cells), cells, lost }
    actions.push(make(measure, problem, sites, gain, after))
  }
  if (found.length === 0 && !doubtful) actions.push(make('open', problem, [], null, null))
  return actions
}

/** Gates, the one that gains most first; of two alike the first tried. */
function byGates({ measured: m, gates }: PlanInputs, category: string, left: Set<number>): Found[] {
  const sites: Site[] = []
  const cells: number[] = []
  for (;;) {
    let best: { gate: (typeof gates)[number]; gained: number[]; people: number } | null = null
    for (const gate of gates) {
      const gained = (gate.gained.get(category) ?? []).filter((i) => left.has(i))
      const people = peopleOf(m, gained)
      if (people >= 1 && people > (best?.people ?? 0)) best = { gate, gained: [...gained], people }
    }
    if (!best) break
    const { gate, gained } = best
    sites.push({
      kind: 'gate',
      id: String(gate.edge),
      name: '',
      at: gate.at,
      cost: null,
      paidBy: null,
      passage: gate.passage,
    })
    for (const i of gained) left.delete(i)
    cells.push(...gained)
  }
  return sites.length === 0 ? [] : [{ measure: 'open-gate', sites, cells: ascending(cells), lost: 0 }]
}

/** Proposals in the order in which siting chose them, stops of carts and vans apart from the others. */
function byProposals({ measured: m, proposals }: PlanInputs, category: string, left: Set<number>): Found[] {
  const found = { mobile: { sites: [] as Site[], cells: [] as number[] }, open: { sites: [] as Site[], cells: [] as number[] } } // biome-ignore format: one line
  for (const { candidate, categories, gained } of proposals) {
    const k = categories.indexOf(category)
    if (k < 0) continue
    const cells = [...gained[k]!].filter((i) => left.has(i))
    if (peopleOf(m, cells) < 1) continue
    for (const i of cells) left.delete(i)
    const to = found[candidate.kind === 'mobile' ? 'mobile' : 'open']
    const { id, name, at, cost } = candidate
    to.sites.push({ kind: 'candidate', id, name, at, cost, paidBy: null, passage: null })
    to.cells.push(...cells)
  }
  return (['mobile', 'open'] as const)
    .filter((measure) => found[measure].sites.length > 0)
    .map((measure) => ({ measure, sites: found[measure].sites, cells: ascending(found[measure].cells), lost: 0 }))
}

/** The one move that gains most more than it loses. */
function byMove({ measured: m, moves }: PlanInputs, category: string, left: Set<number>): Found[] {
  let best: { found: Found; net: number } | null = null
  for (const move of moves) {
    if (move.category !== category) continue
    const cells = [...move.gained].filter((i) => left.has(i))
    const lost = peopleOf(m, move.lost)
    const net = peopleOf(m, cells) - lost
    if (net < 1 || net <= (best?.net ?? 0)) continue
    const outlet = outletOf(m, move.outlet)!
    const { id, name, at, cost } = move.to
    const sites: Site[] = [
      { kind: 'outlet', id: outlet.id, name: outlet.name, at: outlet.at, cost: null, paidBy: null, passage: null },
      { kind: 'candidate', id, name, at, cost, paidBy: null, passage: null },
    ]
    best = { found: { measure: 'move', sites, cells, lost }, net }
  }
  for (const i of best?.found.cells ?? []) left.delete(i)
  return best ? [best.found] : []
}

/** Outlets that are there and shut, or too small: by circle, the people of both outlets of a circle together. */
function apart({ shut, small, ...inputs }: PlanInputs): Action[] {
  const { measured: m, circles } = inputs
  const kinds = [
    ['extend-hours', 'shut', shut],
    ['enlarge', 'insufficient', small],
  ] as const
  const residents = residentsOf(m, circles)
  const actions: Action[] = []
  for (const [measure, kind, list] of kinds)
    for (const [category, { id }] of m.categories.entries()) {
      const its = list.filter((l) => l.category === id)
      circles.circles.forEach((_, circle) => {
        const here = its
          .map(({ outlet, cells }) => ({ outlet, cells: [...cells].filter((i) => circles.ofCell[i] === circle) }))
          .filter(({ cells }) => peopleOf(m, cells) >= 1)
        if (here.length === 0) return
        const cells = ascending([...new Set(here.flatMap((h) => h.cells))])
        const sites = here.flatMap(({ outlet }): Site[] => {
          const row = outletOf(m, outlet)
          return row
            ? [{ kind: 'outlet', id: row.id, name: row.name, at: row.at, cost: null, paidBy: null, passage: null }]
            : []
        })
        const problem = problemOf(m, kind, category, cells, residents[circle]!)
        const make = actionMaker({ ...inputs, shut, small }, circle, category)
        // who is gained depends on how long it stays open or how many places it gets: that is for whoever decides it
        actions.push(make(measure, problem, sites, null, null))
      })
    }
  return actions
}

const ascending = (cells: readonly number[]): number[] => [...cells].sort((a, b) => a - b)

/** The nearest outlet's row, and the document of the tier. */
function sourcesOf(m: PlanInputs['measured'], category: number, problem: Problem): string[] {
  const origin = problem.nearest ? outletOf(m, problem.nearest.outlet)?.origins[0] : undefined
  const row = origin ? [`${origin.file}${origin.row === null ? '' : `:${origin.row}`}`] : []
  return [...row, m.categories[category]!.tierSource]
}

function actionMaker({ measured: m, circles, tally }: PlanInputs, circle: number, category: number) {
  const { id: circleId } = circles.circles[circle]!
  const { id: categoryId, lead } = m.categories[category]!
  const asked = tally?.circles.find((c) => c.circle === circleId)
  const wishes = asked ? { asked: asked.asked, wanted: asked.wanted[categoryId] ?? 0 } : null
  return (
    measure: Measure,
    problem: Problem,
    sites: readonly Site[],
    gain: Gain | null,
    after: string | null,
  ): Action => ({
    id: actionId(circleId, categoryId, measure),
    circle: circleId,
    category: categoryId,
    measure,
    problem,
    sites,
    lead,
    cost: null,
    term: null,
    gain,
    after,
    wishes,
    sources: sourcesOf(m, category, problem),
  })
}
