// What a model of siting takes and gives. A model is one file on the shelf `models/`; each answer carries its proof.
import type { Name } from '../base/name.ts'
import type { Progress } from '../base/progress.ts'
import type { Instance } from './instance.ts'

/** What is asked of a model; those that do not concern it are null. */
export interface Ask {
  /** New sites to open at most (exactly, where more never harms); null: as many as it takes, or as the budget allows. */
  readonly p: number | null
  readonly budget: number | null
  /** The distance within which a demand counts as covered; null for models that know none. */
  readonly radius: number | null
  /** Share of all weight that must be covered, 0–1; null: all that can be. */
  readonly share: number | null
  /** Weight that every new site must have as its own at least (see models/least-trade.ts); absent or null: any. */
  readonly leastTrade?: number | null
  /** Stops that one van makes in a day at most, and minutes to get from one to the next; `p` is the number of vans. */
  readonly stopsPerVan?: number | null
  readonly minutesBetween?: number | null
  /** For `fewest`: the least cost rather than the least number. Left out: the number. */
  readonly byCost?: boolean
}

/** How long a model may work, and who listens. */
export interface Effort {
  readonly seed: number
  /** After this the best so far and its bound come back; Infinity: until proven or at its wits' end. Read from `now`. */
  readonly seconds: number
  /** A gap that is small enough, 0–1: work ends once so much is proven (`ended: 'within'`). Left out or 0: on to the full proof. */
  readonly gap?: number
  /** Seconds on a clock of the caller's, for core has none. */
  readonly now: () => number
  readonly progress: Progress
}

/**
 * What came out. Whoever cancels gets the best so far (`ended: 'cancelled'`) when there is one by then; the fault `cancelled` is
 * thrown only before that. On one thread `signal.aborted` must be readable without a turn of the event loop; else end the thread.
 */
export interface Answer {
  readonly model: string
  /** New sites, ascending, fewer than p where more would gain nothing; those that were open are not among them. */
  readonly chosen: Int32Array
  /** The value reached, as `check` computes it anew from the chosen sites alone. */
  readonly objective: number
  /** No choice whatever can be better than this. */
  readonly bound: number
  /** |bound − objective| / max(|objective|, |bound|); 0 where both are 0. */
  readonly gap: number
  /**
   * Why it ended: the gap closed (objective and bound are equal), no more than the gap asked for is left of it, time was up,
   * someone gave up, or the method had no more to try.
   */
  readonly ended: 'proven' | 'within' | 'time' | 'cancelled' | 'method'
  /** The best value found with 0, 1, 2 … new sites, where the model can tell; each with its bound where one is known. */
  readonly curve: readonly { readonly sites: number; readonly objective: number; readonly bound: number | null }[]
  /** Sites that came next: each could stand for the chosen one named at the loss stated (≥ 0, in units of the objective). */
  readonly runnersUp: readonly { readonly site: number; readonly instead: number; readonly loss: number }[]
  /** What each method did, in words for the manifest: `greedy 0.98 · swaps 12 · lagrangian 150 rounds · highs optimal`. */
  readonly how: readonly string[]
}

/** One model. */
export interface Model {
  readonly id: string
  readonly name: Name
  readonly sense: 'most' | 'least'
  /** Which of the ask it needs, for the command line and the page. */
  readonly needs: readonly (keyof Ask)[]
  /** Faults: those of an ask that cannot be met (see base/fault.ts), each saying what would have to give. */
  solve(instance: Instance, ask: Ask, effort: Effort): Promise<Answer>
  /** The objective of a choice of new sites, computed from the instance alone; null where the choice breaks a rule of the model. */
  check(instance: Instance, ask: Ask, chosen: ArrayLike<number>): number | null
}

/** A model as the shelf holds it. */
export const defineModel = (model: Model): Model => model
