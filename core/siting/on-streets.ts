// Candidates on the streets for a question: near those whom it is about.
import { Search } from '../access/search.ts'
import { type Measured, STATES } from '../circle/measured.ts'
import type { Candidate } from './candidate.ts'
import { lackingCells, peopleOf } from './city.ts'
import type { SitingQuestion } from './siting.ts'
import { streetCandidates } from './street-nodes.ts'

/** Up to `wanted` nodes of the streets near the cells that the question is about; `free`: what is open may close and move. */
export function candidatesOnStreets(
  measured: Measured,
  question: SitingQuestion,
  free: boolean,
  wanted: number,
): readonly Candidate[] {
  const search = new Search(measured.graph, measured.convention.walker, measured.convention.legs)
  return streetCandidates(measured, search, cellsToServe(measured, question, free), wanted)
}

/** Cells near which a candidate on the streets is worth having: those who lack it; where walks are reckoned, all counted. */
function cellsToServe(measured: Measured, question: SitingQuestion, free: boolean): Int32Array {
  const { band, unknownToo } = question
  const people = peopleOf(measured, band)
  if (!people) return new Int32Array(0) // which is a fault, and told as one
  const cells = new Set<number>()
  for (const { id } of question.categories) {
    const c = measured.categories.findIndex((category) => category.id === id)
    for (const cell of lackingCells(measured, c, { band, unknownToo })) cells.add(cell)
    if (free || question.model.startsWith('p-') || question.model === 'capacitated')
      for (let i = 0; i < people.length; i++)
        if (STATES[measured.state[c * people.length + i]!] === 'within') cells.add(i)
  }
  return Int32Array.from(cells)
}
