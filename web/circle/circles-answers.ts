// What the worker answers of circles: drawn by a rule (in a thread of its own, so that it can be given up), judged as they are, and
// told one by one.
import { walkerOf } from '@yike/core/access/walkers.ts'
import type { Name } from '@yike/core/base/name.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import { type BandInequality, bandInequalities } from '@yike/core/circle/access-inequality.ts'
import { auditCircles } from '@yike/core/circle/audit.ts'
import { byCircle } from '@yike/core/circle/by-circle.ts'
import type { Circle } from '@yike/core/circle/circle.ts'
import { askClock, type Clock, clockFor, clockShareOf } from '@yike/core/circle/clock.ts'
import { type Closings, closingsOf } from '@yike/core/circle/closing.ts'
import type { Delineation } from '@yike/core/circle/delineation.ts'
import { Frame } from '@yike/core/circle/frame.ts'
import { indicatorsOf } from '@yike/core/circle/indicated.ts'
import { NOTHING_MORE } from '@yike/core/circle/indicator.ts'
import { remeasure } from '@yike/core/circle/measure.ts'
import { type Measured, STATES } from '@yike/core/circle/measured.ts'
import { type Membership, membershipOf } from '@yike/core/circle/membership.ts'
import { outlinesOf } from '@yike/core/circle/outline.ts'
import { personaOf, personaWith } from '@yike/core/circle/persona.ts'
import { placesOfCircles } from '@yike/core/circle/places.ts'
import { rulers } from '@yike/core/circle/rulers/index.ts'
import { type Sheets, sheetsOf } from '@yike/core/circle/sheet.ts'
import { singlePointsOf } from '@yike/core/circle/single-points.ts'
import { type Town, townOf } from '@yike/core/circle/town.ts'
import { type Typing, typeOf, type Verdict } from '@yike/core/circle/typing.ts'
import { typings } from '@yike/core/circle/typings/index.ts'
import { boundsOfPolygon } from '@yike/core/geo/polygon.ts'
import { BANDS, type Band } from '@yike/core/source/rows.ts'
import { type OutletHours, readOutletHours } from '@yike/core/standard/outlet-hours.ts'
import type { Hall } from '../access/hall.ts'
import type { AnswersTo } from '../access/messages.ts'
import type { CircleDialogue, Draft, Note, Rule, Stand, TypingView } from './circles-messages.ts'
import { type Run, startRun } from './run.ts'

const WITHIN = STATES.indexOf('within')
const GONE = new Set([STATES.indexOf('beyond'), STATES.indexOf('none')])
const ALL_TYPINGS: readonly Typing[] = typings

/** Circles that were judged, and what was worked out of them since. */
interface Judged {
  readonly members: Membership
  readonly minutes: number
  frame: Frame | null
  sheets: Sheets | null
  uneven: readonly (readonly BandInequality[])[] | null
}
/** So many are remembered. */
const MOST_JUDGED = 8
const MOST_CLOCKS = 4

