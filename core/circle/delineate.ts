// Draws the circles of a city: units and hearts, walks between them, the search under its rules, and what came of it, worked out anew.

import { Fault } from '../base/fault.ts'
import { Findings } from '../base/finding.ts'
import { type Progress, SILENT } from '../base/progress.ts'
import { checksOf } from './checks.ts'
import type { Circle, Heart } from './circle.ts'
import { circleNames } from './circle-names.ts'
import { boundsOf, homesOf } from './delineate/bound.ts'
import type { Partition } from './delineate/partition.ts'
import { PER_PERSON, type Question, type ShapeFactors } from './delineate/question.ts'
import { partsOf, searchCircles } from './delineate/search.ts'
import type { Delineation } from './delineation.ts'
import { evennessOf } from './evenness.ts'
import { figuresOf } from './figures.ts'
import { heartedCircles } from './hearted.ts'
import { CLUSTERS, type ClusterRule, type GivenHeart, heartsOf } from './hearts.ts'
import { membershipOf } from './membership.ts'
import { boundOf, termsOf } from './objective.ts'
import { outlinesOf } from './outline.ts'
import { type Band, type Ruler, rulerCited } from './ruler.ts'
import { withSites } from './sites.ts'
import type { Town } from './town.ts'
import { thousandths, walksOf } from './walks.ts'
import { apartOf, fixedApart, lockedIn, noteEmpty } from './wishes.ts'

/** Factors of the shape: own proposal (see ShapeFactors). */
export const FACTORS: ShapeFactors = { walk: 1, even: 1, border: 0.5 }

/** What an officer asks for. The walker and the minutes are those of the measured city's convention. */
export interface DelineateAsk {
  /** Whose band it is; null where a person gave numbers alone. */
  readonly ruler: Ruler | null
  readonly band: Band
  /** See DelineateParameters; 1 unless told. */
  readonly share?: number
  readonly clusters?: ClusterRule
  readonly factors?: ShapeFactors
  /** Sites to be, which may become hearts, and places that must. */
  readonly hearts?: readonly GivenHeart[]
  /** Propose sites to be where no heart there is reaches all of a unit; false unless asked for. */
  readonly proposeSites?: boolean
  /** Circles that stay as they are. */
  readonly locked?: readonly Circle[]
  /** Pairs of units, by id, that may not share a circle. */
  readonly forbidden?: readonly (readonly [string, string])[]
  readonly seed?: number
}

/**
 * The circles of a city. The same town and ask give the same bytes. Faults: no-hearts, unknown-unit, fixed-together, all-locked,
 * off-network (a fixed heart), no-union, cancelled.
 */
