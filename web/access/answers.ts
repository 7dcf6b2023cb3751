// What the worker answers of a measured city: opening it, another walker or limit, a place that was clicked, a what-if.
import { DS } from '@yike/core/access/answers.ts'
import { isochronesOf } from '@yike/core/access/isochrone.ts'
import { doorsAt, doorsOfOutlets } from '@yike/core/access/points.ts'
import { type Placed, Reach } from '@yike/core/access/reach.ts'
import { Search } from '@yike/core/access/search.ts'
import { walkerOf, walkers } from '@yike/core/access/walkers.ts'
import { joined } from '@yike/core/base/bytes.ts'
import { Fault } from '@yike/core/base/fault.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import { indexFor, measureWith, recolour, remeasureWith, snapAll } from '@yike/core/circle/measure.ts'
import type { Measured } from '@yike/core/circle/measured.ts'
import { unpackInputs } from '@yike/core/circle/pack.ts'
import type { Bounds } from '@yike/core/geo/bounds.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import { pointInPolygon } from '@yike/core/geo/polygon.ts'
import type { EdgeIndex } from '@yike/core/network/snap.ts'
import { streetsOf } from '../map/streets.ts'
import { MOST_MINUTES } from '../ui/address.ts'
import type { Hall } from './hall.ts'
import type { AnswersTo, City, CityDialogue, Drawn, Figures, Here, NearestHere, Way, WhatIfBegun } from './messages.ts'
import type { Step } from './steps.ts'
import { solveHere } from './threads.ts'
import { gatesOf, WhatIf } from './what-if.ts'

/** The bytes at an address, told as they come. */
async function download(url: string, progress: Progress): Promise<Uint8Array> {
  const response = await fetch(url)
  if (!response.ok || !response.body) throw new Fault('no-file', { file: url.split('/').pop() ?? url })
  const packed = response.headers.has('content-encoding') // then the stated length is of other bytes than ours
  const length = packed ? null : Number(response.headers.get('content-length')) || null
  progress.begin({ zh: '读取城市', en: 'Reading the city' }, length)
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = response.body.getReader()
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    chunks.push(value!)
    size += value!.length
    progress.step(size)
  }
  return joined(chunks)
}

const drawnOf = ({ convention, coverage, gaps }: Measured): Drawn => ({ convention, coverage, gaps })

function cityOf(m: Measured): City {
  const { population, outlets, serves, areas, cellArea, standard, categories, unclassified, findings, people } = m
  return { population, outlets, serves, areas, cellArea, standard, categories, unclassified, findings, people }
}

