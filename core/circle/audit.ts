// Circles that somebody drew or uploaded, held against the same rules. Nothing is moved; what breaks a rule is said.

import { Findings } from '../base/finding.ts'
import { type Progress, SILENT } from '../base/progress.ts'
import type { AreaRow } from '../source/rows.ts'
import { checksOf } from './checks.ts'
import type { Circle } from './circle.ts'
import type { DelineateAsk } from './delineate.ts'
import { FACTORS } from './delineate.ts'
import type { Delineation } from './delineation.ts'
import { evennessOf } from './evenness.ts'
import { figuresOf } from './figures.ts'
import { heartedCircles } from './hearted.ts'
import { CLUSTERS } from './hearts.ts'
import { membershipOf } from './membership.ts'
import { rulerCited } from './ruler.ts'
import type { Town } from './town.ts'
import { noteEmpty } from './wishes.ts'

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
  const { circles, kinds } = heartedCircles(town, given, own, clusters, progress)
  const members = membershipOf(town, circles)
  const figures = figuresOf(town, members, { band: ask.band, share }, progress)
  const findings = new Findings()
  noteEmpty(town, circles, figures, findings)
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
      ruler: ask.ruler && rulerCited(ask.ruler),
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
    findings: [...town.findings, ...findings.list()],
  }
}
