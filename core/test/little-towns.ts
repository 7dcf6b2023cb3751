// For tests of siting: small instances from a seed, and the best choice by trying all.
import { SILENT } from '../base/progress.ts'
import { random } from '../base/random.ts'
import type { Instance, Pairs } from '../siting/instance.ts'
import type { Ask, Effort, Model } from '../siting/model.ts'
import { turned } from '../siting/reach.ts'

/** No hurry and no clock: the same steps every time. */
export const PATIENT: Effort = { seed: 1, seconds: Infinity, now: () => 0, progress: SILENT }

/** An ask with nothing in it but what is given. */
export const ask = (given: Partial<Ask>): Ask => ({ p: null, budget: null, radius: null, share: null, ...given })

/** Sites and demands on a square of 100 by 100; pairs as far as `radius`, weights 1–20, `openSites` of the sites open. */
export function littleTown(seed: number, sites: number, demands: number, radius = 25, openSites = 0): Instance {
  const chance = random(seed)
  const place = () => [chance.between(0, 100), chance.between(0, 100)] as const
  const at = Array.from({ length: sites }, place)
  const homes = Array.from({ length: demands }, place)
  const rows = at.map(([x, y]) =>
    homes.flatMap(([hx, hy], i) => {
      const far = Math.round(Math.hypot(hx - x, hy - y))
      return far <= radius ? [[i, far] as const] : []
    }),
  )
  const bySite = pairsOf(rows)
  return {
    sites,
    demands,
    weight: Float64Array.from({ length: demands }, () => chance.int(1, 21)),
    bySite,
    byDemand: turned(bySite, demands),
    open: Uint8Array.from({ length: sites }, (_, s) => (s < openSites ? 1 : 0)),
    cost: null,
    capacity: null,
    unit: 'given',
  }
}

/** Rows of (other, distance). */
export function pairsOf(rows: readonly (readonly (readonly [number, number])[])[]): Pairs {
  const first = Int32Array.from({ length: rows.length + 1 }, (_, r) =>
    rows.slice(0, r).reduce((n, row) => n + row.length, 0),
  )
  const all = rows.flat()
  return { first, other: Int32Array.from(all, ([o]) => o), distance: Float64Array.from(all, ([, d]) => d) }
}

/** The best value of `model` over all choices of sites that its check allows. */
export function bestOfAll(model: Model, instance: Instance, asked: Ask): number | null {
  let best: number | null = null
  for (let mask = 0; mask < 1 << instance.sites; mask++) {
    const chosen = Array.from({ length: instance.sites }, (_, s) => s).filter((s) => mask & (1 << s))
    const value = model.check(instance, asked, chosen)
    if (value === null) continue
    if (best === null || (model.sense === 'most' ? value > best : value < best)) best = value
  }
  return best
}
