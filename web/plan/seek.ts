// Sites for what circles lack, sought by the page: one category after another is posed where the city is and answered by the solver.
import { Fault } from '@yike/core/base/fault.ts'
import { STREETS_A_CATEGORY } from '@yike/core/plan/inputs.ts'
import type { Candidate } from '@yike/core/siting/candidate.ts'
import type { Engine } from '../access/engine.ts'
import { type Solving, startSolver } from '../siting/solver.ts'

/** What is sought. */
export interface Seek {
  /** Indices of the city's categories. */
  readonly categories: readonly number[]
  readonly minutes: number
  /** Premises to choose among; null: nodes of the streets. */
  readonly premises: readonly Candidate[] | null
}

/** How far it is. */
export interface Seeking {
  readonly category: number
  readonly done: number
  readonly of: number
}

/** Seconds for a category at most, as on the command line. */
const SECONDS = 10

/** Seeks; the ids of the sitings found come at the end, or those so far when it is stopped. */
export function seekSites(
  ask: Engine['ask'],
  { categories, minutes, premises }: Seek,
  hear: (seeking: Seeking) => void,
): { readonly found: Promise<readonly number[]>; stop(): void } {
  let solving: Solving | null = null
  let giveUp: () => void = () => {}
  const stopped = new Promise<null>((resolve) => {
    giveUp = () => resolve(null)
  })
  const one = async (category: number): Promise<number | null> => {
    const posed = await ask('sitingPose', {
      aim: 'fewest',
      categories: [category],
      minutes,
      p: null,
      budget: null,
      share: null,
      places: null,
      band: null,
      unknownToo: false,
      circles: null,
      candidates: premises ? { kind: 'list', list: premises } : { kind: 'street', wanted: STREETS_A_CATEGORY },
    })
    solving = startSolver(posed, SECONDS, () => {})
    const answered = await Promise.race([solving.answered, stopped])
    solving.stop()
    if (!answered) return null
    const { id } = await ask('sitingSettle', { id: posed.id, answer: answered.answer })
    return id
  }
  const all = async () => {
    const ids: number[] = []
    let over = false
    void stopped.then(() => {
      over = true
    })
    for (const [done, category] of categories.entries()) {
      if (over) break
      hear({ category, done, of: categories.length })
      try {
        const id = await one(category)
        if (id !== null) ids.push(id)
      } catch (fault) {
        // nobody lacks it, or no candidate helps: the plan says so by an action without a site
        if (!(fault instanceof Fault)) throw fault
      }
    }
    return ids
  }
  return { found: all(), stop: () => giveUp() }
}
