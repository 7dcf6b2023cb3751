// Draws the circles of a city: units and hearts, walks between them, the search under its rules, and what came of it, worked out anew.

import { Fault } from '../base/fault.ts'
import { Findings } from '../base/finding.ts'
import { type Progress, SILENT } from '../base/progress.ts'
import { AreaIndex } from '../geo/polygon-index.ts'
import { checksOf } from './checks.ts'
import type { Circle, Heart } from './circle.ts'
import { circleNames } from './circle-names.ts'
import { type Bounds, boundsOf } from './delineate/bound.ts'
import type { Partition } from './delineate/partition.ts'
import { PER_PERSON, type Question, type ShapeFactors } from './delineate/question.ts'
import { partsOf, searchCircles } from './delineate/search.ts'
import type { Delineation, NumberBound, Term } from './delineation.ts'
import { evennessOf } from './evenness.ts'
import { figuresOf } from './figures.ts'
import { CLUSTERS, type ClusterRule, type GivenHeart, heartsOf } from './hearts.ts'
import { membershipOf } from './membership.ts'
import { outlinesOf } from './outline.ts'
import type { Band, Ruler } from './ruler.ts'
import { withSites } from './sites.ts'
import type { Town } from './town.ts'
import { thousandths, walksOf } from './walks.ts'

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
  const locked = lockedIn(town, ask.locked ?? [], indexOf, findings)

  const cellPeople = thousandths(m.population.people, locked.cells)
  const there = heartsOf(m, search, units, given, town.snap(given.map((g) => g.at)), clusters, progress)
  const { hearts, walks } = withSites(town, there, walksOf(m, search, units, there, cellPeople, progress), {
    propose: proposeSites,
    share,
    cellPeople,
    progress,
  })
  const n = units.ids.length
  const free = Uint8Array.from(locked.units, (taken) => 1 - taken)
  if (!free.includes(1))
    throw new Fault('all-locked', { units: { zh: units.kind === 'community' ? '社区' : '地块', en: 'units' } })
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
  const p = searchCircles(draft, wanted, seed, progress)

  const circles = await drawn(town, p, hearts.list, locked.circles, walks.people, progress)
  const members = membershipOf(town, circles)
  const figures = figuresOf(town, members, { band: ask.band, share }, progress)
  const rules = { band: ask.band, share, forbidden, leastBeyond: bounds.leastBeyond / PER_PERSON }
  const checks = checksOf(town, members, figures, rules)
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

/** Locked circles, the units they hold, and the cells that lie in borders that were drawn freely. */
function lockedIn(town: Town, given: readonly Circle[], indexOf: ReadonlyMap<string, number>, findings: Findings) {
  const { m, units } = town
  const taken = new Uint8Array(units.ids.length)
  let cells: Uint8Array | null = null
  const circles = given.map((circle) => ({ ...circle, locked: true }))
  const drawn: number[] = []
  circles.forEach((circle, c) => {
    if (circle.units.length === 0) drawn.push(c)
    for (const id of circle.units) {
      if (indexOf.has(id)) taken[indexOf.get(id)!] = 1
      else findings.note('locked-odd-unit', m.population.file, null, `${circle.name || circle.id}: ${id}`)
    }
  })
  if (drawn.length > 0) {
    // a unit goes with a drawn border when most of its residents live within
    const index = new AreaIndex(drawn.map((c) => circles[c]!.polygon))
    const [inside, all] = [new Float64Array(taken.length), new Float64Array(taken.length)]
    cells = Uint8Array.from(units.ofCell, (u, i) => {
      const within = index.areaOf(m.population.lng[i]!, m.population.lat[i]!) >= 0
      if (u >= 0) {
        all[u]! += m.population.people[i]!
        if (within) inside[u]! += m.population.people[i]!
      }
      return within ? 1 : 0
    })
    for (let u = 0; u < taken.length; u++) if (inside[u]! > all[u]! / 2) taken[u] = 1
  }
  return { circles, units: taken, cells }
}

function apartOf(
  pairs: readonly (readonly [string, string])[],
  indexOf: ReadonlyMap<string, number>,
): Map<number, number[]> {
  const apart = new Map<number, number[]>()
  for (const [a, b] of pairs) {
    const found = [a, b].map((id) => {
      const u = indexOf.get(id)
      if (u === undefined)
        throw new Fault('unknown-unit', { id, what: { zh: '不得同圈的一对', en: 'the forbidden pair' } })
      return u
    })
    const [u, v] = found as [number, number]
    if (u === v) throw new Fault('bad-value', { name: '--forbid', expected: 'A,B', got: `${a},${b}` })
    for (const [x, y] of [
      [u, v],
      [v, u],
    ] as const)
      apart.set(x, [...(apart.get(x) ?? []), y])
  }
  return apart
}

/** Fault fixed-together where two fixed hearts stand in one unit. */
function fixedApart(q: Question, hearts: readonly Heart[]): void {
  const at = new Map<number, number>()
  for (let h = 0; h < q.hearts; h++) {
    if (!q.fixed[h]) continue
    const other = at.get(q.home[h]!)
    if (other !== undefined)
      throw new Fault('fixed-together', {
        a: hearts[other]!.name || hearts[other]!.id,
        b: hearts[h]!.name || hearts[h]!.id,
      })
    at.set(q.home[h]!, h)
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

/** Every term of the objective over the circles that were drawn. */
function termsOf(p: Partition): Term[] {
  const score = p.score()
  const { walkDs, even, border } = p.parts()
  const { factors, limitDs } = p.q
  return [
    {
      rank: 1,
      id: 'beyond',
      name: { zh: '超出时限的人', en: 'people beyond the minutes' },
      value: score.beyond / PER_PERSON,
      factor: 1,
    },
    {
      rank: 2,
      id: 'miss',
      name: { zh: '超出人口区间的人', en: 'people outside the band' },
      value: score.miss / PER_PERSON,
      factor: 1,
    },
    {
      rank: 3,
      id: 'number',
      name:
        p.q.band.about === null
          ? { zh: '圈数', en: 'circles' }
          : { zh: `圈数与所需 ${p.wanted} 之差`, en: `circles off the ${p.wanted} wanted` },
      value: score.number,
      factor: 1,
    },
    {
      rank: 4,
      id: 'walk',
      name: { zh: '人均步行时间÷时限', en: 'mean walk / minutes' },
      value: walkDs / limitDs,
      factor: factors.walk,
    },
    {
      rank: 4,
      id: 'even',
      name: { zh: '各圈人口变异系数²', en: 'people’s coefficient of variation²' },
      value: even,
      factor: factors.even,
    },
    {
      rank: 4,
      id: 'border',
      name: { zh: '圈界切断的街道占比', en: 'share of streets cut' },
      value: border,
      factor: factors.border,
    },
  ]
}

/** The bounds beside what was reached. */
function boundOf(p: Partition, bounds: Bounds, locked: number): NumberBound {
  return {
    reached: p.count + locked,
    locked,
    byPeople: bounds.byPeople === null ? null : bounds.byPeople + locked,
    byWalking: bounds.byWalking + locked,
    byBoth: bounds.byBoth === null ? null : bounds.byBoth + locked,
    best: (boundsOf(p.q, p.allowance()).byBoth ?? p.count) + locked,
    leastBeyond: bounds.leastBeyond / PER_PERSON,
  }
}