/** The answers, of the city in `hall`. */
export function circlesAnswers(hall: Hall): AnswersTo<CircleDialogue> {
  let keys = 0
  let town: { readonly its: Town; readonly minutes: number } | null = null
  const judged = new Map<number, Judged>()
  const runs = new Map<number, Run>()
  const clocks = new Map<string, Clock>()
  let hours: OutletHours | null = null
  let closings: { readonly its: Closings; readonly minutes: number } | null = null
  let slow: { readonly of: Measured; readonly its: Measured } | null = null
  hall.whenAnother(() => {
    town = null
    closings = null
    judged.clear()
    clocks.clear()
    hours = null
    slow = null
  })

  const townNow = (): Town => {
    const m = hall.measured
    if (town?.minutes !== m.convention.minutes)
      town = { its: town ? { ...town.its, m } : townOf(m), minutes: m.convention.minutes }
    return town.its
  }

  const rulerOf = (rule: Rule) => rulers.find((r) => r.id === rule.ruler) ?? null

  function standOf(draft: Draft, delineation: Delineation): Stand {
    const its = townNow()
    const members = membershipOf(its, delineation.circles)
    judged.set(++keys, { members, minutes: hall.measured.convention.minutes, frame: null, sheets: null, uneven: null })
    for (const key of judged.keys()) if (judged.size > MOST_JUDGED) judged.delete(key)
    const circles = delineation.circles
    return { key: keys, draft: { ...draft, circles }, delineation, neighbours: besideOf(its, circles) }
  }

  /** What is kept of a stand; null where it is forgotten, or was judged under another limit. */
  function find(key: number): Judged | null {
    const its = judged.get(key)
    return its?.minutes === hall.measured.convention.minutes ? its : null
  }
  /** The city at an older walker's pace, by the same convention. */
  const slowNow = (): Measured => {
    const { convention } = hall.measured
    if (slow?.of !== hall.measured)
      slow = { of: hall.measured, its: remeasure(hall.measured, { ...convention, walker: walkerOf('elder') }) }
    return slow.its
  }
  const frameOf = (its: Judged): Frame => (its.frame ??= new Frame(hall.measured, its.members))
  const closingsNow = (): Closings => {
    const { minutes } = hall.measured.convention
    if (closings?.minutes !== minutes) closings = { its: closingsOf(hall.measured), minutes }
    return closings.its
  }
  const sheetsFor = (its: Judged): Sheets =>
    (its.sheets ??= sheetsOf(hall.measured, its.members, { closings: closingsNow() }))

  return {
    circleGround: () => {
      const { kind, ids, names } = townNow().units
      return { rulers, kind, units: ids.map((id, u) => ({ id, name: names[u]! })) }
    },
    async delineate({ rule, draft, run }) {
      const started = startRun(hall.measured, {
        ruler: rulerOf(rule),
        band: rule.band,
        hearts: draft?.hearts ?? [],
        proposeSites: rule.sites ?? false,
        locked: draft?.circles.filter((c) => c.locked) ?? [],
        forbidden: draft?.apart ?? [],
      })
      runs.set(run, started)
      try {
        const delineation = await started.answer
        if (!delineation) return null
        const { apart = [], hearts = [], from = null } = draft ?? {}
        return standOf({ rule, circles: delineation.circles, apart, hearts, from }, delineation)
      } finally {
        runs.delete(run)
      }
    },
    endDelineation: ({ run }) => {
      runs.get(run)?.end()
      return null
    },
    delineationDoing: ({ run }) => runs.get(run)?.doing() ?? null,
    async circleStand({ draft }) {
      const its = townNow()
      const { rule, apart, hearts } = draft
      const circles = await withBorders(its, draft.circles)
      const asked = { ruler: rulerOf(rule), band: rule.band, forbidden: apart, hearts }
      return standOf(draft, await auditCircles(its, circles, asked))
    },
    circleNotes: ({ key }) => {
      const its = find(key)
      if (!its) return null
      const frame = frameOf(its)
      const { circles } = its.members
      // what the list shows is a part of the sheets, and much sooner at hand
      const { gaps } = byCircle(hall.measured, its.members)
      const points = singlePointsOf(hall.measured, closingsNow(), placesOfCircles(its.members, hall.measured))
      const single = new Int32Array(circles.length)
      for (const { place, people } of points) if (place !== null && people >= 0.5) single[place]!++
      const lacking = new Map(circles.map(({ id }) => [id, [] as { category: string; people: number }[]]))
      for (const { area, category, people } of gaps) {
        const list = area === null ? undefined : lacking.get(area)
        if (list && list.length < 3 && people >= 0.5) list.push({ category, people })
      }
      return circles.map(
        ({ id }, circle): Note => ({ grade: gradeOf(frame, circle), gaps: lacking.get(id)!, single: single[circle]! }),
      )
    },
    circleSheet: ({ key, circle }) => {
      const its = find(key)
      if (!its) return null
      const frame = frameOf(its)
      const { circles, closings, city } = sheetsFor(its)
      const sheet = circles[circle]!
      const { bands } = hall.measured.population
      const sums: Partial<Record<Band, number>> = {}
      for (const band of BANDS)
        if (bands[band])
          sums[band] = Array.from(frame.cellsOf(circle)).reduce((sum, cell) => sum + bands[band]![cell]!, 0)
      return {
        bands: sums,
        sheet: { ...sheet, singlePoints: sheet.singlePoints.slice(0, 60) },
        typings: ALL_TYPINGS.map((typing) => typingView(frame, circle, typing)),
        indicators: indicatorsOf({ frame, circle, extras: { ...NOTHING_MORE, slow: slowNow() } }).map(
          ({ indicator, readings }) => {
            const { of: _, ...told } = indicator
            return { ...told, readings }
          },
        ),
        cityWalks: city.walks,
        closings: sheet.singlePoints
          .slice(0, 60)
          .map(({ outlet, category }) => closings.byCategory[category]!.find((c) => c.outlet === outlet) ?? null),
      }
    },
    bandWalks: ({ key }) => {
      const its = find(key)
      if (!its) return null
      const m = hall.measured
      its.uneven ??= bandInequalities(m, placesOfCircles(its.members, m))
      return its.uneven
    },
    circleLosers: ({ key, circle, outlet, category }) => {
      const its = find(key)
      if (!its) return null
      const { nearest, state, population } = hall.measured
      const { stateAfter } = sheetsFor(its).closings
      const cells = population.lng.length
      const { ofCell } = its.members
      return Int32Array.from(ofCell.keys()).filter((i) => {
        const at = category * cells + i
        if (circle !== null && ofCell[i] !== circle) return false
        return nearest[category]!.outlet[i] === outlet && state[at] === WITHIN && GONE.has(stateAfter[at]!)
      })
    },
    async circleClock({ key, circle, persona, changed, moment }) {
      const its = find(key)
      if (!its) return null
      hours ??= await readOutletHours(hall.measured.outlets)
      const who = `${persona} ${JSON.stringify(changed)}`
      let clock = clocks.get(who)
      if (!clock) {
        clock = clockFor(hall.measured, hours, personaWith(personaOf(persona), changed), SILENT)
        clocks.set(who, clock)
        for (const other of clocks.keys()) if (clocks.size > MOST_CLOCKS) clocks.delete(other)
      }
      const [answer] = askClock(clock, [moment])
      const cells = clock.people.length
      const own = circle === null ? null : frameOf(its).cellsOf(circle)
      return {
        circle:
          own &&
          answer!.categories.map((_, k) =>
            clockShareOf(answer!.state.subarray(k * cells, (k + 1) * cells), clock.people, own),
          ),
        city: answer!.shares,
        band: clock.band,
        floorSeconds: clock.floorSeconds,
        minutes: clock.persona.minutes,
        walker: clock.persona.walker,
      }
    },
  }
}

