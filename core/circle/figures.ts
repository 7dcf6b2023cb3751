// The figures of circles, however they came about: worked out anew from streets, cells and borders, never taken from the search.
import { DS } from '../access/answers.ts'
import { OneToMany } from '../access/one-to-many.ts'
import { heed, type Progress } from '../base/progress.ts'
import { areaM2 } from '../geo/polygon.ts'
import type { CircleFigures } from './delineation.ts'
import type { Membership } from './membership.ts'
import { piecesOfCircles } from './pieces.ts'
import { type Band, standing } from './ruler.ts'
import { snapsOfHeart, type Town } from './town.ts'

/** Figures of every circle, in order. */
export function figuresOf(
  town: Town,
  members: Membership,
  { band, share }: { readonly band: Band; readonly share: number },
  progress: Progress,
): CircleFigures[] {
  const { m, search, units } = town
  const { circles, ofCell, ofNode, ofOutlet } = members
  const { people } = m.population
  const limit = Math.round(m.convention.minutes * 60 * DS)
  const cellsOf: number[][] = circles.map(() => [])
  ofCell.forEach((c, i) => {
    if (c >= 0) cellsOf[c]!.push(i)
  })
  const outlets = new Int32Array(circles.length)
  for (const c of ofOutlet) if (c >= 0) outlets[c]!++
  const split = splitUnits(town, members)
  const pieces = piecesOfCircles(search, circles.length, ofNode, ofCell, people, m.cellSnaps, m.facts.joined)
  const walks = new OneToMany(search, m.cellSnaps)
  const ds = new Int32Array(ofCell.length).fill(-1)
  progress.begin({ zh: '核算各圈', en: 'Working out each circle' }, circles.length)
  return circles.map((circle, c) => {
    progress.step(c)
    heed(progress)
    const cells = cellsOf[c]!
    const own = { people: 0, unconnected: 0, within: 0, beyond: 0, longest: 0, sum: 0 }
    let walkable = circle.heart !== null
    const byUnit = new Map<number, { within: number; beyond: number }>()
    if (circle.heart) {
      const snaps = snapsOfHeart(town, circle.heart)
      const joined = cells.filter((i) => m.facts.joined[i])
      const take = (i: number, its: number) => {
        if (ofCell[i] === c) ds[i] = its
      }
      walks.from(snaps, 0, 2 * limit, take)
      if (joined.some((i) => ds[i]! < 0)) walks.from(snaps, 0, Infinity, take)
      walkable = joined.length > 0 && joined.every((i) => ds[i]! >= 0)
    }
    for (const i of cells) {
      const n = people[i]!
      own.people += n
      if (!m.facts.joined[i]) own.unconnected += n
      else if (circle.heart) {
        const its = ds[i]! >= 0 && ds[i]! <= limit ? 'within' : 'beyond'
        own[its] += n
        const unit = byUnit.get(units.ofCell[i]!) ?? { within: 0, beyond: 0 }
        unit[its] += n
        byUnit.set(units.ofCell[i]!, unit)
        own.sum += n * Math.max(0, ds[i]!)
        if (n > 0) own.longest = Math.max(own.longest, ds[i]!)
      }
      ds[i] = -1
    }
    const joined = own.people - own.unconnected
    return {
      people: own.people,
      unconnected: own.unconnected,
      within: circle.heart ? own.within : null,
      beyond: circle.heart ? own.beyond : null,
      counted: circle.heart ? countedOf(byUnit.values(), share) : null,
      longestSeconds: walkable ? own.longest / DS : null,
      meanSeconds: walkable && joined > 0 ? own.sum / joined / DS : null,
      cells: cells.length,
      outlets: outlets[c]!,
      areaM2: areaM2(circle.polygon),
      band: standing(own.people, band),
      split: split[c]!.map((u) => units.ids[u]!),
      parts: pieces[c]!.others.map(({ people: living, gap }) => ({ people: living, ...gap })),
    }
  })
}

/** People beyond in the units of which too few are within. */
function countedOf(units: Iterable<{ within: number; beyond: number }>, share: number): number {
  let sum = 0
  for (const { within, beyond } of units) if (within < share * (within + beyond) - 1e-6) sum += beyond
  return sum
}

/** Per circle: communities of whose residents it holds some and not all. Blocks are of our own making: cutting one cuts nothing. */
function splitUnits({ units, m }: Town, { circles, ofCell }: Membership): number[][] {
  const split: number[][] = circles.map(() => [])
  if (units.kind === 'block') return split
  const places: Set<number>[] = units.ids.map(() => new Set())
  units.ofCell.forEach((u, i) => {
    if (u >= 0 && m.population.people[i]! > 0) places[u]!.add(ofCell[i]!)
  })
  places.forEach((set, u) => {
    if (set.size > 1) for (const c of set) if (c >= 0) split[c]!.push(u)
  })
  return split
}
