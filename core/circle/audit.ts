// Circles that somebody drew or uploaded, held against the same rules. Nothing is moved; what breaks a rule is said.

import { DS } from '../access/answers.ts'
import { OneToMany } from '../access/one-to-many.ts'
import { Fault } from '../base/fault.ts'
import { type Progress, SILENT } from '../base/progress.ts'
import { AreaIndex } from '../geo/polygon-index.ts'
import { someSnaps } from '../network/some-snaps.ts'
import type { AreaRow } from '../source/rows.ts'
import { checksOf } from './checks.ts'
import type { Circle, Heart } from './circle.ts'
import type { DelineateAsk } from './delineate.ts'
import { FACTORS } from './delineate.ts'
import type { Delineation } from './delineation.ts'
import { evennessOf } from './evenness.ts'
import { figuresOf } from './figures.ts'
import { CLUSTERS, heartsOf } from './hearts.ts'
import { membershipOf } from './membership.ts'
import type { Town } from './town.ts'

/** Areas of a file as circles without hearts, drawn freely: what lies within the border belongs. */
export const circlesOfAreas = (areas: readonly AreaRow[]): Circle[] =>
  areas.map(({ id, name, polygon }) => ({ id, name: name || id, heart: null, units: [], polygon, locked: false }))

/**
 * The same figures and checks for given circles. A circle without a heart is judged by the best one it holds: of the candidates
 * that stand in it, the one within whose minutes most of its residents are; one that holds none has no walks (null). Faults:
 * off-network, cancelled.
 */
export async function auditCircles(
  town: Town,
  given: readonly Circle[],
  ask: Pick<DelineateAsk, 'ruler' | 'band' | 'share' | 'clusters' | 'hearts' | 'forbidden'>,
  progress: Progress = SILENT,
): Promise<Delineation> {
  const { m, units } = town
  const { share = 1, clusters = CLUSTERS, hearts: own = [], forbidden = [] } = ask
  const { circles, kinds } = withHearts(town, given, own, clusters, progress)
  const members = membershipOf(town, circles)
  const figures = figuresOf(town, members, { band: ask.band, share }, progress)
  const checks = checksOf(town, members, figures, { band: ask.band, share, forbidden, leastBeyond: null })
  const claimed = new Set<string>()
  units.ofCell.forEach((u, i) => {
    if (u >= 0 && members.ofCell[i]! >= 0) claimed.add(units.ids[u]!)
  })
  return {
    how: 'audited',
    circles,
    figures,
    people: m.population.people.reduce((s, n) => s + n, 0),
    inNone: m.population.people.reduce((s, n, i) => s + (members.ofCell[i]! < 0 ? n : 0), 0),
    units: { kind: units.kind, count: units.ids.length, unplaced: units.ids.filter((id) => !claimed.has(id)) },
    hearts: kinds,
    checks,
    objective: [],
    bound: null,
    evenness: evennessOf(figures),
    parameters: {
      ruler: ask.ruler && {
        id: ask.ruler.id,
        name: ask.ruler.name,
        cites: ask.ruler.cites,
        source: ask.ruler.source,
        status: ask.ruler.status,
      },
      band: ask.band,
      share,
      clusters,
      factors: FACTORS,
      hearts: own,
      proposeSites: false,
      locked: [],
      forbidden,
      seed: 0,
    },
    convention: m.convention,
    findings: town.findings,
  }
}

/** Circles without a heart get the best candidate that they hold. */
function withHearts(
  town: Town,
  given: readonly Circle[],
  own: NonNullable<DelineateAsk['hearts']>,
  clusters: NonNullable<DelineateAsk['clusters']>,
  progress: Progress,
): { circles: Circle[]; kinds: Delineation['hearts'] } {
  const kinds: Partial<Record<Heart['kind'], number>> = {}
  if (given.every((c) => c.heart)) return { circles: [...given], kinds }
  const { m, search, units } = town
  let candidates: ReturnType<typeof heartsOf>
  try {
    candidates = heartsOf(m, search, units, own, town.snap(own.map((g) => g.at)), clusters, progress)
  } catch (error) {
    if (error instanceof Fault && error.code === 'no-hearts') return { circles: [...given], kinds }
    throw error
  }
  for (const { kind } of candidates.list) kinds[kind] = (kinds[kind] ?? 0) + 1
  const members = membershipOf(town, given)
  const index = new Map(units.ids.map((id, u) => [id, u]))
  const ofUnit = new Int32Array(units.ids.length).fill(-1)
  given.forEach((circle, c) => {
    for (const id of circle.units) if (index.has(id)) ofUnit[index.get(id)!] = c
  })
  const borders = new AreaIndex(given.map((c) => (c.units.length === 0 ? c.polygon : [])))
  const walks = new OneToMany(search, m.cellSnaps)
  const limit = Math.round(m.convention.minutes * 60 * DS)
  const best = given.map(() => ({ heart: null as Heart | null, within: -1, walk: Infinity }))
  candidates.list.forEach((heart, h) => {
    const drawn = borders.areaOf(...heart.at)
    const c = drawn >= 0 ? drawn : ofUnit[candidates.home[h]!]!
    if (c < 0 || given[c]!.heart) return
    let [within, walk] = [0, 0]
    walks.from(someSnaps(candidates.snaps, [h]), 0, limit, (i, ds) => {
      if (members.ofCell[i] !== c) return
      within += m.population.people[i]!
      walk += m.population.people[i]! * ds
    })
    if (within > best[c]!.within || (within === best[c]!.within && walk < best[c]!.walk))
      best[c] = { heart, within, walk }
  })
  return { circles: given.map((circle, c) => (circle.heart ? circle : { ...circle, heart: best[c]!.heart })), kinds }
}
