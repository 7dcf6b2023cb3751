// A plan carried out in thought: its proposals as edits of a scenario.
import type { Proposal } from '../siting/candidate.ts'
import type { PlanEdit } from './scenario.ts'

/** One new outlet for each proposal, serving all that it was chosen for. Ids are `plan:` and the candidate's. */
export const editsOf = (proposals: readonly Proposal[]): readonly PlanEdit[] =>
  proposals.map(({ candidate: { id, name, at, capacity, hours }, categories }) => ({
    kind: 'open',
    id: `plan:${id}`,
    name,
    categories,
    at,
    capacity,
    hours,
  }))
