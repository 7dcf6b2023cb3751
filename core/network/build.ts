// From ways to a walking network: every piece between two drawn points of a walkable way is an edge; gates are edges of their
// own, so that they can be shut and opened; plazas are crossed; nodes are put in Hilbert order.
import { Fault } from '../base/fault.ts'
import type { Streets } from '../source/rows.ts'
import { waySetsOf } from '../source/way-sets.ts'
import { markCrossings } from './crossings.ts'
import { Draft, paved, whoIn } from './draft.ts'
import { cutAtGates, gatesOf } from './gates.ts'
import { NOBODY, type WalkGraph } from './graph.ts'
import { layGraph } from './lay.ts'
import { layPlazas } from './plazas.ts'
import { survey } from './survey.ts'
import { footing } from './tags.ts'

/** How a network is to be built. */
export interface BuildOptions {
  /** What the fault `no-streets` calls the data when nothing in it can be walked. */
  readonly file?: string
  /** Plazas are walked across; `around` keeps to drawn lines, to compare with routers that do. */
  readonly plazas?: 'across' | 'around'
}

/**
 * The walking network of `streets`. Ways that nobody may walk are left out; ways and gates for residents are in, marked.
 * Throws `no-streets`.
 */
export function buildGraph(streets: Streets, { file = '', plazas = 'across' }: BuildOptions = {}): WalkGraph {
  const { walkable, ways } = walkableOf(streets)
  const draft = new Draft(streets, ways)
  const gates = gatesOf(streets, draft)
  markCrossings(streets, draft)
  const { pieces, gated } = survey(streets, walkable, draft)
  cutAtGates(streets, gates, gated, draft)
  layPlazas(streets, draft, plazas)
  if (pieces + draft.owned === 0) throw new Fault('no-streets', { file })
  return layGraph(streets, walkable, pieces, draft)
}

/** The ways that somebody may walk, and of every way what it is on foot (`paved`); asked once a set of tags. */
function walkableOf(streets: Streets): { walkable: Int32Array; ways: Uint8Array } {
  const { of, tags } = waySetsOf(streets)
  const { wayFirst } = streets
  const sets = Uint8Array.from(tags, (set) => {
    const { kind, who } = footing(set)
    return paved(kind, who)
  })
  const walkable = new Int32Array(of.length)
  const ways = new Uint8Array(of.length)
  let count = 0
  for (let way = 0; way < of.length; way++) {
    const is = sets[of[way]!]!
    ways[way] = is
    if (whoIn(is) !== NOBODY && wayFirst[way + 1]! - wayFirst[way]! > 1) walkable[count++] = way
  }
  return { walkable: walkable.subarray(0, count), ways }
}
