// Sites for the gaps of a plan, where nobody has proposed any: for one category at a time the fewest candidates that reach all whom a
// candidate can reach, each with its bound.
import { Search } from '../access/search.ts'
import { Fault } from '../base/fault.ts'
import type { Name } from '../base/name.ts'
import { heed, type Progress } from '../base/progress.ts'
import type { Measured } from '../circle/measured.ts'
import type { Candidate } from '../siting/candidate.ts'
import { lackingCells } from '../siting/city.ts'
import { mayHold } from '../siting/premises.ts'
import { proposeSites, type SolveModel } from '../siting/propose.ts'
import type { Siting, SitingQuestion } from '../siting/siting.ts'
import { streetCandidates } from '../siting/street-nodes.ts'
import type { Category } from '../standard/define.ts'
import { STREETS_A_CATEGORY } from './inputs.ts'
import { peopleOf } from './lacks.ts'
import type { Chosen } from './proposals.ts'

const COUNTING = { band: null, unknownToo: false }

/** How the sites of one category were found. */
export interface Sited {
  readonly category: string
  /** People of the city who lack it, those of them whom some candidate reaches, and those whom the sites gain; whole. */
  readonly lacking: number
  readonly reachable: number
  readonly gained: number
  readonly candidates: number
  readonly sites: number
  /** No choice of these candidates does it with fewer. */
  readonly bound: number
  readonly ended: Siting['ended']
}

/** Sites found, how, and the categories for which there are none, with why. */
export interface SitedGaps {
  readonly chosen: readonly Chosen[]
  readonly sited: readonly Sited[]
  readonly left: readonly { readonly category: string; readonly why: Name }[]
}

/**
 * The basic categories that somebody lacks and that may be built on: some ledger knows them, and it is not OpenStreetMap alone, for
 * such a gap is verified first (rules.ts).
 */
export const categoriesToSite = (m: Measured): Category[] =>
  m.categories.filter(({ tier }, c) => {
    const { known, basis } = m.knowledge[c]!
    return tier === 'basic' && known && basis !== 'osm' && peopleOf(m, lackingCells(m, c, COUNTING)) >= 1
  })

/** The question put for a category: as few sites as reach all who lack it and can be reached. */
export const gapQuestion = (category: Category): SitingQuestion => ({
  model: 'fewest',
  categories: [category],
  p: null,
  budget: null,
  share: null,
  leastTrade: null,
  stopsPerVan: null,
  minutesBetween: null,
  band: null,
  unknownToo: false,
  capMinutes: null,
  floorM2: {},
  capacityIfUnknown: null,
})

/**
 * Sites each of `categories` among `premises` that may hold it; without premises among nodes of the streets near those who lack it.
 * Where nobody lacks it, nobody knows, or no candidate helps, it is said. Fault: cancelled.
 */
export async function siteGaps(
  m: Measured,
  categories: readonly Category[],
  premises: readonly Candidate[] | null,
  solve: SolveModel,
  progress: Progress,
): Promise<SitedGaps> {
  const chosen: Chosen[] = []
  const sited: Sited[] = []
  const left: { category: string; why: Name }[] = []
  const search = premises ? null : new Search(m.graph, m.convention.walker, m.convention.legs)
  for (const category of categories) {
    heed(progress)
    const lacking = lackingCells(m, m.categories.findIndex((c) => c.id === category.id), COUNTING) // biome-ignore format: one line
    const candidates = search
      ? streetCandidates(m, search, lacking, STREETS_A_CATEGORY)
      : premises!.filter((c) => c.kind !== 'mobile' && mayHold(c, category.id))
    try {
      const found = await proposeSites(m, candidates, gapQuestion(category), solve, { progress })
      for (const { candidate, categories: its, gained } of found.sites)
        chosen.push({ candidate, categories: its, gained })
      sited.push(sitedBy(found))
    } catch (fault) {
      if (!(fault instanceof Fault) || fault.code === 'cancelled') throw fault
      left.push({ category: category.id, why: { zh: fault.say('zh'), en: fault.say('en') } })
    }
  }
  return { chosen, sited, left }
}

/** How the sites of one category were found, out of the answer to its `gapQuestion`. */
export function sitedBy({ categories, candidates, sites, bound, ended }: Siting): Sited {
  const { category, lacking, reachable, gained } = categories[0]!
  return {
    category: category.id,
    lacking: Math.round(lacking),
    reachable: Math.round(reachable),
    gained: Math.round(gained),
    candidates: candidates.premises + candidates.street,
    sites: sites.length,
    bound: Math.ceil(bound - 1e-9),
    ended,
  }
}
