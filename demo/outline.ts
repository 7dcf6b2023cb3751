// Lines round areas: the rings of a set of units, and the borders between communities as lines that two areas share.
import { edgeKey, type Units } from './areas.ts'
import { areaOf, type P } from './shape.ts'

/** The rings of a set of units as polygons: outer ring first, then its holes; largest polygon first. */
export function outline({ units, points }: Units, members: readonly number[]): P[][][] {
  const next = new Map<string, string[]>()
  const edges = new Set<string>()
  for (const k of members) {
    const { ring } = units[k]!
    ring.forEach((a, i) => {
      edges.add(`${a}|${ring[(i + 1) % ring.length]!}`)
    })
  }
  for (const edge of edges) {
    const [a, b] = edge.split('|') as [string, string]
    if (edges.has(`${b}|${a}`)) continue
    const list = next.get(a)
    if (list) list.push(b)
    else next.set(a, [b])
  }
  const rings: P[][] = []
  for (const start of next.keys())
    while (next.get(start)?.length) {
      const path: string[] = [start]
      for (let at = next.get(start)!.pop()!; ; at = next.get(at)!.pop()!) {
        const seen = path.indexOf(at)
        if (seen >= 0) {
          rings.push(path.splice(seen).map((key) => points.get(key)!)) // a ring that touches itself is two
          if (path.length === 0) break
        }
        path.push(at)
      }
    }
  const turn = (ring: readonly P[]) =>
    ring.reduce((sum, p, i) => sum + p[0] * ring[(i + 1) % ring.length]![1] - ring[(i + 1) % ring.length]![0] * p[1], 0)
  const outers = rings.filter((r) => turn(r) > 0).sort((a, b) => areaOf(b) - areaOf(a))
  const polygons = outers.map((r) => [r])
  for (const hole of rings.filter((r) => turn(r) < 0)) {
    const around = polygons.filter(([outer]) => inside(outer!, hole))
    ;(around.at(-1) ?? polygons[0])?.push(hole)
  }
  return polygons
}

function inside(outer: readonly P[], hole: readonly P[]): boolean {
  const x = (hole[0]![0] + hole[1]![0]) / 2
  const y = (hole[0]![1] + hole[1]![1]) / 2
  let odd = false
  for (let i = 0, j = outer.length - 1; i < outer.length; j = i++) {
    const [ax, ay] = outer[j]!
    const [bx, by] = outer[i]!
    if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) odd = !odd
  }
  return odd
}

/** A border line between two communities (-1: outside the city), from junction to junction. */
export interface Border {
  readonly points: readonly string[]
  readonly left: number
  readonly right: number
}

/** The borders of communities, each once, cut where three or more meet. */
export function borders({ units }: Units, community: Int32Array): Border[] {
  const sides = new Map<string, [string, string, number, number]>()
  units.forEach(({ ring }, k) => {
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length]!
      const key = edgeKey(a, b)
      const known = sides.get(key)
      if (known) known[3] = community[k]!
      else sides.set(key, [a, b, community[k]!, -1])
    })
  })
  const links = new Map<string, { to: string; key: string }[]>()
  for (const [key, [a, b, left, right]] of sides) {
    if (left === right) {
      sides.delete(key)
      continue
    }
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const list = links.get(from)
      if (list) list.push({ to, key })
      else links.set(from, [{ to, key }])
    }
  }
  const found: Border[] = []
  const walk = (start: string, first: { to: string; key: string }) => {
    const side = sides.get(first.key)
    if (!side) return
    const forward = side[0] === start
    const line = [start, first.to]
    sides.delete(first.key)
    for (let at = first.to; links.get(at)!.length === 2 && at !== start; ) {
      const on = links.get(at)!.find((l) => sides.has(l.key))
      if (!on) break
      sides.delete(on.key)
      line.push(on.to)
      at = on.to
    }
    found.push({ points: line, left: forward ? side[2] : side[3], right: forward ? side[3] : side[2] })
  }
  for (const [from, list] of links) if (list.length !== 2) for (const link of list) walk(from, link)
  for (const [from, list] of links) for (const link of list) walk(from, link) // islands
  return found
}
