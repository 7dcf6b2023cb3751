// Communities (社区), subdistricts (街道) and districts (区): put together from lots, so that borders run along streets, the
// middle of the river and the rims of parks, and the areas of a level cover the city without gap or overlap.

import { once } from './drawing.ts'
import type { Lot } from './lots.ts'
import { type P, place } from './shape.ts'
import type { Terrain } from './terrain.ts'
import { type Cells, isUrban } from './zones.ts'

/** A piece of ground that wholly belongs to one community. */
export interface Unit {
  /** Corners counter-clockwise, by key into `points`. */
  readonly ring: readonly string[]
  readonly u: number
  readonly v: number
  readonly east: boolean
  /** The lot it is; null for parks, the river and the like. */
  readonly lot: number | null
  people: number
}

export interface Units {
  readonly units: Unit[]
  readonly points: ReadonlyMap<string, P>
}

/** Cuts the city's ground into units. `peopleOfLot` by id. */
export function makeUnits(terrain: Terrain, cells: Cells, lots: readonly Lot[], peopleOfLot: ArrayLike<number>): Units {
  const { columns, rows, river } = terrain
  const byCell = new Map<string, Lot[]>()
  for (const lot of lots) {
    const key = `${lot.cell.column} ${lot.cell.row}`
    const list = byCell.get(key)
    if (list) list.push(lot)
    else byCell.set(key, [lot])
  }
  // where lots of either side cut the lines of the grid
  const cuts = new Map<string, Set<number>>()
  const cut = (key: string, t: number) => {
    if (t <= 0 || t >= 1) return
    const set = cuts.get(key)
    if (set) set.add(t)
    else cuts.set(key, new Set([t]))
  }
  for (const lot of lots) {
    const { column: c, row: r } = lot.cell
    const [u0, v0, u1, v1] = lot.span
    for (const u of [u0, u1]) for (const j of [r, r + 1]) cut(`H ${c} ${j}`, u)
    for (const v of [v0, v1]) for (const i of [c, c + 1]) cut(`V ${i} ${r}`, v)
  }
  rows.forEach((_, r) => {
    for (const j of [r, r + 1]) cut(`H ${river} ${j}`, 0.5)
  })

  const points = new Map<string, P>()
  const corner = (i: number, j: number) => keep(`${i},${j}`, () => terrain.corner(i, j))
  const keep = (key: string, at: () => P) => {
    if (!points.has(key)) points.set(key, at())
    return key
  }
  /** Key of the place (u, v) of a cell; places on its rim are shared with the neighbour. */
  const at = (c: number, r: number, u: number, v: number): string => {
    const quad = terrain.cell(c, r)
    if ((u === 0 || u === 1) && (v === 0 || v === 1)) return corner(c + u, r + v)
    if (v === 0 || v === 1) return keep(`H ${c} ${r + v} ${u}`, () => place(quad, u, v))
    if (u === 0 || u === 1) return keep(`V ${c + u} ${r} ${v}`, () => place(quad, u, v))
    return keep(`I ${c} ${r} ${u} ${v}`, () => place(quad, u, v))
  }
  const ringOf = (c: number, r: number, [u0, v0, u1, v1]: Lot['span']): string[] => {
    const between = (key: string, from: number, to: number) =>
      [...(cuts.get(key) ?? [])].filter((t) => t > from && t < to).sort((a, b) => a - b)
    const ring: string[] = [at(c, r, u0, v0)]
    if (v0 === 0) for (const t of between(`H ${c} ${r}`, u0, u1)) ring.push(at(c, r, t, 0))
    ring.push(at(c, r, u1, v0))
    if (u1 === 1) for (const t of between(`V ${c + 1} ${r}`, v0, v1)) ring.push(at(c, r, 1, t))
    ring.push(at(c, r, u1, v1))
    if (v1 === 1) for (const t of between(`H ${c} ${r + 1}`, u0, u1).reverse()) ring.push(at(c, r, t, 1))
    ring.push(at(c, r, u0, v1))
    if (u0 === 0) for (const t of between(`V ${c} ${r}`, v0, v1).reverse()) ring.push(at(c, r, 0, t))
    return ring
  }
  const units: Unit[] = []
  const add = (c: number, r: number, span: Lot['span'], lot: number | null) => {
    const [cu, cv] = [(span[0] + span[2]) / 2, (span[1] + span[3]) / 2]
    units.push({
      ring: ringOf(c, r, span),
      u: columns[c]!.from + cu * (columns[c]!.to - columns[c]!.from),
      v: rows[r]!.from + cv * (rows[r]!.to - rows[r]!.from),
      east: c > river || (c === river && cu > 0.5),
      lot,
      people: lot === null ? 0 : peopleOfLot[lot]!,
    })
  }
  const covered = coverage(terrain, cells)
  for (let c = 0; c < columns.length; c++)
    for (let r = 0; r < rows.length; r++) {
      const list = byCell.get(`${c} ${r}`)
      if (list) for (const lot of list) add(c, r, lot.span, lot.id)
      else if (c === river) {
        if (covered(c - 1, r)) add(c, r, [0, 0, 0.5, 1], null)
        if (covered(c + 1, r)) add(c, r, [0.5, 0, 1, 1], null)
      } else if (covered(c, r)) add(c, r, [0, 0, 1, 1], null)
    }
  return { units, points }
}

