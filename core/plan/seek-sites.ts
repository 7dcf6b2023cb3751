// The sites of a plan: those that were chosen before, and those it seeks itself for what nobody has seen to.
import { Fault } from '../base/fault.ts'
import type { Progress } from '../base/progress.ts'
import type { Measured, MeasureInputs } from '../circle/measured.ts'
import type { Candidate, Proposal } from '../siting/candidate.ts'
import type { SolveModel } from '../siting/propose.ts'
import type { Category } from '../standard/define.ts'
import { getCategory } from '../standard/named.ts'
import { type Chosen, measuredProposals } from './proposals.ts'
import { categoriesToSite, type SitedGaps, siteGaps } from './site-gaps.ts'

/** What the sites come to. */
export interface PlanSites extends Pick<SitedGaps, 'sited' | 'left'> {
  readonly proposals: readonly Proposal[]
  /** Candidates that were not chosen: something may move to them. */
  readonly candidates: readonly Candidate[]
}

/** What is known before sites are sought. */
export interface SeekSites {
  readonly inputs: MeasureInputs
  readonly measured: Measured
  /** Categories to seek sites for (see `soughtBy`). */
  readonly sought: readonly Category[]
  /** Sites that were chosen before; what they see to is not sought again. */
  readonly chosen: readonly Chosen[]
  readonly candidates: readonly Candidate[]
  /** Only among these; null: on the streets. */
  readonly premises: readonly Candidate[] | null
  /** Measures a city that was changed. */
  again(changed: MeasureInputs): Promise<Measured>
  readonly solve: SolveModel
  readonly progress: Progress
}

const NOTHING: SitedGaps = { chosen: [], sited: [], left: [] }

/** Seeks sites, and tells whom all of them gain. Faults: cancelled and those of measuring. */
export async function seekSites(seek: SeekSites): Promise<PlanSites> {
  const { inputs, measured, sought, chosen, premises, again, solve, progress } = seek
  const open = sought.filter(({ id }) => !chosen.some((c) => c.categories.includes(id)))
  const found = open.length === 0 ? NOTHING : await siteGaps(measured, open, premises, solve, progress)
  const all = [...chosen, ...found.chosen]
  const taken = new Set(all.map((c) => c.candidate.id))
  const candidates = [...seek.candidates, ...(premises ?? []).filter((c) => !taken.has(c.id))]
  const told = all.every((c) => c.gained !== null)
  const proposals = told
    ? all.map(({ candidate, categories, gained }) => ({ candidate, categories, gained: gained!, people: [] }))
    : await measuredProposals(inputs, measured, all, again)
  return { proposals, candidates, sited: found.sited, left: found.left }
}

/** Categories by what a person says: `basic`, `none`, or names by commas. Fault: bad-value. */
export function soughtBy(what: string, measured: Measured): Category[] {
  if (what === 'none') return []
  if (what === 'basic') return categoriesToSite(measured)
  const names = what.split(/[,，、]/).filter((text) => text.trim() !== '')
  if (names.length === 0) throw new Fault('bad-value', { name: '--propose', expected: 'basic | none | …', got: what })
  return [...new Set(names.map((text) => getCategory(measured.categories, text, '--propose')))]
}