/** Circles made of units get the borders that those have together; what was drawn keeps its own. */
async function withBorders(town: Town, circles: readonly Circle[]): Promise<Circle[]> {
  const ofId = new Map(town.units.ids.map((id, u) => [id, u]))
  const ofUnit = new Int32Array(town.units.ids.length).fill(-1)
  circles.forEach((circle, c) => {
    for (const id of circle.units) if (ofId.has(id)) ofUnit[ofId.get(id)!] = c
  })
  if (!ofUnit.some((c) => c >= 0)) return [...circles]
  const borders = await outlinesOf(town, ofUnit, circles.length, SILENT)
  return circles.map((circle, c) => (circle.units.length > 0 ? { ...circle, polygon: borders[c]! } : circle))
}

/** Which circles lie beside which: by their units, and by their boxes where they were drawn freely. */
function besideOf({ units }: Town, circles: readonly Circle[]): number[][] {
  const ofId = new Map(units.ids.map((id, u) => [id, u]))
  const ofUnit = new Int32Array(units.ids.length).fill(-1)
  circles.forEach((circle, c) => {
    for (const id of circle.units) if (ofId.has(id)) ofUnit[ofId.get(id)!] = c
  })
  const beside = circles.map(() => new Set<number>())
  const { first, other } = units.neighbours
  ofUnit.forEach((c, u) => {
    if (c < 0) return
    for (let k = first[u]!; k < first[u + 1]!; k++) {
      const d = ofUnit[other[k]!]!
      if (d >= 0 && d !== c) beside[c]!.add(d)
    }
  })
  const boxes = circles.map((c) => boundsOfPolygon(c.polygon))
  boxes.forEach((a, i) => {
    boxes.forEach((b, j) => {
      if (i === j || !a || !b || (circles[i]!.units.length > 0 && circles[j]!.units.length > 0)) return
      if (a.west > b.east || b.west > a.east || a.south > b.north || b.south > a.north) return
      beside[i]!.add(j)
      beside[j]!.add(i)
    })
  })
  return beside.map((its) => [...its].sort((a, b) => a - b))
}

function typingView(frame: Frame, circle: number, typing: Typing): TypingView {
  const { id, name, cites, labels, entry, grades, composite, note } = typing
  return {
    id,
    name,
    cites,
    labels,
    entry: entry && { basic: entry.basic, quality: entry.quality, status: entry.status },
    published: entry !== null || Object.values(grades).some((g) => g !== null),
    composite,
    note: note ?? null,
    result: typeOf(frame, circle, typing),
  }
}

/** The type in a word, by the first typing that has thresholds. */
function gradeOf(frame: Frame, circle: number): Note['grade'] {
  const typing = ALL_TYPINGS.find((t) => t.entry !== null || Object.values(t.grades).some((g) => g !== null))
  if (!typing) return null
  const { grade, entry } = typeOf(frame, circle, typing)
  return grade ? typing.labels[grade] : entry && ENTRY_WORDS[entry]
}

const ENTRY_WORDS: Readonly<Record<Verdict, Name>> = {
  met: { zh: '够参评门槛', en: 'meets the entry' },
  'not-met': { zh: '不够参评门槛', en: 'below the entry' },
  'to-check': { zh: '门槛待核实', en: 'entry to be checked' },
}