/** Cells that belong to the city's districts: what is built, bands between, and fields that the city has closed in on. */
function coverage(terrain: Terrain, cells: Cells): (c: number, r: number) => boolean {
  const { columns, rows, river } = terrain
  const grid = columns.map((_, c) => rows.map((_, r) => isUrban(cells[c]![r]!)))
  const has = (c: number, r: number) => grid[c]?.[r] ?? false
  for (let c = 0; c < columns.length; c++)
    for (let r = 0; r < rows.length; r++) {
      if (grid[c]![r] || c === river) continue
      const sides = [
        columns.some((_, i) => i < c && isUrban(cells[i]![r]!)) &&
          columns.some((_, i) => i > c && isUrban(cells[i]![r]!)),
        rows.some((_, j) => j < r && isUrban(cells[c]![j]!)) && rows.some((_, j) => j > r && isUrban(cells[c]![j]!)),
      ]
      const beside = [has(c - 1, r), has(c + 1, r), has(c, r - 1), has(c, r + 1)]
      const band = cells[c]![r] === null
      if (band ? sides.some(Boolean) && beside.some(Boolean) : sides.every(Boolean)) grid[c]![r] = true
    }
  return has
}

/** The key of the border between two points, whichever way it runs. */
export const edgeKey = (a: string, b: string) => (a < b ? `${a}|${b}` : `${b}|${a}`)

/**
 * The community of each unit, numbered from 0, and for each community its subdistrict and district. Lots with people are
 * halved again and again across their longer extent; the rest goes to the neighbour it shares most border with.
 */
export function groupUnits(
  { units, points }: Units,
  people: number,
): { community: Int32Array; subdistrict: number[]; district: number[] } {
  const community = new Int32Array(units.length).fill(-1)
  const subdistrict: number[] = []
  const district: number[] = []
  let subdistricts = 0
  let districts = 0
  const perDistrict = Math.max(150_000, Math.min(320_000, people / 8))
  for (const east of [false, true]) {
    const bank = units.flatMap((unit, k) => (unit.east === east && unit.people > 0 ? [k] : []))
    if (bank.length === 0) continue
    const count = (list: readonly number[]) => list.reduce((sum, k) => sum + units[k]!.people, 0)
    for (const d of halve(units, bank, Math.max(1, Math.round(count(bank) / perDistrict)))) {
      const parts = Math.max(1, Math.round(count(d) / 37_500))
      for (const s of halve(units, d, parts)) {
        for (const c of halve(units, s, Math.max(1, Math.round(count(s) / 5000)))) {
          for (const k of c) community[k] = subdistrict.length
          subdistrict.push(subdistricts)
          district.push(districts)
        }
        subdistricts++
      }
      districts++
    }
  }
  const all = { units, points }
  const beside = neighbours(units)
  attach(all, beside, community)
  for (let round = 0; round < 3; round++) mend(all, beside, community, subdistrict)
  return { community, subdistrict, district }
}