/** The answers, of the city in `hall`. */
export function cityAnswers(hall: Hall): AnswersTo<CityDialogue> {
  let bounds: Bounds | null = null
  /** Made when first needed, for clicks: streets by place and the ground, both as this walker finds them. */
  let index: EdgeIndex | null = null
  let search: Search | null = null
  /** The last place asked about, so that ways from it need no new search. */
  let reached: { at: LngLat; reach: Reach; snap: Here['snap'] } | null = null
  /** The what-if under way. */
  let whatIf: WhatIf | null = null
  hall.whenAnother(() => {
    index = null
    search = null
    reached = null
    whatIf = null // it was of the city as another walker finds it; the page begins it anew
  })

  function keep(next: Measured): Figures {
    hall.keep(next)
    const { nearest, knowledge, facts, islands } = next
    return { nearest, knowledge, facts, islands, ...drawnOf(next) }
  }

  /** Everything in reach of a place; kept until another is asked about. */
  function reachFrom(at: LngLat): NonNullable<typeof reached> {
    if (reached && reached.at[0] === at[0] && reached.at[1] === at[1]) return reached
    const { graph, convention } = hall.measured
    index ??= indexFor(graph, convention)
    search ??= new Search(graph, convention.walker, convention.legs)
    const doors = doorsAt(Float64Array.of(at[0]), Float64Array.of(at[1]))
    const origin: Placed = { doors, snaps: snapAll(index, doors, convention) }
    const { snaps } = origin
    const snap =
      snaps.edge.length > 0 ? { at: [snaps.lng[0]!, snaps.lat[0]!] as const, meters: snaps.legMm[0]! / 1000 } : null
    reached = { at, reach: new Reach(search, origin, 0), snap }
    return reached
  }

  const outletsPlaced = (): Placed => ({
    doors: doorsOfOutlets(hall.measured.outlets),
    snaps: hall.measured.outletSnaps,
  })

  function hereOf(at: LngLat): Here {
    const { categories, serves, knowledge, areas } = hall.measured
    const { reach, snap } = reachFrom(at)
    if (!snap) return { at, snap, categories: [] }
    const told = (c: number) =>
      knowledge[c]!.known && !knowledge[c]!.unknownIn.some((a) => pointInPolygon(areas[a]!.polygon, ...at))
    const targets = outletsPlaced()
    const longest = Math.max(MOST_MINUTES, hall.measured.convention.minutes) * 60 * DS
    const least = categories.map(() => ({ ds: Infinity, mm: Infinity, outlet: -1 }))
    const near: number[][] = categories.map(() => [])
    serves.forEach((served, outlet) => {
      if (served.length === 0) return
      const way = reach.to(targets, outlet)
      if (!way) return
      for (const c of served) {
        const best = least[c]!
        if (way.ds < best.ds || (way.ds === best.ds && way.mm < best.mm)) least[c] = { ...way, outlet }
        if (way.ds <= longest) near[c]!.push(way.ds)
      }
    })
    return {
      at,
      snap,
      categories: least.map(
        ({ ds, mm, outlet }, category): NearestHere => ({
          category,
          known: told(category),
          nearest: outlet < 0 ? null : { outlet, seconds: ds / DS, meters: mm / 1000 },
          ds: Int32Array.from(near[category]!).sort(),
        }),
      ),
    }
  }

  function wayOf(at: LngLat, outlet: number): Way | null {
    const walk = reachFrom(at).reach.walk(outletsPlaced(), outlet)
    return walk && { outlet, seconds: walk.ds / DS, meters: walk.mm / 1000, line: walk.line }
  }

  function beginWhatIf(category: number, minutes: number, steps: readonly Step[]): WhatIfBegun {
    whatIf = new WhatIf(hall.measured, category, minutes)
    const made: Step[] = []
    const missing = new Set<number>() // new outlets that found no street for this walker
    for (const step of steps) {
      if ('outlet' in step && missing.has(step.outlet)) continue
      if (whatIf.make(step, false)) made.push(step)
      else if (step.kind === 'open') missing.add(step.outlet)
    }
    return { ...whatIf.whole(minutes), gates: gatesOf(hall.measured.graph), steps: made }
  }

  const begun = (): WhatIf => {
    if (!whatIf) throw new Error('No what-if has been begun.')
    return whatIf
  }

  return {
    async open({ url, walker, minutes }) {
      const progress = hall.progress()
      const inputs = unpackInputs(await download(url, progress))
      const asked = {
        ...inputs.convention,
        ...(walker && walkers.some((w) => w.id === walker) ? { walker: walkerOf(walker) } : {}),
        ...(minutes ? { minutes } : {}),
      }
      // a pace of one's own (`--speed`) belongs to the walker it was measured with, and is offered in that one's place
      const own = inputs.convention.walker
      const offered = walkers.some((w) => w.id === own.id)
        ? walkers.map((w) => (w.id === own.id ? own : w))
        : [own, ...walkers]
      const convention = walker === own.id ? { ...asked, walker: own } : asked
      bounds = inputs.bounds
      const figures = keep(await measureWith({ ...inputs, convention }, solveHere, progress))
      return { city: cityOf(hall.measured), figures, walkers: offered }
    },
    walker: async ({ walker }) =>
      keep(await remeasureWith(hall.measured, { ...hall.measured.convention, walker }, solveHere, hall.progress())),
    minutes: ({ minutes }) => {
      hall.recolour(recolour(hall.measured, minutes))
      return drawnOf(hall.measured)
    },
    streets: () => streetsOf(hall.measured.graph, bounds!),
    here: ({ at }) => hereOf(at),
    way: ({ at, outlet }) => wayOf(at, outlet),
    outline: ({ at, minutes }) => isochronesOf(reachFrom(at).reach, [minutes * 60 * DS])[0]!.area,
    whatIf: ({ category, minutes, steps }) => beginWhatIf(category, minutes, steps),
    step: ({ step, instead }) => begun().make(step, instead),
    takeBack: ({ count }) => begun().takeBack(count),
    whatIfMinutes: ({ minutes }) => begun().whole(minutes),
    leave: () => {
      whatIf = null
      return null
    },
  }
}
