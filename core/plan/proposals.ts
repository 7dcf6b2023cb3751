// Proposals out of a file of sites, and whom they gain where the file does not say.
import type { Measured, MeasureInputs } from '../circle/measured.ts'
import { STATES } from '../circle/measured.ts'
import type { Candidate, Proposal } from '../siting/candidate.ts'
import { applyEdits } from './apply.ts'
import { editsOf } from './carry-out.ts'
import { Shape } from './shape.ts'

/** A candidate chosen for some categories; whom it gains is known or to be computed. */
export interface Chosen {
  readonly candidate: Candidate
  readonly categories: readonly string[]
  readonly gained: readonly Int32Array[] | null
}

const KINDS = ['premises', 'street', 'mobile'] as const

/**
 * What a file of sites holds: `sites`, as `yike site` writes them into sites.json; or `proposals`, each a `candidate` with its `categories` (and `gained`: lists of cells, one a category), and
 * `candidates`, of which those that were not chosen are left for moves. `cells` is how many the city has. Fault: bad-file.
 */
export function readSites(
  text: string,
  file: string,
  cells: number,
): { readonly chosen: readonly Chosen[]; readonly candidates: readonly Candidate[] } {
  const shape = Shape.of(text, file)
  const list = (key: string) => (shape.get(key).isNone ? [] : shape.get(key).list())
  if (['sites', 'proposals', 'candidates'].every((key) => shape.get(key).isNone)) shape.get('sites').wrong('[ … ]')
  const found = list('sites').map(siteOf)
  const proposed = list('proposals').map((p): Chosen => {
    const categories = p.get('categories').list().map((c) => c.text()) // biome-ignore format: one line
    const gained = p.get('gained')
    if (gained.isNone) return { candidate: candidateOf(p.get('candidate')), categories, gained: null }
    const lists = gained.list()
    if (lists.length !== categories.length) gained.wrong(`[ … ] × ${categories.length}`)
    return {
      candidate: candidateOf(p.get('candidate')),
      categories,
      gained: lists.map((l) => Int32Array.from(l.list(), (i) => i.number(0, cells - 1))),
    }
  })
  const chosen = [...found, ...proposed]
  const taken = new Set(chosen.map((c) => c.candidate.id))
  return {
    chosen,
    // in sites.json they are counted, not listed
    candidates: (found.length > 0 ? [] : list('candidates')).map(candidateOf).filter((c) => !taken.has(c.id)),
  }
}

/** A site of sites.json. Its people are told by site and not by cell, so whom it gains is measured. */
function siteOf(s: Shape): Chosen {
  const candidate: Candidate = {
    id: s.get('id').text(),
    name: s.get('name').textOrNull() ?? '',
    at: [s.get('lng').number(-180, 180), s.get('lat').number(-90, 90)],
    kind: s.get('kind').oneOf(KINDS),
    areaM2: s.get('area_m2').numberOrNull(0),
    cost: s.get('cost_yuan').numberOrNull(0),
    capacity: s.get('capacity').numberOrNull(0),
    hours: s.get('hours').textOrNull(),
    categories: null,
  }
  const categories = s.get('categories').list().map((c) => c.text()) // biome-ignore format: one line
  return { candidate, categories, gained: null }
}

function candidateOf(c: Shape): Candidate {
  const categories = c.get('categories')
  return {
    id: c.get('id').text(),
    name: c.get('name').textOrNull() ?? '',
    at: c.get('at').place(),
    kind: c.get('kind').isNone ? 'premises' : c.get('kind').oneOf(KINDS),
    areaM2: c.get('areaM2').numberOrNull(0),
    cost: c.get('cost').numberOrNull(0),
    capacity: c.get('capacity').numberOrNull(0),
    hours: c.get('hours').textOrNull(),
    categories: categories.isNone ? null : categories.list().map((x) => x.text()),
  }
}

const WITHIN = STATES.indexOf('within')

/**
 * Whom the chosen gain, all carried out together: each cell that comes within reach is counted for the new outlet that is nearest to
 * it. A candidate that was chosen several times (for one category at a time) is one outlet for them all. `after` measures the city
 * that it is handed.
 */
export async function measuredProposals(
  inputs: MeasureInputs,
  before: Measured,
  chosen: readonly Chosen[],
  after: (inputs: MeasureInputs) => Promise<Measured>,
): Promise<readonly Proposal[]> {
  const byId = new Map<string, { candidate: Candidate; categories: string[] }>()
  for (const { candidate, categories } of chosen) {
    const one = byId.get(candidate.id) ?? { candidate, categories: [] }
    byId.set(candidate.id, one)
    for (const id of categories) if (!one.categories.includes(id)) one.categories.push(id)
  }
  const bare = [...byId.values()].map((one) => ({ ...one, gained: [], people: [] }))
  if (chosen.length === 0) return []
  const now = await after(applyEdits(inputs, { name: 'sites', edits: editsOf(bare) }).inputs)
  const n = before.population.lng.length
  const indexOf = new Map(now.outlets.map((o, i) => [o.id, i]))
  return bare.map(({ candidate, categories }) => {
    const outlet = indexOf.get(`plan:${candidate.id}`) ?? -1
    const gained = categories.map((id) => {
      const c = now.categories.findIndex((x) => x.id === id)
      const cells: number[] = []
      for (let i = 0; c >= 0 && i < n; i++)
        if (
          now.state[c * n + i] === WITHIN &&
          before.state[c * n + i] !== WITHIN &&
          now.nearest[c]!.outlet[i] === outlet
        )
          cells.push(i)
      return Int32Array.from(cells)
    })
    const people = gained.map((cells) => cells.reduce((sum, i) => sum + before.population.people[i]!, 0))
    return { candidate, categories, gained, people }
  })
}