/** Units in `parts` groups of about as many people each (recursive bisection). */
function halve(units: readonly Unit[], list: readonly number[], parts: number): number[][] {
  if (parts <= 1 || list.length <= 1) return [[...list]]
  const extent = (of: (u: Unit) => number) =>
    Math.max(...list.map((k) => of(units[k]!))) - Math.min(...list.map((k) => of(units[k]!)))
  const wide = extent((u) => u.u) > extent((u) => u.v)
  const sorted = [...list].sort(
    (a, b) =>
      (wide
        ? units[a]!.u - units[b]!.u || units[a]!.v - units[b]!.v
        : units[a]!.v - units[b]!.v || units[a]!.u - units[b]!.u) || a - b,
  )
  const first = Math.floor(parts / 2)
  const target = (sorted.reduce((sum, k) => sum + units[k]!.people, 0) * first) / parts
  let at = 0
  for (let sum = 0; at < sorted.length - 1; at++) {
    const next = sum + units[sorted[at]!]!.people
    if (at > 0 && Math.abs(next - target) > Math.abs(sum - target)) break
    sum = next
  }
  return [...halve(units, sorted.slice(0, at), first), ...halve(units, sorted.slice(at), parts - first)]
}

/** Units on either side of each border. */
function neighbours(units: readonly Unit[]): Map<string, number[]> {
  const beside = new Map<string, number[]>()
  units.forEach(({ ring }, k) => {
    ring.forEach((a, i) => {
      once(beside, edgeKey(a, ring[(i + 1) % ring.length]!), () => []).push(k)
    })
  })
  return beside
}

/** The community, of those `fits`, that unit k shares most metres of border with on its own bank; -1 if none. */
function nearest(
  { units, points }: Units,
  beside: ReadonlyMap<string, number[]>,
  k: number,
  community: Int32Array,
  fits: (group: number) => boolean,
): number {
  const { ring, east } = units[k]!
  const shared = new Map<number, number>()
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length]!
    for (const other of beside.get(edgeKey(a, b))!) {
      const group = community[other]!
      if (group < 0 || units[other]!.east !== east || !fits(group)) continue
      const [p, q] = [points.get(a)!, points.get(b)!]
      shared.set(group, (shared.get(group) ?? 0) + Math.hypot(p[0] - q[0], p[1] - q[1]))
    }
  })
  return [...shared].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? -1
}

/** Gives units without people to the community on the same bank that they share most border with. */
function attach(all: Units, beside: ReadonlyMap<string, number[]>, community: Int32Array): void {
  for (let left = true; left; ) {
    left = false
    const given: [number, number][] = []
    for (let k = 0; k < community.length; k++) {
      if (community[k]! >= 0) continue
      const group = nearest(all, beside, k, community, () => true)
      if (group >= 0) given.push([k, group])
    }
    for (const [k, group] of given) {
      community[k] = group
      left = true
    }
  }
}

/** Parts of a community that lie apart from its most peopled part go to a neighbour, of the same subdistrict where there is one. */
function mend(
  all: Units,
  beside: ReadonlyMap<string, number[]>,
  community: Int32Array,
  subdistrict: readonly number[],
): void {
  const { units } = all
  const seen = new Uint8Array(units.length)
  const partsOf = new Map<number, { units: number[]; people: number }[]>()
  for (let start = 0; start < units.length; start++) {
    const group = community[start]!
    if (seen[start] || group < 0) continue
    const part = { units: [start], people: 0 }
    seen[start] = 1
    for (let at = 0; at < part.units.length; at++) {
      const { ring, people } = units[part.units[at]!]!
      part.people += people
      ring.forEach((a, i) => {
        for (const other of beside.get(edgeKey(a, ring[(i + 1) % ring.length]!))!)
          if (!seen[other] && community[other] === group) {
            seen[other] = 1
            part.units.push(other)
          }
      })
    }
    once(partsOf, group, () => []).push(part)
  }
  for (const [group, parts] of partsOf)
    for (const part of parts.sort((a, b) => b.people - a.people).slice(1)) {
      const near = (fits: (g: number) => boolean) => {
        for (const k of part.units) {
          const found = nearest(all, beside, k, community, (g) => g !== group && fits(g))
          if (found >= 0) return found
        }
        return -1
      }
      const own = near((g) => subdistrict[g] === subdistrict[group])
      const to = own >= 0 ? own : near(() => true)
      if (to >= 0) for (const k of part.units) community[k] = to
    }
}
