// What somebody does to a city in a what-if, step by step, in places of the map: it can be made again for another walker.
import type { LngLat } from '@yike/core/geo/meters.ts'
import { EVERYONE, NOBODY, RESIDENTS } from '@yike/core/network/graph.ts'

/** One step. Outlets of the city go by their index; new ones by numbers from `outlets.length` on. */
export type Step =
  | { readonly kind: 'open'; readonly outlet: number; readonly at: LngLat }
  | { readonly kind: 'close'; readonly outlet: number }
  | { readonly kind: 'reopen'; readonly outlet: number }
  | { readonly kind: 'move'; readonly outlet: number; readonly at: LngLat }
  /** A gate, known by one of its edges, lets `who` pass. */
  | { readonly kind: 'gate'; readonly edge: number; readonly who: number }
  | { readonly kind: 'path'; readonly from: LngLat; readonly to: LngLat }

/** A gate of the network. */
export interface Gate {
  /** One of its edges, the smallest. */
  readonly edge: number
  readonly at: LngLat
  /** EVERYONE, RESIDENTS or NOBODY, as measured. */
  readonly who: number
}

/** Where an outlet stands now. */
export interface Standing {
  readonly outlet: number
  readonly at: LngLat
  readonly open: boolean
  /** Where it was measured; null: it is new. */
  readonly was: LngLat | null
}

/** Who may pass a gate, in the order in which a click goes round. */
export const PASSAGES = [EVERYONE, RESIDENTS, NOBODY] as const

/** Where the outlets stand after the steps; `places` are those measured. */
export function standingAfter(places: ReadonlyMap<number, LngLat>, steps: readonly Step[]): Map<number, Standing> {
  const stand = new Map<number, Standing>()
  for (const [outlet, at] of places) stand.set(outlet, { outlet, at, open: true, was: at })
  for (const step of steps) {
    if (step.kind === 'gate' || step.kind === 'path') continue
    const { outlet } = step
    const before = stand.get(outlet)
    if (step.kind === 'open') stand.set(outlet, { outlet, at: step.at, open: true, was: null })
    else if (before && step.kind === 'move') stand.set(outlet, { ...before, at: step.at })
    else if (before) stand.set(outlet, { ...before, open: step.kind === 'reopen' })
  }
  return stand
}

/** Who may pass the gate of `edge` after the steps. */
export function passageAfter(gate: Gate, steps: readonly Step[]): number {
  let { who } = gate
  for (const step of steps) if (step.kind === 'gate' && step.edge === gate.edge) who = step.who
  return who
}

/**
 * How a step follows on those made: a second turn of the same gate goes in place of the first, and what brings back what was
 * there before the newest step takes that step back (`step` null).
 */
export function following(
  steps: readonly Step[],
  step: Step,
  gates: readonly Gate[],
): { readonly step: Step | null; readonly instead: boolean } {
  const last = steps.at(-1)
  if (last?.kind === 'close' && step.kind === 'reopen' && last.outlet === step.outlet)
    return { step: null, instead: true }
  if (last?.kind !== 'gate' || step.kind !== 'gate' || last.edge !== step.edge) return { step, instead: false }
  const gate = gates.find((g) => g.edge === step.edge)!
  return { step: passageAfter(gate, steps.slice(0, -1)) === step.who ? null : step, instead: true }
}