export async function delineate(town: Town, ask: DelineateAsk, progress: Progress = SILENT): Promise<Delineation> {
  const { m, search, units } = town
  const {
    share = 1,
    clusters = CLUSTERS,
    factors = FACTORS,
    hearts: given = [],
    forbidden = [],
    seed = 1,
    proposeSites = false,
  } = ask
  const findings = new Findings()
  const file = m.population.file
  const indexOf = new Map(units.ids.map((id, u) => [id, u]))
  const asked = lockedIn(town, ask.locked ?? [], indexOf, findings)
  const locked = { ...asked, circles: heartedCircles(town, asked.circles, given, clusters, progress).circles }

  const cellPeople = thousandths(m.population.people, locked.cells)
  const there = heartsOf(m, search, units, given, town.snap(given.map((g) => g.at)), clusters, progress)
  const { hearts, walks } = withSites(town, there, walksOf(m, search, units, there, cellPeople, progress), {
    propose: proposeSites,
    share,
    cellPeople,
    progress,
  })
  if (hearts.list.length === 0) throw new Fault('no-hearts', { least: clusters.least, minutes: clusters.minutes })
  const n = units.ids.length
  const free = Uint8Array.from(locked.units, (taken) => 1 - taken)
  if (!free.includes(1)) throw new Fault('all-locked')
  const beyond = walks.within.map((within, at) => {
    const joined = walks.joined[at % n]!
    return within >= share * joined ? 0 : joined - within
  })
  const draft: Question = {
    units: n,
    hearts: hearts.list.length,
    people: walks.people,
    joined: walks.joined,
    neighbours: units.neighbours,
    home: hearts.home,
    fixed: Uint8Array.from(hearts.fixed, (fixed, h) => (fixed && free[hearts.home[h]!] ? 1 : 0)),
    free,
    beyond,
    walk: walks.walk,
    limitDs: Math.round(m.convention.minutes * 600),
    band: ask.band,
    apart: apartOf(forbidden, indexOf),
    factors,
  }
  fixedApart(draft, hearts.list)
  const unplaced = withoutHeart(draft)
  for (const u of unplaced) {
    free[u] = 0
    findings.note(
      'unit-no-heart',
      file,
      null,
      `${units.names[u] || units.ids[u]} ${Math.round(walks.people[u]! / PER_PERSON)}`,
    )
  }

  progress.begin({ zh: '求圈数下限', en: 'Bounding the number of circles' }, null)
  const bounds = boundsOf(draft)
  const people = draft.people.reduce((s, p, u) => s + (free[u] ? p : 0), 0) / PER_PERSON
  const wanted = Math.max(
    1,
    bounds.byBoth ?? bounds.byWalking,
    ask.band.about === null ? 0 : Math.round(people / ask.band.about),
  )
  const homes = homesOf(draft)
  if (homes < wanted) findings.note('few-hearts', file, null, `${homes} < ${wanted}`)
  const p = searchCircles(draft, wanted, seed, progress)

  const circles = await drawn(town, p, hearts.list, locked.circles, walks.people, progress)
  const members = membershipOf(town, circles)
  const figures = figuresOf(town, members, { band: ask.band, share }, progress)
  const rules = { band: ask.band, share, forbidden, leastBeyond: bounds.leastBeyond / PER_PERSON }
  const checks = checksOf(town, members, figures, rules)
  noteEmpty(town, circles, figures, findings)
  circles.forEach((circle, c) => {
    const f = figures[c]!
    if (circle.locked && ((f.counted ?? 0) >= 0.5 || f.band.by > 0 || f.parts.length > 0))
      findings.note('locked-breaks-rule', file, null, circle.name || circle.id)
  })
  const inNone = m.population.people.reduce((s, k, i) => s + (members.ofCell[i]! < 0 ? k : 0), 0)
  const kinds: Partial<Record<Heart['kind'], number>> = {}
  for (const { kind } of hearts.list) kinds[kind] = (kinds[kind] ?? 0) + 1
  progress.step(circles.length)
  return {
    how: 'delineated',
    circles,
    figures,
    people: m.population.people.reduce((s, k) => s + k, 0),
    inNone,
    units: { kind: units.kind, count: n, unplaced: unplaced.map((u) => units.ids[u]!) },
    hearts: kinds,
    checks,
    objective: termsOf(p),
    bound: boundOf(p, bounds, locked.circles.length),
    evenness: evennessOf(figures),
    parameters: {
      ruler: ask.ruler && rulerCited(ask.ruler),
      band: ask.band,
      share,
      clusters,
      factors,
      hearts: given,
      proposeSites,
      locked: locked.circles.map((c) => c.id),
      forbidden,
      seed,
    },
    convention: m.convention,
    findings: [...town.findings, ...findings.list()],
  }
}

/** Free units that hang together with no heart. */
function withoutHeart(q: Question): number[] {
  const part = partsOf(q)
  const lit = new Set<number>()
  for (let h = 0; h < q.hearts; h++) if (q.free[q.home[h]!]) lit.add(part[q.home[h]!]!)
  return Array.from(part.keys()).filter((u) => q.free[u] && !lit.has(part[u]!))
}

/** Locked circles first, as they were; then those drawn, by their first unit, named and with borders. */
async function drawn(
  town: Town,
  p: Partition,
  hearts: readonly Heart[],
  locked: readonly Circle[],
  people: Float64Array,
  progress: Progress,
): Promise<Circle[]> {
  const { units } = town
  const slots = p.members
    .map((members, slot) => ({ slot, members: [...members].sort((a, b) => a - b) }))
    .filter((s) => s.members.length > 0)
    .sort((a, b) => a.members[0]! - b.members[0]!)
  const ofUnit = new Int32Array(units.ids.length).fill(-1)
  slots.forEach(({ members }, c) => {
    for (const u of members) ofUnit[u] = c
  })
  const borders = await outlinesOf(town, ofUnit, slots.length, progress)
  const unnamed = slots.map(({ slot, members }) => ({ heart: hearts[p.heart[slot]!]!, units: members }))
  const names = circleNames(
    town,
    unnamed,
    people,
    locked.map((c) => c.name),
  )
  const ids = new Set(locked.map((c) => c.id))
  let next = 0
  const freshId = () => {
    do next++
    while (ids.has(`c${String(next).padStart(3, '0')}`))
    return `c${String(next).padStart(3, '0')}`
  }
  return [
    ...locked,
    ...unnamed.map(({ heart, units: own }, c) => ({
      id: freshId(),
      name: names[c]!,
      heart,
      units: own.map((u) => units.ids[u]!),
      polygon: borders[c]!,
      locked: false,
    })),
  ]
}
