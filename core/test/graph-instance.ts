// Instances drawn as the OR-Library's p-median graphs are: a path through all nodes and chance edges, lengths 1 to 100.
import { random } from '../base/random.ts'
import { instanceBySite } from '../siting/build.ts'
import type { Instance } from '../siting/instance.ts'

/** The text of such a file: `nodes` and nodes² / 50 edges. */
export function pmedText(nodes: number, p: number, seed: number): string {
  const chance = random(seed)
  const edges = Math.max(nodes - 1, Math.round((nodes * nodes) / 50))
  const lines: string[] = []
  for (let i = 1; i < nodes; i++) lines.push(`${i} ${i + 1} ${chance.int(1, 101)}`)
  while (lines.length < edges) {
    const [a, b] = [chance.int(1, nodes + 1), chance.int(1, nodes + 1)]
    if (a !== b) lines.push(`${a} ${b} ${chance.int(1, 101)}`)
  }
  return [`${nodes} ${edges} ${p}`, ...lines].join('\n')
}

/**
 * A city as points on a square of `sideMeters`, half of them about forty centres, each 1 to 39 people; sites among them likewise. Pairs
 * are those within `radiusMeters` as streets on a grid go (|dx| + |dy|).
 */
export function cityInstance(
  points: number,
  sites: number,
  sideMeters: number,
  radiusMeters: number,
  seed: number,
): Instance {
  const chance = random(seed)
  const centres = Array.from({ length: 40 }, () => ({
    x: chance.between(0, sideMeters),
    y: chance.between(0, sideMeters),
    spread: chance.between(sideMeters / 40, sideMeters / 10),
  }))
  const place = (): readonly [number, number] => {
    for (;;) {
      const centre = chance.next() < 0.5 ? null : chance.pick(centres)
      const x = centre ? chance.normal(centre.x, centre.spread) : chance.between(0, sideMeters)
      const y = centre ? chance.normal(centre.y, centre.spread) : chance.between(0, sideMeters)
      if (x >= 0 && y >= 0 && x < sideMeters && y < sideMeters) return [x, y]
    }
  }
  const at = Array.from({ length: points }, place)
  const weight = Float64Array.from(at, () => chance.int(1, 40))
  const across = Math.ceil(sideMeters / radiusMeters)
  const cells: number[][] = Array.from({ length: across * across }, () => [])
  at.forEach(([x, y], j) => {
    cells[Math.floor(y / radiusMeters) * across + Math.floor(x / radiusMeters)]!.push(j)
  })
  const first = new Int32Array(sites + 1)
  const other: number[] = []
  const distance: number[] = []
  for (let i = 0; i < sites; i++) {
    const [x, y] = place()
    const [cx, cy] = [Math.floor(x / radiusMeters), Math.floor(y / radiusMeters)]
    const found: (readonly [number, number])[] = []
    for (let b = Math.max(0, cy - 1); b <= Math.min(across - 1, cy + 1); b++)
      for (let a = Math.max(0, cx - 1); a <= Math.min(across - 1, cx + 1); a++)
        for (const j of cells[b * across + a]!) {
          const d = Math.abs(at[j]![0] - x) + Math.abs(at[j]![1] - y)
          if (d <= radiusMeters) found.push([j, d])
        }
    found.sort((one, two) => one[0] - two[0])
    for (const [j, d] of found) {
      other.push(j)
      distance.push(d)
    }
    first[i + 1] = other.length
  }
  const pairs = { first, other: Int32Array.from(other), distance: Float64Array.from(distance) }
  return instanceBySite(pairs, points, { weight, unit: 'm' })
}
